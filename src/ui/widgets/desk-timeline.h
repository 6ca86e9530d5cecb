/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-order.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskTimeline:
 *
 * What has happened to an order, oldest first, and what comes next.
 * CSS nodes: `timeline` with boxes of class `entry`, each with a `knot` (class `now` at the present
 * state, `next` at what is to come).
 */
#define DESK_TYPE_TIMELINE (desk_timeline_get_type ())

G_DECLARE_FINAL_TYPE (DeskTimeline, desk_timeline, DESK, TIMELINE, GtkWidget)

/* @order NULL empties it. */
void desk_timeline_show_order (DeskTimeline *self, DeskOrder *order);

G_END_DECLS
