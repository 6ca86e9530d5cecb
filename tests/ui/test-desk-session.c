/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The window before, during and after a session, against a real server. */

#include "desk-field-row.h"
#include "desk-flows.h"
#include "desk-key-page.h"
#include "desk-sidebar.h"
#include "desk-test-backend.h"
#include "desk-test-files.h"
#include "desk-ui-test.h"
#include "desk-window.h"
#include "desk-wizard.h"

#define PHONE "13812348000"

typedef struct {
  DeskTestBackend *backend;
  char *directory; /* owned */
  DeskFlows *flows;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DeskFlowsConfig config = { .ukey_module = "/nowhere/module.so" };

  fixture->backend = desk_test_backend_start ();
  fixture->directory = desk_test_files_make_directory ();
  config.server = desk_test_backend_get_url (fixture->backend);
  config.data_dir = fixture->directory;
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
  g_clear_pointer (&fixture->backend, desk_test_backend_stop);
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
click (Fixture *fixture, GType type, const char *text)
{
  GtkWidget *widget;

  DESK_UI_WAIT (find (fixture, type, text) != NULL);
  widget = find (fixture, type, text);
  DESK_UI_WAIT (gtk_widget_get_sensitive (widget));
  desk_ui_test_click (widget);
}

/* Once a code was sent, the focus is where it is to be typed. */
static gboolean
expects_code (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->window);

  return focus != NULL
         && gtk_widget_is_ancestor (focus, find (fixture, DESK_TYPE_FIELD_ROW, "验证码"));
}

static void
sign_in (Fixture *fixture)
{
  g_autofree char *code = NULL;

  desk_ui_test_fill (find (fixture, DESK_TYPE_FIELD_ROW, "手机号码"), PHONE);
  click (fixture, GTK_TYPE_BUTTON, "获取验证码");
  DESK_UI_WAIT (expects_code (fixture));
  desk_ui_test_screenshot (fixture->window, "session-code-sent");
  code = desk_test_backend_get_code (fixture->backend, PHONE);
  desk_ui_test_type (code);
  click (fixture, GTK_TYPE_BUTTON, "注册/登录");
  DESK_UI_WAIT (shows (fixture, "欢迎您"));
  desk_ui_test_settle ();
}

static void
test_wrong_code (void)
{
  Fixture fixture = { 0 };
  g_autofree char *code = NULL;

  set_up (&fixture);
  desk_ui_test_fill (find (&fixture, DESK_TYPE_FIELD_ROW, "手机号码"), PHONE);
  click (&fixture, GTK_TYPE_BUTTON, "获取验证码");
  DESK_UI_WAIT (expects_code (&fixture));
  code = desk_test_backend_get_code (fixture.backend, PHONE);
  code[0] = code[0] == '9' ? '0' : code[0] + 1;
  desk_ui_test_type (code);
  desk_ui_test_type ("\n");
  DESK_UI_WAIT (shows (&fixture, "验证码不正确"));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "session-code-wrong");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture.window),
                                         find (&fixture, DESK_TYPE_FIELD_ROW, "验证码")));
  tear_down (&fixture);
}

static void
test_places (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  sign_in (&fixture);
  desk_ui_test_screenshot (fixture.window, "session-home");
  desk_ui_test_audit_names (GTK_WIDGET (fixture.window));
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.window));
  desk_ui_test_audit_keyboard (fixture.window);

  click (&fixture, GTK_TYPE_LIST_BOX_ROW, "我的申请");
  DESK_UI_WAIT (shows (&fixture, "还没有申请"));
  desk_ui_test_screenshot (fixture.window, "session-orders");
  desk_ui_test_set_dark (TRUE);
  desk_ui_test_screenshot (fixture.window, "session-orders-dark");
  desk_ui_test_set_dark (FALSE);
  click (&fixture, GTK_TYPE_LIST_BOX_ROW, "首页");
  DESK_UI_WAIT (shows (&fixture, "欢迎您"));

  gtk_window_set_default_size (fixture.window, 720, 560);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "session-small");
  g_assert_cmpint (gtk_widget_get_width (find (&fixture, DESK_TYPE_SIDEBAR, NULL)), <, 100);
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.window));
  desk_ui_test_audit_names (GTK_WIDGET (fixture.window));
  desk_ui_test_set_text_scale (2.0);
  desk_ui_test_screenshot (fixture.window, "session-small-200");
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.window));
  gtk_window_set_default_size (fixture.window, 1080, 720);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "session-home-200");
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.window));
  desk_ui_test_set_text_scale (1.0);
  tear_down (&fixture);
}

