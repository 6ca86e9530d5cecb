/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-field-row.h"
#include "desk-flows.h"
#include "desk-key-text.h"
#include "desk-module-dialog.h"
#include "desk-test-files.h"
#include "desk-ui-test.h"
#include "desk-window.h"

/* Nothing listens there: what a person sees without a network. */
#define NOWHERE "http://127.0.0.1:1"

typedef struct {
  char *directory; /* owned */
  DeskFlows *flows;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DeskFlowsConfig config = { .server = NOWHERE };

  fixture->directory = desk_test_files_make_directory ();
  config.data_dir = fixture->directory;
  config.ukey_module = "/nowhere/module.so";
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
}

static GtkWidget *
find (Fixture *fixture, GType type, const char *text)
{
  return desk_ui_test_find (GTK_WIDGET (fixture->window), type, text);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return desk_ui_test_has_text (GTK_WIDGET (fixture->window), text);
}

static void
test_fields (void)
{
  Fixture fixture = { 0 };
  GtkWidget *phone;

  set_up (&fixture);
  phone = find (&fixture, DESK_TYPE_FIELD_ROW, "手机号码");
  desk_ui_test_screenshot (fixture.window, "sign-in");
  desk_ui_test_audit_names (GTK_WIDGET (fixture.window));
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.window));
  desk_ui_test_audit_keyboard (fixture.window);

  desk_ui_test_fill (phone, "1381234");
  desk_ui_test_click (find (&fixture, GTK_TYPE_BUTTON, "获取验证码"));
  DESK_UI_WAIT (desk_field_row_get_error (DESK_FIELD_ROW (phone)) != NULL);
  desk_ui_test_settle ();
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture.window), phone));
  g_assert_true (gtk_widget_has_css_class (phone, "error"));
  desk_ui_test_screenshot (fixture.window, "sign-in-error");

  desk_ui_test_type ("8");
  g_assert_null (desk_field_row_get_error (DESK_FIELD_ROW (phone)));
  tear_down (&fixture);
}

static void
test_empty_fields (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  desk_ui_test_click (find (&fixture, GTK_TYPE_BUTTON, "注册/登录"));
  DESK_UI_WAIT (shows (&fixture, "请填写手机号码"));
  g_assert_true (shows (&fixture, "请填写验证码"));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "sign-in-empty");
  tear_down (&fixture);
}

static void
test_unreachable (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  desk_ui_test_fill (find (&fixture, DESK_TYPE_FIELD_ROW, "手机号码"), "13812348000");
  desk_ui_test_click (find (&fixture, GTK_TYPE_BUTTON, "获取验证码"));
  DESK_UI_WAIT (shows (&fixture, "无法连接到服务器"));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "sign-in-unreachable");
  g_assert_true (gtk_widget_get_sensitive (find (&fixture, GTK_TYPE_BUTTON, "获取验证码")));
  tear_down (&fixture);
}

static void
test_no_driver (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  desk_ui_test_click (find (&fixture, GTK_TYPE_TOGGLE_BUTTON, "Ukey登录"));
  DESK_UI_WAIT (shows (&fixture, desk_key_text_get_sentence (DESK_KEY_STATE_MODULE_MISSING)));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "sign-in-no-driver");
  g_assert_false (gtk_widget_get_sensitive (find (&fixture, GTK_TYPE_BUTTON, "立即登录")));
  desk_ui_test_audit_names (GTK_WIDGET (fixture.window));
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.window));
  desk_ui_test_audit_keyboard (fixture.window);

  gtk_window_set_default_size (fixture.window, 720, 560);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "sign-in-no-driver-small");
  desk_ui_test_set_text_scale (2.0);
  desk_ui_test_settle ();
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.window));
  desk_ui_test_screenshot (fixture.window, "sign-in-no-driver-200");
  desk_ui_test_set_text_scale (1.0);
  tear_down (&fixture);
}

static gboolean
is_up (Fixture *fixture)
{
  return desk_ui_test_find_dialog (fixture->window) != NULL;
}

/* The one button of a problem: here, to choose a driver. */
static void
test_remedy (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  desk_ui_test_click (find (&fixture, GTK_TYPE_TOGGLE_BUTTON, "Ukey登录"));
  DESK_UI_WAIT (find (&fixture, GTK_TYPE_BUTTON, "选择驱动") != NULL);
  desk_ui_test_settle ();
  desk_ui_test_click (find (&fixture, GTK_TYPE_BUTTON, "选择驱动"));
  DESK_UI_WAIT (is_up (&fixture));
  g_assert_true (DESK_IS_MODULE_DIALOG (desk_ui_test_find_dialog (fixture.window)));
  gtk_window_close (desk_ui_test_find_dialog (fixture.window));
  DESK_UI_WAIT (!is_up (&fixture));

  /* What went away meanwhile is only told; going back where nothing is open does nothing. */
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.certificate", "s", "");
  DESK_UI_WAIT (shows (&fixture, "该证书已不在"));
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.back", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.rescan-keys", NULL);
  g_assert_nonnull (find (&fixture, GTK_TYPE_BUTTON, "立即登录"));
  tear_down (&fixture);
}

static void
test_looks (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  desk_ui_test_set_dark (TRUE);
  desk_ui_test_screenshot (fixture.window, "sign-in-dark");
  desk_ui_test_set_dark (FALSE);
  desk_ui_test_set_text_scale (2.0);
  desk_ui_test_screenshot (fixture.window, "sign-in-200");
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.window));
  desk_ui_test_set_text_scale (1.0);
  gtk_window_set_default_size (fixture.window, 720, 560);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "sign-in-small");
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.window));
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/window/sign-in/field-error", test_fields);
  g_test_add_func ("/ui/window/sign-in/empty-fields", test_empty_fields);
  g_test_add_func ("/ui/window/sign-in/unreachable", test_unreachable);
  g_test_add_func ("/ui/window/sign-in/no-driver", test_no_driver);
  g_test_add_func ("/ui/window/sign-in/remedy", test_remedy);
  g_test_add_func ("/ui/window/sign-in/looks", test_looks);
  return g_test_run ();
}
