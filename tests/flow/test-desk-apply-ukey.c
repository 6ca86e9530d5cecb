/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-flow-fixture.h"

#include "desk-key-error.h"
#include "desk-key-setup.h"
#include "desk-test-async.h"
#include "desk-test-token.h"
#include "desk-x509.h"

/* One token for the whole program: SoftHSM reads its configuration once. */
static DeskTestToken *token;

/* A key pair on the token and a certificate of the backend's CA for it, whose DER is returned. */
static GBytes *
make_key (DeskFlowFixture *fixture)
{
  g_autoptr (DeskKeySetup) setup = desk_key_setup_new (desk_flows_get_keys (fixture->flows), NULL);
  g_autoptr (DeskSecret) pin = desk_secret_new_from_string (DESK_TEST_TOKEN_PIN);
  g_autoptr (GAsyncResult) requested = NULL;
  g_autoptr (GAsyncResult) installed = NULL;
  g_autofree char *path = g_build_filename (fixture->data_dir, "request.pem", NULL);
  g_autofree char *request = NULL;
  g_autofree char *chain = NULL;
  X509 *certificate;
  GBytes *der;
  g_autoptr (GError) error = NULL;

  desk_key_setup_request_async (setup, pin, DESK_KEY_SETUP_P256, "sign", DESK_FLOW_FIXTURE_NAME,
                                NULL, desk_test_async_ready, &requested);
  desk_test_async_wait (&requested);
  request = desk_key_setup_request_finish (setup, requested, &error);
  g_assert_no_error (error);

  g_file_set_contents (path, request, -1, &error);
  g_assert_no_error (error);
  chain = desk_test_backend_issue (fixture->backend, path, DESK_FLOW_FIXTURE_PHONE,
                                   DESK_FLOW_FIXTURE_NAME);

  desk_key_setup_install_async (setup, pin, chain, NULL, desk_test_async_ready, &installed);
  desk_test_async_wait (&installed);
  desk_key_setup_install_finish (setup, installed, &error);
  g_assert_no_error (error);

  certificate = desk_x509_new_from_pem (chain, &error);
  g_assert_no_error (error);
  der = desk_x509_to_der (certificate);
  X509_free (certificate);
  return der;
}

/* Waits until the picker shows the certificate; earlier tests leave theirs on the token. */
static DeskKeyCertificate *
wait_for_certificate (GListModel *certificates, GBytes *der)
{
  for (;;) {
    for (guint i = 0; i < g_list_model_get_n_items (certificates); i++) {
      g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (certificates, i);

      if (g_bytes_equal (desk_key_certificate_get_der (certificate), der))
        return g_steal_pointer (&certificate);
    }
    g_main_context_iteration (NULL, TRUE);
  }
}

static gboolean
sign_in (DeskSignInFlow *flow, DeskKeyCertificate *certificate, const char *pin, GError **error)
{
  g_autoptr (DeskSecret) secret = desk_secret_new_from_string (pin);
  g_autoptr (GAsyncResult) result = NULL;

  desk_sign_in_flow_sign_in_with_key_async (flow, certificate, secret, NULL, desk_test_async_ready,
                                            &result);
  desk_test_async_wait (&result);
  return desk_sign_in_flow_sign_in_with_key_finish (flow, result, error);
}

