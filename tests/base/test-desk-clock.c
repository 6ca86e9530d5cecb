/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-clock.h"

static void
test_manual (void)
{
  g_autoptr (DeskClock) clock = desk_clock_new_manual (1000 * G_USEC_PER_SEC);

  g_assert_cmpint (desk_clock_now_seconds (clock), ==, 1000);
  desk_clock_advance (clock, 5 * G_USEC_PER_SEC);
  g_assert_cmpint (desk_clock_now_seconds (clock), ==, 1005);
  desk_clock_advance (clock, -10 * G_USEC_PER_SEC);
  g_assert_cmpint (desk_clock_now_seconds (clock), ==, 995);
}

static void
test_format (void)
{
  g_autofree char *text = desk_clock_format_utc (1795329000);
  gint64 back = 0;

  g_assert_cmpstr (text, ==, "2026-11-22T06:30:00Z");
  g_assert_true (desk_clock_parse_utc (text, &back));
  g_assert_cmpint (back, ==, 1795329000);
}

static void
test_refuses (void)
{
  static const char *const bad[] = { "", "2026-11-22", "2026-11-22T06:30:00+08:00",
                                     "2026-13-22T06:30:00Z", "2026-11-22T06:30:00.0Z" };
  gint64 seconds;

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (desk_clock_parse_utc (bad[i], &seconds));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/clock/manual", test_manual);
  g_test_add_func ("/base/clock/format", test_format);
  g_test_add_func ("/base/clock/refuses", test_refuses);
  return g_test_run ();
}
