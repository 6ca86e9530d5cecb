/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-id.h"

#include <string.h>

static void
test_sorts_by_time (void)
{
  g_autofree char *earlier = desk_id_new (G_GINT64_CONSTANT (1795329000000000));
  g_autofree char *later = desk_id_new (G_GINT64_CONSTANT (1795329000001000));

  g_assert_cmpstr (earlier, <, later);
  g_assert_true (desk_id_is_valid (earlier));
  g_assert_cmpint (earlier[14], ==, '7');
}

static void
test_refuses (void)
{
  g_assert_false (desk_id_is_valid (NULL));
  g_assert_false (desk_id_is_valid (""));
  g_assert_false (desk_id_is_valid ("0192f5a0-0000-7000-8000-00000000000"));
  g_assert_false (desk_id_is_valid ("0192F5A0-0000-7000-8000-000000000000"));
  g_assert_false (desk_id_is_valid ("0192f5a0-0000-7000-8000-00000000000g"));
}

static void
test_digits (void)
{
  int seen[10] = { 0 };

  for (int i = 0; i < 200; i++) {
    g_autofree char *digits = desk_id_random_digits (6);

    g_assert_cmpuint (strlen (digits), ==, 6);
    for (int j = 0; j < 6; j++) {
      g_assert_true (g_ascii_isdigit (digits[j]));
      seen[digits[j] - '0']++;
    }
  }

  /* 1200 draws: a digit that never comes has a probability of 10^-55. */
  for (int i = 0; i < 10; i++)
    g_assert_cmpint (seen[i], >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/id/sorts-by-time", test_sorts_by_time);
  g_test_add_func ("/base/id/refuses", test_refuses);
  g_test_add_func ("/base/id/digits", test_digits);
  return g_test_run ();
}
