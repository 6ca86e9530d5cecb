/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Ukey登录 with a virtual Ukey and a real server. */

#include "desk-certificate-window.h"
#include "desk-flows.h"
#include "desk-module-dialog.h"
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

static gboolean
shows (Fixture *fixture, const char *text)
{
  return desk_ui_test_has_text (GTK_WIDGET (fixture->window), text);
}

static GtkWindow *
wait_for_dialog (Fixture *fixture)
{
  GtkWindow *dialog;

  DESK_UI_WAIT (desk_ui_test_find_dialog (fixture->window) != NULL);
  dialog = desk_ui_test_find_dialog (fixture->window);
  DESK_UI_WAIT (gtk_window_is_active (dialog));
  desk_ui_test_settle ();
  return dialog;
}

static void
close_dialog (Fixture *fixture)
{
  desk_ui_test_key (GDK_KEY_Escape, 0);
  DESK_UI_WAIT (desk_ui_test_find_dialog (fixture->window) == NULL);
  /* There is no window manager that would do it. */
  gtk_window_present (fixture->window);
  DESK_UI_WAIT (gtk_window_is_active (fixture->window));
  desk_ui_test_settle ();
}

static void
go_back (Fixture *fixture)
{
  desk_ui_test_settle ();
  desk_ui_test_key (GDK_KEY_Left, GDK_ALT_MASK);
  desk_ui_test_settle ();
}

/* The PIN is the one that keys are handed out with: to change it is offered. */
static void
put_off_change (Fixture *fixture)
{
  DESK_UI_WAIT (desk_ui_test_find_dialog (fixture->window) != NULL
                && desk_ui_test_has_text (GTK_WIDGET (desk_ui_test_find_dialog (fixture->window)),
                                          "默认 PIN"));
  desk_ui_test_settle ();
  close_dialog (fixture);
}

/* From the row of a certificate to its view, whose chain leads to the root. */
static void
check_certificate (Fixture *fixture)
{
  GtkWidget *row = find (fixture, ADW_TYPE_ACTION_ROW, "张三");
  GtkWindow *dialog;

  desk_ui_test_click (desk_ui_test_find (row, GTK_TYPE_BUTTON, "查看证书"));
  dialog = wait_for_dialog (fixture);
  g_assert_true (DESK_IS_CERTIFICATE_WINDOW (dialog));
  DESK_UI_WAIT (desk_ui_test_has_text (GTK_WIDGET (dialog), "证书链可追溯到根证书"));
  desk_ui_test_settle ();
  desk_ui_test_audit_names (GTK_WIDGET (dialog));
  desk_ui_test_audit_clipping (GTK_WIDGET (dialog));
  desk_ui_test_screenshot (dialog, "certificate-chain");
  close_dialog (fixture);
}

static void
check_modules (Fixture *fixture)
{
  desk_ui_test_click (find (fixture, ADW_TYPE_ACTION_ROW, "选择驱动"));
  g_assert_true (DESK_IS_MODULE_DIALOG (wait_for_dialog (fixture)));
  close_dialog (fixture);
}

/* A click on the key's state opens the key; going back returns to the page below. */
static void
check_key_page (Fixture *fixture)
{
  desk_ui_test_click (find (fixture, GTK_TYPE_BUTTON, "Ukey 已就绪"));
  DESK_UI_WAIT (find (fixture, ADW_TYPE_ACTION_ROW, "张三") != NULL);
  desk_ui_test_settle ();
  desk_ui_test_audit_names (GTK_WIDGET (fixture->window));
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture->window));
  desk_ui_test_screenshot (fixture->window, "key-page");
  check_certificate (fixture);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.doctor", NULL);
  DESK_UI_WAIT (find (fixture, GTK_TYPE_BUTTON, "重新检测") != NULL);
  go_back (fixture);
  DESK_UI_WAIT (find (fixture, ADW_TYPE_ACTION_ROW, "张三") != NULL);
  go_back (fixture);
  DESK_UI_WAIT (find (fixture, ADW_TYPE_ACTION_ROW, "张三") == NULL);
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
  put_off_change (&fixture);
  DESK_UI_WAIT (shows (&fixture, "Ukey 已就绪"));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "ukey-home");
  check_key_page (&fixture);
  tear_down (&fixture);
}

/* Who cannot sign in can still look at the key, at what is wrong with it, and at the drivers. */
static void
test_before_sign_in (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  desk_ui_test_click (find (&fixture, GTK_TYPE_TOGGLE_BUTTON, "Ukey登录"));
  DESK_UI_WAIT (find (&fixture, GTK_TYPE_BUTTON, "我的 Ukey") != NULL);
  desk_ui_test_settle ();
  desk_ui_test_click (find (&fixture, GTK_TYPE_BUTTON, "我的 Ukey"));
  DESK_UI_WAIT (find (&fixture, ADW_TYPE_ACTION_ROW, "张三") != NULL);
  desk_ui_test_settle ();
  desk_ui_test_audit_names (GTK_WIDGET (fixture.window));
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.window));
  desk_ui_test_screenshot (fixture.window, "key-page-before-sign-in");
  check_certificate (&fixture);
  check_modules (&fixture);

  desk_ui_test_click (find (&fixture, ADW_TYPE_ACTION_ROW, "检测 Ukey"));
  DESK_UI_WAIT (find (&fixture, GTK_TYPE_BUTTON, "重新检测") != NULL);
  desk_ui_test_screenshot (fixture.window, "doctor-before-sign-in");
  go_back (&fixture);
  DESK_UI_WAIT (find (&fixture, ADW_TYPE_ACTION_ROW, "张三") != NULL);
  go_back (&fixture);
  DESK_UI_WAIT (find (&fixture, GTK_TYPE_BUTTON, "立即登录") != NULL);

  desk_ui_test_click (find (&fixture, GTK_TYPE_BUTTON, "Ukey 无法识别？"));
  DESK_UI_WAIT (find (&fixture, GTK_TYPE_BUTTON, "重新检测") != NULL);
  go_back (&fixture);
  DESK_UI_WAIT (find (&fixture, GTK_TYPE_BUTTON, "立即登录") != NULL);
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
  g_test_add_func ("/ui/key-session/before-sign-in", test_before_sign_in);
  return g_test_run ();
}
