/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From here on messages go to the standard error as one line each, in one write, with their time in
 * UTC: "2026-11-22T06:30:00.123Z desk-http: request ...". GLib's own way costs five system calls
 * and the time zone for each. Every other level, and the journal, stay with GLib. Call once, before
 * there are threads. */
void desk_log_install (void);

G_END_DECLS
