/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-application.h"
#include "desk-ink-pad.h"
#include "desk-ui-test.h"

#include <math.h>

#define N_MOVES 200

typedef struct {
  DeskApplication *application; /* owned */
  DeskInk *ink;                 /* borrowed */
  GtkWidget *pad;
  GtkWidget *canvas;
  GtkWindow *window;
} Fixture;

static GtkWidget *
find_button (Fixture *fixture, const char *name)
{
  return desk_ui_test_find_named (fixture->pad, name);
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->application = desk_application_new ("0190aaaa-0000-7000-8000-000000000001");
  fixture->ink = desk_application_get_ink (fixture->application);
  fixture->pad = g_object_new (DESK_TYPE_INK_PAD, "margin-start", 24, "margin-end", 24,
                               "margin-top", 24, "margin-bottom", 24, NULL);
  desk_ink_pad_set_application (DESK_INK_PAD (fixture->pad), fixture->application);
  fixture->window = desk_ui_test_show (fixture->pad, 700, 420);
  fixture->canvas = desk_ui_test_find (fixture->pad, DESK_TYPE_INK_CANVAS, NULL);
  desk_ui_test_settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  desk_ui_test_close (fixture->window);
  g_assert_finalize_object (fixture->application);
}

/* As fast as the server takes them, so that the system merges events. */
static void
write_stroke (Fixture *fixture, double top)
{
  guint before = desk_ink_get_n_strokes (fixture->ink);

  desk_ui_test_pointer_move (fixture->canvas, 0.1, top);
  desk_ui_test_pointer_press ();
  DESK_UI_WAIT (desk_ink_get_n_strokes (fixture->ink) == before + 1);
  for (int i = 1; i <= N_MOVES; i++)
    desk_ui_test_pointer_move (fixture->canvas, 0.1 + 0.8 * i / N_MOVES,
                               top + 0.2 * sin (i / 12.0));
  desk_ui_test_pointer_release ();
  desk_ui_test_settle ();
}

static void
test_no_sample_is_lost (Fixture *fixture, gconstpointer user_data)
{
  const DeskInkPoint *points;
  guint n_points;

  write_stroke (fixture, 0.4);
  points = desk_ink_get_stroke (fixture->ink, 0, &n_points);
  g_assert_cmpuint (n_points, >=, N_MOVES);
  g_assert_cmpint (points[0].x, >=, 900);
  g_assert_cmpint (points[0].x, <=, 1100);
  g_assert_cmpint (points[n_points - 1].x, >=, 8900);
  for (guint i = 1; i < n_points; i++) {
    g_assert_cmpint (points[i].x, >=, points[i - 1].x);
    g_assert_cmpint (points[i].time_ms, >=, points[i - 1].time_ms);
    g_assert_cmpint (points[i].pressure, ==, 500);
    /* No gap: neighbours are as close as the moves were. */
    g_assert_cmpint (points[i].x - points[i - 1].x, <=, 120);
  }
  desk_ui_test_screenshot (fixture->window, "ink-one-stroke");
}

static void
test_undo_clear (Fixture *fixture, gconstpointer user_data)
{
  write_stroke (fixture, 0.3);
  write_stroke (fixture, 0.6);
  g_assert_cmpuint (desk_ink_get_n_strokes (fixture->ink), ==, 2);
  desk_ui_test_click (find_button (fixture, "undo"));
  DESK_UI_WAIT (desk_ink_get_n_strokes (fixture->ink) == 1);
  desk_ui_test_click (find_button (fixture, "clear"));
  DESK_UI_WAIT (desk_ink_get_n_strokes (fixture->ink) == 0);
  g_assert_false (gtk_widget_is_sensitive (find_button (fixture, "confirm")));
}

static void
test_confirm (Fixture *fixture, gconstpointer user_data)
{
  write_stroke (fixture, 0.4);
  g_assert_false (desk_application_get_ink_confirmed (fixture->application));
  desk_ui_test_click (find_button (fixture, "confirm"));
  DESK_UI_WAIT (desk_application_get_ink_confirmed (fixture->application));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture->window, "ink-confirmed");

  /* Confirmed ink is not written on by accident; clearing opens it again. */
  desk_ui_test_pointer_move (fixture->canvas, 0.2, 0.2);
  desk_ui_test_pointer_press ();
  desk_ui_test_pointer_move (fixture->canvas, 0.4, 0.4);
  desk_ui_test_pointer_release ();
  desk_ui_test_settle ();
  g_assert_cmpuint (desk_ink_get_n_strokes (fixture->ink), ==, 1);
  desk_ui_test_click (find_button (fixture, "clear"));
  DESK_UI_WAIT (!desk_application_get_ink_confirmed (fixture->application));
}

static void
test_too_small (Fixture *fixture, gconstpointer user_data)
{
  desk_ui_test_pointer_move (fixture->canvas, 0.5, 0.5);
  desk_ui_test_pointer_press ();
  desk_ui_test_pointer_move (fixture->canvas, 0.51, 0.5);
  desk_ui_test_pointer_release ();
  DESK_UI_WAIT (gtk_widget_is_sensitive (find_button (fixture, "confirm")));
  desk_ui_test_click (find_button (fixture, "confirm"));
  DESK_UI_WAIT (gtk_widget_has_css_class (fixture->canvas, "error"));
  g_assert_false (desk_application_get_ink_confirmed (fixture->application));
  desk_ui_test_screenshot (fixture->window, "ink-too-small");
}

int
main (int argc, char *argv[])
{
  desk_ui_test_init (&argc, &argv);

  g_test_add ("/ui/ink-canvas/no-sample-is-lost", Fixture, NULL, set_up, test_no_sample_is_lost,
              tear_down);
  g_test_add ("/ui/ink-canvas/undo-clear", Fixture, NULL, set_up, test_undo_clear, tear_down);
  g_test_add ("/ui/ink-canvas/confirm", Fixture, NULL, set_up, test_confirm, tear_down);
  g_test_add ("/ui/ink-canvas/too-small", Fixture, NULL, set_up, test_too_small, tear_down);

  return g_test_run ();
}
