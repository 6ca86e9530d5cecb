/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-virtual-key-fixture.h"

#include "desk-test-files.h"
#include "desk-ui-test.h"
#include "desk-window.h"

#include <string.h>

#define PHONE "13812348000"

/* The same script that makes the demonstration's key; it prints two shell assignments. */
static void
make_key (DeskVirtualKeyFixture *self)
{
  g_autofree char *script
      = g_build_filename (g_getenv ("DESK_TEST_SOURCE_DIR"), "scripts", "virtual-ukey", NULL);
  g_autofree char *token = g_build_filename (self->directory, "ukey", NULL);
  const char *command[] = { script,
                            g_getenv ("DESK_TEST_BUILD_DIR"),
                            desk_test_backend_get_data_dir (self->backend),
                            token,
                            PHONE,
                            "张三",
                            NULL };
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;

  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  process = g_subprocess_launcher_spawnv (launcher, command, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  lines = g_strsplit (output, "\n", 3);
  g_assert_true (g_str_has_prefix (lines[0], "SOFTHSM2_CONF="));
  g_assert_true (g_str_has_prefix (lines[1], "CERTDESK_UKEY_MODULE="));
  g_setenv ("SOFTHSM2_CONF", strchr (lines[0], '=') + 1, TRUE);
  self->module = g_strdup (strchr (lines[1], '=') + 1);
}

void
desk_virtual_key_fixture_set_up (DeskVirtualKeyFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data_dir = NULL;
  DeskFlowsConfig config = { 0 };

  self->backend = desk_test_backend_start ();
  self->directory = desk_test_files_make_directory ();
  data_dir = g_build_filename (self->directory, "client", NULL);
  make_key (self);
  config.server = desk_test_backend_get_url (self->backend);
  config.data_dir = data_dir;
  config.ukey_module = self->module;
  self->flows = desk_flows_new (&config, &error);
  g_assert_no_error (error);
  self->window = GTK_WINDOW (desk_window_new (NULL, self->flows));
  desk_ui_test_present (self->window);
}

void
desk_virtual_key_fixture_tear_down (DeskVirtualKeyFixture *self, gconstpointer data)
{
  desk_ui_test_close (self->window);
  desk_flows_close (self->flows);
  g_assert_finalize_object (self->flows);
  desk_test_files_remove (self->directory);
  g_free (self->directory);
  g_free (self->module);
  desk_test_backend_stop (self->backend);
}

GtkWidget *
desk_virtual_key_fixture_find (DeskVirtualKeyFixture *self, GType type, const char *text)
{
  return desk_ui_test_find (GTK_WIDGET (self->window), type, text);
}
