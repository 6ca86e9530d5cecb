/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <p11-kit/pkcs11.h>

#include <glib.h>

G_BEGIN_DECLS

/* A text of a PKCS#11 structure, which is padded with blanks and not terminated, as valid UTF-8.
 * The standard wants UTF-8; keys made in China often have GB 18030. Caller frees. */
char *desk_pkcs11_text_dup (const CK_UTF8CHAR *text, size_t length);

/* "2.20". Caller frees. */
char *desk_pkcs11_text_dup_version (const CK_VERSION *version);

G_END_DECLS
