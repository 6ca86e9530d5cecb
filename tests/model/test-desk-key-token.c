/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-key-token.h"

static void
test_properties (void)
{
  g_autoptr (DeskKeyToken) token = g_object_new (
      DESK_TYPE_KEY_TOKEN, "module", "/usr/lib/driver.so", "reader", "Reader 0", "serial",
      "0000111122227F3A", "label", "Ukey", "manufacturer", "Maker", "model", "M1", "state",
      DESK_KEY_STATE_PIN_FIRST, "pin-tries", DESK_PIN_TRIES_FINAL, "protected-path", TRUE,
      "write-protected", TRUE, "min-pin-length", 6, "max-pin-length", 16, NULL);

  g_assert_cmpstr (desk_key_token_get_module (token), ==, "/usr/lib/driver.so");
  g_assert_cmpstr (desk_key_token_get_reader (token), ==, "Reader 0");
  g_assert_cmpstr (desk_key_token_get_serial (token), ==, "0000111122227F3A");
  g_assert_cmpstr (desk_key_token_get_label (token), ==, "Ukey");
  g_assert_cmpstr (desk_key_token_get_manufacturer (token), ==, "Maker");
  g_assert_cmpstr (desk_key_token_get_model (token), ==, "M1");
  g_assert_cmpint (desk_key_token_get_state (token), ==, DESK_KEY_STATE_PIN_FIRST);
  g_assert_cmpint (desk_key_token_get_pin_tries (token), ==, DESK_PIN_TRIES_FINAL);
  g_assert_true (desk_key_token_get_protected_path (token));
  g_assert_true (desk_key_token_get_write_protected (token));
  g_assert_cmpuint (desk_key_token_get_min_pin_length (token), ==, 6);
  g_assert_cmpuint (desk_key_token_get_max_pin_length (token), ==, 16);
  g_assert_finalize_object (g_steal_pointer (&token));
}

/* A key that says nothing of itself can still be shown. */
static void
test_silent (void)
{
  g_autoptr (DeskKeyToken) token = g_object_new (DESK_TYPE_KEY_TOKEN, NULL);
  g_autofree char *tail = desk_key_token_dup_serial_tail (token);

  g_assert_cmpstr (desk_key_token_get_serial (token), ==, "");
  g_assert_cmpstr (desk_key_token_get_label (token), ==, "");
  g_assert_cmpstr (tail, ==, "");
  g_assert_cmpint (desk_key_token_get_pin_tries (token), ==, DESK_PIN_TRIES_UNKNOWN);
  g_assert_cmpuint (desk_key_token_get_max_pin_length (token), ==, 0);
}

static void
test_serial_tail (void)
{
  static const struct {
    const char *serial;
    const char *tail;
  } rows[] = {
    { "0000111122227F3A", "7F3A" },     { "7F3A", "7F3A" }, { "3A", "3A" }, { "", "" },
    { "序列号一二三四五", "二三四五" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (DeskKeyToken) token
        = g_object_new (DESK_TYPE_KEY_TOKEN, "serial", rows[i].serial, NULL);
    g_autofree char *tail = desk_key_token_dup_serial_tail (token);

    g_assert_cmpstr (tail, ==, rows[i].tail);
  }
}

static DeskKeyToken *
token_new (const char *module, const char *serial, DeskPinTries tries)
{
  return g_object_new (DESK_TYPE_KEY_TOKEN, "module", module, "serial", serial, "pin-tries", tries,
                       NULL);
}

static void
test_same (void)
{
  g_autoptr (DeskKeyToken) token = token_new ("/a.so", "1", DESK_PIN_TRIES_UNKNOWN);
  g_autoptr (DeskKeyToken) later = token_new ("/a.so", "1", DESK_PIN_TRIES_LOW);
  g_autoptr (DeskKeyToken) elsewhere = token_new ("/b.so", "1", DESK_PIN_TRIES_UNKNOWN);
  g_autoptr (DeskKeyToken) other = token_new ("/a.so", "2", DESK_PIN_TRIES_UNKNOWN);
  g_autoptr (DeskKeyToken) copy = token_new ("/a.so", "1", DESK_PIN_TRIES_UNKNOWN);

  g_assert_true (desk_key_token_is_same (token, later));
  g_assert_false (desk_key_token_is_same (token, elsewhere));
  g_assert_false (desk_key_token_is_same (token, other));

  g_assert_true (desk_key_token_is_equal (token, copy));
  g_assert_false (desk_key_token_is_equal (token, later));
  g_assert_false (desk_key_token_is_equal (token, elsewhere));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/key-token/properties", test_properties);
  g_test_add_func ("/model/key-token/silent", test_silent);
  g_test_add_func ("/model/key-token/serial-tail", test_serial_tail);
  g_test_add_func ("/model/key-token/same", test_same);
  return g_test_run ();
}
