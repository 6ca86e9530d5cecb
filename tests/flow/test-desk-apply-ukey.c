/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-flow-fixture.h"

#include "desk-csr.h"
#include "desk-key-error.h"
#include "desk-key-setup.h"
#include "desk-test-async.h"
#include "desk-test-pki.h"
#include "desk-test-token.h"
#include "desk-x509.h"

/* One token for the whole program: SoftHSM reads its configuration once. */
static DeskTestToken *token;

/* Makes a key pair on the token; its request, which the caller frees. */
static char *
make_request (DeskKeySetup *setup)
{
  g_autoptr (DeskSecret) pin = desk_secret_new_from_string (DESK_TEST_TOKEN_PIN);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *request;

  desk_key_setup_request_async (setup, pin, DESK_KEY_SETUP_P256, "sign", DESK_FLOW_FIXTURE_NAME,
                                NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  request = desk_key_setup_request_finish (setup, result, &error);
  g_assert_no_error (error);
  return request;
}

static void
install (DeskKeySetup *setup, const char *pem)
{
  g_autoptr (DeskSecret) pin = desk_secret_new_from_string (DESK_TEST_TOKEN_PIN);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_key_setup_install_async (setup, pin, pem, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  desk_key_setup_install_finish (setup, result, &error);
  g_assert_no_error (error);
}

/* A key pair on the token and a certificate of the backend's CA for it, whose DER is returned. */
static GBytes *
make_key (DeskFlowFixture *fixture)
{
  g_autoptr (DeskKeySetup) setup = desk_key_setup_new (desk_flows_get_keys (fixture->flows), NULL);
  g_autofree char *path = g_build_filename (fixture->data_dir, "request.pem", NULL);
  g_autofree char *request = make_request (setup);
  g_autofree char *chain = NULL;
  X509 *certificate;
  GBytes *der;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, request, -1, &error);
  g_assert_no_error (error);
  chain = desk_test_backend_issue (fixture->backend, path, DESK_FLOW_FIXTURE_PHONE,
                                   DESK_FLOW_FIXTURE_NAME);
  install (setup, chain);

  certificate = desk_x509_new_from_pem (chain, &error);
  g_assert_no_error (error);
  der = desk_x509_to_der (certificate);
  X509_free (certificate);
  return der;
}

/* Likewise, of an authority that the backend does not know. */
static GBytes *
make_foreign_key (DeskFlowFixture *fixture)
{
  g_autoptr (DeskKeySetup) setup = desk_key_setup_new (desk_flows_get_keys (fixture->flows), NULL);
  g_autofree char *request = make_request (setup);
  g_autoptr (DeskTestIdentity) authority = desk_test_identity_new (
      &(DeskTestProfile){ .name = "Other", .is_ca = TRUE, .key_usage = DESK_TEST_CA });
  g_autoptr (DeskClock) clock = desk_clock_new_system ();
  gint64 now = desk_clock_now_seconds (clock);
  X509_REQ *parsed = desk_csr_parse (request, NULL);
  g_autoptr (DeskTestIdentity) identity
      = desk_test_identity_new (&(DeskTestProfile){ .name = DESK_FLOW_FIXTURE_NAME,
                                                    .issuer = authority,
                                                    .key_usage = DESK_TEST_SIGNER,
                                                    .subject_key = X509_REQ_get0_pubkey (parsed),
                                                    .not_before = now - DESK_TEST_DAY,
                                                    .not_after = now + 365 * DESK_TEST_DAY });
  g_autofree char *pem = desk_x509_to_pem (identity->certificate);

  install (setup, pem);
  X509_REQ_free (parsed);
  return desk_x509_to_der (identity->certificate);
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

/* Somebody used the PIN that everybody knows. */
static void
on_default_pin (guint *n_told, DeskKeyToken *told)
{
  g_assert_true (DESK_IS_KEY_TOKEN (told));
  (*n_told)++;
}

static void
check_sign_in (DeskFlowFixture *fixture, GBytes *der)
{
  DeskKeySettings *settings = desk_flows_get_key_settings (fixture->flows);
  g_autoptr (DeskSignInFlow) flow = desk_flows_new_sign_in (fixture->flows);
  g_autoptr (DeskKeyCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  desk_sign_in_flow_set_watching (flow, TRUE);
  certificate = wait_for_certificate (desk_sign_in_flow_get_certificates (flow), der);
  g_assert_true (desk_key_certificate_is_usable (certificate));
  g_assert_cmpstr (desk_key_certificate_get_holder (certificate), ==, DESK_FLOW_FIXTURE_NAME);
  desk_sign_in_flow_set_watching (flow, FALSE);

  g_assert_false (sign_in (flow, certificate, "654321", &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_PIN_WRONG);
  g_clear_error (&error);
  g_assert_null (desk_flows_get_account (fixture->flows));
  g_assert_null (desk_key_settings_get_last_certificate (settings));

  g_assert_false (sign_in (flow, certificate, "1", &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_PIN_LENGTH);
  g_clear_error (&error);

  sign_in (flow, certificate, DESK_TEST_TOKEN_PIN, &error);
  g_assert_no_error (error);
  g_assert_nonnull (desk_flows_get_account (fixture->flows));
  g_assert_cmpstr (desk_key_settings_get_last_token (settings), ==,
                   desk_key_certificate_get_token_serial (certificate));
  g_assert_cmpstr (desk_key_settings_get_last_certificate (settings), ==,
                   desk_key_certificate_get_serial (certificate));
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
  guint n_told = 0;

  if (token == NULL) {
    g_test_skip ("SoftHSM2 is not on this machine");
    return;
  }
  fixture = desk_flow_fixture_new (TRUE, desk_test_token_get_module (token));
  if (fixture == NULL)
    return;

  g_signal_connect_swapped (fixture->flows, "default-pin", G_CALLBACK (on_default_pin), &n_told);
  der = make_key (fixture);
  check_sign_in (fixture, der);
  g_assert_cmpuint (n_told, ==, 1);

  flow = desk_flow_fixture_open (fixture, NULL);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_IDENTITY, DESK_STEP_CONSENT);
  desk_application_set_signing_mode (desk_apply_flow_get_application (flow), DESK_SIGNING_UKEY);
  desk_flow_fixture_fill (fixture, flow, DESK_STEP_EVIDENCE);
  check_signing (flow, der);
  desk_flow_fixture_go (fixture, flow, DESK_STEP_CONTRACT, DESK_STEP_REVIEW);
  g_assert_cmpint (desk_order_get_state (desk_apply_flow_get_order (flow)), ==,
                   DESK_ORDER_SUBMITTED);

  /* It is told of once. */
  g_assert_cmpuint (n_told, ==, 1);
}

/* What the server says of a certificate is shown of it from then on. */
static void
test_untrusted (void)
{
  g_autoptr (DeskFlowFixture) fixture = NULL;
  g_autoptr (DeskSignInFlow) flow = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autoptr (DeskKeyCertificate) certificate = NULL;
  g_autoptr (DeskKeyCertificate) judged = NULL;
  g_autoptr (GError) error = NULL;
  guint n_told = 0;

  if (token == NULL) {
    g_test_skip ("SoftHSM2 is not on this machine");
    return;
  }
  fixture = desk_flow_fixture_new (TRUE, desk_test_token_get_module (token));
  if (fixture == NULL)
    return;

  g_signal_connect_swapped (fixture->flows, "default-pin", G_CALLBACK (on_default_pin), &n_told);
  der = make_foreign_key (fixture);
  flow = desk_flows_new_sign_in (fixture->flows);
  desk_sign_in_flow_set_watching (flow, TRUE);
  certificate = wait_for_certificate (desk_sign_in_flow_get_certificates (flow), der);
  g_assert_true (desk_key_certificate_is_usable (certificate));

  g_assert_false (sign_in (flow, certificate, DESK_TEST_TOKEN_PIN, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_UNTRUSTED);
  g_assert_cmpint (desk_key_error_get_pin_use (error), ==, DESK_PIN_USE_ACCEPTED);
  judged = wait_for_certificate (desk_sign_in_flow_get_certificates (flow), der);
  g_assert_cmpint (desk_key_certificate_get_state (judged), ==, DESK_KEY_STATE_UNTRUSTED);

  /* Nobody has signed in. */
  g_assert_cmpuint (n_told, ==, 0);
  g_assert_null (desk_key_settings_get_last_token (desk_flows_get_key_settings (fixture->flows)));
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
  g_test_add_func ("/flow/apply-ukey/untrusted", test_untrusted);
  g_test_add_func ("/flow/apply-ukey/kill-while-signing", test_kill_while_signing);
  result = g_test_run ();
  g_clear_pointer (&token, desk_test_token_free);
  return result;
}
