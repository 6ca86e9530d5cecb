/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-desk-ukey-host-softhsm"

/* Each operation once more with a token that is not ours: SoftHSM2. */

#include "desk-test-host.h"
#include "desk-test-pki.h"
#include "desk-test-token.h"

#include <openssl/rsa.h>

enum {
  RSA_2048,
  P256,
};

typedef struct {
  DeskTestToken *token; /* owned, nullable: there is no SoftHSM2 */
  DeskTestHost *host;   /* owned, nullable; the module is open */
  char *serial;         /* owned */
} Fixture;

static char *
find_serial (DeskTestHost *host, const char *label)
{
  g_autoptr (DeskUkeyMessage) scanned = desk_test_host_scan (host, TRUE);
  DeskUkeyMessage *token;

  for (guint i = 0;
       (token = desk_ukey_message_get_record (scanned, DESK_UKEY_TAG_TOKEN, i)) != NULL; i++)
    if (g_str_equal (desk_ukey_message_get_text (token, DESK_UKEY_TAG_LABEL), label))
      return g_strdup (desk_ukey_message_get_text (token, DESK_UKEY_TAG_SERIAL));

  return NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->token = desk_test_token_new ("Ukey");
  if (fixture->token == NULL)
    return;

  fixture->host = desk_test_host_new ();
  desk_test_host_open (fixture->host, desk_test_token_get_module (fixture->token), NULL);
  fixture->serial = find_serial (fixture->host, "Ukey");
  g_assert_nonnull (fixture->serial);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->host, desk_test_host_free);
  g_clear_pointer (&fixture->token, desk_test_token_free);
  g_free (fixture->serial);
}

static gboolean
is_skipped (Fixture *fixture)
{
  if (fixture->token != NULL)
    return FALSE;

  g_test_skip ("SoftHSM2 is not on this machine");
  return TRUE;
}

/* A pair on the token: its CKA_ID and its public half. */
static GBytes *
generate (Fixture *fixture, guint algorithm, EVP_PKEY **public_key)
{
  g_autoptr (DeskUkeyMessage) answer = desk_test_host_expect (
      fixture->host,
      desk_test_host_generate (fixture->serial, DESK_TEST_TOKEN_PIN, algorithm, "签名"),
      DESK_UKEY_KIND_GENERATED);
  GBytes *der = desk_ukey_message_get_bytes (answer, DESK_UKEY_TAG_PUBLIC_KEY);
  const uint8_t *in = g_bytes_get_data (der, NULL);

  *public_key = d2i_PUBKEY (NULL, &in, (long) g_bytes_get_size (der));
  g_assert_nonnull (*public_key);
  return g_bytes_ref (desk_ukey_message_get_bytes (answer, DESK_UKEY_TAG_KEY_ID));
}

static void
assert_signature (EVP_PKEY *key, GBytes *signature)
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new (key, NULL);

  g_assert_cmpint (EVP_PKEY_verify_init (context), ==, 1);
  g_assert_cmpint (EVP_PKEY_CTX_set_signature_md (context, EVP_sha256 ()), ==, 1);
  if (EVP_PKEY_is_a (key, "RSA"))
    g_assert_cmpint (EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PADDING), ==, 1);
  g_assert_cmpint (EVP_PKEY_verify (context, g_bytes_get_data (signature, NULL),
                                    g_bytes_get_size (signature), desk_test_host_get_digest (), 32),
                   ==, 1);
}

static void
expect_signature (Fixture *fixture, GBytes *key_id, EVP_PKEY *key, const char *pin)
{
  g_autoptr (DeskUkeyMessage) answer = desk_test_host_expect (
      fixture->host, desk_test_host_sign (fixture->serial, key_id, pin), DESK_UKEY_KIND_SIGNED);

  assert_signature (key, desk_ukey_message_get_bytes (answer, DESK_UKEY_TAG_SIGNATURE));
  g_assert_cmpstr (desk_test_host_get_phases (fixture->host), ==, "login working");
}

static void
test_sign (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (GBytes) key_id = NULL;

  if (is_skipped (fixture))
    return;

  key_id = generate (fixture, GPOINTER_TO_UINT (data), &key);
  expect_signature (fixture, key_id, key, DESK_TEST_TOKEN_PIN);
}

static DeskUkeyMessage *
make_write (Fixture *fixture, GBytes *key_id, GBytes *der)
{
  DeskUkeyMessage *request = desk_ukey_message_new (DESK_UKEY_KIND_WRITE_CERTIFICATE);
  g_autoptr (DeskSecret) pin = desk_secret_new_from_string (DESK_TEST_TOKEN_PIN);

  desk_ukey_message_add_text (request, DESK_UKEY_TAG_SERIAL, fixture->serial);
  desk_ukey_message_add_secret (request, DESK_UKEY_TAG_PIN, pin);
  desk_ukey_message_add_bytes (request, DESK_UKEY_TAG_KEY_ID, key_id);
  desk_ukey_message_add_bytes (request, DESK_UKEY_TAG_DER, der);
  return request;
}

