/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-pdf-tools.h"

char *
desk_pdf_tool_run (int *status, const char *program, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *path = g_find_program_in_path (program);
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  va_list list;
  char *argument;
  int wait_status;

  if (path == NULL) {
    g_test_skip (program);
    return NULL;
  }

  g_ptr_array_add (arguments, path);
  va_start (list, program);
  do {
    argument = va_arg (list, char *);
    g_ptr_array_add (arguments, argument);
  } while (argument != NULL);
  va_end (list);

  g_spawn_sync (NULL, (char **) arguments->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output,
                &errors, &wait_status, &error);
  g_assert_no_error (error);
  if (status != NULL)
    *status = wait_status;
  else if (!g_spawn_check_wait_status (wait_status, NULL))
    g_error ("%s failed: %s%s", program, output, errors);

  return output;
}

char *
desk_pdf_tool_write (const char *directory, const char *name, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (directory, name, NULL);

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
  return path;
}
