/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-store-crypt.h"

#include "desk-test-files.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_round_trip (void)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autoptr (DeskStoreCrypt) crypt = desk_store_crypt_open (directory, NULL);
  g_autoptr (DeskStoreCrypt) again = desk_store_crypt_open (directory, NULL);
  g_autoptr (GBytes) sealed = desk_store_crypt_seal_text (crypt, "张三", "account", "name", "1");
  g_autofree char *opened
      = desk_store_crypt_open_text (again, sealed, "account", "name", "1", NULL);
  g_autofree char *index = desk_store_crypt_index (crypt, "phone", "13800138000");
  g_autofree char *same = desk_store_crypt_index (again, "phone", "13800138000");
  g_autofree char *other = desk_store_crypt_index (crypt, "mobile", "13800138000");
  g_autofree char *code = desk_store_crypt_code_hash (crypt, "phone", "13800138000");

  g_assert_cmpstr (opened, ==, "张三");
  g_assert_cmpstr (index, ==, same);
  g_assert_cmpstr (index, !=, other);
  g_assert_cmpstr (index, !=, code);
  desk_test_files_remove (directory);
}

/* A ciphertext opens only in its own place. */
static void
test_moved (void)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autoptr (DeskStoreCrypt) crypt = desk_store_crypt_open (directory, NULL);
  g_autoptr (GBytes) sealed = desk_store_crypt_seal_text (crypt, "text", "account", "name", "1");
  static const char *const places[][3]
      = { { "account", "name", "2" }, { "account", "phone", "1" }, { "order", "name", "1" } };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (desk_store_crypt_open_text (crypt, sealed, places[i][0], places[i][1],
                                               places[i][2], &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  }
  desk_test_files_remove (directory);
}

static void
test_key_file (void)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autofree char *path = g_build_filename (directory, "master.key", NULL);
  g_autoptr (DeskStoreCrypt) crypt = desk_store_crypt_open (directory, NULL);
  g_autoptr (GError) readable = NULL;
  g_autoptr (GError) short_key = NULL;
  g_autoptr (GError) long_key = NULL;
  g_autofree char *long_text = g_strnfill (33, 'k');
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);

  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_null (desk_store_crypt_open (directory, &readable));
  g_assert_error (readable, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);

  g_assert_true (g_file_set_contents (path, "short", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  g_assert_null (desk_store_crypt_open (directory, &short_key));
  g_assert_error (short_key, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);

  g_assert_true (g_file_set_contents (path, long_text, -1, NULL));
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  g_assert_null (desk_store_crypt_open (directory, &long_key));
  g_assert_error (long_key, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  desk_test_files_remove (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/store-crypt/round-trip", test_round_trip);
  g_test_add_func ("/backend/store-crypt/moved", test_moved);
  g_test_add_func ("/backend/store-crypt/key-file", test_key_file);
  return g_test_run ();
}
