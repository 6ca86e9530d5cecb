/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-countdown.h"

static void
count_notify (DeskCountdown *countdown, GParamSpec *pspec, guint *n_notified)
{
  (*n_notified)++;
}

static void
test_runs_down (void)
{
  g_autoptr (DeskCountdown) countdown = desk_countdown_new ();
  guint n_notified = 0;

  g_signal_connect (countdown, "notify::seconds", G_CALLBACK (count_notify), &n_notified);
  g_assert_cmpuint (desk_countdown_get_seconds (countdown), ==, 0);
  desk_countdown_start (countdown, 2);
  g_assert_cmpuint (desk_countdown_get_seconds (countdown), ==, 2);
  g_assert_cmpuint (n_notified, ==, 1);

  while (desk_countdown_get_seconds (countdown) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_notified, <=, 3);
  g_assert_finalize_object (g_steal_pointer (&countdown));
}

static void
test_starts_over (void)
{
  g_autoptr (DeskCountdown) countdown = desk_countdown_new ();

  desk_countdown_start (countdown, 10);
  desk_countdown_start (countdown, 60);
  g_assert_cmpuint (desk_countdown_get_seconds (countdown), ==, 60);
  desk_countdown_start (countdown, 0);
  g_assert_cmpuint (desk_countdown_get_seconds (countdown), ==, 0);
  g_assert_false (g_main_context_pending (NULL));
  desk_countdown_start (countdown, 10);
  g_assert_finalize_object (g_steal_pointer (&countdown));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/countdown/runs-down", test_runs_down);
  g_test_add_func ("/flow/countdown/starts-over", test_starts_over);
  return g_test_run ();
}
