/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-image-check.h"

#include "desk-test-files.h"
#include "desk-test-images.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

static char *
get_program (void)
{
  return g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "src", "backend", "certdeskd", NULL);
}

static void
test_accepted (void)
{
  g_autofree char *program = get_program ();
  g_autoptr (GBytes) content = desk_test_image_upload (1);
  g_autoptr (GError) error = NULL;
  DeskFieldProblem problem;
  g_autoptr (DeskImage) image = desk_image_check (program, 10 * 1000, content, &problem, &error);

  g_assert_no_error (error);
  g_assert_cmpint (problem, ==, DESK_FIELD_OK);
  g_assert_cmpuint (image->width, ==, 480);
  g_assert_cmpuint (image->height, ==, 320);
}

static DeskFieldProblem
check_with (const char *program)
{
  g_autoptr (GBytes) content = desk_test_image_upload (1);
  g_autoptr (GError) error = NULL;
  DeskFieldProblem problem;
  g_autoptr (DeskImage) image = desk_image_check (program, 10 * 1000, content, &problem, &error);

  g_assert_no_error (error);
  g_assert_null (image);

  return problem;
}

/* Workers that end as a decoder's fault makes one end. */
static void
test_worker_fails (void)
{
  static const struct {
    const char *script;
    DeskFieldProblem problem;
  } rows[] = {
    { "#!/bin/sh\nkill -SEGV $$\n", DESK_FIELD_FILE_DAMAGED },
    { "#!/bin/sh\ncat >/dev/null; exit 3\n", DESK_FIELD_FILE_DAMAGED },
    { "#!/bin/sh\nexit 0\n", DESK_FIELD_FILE_DAMAGED },
    { "#!/bin/sh\ncat >/dev/null; echo no picture\n", DESK_FIELD_FILE_DAMAGED },
    { "#!/bin/sh\ncat >/dev/null; exit 81\n", DESK_FIELD_IMAGE_TOO_LARGE },
    { "#!/bin/sh\ncat >/dev/null; exit 255\n", DESK_FIELD_FILE_DAMAGED },
  };
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autofree char *program = g_build_filename (directory, "worker", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_assert_true (g_file_set_contents_full (program, rows[i].script, -1,
                                             G_FILE_SET_CONTENTS_CONSISTENT, 0700, NULL));
    g_assert_cmpint (check_with (program), ==, rows[i].problem);
  }
  desk_test_files_remove (directory);
}

static void
test_worker_hangs (void)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autofree char *program = g_build_filename (directory, "worker", NULL);
  g_autoptr (GBytes) content = desk_test_image_upload (1);
  g_autoptr (GError) error = NULL;
  DeskFieldProblem problem;

  g_assert_true (g_file_set_contents_full (program, "#!/bin/sh\nexec sleep 1000\n", -1,
                                           G_FILE_SET_CONTENTS_CONSISTENT, 0700, NULL));
  g_assert_null (desk_image_check (program, 100, content, &problem, &error));
  g_assert_no_error (error);
  g_assert_cmpint (problem, ==, DESK_FIELD_FILE_DAMAGED);
  desk_test_files_remove (directory);
}

static void
test_no_worker (void)
{
  g_autoptr (GBytes) content = desk_test_image_upload (1);
  g_autoptr (GError) error = NULL;
  DeskFieldProblem problem;

  g_assert_null (desk_image_check ("/nonexistent/certdeskd", 10 * 1000, content, &problem, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (problem, ==, DESK_FIELD_OK);
}

#ifdef __linux__
/* The line of /proc/PID/FILE that begins with @name. */
static char *
read_proc (const char *pid, const char *file, const char *name)
{
  g_autofree char *path = g_build_filename ("/proc", pid, file, NULL);
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  lines = g_strsplit (content, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, name))
      return g_strdup (*line + strlen (name));

  return g_strdup ("");
}

/* The worker confines itself before it reads the first octet. */
static void
test_confined (void)
{
  g_autofree char *program = get_program ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) worker
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                          program, "image-worker", NULL);
  const char *pid = g_subprocess_get_identifier (worker);
  g_autofree char *privileges = NULL;

  g_assert_no_error (error);
  for (int i = 0; i < 500 && g_strcmp0 (privileges, "\t1") != 0; i++) {
    g_usleep (10 * 1000);
    g_free (privileges);
    privileges = read_proc (pid, "status", "NoNewPrivs:");
  }
  g_assert_cmpstr (privileges, ==, "\t1");
  {
    g_autofree char *core = read_proc (pid, "limits", "Max core file size");
    g_autofree char *processor = read_proc (pid, "limits", "Max cpu time");
    g_autofree char *files = read_proc (pid, "limits", "Max open files");

    g_assert_true (g_str_has_prefix (g_strchug (core), "0 "));
    g_assert_true (g_str_has_prefix (g_strchug (processor), "10 "));
    g_assert_true (g_str_has_prefix (g_strchug (files), "16 "));
  }
  g_subprocess_force_exit (worker);
  g_assert_true (g_subprocess_wait (worker, NULL, NULL));
}
#endif

int
main (int argc, char **argv)
{
  /* As in every program that has a socket. */
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/image-check/accepted", test_accepted);
  g_test_add_func ("/backend/image-check/worker-fails", test_worker_fails);
  g_test_add_func ("/backend/image-check/worker-hangs", test_worker_hangs);
  g_test_add_func ("/backend/image-check/no-worker", test_no_worker);
#ifdef __linux__
  g_test_add_func ("/backend/image-check/confined", test_confined);
#endif

  return g_test_run ();
}
