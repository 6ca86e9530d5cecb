/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-token.h"

#include "desk-test-files.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

struct _DeskTestToken {
  char *directory;    /* owned; holds everything */
  char *tokens;       /* owned; the token directory */
  char *away;         /* owned; where a pulled-out token's files are */
  const char *module; /* static */
};

static const char *const module_paths[] = {
  "/usr/lib/softhsm/libsofthsm2.so",
  "/usr/lib64/pkcs11/libsofthsm2.so",
  "/usr/lib/pkcs11/libsofthsm2.so",
  "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
};

static const char *
find_module (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (module_paths); i++)
    if (g_file_test (module_paths[i], G_FILE_TEST_EXISTS))
      return module_paths[i];

  return NULL;
}

static void
run (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

DeskTestToken *
desk_test_token_new (const char *label)
{
  const char *module = find_module ();
  g_autofree char *configuration = NULL;
  g_autofree char *text = NULL;
  DeskTestToken *self;

  if (module == NULL)
    return NULL;

  self = g_new0 (DeskTestToken, 1);
  self->module = module;
  self->directory = desk_test_files_make_directory ();
  self->tokens = g_build_filename (self->directory, "tokens", NULL);
  self->away = g_build_filename (self->directory, "away", NULL);
  g_assert_cmpint (g_mkdir (self->tokens, 0700), ==, 0);

  configuration = g_build_filename (self->directory, "softhsm2.conf", NULL);
  text = g_strdup_printf ("directories.tokendir = %s\nobjectstore.backend = file\n"
                          "log.level = ERROR\nslots.removable = true\n",
                          self->tokens);
  g_assert_true (g_file_set_contents (configuration, text, -1, NULL));
  g_setenv ("SOFTHSM2_CONF", configuration, TRUE);

  if (label != NULL)
    desk_test_token_add (self, label);
  return self;
}

void
desk_test_token_add (DeskTestToken *self, const char *label)
{
  const char *const arguments[]
      = { "softhsm2-util", "--init-token", "--free", "--label",           label,
          "--so-pin",      "12345678",     "--pin",  DESK_TEST_TOKEN_PIN, NULL };

  run (arguments);
}

void
desk_test_token_pull_out (DeskTestToken *self)
{
  g_assert_cmpint (g_rename (self->tokens, self->away), ==, 0);
  g_assert_cmpint (g_mkdir (self->tokens, 0700), ==, 0);
}

void
desk_test_token_put_in (DeskTestToken *self)
{
  g_assert_cmpint (g_rmdir (self->tokens), ==, 0);
  g_assert_cmpint (g_rename (self->away, self->tokens), ==, 0);
}

/* The PIN goes through standard input, which is what the command reads without a terminal. */
static void
run_ctl (DeskTestToken *self,
         const char *command,
         const char *option,
         const char *file,
         const char *subject)
{
  g_autofree char *program
      = g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "src", "ctl", "certdeskctl", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, program, "ukey", command,
                              "--module", self->module, "--pin-fd", "0", option, file,
                              subject != NULL ? "--subject" : NULL, subject, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, DESK_TEST_TOKEN_PIN "\n", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
}

void
desk_test_token_keygen (DeskTestToken *self, const char *subject, const char *csr)
{
  run_ctl (self, "keygen", "--csr", csr, subject);
}

void
desk_test_token_import (DeskTestToken *self, const char *certificate)
{
  run_ctl (self, "import", "--cert", certificate, NULL);
}

const char *
desk_test_token_get_module (DeskTestToken *self)
{
  return self->module;
}

void
desk_test_token_free (DeskTestToken *self)
{
  desk_test_files_remove (self->directory);
  g_free (self->directory);
  g_free (self->tokens);
  g_free (self->away);
  g_free (self);
}
