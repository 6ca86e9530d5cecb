/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-ink-drawing.h"

#include <math.h>

#define THIN     0.7  /* points, without pressure */
#define THICK    2.6  /* points, at full pressure */
#define MIN_STEP 0.35 /* points; samples closer than this add nothing that can be seen */
#define PARTS    4    /* straight pieces per curve between two samples */

typedef struct {
  double x;
  double y;
  double width; /* of the line; points */
} Sample;

typedef struct {
  double scale;
  double left; /* added after scaling; points */
  double top;
} Placement;

static Placement
place_ink (DeskInk *ink, double x, double y, double width, double height)
{
  int min_x = G_MAXINT, min_y = G_MAXINT, max_x = G_MININT, max_y = G_MININT;
  Placement placement;

  for (guint i = 0; i < desk_ink_get_n_strokes (ink); i++) {
    guint n_points;
    const DeskInkPoint *points = desk_ink_get_stroke (ink, i, &n_points);

    for (guint j = 0; j < n_points; j++) {
      min_x = MIN (min_x, points[j].x);
      max_x = MAX (max_x, points[j].x);
      min_y = MIN (min_y, points[j].y);
      max_y = MAX (max_y, points[j].y);
    }
  }
  /* Room for half a line at each side. */
  width -= THICK;
  height -= THICK;
  placement.scale = fmin (width / MAX (1, max_x - min_x), height / MAX (1, max_y - min_y));
  placement.left
      = x + THICK / 2 + (width - placement.scale * (max_x - min_x)) / 2 - placement.scale * min_x;
  placement.top = y + THICK / 2 + height - placement.scale * max_y;

  return placement;
}

static Sample
get_sample (const DeskInkPoint *point, const Placement *placement)
{
  return (Sample){
    .x = placement->left + placement->scale * point->x,
    .y = placement->top + placement->scale * point->y,
    .width = THIN + (THICK - THIN) * CLAMP (point->pressure, 0, 1000) / 1000.0,
  };
}

static Sample
middle (Sample a, Sample b)
{
  return (Sample){ (a.x + b.x) / 2, (a.y + b.y) / 2, (a.width + b.width) / 2 };
}

static void
draw_line (cairo_t *cairo, Sample from, Sample to)
{
  cairo_set_line_width (cairo, (from.width + to.width) / 2);
  cairo_move_to (cairo, from.x, from.y);
  cairo_line_to (cairo, to.x, to.y);
  cairo_stroke (cairo);
}

/* From @start to @end, drawn towards @control but never through it: a quadratic curve makes corners
 * of samples round. */
static void
draw_curve (cairo_t *cairo, Sample start, Sample control, Sample end)
{
  Sample last = start;

  for (int i = 1; i <= PARTS; i++) {
    double t = (double) i / PARTS;
    double a = (1 - t) * (1 - t), b = 2 * t * (1 - t), c = t * t;
    Sample next
        = { a * start.x + b * control.x + c * end.x, a * start.y + b * control.y + c * end.y,
            a * start.width + b * control.width + c * end.width };

    draw_line (cairo, last, next);
    last = next;
  }
}

static void
draw_stroke (cairo_t *cairo, const DeskInkPoint *points, guint n_points, const Placement *placement)
{
  Sample previous = get_sample (&points[0], placement);
  Sample start = previous;

  for (guint i = 1; i < n_points; i++) {
    Sample sample = get_sample (&points[i], placement);
    Sample end;

    if (hypot (sample.x - previous.x, sample.y - previous.y) < MIN_STEP)
      continue;
    end = middle (previous, sample);
    draw_curve (cairo, start, previous, end);
    start = end;
    previous = sample;
  }
  /* A tap of the pen is a dot: a line of no length with round ends. */
  draw_line (cairo, start, previous);
}

void
desk_ink_draw (DeskInk *ink, cairo_t *cairo, double x, double y, double width, double height)
{
  Placement placement;

  if (desk_ink_get_n_points (ink) == 0)
    return;

  placement = place_ink (ink, x, y, width, height);
  cairo_save (cairo);
  cairo_set_line_cap (cairo, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cairo, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < desk_ink_get_n_strokes (ink); i++) {
    guint n_points;
    const DeskInkPoint *points = desk_ink_get_stroke (ink, i, &n_points);

    if (n_points > 0)
      draw_stroke (cairo, points, n_points, &placement);
  }
  cairo_restore (cairo);
}
