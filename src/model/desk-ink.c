/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-ink.h"

#define DEFAULT_HEIGHT 4000

/* Less than this is a slip of the pen. */
#define MIN_POINTS 8
#define MIN_EXTENT (DESK_INK_WIDTH / 10)

struct _DeskInk {
  GObject parent_instance;

  int height;     /* canvas units */
  GArray *points; /* owned: DeskInkPoint, of all strokes */
  GArray *starts; /* owned: guint, where each stroke begins in points */
};

G_DEFINE_FINAL_TYPE (DeskInk, desk_ink, G_TYPE_OBJECT)

static guint changed_signal;

static void
desk_ink_finalize (GObject *object)
{
  DeskInk *self = DESK_INK (object);

  g_array_unref (self->points);
  g_array_unref (self->starts);

  G_OBJECT_CLASS (desk_ink_parent_class)->finalize (object);
}

static void
desk_ink_class_init (DeskInkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = desk_ink_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_ink_init (DeskInk *self)
{
  self->height = DEFAULT_HEIGHT;
  self->points = g_array_new (FALSE, FALSE, sizeof (DeskInkPoint));
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
}

DeskInk *
desk_ink_new (void)
{
  return g_object_new (DESK_TYPE_INK, NULL);
}

int
desk_ink_get_height (DeskInk *self)
{
  g_return_val_if_fail (DESK_IS_INK (self), 0);

  return self->height;
}

void
desk_ink_set_height (DeskInk *self, int height)
{
  g_return_if_fail (DESK_IS_INK (self));

  height = CLAMP (height, DESK_INK_MIN_HEIGHT, DESK_INK_MAX_HEIGHT);
  if (height == self->height)
    return;

  self->height = height;
  g_signal_emit (self, changed_signal, 0);
}

void
desk_ink_begin_stroke (DeskInk *self)
{
  g_return_if_fail (DESK_IS_INK (self));

  g_array_append_val (self->starts, self->points->len);
}

gboolean
desk_ink_add_point (DeskInk *self, const DeskInkPoint *point)
{
  DeskInkPoint kept;

  g_return_val_if_fail (DESK_IS_INK (self), FALSE);
  g_return_val_if_fail (point != NULL, FALSE);
  g_return_val_if_fail (self->starts->len > 0, FALSE);

  if (self->points->len >= DESK_INK_MAX_POINTS)
    return FALSE;

  /* A pen may leave the canvas in the middle of a stroke. */
  kept.x = CLAMP (point->x, 0, DESK_INK_WIDTH);
  kept.y = CLAMP (point->y, 0, self->height);
  kept.time_ms = CLAMP (point->time_ms, 0, DESK_INK_MAX_TIME_MS);
  kept.pressure = CLAMP (point->pressure, 0, DESK_INK_MAX_PRESSURE);
  g_array_append_val (self->points, kept);
  return TRUE;
}

static guint
last_start (DeskInk *self)
{
  return g_array_index (self->starts, guint, self->starts->len - 1);
}

void
desk_ink_end_stroke (DeskInk *self)
{
  g_return_if_fail (DESK_IS_INK (self));
  g_return_if_fail (self->starts->len > 0);

  if (last_start (self) == self->points->len)
    g_array_set_size (self->starts, self->starts->len - 1);
  else
    g_signal_emit (self, changed_signal, 0);
}

gboolean
desk_ink_undo (DeskInk *self)
{
  g_return_val_if_fail (DESK_IS_INK (self), FALSE);

  if (self->starts->len == 0)
    return FALSE;

  g_array_set_size (self->points, last_start (self));
  g_array_set_size (self->starts, self->starts->len - 1);
  g_signal_emit (self, changed_signal, 0);
  return TRUE;
}

void
desk_ink_clear (DeskInk *self)
{
  g_return_if_fail (DESK_IS_INK (self));

  if (self->starts->len == 0)
    return;

  g_array_set_size (self->points, 0);
  g_array_set_size (self->starts, 0);
  g_signal_emit (self, changed_signal, 0);
}

guint
desk_ink_get_n_strokes (DeskInk *self)
{
  g_return_val_if_fail (DESK_IS_INK (self), 0);

  return self->starts->len;
}

const DeskInkPoint *
desk_ink_get_stroke (DeskInk *self, guint stroke, guint *n_points)
{
  guint start;
  guint end;

  g_return_val_if_fail (DESK_IS_INK (self), NULL);
  g_return_val_if_fail (stroke < self->starts->len, NULL);
  g_return_val_if_fail (n_points != NULL, NULL);

  start = g_array_index (self->starts, guint, stroke);
  end = stroke + 1 < self->starts->len ? g_array_index (self->starts, guint, stroke + 1)
                                       : self->points->len;
  *n_points = end - start;
  return (const DeskInkPoint *) (gconstpointer) self->points->data + start;
}

guint
desk_ink_get_n_points (DeskInk *self)
{
  g_return_val_if_fail (DESK_IS_INK (self), 0);

  return self->points->len;
}

DeskFieldProblem
desk_ink_check (DeskInk *self)
{
  DeskInkPoint low = { .x = G_MAXINT, .y = G_MAXINT };
  DeskInkPoint high = { .x = G_MININT, .y = G_MININT };

  g_return_val_if_fail (DESK_IS_INK (self), DESK_FIELD_EMPTY_SIGNATURE);

  if (self->points->len < MIN_POINTS)
    return DESK_FIELD_EMPTY_SIGNATURE;

  for (guint i = 0; i < self->points->len; i++) {
    const DeskInkPoint *point = &g_array_index (self->points, DeskInkPoint, i);

    low.x = MIN (low.x, point->x);
    low.y = MIN (low.y, point->y);
    high.x = MAX (high.x, point->x);
    high.y = MAX (high.y, point->y);
  }

  return MAX (high.x - low.x, high.y - low.y) < MIN_EXTENT ? DESK_FIELD_EMPTY_SIGNATURE
                                                           : DESK_FIELD_OK;
}

DeskInk *
desk_ink_copy (DeskInk *self)
{
  DeskInk *copy;

  g_return_val_if_fail (DESK_IS_INK (self), NULL);

  copy = desk_ink_new ();
  copy->height = self->height;
  g_array_append_vals (copy->points, self->points->data, self->points->len);
  g_array_append_vals (copy->starts, self->starts->data, self->starts->len);
  return copy;
}
