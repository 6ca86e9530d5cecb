/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-flow-fixture.h"
#include "desk-test-async.h"

#include <string.h>

static gboolean
refresh (DeskOrdersFlow *orders, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_orders_flow_refresh_async (orders, NULL, desk_test_async_ready, &result);
  g_assert_true (desk_orders_flow_get_busy (orders));
  desk_test_async_wait (&result);
  g_assert_false (desk_orders_flow_get_busy (orders));
  return desk_orders_flow_refresh_finish (orders, result, error);
}

static DeskOrder *
act (DeskOrdersFlow *orders, DeskOrder *order, DeskOrderActions action, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_orders_flow_act_async (orders, order, action, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_orders_flow_act_finish (orders, result, error);
}

static DeskOrder *
load (DeskOrdersFlow *orders, const char *order_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_orders_flow_load_order_async (orders, order_id, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_orders_flow_load_order_finish (orders, result, error);
}

static void
check_contract (DeskOrdersFlow *orders, const char *order_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListModel) reports = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;

  desk_orders_flow_load_contract_async (orders, order_id, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  pdf = desk_orders_flow_load_contract_finish (orders, result, &reports, &error);
  g_assert_no_error (error);
  g_assert_true (memcmp (g_bytes_get_data (pdf, NULL), "%PDF-", 5) == 0);
  g_assert_cmpuint (g_list_model_get_n_items (reports), >=, 2);
}

static void
test_submitted (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskOrdersFlow) orders = NULL;
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autoptr (DeskOrder) submitted = NULL;
  g_autoptr (DeskOrder) withdrawn = NULL;
  g_autoptr (DeskOrder) listed = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_REVIEW);

  orders = desk_flows_new_orders (fixture->flows);
  g_assert_true (refresh (orders, NULL));
  g_assert_false (desk_orders_flow_get_has_more (orders));
  submitted = load (orders, desk_order_get_id (desk_apply_flow_get_order (flow)), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (desk_order_get_n_events (submitted), >=, 2);
  check_contract (orders, desk_order_get_id (submitted));

  g_assert_null (act (orders, submitted, DESK_ORDER_ACTION_CANCEL, &error));
  g_assert_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_NOT_ALLOWED);
  g_clear_error (&error);

  withdrawn = act (orders, submitted, DESK_ORDER_ACTION_WITHDRAW, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_order_get_state (withdrawn), ==, DESK_ORDER_DRAFT);
  listed = g_list_model_get_item (desk_orders_flow_get_orders (orders), 0);
  g_assert_true (listed == withdrawn);

  /* Asked again with the state that was shown before: the first answer comes again. */
  g_clear_object (&listed);
  listed = act (orders, submitted, DESK_ORDER_ACTION_WITHDRAW, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_order_get_state (listed), ==, DESK_ORDER_DRAFT);

  g_assert_null (load (orders, "01a203f8-1e10-7d3c-83db-2750ffd2d8f9", &error));
  g_assert_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_NOT_ALLOWED);
}

static void
test_drafts (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (FALSE, NULL);
  g_autoptr (DeskOrdersFlow) orders = NULL;
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autoptr (DeskDraftSummary) draft = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) deleted = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  desk_flow_fixture_fill (fixture, flow, DESK_STEP_IDENTITY);
  desk_apply_flow_save_async (flow, NULL, desk_test_async_ready, &saved);
  desk_test_async_wait (&saved);
  g_assert_true (desk_apply_flow_save_finish (flow, saved, NULL));
  g_assert_false (desk_apply_flow_get_save_failed (flow));

  /* They are shown without a network, too. */
  desk_test_proxy_set_mode (fixture->proxy, DESK_TEST_PROXY_CUT);
  orders = desk_flows_new_orders (fixture->flows);
  g_assert_false (refresh (orders, &error));
  g_assert_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_UNREACHABLE);
  g_clear_error (&error);
  g_assert_cmpuint (g_list_model_get_n_items (desk_orders_flow_get_drafts (orders)), ==, 1);
  draft = g_list_model_get_item (desk_orders_flow_get_drafts (orders), 0);
  g_assert_cmpstr (desk_draft_summary_get_holder (draft), ==, "张*");
  g_assert_cmpint (desk_draft_summary_get_step (draft), ==, DESK_STEP_IDENTITY);
  g_assert_cmpint (desk_draft_summary_get_changed (draft), >, 0);
  g_assert_null (desk_draft_summary_get_order_number (draft));

  desk_orders_flow_delete_draft_async (orders, desk_draft_summary_get_id (draft), NULL,
                                       desk_test_async_ready, &deleted);
  desk_test_async_wait (&deleted);
  desk_orders_flow_delete_draft_finish (orders, deleted, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (desk_orders_flow_get_drafts (orders)), ==, 0);
}

