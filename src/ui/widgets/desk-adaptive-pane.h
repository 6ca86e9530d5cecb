/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskAdaptivePane:
 *
 * A content with something beside it where there is room, and with something else above it where
 * there is not. Nothing is destroyed when the width changes.
 *
 * Properties, all GtkWidget and nullable: `content`, `side` (left, in its natural width), `strip`
 * (above, only while `side` is not shown). `threshold` (pixels): the least width at which `side` is
 * shown.
 */
#define DESK_TYPE_ADAPTIVE_PANE (desk_adaptive_pane_get_type ())

G_DECLARE_FINAL_TYPE (DeskAdaptivePane, desk_adaptive_pane, DESK, ADAPTIVE_PANE, GtkWidget)

G_END_DECLS
