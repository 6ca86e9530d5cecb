/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-challenge.h"
#include "desk-encoding.h"
#include "desk-test-pki.h"
#include "desk-test-ukey.h"
#include "desk-ukey-sessions.h"
#include "desk-x509.h"

#include <string.h>

#define PHONE "13800138000"
#define DAY   (24 * 60 * 60)

typedef struct {
  char *id;
  char *origin;
  GBytes *nonce;
} Challenge;

static void
challenge_clear (Challenge *challenge)
{
  g_free (challenge->id);
  g_free (challenge->origin);
  g_bytes_unref (challenge->nonce);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Challenge, challenge_clear)

static Challenge
get_challenge (DeskBackendTest *test)
{
  g_autoptr (DeskTestReply) reply
      = desk_backend_test_call (test, "POST", "/v1/ukey-challenges", NULL, "{}");
  Challenge challenge;

  g_assert_cmpuint (reply->status, ==, 201);
  challenge.id = g_strdup (desk_test_reply_get_string (reply, "id"));
  challenge.origin = g_strdup (desk_test_reply_get_string (reply, "origin"));
  challenge.nonce = desk_base64url_decode (desk_test_reply_get_string (reply, "nonce"));
  g_assert_cmpuint (g_bytes_get_size (challenge.nonce), ==, DESK_CHALLENGE_NONCE_LENGTH);
  return challenge;
}

