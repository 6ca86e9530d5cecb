/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-flow-fixture.h"
#include "desk-test-async.h"

#include <string.h>

static void
assert_step_fails (DeskApplyFlow *flow,
                   DeskStep step,
                   const DeskStepConfirmation *confirmation,
                   DeskFlowError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (desk_flow_fixture_complete (flow, step, confirmation, &error));
  g_assert_error (error, DESK_FLOW_ERROR, (int) code);
}

static void
on_session_expired (DeskFlows *flows, guint *n_signals)
{
  /* Whoever listens sees that nobody is signed in any more. */
  g_assert_null (desk_flows_get_account (flows));
  (*n_signals)++;
}

static void
sign_out (DeskFlowFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_flows_sign_out_async (fixture->flows, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  desk_flows_sign_out_finish (fixture->flows, result, &error);
  g_assert_no_error (error);
}

/* The step goes on where it was after signing in again. */
static void
test_session_expires (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autoptr (GError) error = NULL;
  guint n_signals = 0;

  if (fixture == NULL)
    return;

  g_signal_connect (fixture->flows, "session-expired", G_CALLBACK (on_session_expired), &n_signals);
  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_IDENTITY);
  desk_flow_fixture_fill (fixture, flow, DESK_STEP_CONSENT);

  sign_out (fixture);
  g_assert_cmpuint (n_signals, ==, 0);
  assert_step_fails (flow, DESK_STEP_CONSENT, NULL, DESK_FLOW_ERROR_SESSION_EXPIRED);
  g_assert_cmpuint (n_signals, ==, 1);

  desk_flow_fixture_sign_in (fixture);
  desk_flow_fixture_complete (flow, DESK_STEP_CONSENT, NULL, &error);
  g_assert_no_error (error);
}

static void
test_network_comes_back (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (FALSE, NULL);
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  desk_flow_fixture_fill (fixture, flow, DESK_STEP_IDENTITY);

  desk_test_proxy_set_mode (fixture->proxy, DESK_TEST_PROXY_CUT);
  assert_step_fails (flow, DESK_STEP_IDENTITY, NULL, DESK_FLOW_ERROR_UNREACHABLE);
  g_assert_false (desk_apply_flow_get_online (flow));
  g_assert_false (desk_flows_get_online (fixture->flows));
  g_assert_nonnull (desk_flows_get_account (fixture->flows));

  desk_test_proxy_set_mode (fixture->proxy, DESK_TEST_PROXY_PASS);
  while (!desk_apply_flow_get_online (flow))
    g_main_context_iteration (NULL, TRUE);
  desk_flow_fixture_complete (flow, DESK_STEP_IDENTITY, NULL, &error);
  g_assert_no_error (error);
}

static void
test_local_fields (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskApplyFlow) flow = NULL;
  DeskApplication *application;

  if (fixture == NULL)
    return;

  flow = desk_flow_fixture_open (fixture, NULL);
  application = desk_apply_flow_get_application (flow);
  assert_step_fails (flow, DESK_STEP_IDENTITY, NULL, DESK_FLOW_ERROR_FIELDS);
  g_assert_cmpint (desk_issues_find (desk_apply_flow_get_issues (flow), "applicant.name"), ==,
                   DESK_FIELD_MISSING);

  desk_flow_fixture_fill (fixture, flow, DESK_STEP_IDENTITY);
  g_assert_true (desk_apply_flow_validate (flow, DESK_STEP_IDENTITY));
  g_assert_cmpuint (desk_issues_get_size (desk_apply_flow_get_issues (flow)), ==, 0);

  /* Nothing may be sent before the person was checked. */
  desk_flow_fixture_fill (fixture, flow, DESK_STEP_FORM);
  assert_step_fails (flow, DESK_STEP_FORM, NULL, DESK_FLOW_ERROR_NOT_ALLOWED);

  desk_flow_fixture_fill (fixture, flow, DESK_STEP_CONSENT);
  g_assert_nonnull (desk_application_get_consent_sha256 (application));
  g_assert_true (desk_apply_flow_set_agreed (flow, FALSE));
  g_assert_null (desk_application_get_consent_sha256 (application));
}

