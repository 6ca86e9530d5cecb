/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A submitted order in the window: list, details, contract, withdrawal, against a real server. */

#include "desk-contract-view.h"
#include "desk-flow-fixture.h"
#include "desk-order-page.h"
#include "desk-page-review.h"
#include "desk-test-files.h"
#include "desk-ui-dialogs.h"
#include "desk-ui-test.h"
#include "desk-window.h"
#include "desk-wizard.h"

#define OTHER_PHONE "13900139000"

typedef struct {
  DeskFlowFixture *backend; /* owned */
  GtkWindow *window;
} Fixture;

static void
submit_order (Fixture *fixture)
{
  DeskApplyFlow *flow;

  desk_flow_fixture_sign_in (fixture->backend);
  flow = desk_flow_fixture_open (fixture->backend, NULL);
  desk_flow_fixture_go (fixture->backend, flow, DESK_STEP_IDENTITY, DESK_STEP_REVIEW);
  g_object_unref (flow);
}

static gboolean
set_up (Fixture *fixture)
{
  fixture->backend = desk_flow_fixture_new (TRUE, NULL);
  if (fixture->backend == NULL)
    return FALSE;

  submit_order (fixture);
  fixture->window = GTK_WINDOW (desk_window_new (NULL, fixture->backend->flows));
  desk_ui_test_present (fixture->window);
  return TRUE;
}

static void
tear_down (Fixture *fixture)
{
  desk_ui_test_close (fixture->window);
  desk_flow_fixture_free (fixture->backend);
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
open_order (Fixture *fixture)
{
  DESK_UI_WAIT (find (fixture, ADW_TYPE_ACTION_ROW, "人员证书及电子印章") != NULL);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture->window, "order-home");
  desk_ui_test_click (find (fixture, ADW_TYPE_ACTION_ROW, "人员证书及电子印章"));
  DESK_UI_WAIT (find (fixture, GTK_TYPE_BUTTON, "查看合同") != NULL);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture->window, "order-details");
  desk_ui_test_audit_names (GTK_WIDGET (fixture->window));
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture->window));
}

static void
test_contract (void)
{
  Fixture fixture = { 0 };
  GtkWindow *dialog;

  if (!set_up (&fixture))
    return;

  open_order (&fixture);
  desk_ui_test_click (find (&fixture, GTK_TYPE_BUTTON, "查看合同"));
  DESK_UI_WAIT (desk_ui_test_find_dialog (fixture.window) != NULL);
  dialog = desk_ui_test_find_dialog (fixture.window);
  DESK_UI_WAIT (desk_ui_test_find (GTK_WIDGET (dialog), DESK_TYPE_CONTRACT_VIEW, NULL) != NULL);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (dialog, "order-contract");
  desk_ui_test_audit_names (GTK_WIDGET (dialog));
  desk_ui_test_close (dialog);
  tear_down (&fixture);
}

static gboolean
agree (const char *heading, const char *act, gpointer user_data)
{
  g_assert_cmpstr (act, ==, "撤回申请");
  return TRUE;
}

static void
test_withdraw (void)
{
  const DeskUiDialogHooks hooks = { .confirm = agree };
  Fixture fixture = { 0 };

  if (!set_up (&fixture))
    return;

  open_order (&fixture);
  desk_ui_dialogs_set_hooks (&hooks);
  desk_ui_test_click (find (&fixture, GTK_TYPE_BUTTON, "撤回申请"));
  DESK_UI_WAIT (find (&fixture, GTK_TYPE_BUTTON, "撤回申请") == NULL);
  DESK_UI_WAIT (find (&fixture, DESK_TYPE_ORDER_PAGE, NULL) != NULL && shows (&fixture, "待提交"));
  desk_ui_dialogs_set_hooks (NULL);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "order-withdrawn");
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.window));
  g_assert_false (shows (&fixture, "本机没有"));

  desk_ui_test_click (find (&fixture, GTK_TYPE_BUTTON, "继续填写"));
  DESK_UI_WAIT (find (&fixture, DESK_TYPE_WIZARD, NULL) != NULL);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "order-resumed");
  DESK_UI_WAIT (find (&fixture, DESK_TYPE_PAGE_REVIEW, NULL) != NULL);
  tear_down (&fixture);
}

