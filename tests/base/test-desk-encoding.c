/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-encoding.h"

static void
test_hex (void)
{
  g_autofree char *text = desk_hex_encode ("\x00\xab\xff", 3);
  g_autoptr (GBytes) back = desk_hex_decode ("00ABff");

  g_assert_cmpstr (text, ==, "00abff");
  g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), "\x00\xab\xff", 3);
  g_assert_null (desk_hex_decode ("0"));
  g_assert_null (desk_hex_decode ("0g"));
}

static void
test_base64 (void)
{
  g_autofree char *url = desk_base64url_encode ("\xfb\xff\xbf\x01", 4);
  g_autoptr (GBytes) from_url = desk_base64url_decode (url);
  g_autoptr (GBytes) standard = desk_base64_decode ("+/+/AQ==");

  g_assert_cmpstr (url, ==, "-_-_AQ");
  g_assert_true (g_bytes_equal (from_url, standard));
}

static void
test_base64_refuses (void)
{
  static const char *const bad[] = { "+/+/AQ=", "+/+/AQ", "+/ +/AQ==", "+/+/AR==", "\n" };

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (desk_base64_decode (bad[i]));
  g_assert_null (desk_base64url_decode ("+/+/AQ"));
}

static void
test_sha256 (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("abc", 3);
  g_autofree char *hex = desk_sha256_hex (bytes);

  /* FIPS 180-2, appendix B.1 */
  g_assert_cmpstr (hex, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/encoding/hex", test_hex);
  g_test_add_func ("/base/encoding/base64", test_base64);
  g_test_add_func ("/base/encoding/base64-refuses", test_base64_refuses);
  g_test_add_func ("/base/encoding/sha256", test_sha256);
  return g_test_run ();
}
