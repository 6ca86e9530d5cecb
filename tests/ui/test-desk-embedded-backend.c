/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-embedded-backend.h"
#include "desk-test-backend.h"
#include "desk-test-files.h"

typedef struct {
  gboolean done;
  DeskEmbeddedBackend *backend; /* owned, nullable */
  GError *error;                /* owned, nullable */
} Answer;

static void
on_start_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->backend = desk_embedded_backend_start_finish (result, &answer->error);
  answer->done = TRUE;
}

static void
start (const char *program, const char *directory, Answer *answer)
{
  g_setenv ("CERTDESK_BACKEND", program, TRUE);
  desk_embedded_backend_start_async (directory, NULL, on_start_ready, answer);
  while (!answer->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_start (void)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autofree char *data_dir = g_build_filename (directory, "backend", NULL);
  g_autofree char *program
      = g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "src", "backend", "certdeskd", NULL);
  Answer answer = { 0 };

  if (!desk_test_backend_is_built ()) {
    g_test_skip ("certdeskd is not built");
    return;
  }

  /* The bundled server does not inherit what only tests want. */
  g_unsetenv ("G_DEBUG");
  start (program, data_dir, &answer);
  g_assert_no_error (answer.error);
  g_assert_true (
      g_str_has_prefix (desk_embedded_backend_get_server (answer.backend), "http://127.0.0.1:"));
  desk_embedded_backend_stop (answer.backend);
  desk_embedded_backend_stop (answer.backend);
  g_assert_finalize_object (answer.backend);
  desk_test_files_remove (directory);
}

static void
test_missing (void)
{
  Answer answer = { 0 };

  start ("/nowhere/certdeskd", "/nowhere", &answer);
  g_assert_null (answer.backend);
  g_assert_nonnull (answer.error);
  g_clear_error (&answer.error);
}

static void
test_ends_early (void)
{
  Answer answer = { 0 };

  start ("/bin/true", "/nowhere", &answer);
  g_assert_null (answer.backend);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&answer.error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/embedded-backend/start", test_start);
  g_test_add_func ("/app/embedded-backend/missing", test_missing);
  g_test_add_func ("/app/embedded-backend/ends-early", test_ends_early);
  return g_test_run ();
}
