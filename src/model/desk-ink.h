/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-issues.h"

G_BEGIN_DECLS

/* One sample of a pen: position in canvas units (0..10000 across the canvas's width; y in the same
 * unit), milliseconds since the first sample, pressure 0..1000 (500 where the device has none). */
typedef struct {
  int x;
  int y;
  int time_ms;
  int pressure;
} DeskInkPoint;

/**
 * DeskInk:
 *
 * A signature as it was written: strokes of points, with the canvas's proportion. Signal `changed`.
 */
#define DESK_TYPE_INK (desk_ink_get_type ())

G_DECLARE_FINAL_TYPE (DeskInk, desk_ink, DESK, INK, GObject)

#define DESK_INK_WIDTH        10000
#define DESK_INK_MAX_POINTS   20000
#define DESK_INK_MIN_HEIGHT   1000
#define DESK_INK_MAX_HEIGHT   20000
#define DESK_INK_MAX_PRESSURE 1000
/* Nobody signs for longer than a day. */
#define DESK_INK_MAX_TIME_MS (24 * 60 * 60 * 1000)

DeskInk *desk_ink_new (void);

/* Canvas height in units of DESK_INK_WIDTH; 4000 until set. */
int desk_ink_get_height (DeskInk *self);
/* Clamped to what is taken; points that are there stay where they are. */
void desk_ink_set_height (DeskInk *self, int height);

void desk_ink_begin_stroke (DeskInk *self);
/* Appends to the last stroke, each number brought within its bounds (a pen may leave the canvas);
 * FALSE once DESK_INK_MAX_POINTS are stored. */
gboolean desk_ink_add_point (DeskInk *self, const DeskInkPoint *point);
/* Emits `changed` once for all points added since desk_ink_begin_stroke(); a stroke without a point
 * is dropped. */
void desk_ink_end_stroke (DeskInk *self);
/* Removes the last stroke; FALSE if there is none. */
gboolean desk_ink_undo (DeskInk *self);
void desk_ink_clear (DeskInk *self);

guint desk_ink_get_n_strokes (DeskInk *self);
/* Borrowed until the ink changes. */
const DeskInkPoint *desk_ink_get_stroke (DeskInk *self, guint stroke, guint *n_points);
guint desk_ink_get_n_points (DeskInk *self);

/* %DESK_FIELD_EMPTY_SIGNATURE below 8 points or an extent under a tenth of the canvas's width. */
DeskFieldProblem desk_ink_check (DeskInk *self);

DeskInk *desk_ink_copy (DeskInk *self);

G_END_DECLS