static GBytes *
certify (DeskTestPki *pki, const char *name, EVP_PKEY *key)
{
  const DeskTestProfile profile
      = { .name = name, .issuer = pki->issuing, .key_usage = DESK_TEST_SIGNER, .subject_key = key };
  g_autoptr (DeskTestIdentity) identity = desk_test_identity_new (&profile);
  uint8_t *der = NULL;
  int length = i2d_X509 (identity->certificate, &der);

  return desk_openssl_take_der (der, length);
}

static void
expect_certificate (Fixture *fixture, GBytes *key_id, GBytes *der)
{
  g_autoptr (DeskUkeyMessage) scanned = desk_test_host_scan (fixture->host, FALSE);
  DeskUkeyMessage *token = desk_ukey_message_get_record (scanned, DESK_UKEY_TAG_TOKEN, 0);
  DeskUkeyMessage *certificate;

  g_assert_cmpuint (desk_ukey_message_count (token, DESK_UKEY_TAG_CERTIFICATE), ==, 1);
  certificate = desk_ukey_message_get_record (token, DESK_UKEY_TAG_CERTIFICATE, 0);
  g_assert_true (g_bytes_equal (desk_ukey_message_get_bytes (certificate, DESK_UKEY_TAG_DER), der));
  g_assert_true (
      g_bytes_equal (desk_ukey_message_get_bytes (certificate, DESK_UKEY_TAG_KEY_ID), key_id));
}

/* The second one takes the first one's place; a scan sees both without being told. */
static void
test_write (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTestPki) pki = NULL;
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (GBytes) key_id = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  if (is_skipped (fixture))
    return;

  pki = desk_test_pki_new ();
  key_id = generate (fixture, GPOINTER_TO_UINT (data), &key);
  first = certify (pki, "张三", key);
  second = certify (pki, "李四", key);
  desk_ukey_message_free (desk_test_host_expect (fixture->host, make_write (fixture, NULL, first),
                                                 DESK_UKEY_KIND_DONE));
  expect_certificate (fixture, key_id, first);
  desk_ukey_message_free (desk_test_host_expect (
      fixture->host, make_write (fixture, key_id, second), DESK_UKEY_KIND_DONE));
  expect_certificate (fixture, key_id, second);
}

static void
test_write_without_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTestPki) pki = NULL;
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (GBytes) key_id = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autoptr (GBytes) nonsense = g_bytes_new_static ("nonsense", 8);

  if (is_skipped (fixture))
    return;

  pki = desk_test_pki_new ();
  key_id = generate (fixture, P256, &key);
  der = certify (pki, "王五", pki->signer->key);
  desk_test_host_expect_failure (fixture->host, make_write (fixture, NULL, der),
                                 DESK_KEY_STATE_NO_KEY, DESK_PIN_USE_ACCEPTED);
  desk_test_host_expect_failure (fixture->host, make_write (fixture, NULL, nonsense),
                                 DESK_KEY_STATE_DRIVER, DESK_PIN_USE_NONE);
}

static void
test_pins (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (GBytes) key_id = NULL;

  if (is_skipped (fixture))
    return;

  key_id = generate (fixture, P256, &key);
  desk_test_host_expect_failure (fixture->host,
                                 desk_test_host_sign (fixture->serial, key_id, "222222"),
                                 DESK_KEY_STATE_PIN_WRONG, DESK_PIN_USE_MAYBE);

  desk_ukey_message_free (
      desk_test_host_expect (fixture->host,
                             desk_test_host_pins (DESK_UKEY_KIND_CHANGE_PIN, fixture->serial,
                                                  DESK_UKEY_TAG_PIN, DESK_TEST_TOKEN_PIN, "654321"),
                             DESK_UKEY_KIND_DONE));
  expect_signature (fixture, key_id, key, "654321");

  desk_test_host_expect_failure (fixture->host,
                                 desk_test_host_pins (DESK_UKEY_KIND_SET_PIN, fixture->serial,
                                                      DESK_UKEY_TAG_SO_PIN, "99999999", "246810"),
                                 DESK_KEY_STATE_PUK_WRONG, DESK_PIN_USE_MAYBE);
  desk_ukey_message_free (
      desk_test_host_expect (fixture->host,
                             desk_test_host_pins (DESK_UKEY_KIND_SET_PIN, fixture->serial,
                                                  DESK_UKEY_TAG_SO_PIN, "12345678", "246810"),
                             DESK_UKEY_KIND_DONE));
  expect_signature (fixture, key_id, key, "246810");

  desk_test_host_expect_failure (fixture->host,
                                 desk_test_host_pins (DESK_UKEY_KIND_UNBLOCK, fixture->serial,
                                                      DESK_UKEY_TAG_PUK, "12345678", "654321"),
                                 DESK_KEY_STATE_NO_UNBLOCK, DESK_PIN_USE_NONE);
}

