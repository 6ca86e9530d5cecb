/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes a drawn specimen of an ID card (nobody's) as JPEG of 150 KiB to 1 MiB: the side with the
 * portrait, or the one with the emblem. Caller unrefs. */
GFile *desk_specimen_write (const char *directory, gboolean portrait);

G_END_DECLS
