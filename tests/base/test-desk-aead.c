/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-aead.h"

#include <stdint.h>
#include <string.h>

static GBytes *
bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
test_round_trip (void)
{
  g_autoptr (DeskSecret) key = desk_aead_key_new ();
  g_autoptr (GBytes) plain = bytes ("150102199001010019");
  g_autoptr (GBytes) sealed = desk_aead_seal (key, plain, "order/1/id_number");
  g_autoptr (GBytes) again = desk_aead_seal (key, plain, "order/1/id_number");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) opened = desk_aead_open (key, sealed, "order/1/id_number", &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (plain, opened));
  g_assert_false (g_bytes_equal (sealed, again));
  g_assert_null (memmem (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), "150102", 6));
}

static void
test_refuses_another_place (void)
{
  g_autoptr (DeskSecret) key = desk_aead_key_new ();
  g_autoptr (GBytes) plain = bytes ("150102199001010019");
  g_autoptr (GBytes) sealed = desk_aead_seal (key, plain, "order/1/id_number");
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_aead_open (key, sealed, "order/2/id_number", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_refuses_every_changed_byte (void)
{
  g_autoptr (DeskSecret) key = desk_aead_key_new ();
  g_autoptr (GBytes) plain = bytes ("111");
  g_autoptr (GBytes) sealed = desk_aead_seal (key, plain, "x");
  size_t length = g_bytes_get_size (sealed);

  for (size_t i = 0; i <= length; i++) {
    g_autofree uint8_t *copy = g_memdup2 (g_bytes_get_data (sealed, NULL), length);
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) changed = NULL;

    if (i < length)
      copy[i] ^= 0x10;
    changed = g_bytes_new (copy, i < length ? length : length - 1);
    g_assert_null (desk_aead_open (key, changed, "x", &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  }
}

static void
test_derive (void)
{
  g_autoptr (DeskSecret) master = desk_aead_key_new ();
  g_autoptr (DeskSecret) fields = desk_aead_key_derive (master, "fields");
  g_autoptr (DeskSecret) same = desk_aead_key_derive (master, "fields");
  g_autoptr (DeskSecret) index = desk_aead_key_derive (master, "index");

  g_assert_true (desk_secret_equal (fields, same));
  g_assert_false (desk_secret_equal (fields, index));
}

static void
test_index (void)
{
  /* RFC 4231, test case 2 */
  g_autoptr (DeskSecret) key = desk_secret_new_from_string ("Jefe");
  g_autofree char *index = desk_aead_index (key, "what do ya want for nothing?");

  g_assert_cmpstr (index, ==, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/aead/round-trip", test_round_trip);
  g_test_add_func ("/base/aead/refuses-another-place", test_refuses_another_place);
  g_test_add_func ("/base/aead/refuses-every-changed-byte", test_refuses_every_changed_byte);
  g_test_add_func ("/base/aead/derive", test_derive);
  g_test_add_func ("/base/aead/index", test_index);
  return g_test_run ();
}
