/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ink.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Draws the segments of a stroke that end at points @first to @last; a stroke of one point is a
 * dot. @points is the whole stroke of @n_points, @scale pixels per canvas unit. A new reference. */
GskRenderNode *desk_ink_drawing_create_node (
    const DeskInkPoint *points, guint n_points, guint first, guint last, double scale);

G_END_DECLS
