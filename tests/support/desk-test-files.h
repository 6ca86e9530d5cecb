/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A new directory under the temporary one, mode 0700. Caller frees and removes. */
char *desk_test_files_make_directory (void);

/* Removes @path and everything below it; links are not followed. */
void desk_test_files_remove (const char *path);

/* TRUE if any file below @directory contains @text, byte for byte. */
gboolean desk_test_files_contain (const char *directory, const char *text);

G_END_DECLS