static DeskTestReply *
answer_as (DeskBackendTest *test,
           const Challenge *challenge,
           const char *origin,
           const char *purpose,
           EVP_PKEY *key,
           X509 *certificate)
{
  g_autoptr (GBytes) der = desk_x509_to_der (certificate);
  g_autoptr (GBytes) signature = NULL;
  g_autofree char *certificate_text = NULL;
  g_autofree char *signature_text = NULL;
  g_autofree char *json = NULL;
  guint8 digest[32];

  desk_challenge_get_digest (origin, challenge->nonce, purpose, digest);
  signature = desk_test_ukey_sign (key, digest);
  certificate_text = g_base64_encode (g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  signature_text
      = g_base64_encode (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
  json = g_strdup_printf (
      "{\"challenge_id\": \"%s\", \"certificate\": \"%s\", \"signature\": \"%s\"}", challenge->id,
      certificate_text, signature_text);
  return desk_backend_test_call (test, "POST", "/v1/sessions/ukey", NULL, json);
}

static DeskTestReply *
answer (DeskBackendTest *test, const Challenge *challenge, EVP_PKEY *key, X509 *certificate)
{
  return answer_as (test, challenge, challenge->origin, DESK_CHALLENGE_SIGN_IN, key, certificate);
}

static void
assert_refused (DeskBackendTest *test, EVP_PKEY *key, X509 *certificate, const char *code)
{
  g_auto (Challenge) challenge = get_challenge (test);
  g_autoptr (DeskTestReply) reply = answer (test, &challenge, key, certificate);

  g_assert_cmpuint (reply->status, ==, 422);
  g_assert_cmpstr (desk_test_reply_get_code (reply), ==, code);
}

static void
test_sign_in (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autoptr (DeskTestUkey) ukey = desk_test_ukey_new (test, PHONE, "张三", 30);
  g_auto (Challenge) challenge = get_challenge (test);
  g_autoptr (DeskTestReply) opened = NULL;
  g_autoptr (DeskTestReply) seen = NULL;
  g_autoptr (DeskTestReply) again = NULL;

  g_assert_cmpstr (challenge.origin, ==, desk_serve_get_url (test->serve));
  opened = answer (test, &challenge, ukey->key, ukey->certificate);
  g_assert_cmpuint (opened->status, ==, 201);
  seen = desk_backend_test_call (test, "GET", "/v1/session",
                                 desk_test_reply_get_string (opened, "token"), NULL);
  g_assert_cmpuint (seen->status, ==, 200);
  g_assert_cmpstr (
      json_object_get_string_member (
          json_object_get_object_member (desk_test_reply_get_object (seen), "account"), "phone"),
      ==, "138****8000");

  /* Single use. */
  again = answer (test, &challenge, ukey->key, ukey->certificate);
  g_assert_cmpstr (desk_test_reply_get_code (again), ==, "challenge_expired");
}

static void
test_challenge_expires (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autoptr (DeskTestUkey) ukey = desk_test_ukey_new (test, PHONE, "张三", 30);
  g_auto (Challenge) late = get_challenge (test);
  g_autoptr (DeskTestReply) refused = NULL;
  g_auto (Challenge) in_time = { NULL, NULL, NULL };
  g_autoptr (DeskTestReply) opened = NULL;

  desk_backend_test_advance (test, DESK_UKEY_CHALLENGE_SECONDS);
  refused = answer (test, &late, ukey->key, ukey->certificate);
  g_assert_cmpstr (desk_test_reply_get_code (refused), ==, "challenge_expired");

  in_time = get_challenge (test);
  desk_backend_test_advance (test, DESK_UKEY_CHALLENGE_SECONDS - 1);
  opened = answer (test, &in_time, ukey->key, ukey->certificate);
  g_assert_cmpuint (opened->status, ==, 201);
}

/* A wrong answer uses the challenge up all the same. */
static void
test_wrong_answer_uses_up (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autoptr (DeskTestUkey) ukey = desk_test_ukey_new (test, PHONE, "张三", 30);
  g_autoptr (EVP_PKEY) other = EVP_EC_gen ("P-256");
  g_auto (Challenge) challenge = get_challenge (test);
  g_autoptr (DeskTestReply) wrong = answer (test, &challenge, other, ukey->certificate);
  g_autoptr (DeskTestReply) right = answer (test, &challenge, ukey->key, ukey->certificate);

  g_assert_cmpstr (desk_test_reply_get_code (wrong), ==, "signature_wrong");
  g_assert_cmpstr (desk_test_reply_get_code (right), ==, "challenge_expired");
}

/* A signature made for another server, or for something else than signing in, opens nothing here.
 */
static void
test_other_origin_and_purpose (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autoptr (DeskTestUkey) ukey = desk_test_ukey_new (test, PHONE, "张三", 30);
  g_auto (Challenge) first = get_challenge (test);
  g_auto (Challenge) second = get_challenge (test);
  g_autoptr (DeskTestReply) origin = answer_as (
      test, &first, "https://evil.example", DESK_CHALLENGE_SIGN_IN, ukey->key, ukey->certificate);
  g_autoptr (DeskTestReply) purpose
      = answer_as (test, &second, second.origin, "contract", ukey->key, ukey->certificate);

  g_assert_cmpstr (desk_test_reply_get_code (origin), ==, "signature_wrong");
  g_assert_cmpstr (desk_test_reply_get_code (purpose), ==, "signature_wrong");
}

static void
test_certificate_time (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autoptr (DeskTestUkey) ukey = desk_test_ukey_new (test, PHONE, "张三", 1);

  desk_backend_test_advance (test, 3 * DAY);
  assert_refused (test, ukey->key, ukey->certificate, "certificate_time");
}

static void
test_untrusted (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();

  assert_refused (test, pki->signer->key, pki->signer->certificate, "certificate_untrusted");
}

/* The CA made it, but it is bound to no account. */
static void
test_unknown (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autofree char *request = desk_test_ukey_request (key);
  g_autoptr (X509) certificate = desk_authority_issue_person (
      desk_backend_test_get_backend (test)->authority, request, "张三", 30, NULL);

  g_assert_nonnull (certificate);
  assert_refused (test, key, certificate, "certificate_unknown");
}

static void
test_revoked (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autoptr (DeskTestUkey) ukey = desk_test_ukey_new (test, PHONE, "张三", 30);
  g_autofree char *pem = desk_x509_to_pem (ukey->certificate);
  g_autofree char *escaped = g_strescape (pem, NULL);
  g_autofree char *request
      = g_strdup_printf ("{\"command\": \"ca-revoke\", \"certificate\": \"%s\"}", escaped);
  g_autofree char *done = desk_backend_test_admin (test, request);
  g_autofree char *again = desk_backend_test_admin (test, request);

  g_assert_cmpstr (done, ==, "");
  g_assert_cmpstr (again, ==, "");
  assert_refused (test, ukey->key, ukey->certificate, "certificate_revoked");
}

static void
test_bad_requests (void)
{
  static const struct {
    const char *json;
    const char *code;
  } cases[] = {
    { "{}", "invalid_fields" },
    { "{\"challenge_id\": \"x\", \"certificate\": \"AAAA\", \"signature\": \"AAAA\"}",
      "invalid_fields" },
    { "{\"challenge_id\": \"01a203dc-e06a-721c-8e9a-60eb2b4dcb6d\", \"certificate\": \"%%\","
      " \"signature\": \"AAAA\"}",
      "invalid_fields" },
    { "{\"challenge_id\": \"01a203dc-e06a-721c-8e9a-60eb2b4dcb6d\", \"certificate\": \"AAAA\","
      " \"signature\": \"AAAA\"}",
      "challenge_expired" },
  };
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_auto (Challenge) challenge = get_challenge (test);
  g_autofree char *json = g_strdup_printf (
      "{\"challenge_id\": \"%s\", \"certificate\": \"AAAA\", \"signature\": \"AAAA\"}",
      challenge.id);
  g_autoptr (DeskTestReply) damaged
      = desk_backend_test_call (test, "POST", "/v1/sessions/ukey", NULL, json);

  g_assert_cmpstr (desk_test_reply_get_field (damaged, "certificate"), ==, "bad_format");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (DeskTestReply) reply
        = desk_backend_test_call (test, "POST", "/v1/sessions/ukey", NULL, cases[i].json);

    g_assert_cmpstr (desk_test_reply_get_code (reply), ==, cases[i].code);
  }
}

static void
test_public_url (void)
{
  g_autoptr (DeskBackendTest) test
      = desk_backend_test_new ("[service]\npublic_url=https://ca.example.cn/\n");
  g_auto (Challenge) challenge = get_challenge (test);

  g_assert_cmpstr (challenge.origin, ==, "https://ca.example.cn");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/ukey-sessions/sign-in", test_sign_in);
  g_test_add_func ("/backend/ukey-sessions/challenge-expires", test_challenge_expires);
  g_test_add_func ("/backend/ukey-sessions/wrong-answer-uses-up", test_wrong_answer_uses_up);
  g_test_add_func ("/backend/ukey-sessions/other-origin-and-purpose",
                   test_other_origin_and_purpose);
  g_test_add_func ("/backend/ukey-sessions/certificate-time", test_certificate_time);
  g_test_add_func ("/backend/ukey-sessions/untrusted", test_untrusted);
  g_test_add_func ("/backend/ukey-sessions/unknown", test_unknown);
  g_test_add_func ("/backend/ukey-sessions/revoked", test_revoked);
  g_test_add_func ("/backend/ukey-sessions/bad-requests", test_bad_requests);
  g_test_add_func ("/backend/ukey-sessions/public-url", test_public_url);
  return g_test_run ();
}
