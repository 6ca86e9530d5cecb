/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Other people's programs, as judges that know nothing of ours. */

/* Runs the NULL-terminated arguments; gives standard output, and the exit status in @status
 * (nullable: must be 0). Skips the running test and gives NULL if the program is not installed. */
char *desk_pdf_tool_run (int *status, const char *program, ...) G_GNUC_NULL_TERMINATED;

/* Writes @bytes to @name in @directory; gives the path. */
char *desk_pdf_tool_write (const char *directory, const char *name, GBytes *bytes);

G_END_DECLS
