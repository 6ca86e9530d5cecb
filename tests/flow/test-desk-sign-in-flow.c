/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-flow-fixture.h"
#include "desk-test-async.h"
#include "desk-test-files.h"

static gboolean
request_code (DeskSignInFlow *flow, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_sign_in_flow_request_code_async (flow, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_sign_in_flow_request_code_finish (flow, result, error);
}

static gboolean
sign_in (DeskSignInFlow *flow, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_sign_in_flow_sign_in_async (flow, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_sign_in_flow_sign_in_finish (flow, result, error);
}

static void
test_code (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskSignInFlow) flow = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture == NULL)
    return;

  flow = desk_flows_new_sign_in (fixture->flows);
  desk_sign_in_flow_set_phone (flow, "1380013");
  g_assert_false (request_code (flow, &error));
  g_assert_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_FIELDS);
  g_assert_cmpint (desk_issues_find (desk_sign_in_flow_get_issues (flow), "phone"), !=,
                   DESK_FIELD_OK);
  g_clear_error (&error);

  /* As people write it. */
  desk_sign_in_flow_set_phone (flow, "+86 138 0013 8000");
  g_assert_true (request_code (flow, &error));
  g_assert_cmpuint (desk_issues_get_size (desk_sign_in_flow_get_issues (flow)), ==, 0);

  desk_sign_in_flow_set_code (flow, "12");
  g_assert_false (sign_in (flow, &error));
  g_assert_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_FIELDS);
  g_assert_cmpint (desk_issues_find (desk_sign_in_flow_get_issues (flow), "code"), !=,
                   DESK_FIELD_OK);
  g_clear_error (&error);

  code = desk_test_backend_get_code (fixture->backend, DESK_FLOW_FIXTURE_PHONE);
  desk_sign_in_flow_set_code (flow, g_str_equal (code, "123456") ? "654321" : "123456");
  g_assert_false (sign_in (flow, &error));
  g_assert_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_CODE_WRONG);
  g_assert_null (desk_flows_get_account (fixture->flows));
  g_clear_error (&error);

  desk_sign_in_flow_set_code (flow, code);
  sign_in (flow, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (desk_sign_in_flow_get_code (flow), ==, "");
  g_assert_true (desk_account_get_created (desk_flows_get_account (fixture->flows)));
  g_assert_cmpstr (desk_account_get_phone (desk_flows_get_account (fixture->flows)), ==,
                   "138****8000");
}

/* The server's own limit: the count runs down by itself. */
static void
test_limited (void)
{
  g_autoptr (DeskTestBackend) backend = NULL;
  g_autoptr (DeskFlows) flows = NULL;
  g_autoptr (DeskSignInFlow) flow = NULL;
  g_autofree char *data_dir = NULL;
  g_autoptr (GError) error = NULL;
  guint seconds;

  if (!desk_test_backend_is_built ()) {
    g_test_skip ("certdeskd was not built");
    return;
  }

  backend = desk_test_backend_start_with ("sms_resend_seconds=30\n");
  data_dir = g_dir_make_tmp ("desk-flow-XXXXXX", NULL);
  flows = desk_flows_new (
      &(DeskFlowsConfig){ .server = desk_test_backend_get_url (backend), .data_dir = data_dir },
      &error);
  g_assert_no_error (error);
  flow = desk_flows_new_sign_in (flows);
  desk_sign_in_flow_set_phone (flow, DESK_FLOW_FIXTURE_PHONE);
  g_assert_true (request_code (flow, &error));
  seconds = desk_sign_in_flow_get_resend_seconds (flow);
  g_assert_cmpuint (seconds, >, 0);

  g_assert_false (request_code (flow, &error));
  g_assert_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_LIMITED);
  g_assert_cmpuint (desk_sign_in_flow_get_retry_seconds (flow), >, 0);
  g_assert_cmpuint (desk_sign_in_flow_get_retry_seconds (flow), <=, 30);
  while (desk_sign_in_flow_get_resend_seconds (flow) == seconds)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (desk_sign_in_flow_get_resend_seconds (flow), <, seconds);
  desk_flows_close (flows);
  desk_test_files_remove (data_dir);
}

static void
test_busy (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskSignInFlow) flow = NULL;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture == NULL)
    return;

  flow = desk_flows_new_sign_in (fixture->flows);
  desk_sign_in_flow_set_phone (flow, DESK_FLOW_FIXTURE_PHONE);
  desk_sign_in_flow_request_code_async (flow, NULL, desk_test_async_ready, &first);
  g_assert_true (desk_sign_in_flow_get_busy (flow));
  g_assert_false (request_code (flow, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  desk_test_async_wait (&first);
  g_assert_true (desk_sign_in_flow_request_code_finish (flow, first, NULL));
  g_assert_false (desk_sign_in_flow_get_busy (flow));
}

/* A driver that is not there is a state the page shows, not an error. */
static void
test_missing_module (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, "/nonexistent/module.so");
  g_autoptr (DeskSignInFlow) flow = NULL;

  if (fixture == NULL)
    return;

  flow = desk_flows_new_sign_in (fixture->flows);
  desk_sign_in_flow_set_watching (flow, TRUE);
  while (desk_sign_in_flow_get_key_state (flow) == DESK_KEY_STATE_READING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (desk_sign_in_flow_get_key_state (flow), ==, DESK_KEY_STATE_MODULE_MISSING);
  g_assert_cmpuint (g_list_model_get_n_items (desk_sign_in_flow_get_certificates (flow)), ==, 0);
}

static void
test_wrong_configuration (void)
{
  g_autofree char *data_dir = g_dir_make_tmp ("desk-flow-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (data_dir, "file", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (
      desk_flows_new (&(DeskFlowsConfig){ .server = "nowhere", .data_dir = data_dir }, &error));
  g_assert_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_DRAFT);
  g_clear_error (&error);

  g_file_set_contents (file, "", 0, NULL);
  g_assert_null (desk_flows_new (
      &(DeskFlowsConfig){ .server = "http://127.0.0.1:1", .data_dir = file }, &error));
  g_assert_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_DRAFT);
  desk_test_files_remove (data_dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/sign-in-flow/code", test_code);
  g_test_add_func ("/flow/sign-in-flow/limited", test_limited);
  g_test_add_func ("/flow/sign-in-flow/busy", test_busy);
  g_test_add_func ("/flow/sign-in-flow/missing-module", test_missing_module);
  g_test_add_func ("/flow/flows/wrong-configuration", test_wrong_configuration);
  return g_test_run ();
}
