/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-flow-fixture.h"
#include "desk-test-async.h"

static guint
count_drafts (DeskOrdersFlow *orders)
{
  return g_list_model_get_n_items (desk_orders_flow_get_drafts (orders));
}

static void
refresh (DeskOrdersFlow *orders)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_orders_flow_refresh_async (orders, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  desk_orders_flow_refresh_finish (orders, result, &error);
  g_assert_no_error (error);
}

static void
test_whole_way (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskOrdersFlow) orders = NULL;
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autoptr (DeskOrder) listed = NULL;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_EVIDENCE);
  g_assert_cmpint (desk_apply_flow_get_verdict (flow), ==, DESK_VERDICT_VALID);
  g_assert_nonnull (desk_apply_flow_get_contract_pdf (flow));
  g_assert_cmpuint (g_list_model_get_n_items (desk_apply_flow_get_signatures (flow)), >=, 2);
  g_assert_cmpint (desk_application_get_step (desk_apply_flow_get_application (flow)), ==,
                   DESK_STEP_CONTRACT);
  g_assert_cmpint (desk_apply_flow_get_price_fen (flow, 1), >, 0);

  desk_flow_fixture_go (fixture, flow, DESK_STEP_CONTRACT, DESK_STEP_REVIEW);
  g_assert_cmpint (desk_order_get_state (desk_apply_flow_get_order (flow)), ==,
                   DESK_ORDER_SUBMITTED);

  orders = desk_flows_new_orders (fixture->flows);
  refresh (orders);
  g_assert_cmpuint (count_drafts (orders), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (desk_orders_flow_get_orders (orders)), ==, 1);
  listed = g_list_model_get_item (desk_orders_flow_get_orders (orders), 0);
  g_assert_cmpstr (desk_order_get_holder (listed), ==, "张*");
  g_assert_cmpint (desk_order_get_state (listed), ==, DESK_ORDER_SUBMITTED);
  desk_test_async_settle ();
  g_assert_finalize_object (g_steal_pointer (&flow));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/apply-flow/whole-way", test_whole_way);
  return g_test_run ();
}
