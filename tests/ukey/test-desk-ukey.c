/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-csr.h"
#include "desk-openssl.h"
#include "desk-signature.h"
#include "desk-test-async.h"
#include "desk-test-pki.h"
#include "desk-ukey-fixture.h"
#include "desk-x509.h"

#include <glib/gstdio.h>
#include <string.h>

#define YEAR_SECONDS (365 * 24 * 60 * 60)

static GBytes *
sign_with_key (DeskUkeyFixture *fixture,
               const char *serial,
               GBytes *key_id,
               DeskSecret *pin,
               const uint8_t digest[static 32],
               GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_ukey_sign_with_key_async (fixture->ukey, serial, key_id, pin, digest, NULL,
                                 desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_ukey_sign_with_key_finish (fixture->ukey, result, error);
}

static void
write_certificate (DeskUkeyFixture *fixture, const char *serial, GBytes *key_id, GBytes *der)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_ukey_write_certificate_async (fixture->ukey, serial, fixture->pin, key_id, der, NULL,
                                     desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_assert_true (desk_ukey_write_certificate_finish (fixture->ukey, result, &error));
  g_assert_no_error (error);
}

/* A certificate for @public_key, made by a throw-away authority. */
static GBytes *
certify (GBytes *public_key, const char *name, gint64 not_before, gint64 not_after)
{
  g_autoptr (EVP_PKEY) key = NULL;
  const uint8_t *der = g_bytes_get_data (public_key, NULL);
  g_autoptr (DeskTestIdentity) authority = desk_test_identity_new (
      &(DeskTestProfile){ .name = "Root", .is_ca = TRUE, .key_usage = DESK_TEST_CA });
  g_autoptr (DeskTestIdentity) identity = NULL;

  key = d2i_PUBKEY (NULL, &der, (long) g_bytes_get_size (public_key));
  g_assert_nonnull (key);
  identity = desk_test_identity_new (&(DeskTestProfile){ .name = name,
                                                         .issuer = authority,
                                                         .key_usage = DESK_TEST_SIGNER,
                                                         .subject_key = key,
                                                         .not_before = not_before,
                                                         .not_after = not_after });
  return desk_x509_to_der (identity->certificate);
}

/* The whole life of a key: made on the token, asked a certificate for, found with it, signing. */
static void
test_life (DeskUkeyFixture *fixture, gconstpointer data)
{
  DeskUkeyAlgorithm algorithm = (DeskUkeyAlgorithm) GPOINTER_TO_INT (data);
  g_autofree char *serial = NULL;
  g_autoptr (GBytes) public_key = NULL;
  g_autoptr (GBytes) key_id = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autoptr (DeskUkeyScan) found = NULL;
  g_autoptr (DeskKeyCertificate) certificate = NULL;
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (X509) x509 = NULL;
  gint64 now;
  uint8_t digest[33] = "what is signed, thirty-two bytes";

  if (fixture->token == NULL)
    return;

  serial = desk_ukey_fixture_find_serial (fixture);
  now = desk_clock_now_seconds (fixture->clock);
  key_id = desk_ukey_fixture_generate (fixture, serial, algorithm, &public_key);
  der = certify (public_key, "张三", now - 60, now + YEAR_SECONDS);
  write_certificate (fixture, serial, key_id, der);

  found = desk_ukey_fixture_scan (fixture);
  g_assert_cmpint (found->state, ==, DESK_KEY_STATE_READY);
  g_assert_cmpuint (found->certificates->len, ==, 1);
  certificate = g_object_ref (g_ptr_array_index (found->certificates, 0));
  g_assert_cmpstr (desk_key_certificate_get_holder (certificate), ==, "张三");
  g_assert_cmpstr (desk_key_token_get_label (desk_key_certificate_get_token (certificate)), ==,
                   "Virtual Ukey");
  g_assert_cmpint (desk_key_certificate_get_state (certificate), ==, DESK_KEY_STATE_READY);
  g_assert_cmpint (desk_key_token_get_pin_tries (desk_key_certificate_get_token (certificate)), ==,
                   DESK_PIN_TRIES_UNKNOWN);

  desk_ukey_sign_async (fixture->ukey, certificate, fixture->pin, digest, NULL,
                        desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  signature = desk_ukey_sign_finish (fixture->ukey, result, &error);
  g_assert_no_error (error);

  x509 = desk_x509_new_from_der (desk_key_certificate_get_der (certificate), NULL);
  g_assert_true (
      desk_signature_verify (X509_get0_pubkey (x509), "SHA256", digest, 32, signature, &error));
  g_assert_no_error (error);
}

static void
test_request (DeskUkeyFixture *fixture, gconstpointer data)
{
  g_autofree char *serial = NULL;
  g_autoptr (GBytes) public_key = NULL;
  g_autoptr (GBytes) key_id = NULL;
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (DeskCsr) csr = NULL;
  g_autofree char *pem = NULL;
  g_autoptr (X509_REQ) request = NULL;
  g_autoptr (GError) error = NULL;
  uint8_t digest[32];

  if (fixture->token == NULL)
    return;

  serial = desk_ukey_fixture_find_serial (fixture);
  key_id = desk_ukey_fixture_generate (fixture, serial, DESK_UKEY_P256, &public_key);
  csr = desk_csr_begin (public_key, "张三", &error);
  g_assert_no_error (error);
  desk_csr_get_digest (csr, digest);
  signature = sign_with_key (fixture, serial, key_id, fixture->pin, digest, &error);
  g_assert_no_error (error);
  pem = desk_csr_finish (csr, signature, &error);
  g_assert_no_error (error);
  request = desk_csr_parse (pem, &error);
  g_assert_no_error (error);
  g_assert_nonnull (request);
}

static void
test_wrong_pin (DeskUkeyFixture *fixture, gconstpointer data)
{
  g_autofree char *serial = NULL;
  g_autoptr (GBytes) public_key = NULL;
  g_autoptr (GBytes) key_id = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autoptr (DeskSecret) wrong = desk_secret_new_from_string ("222222");
  g_autoptr (DeskSecret) empty = desk_secret_new_from_string ("");
  g_autoptr (DeskUkeyScan) found = NULL;
  g_autoptr (DeskKeyCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now;
  uint8_t digest[32] = { 0 };

  if (fixture->token == NULL)
    return;

  serial = desk_ukey_fixture_find_serial (fixture);
  now = desk_clock_now_seconds (fixture->clock);
  key_id = desk_ukey_fixture_generate (fixture, serial, DESK_UKEY_P256, &public_key);
  der = certify (public_key, "张三", now - 60, now + YEAR_SECONDS);
  write_certificate (fixture, serial, key_id, der);

  g_assert_null (sign_with_key (fixture, serial, key_id, empty, digest, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_PIN_LENGTH);
  g_clear_error (&error);
  g_assert_null (sign_with_key (fixture, serial, key_id, wrong, digest, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_PIN_WRONG);

  /* The token tells that a try was spent, and the next right PIN works. */
  found = desk_ukey_fixture_scan (fixture);
  certificate = g_object_ref (g_ptr_array_index (found->certificates, 0));
  g_assert_cmpint (desk_key_token_get_pin_tries (desk_key_certificate_get_token (certificate)), ==,
                   DESK_PIN_TRIES_LOW);
  g_clear_error (&error);
  g_bytes_unref (sign_with_key (fixture, serial, key_id, fixture->pin, digest, &error));
  g_assert_no_error (error);
}

static void
test_unknown_key (DeskUkeyFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) key_id = g_bytes_new_static ("none", 4);
  g_autofree char *serial = NULL;
  g_autoptr (GError) error = NULL;
  uint8_t digest[32] = { 0 };

  if (fixture->token == NULL)
    return;

  serial = desk_ukey_fixture_find_serial (fixture);
  g_assert_null (sign_with_key (fixture, serial, key_id, fixture->pin, digest, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_NO_KEY);
  g_clear_error (&error);
  g_assert_null (sign_with_key (fixture, "0000000000000000", key_id, fixture->pin, digest, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_REMOVED);
}

static void
test_unusable_certificates (DeskUkeyFixture *fixture, gconstpointer data)
{
  g_autofree char *serial = NULL;
  gint64 now;
  struct {
    gint64 from;
    gint64 until;
    DeskKeyState usability;
  } cases[] = {
    { -86400, -60, DESK_KEY_STATE_EXPIRED },
    { 3600, 86400, DESK_KEY_STATE_NOT_YET_VALID },
    { -60, YEAR_SECONDS, DESK_KEY_STATE_READY },
  };

  if (fixture->token == NULL)
    return;

  serial = desk_ukey_fixture_find_serial (fixture);
  now = desk_clock_now_seconds (fixture->clock);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) public_key = NULL;
    g_autoptr (GBytes) key_id
        = desk_ukey_fixture_generate (fixture, serial, DESK_UKEY_P256, &public_key);
    g_autoptr (GBytes) der
        = certify (public_key, "张三", now + cases[i].from, now + cases[i].until);
    g_autoptr (DeskUkeyScan) found = NULL;
    gboolean seen = FALSE;

    write_certificate (fixture, serial, key_id, der);
    found = desk_ukey_fixture_scan (fixture);
    g_assert_cmpuint (found->certificates->len, ==, i + 1);
    for (guint j = 0; j <= i; j++) {
      DeskKeyCertificate *certificate = g_ptr_array_index (found->certificates, j);

      seen |= desk_key_certificate_get_state (certificate) == cases[i].usability;
    }
    g_assert_true (seen);
    g_assert_cmpint (found->state, ==, cases[i].usability);
  }
}

static void
test_find_token (DeskUkeyFixture *fixture, gconstpointer data)
{
  g_autofree char *only = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->token == NULL)
    return;

  only = desk_ukey_fixture_find_token (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (only);

  g_assert_null (desk_ukey_fixture_find_token (fixture, "Another", &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_REMOVED);
  g_clear_error (&error);

  /* The failure made the module start afresh, so it meets the second token. */
  desk_test_token_add (fixture->token, "Another");
  g_free (desk_ukey_fixture_find_token (fixture, "Nobody's", NULL));
  g_assert_null (desk_ukey_fixture_find_token (fixture, NULL, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_SEVERAL_TOKENS);
}

/* Without a key id the certificate goes to the key it was issued for, and nowhere else. */
static void
test_finds_key_of_certificate (DeskUkeyFixture *fixture, gconstpointer data)
{
  g_autofree char *serial = NULL;
  g_autoptr (GBytes) rsa_public = NULL;
  g_autoptr (GBytes) rsa_id = NULL;
  g_autoptr (GBytes) ec_public = NULL;
  g_autoptr (GBytes) ec_id = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autoptr (DeskUkeyScan) found = NULL;
  g_autoptr (DeskKeyCertificate) certificate = NULL;
  g_autoptr (DeskTestIdentity) stranger = NULL;
  g_autoptr (GBytes) strange_der = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now;

  if (fixture->token == NULL)
    return;

  serial = desk_ukey_fixture_find_serial (fixture);
  now = desk_clock_now_seconds (fixture->clock);
  ec_id = desk_ukey_fixture_generate (fixture, serial, DESK_UKEY_P256, &ec_public);
  rsa_id = desk_ukey_fixture_generate (fixture, serial, DESK_UKEY_RSA_2048, &rsa_public);
  der = certify (rsa_public, "张三", now - 60, now + YEAR_SECONDS);
  write_certificate (fixture, serial, NULL, der);
  found = desk_ukey_fixture_scan (fixture);
  certificate = g_object_ref (g_ptr_array_index (found->certificates, 0));
  g_assert_true (g_bytes_equal (desk_key_certificate_get_key_id (certificate), rsa_id));

  stranger = desk_test_identity_new (&(DeskTestProfile){ .name = "李四" });
  strange_der = desk_x509_to_der (stranger->certificate);
  desk_ukey_write_certificate_async (fixture->ukey, serial, fixture->pin, NULL, strange_der, NULL,
                                     desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_assert_false (desk_ukey_write_certificate_finish (fixture->ukey, result, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_NO_KEY);
}

/* A certificate renewed under the same key id replaces the old one. */
static void
test_replaces_certificate (DeskUkeyFixture *fixture, gconstpointer data)
{
  g_autofree char *serial = NULL;
  g_autoptr (GBytes) public_key = NULL;
  g_autoptr (GBytes) key_id = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (DeskUkeyScan) found = NULL;
  g_autoptr (DeskKeyCertificate) certificate = NULL;
  gint64 now;

  if (fixture->token == NULL)
    return;

  serial = desk_ukey_fixture_find_serial (fixture);
  now = desk_clock_now_seconds (fixture->clock);
  key_id = desk_ukey_fixture_generate (fixture, serial, DESK_UKEY_P256, &public_key);
  first = certify (public_key, "张三", now - 60, now + 60);
  second = certify (public_key, "张三", now - 60, now + YEAR_SECONDS);
  write_certificate (fixture, serial, key_id, first);
  write_certificate (fixture, serial, key_id, second);

  found = desk_ukey_fixture_scan (fixture);
  g_assert_cmpuint (found->certificates->len, ==, 1);
  certificate = g_object_ref (g_ptr_array_index (found->certificates, 0));
  g_assert_cmpint (desk_key_certificate_get_not_after (certificate), ==, now + YEAR_SECONDS);
}

static void
assert_signs_with (DeskUkeyFixture *fixture, const char *serial, GBytes *key_id, GBytes *public_key)
{
  const uint8_t *der = g_bytes_get_data (public_key, NULL);
  g_autoptr (EVP_PKEY) key = d2i_PUBKEY (NULL, &der, (long) g_bytes_get_size (public_key));
  uint8_t digest[33] = "what is signed, thirty-two bytes";
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GError) error = NULL;

  signature = sign_with_key (fixture, serial, key_id, fixture->pin, digest, &error);
  g_assert_no_error (error);
  g_assert_true (desk_signature_verify (key, "SHA256", digest, 32, signature, &error));
  g_assert_no_error (error);
}

/* Keys of both kinds by turns: what is known of one says nothing of the other. */
static void
test_two_keys (DeskUkeyFixture *fixture, gconstpointer data)
{
  g_autofree char *serial = NULL;
  g_autoptr (GBytes) rsa_public = NULL;
  g_autoptr (GBytes) rsa_id = NULL;
  g_autoptr (GBytes) ec_public = NULL;
  g_autoptr (GBytes) ec_id = NULL;

  if (fixture->token == NULL)
    return;

  serial = desk_ukey_fixture_find_serial (fixture);
  ec_id = desk_ukey_fixture_generate (fixture, serial, DESK_UKEY_P256, &ec_public);
  rsa_id = desk_ukey_fixture_generate (fixture, serial, DESK_UKEY_RSA_2048, &rsa_public);
  for (guint i = 0; i < 2; i++) {
    assert_signs_with (fixture, serial, ec_id, ec_public);
    assert_signs_with (fixture, serial, ec_id, ec_public);
    assert_signs_with (fixture, serial, rsa_id, rsa_public);
    assert_signs_with (fixture, serial, rsa_id, rsa_public);
  }
}

static void
test_pulled_out (DeskUkeyFixture *fixture, gconstpointer data)
{
  g_autofree char *serial = NULL;
  g_autoptr (GBytes) public_key = NULL;
  g_autoptr (GBytes) key_id = NULL;
  g_autoptr (GError) error = NULL;
  uint8_t digest[32] = { 0 };

  if (fixture->token == NULL)
    return;

  serial = desk_ukey_fixture_find_serial (fixture);
  key_id = desk_ukey_fixture_generate (fixture, serial, DESK_UKEY_P256, &public_key);

  desk_test_token_pull_out (fixture->token);
  g_assert_null (sign_with_key (fixture, serial, key_id, fixture->pin, digest, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_REMOVED);
  g_clear_error (&error);

  desk_test_token_put_in (fixture->token);
  g_bytes_unref (sign_with_key (fixture, serial, key_id, fixture->pin, digest, &error));
  g_assert_no_error (error);
}

static void
test_cancelled (DeskUkeyFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->token == NULL)
    return;

  g_cancellable_cancel (cancellable);
  desk_ukey_scan_async (fixture->ukey, FALSE, cancellable, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_assert_null (desk_ukey_scan_finish (fixture->ukey, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_after_close (DeskUkeyFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->token == NULL)
    return;

  desk_ukey_close (fixture->ukey);
  desk_ukey_scan_async (fixture->ukey, FALSE, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_assert_null (desk_ukey_scan_finish (fixture->ukey, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
assert_state_without_key (const char *module, DeskKeyState expected)
{
  g_autoptr (DeskClock) clock = desk_clock_new_system ();
  DeskUkeyFixture fixture = { .clock = clock, .ukey = desk_ukey_fixture_new_ukey (module, clock) };
  g_autoptr (DeskUkeyScan) found = desk_ukey_fixture_scan (&fixture);

  g_assert_cmpint (found->state, ==, expected);
  g_assert_cmpuint (found->certificates->len, ==, 0);
  desk_ukey_close (fixture.ukey);
  g_object_unref (fixture.ukey);
}

static void
test_no_module (void)
{
  assert_state_without_key ("/nonexistent/module.so", DESK_KEY_STATE_MODULE_MISSING);
}

static void
test_not_a_module (void)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("desk-test-XXXXXX.so", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  assert_state_without_key (path, DESK_KEY_STATE_MODULE_NOT_PKCS11);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_not_initialised (void)
{
  g_autoptr (DeskTestToken) token = desk_test_token_new (NULL);

  if (token == NULL) {
    g_test_skip ("SoftHSM2 is not installed");
    return;
  }

  assert_state_without_key (desk_test_token_get_module (token), DESK_KEY_STATE_NOT_INITIALISED);
}

#define ADD(name, data, function)                                                                  \
  g_test_add ("/ukey/ukey/" name, DeskUkeyFixture, data, desk_ukey_fixture_set_up, function,       \
              desk_ukey_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("life-p256", GINT_TO_POINTER (DESK_UKEY_P256), test_life);
  ADD ("life-rsa", GINT_TO_POINTER (DESK_UKEY_RSA_2048), test_life);
  ADD ("request", NULL, test_request);
  ADD ("wrong-pin", NULL, test_wrong_pin);
  ADD ("unknown-key", NULL, test_unknown_key);
  ADD ("unusable-certificates", NULL, test_unusable_certificates);
  ADD ("find-token", NULL, test_find_token);
  ADD ("finds-key-of-certificate", NULL, test_finds_key_of_certificate);
  ADD ("replaces-certificate", NULL, test_replaces_certificate);
  ADD ("two-keys", NULL, test_two_keys);
  ADD ("pulled-out", NULL, test_pulled_out);
  ADD ("cancelled", NULL, test_cancelled);
  ADD ("after-close", NULL, test_after_close);
  g_test_add_func ("/ukey/ukey/no-module", test_no_module);
  g_test_add_func ("/ukey/ukey/not-a-module", test_not_a_module);
  g_test_add_func ("/ukey/ukey/not-initialised", test_not_initialised);
  return g_test_run ();
}