static guint
count_drafts (DeskOrdersFlow *orders)
{
  return g_list_model_get_n_items (desk_orders_flow_get_drafts (orders));
}

static void
save (DeskApplyFlow *flow)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_apply_flow_save_async (flow, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  desk_apply_flow_save_finish (flow, result, &error);
  g_assert_no_error (error);
}

static void
assert_does_not_open (DeskFlowFixture *fixture, const char *draft_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_flows_open_application_async (fixture->flows, draft_id, NULL, desk_test_async_ready,
                                     &result);
  desk_test_async_wait (&result);
  g_assert_null (desk_flows_open_application_finish (fixture->flows, result, &error));
  g_assert_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_DRAFT);
}

#define OTHER_PHONE "13900139000"

/* Two persons at one computer. */
static void
test_owner (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskOrdersFlow) orders = NULL;
  g_autoptr (DeskOrdersFlow) others = NULL;
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autofree char *draft_id = NULL;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  draft_id = g_strdup (desk_application_get_id (desk_apply_flow_get_application (flow)));
  desk_flow_fixture_fill (fixture, flow, DESK_STEP_IDENTITY);
  save (flow);
  g_clear_object (&flow);
  desk_flow_fixture_sign_out (fixture);
  assert_does_not_open (fixture, draft_id);

  desk_flow_fixture_sign_in_as (fixture, OTHER_PHONE);
  others = desk_flows_new_orders (fixture->flows);
  g_assert_true (refresh (others, NULL));
  g_assert_cmpuint (count_drafts (others), ==, 0);
  assert_does_not_open (fixture, draft_id);
  desk_flow_fixture_sign_out (fixture);

  desk_flow_fixture_sign_in (fixture);
  orders = desk_flows_new_orders (fixture->flows);
  g_assert_true (refresh (orders, NULL));
  g_assert_cmpuint (count_drafts (orders), ==, 1);
  flow = desk_flow_fixture_open (fixture, draft_id);
  g_assert_nonnull (flow);
}

/* A draft of before drafts had an owner belongs to who opens it first. */
static void
test_no_owner (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskOrdersFlow) orders = NULL;
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autofree char *draft_id = NULL;

  if (fixture == NULL)
    return;

  flow = desk_flow_fixture_open (fixture, NULL);
  g_assert_null (desk_application_get_owner (desk_apply_flow_get_application (flow)));
  draft_id = g_strdup (desk_application_get_id (desk_apply_flow_get_application (flow)));
  save (flow);
  g_clear_object (&flow);

  desk_flow_fixture_sign_in_as (fixture, OTHER_PHONE);
  orders = desk_flows_new_orders (fixture->flows);
  g_assert_true (refresh (orders, NULL));
  g_assert_cmpuint (count_drafts (orders), ==, 1);
  flow = desk_flow_fixture_open (fixture, draft_id);
  g_clear_object (&flow);
  desk_flow_fixture_sign_out (fixture);

  desk_flow_fixture_sign_in (fixture);
  assert_does_not_open (fixture, draft_id);
}

/* What was withdrawn is gone on with, and submitted again. */
static void
test_comes_back (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskOrdersFlow) orders = NULL;
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autoptr (DeskApplyFlow) again = NULL;
  g_autoptr (DeskOrder) withdrawn = NULL;
  g_autoptr (GError) error = NULL;
  const char *draft_id;
  DeskOrder *order;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_REVIEW);
  order = desk_apply_flow_get_order (flow);
  orders = desk_flows_new_orders (fixture->flows);
  g_assert_true (refresh (orders, NULL));
  g_assert_cmpuint (count_drafts (orders), ==, 0);

  withdrawn = act (orders, order, DESK_ORDER_ACTION_WITHDRAW, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_drafts (orders), ==, 1);
  draft_id = desk_orders_flow_find_draft (orders, desk_order_get_id (order));
  g_assert_cmpstr (draft_id, ==, desk_application_get_id (desk_apply_flow_get_application (flow)));

  again = desk_flow_fixture_open (fixture, draft_id);
  g_assert_cmpint (desk_application_get_step (desk_apply_flow_get_application (again)), ==,
                   DESK_STEP_REVIEW);
  desk_flow_fixture_go (fixture, again, DESK_STEP_REVIEW, DESK_STEP_REVIEW);
  g_assert_cmpint (desk_order_get_state (desk_apply_flow_get_order (again)), ==,
                   DESK_ORDER_SUBMITTED);
  g_assert_true (refresh (orders, NULL));
  g_assert_cmpuint (count_drafts (orders), ==, 0);
}

