/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Ukey登录 with a virtual Ukey and a real server. */

#include "desk-flows.h"
#include "desk-test-backend.h"
#include "desk-test-files.h"
#include "desk-ui-test.h"
#include "desk-window.h"

#include <string.h>

#define PHONE "13812348000"
#define PIN   "111111"

typedef struct {
  DeskTestBackend *backend;
  char *directory; /* owned */
  char *module;    /* owned */
  DeskFlows *flows;
  GtkWindow *window;
} Fixture;

/* The same script that makes the demonstration's key; it prints two shell assignments. */
static void
make_key (Fixture *fixture)
{
  g_autofree char *script
      = g_build_filename (g_getenv ("DESK_TEST_SOURCE_DIR"), "scripts", "virtual-ukey", NULL);
  g_autofree char *token = g_build_filename (fixture->directory, "ukey", NULL);
  const char *command[] = { script,
                            g_getenv ("DESK_TEST_BUILD_DIR"),
                            desk_test_backend_get_data_dir (fixture->backend),
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
  fixture->module = g_strdup (strchr (lines[1], '=') + 1);
}

static void
set_up (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data_dir = NULL;
  DeskFlowsConfig config = { 0 };

  fixture->backend = desk_test_backend_start ();
  fixture->directory = desk_test_files_make_directory ();
  data_dir = g_build_filename (fixture->directory, "client", NULL);
  make_key (fixture);
  config.server = desk_test_backend_get_url (fixture->backend);
  config.data_dir = data_dir;
  config.ukey_module = fixture->module;
  fixture->flows = desk_flows_new (&config, &error);
  g_assert_no_error (error);
  fixture->window = GTK_WINDOW (desk_window_new (NULL, fixture->flows));
  desk_ui_test_present (fixture->window);
}

static void
tear_down (Fixture *fixture)
{
  desk_ui_test_close (fixture->window);
  desk_flows_close (fixture->flows);
  g_assert_finalize_object (fixture->flows);
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->module);
  desk_test_backend_stop (fixture->backend);
}

static GtkWidget *
find (Fixture *fixture, GType type, const char *text)
{
  return desk_ui_test_find (GTK_WIDGET (fixture->window), type, text);
}

static GtkWidget *
open_dialog (Fixture *fixture)
{
  GtkWidget *button;

  desk_ui_test_click (find (fixture, GTK_TYPE_TOGGLE_BUTTON, "Ukey登录"));
  DESK_UI_WAIT (find (fixture, GTK_TYPE_BUTTON, "立即登录") != NULL);
  button = find (fixture, GTK_TYPE_BUTTON, "立即登录");
  DESK_UI_WAIT (gtk_widget_get_sensitive (button));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture->window, "ukey-ready");
  desk_ui_test_audit_names (GTK_WIDGET (fixture->window));
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture->window));
  desk_ui_test_click (button);
  DESK_UI_WAIT (desk_ui_test_find_dialog (fixture->window) != NULL);
  desk_ui_test_settle ();
  return GTK_WIDGET (desk_ui_test_find_dialog (fixture->window));
}

static void
test_sign_in (void)
{
  Fixture fixture = { 0 };
  GtkWidget *dialog;

  set_up (&fixture);
  dialog = open_dialog (&fixture);
  desk_ui_test_type ("222222\n");
  DESK_UI_WAIT (desk_ui_test_has_text (dialog, "PIN 码错误"));
  g_assert_null (desk_flows_get_account (fixture.flows));

  desk_ui_test_settle ();
  desk_ui_test_screenshot (GTK_WINDOW (dialog), "ukey-pin-wrong");
  desk_ui_test_type (PIN "\n");
  DESK_UI_WAIT (desk_flows_get_account (fixture.flows) != NULL);
  DESK_UI_WAIT (desk_ui_test_find_dialog (fixture.window) == NULL);
  DESK_UI_WAIT (desk_ui_test_has_text (GTK_WIDGET (fixture.window), "Ukey 已就绪"));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "ukey-home");
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  if (!desk_test_backend_is_built ()) {
    g_test_message ("certdeskd is not built");
    return 77;
  }
  g_test_add_func ("/ui/key-session/sign-in", test_sign_in);
  return g_test_run ();
}