static void
check_sign_in (DeskFlowFixture *fixture, GBytes *der)
{
  g_autoptr (DeskSignInFlow) flow = desk_flows_new_sign_in (fixture->flows);
  g_autoptr (DeskKeyCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  desk_sign_in_flow_set_watching (flow, TRUE);
  certificate = wait_for_certificate (desk_sign_in_flow_get_certificates (flow), der);
  g_assert_cmpint (desk_sign_in_flow_get_key_state (flow), ==, DESK_KEY_STATE_READY);
  g_assert_cmpstr (desk_key_certificate_get_holder (certificate), ==, DESK_FLOW_FIXTURE_NAME);
  desk_sign_in_flow_set_watching (flow, FALSE);

  g_assert_false (sign_in (flow, certificate, "654321", &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_PIN_WRONG);
  g_clear_error (&error);
  g_assert_null (desk_flows_get_account (fixture->flows));

  g_assert_false (sign_in (flow, certificate, "1", &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_PIN_LENGTH);
  g_clear_error (&error);

  sign_in (flow, certificate, DESK_TEST_TOKEN_PIN, &error);
  g_assert_no_error (error);
  g_assert_nonnull (desk_flows_get_account (fixture->flows));
}

/* The step is interrupted twice: by a wrong PIN, and by a key that is not there. */
static void
check_signing (DeskApplyFlow *flow, GBytes *der)
{
  g_autoptr (DeskSecret) wrong = desk_secret_new_from_string ("654321");
  g_autoptr (DeskSecret) right = desk_secret_new_from_string (DESK_TEST_TOKEN_PIN);
  g_autoptr (DeskKeyCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  DeskStepConfirmation confirmation = { 0 };

  g_assert_false (desk_flow_fixture_complete (flow, DESK_STEP_EVIDENCE, &confirmation, &error));
  g_assert_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_FIELDS);
  g_clear_error (&error);

  desk_apply_flow_set_watching (flow, TRUE);
  certificate = wait_for_certificate (desk_apply_flow_get_certificates (flow), der);
  confirmation.certificate = certificate;
  confirmation.pin = wrong;
  g_assert_false (desk_flow_fixture_complete (flow, DESK_STEP_EVIDENCE, &confirmation, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_PIN_WRONG);
  g_clear_error (&error);

  confirmation.pin = right;
  desk_test_token_pull_out (token);
  g_assert_false (desk_flow_fixture_complete (flow, DESK_STEP_EVIDENCE, &confirmation, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_REMOVED);
  g_clear_error (&error);
  while (g_list_model_get_n_items (desk_apply_flow_get_certificates (flow)) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (desk_apply_flow_get_key_state (flow), !=, DESK_KEY_STATE_READY);

  /* The certificate that was picked before is still meant. */
  desk_test_token_put_in (token);
  desk_flow_fixture_complete (flow, DESK_STEP_EVIDENCE, &confirmation, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_apply_flow_get_verdict (flow), ==, DESK_VERDICT_VALID);
}

static void
test_sign_in_and_sign (void)
{
  g_autoptr (DeskFlowFixture) fixture = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autoptr (DeskApplyFlow) flow = NULL;

  if (token == NULL) {
    g_test_skip ("SoftHSM2 is not on this machine");
    return;
  }
  fixture = desk_flow_fixture_new (TRUE, desk_test_token_get_module (token));
  if (fixture == NULL)
    return;

  der = make_key (fixture);
  check_sign_in (fixture, der);

  flow = desk_flow_fixture_open (fixture, NULL);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_CONSENT);
  desk_application_set_signing_mode (desk_apply_flow_get_application (flow), DESK_SIGNING_UKEY);
  desk_flow_fixture_fill (fixture, flow, DESK_STEP_EVIDENCE);
  check_signing (flow, der);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_CONTRACT, DESK_STEP_REVIEW);
  g_assert_cmpint (desk_order_get_state (desk_apply_flow_get_order (flow)), ==,
                   DESK_ORDER_SUBMITTED);
}

/* Requests of the step, each lost twice. */
#define MAX_TRIES 40

/* Also the answer to the signature is lost once: the signed contract that is there then is taken
 * over. */
static void
test_kill_while_signing (void)
{
  g_autoptr (DeskFlowFixture) fixture = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autoptr (DeskApplyFlow) flow = NULL;
  g_autoptr (DeskSecret) pin = desk_secret_new_from_string (DESK_TEST_TOKEN_PIN);
  g_autoptr (DeskKeyCertificate) certificate = NULL;
  DeskStepConfirmation confirmation = { .pin = pin };
  gboolean is_done = FALSE;

  if (token == NULL) {
    g_test_skip ("SoftHSM2 is not on this machine");
    return;
  }
  fixture = desk_flow_fixture_new (FALSE, desk_test_token_get_module (token));
  if (fixture == NULL)
    return;

  der = make_key (fixture);
  desk_flow_fixture_sign_in (fixture);
  flow = desk_flow_fixture_open (fixture, NULL);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_CONSENT);
  desk_application_set_signing_mode (desk_apply_flow_get_application (flow), DESK_SIGNING_UKEY);
  desk_flow_fixture_fill (fixture, flow, DESK_STEP_EVIDENCE);
  desk_apply_flow_set_watching (flow, TRUE);
  certificate = wait_for_certificate (desk_apply_flow_get_certificates (flow), der);
  confirmation.certificate = certificate;

  desk_test_proxy_set_mode (fixture->proxy, DESK_TEST_PROXY_KILL);
  for (int i = 0; i < MAX_TRIES && !is_done; i++) {
    g_autoptr (GError) error = NULL;

    is_done = desk_flow_fixture_complete (flow, DESK_STEP_EVIDENCE, &confirmation, &error);
    if (!is_done)
      g_assert_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_UNREACHABLE);
  }

  g_assert_true (is_done);
  g_assert_cmpint (desk_apply_flow_get_verdict (flow), ==, DESK_VERDICT_VALID);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  token = desk_test_token_new ("Applicant");
  g_test_add_func ("/flow/apply-ukey/sign-in-and-sign", test_sign_in_and_sign);
  g_test_add_func ("/flow/apply-ukey/kill-while-signing", test_kill_while_signing);
  result = g_test_run ();
  g_clear_pointer (&token, desk_test_token_free);
  return result;
}
