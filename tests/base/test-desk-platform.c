/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-platform.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONTENT "a key"
#define MAXIMUM 16

typedef struct {
  char *directory;
  char *path; /* of a private file with CONTENT */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) content = g_bytes_new_static (CONTENT, strlen (CONTENT));
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("desk-platform-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->directory, "file", NULL);
  g_assert_true (desk_platform_write_private_file (fixture->path, content, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  (void) g_remove (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->directory), ==, 0);
  g_free (fixture->path);
  g_free (fixture->directory);
}

static void
check_refused (Fixture *fixture, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_platform_read_private_file (fixture->path, MAXIMUM, &error));
  g_assert_error (error, G_IO_ERROR, code);
}

static void
test_round_trip (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskSecret) secret
      = desk_platform_read_private_file (fixture->path, strlen (CONTENT), &error);
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_cmpstr (desk_secret_get_data (secret), ==, CONTENT);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_missing (Fixture *fixture, gconstpointer user_data)
{
  g_assert_cmpint (g_remove (fixture->path), ==, 0);
  check_refused (fixture, G_IO_ERROR_NOT_FOUND);
}

static void
test_readable_by_others (Fixture *fixture, gconstpointer user_data)
{
  static const int modes[] = { 0640, 0604, 0620, 0666 };

  for (size_t i = 0; i < G_N_ELEMENTS (modes); i++) {
    g_assert_cmpint (g_chmod (fixture->path, modes[i]), ==, 0);
    check_refused (fixture, G_IO_ERROR_PERMISSION_DENIED);
  }
}

static void
test_link (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *aside = g_strconcat (fixture->path, ".aside", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_rename (fixture->path, aside), ==, 0);
  g_assert_cmpint (symlink (aside, fixture->path), ==, 0);
  g_assert_null (desk_platform_read_private_file (fixture->path, MAXIMUM, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_remove (aside), ==, 0);
}

/* A directory and a named pipe, which must not be waited for. */
static void
test_not_a_file (Fixture *fixture, gconstpointer user_data)
{
  g_assert_cmpint (g_remove (fixture->path), ==, 0);
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  check_refused (fixture, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_cmpint (g_remove (fixture->path), ==, 0);
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  check_refused (fixture, G_IO_ERROR_PERMISSION_DENIED);
}

static void
test_length (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) longer = g_bytes_new_static ("seventeen octets!", 17);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_platform_write_private_file (fixture->path, longer, &error));
  check_refused (fixture, G_IO_ERROR_INVALID_DATA);
  g_assert_true (desk_platform_write_private_file (fixture->path, empty, &error));
  check_refused (fixture, G_IO_ERROR_INVALID_DATA);
}

#define ADD(path, func) g_test_add ("/base/platform/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("missing", test_missing);
  ADD ("readable-by-others", test_readable_by_others);
  ADD ("link", test_link);
  ADD ("not-a-file", test_not_a_file);
  ADD ("length", test_length);
  return g_test_run ();
}
