/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes templates, icons and styles known to GTK; once per process, after adw_init() and before the
 * first widget. */
void desk_ui_init (void);

G_END_DECLS
