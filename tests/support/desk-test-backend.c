/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-backend.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#define READY_LINE "certdeskd: listening on "

/* One person asks for many codes in one test. */
#define RELAXED_LIMITS                                                                             \
  "[limits]\n"                                                                                     \
  "sms_resend_seconds=0\n"                                                                         \
  "sms_per_hour=0\n"                                                                               \
  "sms_per_day=0\n"                                                                                \
  "sms_per_address_hour=0\n"                                                                       \
  "sign_in_per_address_hour=0\n"                                                                   \
  "identity_per_day=0\n"

struct _DeskTestBackend {
  char *data_dir;       /* owned */
  char *url;            /* owned, nullable before the first start */
  GSubprocess *process; /* owned, nullable: killed */
};

static char *
get_program (void)
{
  return g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "src", "backend", "certdeskd", NULL);
}

gboolean
desk_test_backend_is_built (void)
{
  g_autofree char *program = get_program ();

  return g_file_test (program, G_FILE_TEST_IS_EXECUTABLE);
}

/* Between fork and exec: a test that aborts leaves nothing running. */
static void
die_with_parent (gpointer user_data)
{
#ifdef __linux__
  prctl (PR_SET_PDEATHSIG, SIGKILL);
#endif
}

/* Starts it on @address and waits for the line that says where it listens. */
static void
start_on (DeskTestBackend *self, const char *address)
{
  g_autofree char *program = get_program ();
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  /* Its own warnings are for its own tests. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error, program, "--data-dir",
                                               self->data_dir, "--listen", address, NULL);
  g_assert_no_error (error);

  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  /* The pipe stays open: the program would die of a later line otherwise. */
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  do {
    g_clear_pointer (&line, g_free);
    line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
    g_assert_no_error (error);
    g_assert_nonnull (line);
  } while (!g_str_has_prefix (line, READY_LINE));

  g_free (self->url);
  self->url = g_strdup (line + strlen (READY_LINE));
}

DeskTestBackend *
desk_test_backend_start_with (const char *configuration)
{
  DeskTestBackend *self = g_new0 (DeskTestBackend, 1);
  g_autofree char *path = NULL;
  g_autofree char *content = g_strconcat (RELAXED_LIMITS, configuration, NULL);
  g_autoptr (GError) error = NULL;

  self->data_dir = g_dir_make_tmp ("desk-backend-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->data_dir, "certdeskd.conf", NULL);
  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);

  start_on (self, "127.0.0.1:0");
  return self;
}

DeskTestBackend *
desk_test_backend_start (void)
{
  return desk_test_backend_start_with ("");
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_tree (child);
    else
      g_unlink (child);
  }

  g_rmdir (path);
}

static void
end_process (DeskTestBackend *self, int signal_number)
{
  g_autoptr (GError) error = NULL;

  if (self->process == NULL)
    return;

  g_subprocess_send_signal (self->process, signal_number);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  if (signal_number == SIGTERM)
    g_assert_true (g_subprocess_get_if_exited (self->process));
  g_clear_object (&self->process);
}

void
desk_test_backend_stop (DeskTestBackend *self)
{
  end_process (self, SIGTERM);
  remove_tree (self->data_dir);
  g_free (self->data_dir);
  g_free (self->url);
  g_free (self);
}

void
desk_test_backend_kill (DeskTestBackend *self)
{
  end_process (self, SIGKILL);
}

void
desk_test_backend_restart (DeskTestBackend *self)
{
  g_autofree char *address = g_strdup (strrchr (self->url, '/') + 1);

  g_assert_null (self->process);
  start_on (self, address);
}

const char *
desk_test_backend_get_url (DeskTestBackend *self)
{
  return self->url;
}

const char *
desk_test_backend_get_data_dir (DeskTestBackend *self)
{
  return self->data_dir;
}

/* Runs certdeskd with @arguments, NULL-terminated, and the data directory; its output. */
static char *
administer (DeskTestBackend *self, const char *const *arguments)
{
  g_autofree char *program = get_program ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) command = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_strv_builder_add (builder, program);
  g_strv_builder_addv (builder, (const char **) arguments);
  g_strv_builder_add_many (builder, "--data-dir", self->data_dir, NULL);
  command = g_strv_builder_end (builder);

  process
      = g_subprocess_newv ((const char *const *) command, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

char *
desk_test_backend_get_code (DeskTestBackend *self, const char *phone)
{
  const char *const arguments[] = { "outbox", "--phone", phone, NULL };
  g_autofree char *text = administer (self, arguments);
  g_autoptr (GRegex) digits = g_regex_new ("(?<!\\d)\\d{6}(?!\\d)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_true (g_regex_match (digits, text, 0, &match));
  return g_match_info_fetch (match, 0);
}

char *
desk_test_backend_get_root (DeskTestBackend *self)
{
  const char *const arguments[] = { "ca", "root", NULL };

  return administer (self, arguments);
}

char *
desk_test_backend_issue (DeskTestBackend *self,
                         const char *csr,
                         const char *phone,
                         const char *name)
{
  const char *const arguments[]
      = { "ca", "issue", "--csr", csr, "--phone", phone, "--name", name, NULL };

  return administer (self, arguments);
}