static void
test_draft (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  sign_in (&fixture);
  click (&fixture, GTK_TYPE_BUTTON, "申请");
  DESK_UI_WAIT (find (&fixture, DESK_TYPE_WIZARD, NULL) != NULL);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "session-wizard");
  desk_ui_test_fill (find (&fixture, DESK_TYPE_FIELD_ROW, "姓名"), "张三");

  click (&fixture, GTK_TYPE_BUTTON, "返回");
  DESK_UI_WAIT (shows (&fixture, "继续填写"));
  DESK_UI_WAIT (shows (&fixture, "张*"));
  g_assert_false (shows (&fixture, "张三"));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "session-draft");

  click (&fixture, ADW_TYPE_ACTION_ROW, NULL);
  DESK_UI_WAIT (find (&fixture, DESK_TYPE_WIZARD, NULL) != NULL);
  desk_ui_test_settle ();
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (find (&fixture, DESK_TYPE_FIELD_ROW, "姓名"))), ==,
      "张三");
  tear_down (&fixture);
}

static void
test_offline (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  sign_in (&fixture);
  desk_test_backend_kill (fixture.backend);
  click (&fixture, GTK_TYPE_LIST_BOX_ROW, "我的申请");
  DESK_UI_WAIT (shows (&fixture, "无法连接到服务器"));
  DESK_UI_WAIT (shows (&fixture, "已离线，可继续填写"));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "session-offline");

  desk_test_backend_restart (fixture.backend);
  click (&fixture, GTK_TYPE_BUTTON, "重试");
  DESK_UI_WAIT (shows (&fixture, "还没有申请"));
  tear_down (&fixture);
}

static void
test_sign_out (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  sign_in (&fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.sign-out", NULL);
  DESK_UI_WAIT (find (&fixture, GTK_TYPE_BUTTON, "注册/登录") != NULL);
  g_assert_null (desk_flows_get_account (fixture.flows));
  tear_down (&fixture);
}

static void
activate (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
  desk_ui_test_settle ();
}

/* A look at the key in the middle of an application costs nothing of it. */
static void
test_key_page (void)
{
  Fixture fixture = { 0 };
  GtkWidget *wizard;

  set_up (&fixture);
  sign_in (&fixture);
  click (&fixture, GTK_TYPE_BUTTON, "申请");
  DESK_UI_WAIT (find (&fixture, DESK_TYPE_WIZARD, NULL) != NULL);
  desk_ui_test_settle ();
  wizard = find (&fixture, DESK_TYPE_WIZARD, NULL);
  desk_ui_test_fill (find (&fixture, DESK_TYPE_FIELD_ROW, "姓名"), "张三");

  click (&fixture, GTK_TYPE_BUTTON, "Ukey 驱动文件不存在");
  DESK_UI_WAIT (find (&fixture, DESK_TYPE_KEY_PAGE, NULL) != NULL);
  activate (&fixture, "win.doctor");
  activate (&fixture, "win.doctor");
  activate (&fixture, "win.back");
  g_assert_nonnull (find (&fixture, DESK_TYPE_KEY_PAGE, NULL));
  activate (&fixture, "win.back");
  g_assert_true (find (&fixture, DESK_TYPE_WIZARD, NULL) == wizard);
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (find (&fixture, DESK_TYPE_FIELD_ROW, "姓名"))), ==,
      "张三");

  /* From the key straight to another place, over the wizard, which saves its draft. */
  activate (&fixture, "win.key-page");
  click (&fixture, GTK_TYPE_LIST_BOX_ROW, "首页");
  DESK_UI_WAIT (shows (&fixture, "继续填写"));
  g_assert_null (find (&fixture, DESK_TYPE_KEY_PAGE, NULL));

  activate (&fixture, "win.key-page");
  activate (&fixture, "win.sign-out");
  DESK_UI_WAIT (find (&fixture, GTK_TYPE_BUTTON, "注册/登录") != NULL);
  activate (&fixture, "win.key-page");
  g_assert_nonnull (find (&fixture, DESK_TYPE_KEY_PAGE, NULL));
  activate (&fixture, "win.back");
  g_assert_nonnull (find (&fixture, GTK_TYPE_BUTTON, "注册/登录"));
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
  g_test_add_func ("/ui/session/wrong-code", test_wrong_code);
  g_test_add_func ("/ui/session/places", test_places);
  g_test_add_func ("/ui/session/draft", test_draft);
  g_test_add_func ("/ui/session/offline", test_offline);
  g_test_add_func ("/ui/session/sign-out", test_sign_out);
  g_test_add_func ("/ui/session/key-page", test_key_page);
  return g_test_run ();
}
