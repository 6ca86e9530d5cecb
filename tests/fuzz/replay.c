/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs a fuzz target once over each file of a directory: replay DIRECTORY. */

#include "fuzz.h"

#include <glib.h>

static void
replay (gconstpointer path)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  size_t length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const uint8_t *) content, length);

  /* A truncated input is another input. */
  for (size_t i = 0; i < length; i += 1 + length / 100)
    LLVMFuzzerTestOneInput ((const uint8_t *) content, i);
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) directory = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  directory = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);

  while ((name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *test = g_strconcat ("/fuzz/", name, NULL);

    g_test_add_data_func_full (test, g_build_filename (argv[1], name, NULL), replay, g_free);
  }

  return g_test_run ();
}
