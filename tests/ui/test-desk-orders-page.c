/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-draft-summary.h"
#include "desk-flow-error.h"
#include "desk-home-page.h"
#include "desk-order-page.h"
#include "desk-order-row.h"
#include "desk-orders-page.h"
#include "desk-ui-dialogs.h"
#include "desk-ui-test.h"

#define DAY 86400 /* seconds */

typedef struct {
  GListStore *orders;
  GListStore *drafts;
  GtkWidget *page;
  GtkWindow *window;
  char *action; /* owned, nullable: the window action that was activated last */
} Fixture;

static DeskOrder *
order_new (int number, DeskOrderState state)
{
  g_autofree char *id = g_strdup_printf ("order-%d", number);
  g_autofree char *text = g_strdup_printf ("SQ20261122%04d", number);
  gint64 created = 1795300000 - number * DAY;
  DeskOrder *order = g_object_new (DESK_TYPE_ORDER, "id", id, "number", text, "state", (int) state,
                                   "version", (gint64) 3, "holder", "张*", "product",
                                   "person_certificate", "validity-years", 2, "amount-fen",
                                   (gint64) 40000, "delivery", "邮寄 · 顺丰速运 · 呼和浩特市新城区",
                                   "created", created, "updated", created, NULL);

  desk_order_add_event (order, created, DESK_ORDER_DRAFT, "");
  if (state != DESK_ORDER_DRAFT)
    desk_order_add_event (order, created + 900, DESK_ORDER_SUBMITTED, "");
  if (state != DESK_ORDER_DRAFT && state != DESK_ORDER_SUBMITTED)
    desk_order_add_event (order, created + DAY, state, "");
  return order;
}

static void
add_order (Fixture *fixture, int number, DeskOrderState state)
{
  g_autoptr (DeskOrder) order = order_new (number, state);

  g_list_store_append (fixture->orders, order);
}

static void
on_action (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  Fixture *fixture = user_data;
  const char *name = g_action_get_name (G_ACTION (action));

  g_free (fixture->action);
  fixture->action = target != NULL
                        ? g_strdup_printf ("%s %s", name, g_variant_get_string (target, NULL))
                        : g_strdup (name);
}

