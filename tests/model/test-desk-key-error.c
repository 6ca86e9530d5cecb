/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-key-error.h"

#include <gio/gio.h>

static void
test_new (void)
{
  g_autoptr (GError) error = desk_key_error_new (DESK_KEY_STATE_REMOVED, DESK_PIN_USE_MAYBE,
                                                 "%s: %s (0x%x)", "C_Login", "gone", 0x32u);

  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_REMOVED);
  g_assert_cmpstr (error->message, ==, "C_Login: gone (0x32)");
  g_assert_cmpint (desk_key_error_get_pin_use (error), ==, DESK_PIN_USE_MAYBE);
  g_assert_true (desk_key_error_is (error, DESK_KEY_STATE_REMOVED));
  g_assert_false (desk_key_error_is (error, DESK_KEY_STATE_PIN_WRONG));
}

/* A place that knows nothing of the PIN says that none was used. */
static void
test_set_error (void)
{
  g_autoptr (GError) error = NULL;

  g_set_error (&error, DESK_KEY_ERROR, DESK_KEY_STATE_DRIVER, "x");
  g_assert_cmpint (desk_key_error_get_pin_use (error), ==, DESK_PIN_USE_NONE);
  desk_key_error_set_pin_use (error, DESK_PIN_USE_ACCEPTED);
  g_assert_cmpint (desk_key_error_get_pin_use (error), ==, DESK_PIN_USE_ACCEPTED);
}

static void
test_copy (void)
{
  g_autoptr (GError) error = desk_key_error_new (DESK_KEY_STATE_DRIVER, DESK_PIN_USE_ACCEPTED, "x");
  g_autoptr (GError) copy = g_error_copy (error);
  g_autoptr (GError) propagated = NULL;

  g_assert_cmpint (desk_key_error_get_pin_use (copy), ==, DESK_PIN_USE_ACCEPTED);
  g_propagate_prefixed_error (&propagated, g_steal_pointer (&copy), "y: ");
  g_assert_cmpint (desk_key_error_get_pin_use (propagated), ==, DESK_PIN_USE_ACCEPTED);
}

static void
test_other_domain (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, DESK_KEY_STATE_REMOVED, "x");

  g_assert_false (desk_key_error_is (error, DESK_KEY_STATE_REMOVED));
  g_assert_false (desk_key_error_is (NULL, DESK_KEY_STATE_REMOVED));
  g_assert_cmpint (desk_key_error_get_pin_use (error), ==, DESK_PIN_USE_NONE);
  g_assert_cmpint (desk_key_error_get_pin_use (NULL), ==, DESK_PIN_USE_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/key-error/new", test_new);
  g_test_add_func ("/model/key-error/set-error", test_set_error);
  g_test_add_func ("/model/key-error/copy", test_copy);
  g_test_add_func ("/model/key-error/other-domain", test_other_domain);
  return g_test_run ();
}
