/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskSidebar:
 *
 * Where one can go, and the state of the key, which is always in sight; pressing it activates
 * `win.key-page`. Choosing a place activates `win.page` with its name.
 *
 * Properties: `collapsed` (icons only), `page` (name of the place that is shown, nullable: none of
 * them), `key-state` (DeskKeyState).
 */
#define DESK_TYPE_SIDEBAR (desk_sidebar_get_type ())

G_DECLARE_FINAL_TYPE (DeskSidebar, desk_sidebar, DESK, SIDEBAR, GtkWidget)

void desk_sidebar_set_collapsed (DeskSidebar *self, gboolean collapsed);
void desk_sidebar_set_page (DeskSidebar *self, const char *page);

G_END_DECLS
