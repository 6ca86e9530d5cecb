/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-ink-drawing.h"

#include <math.h>

/* Pen width in canvas units at pressure 0 and what full pressure adds. */
#define PEN_WIDTH          55.0
#define PEN_PRESSURE_WIDTH 70.0

static const GdkRGBA ink_colour = { 0.05f, 0.09f, 0.35f, 1.0f };

static double
get_pen_width (const DeskInkPoint *point, double scale)
{
  return MAX ((PEN_WIDTH + PEN_PRESSURE_WIDTH * point->pressure / 1000.0) * scale, 1.0);
}

/* Quadratic curves through the middles of the segments: smooth without moving a sample. */
static void
draw_segment (cairo_t *cr, const DeskInkPoint *points, guint position, double scale)
{
  const DeskInkPoint *here = &points[position];
  const DeskInkPoint *before = &points[position - 1];
  const DeskInkPoint *earlier = position >= 2 ? &points[position - 2] : before;
  double from_x = (earlier->x + before->x) / 2.0 * scale;
  double from_y = (earlier->y + before->y) / 2.0 * scale;
  double to_x = (before->x + here->x) / 2.0 * scale;
  double to_y = (before->y + here->y) / 2.0 * scale;
  double control_x = before->x * scale;
  double control_y = before->y * scale;

  cairo_set_line_width (cr, get_pen_width (here, scale));
  cairo_move_to (cr, from_x, from_y);
  cairo_curve_to (cr, from_x + (control_x - from_x) * 2 / 3, from_y + (control_y - from_y) * 2 / 3,
                  to_x + (control_x - to_x) * 2 / 3, to_y + (control_y - to_y) * 2 / 3, to_x, to_y);
  cairo_stroke (cr);
}

static graphene_rect_t
get_extent (const DeskInkPoint *points, guint first, guint last, double scale)
{
  double margin = (PEN_WIDTH + PEN_PRESSURE_WIDTH) * scale + 2;
  double left = points[first].x, right = left;
  double top = points[first].y, bottom = top;

  for (guint i = first > 1 ? first - 2 : 0; i <= last; i++) {
    left = MIN (left, points[i].x);
    right = MAX (right, points[i].x);
    top = MIN (top, points[i].y);
    bottom = MAX (bottom, points[i].y);
  }

  return GRAPHENE_RECT_INIT ((float) floor (left * scale - margin),
                             (float) floor (top * scale - margin),
                             (float) ceil ((right - left) * scale + 2 * margin + 1),
                             (float) ceil ((bottom - top) * scale + 2 * margin + 1));
}

GskRenderNode *
desk_ink_drawing_create_node (
    const DeskInkPoint *points, guint n_points, guint first, guint last, double scale)
{
  graphene_rect_t extent = get_extent (points, first, last, scale);
  GskRenderNode *node = gsk_cairo_node_new (&extent);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  gdk_cairo_set_source_rgba (cr, &ink_colour);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (n_points == 1) {
    cairo_set_line_width (cr, get_pen_width (points, scale) * 1.5);
    cairo_move_to (cr, points->x * scale, points->y * scale);
    cairo_close_path (cr);
    cairo_stroke (cr);
  }
  for (guint i = MAX (first, 1); i <= last; i++)
    draw_segment (cr, points, i, scale);
  if (n_points > 1 && last == n_points - 1) {
    /* The curve ends in the middle of the last segment; the pen went on to its end. */
    cairo_set_line_width (cr, get_pen_width (&points[last], scale));
    cairo_move_to (cr, (points[last - 1].x + points[last].x) / 2.0 * scale,
                   (points[last - 1].y + points[last].y) / 2.0 * scale);
    cairo_line_to (cr, points[last].x * scale, points[last].y * scale);
    cairo_stroke (cr);
  }
  cairo_destroy (cr);

  return node;
}