static void
add_actions (Fixture *fixture)
{
  static const GActionEntry entries[] = {
    { "apply", on_action },
    { "continue", on_action, "s" },
    { "order", on_action, "s" },
    { "page", on_action, "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), fixture);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "win", G_ACTION_GROUP (group));
}

static void
set_up (Fixture *fixture)
{
  fixture->orders = g_list_store_new (DESK_TYPE_ORDER);
  fixture->drafts = g_list_store_new (DESK_TYPE_DRAFT_SUMMARY);
  fixture->page
      = desk_orders_page_new (G_LIST_MODEL (fixture->orders), G_LIST_MODEL (fixture->drafts));
  fixture->window = desk_ui_test_show (fixture->page, 860, 640);
  add_actions (fixture);
}

static void
tear_down (Fixture *fixture)
{
  desk_ui_test_close (fixture->window);
  g_assert_finalize_object (fixture->orders);
  g_assert_finalize_object (fixture->drafts);
  g_free (fixture->action);
}

static void
test_empty (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  desk_ui_test_settle ();
  g_assert_true (desk_ui_test_has_text (fixture.page, "还没有申请"));
  desk_ui_test_screenshot (fixture.window, "orders-empty");
  desk_ui_test_audit_names (fixture.page);
  desk_ui_test_click (desk_ui_test_find (fixture.page, GTK_TYPE_BUTTON, "数字证书申请"));
  g_assert_cmpstr (fixture.action, ==, "apply");
  tear_down (&fixture);
}

static void
test_list (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  add_order (&fixture, 1, DESK_ORDER_SUBMITTED);
  add_order (&fixture, 2, DESK_ORDER_RETURNED);
  add_order (&fixture, 3, DESK_ORDER_APPROVED);
  add_order (&fixture, 4, DESK_ORDER_REJECTED);
  add_order (&fixture, 5, DESK_ORDER_CANCELLED);
  desk_ui_test_settle ();
  g_assert_true (desk_ui_test_has_text (fixture.page, "待审核"));
  g_assert_true (desk_ui_test_has_text (fixture.page, "SQ202611220003"));
  desk_ui_test_screenshot (fixture.window, "orders");
  desk_ui_test_audit_names (fixture.page);
  desk_ui_test_audit_clipping (fixture.page);
  desk_ui_test_audit_keyboard (fixture.window);

  desk_ui_test_click (desk_ui_test_find (fixture.page, ADW_TYPE_ACTION_ROW, NULL));
  g_assert_cmpstr (fixture.action, ==, "order order-1");

  desk_ui_test_set_dark (TRUE);
  desk_ui_test_screenshot (fixture.window, "orders-dark");
  desk_ui_test_set_dark (FALSE);
  desk_ui_test_set_text_scale (2.0);
  desk_ui_test_screenshot (fixture.window, "orders-200");
  desk_ui_test_audit_clipping (fixture.page);
  desk_ui_test_set_text_scale (1.0);
  tear_down (&fixture);
}

static void
on_signal (gpointer page, guint *count)
{
  (*count)++;
}

static void
test_load_more (void)
{
  Fixture fixture = { 0 };
  guint count = 0;

  set_up (&fixture);
  add_order (&fixture, 1, DESK_ORDER_SUBMITTED);
  desk_ui_test_settle ();
  g_assert_null (desk_ui_test_find (fixture.page, GTK_TYPE_BUTTON, "显示更早的申请"));

  g_signal_connect (fixture.page, "load-more", G_CALLBACK (on_signal), &count);
  g_object_set (fixture.page, "has-more", TRUE, NULL);
  desk_ui_test_settle ();
  desk_ui_test_click (desk_ui_test_find (fixture.page, GTK_TYPE_BUTTON, "显示更早的申请"));
  g_assert_cmpuint (count, ==, 1);

  g_object_set (fixture.page, "busy", TRUE, NULL);
  g_assert_false (gtk_widget_get_sensitive (
      desk_ui_test_find (fixture.page, GTK_TYPE_BUTTON, "显示更早的申请")));
  tear_down (&fixture);
}

static void
test_unreachable (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GError) error
      = g_error_new_literal (DESK_FLOW_ERROR, DESK_FLOW_ERROR_UNREACHABLE, "refused");
  guint count = 0;

  set_up (&fixture);
  g_signal_connect (fixture.page, "retry", G_CALLBACK (on_signal), &count);
  desk_orders_page_show_error (DESK_ORDERS_PAGE (fixture.page), error);
  desk_ui_test_settle ();
  g_assert_true (desk_ui_test_has_text (fixture.page, "无法连接到服务器"));
  g_assert_false (desk_ui_test_has_text (fixture.page, "refused"));
  desk_ui_test_screenshot (fixture.window, "orders-unreachable");
  desk_ui_test_click (desk_ui_test_find (fixture.page, GTK_TYPE_BUTTON, "重试"));
  g_assert_cmpuint (count, ==, 1);

  desk_orders_page_show_error (DESK_ORDERS_PAGE (fixture.page), NULL);
  desk_ui_test_settle ();
  g_assert_true (desk_ui_test_has_text (fixture.page, "还没有申请"));
  tear_down (&fixture);
}

static void
test_drafted_once (void)
{
  g_autoptr (GListStore) orders = g_list_store_new (DESK_TYPE_ORDER);
  g_autoptr (GListStore) drafts = g_list_store_new (DESK_TYPE_DRAFT_SUMMARY);
  g_autoptr (GListModel) shown
      = desk_order_rows_new_model (G_LIST_MODEL (orders), G_LIST_MODEL (drafts));
  g_autoptr (DeskOrder) order = order_new (1, DESK_ORDER_DRAFT);
  g_autoptr (DeskOrder) submitted = order_new (2, DESK_ORDER_SUBMITTED);
  g_autoptr (DeskDraftSummary) draft
      = desk_draft_summary_new ("d-1", "SQ202611220001", "张*", DESK_STEP_EVIDENCE, 1795300000);

  g_list_store_append (orders, order);
  g_list_store_append (orders, submitted);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 2);
  g_list_store_append (drafts, draft);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 1);
  g_list_store_remove_all (drafts);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 2);
}

