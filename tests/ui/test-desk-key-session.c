/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Ukey登录 with a virtual Ukey and a real server. */

#include "desk-certificate-window.h"
#include "desk-module-dialog.h"
#include "desk-ui-test.h"
#include "desk-virtual-key-fixture.h"

#define PIN DESK_VIRTUAL_KEY_FIXTURE_PIN

static GtkWidget *
open_dialog (DeskVirtualKeyFixture *fixture)
{
  GtkWidget *button;

  desk_ui_test_click (desk_virtual_key_fixture_find (fixture, GTK_TYPE_TOGGLE_BUTTON, "Ukey登录"));
  DESK_UI_WAIT (desk_virtual_key_fixture_find (fixture, GTK_TYPE_BUTTON, "立即登录") != NULL);
  button = desk_virtual_key_fixture_find (fixture, GTK_TYPE_BUTTON, "立即登录");
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
shows (DeskVirtualKeyFixture *fixture, const char *text)
{
  return desk_ui_test_has_text (GTK_WIDGET (fixture->window), text);
}

static GtkWindow *
wait_for_dialog (DeskVirtualKeyFixture *fixture)
{
  GtkWindow *dialog;

  DESK_UI_WAIT (desk_ui_test_find_dialog (fixture->window) != NULL);
  dialog = desk_ui_test_find_dialog (fixture->window);
  DESK_UI_WAIT (gtk_window_is_active (dialog));
  desk_ui_test_settle ();
  return dialog;
}

static void
close_dialog (DeskVirtualKeyFixture *fixture)
{
  desk_ui_test_key (GDK_KEY_Escape, 0);
  DESK_UI_WAIT (desk_ui_test_find_dialog (fixture->window) == NULL);
  /* There is no window manager that would do it. */
  gtk_window_present (fixture->window);
  DESK_UI_WAIT (gtk_window_is_active (fixture->window));
  desk_ui_test_settle ();
}

static void
go_back (DeskVirtualKeyFixture *fixture)
{
  desk_ui_test_settle ();
  desk_ui_test_key (GDK_KEY_Left, GDK_ALT_MASK);
  desk_ui_test_settle ();
}

/* The PIN is the one that keys are handed out with: to change it is offered. */
static void
put_off_change (DeskVirtualKeyFixture *fixture)
{
  DESK_UI_WAIT (desk_ui_test_find_dialog (fixture->window) != NULL
                && desk_ui_test_has_text (GTK_WIDGET (desk_ui_test_find_dialog (fixture->window)),
                                          "默认 PIN"));
  desk_ui_test_settle ();
  close_dialog (fixture);
}

/* From the row of a certificate to its view, whose chain leads to the root. */
static void
check_certificate (DeskVirtualKeyFixture *fixture)
{
  GtkWidget *row = desk_virtual_key_fixture_find (fixture, ADW_TYPE_ACTION_ROW, "张三");
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
check_modules (DeskVirtualKeyFixture *fixture)
{
  desk_ui_test_click (desk_virtual_key_fixture_find (fixture, ADW_TYPE_ACTION_ROW, "选择驱动"));
  g_assert_true (DESK_IS_MODULE_DIALOG (wait_for_dialog (fixture)));
  close_dialog (fixture);
}

/* A click on the key's state opens the key; going back returns to the page below. */
static void
check_key_page (DeskVirtualKeyFixture *fixture)
{
  desk_ui_test_click (desk_virtual_key_fixture_find (fixture, GTK_TYPE_BUTTON, "Ukey 已就绪"));
  DESK_UI_WAIT (desk_virtual_key_fixture_find (fixture, ADW_TYPE_ACTION_ROW, "张三") != NULL);
  desk_ui_test_settle ();
  desk_ui_test_audit_names (GTK_WIDGET (fixture->window));
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture->window));
  desk_ui_test_screenshot (fixture->window, "key-page");
  check_certificate (fixture);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.doctor", NULL);
  DESK_UI_WAIT (desk_virtual_key_fixture_find (fixture, GTK_TYPE_BUTTON, "重新检测") != NULL);
  go_back (fixture);
  DESK_UI_WAIT (desk_virtual_key_fixture_find (fixture, ADW_TYPE_ACTION_ROW, "张三") != NULL);
  go_back (fixture);
  DESK_UI_WAIT (desk_virtual_key_fixture_find (fixture, ADW_TYPE_ACTION_ROW, "张三") == NULL);
}

static void
test_sign_in (void)
{
  DeskVirtualKeyFixture fixture = { 0 };
  GtkWidget *dialog;

  desk_virtual_key_fixture_set_up (&fixture, NULL);
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
  desk_virtual_key_fixture_tear_down (&fixture, NULL);
}

/* Who cannot sign in can still look at the key, at what is wrong with it, and at the drivers. */
static void
test_before_sign_in (void)
{
  DeskVirtualKeyFixture fixture = { 0 };

  desk_virtual_key_fixture_set_up (&fixture, NULL);
  desk_ui_test_click (desk_virtual_key_fixture_find (&fixture, GTK_TYPE_TOGGLE_BUTTON, "Ukey登录"));
  DESK_UI_WAIT (desk_virtual_key_fixture_find (&fixture, GTK_TYPE_BUTTON, "我的 Ukey") != NULL);
  desk_ui_test_settle ();
  desk_ui_test_click (desk_virtual_key_fixture_find (&fixture, GTK_TYPE_BUTTON, "我的 Ukey"));
  DESK_UI_WAIT (desk_virtual_key_fixture_find (&fixture, ADW_TYPE_ACTION_ROW, "张三") != NULL);
  desk_ui_test_settle ();
  desk_ui_test_audit_names (GTK_WIDGET (fixture.window));
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.window));
  desk_ui_test_screenshot (fixture.window, "key-page-before-sign-in");
  check_certificate (&fixture);
  check_modules (&fixture);

  desk_ui_test_click (desk_virtual_key_fixture_find (&fixture, ADW_TYPE_ACTION_ROW, "检测 Ukey"));
  DESK_UI_WAIT (desk_virtual_key_fixture_find (&fixture, GTK_TYPE_BUTTON, "重新检测") != NULL);
  desk_ui_test_screenshot (fixture.window, "doctor-before-sign-in");
  go_back (&fixture);
  DESK_UI_WAIT (desk_virtual_key_fixture_find (&fixture, ADW_TYPE_ACTION_ROW, "张三") != NULL);
  go_back (&fixture);
  DESK_UI_WAIT (desk_virtual_key_fixture_find (&fixture, GTK_TYPE_BUTTON, "立即登录") != NULL);

  desk_ui_test_click (desk_virtual_key_fixture_find (&fixture, GTK_TYPE_BUTTON, "Ukey 无法识别？"));
  DESK_UI_WAIT (desk_virtual_key_fixture_find (&fixture, GTK_TYPE_BUTTON, "重新检测") != NULL);
  go_back (&fixture);
  DESK_UI_WAIT (desk_virtual_key_fixture_find (&fixture, GTK_TYPE_BUTTON, "立即登录") != NULL);
  desk_virtual_key_fixture_tear_down (&fixture, NULL);
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
