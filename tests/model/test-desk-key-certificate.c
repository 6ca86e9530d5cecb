/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-key-certificate.h"

static void
test_properties (void)
{
  g_autoptr (GBytes) key_id = g_bytes_new_static ("\x01", 1);
  g_autoptr (GBytes) der = g_bytes_new_static ("\x30", 1);
  g_autoptr (DeskKeyToken) token
      = g_object_new (DESK_TYPE_KEY_TOKEN, "serial", "0001", "label", "Ukey", NULL);
  g_autoptr (DeskKeyCertificate) certificate = g_object_new (
      DESK_TYPE_KEY_CERTIFICATE, "token", token, "key-id", key_id, "holder", "张三", "issuer", "CA",
      "serial", "0a", "not-before", G_GINT64_CONSTANT (1), "not-after", G_GINT64_CONSTANT (2),
      "state", DESK_KEY_STATE_EXPIRED, "der", der, NULL);

  g_assert_true (desk_key_certificate_get_token (certificate) == token);
  g_assert_cmpstr (desk_key_certificate_get_token_serial (certificate), ==, "0001");
  g_assert_true (desk_key_certificate_get_key_id (certificate) == key_id);
  g_assert_cmpstr (desk_key_certificate_get_holder (certificate), ==, "张三");
  g_assert_cmpstr (desk_key_certificate_get_issuer (certificate), ==, "CA");
  g_assert_cmpstr (desk_key_certificate_get_serial (certificate), ==, "0a");
  g_assert_cmpint (desk_key_certificate_get_not_before (certificate), ==, 1);
  g_assert_cmpint (desk_key_certificate_get_not_after (certificate), ==, 2);
  g_assert_cmpint (desk_key_certificate_get_state (certificate), ==, DESK_KEY_STATE_EXPIRED);
  g_assert_true (desk_key_certificate_get_der (certificate) == der);
  g_assert_finalize_object (g_steal_pointer (&certificate));
}

static DeskKeyCertificate *
certificate_new (DeskKeyState state, DeskPinTries tries)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("\x30", 1);
  g_autoptr (DeskKeyToken) token
      = g_object_new (DESK_TYPE_KEY_TOKEN, "serial", "0001", "pin-tries", tries, NULL);

  return g_object_new (DESK_TYPE_KEY_CERTIFICATE, "token", token, "state", state, "der", der, NULL);
}

static void
test_usable (void)
{
  g_autoptr (DeskKeyCertificate) ready
      = certificate_new (DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);
  g_autoptr (DeskKeyCertificate) expiring
      = certificate_new (DESK_KEY_STATE_EXPIRING, DESK_PIN_TRIES_UNKNOWN);
  g_autoptr (DeskKeyCertificate) expired
      = certificate_new (DESK_KEY_STATE_EXPIRED, DESK_PIN_TRIES_UNKNOWN);

  g_assert_true (desk_key_certificate_is_usable (ready));
  g_assert_true (desk_key_certificate_is_usable (expiring));
  g_assert_false (desk_key_certificate_is_usable (expired));
}

static void
test_equal (void)
{
  g_autoptr (DeskKeyCertificate) one
      = certificate_new (DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);
  g_autoptr (DeskKeyCertificate) same
      = certificate_new (DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);
  g_autoptr (DeskKeyCertificate) expired
      = certificate_new (DESK_KEY_STATE_EXPIRED, DESK_PIN_TRIES_UNKNOWN);
  g_autoptr (DeskKeyCertificate) last_try
      = certificate_new (DESK_KEY_STATE_READY, DESK_PIN_TRIES_FINAL);

  g_assert_true (desk_key_certificate_is_equal (one, same));
  g_assert_false (desk_key_certificate_is_equal (one, expired));
  g_assert_false (desk_key_certificate_is_equal (one, last_try));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/key-certificate/properties", test_properties);
  g_test_add_func ("/model/key-certificate/usable", test_usable);
  g_test_add_func ("/model/key-certificate/equal", test_equal);
  return g_test_run ();
}
