/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* PKCS#11 pads with blanks and does not terminate. Cuts what is too long. */
void fake_text_pad (unsigned char *field, size_t size, const char *text);

G_END_DECLS