/* The client on another computer: nothing of the draft is there. */
static void
test_elsewhere (void)
{
  Fixture fixture = { 0 };
  DeskFlowFixture *backend = desk_flow_fixture_new (TRUE, NULL);

  if (backend == NULL)
    return;

  fixture.backend = backend;
  submit_order (&fixture);
  desk_flow_fixture_change_server (backend, "UPDATE service_order SET state = 'DRAFT'");
  desk_test_files_remove (backend->data_dir);
  g_free (backend->data_dir);
  backend->data_dir = desk_test_files_make_directory ();
  desk_flow_fixture_restart_client (backend);
  desk_flow_fixture_sign_in (backend);
  fixture.window = GTK_WINDOW (desk_window_new (NULL, backend->flows));
  desk_ui_test_present (fixture.window);

  open_order (&fixture);
  g_assert_true (shows (&fixture, "本机没有这份申请的填写内容"));
  g_assert_null (find (&fixture, GTK_TYPE_BUTTON, "继续填写"));
  desk_ui_test_screenshot (fixture.window, "order-elsewhere");
  tear_down (&fixture);
}

/* The page of @type that there is, shown or not. */
static GtkWidget *
find_page (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *page = find_page (child, type);

    if (page != NULL)
      return page;
  }

  return NULL;
}

static GtkWidget *
find_order_page (Fixture *fixture)
{
  return find_page (GTK_WIDGET (fixture->window), DESK_TYPE_ORDER_PAGE);
}

/* Nothing of who was there before is left for who signs in next. */
static void
test_sign_out (void)
{
  Fixture fixture = { 0 };

  if (!set_up (&fixture))
    return;

  open_order (&fixture);
  desk_window_toast (DESK_WINDOW (fixture.window), "张三的申请");
  desk_window_toast (DESK_WINDOW (fixture.window), "张三的合同");
  DESK_UI_WAIT (shows (&fixture, "张三的申请"));
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.sign-out", NULL);
  g_assert_null (find_order_page (&fixture));
  DESK_UI_WAIT (find (&fixture, GTK_TYPE_BUTTON, "注册/登录") != NULL);
  desk_ui_test_settle ();
  g_assert_false (shows (&fixture, "张三的申请"));
  g_assert_false (shows (&fixture, "张三的合同"));

  desk_flow_fixture_sign_in_as (fixture.backend, OTHER_PHONE);
  DESK_UI_WAIT (shows (&fixture, "欢迎您"));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture.window, "order-signed-out");
  g_assert_null (find_order_page (&fixture));
  g_assert_null (find (&fixture, ADW_TYPE_ACTION_ROW, "人员证书及电子印章"));
  g_assert_false (shows (&fixture, "张*"));
  g_assert_false (shows (&fixture, "张三的合同"));
  tear_down (&fixture);
}

/* The page stays for whoever it belongs to, and for nobody else. */
static void
test_expired (void)
{
  Fixture fixture = { 0 };

  if (!set_up (&fixture))
    return;

  open_order (&fixture);
  desk_flow_fixture_change_server (fixture.backend, "DELETE FROM session");
  desk_ui_test_click (find (&fixture, GTK_TYPE_BUTTON, "查看合同"));
  DESK_UI_WAIT (find (&fixture, GTK_TYPE_BUTTON, "注册/登录") != NULL);
  desk_flow_fixture_sign_in (fixture.backend);
  DESK_UI_WAIT (find (&fixture, DESK_TYPE_ORDER_PAGE, NULL) != NULL);

  desk_flow_fixture_change_server (fixture.backend, "DELETE FROM session");
  desk_ui_test_settle ();
  desk_ui_test_click (find (&fixture, GTK_TYPE_BUTTON, "查看合同"));
  DESK_UI_WAIT (find (&fixture, GTK_TYPE_BUTTON, "注册/登录") != NULL);
  desk_flow_fixture_sign_in_as (fixture.backend, OTHER_PHONE);
  DESK_UI_WAIT (shows (&fixture, "欢迎您"));
  g_assert_null (find_order_page (&fixture));
  desk_ui_test_settle ();
  g_assert_false (shows (&fixture, "登录已过期"));
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/order-session/contract", test_contract);
  g_test_add_func ("/ui/order-session/withdraw", test_withdraw);
  g_test_add_func ("/ui/order-session/elsewhere", test_elsewhere);
  g_test_add_func ("/ui/order-session/sign-out", test_sign_out);
  g_test_add_func ("/ui/order-session/expired", test_expired);
  return g_test_run ();
}
