/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ink.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskInkCanvas:
 *
 * White paper on which a signature is written with mouse, finger or pen, whatever the theme. What
 * is written goes into a DeskInk; the widget only draws it. No sample is lost when the system
 * merges motion events: the history of each event is read.
 *
 * Properties: `ink` (DeskInk, nullable), `editable` (default TRUE).
 * CSS node: `inkcanvas`. Accessibility: an image whose label says what it is for and whose
 * description says how much was written. Writing needs a pointing device; undoing and clearing have
 * buttons beside it.
 */
#define DESK_TYPE_INK_CANVAS (desk_ink_canvas_get_type ())

G_DECLARE_FINAL_TYPE (DeskInkCanvas, desk_ink_canvas, DESK, INK_CANVAS, GtkWidget)

GtkWidget *desk_ink_canvas_new (void);

DeskInk *desk_ink_canvas_get_ink (DeskInkCanvas *self); /* borrowed, nullable */
void desk_ink_canvas_set_ink (DeskInkCanvas *self, DeskInk *ink);
void desk_ink_canvas_set_editable (DeskInkCanvas *self, gboolean editable);

G_END_DECLS
