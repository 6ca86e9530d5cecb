/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-backend-test.h"
#include "desk-test-files.h"
#include "desk-test-ukey.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define PHONE "13800138000"

/* Runs certdeskd to its end; @words end with NULL. Standard output in *@output. */
static int
run (char **output, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  const char *word;
  va_list arguments;
  int status;

  g_ptr_array_add (words, g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "src", "backend",
                                            "certdeskd", NULL));
  va_start (arguments, output);
  while ((word = va_arg (arguments, const char *)) != NULL)
    g_ptr_array_add (words, g_strdup (word));
  va_end (arguments);
  g_ptr_array_add (words, NULL);

  g_spawn_sync (NULL, (char **) words->pdata, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, output,
                NULL, &status, &error);
  g_assert_no_error (error);
  return WEXITSTATUS (status);
}

typedef struct {
  GSubprocess *process; /* owned */
} Daemon;

/* Starts certdeskd and waits for its line. */
static void
daemon_start (Daemon *daemon, const char *directory)
{
  g_autofree char *program
      = g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "src", "backend", "certdeskd", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;

  daemon->process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program,
      "--data-dir", directory, "--listen", "127.0.0.1:0", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (daemon->process));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "certdeskd: listening on http://127.0.0.1:"));
}

static void
daemon_end (Daemon *daemon, int signal_number)
{
  g_subprocess_send_signal (daemon->process, signal_number);
  g_assert_true (g_subprocess_wait (daemon->process, NULL, NULL));
  if (signal_number != SIGKILL)
    g_assert_cmpint (g_subprocess_get_exit_status (daemon->process), ==, 0);
  g_clear_object (&daemon->process);
}

/* The same commands with a backend and without one, and after it was killed. */
static void
test_with_and_without (void)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autofree char *socket = g_build_filename (directory, "admin.sock", NULL);
  g_autofree char *running = NULL;
  g_autofree char *alone = NULL;
  g_autofree char *killed = NULL;
  GStatBuf status;
  Daemon daemon;

  daemon_start (&daemon, directory);
  g_assert_cmpint (g_stat (socket, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (run (&running, "ca", "root", "--data-dir", directory, NULL), ==, 0);
  daemon_end (&daemon, SIGTERM);
  g_assert_false (g_file_test (socket, G_FILE_TEST_EXISTS));

  g_assert_cmpint (run (&alone, "ca", "root", "--data-dir", directory, NULL), ==, 0);
  g_assert_cmpstr (running, ==, alone);

  daemon_start (&daemon, directory);
  daemon_end (&daemon, SIGKILL);
  g_assert_true (g_file_test (socket, G_FILE_TEST_EXISTS));
  g_assert_cmpint (run (&killed, "ca", "root", "--data-dir", directory, NULL), ==, 0);
  g_assert_cmpstr (killed, ==, alone);
  daemon_start (&daemon, directory);
  daemon_end (&daemon, SIGINT);

  desk_test_files_remove (directory);
}

static void
test_ca_issue (void)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autofree char *csr_file = g_build_filename (directory, "request.pem", NULL);
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autofree char *csr = desk_test_ukey_request (key);
  g_autofree char *chain = NULL;
  g_autofree char *unused = NULL;
  g_autofree char *audit = NULL;

  g_assert_true (g_file_set_contents (csr_file, csr, -1, NULL));
  g_assert_cmpint (run (&chain, "ca", "issue", "--data-dir", directory, "--csr", csr_file,
                        "--phone", PHONE, "--name", "张三", "--days", "30", NULL),
                   ==, 0);
  g_assert_true (g_str_has_prefix (chain, "-----BEGIN CERTIFICATE-----"));
  g_assert_nonnull (strstr (chain + 1, "-----BEGIN CERTIFICATE-----"));

  g_assert_cmpint (run (&unused, "ca", "issue", "--data-dir", directory, "--csr", "/nonexistent",
                        "--phone", PHONE, "--name", "张三", NULL),
                   ==, 1);
  g_assert_cmpint (run (&audit, "audit", "verify", "--data-dir", directory, NULL), ==, 0);
  g_assert_true (g_str_has_prefix (audit, "2 rows"));
  desk_test_files_remove (directory);
}

static void
test_wrong_calls (void)
{
  g_autofree char *output = NULL;

  g_assert_cmpint (run (NULL, "nonsense", NULL), ==, 2);
  g_assert_cmpint (run (NULL, "ca", NULL), ==, 2);
  g_assert_cmpint (run (NULL, "--nonsense", NULL), ==, 2);
  g_assert_cmpint (run (NULL, "outbox", NULL), ==, 2);
  g_assert_cmpint (run (NULL, "outbox", "--data-dir", "/nonexistent", "--phone", PHONE, NULL), ==,
                   1);
  g_assert_cmpint (run (&output, "routes", NULL), ==, 0);
  g_assert_nonnull (strstr (output, "POST /v1/sessions/sms\n"));
}

static void
test_refused_commands (void)
{
  static const char *const requests[] = {
    "{\"command\": \"nonsense\"}",
    "{}",
    "[]",
    "nonsense",
    "{\"command\": \"outbox\", \"phone\": \"" PHONE "\"}",
    "{\"command\": \"outbox\", \"phone\": \"12\"}",
    "{\"command\": \"outbox\"}",
    "{\"command\": \"ca-issue\", \"csr\": \"x\", \"phone\": \"" PHONE "\", \"name\": \"a\"}",
    "{\"command\": \"ca-issue\", \"phone\": \"" PHONE "\", \"name\": \"a\"}",
    "{\"command\": \"ca-revoke\", \"certificate\": \"x\"}",
  };
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    g_assert_null (desk_backend_test_admin (test, requests[i]));
}

/* A path too long for a socket's address. */
static void
test_long_directory (void)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autofree char *name = g_strnfill (150, 'd');
  g_autofree char *deep = g_build_filename (directory, name, NULL);
  g_autofree char *root = NULL;
  Daemon daemon;

  g_assert_cmpint (g_mkdir (deep, 0700), ==, 0);
  daemon_start (&daemon, deep);
  g_assert_cmpint (run (&root, "ca", "root", "--data-dir", deep, NULL), ==, 0);
  daemon_end (&daemon, SIGTERM);
  desk_test_files_remove (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/commands/with-and-without", test_with_and_without);
  g_test_add_func ("/backend/commands/ca-issue", test_ca_issue);
  g_test_add_func ("/backend/commands/wrong-calls", test_wrong_calls);
  g_test_add_func ("/backend/commands/refused-commands", test_refused_commands);
  g_test_add_func ("/backend/commands/long-directory", test_long_directory);
  return g_test_run ();
}