static void
test_home (void)
{
  Fixture fixture = { 0 };
  g_autoptr (DeskAccount) account = desk_account_new ("a-1", "张*", "138****8000", FALSE);
  g_autoptr (DeskDraftSummary) draft = NULL;

  fixture.orders = g_list_store_new (DESK_TYPE_ORDER);
  fixture.drafts = g_list_store_new (DESK_TYPE_DRAFT_SUMMARY);
  fixture.page
      = desk_home_page_new (account, G_LIST_MODEL (fixture.orders), G_LIST_MODEL (fixture.drafts));
  fixture.window = desk_ui_test_show (fixture.page, 860, 640);
  add_actions (&fixture);
  draft = desk_draft_summary_new ("d-1", NULL, "张*", DESK_STEP_EVIDENCE, 1795300000);
  g_list_store_append (fixture.drafts, draft);
  for (int i = 1; i <= 5; i++)
    add_order (&fixture, i, i == 1 ? DESK_ORDER_SUBMITTED : DESK_ORDER_COMPLETED);
  desk_ui_test_settle ();
  g_assert_true (desk_ui_test_has_text (fixture.page, "SQ202611220003"));
  g_assert_false (desk_ui_test_has_text (fixture.page, "SQ202611220004"));
  desk_ui_test_screenshot (fixture.window, "home");
  desk_ui_test_audit_names (fixture.page);
  desk_ui_test_audit_clipping (fixture.page);

  desk_ui_test_click (desk_ui_test_find (fixture.page, GTK_TYPE_BUTTON, "申请"));
  g_assert_cmpstr (fixture.action, ==, "apply");
  desk_ui_test_click (desk_ui_test_find (fixture.page, ADW_TYPE_ACTION_ROW, NULL));
  g_assert_cmpstr (fixture.action, ==, "continue d-1");
  desk_ui_test_click (desk_ui_test_find (fixture.page, GTK_TYPE_BUTTON, "查看全部"));
  g_assert_cmpstr (fixture.action, ==, "page orders");
  tear_down (&fixture);
}

static void
test_details (void)
{
  GtkWidget *page = desk_order_page_new (NULL);
  GtkWindow *window = desk_ui_test_show (page, 860, 720);
  g_autoptr (DeskOrder) order = order_new (7, DESK_ORDER_IN_REVIEW);
  g_autoptr (DeskOrder) submitted = order_new (8, DESK_ORDER_SUBMITTED);

  desk_order_page_show_order (DESK_ORDER_PAGE (page), order);
  desk_ui_test_settle ();
  g_assert_true (desk_ui_test_has_text (page, "审核中"));
  g_assert_true (desk_ui_test_has_text (page, "¥400.00"));
  g_assert_null (desk_ui_test_find (page, GTK_TYPE_BUTTON, "撤回申请"));
  desk_ui_test_audit_names (page);
  desk_ui_test_audit_clipping (page);

  desk_order_page_show_order (DESK_ORDER_PAGE (page), submitted);
  desk_ui_test_settle ();
  g_assert_nonnull (desk_ui_test_find (page, GTK_TYPE_BUTTON, "撤回申请"));
  desk_ui_test_screenshot (window, "order");
  desk_ui_test_set_dark (TRUE);
  desk_ui_test_screenshot (window, "order-dark");
  desk_ui_test_set_dark (FALSE);
  desk_ui_test_set_text_scale (2.0);
  desk_ui_test_screenshot (window, "order-200");
  desk_ui_test_audit_clipping (page);
  desk_ui_test_set_text_scale (1.0);
  desk_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/orders-page/empty", test_empty);
  g_test_add_func ("/ui/orders-page/list", test_list);
  g_test_add_func ("/ui/orders-page/load-more", test_load_more);
  g_test_add_func ("/ui/orders-page/unreachable", test_unreachable);
  g_test_add_func ("/ui/order-rows/drafted-once", test_drafted_once);
  g_test_add_func ("/ui/home-page/latest-orders", test_home);
  g_test_add_func ("/ui/order-page/details", test_details);
  return g_test_run ();
}
