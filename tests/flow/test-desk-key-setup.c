/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-keys-fixture.h"

#include "desk-csr.h"
#include "desk-key-setup.h"
#include "desk-test-async.h"
#include "desk-x509.h"

static char *
request (DeskKeysFixture *fixture,
         const char *token,
         const char *pin,
         DeskKeySetupAlgorithm algorithm,
         GError **error)
{
  g_autoptr (DeskKeySetup) setup = desk_key_setup_new (fixture->keys, token);
  g_autoptr (DeskSecret) secret = desk_secret_new_from_string (pin);
  g_autoptr (GAsyncResult) result = NULL;

  desk_key_setup_request_async (setup, secret, algorithm, "sign", "CN=Zhang San,O=Maker", NULL,
                                desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_key_setup_request_finish (setup, result, error);
}

static gboolean
install (DeskKeysFixture *fixture, const char *pem, GError **error)
{
  g_autoptr (DeskKeySetup) setup = desk_key_setup_new (fixture->keys, NULL);
  g_autoptr (DeskSecret) pin = desk_secret_new_from_string (DESK_TEST_FAKE_UKEY_PIN);
  g_autoptr (GAsyncResult) result = NULL;

  desk_key_setup_install_async (setup, pin, pem, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_key_setup_install_finish (setup, result, error);
}

static GBytes *
sign (DeskKeysFixture *fixture, GBytes *key_id, GError **error)
{
  static const uint8_t digest[32] = { 7 };
  g_autoptr (DeskKeySetup) setup = desk_key_setup_new (fixture->keys, NULL);
  g_autoptr (DeskSecret) pin = desk_secret_new_from_string (DESK_TEST_FAKE_UKEY_PIN);
  g_autoptr (GAsyncResult) result = NULL;

  desk_key_setup_sign_async (setup, pin, key_id, digest, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_key_setup_sign_finish (setup, result, error);
}

/* Key pair, request, certificate, signature. */
static void
check_all (DeskKeySetupAlgorithm algorithm)
{
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = request (fixture, NULL, DESK_TEST_FAKE_UKEY_PIN, algorithm, &error);
  X509_REQ *parsed;
  g_autoptr (DeskTestIdentity) identity = NULL;
  gint64 now = desk_clock_now_seconds (fixture->clock);
  g_autofree char *certificate = NULL;
  g_autoptr (DeskKeyCertificate) seen = NULL;
  g_autoptr (GBytes) by_certificate = NULL;
  g_autoptr (GBytes) by_id = NULL;

  g_assert_no_error (error);
  parsed = desk_csr_parse (pem, &error);
  g_assert_no_error (error);
  identity
      = desk_test_identity_new (&(DeskTestProfile){ .name = "Zhang San",
                                                    .issuer = fixture->authority,
                                                    .key_usage = DESK_TEST_SIGNER,
                                                    .subject_key = X509_REQ_get0_pubkey (parsed),
                                                    .not_before = now - DESK_TEST_DAY,
                                                    .not_after = now + 365 * DESK_TEST_DAY });
  certificate = desk_x509_to_pem (identity->certificate);
  X509_REQ_free (parsed);

  install (fixture, certificate, &error);
  g_assert_no_error (error);
  by_certificate = sign (fixture, NULL, &error);
  g_assert_no_error (error);
  seen = desk_keys_fixture_get_certificate (fixture, 0);
  by_id = sign (fixture, desk_key_certificate_get_key_id (seen), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (by_certificate), >, 60);
  g_assert_cmpuint (g_bytes_get_size (by_id), >, 60);
}

static void
test_p256 (void)
{
  check_all (DESK_KEY_SETUP_P256);
}

static void
test_rsa (void)
{
  check_all (DESK_KEY_SETUP_RSA_2048);
}

static void
assert_request_fails (DeskKeysFixture *fixture,
                      const char *token,
                      const char *pin,
                      DeskKeyState state)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (request (fixture, token, pin, DESK_KEY_SETUP_P256, &error));
  g_assert_error (error, DESK_KEY_ERROR, (int) state);
}

static void
test_failures (void)
{
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
  g_autoptr (GBytes) unknown = g_bytes_new_static ("?", 1);
  g_autoptr (GError) error = NULL;

  assert_request_fails (fixture, "Nobody", DESK_TEST_FAKE_UKEY_PIN, DESK_KEY_STATE_REMOVED);
  assert_request_fails (fixture, NULL, "274916", DESK_KEY_STATE_PIN_WRONG);
  desk_test_fake_ukey_set_slot (fixture->fake, "full", "1");
  assert_request_fails (fixture, NULL, DESK_TEST_FAKE_UKEY_PIN, DESK_KEY_STATE_NO_SPACE);
  desk_test_fake_ukey_set_slot (fixture->fake, "full", "0");

  g_assert_null (sign (fixture, NULL, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_NO_CERTIFICATE);
  g_clear_error (&error);
  g_assert_null (sign (fixture, unknown, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_NO_KEY);
  g_clear_error (&error);
  g_assert_false (install (fixture, "no certificate", &error));
  g_assert_nonnull (error);

  desk_test_fake_ukey_add_slot (fixture->fake, 1, "Second");
  assert_request_fails (fixture, NULL, DESK_TEST_FAKE_UKEY_PIN, DESK_KEY_STATE_SEVERAL_TOKENS);
  desk_test_fake_ukey_remove (fixture->fake, 0);
  desk_test_fake_ukey_remove (fixture->fake, 1);
  assert_request_fails (fixture, NULL, DESK_TEST_FAKE_UKEY_PIN, DESK_KEY_STATE_ABSENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/key-setup/p256", test_p256);
  g_test_add_func ("/flow/key-setup/rsa", test_rsa);
  g_test_add_func ("/flow/key-setup/failures", test_failures);
  return g_test_run ();
}