static void
test_codes (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  DeskStepConfirmation confirmation = { .sms_code = "12" };

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_CONSENT);
  desk_flow_fixture_fill (fixture, flow, DESK_STEP_EVIDENCE);

  assert_step_fails (flow, DESK_STEP_EVIDENCE, NULL, DESK_FLOW_ERROR_FIELDS);
  assert_step_fails (flow, DESK_STEP_EVIDENCE, &confirmation, DESK_FLOW_ERROR_FIELDS);
  g_assert_cmpint (desk_issues_find (desk_apply_flow_get_issues (flow), "sms_code"), !=,
                   DESK_FIELD_OK);

  code = desk_flow_fixture_request_code (fixture, flow);
  confirmation.sms_code = g_str_equal (code, "123456") ? "654321" : "123456";
  assert_step_fails (flow, DESK_STEP_EVIDENCE, &confirmation, DESK_FLOW_ERROR_CODE_WRONG);
  g_assert_cmpint (desk_issues_find (desk_apply_flow_get_issues (flow), "sms_code"), !=,
                   DESK_FIELD_OK);
  /* The pictures are there; only the code is asked for again. */
  g_assert_cmpint (desk_attachment_get_state (desk_application_get_attachment (
                       desk_apply_flow_get_application (flow), DESK_ATTACHMENT_ID_FRONT)),
                   ==, DESK_ATTACHMENT_UPLOADED);

  confirmation.sms_code = code;
  desk_flow_fixture_complete (flow, DESK_STEP_EVIDENCE, &confirmation, &error);
  g_assert_no_error (error);
}

/* Another signature, another person: the contract that was there is not taken. */
static void
test_edits_after_the_contract (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autofree char *first_sha256 = NULL;
  g_autofree char *first_order = NULL;
  DeskApplication *application;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  application = desk_apply_flow_get_application (flow);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_CONTRACT);
  first_sha256 = g_strdup (desk_application_get_contract_sha256 (application));
  first_order = g_strdup (desk_application_get_order_id (application));

  /* Ink is added to. */
  desk_flow_fixture_go (fixture, flow, DESK_STEP_EVIDENCE, DESK_STEP_EVIDENCE);
  g_assert_cmpstr (desk_application_get_contract_sha256 (application), !=, first_sha256);
  g_assert_cmpstr (desk_application_get_order_id (application), ==, first_order);

  desk_applicant_set_name (desk_application_get_applicant (application), "李四");
  desk_applicant_set_id_number (desk_application_get_applicant (application), "110105199001011232");
  assert_step_fails (flow, DESK_STEP_CONSENT, NULL, DESK_FLOW_ERROR_NOT_ALLOWED);
  g_assert_true (desk_flow_fixture_complete (flow, DESK_STEP_IDENTITY, NULL, NULL));
  g_assert_cmpstr (desk_application_get_order_id (application), !=, first_order);
  /* The pictures belong to the new order now. */
  desk_flow_fixture_go (fixture, flow, DESK_STEP_CONSENT, DESK_STEP_REVIEW);
  g_assert_cmpstr (desk_order_get_holder (desk_apply_flow_get_order (flow)), ==, "李*");
}

/* A correction of the name or the mobile number goes on with the same order, signed anew. */
static void
test_corrections (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autofree char *order = NULL;
  DeskApplication *application;
  DeskApplicant *applicant;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  application = desk_apply_flow_get_application (flow);
  applicant = desk_application_get_applicant (application);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_CONTRACT);
  order = g_strdup (desk_application_get_order_id (application));

  desk_applicant_set_name (applicant, "李四");
  g_assert_true (desk_flow_fixture_complete (flow, DESK_STEP_IDENTITY, NULL, NULL));
  g_assert_cmpstr (desk_application_get_order_id (application), ==, order);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_CONSENT, DESK_STEP_CONTRACT);

  desk_applicant_set_mobile (applicant, "13900139000");
  g_assert_true (desk_flow_fixture_complete (flow, DESK_STEP_IDENTITY, NULL, NULL));
  g_assert_cmpstr (desk_application_get_order_id (application), ==, order);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_CONSENT, DESK_STEP_REVIEW);
  g_assert_cmpstr (desk_order_get_holder (desk_apply_flow_get_order (flow)), ==, "李*");
}

