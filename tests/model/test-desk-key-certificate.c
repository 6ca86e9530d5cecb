/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-key-certificate.h"

static void
test_properties (void)
{
  g_autoptr (GBytes) key_id = g_bytes_new_static ("\x01", 1);
  g_autoptr (GBytes) der = g_bytes_new_static ("\x30", 1);
  g_autoptr (DeskKeyCertificate) certificate = g_object_new (
      DESK_TYPE_KEY_CERTIFICATE, "token-serial", "0001", "token-label", "Ukey", "key-id", key_id,
      "holder", "张三", "issuer", "CA", "serial", "0a", "not-before", G_GINT64_CONSTANT (1),
      "not-after", G_GINT64_CONSTANT (2), "usability", DESK_KEY_EXPIRED, "pin-tries",
      DESK_PIN_TRIES_FINAL, "protected-path", TRUE, "der", der, NULL);

  g_assert_cmpstr (desk_key_certificate_get_token_serial (certificate), ==, "0001");
  g_assert_cmpstr (desk_key_certificate_get_token_label (certificate), ==, "Ukey");
  g_assert_true (desk_key_certificate_get_key_id (certificate) == key_id);
  g_assert_cmpstr (desk_key_certificate_get_holder (certificate), ==, "张三");
  g_assert_cmpstr (desk_key_certificate_get_issuer (certificate), ==, "CA");
  g_assert_cmpstr (desk_key_certificate_get_serial (certificate), ==, "0a");
  g_assert_cmpint (desk_key_certificate_get_not_before (certificate), ==, 1);
  g_assert_cmpint (desk_key_certificate_get_not_after (certificate), ==, 2);
  g_assert_cmpint (desk_key_certificate_get_usability (certificate), ==, DESK_KEY_EXPIRED);
  g_assert_cmpint (desk_key_certificate_get_pin_tries (certificate), ==, DESK_PIN_TRIES_FINAL);
  g_assert_true (desk_key_certificate_get_protected_path (certificate));
  g_assert_true (desk_key_certificate_get_der (certificate) == der);
  g_assert_finalize_object (g_steal_pointer (&certificate));
}

static void
test_enums (void)
{
  g_autoptr (GEnumClass) states = g_type_class_ref (DESK_TYPE_KEY_STATE);

  g_assert_cmpint (states->minimum, ==, DESK_KEY_STATE_READING);
  g_assert_cmpint (states->maximum, ==, DESK_KEY_STATE_READY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/key-certificate/properties", test_properties);
  g_test_add_func ("/model/key-certificate/enums", test_enums);
  return g_test_run ();
}