/* It goes on where something is missing. */
static void
test_comes_back_incomplete (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autoptr (DeskApplyFlow) again = NULL;
  DeskApplication *application;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  application = desk_apply_flow_get_application (flow);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_REVIEW);
  desk_delivery_set_address (desk_application_get_delivery (application), "");
  save (flow);

  again = desk_flow_fixture_open (fixture, desk_application_get_id (application));
  g_assert_cmpint (desk_application_get_step (desk_apply_flow_get_application (again)), ==,
                   DESK_STEP_DELIVERY);
}

/* Until the order cannot come back any more. */
static void
test_decided (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskOrdersFlow) orders = NULL;
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autofree char *order_id = NULL;
  g_autofree char *draft_id = NULL;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  draft_id = g_strdup (desk_application_get_id (desk_apply_flow_get_application (flow)));
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_REVIEW);
  order_id = g_strdup (desk_order_get_id (desk_apply_flow_get_order (flow)));
  g_clear_object (&flow);

  orders = desk_flows_new_orders (fixture->flows);
  desk_flow_fixture_change_server (fixture, "UPDATE service_order SET state = 'RETURNED'");
  g_assert_true (refresh (orders, NULL));
  g_assert_cmpuint (count_drafts (orders), ==, 1);
  desk_flow_fixture_change_server (fixture, "UPDATE service_order SET state = 'IN_REVIEW'");
  g_assert_true (refresh (orders, NULL));
  g_assert_cmpuint (count_drafts (orders), ==, 0);
  g_assert_cmpstr (desk_orders_flow_find_draft (orders, order_id), ==, draft_id);

  desk_flow_fixture_change_server (fixture, "UPDATE service_order SET state = 'APPROVED'");
  g_assert_true (refresh (orders, NULL));
  g_assert_null (desk_orders_flow_find_draft (orders, order_id));
  assert_does_not_open (fixture, draft_id);
}

/* One more than a page. */
#define N_ORDERS 21

static void
test_pages (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskOrdersFlow) orders = NULL;
  g_autoptr (GAsyncResult) more = NULL;
  g_autoptr (GAsyncResult) no_more = NULL;
  g_autoptr (DeskOrder) first = NULL;
  g_autoptr (DeskOrder) last = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *list;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  for (int i = 0; i < N_ORDERS; i++) {
    g_autoptr (DeskApplyFlow) flow = desk_flow_fixture_open (fixture, NULL);
    DeskApplicant *applicant
        = desk_application_get_applicant (desk_apply_flow_get_application (flow));
    g_autofree char *passport = g_strdup_printf ("E123456%02d", i);

    desk_flow_fixture_fill (fixture, flow, DESK_STEP_IDENTITY);
    desk_applicant_set_id_type (applicant, "05");
    desk_applicant_set_id_number (applicant, passport);
    desk_flow_fixture_complete (flow, DESK_STEP_IDENTITY, NULL, &error);
    g_assert_no_error (error);
  }

  orders = desk_flows_new_orders (fixture->flows);
  list = desk_orders_flow_get_orders (orders);
  g_assert_true (refresh (orders, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, N_ORDERS - 1);
  g_assert_true (desk_orders_flow_get_has_more (orders));

  desk_orders_flow_load_more_async (orders, NULL, desk_test_async_ready, &more);
  desk_test_async_wait (&more);
  g_assert_true (desk_orders_flow_load_more_finish (orders, more, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, N_ORDERS);
  g_assert_false (desk_orders_flow_get_has_more (orders));
  first = g_list_model_get_item (list, 0);
  last = g_list_model_get_item (list, N_ORDERS - 1);
  g_assert_cmpstr (desk_order_get_id (first), !=, desk_order_get_id (last));
  g_assert_cmpint (desk_order_get_created (first), >=, desk_order_get_created (last));

  desk_orders_flow_load_more_async (orders, NULL, desk_test_async_ready, &no_more);
  desk_test_async_wait (&no_more);
  g_assert_true (desk_orders_flow_load_more_finish (orders, no_more, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, N_ORDERS);

  g_assert_true (refresh (orders, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, N_ORDERS - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/orders-flow/submitted", test_submitted);
  g_test_add_func ("/flow/orders-flow/drafts", test_drafts);
  g_test_add_func ("/flow/orders-flow/owner", test_owner);
  g_test_add_func ("/flow/orders-flow/no-owner", test_no_owner);
  g_test_add_func ("/flow/orders-flow/comes-back", test_comes_back);
  g_test_add_func ("/flow/orders-flow/comes-back-incomplete", test_comes_back_incomplete);
  g_test_add_func ("/flow/orders-flow/decided", test_decided);
  g_test_add_func ("/flow/orders-flow/pages", test_pages);
  return g_test_run ();
}