/* The text was replaced at the server since it was read here. */
static void
test_another_text (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autofree char *sha256 = g_strnfill (64, '0');
  DeskApplication *application;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  application = desk_apply_flow_get_application (flow);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_IDENTITY);
  desk_flow_fixture_fill (fixture, flow, DESK_STEP_CONSENT);
  desk_application_set_consent (application, "zh_CN-0", sha256, 1000);

  assert_step_fails (flow, DESK_STEP_CONSENT, NULL, DESK_FLOW_ERROR_FIELDS);
  g_assert_null (desk_application_get_consent_sha256 (application));
  g_assert_null (desk_apply_flow_get_contract_text (flow));
  desk_flow_fixture_go (fixture, flow, DESK_STEP_CONSENT, DESK_STEP_CONSENT);
}

/* The same draft in two windows: the contract of the first is not the one in force any more. */
static void
test_stale_contract (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autoptr (DeskApplyFlow) other = NULL;
  DeskApplication *application;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  application = desk_apply_flow_get_application (flow);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_EVIDENCE);
  other = desk_flow_fixture_open (fixture, desk_application_get_id (application));
  desk_flow_fixture_go (fixture, other, DESK_STEP_EVIDENCE, DESK_STEP_EVIDENCE);

  desk_flow_fixture_fill (fixture, flow, DESK_STEP_CONTRACT);
  assert_step_fails (flow, DESK_STEP_CONTRACT, NULL, DESK_FLOW_ERROR_CONFLICT);
  g_assert_null (desk_application_get_contract_sha256 (application));
}

