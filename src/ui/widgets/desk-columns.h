/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskColumns:
 *
 * Two children side by side where there is room for both, else one above the other. Both get half
 * of the width, or the whole of it.
 *
 * Properties: `start`, `end` (GtkWidget), `column-width` (pixels that each needs to stand beside
 * the other), `spacing` (pixels).
 */
#define DESK_TYPE_COLUMNS (desk_columns_get_type ())

G_DECLARE_FINAL_TYPE (DeskColumns, desk_columns, DESK, COLUMNS, GtkWidget)

G_END_DECLS
