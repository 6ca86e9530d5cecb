/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-ink.h"

static void
count (guint *n)
{
  (*n)++;
}

static void
draw (DeskInk *ink, int from, int to, int n)
{
  desk_ink_begin_stroke (ink);
  for (int i = 0; i < n; i++) {
    DeskInkPoint point = { from + (to - from) * i / MAX (n - 1, 1), 100, i * 10, 500 };

    g_assert_true (desk_ink_add_point (ink, &point));
  }
  desk_ink_end_stroke (ink);
}

static void
test_strokes (void)
{
  g_autoptr (DeskInk) ink = desk_ink_new ();
  const DeskInkPoint *points;
  guint n_points;
  guint n_changed = 0;

  g_signal_connect_swapped (ink, "changed", G_CALLBACK (count), &n_changed);
  draw (ink, 0, 900, 10);
  draw (ink, 500, 500, 1);
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_cmpuint (desk_ink_get_n_strokes (ink), ==, 2);
  g_assert_cmpuint (desk_ink_get_n_points (ink), ==, 11);

  points = desk_ink_get_stroke (ink, 0, &n_points);
  g_assert_cmpuint (n_points, ==, 10);
  g_assert_cmpint (points[9].x, ==, 900);
  points = desk_ink_get_stroke (ink, 1, &n_points);
  g_assert_cmpuint (n_points, ==, 1);
  g_assert_cmpint (points[0].x, ==, 500);

  g_assert_true (desk_ink_undo (ink));
  g_assert_cmpuint (desk_ink_get_n_strokes (ink), ==, 1);
  g_assert_cmpuint (desk_ink_get_n_points (ink), ==, 10);
  desk_ink_clear (ink);
  g_assert_cmpuint (n_changed, ==, 4);
  g_assert_cmpuint (desk_ink_get_n_points (ink), ==, 0);
  g_assert_false (desk_ink_undo (ink));
  desk_ink_clear (ink);
  g_assert_cmpuint (n_changed, ==, 4);
}

static void
test_empty_stroke (void)
{
  g_autoptr (DeskInk) ink = desk_ink_new ();
  guint n_changed = 0;

  g_signal_connect_swapped (ink, "changed", G_CALLBACK (count), &n_changed);
  desk_ink_begin_stroke (ink);
  desk_ink_end_stroke (ink);
  g_assert_cmpuint (desk_ink_get_n_strokes (ink), ==, 0);
  g_assert_cmpuint (n_changed, ==, 0);
}

static void
test_beside_the_canvas (void)
{
  static const DeskInkPoint outside[] = { { -50, -1, -5, -1 }, { 10001, 99999, G_MAXINT, 2000 } };
  g_autoptr (DeskInk) ink = desk_ink_new ();
  const DeskInkPoint *points;
  guint n_points;

  desk_ink_begin_stroke (ink);
  desk_ink_add_point (ink, &outside[0]);
  desk_ink_add_point (ink, &outside[1]);
  desk_ink_end_stroke (ink);

  points = desk_ink_get_stroke (ink, 0, &n_points);
  g_assert_cmpint (points[0].x, ==, 0);
  g_assert_cmpint (points[0].y, ==, 0);
  g_assert_cmpint (points[0].time_ms, ==, 0);
  g_assert_cmpint (points[0].pressure, ==, 0);
  g_assert_cmpint (points[1].x, ==, 10000);
  g_assert_cmpint (points[1].y, ==, 4000);
  g_assert_cmpint (points[1].time_ms, ==, DESK_INK_MAX_TIME_MS);
  g_assert_cmpint (points[1].pressure, ==, 1000);
}

static void
test_limit (void)
{
  g_autoptr (DeskInk) ink = desk_ink_new ();
  DeskInkPoint point = { 1, 1, 1, 1 };

  desk_ink_begin_stroke (ink);
  for (int i = 0; i < DESK_INK_MAX_POINTS; i++)
    g_assert_true (desk_ink_add_point (ink, &point));
  g_assert_false (desk_ink_add_point (ink, &point));
  desk_ink_end_stroke (ink);
  g_assert_cmpuint (desk_ink_get_n_points (ink), ==, DESK_INK_MAX_POINTS);
}

static void
test_check (void)
{
  g_autoptr (DeskInk) ink = desk_ink_new ();

  g_assert_cmpint (desk_ink_check (ink), ==, DESK_FIELD_EMPTY_SIGNATURE);
  draw (ink, 0, 5000, 7);
  g_assert_cmpint (desk_ink_check (ink), ==, DESK_FIELD_EMPTY_SIGNATURE);
  draw (ink, 0, 0, 1);
  g_assert_cmpint (desk_ink_check (ink), ==, DESK_FIELD_OK);

  desk_ink_clear (ink);
  draw (ink, 100, 1099, 50);
  g_assert_cmpint (desk_ink_check (ink), ==, DESK_FIELD_EMPTY_SIGNATURE);
  desk_ink_clear (ink);
  draw (ink, 100, 1100, 50);
  g_assert_cmpint (desk_ink_check (ink), ==, DESK_FIELD_OK);
}

static void
test_height (void)
{
  g_autoptr (DeskInk) ink = desk_ink_new ();
  guint n_changed = 0;

  g_signal_connect_swapped (ink, "changed", G_CALLBACK (count), &n_changed);
  g_assert_cmpint (desk_ink_get_height (ink), ==, 4000);
  desk_ink_set_height (ink, 4000);
  g_assert_cmpuint (n_changed, ==, 0);
  desk_ink_set_height (ink, 5000);
  g_assert_cmpuint (n_changed, ==, 1);
  desk_ink_set_height (ink, 0);
  g_assert_cmpint (desk_ink_get_height (ink), ==, DESK_INK_MIN_HEIGHT);
  desk_ink_set_height (ink, G_MAXINT);
  g_assert_cmpint (desk_ink_get_height (ink), ==, DESK_INK_MAX_HEIGHT);
}

static void
test_copy (void)
{
  g_autoptr (DeskInk) ink = desk_ink_new ();
  g_autoptr (DeskInk) empty = desk_ink_copy (ink);
  g_autoptr (DeskInk) copy = NULL;
  guint n_points;

  g_assert_cmpuint (desk_ink_get_n_strokes (empty), ==, 0);
  desk_ink_set_height (ink, 3000);
  draw (ink, 0, 100, 3);
  draw (ink, 100, 200, 4);
  copy = desk_ink_copy (ink);
  desk_ink_clear (ink);

  g_assert_cmpint (desk_ink_get_height (copy), ==, 3000);
  g_assert_cmpuint (desk_ink_get_n_strokes (copy), ==, 2);
  g_assert_cmpint (desk_ink_get_stroke (copy, 1, &n_points)[3].x, ==, 200);
  g_assert_cmpuint (n_points, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/ink/strokes", test_strokes);
  g_test_add_func ("/model/ink/empty-stroke", test_empty_stroke);
  g_test_add_func ("/model/ink/beside-the-canvas", test_beside_the_canvas);
  g_test_add_func ("/model/ink/limit", test_limit);
  g_test_add_func ("/model/ink/check", test_check);
  g_test_add_func ("/model/ink/height", test_height);
  g_test_add_func ("/model/ink/copy", test_copy);
  return g_test_run ();
}
