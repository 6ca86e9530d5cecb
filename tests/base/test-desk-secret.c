/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-secret.h"

static void
test_copies (void)
{
  char pin[] = "111111";
  g_autoptr (DeskSecret) secret = desk_secret_new (pin, 6);

  desk_secret_wipe (pin, 6);
  g_assert_cmpmem (pin, 6, "\0\0\0\0\0\0", 6);
  g_assert_cmpstr (desk_secret_get_data (secret), ==, "111111");
  g_assert_cmpuint (desk_secret_get_length (secret), ==, 6);
}

static void
test_equal (void)
{
  g_autoptr (DeskSecret) one = desk_secret_new_from_string ("secret");
  g_autoptr (DeskSecret) same = desk_secret_new_from_string ("secret");
  g_autoptr (DeskSecret) other = desk_secret_new_from_string ("Secret");
  g_autoptr (DeskSecret) longer = desk_secret_new_from_string ("secret!");

  g_assert_true (desk_secret_equal (one, same));
  g_assert_false (desk_secret_equal (one, other));
  g_assert_false (desk_secret_equal (one, longer));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/secret/copies", test_copies);
  g_test_add_func ("/base/secret/equal", test_equal);
  return g_test_run ();
}
