/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-account.h"

static void
test_properties (void)
{
  g_autoptr (DeskAccount) account = desk_account_new ("a", "张*", "138****8000", TRUE);
  g_autoptr (DeskAccount) empty = desk_account_new ("b", NULL, NULL, FALSE);
  g_autofree char *name = NULL;

  g_assert_cmpstr (desk_account_get_id (account), ==, "a");
  g_assert_cmpstr (desk_account_get_display_name (account), ==, "张*");
  g_assert_cmpstr (desk_account_get_phone (account), ==, "138****8000");
  g_assert_true (desk_account_get_created (account));
  g_object_get (account, "display-name", &name, NULL);
  g_assert_cmpstr (name, ==, "张*");

  g_assert_cmpstr (desk_account_get_phone (empty), ==, "");
  g_assert_false (desk_account_get_created (empty));
  g_assert_finalize_object (g_steal_pointer (&account));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/account/properties", test_properties);
  return g_test_run ();
}