static DeskUkeyMessage *
make_initialise (const char *label)
{
  DeskUkeyMessage *request = desk_ukey_message_new (DESK_UKEY_KIND_INITIALISE);
  g_autoptr (DeskSecret) so_pin = desk_secret_new_from_string ("87654321");
  g_autoptr (DeskSecret) pin = desk_secret_new_from_string ("246810");

  desk_ukey_message_add_text (request, DESK_UKEY_TAG_LABEL, label);
  desk_ukey_message_add_secret (request, DESK_UKEY_TAG_SO_PIN, so_pin);
  desk_ukey_message_add_secret (request, DESK_UKEY_TAG_PIN, pin);
  return request;
}

static void
test_initialise (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyMessage) answer = NULL;
  g_autofree char *serial = NULL;

  if (is_skipped (fixture))
    return;

  answer = desk_test_host_expect (fixture->host, make_initialise ("虚拟 Ukey"),
                                  DESK_UKEY_KIND_INITIALISED);
  serial = find_serial (fixture->host, "虚拟 Ukey");
  g_assert_cmpstr (serial, ==, desk_ukey_message_get_text (answer, DESK_UKEY_TAG_SERIAL));
  desk_ukey_message_free (
      desk_test_host_expect (fixture->host, desk_test_host_generate (serial, "246810", P256, "key"),
                             DESK_UKEY_KIND_GENERATED));
}

/* One named by its slot is initialised again only by whoever knows its SO PIN. */
static void
test_initialise_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyMessage) scanned = NULL;
  DeskUkeyMessage *request;
  DeskUkeyMessage *token;

  if (is_skipped (fixture))
    return;

  scanned = desk_test_host_scan (fixture->host, FALSE);
  token = desk_ukey_message_get_record (scanned, DESK_UKEY_TAG_TOKEN, 0);
  request = make_initialise ("Ukey");
  desk_ukey_message_add_number (request, DESK_UKEY_TAG_SLOT,
                                desk_ukey_message_get_number (token, DESK_UKEY_TAG_SLOT));
  desk_test_host_expect_failure (fixture->host, request, DESK_KEY_STATE_PUK_WRONG,
                                 DESK_PIN_USE_NONE);

  request = make_initialise ("Ukey");
  desk_ukey_message_add_number (request, DESK_UKEY_TAG_SLOT, 4711);
  desk_test_host_expect_failure (fixture->host, request, DESK_KEY_STATE_ABSENT, DESK_PIN_USE_NONE);
}

static void
test_replug (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (GBytes) key_id = NULL;

  if (is_skipped (fixture))
    return;

  key_id = generate (fixture, P256, &key);
  desk_test_token_pull_out (fixture->token);
  desk_test_host_expect_failure (fixture->host,
                                 desk_test_host_sign (fixture->serial, key_id, DESK_TEST_TOKEN_PIN),
                                 DESK_KEY_STATE_REMOVED, DESK_PIN_USE_NONE);
  desk_test_token_put_in (fixture->token);
  expect_signature (fixture, key_id, key, DESK_TEST_TOKEN_PIN);
}

/* A module that was started before a token came sees it when a person asks. */
static void
test_new_token (Fixture *fixture, gconstpointer data)
{
  g_autofree char *serial = NULL;

  if (is_skipped (fixture))
    return;

  desk_test_token_add (fixture->token, "Another");
  serial = find_serial (fixture->host, "Another");
  g_assert_nonnull (serial);
}

#define ADD(name, data, function)                                                                  \
  g_test_add ("/ukey/host/softhsm/" name, Fixture, GUINT_TO_POINTER (data), set_up, function,      \
              tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("sign-rsa", RSA_2048, test_sign);
  ADD ("sign-p256", P256, test_sign);
  ADD ("write-rsa", RSA_2048, test_write);
  ADD ("write-p256", P256, test_write);
  ADD ("write-without-key", P256, test_write_without_key);
  ADD ("pins", P256, test_pins);
  ADD ("initialise", P256, test_initialise);
  ADD ("initialise-again", P256, test_initialise_again);
  ADD ("replug", P256, test_replug);
  ADD ("new-token", P256, test_new_token);

  return g_test_run ();
}