static GFile *
write_file (DeskFlowFixture *fixture, const char *name, const char *begin, gsize length)
{
  g_autofree char *path = g_build_filename (fixture->data_dir, name, NULL);
  g_autofree char *content = g_malloc0 (length);
  g_autoptr (GError) error = NULL;

  memcpy (content, begin, strlen (begin));
  g_file_set_contents (path, content, (gssize) length, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static void
assert_refused (DeskApplyFlow *flow, GFile *file, DeskFieldProblem problem)
{
  DeskAttachment *attachment = desk_application_get_attachment (
      desk_apply_flow_get_application (flow), DESK_ATTACHMENT_ID_BACK);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_apply_flow_choose_file_async (flow, DESK_ATTACHMENT_ID_BACK, file, NULL,
                                     desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_assert_false (desk_apply_flow_choose_file_finish (flow, result, &error));
  g_assert_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_FIELDS);
  g_assert_cmpint (desk_attachment_get_state (attachment), ==, DESK_ATTACHMENT_FAILED);
  g_assert_cmpint (desk_attachment_get_problem (attachment), ==, problem);
  g_assert_cmpint (desk_issues_find (desk_apply_flow_get_issues (flow), "attachments.id_back"), ==,
                   problem);
}

static void
test_pictures (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autoptr (GFile) small = NULL;
  g_autoptr (GFile) large = NULL;
  g_autoptr (GFile) film = NULL;
  g_autoptr (GFile) text = NULL;
  g_autoptr (GFile) missing = NULL;
  g_autoptr (GFile) good = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (fixture == NULL)
    return;

  flow = desk_flow_fixture_open (fixture, NULL);
  small = write_file (fixture, "small.jpg", "\xff\xd8\xff", 1000);
  large = write_file (fixture, "large.jpg", "\xff\xd8\xff", 2 * 1024 * 1024);
  film = write_file (fixture, "film.jpg", "\xff\xd8\xff", 20 * 1024 * 1024);
  text = write_file (fixture, "text.jpg", "Dear Sir", 200 * 1024);
  missing = g_file_new_for_path ("/nonexistent/picture.jpg");

  assert_refused (flow, small, DESK_FIELD_FILE_TOO_SMALL);
  assert_refused (flow, large, DESK_FIELD_FILE_TOO_LARGE);
  assert_refused (flow, film, DESK_FIELD_FILE_TOO_LARGE);
  assert_refused (flow, text, DESK_FIELD_FILE_BAD_TYPE);
  assert_refused (flow, missing, DESK_FIELD_FILE_DAMAGED);

  good = desk_flow_fixture_make_picture (fixture->data_dir, 9);
  desk_apply_flow_choose_file_async (flow, DESK_ATTACHMENT_ID_BACK, good, NULL,
                                     desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_assert_true (desk_apply_flow_choose_file_finish (flow, result, NULL));
  g_assert_cmpuint (desk_issues_get_size (desk_apply_flow_get_issues (flow)), ==, 0);
  g_assert_cmpint (desk_apply_flow_get_saved_time (flow), >, 0);
}

/* It begins like a picture; only the server can say that it is none. */
static void
test_damaged_picture (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  DeskStepConfirmation confirmation = { .sms_code = "123456" };
  DeskAttachment *attachment;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_CONSENT);
  desk_flow_fixture_fill (fixture, flow, DESK_STEP_EVIDENCE);
  file = write_file (fixture, "damaged.jpg", "\xff\xd8\xff\xe0", 200 * 1024);
  desk_apply_flow_choose_file_async (flow, DESK_ATTACHMENT_ID_BACK, file, NULL,
                                     desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_assert_true (desk_apply_flow_choose_file_finish (flow, result, NULL));

  assert_step_fails (flow, DESK_STEP_EVIDENCE, &confirmation, DESK_FLOW_ERROR_FIELDS);
  attachment = desk_application_get_attachment (desk_apply_flow_get_application (flow),
                                                DESK_ATTACHMENT_ID_BACK);
  g_assert_cmpint (desk_attachment_get_state (attachment), ==, DESK_ATTACHMENT_FAILED);
  g_assert_cmpint (desk_attachment_get_problem (attachment), ==, DESK_FIELD_FILE_DAMAGED);
  g_assert_nonnull (desk_attachment_get_content (attachment));
}

static void
test_one_step_at_a_time (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture == NULL)
    return;

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  desk_flow_fixture_fill (fixture, flow, DESK_STEP_IDENTITY);
  desk_apply_flow_complete_step_async (flow, DESK_STEP_IDENTITY, NULL, cancellable,
                                       desk_test_async_ready, &first);
  g_assert_true (desk_apply_flow_get_busy (flow));
  desk_apply_flow_complete_step_async (flow, DESK_STEP_IDENTITY, NULL, NULL, desk_test_async_ready,
                                       &second);
  desk_test_async_wait (&second);
  g_assert_false (desk_apply_flow_complete_step_finish (flow, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  desk_test_async_wait (&first);
  g_assert_false (desk_apply_flow_complete_step_finish (flow, first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (desk_apply_flow_get_busy (flow));
}

/* A root that was pinned before is not replaced by what the server has now. */
static void
test_foreign_trust (void)
{
  g_autoptr (DeskFlowFixture) fixture = desk_flow_fixture_new (TRUE, NULL);
  g_autoptr (DeskTestBackend) stranger = NULL;
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autofree char *path = NULL;
  g_autofree char *root = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  DeskStepConfirmation confirmation = { 0 };

  if (fixture == NULL)
    return;

  stranger = desk_test_backend_start ();
  root = desk_test_backend_get_root (stranger);
  path = g_build_filename (fixture->data_dir, "trust.pem", NULL);
  g_file_set_contents (path, root, -1, &error);
  g_assert_no_error (error);

  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_CONSENT);
  desk_flow_fixture_fill (fixture, flow, DESK_STEP_EVIDENCE);
  confirmation.sms_code = code = desk_flow_fixture_request_code (fixture, flow);
  assert_step_fails (flow, DESK_STEP_EVIDENCE, &confirmation, DESK_FLOW_ERROR_CONTRACT_INVALID);
  g_assert_cmpint (desk_apply_flow_get_verdict (flow), ==, DESK_VERDICT_INVALID);
  g_assert_null (desk_application_get_contract_sha256 (desk_apply_flow_get_application (flow)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/apply-failures/session-expires", test_session_expires);
  g_test_add_func ("/flow/apply-failures/network-comes-back", test_network_comes_back);
  g_test_add_func ("/flow/apply-failures/local-fields", test_local_fields);
  g_test_add_func ("/flow/apply-failures/codes", test_codes);
  g_test_add_func ("/flow/apply-failures/edits-after-the-contract", test_edits_after_the_contract);
  g_test_add_func ("/flow/apply-failures/corrections", test_corrections);
  g_test_add_func ("/flow/apply-failures/another-text", test_another_text);
  g_test_add_func ("/flow/apply-failures/stale-contract", test_stale_contract);
  g_test_add_func ("/flow/apply-failures/pictures", test_pictures);
  g_test_add_func ("/flow/apply-failures/damaged-picture", test_damaged_picture);
  g_test_add_func ("/flow/apply-failures/one-step-at-a-time", test_one_step_at_a_time);
  g_test_add_func ("/flow/apply-failures/foreign-trust", test_foreign_trust);
  return g_test_run ();
}
