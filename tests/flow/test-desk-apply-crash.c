/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-flow-fixture.h"
#include "desk-test-async.h"

/* More requests than any step has, each lost twice. */
#define MAX_TRIES 40

static void
assert_lost (const GError *error)
{
  if (!g_error_matches (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_UNREACHABLE))
    g_error ("a lost request ended with: %s", error->message);
}

/* Repeats the very same call until it gets through, as a person does who presses the button again.
 */
static void
complete_at_last (DeskApplyFlow *flow, DeskStep step, const DeskStepConfirmation *confirmation)
{
  for (int i = 0; i < MAX_TRIES; i++) {
    g_autoptr (GError) error = NULL;

    if (desk_flow_fixture_complete (flow, step, confirmation, &error))
      return;
    assert_lost (error);
    g_assert_false (desk_apply_flow_get_online (flow));
  }

  g_assert_not_reached ();
}

static guint
count_orders (DeskFlowFixture *fixture)
{
  g_autoptr (DeskOrdersFlow) orders = desk_flows_new_orders (fixture->flows);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_orders_flow_refresh_async (orders, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  desk_orders_flow_refresh_finish (orders, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (desk_orders_flow_get_drafts (orders)), ==, 0);
  return g_list_model_get_n_items (desk_orders_flow_get_orders (orders));
}

/* The backend is killed around every single request of the whole way; nothing is done twice and
 * nothing is lost. */
static void
test_kill_at_every_request (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (FALSE, NULL);
  g_autoptr (DeskApplyFlow) flow = NULL;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);

  for (DeskStep step = DESK_STEP_IDENTITY; step <= DESK_STEP_REVIEW; step++) {
    g_autofree char *code = NULL;
    DeskStepConfirmation confirmation = { 0 };

    desk_test_proxy_set_mode (fixture->proxy, DESK_TEST_PROXY_PASS);
    desk_flow_fixture_fill (fixture, flow, step);
    if (step == DESK_STEP_EVIDENCE)
      confirmation.sms_code = code = desk_flow_fixture_request_code (fixture, flow);

    desk_test_proxy_set_mode (fixture->proxy, DESK_TEST_PROXY_KILL);
    complete_at_last (flow, step, &confirmation);
  }

  desk_test_proxy_set_mode (fixture->proxy, DESK_TEST_PROXY_PASS);
  g_assert_cmpint (desk_order_get_state (desk_apply_flow_get_order (flow)), ==,
                   DESK_ORDER_SUBMITTED);
  g_assert_cmpint (desk_apply_flow_get_verdict (flow), ==, DESK_VERDICT_VALID);
  g_assert_cmpuint (count_orders (fixture), ==, 1);
  g_assert_cmpuint (desk_test_proxy_get_n_kills (fixture->proxy), >=, 20);
}

/* The client ends after each step and goes on from its draft. */
static void
test_client_restarts (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autofree char *draft_id = NULL;

  if (fixture == NULL)
    return;

  for (DeskStep step = DESK_STEP_IDENTITY; step <= DESK_STEP_REVIEW; step++) {
    g_autoptr (DeskApplyFlow) flow = NULL;
    DeskApplication *application;

    desk_flow_fixture_sign_in (fixture);
    flow = desk_flow_fixture_open (fixture, draft_id);
    application = desk_apply_flow_get_application (flow);
    g_assert_cmpint (desk_application_get_step (application), ==, step);
    if (draft_id == NULL)
      draft_id = g_strdup (desk_application_get_id (application));

    desk_flow_fixture_go (fixture, flow, step, step);
    if (step == DESK_STEP_REVIEW)
      g_assert_cmpint (desk_order_get_state (desk_apply_flow_get_order (flow)), ==,
                       DESK_ORDER_SUBMITTED);
    g_clear_object (&flow);
    desk_flow_fixture_restart_client (fixture);
  }

  desk_flow_fixture_sign_in (fixture);
  g_assert_cmpuint (count_orders (fixture), ==, 1);
}

/* An edit is safe although nobody saved and the window closed at once. */
static void
test_edit_survives_close (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autofree char *draft_id = NULL;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  draft_id = g_strdup (desk_application_get_id (desk_apply_flow_get_application (flow)));
  desk_applicant_set_name (desk_application_get_applicant (desk_apply_flow_get_application (flow)),
                           "李四");
  desk_flows_close (fixture->flows);
  g_clear_object (&flow);
  desk_flow_fixture_restart_client (fixture);

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, draft_id);
  g_assert_cmpstr (desk_applicant_get_name (
                       desk_application_get_applicant (desk_apply_flow_get_application (flow))),
                   ==, "李四");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/apply-crash/kill-at-every-request", test_kill_at_every_request);
  g_test_add_func ("/flow/apply-crash/client-restarts", test_client_restarts);
  g_test_add_func ("/flow/apply-crash/edit-survives-close", test_edit_survives_close);
  return g_test_run ();
}
