/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-files.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

char *
desk_test_files_make_directory (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("desk-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

static gboolean
is_directory (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK);
}

void
desk_test_files_remove (const char *path)
{
  if (is_directory (path)) {
    g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
    const char *name;

    while (directory != NULL && (name = g_dir_read_name (directory)) != NULL) {
      g_autofree char *child = g_build_filename (path, name, NULL);

      desk_test_files_remove (child);
    }
  }

  (void) g_remove (path);
}

static gboolean
file_contains (const char *path, const char *text)
{
  g_autofree char *contents = NULL;
  size_t length = 0;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)
      || !g_file_get_contents (path, &contents, &length, NULL))
    return FALSE;

  return memmem (contents, length, text, strlen (text)) != NULL;
}

gboolean
desk_test_files_contain (const char *directory, const char *text)
{
  g_autoptr (GDir) listing = NULL;
  const char *name;

  if (!is_directory (directory))
    return file_contains (directory, text);

  listing = g_dir_open (directory, 0, NULL);
  g_assert_nonnull (listing);
  while ((name = g_dir_read_name (listing)) != NULL) {
    g_autofree char *child = g_build_filename (directory, name, NULL);

    if (desk_test_files_contain (child, text))
      return TRUE;
  }

  return FALSE;
}
