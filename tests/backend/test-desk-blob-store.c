/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-blob-store.h"

#include "desk-aead.h"
#include "desk-encoding.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *directory;
  DeskSecret *master;
  DeskBlobStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("desk-blob-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->master = desk_aead_key_new ();
  fixture->store = desk_blob_store_new (fixture->directory, fixture->master, &error);
  g_assert_no_error (error);
}

/* Calls @function with every file of the store. */
static guint
for_each_file (const char *directory, void (*function) (const char *path))
{
  g_autoptr (GDir) names = g_dir_open (directory, 0, NULL);
  const char *name;
  guint n_files = 0;

  while ((name = g_dir_read_name (names)) != NULL) {
    g_autofree char *path = g_build_filename (directory, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
      n_files += for_each_file (path, function);
      continue;
    }
    n_files++;
    if (function != NULL)
      function (path);
  }

  return n_files;
}

static void
remove_tree (const char *directory)
{
  for (guint i = 0; i < 256; i++) {
    g_autofree char *name = g_strdup_printf ("%02x", i);
    g_autofree char *path = g_build_filename (directory, name, NULL);

    (void) g_rmdir (path);
  }
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

static void
remove_file (const char *path)
{
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->store);
  for_each_file (fixture->directory, remove_file);
  remove_tree (fixture->directory);
  g_free (fixture->directory);
  desk_secret_unref (fixture->master);
}

static char *
put (Fixture *fixture, const char *text)
{
  g_autoptr (GBytes) content = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  char *sha256 = desk_blob_store_put (fixture->store, content, &error);

  g_assert_no_error (error);
  return sha256;
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sha256 = put (fixture, "a picture");
  g_autofree char *again = put (fixture, "a picture");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = desk_blob_store_get (fixture->store, sha256, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (content, NULL), g_bytes_get_size (content), "a picture", 9);
  g_assert_cmpstr (sha256, ==, again);
  g_assert_cmpuint (for_each_file (fixture->directory, NULL), ==, 1);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sha256 = put (fixture, "a picture");
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_blob_store_remove (fixture->store, sha256, &error));
  g_assert_true (desk_blob_store_remove (fixture->store, sha256, &error));
  g_assert_null (desk_blob_store_get (fixture->store, sha256, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static const char *planted; /* what no file's name or content may have */

static void
assert_not_planted (const char *path)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_null (strstr (path, planted));
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_null (memmem (content, length, planted, strlen (planted)));
}

static void
test_nothing_in_plain (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sha256 = put (fixture, "150102199001010019");

  planted = "150102199001010019";
  g_assert_cmpuint (for_each_file (fixture->directory, assert_not_planted), ==, 1);
  planted = sha256;
  g_assert_cmpuint (for_each_file (fixture->directory, assert_not_planted), ==, 1);
}

static void
flip_last_octet (const char *path)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  content[length - 1] ^= 1;
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
test_changed_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sha256 = put (fixture, "a picture");
  g_autoptr (GError) error = NULL;

  for_each_file (fixture->directory, flip_last_octet);
  g_assert_null (desk_blob_store_get (fixture->store, sha256, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
make_leftover (const char *path)
{
  g_autofree char *leftover = g_strconcat (path, ".abcdef.new", NULL);

  g_assert_true (g_file_set_contents (leftover, "half", 4, NULL));
}

static void
test_leftovers_removed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sha256 = put (fixture, "a picture");
  g_autoptr (DeskBlobStore) again = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GError) error = NULL;

  for_each_file (fixture->directory, make_leftover);
  again = desk_blob_store_new (fixture->directory, fixture->master, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (for_each_file (fixture->directory, NULL), ==, 1);
  content = desk_blob_store_get (again, sha256, &error);
  g_assert_no_error (error);
}

static void
test_sweep (Fixture *fixture, gconstpointer data)
{
  g_autofree char *kept = put (fixture, "a picture");
  g_autofree char *replaced = put (fixture, "another picture");
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = NULL;

  g_hash_table_add (named, kept);
  g_assert_true (desk_blob_store_sweep (fixture->store, named, now - 3600, &error));
  g_assert_cmpuint (for_each_file (fixture->directory, NULL), ==, 2);
  g_assert_true (desk_blob_store_sweep (fixture->store, named, now + 3600, &error));
  g_assert_cmpuint (for_each_file (fixture->directory, NULL), ==, 1);
  content = desk_blob_store_get (fixture->store, kept, &error);
  g_assert_no_error (error);
}

static void
test_bad_directory (void)
{
  g_autofree char *path = NULL;
  g_autoptr (DeskSecret) master = desk_aead_key_new ();
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("desk-blob-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_null (desk_blob_store_new (path, master, &error));
  g_assert_nonnull (error);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/backend/blob-store/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("remove", test_remove);
  ADD ("nothing-in-plain", test_nothing_in_plain);
  ADD ("changed-file", test_changed_file);
  ADD ("leftovers-removed", test_leftovers_removed);
  ADD ("sweep", test_sweep);
#undef ADD
  g_test_add_func ("/backend/blob-store/bad-directory", test_bad_directory);

  return g_test_run ();
}
