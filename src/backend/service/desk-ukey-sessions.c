/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-service"

#include "desk-ukey-sessions.h"

#include "desk-backend.h"
#include "desk-certificates.h"
#include "desk-challenge.h"
#include "desk-encoding.h"
#include "desk-id.h"
#include "desk-openssl.h"
#include "desk-sessions.h"
#include "desk-store-ukey.h"
#include "desk-wire-account.h"
#include "desk-x509.h"

#define STATUS_CREATED 201

char *
desk_ukey_dup_issuer_sha256 (X509 *certificate)
{
  unsigned char *der = NULL;
  int length = i2d_X509_NAME (X509_get_issuer_name (certificate), &der);
  g_autoptr (GBytes) bytes = g_bytes_new (der, (gsize) MAX (length, 0));

  OPENSSL_free (der);
  return desk_sha256_hex (bytes);
}

static gboolean
post_challenge (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_auto (DeskWireChallenge) answer = { 0 };
  guint8 nonce[DESK_CHALLENGE_NONCE_LENGTH];
  gint64 now = desk_request_get_time (request);

  if (!desk_sessions_count_try (backend, request, db, error))
    return FALSE;

  desk_id_random_bytes (nonce, sizeof nonce);
  answer.id = desk_id_new (now * G_USEC_PER_SEC);
  answer.nonce = g_bytes_new (nonce, sizeof nonce);
  answer.origin = g_strdup (backend->origin);
  answer.expires = now + DESK_UKEY_CHALLENGE_SECONDS;
  if (!desk_store_challenge_add (db, answer.id, answer.nonce, now, answer.expires, error))
    return FALSE;

  desk_response_take_json (response, STATUS_CREATED, desk_wire_challenge_to_json (&answer));
  return TRUE;
}

static gboolean
check_signature (
    DeskBackend *backend, X509 *certificate, GBytes *nonce, GBytes *signature, GError **error)
{
  guint8 digest[32];

  desk_challenge_get_digest (backend->origin, nonce, DESK_CHALLENGE_SIGN_IN, digest);
  if (!desk_challenge_verify (certificate, digest, signature, NULL))
    return desk_problem_set (error, DESK_PROBLEM_SIGNATURE_WRONG,
                             "the signature does not fit the challenge");

  return TRUE;
}

static gboolean
find_account (DeskBackend *backend,
              DeskDb *db,
              X509 *certificate,
              gint64 now,
              DeskStoreAccount **account,
              GError **error)
{
  g_autofree char *account_id = NULL;

  return desk_certificates_find_account (db, certificate, now, &account_id, error)
         && desk_store_account_get (db, backend->crypt, account_id, account, error);
}

/* Everything that is asked of the answer to a challenge, in the order that tells a person most. */
static gboolean
authenticate (DeskBackend *backend,
              DeskRequest *request,
              DeskDb *db,
              const DeskWireUkeySignIn *message,
              DeskStoreAccount **account,
              GError **error)
{
  gint64 now = desk_request_get_time (request);
  g_autoptr (GBytes) nonce = NULL;
  g_autoptr (X509) certificate = NULL;

  if (!desk_store_challenge_take (db, message->challenge_id, now, &nonce, error))
    return FALSE;
  if (nonce == NULL)
    return desk_problem_set (error, DESK_PROBLEM_CHALLENGE_EXPIRED,
                             "the challenge was used or is too old");
  certificate = desk_x509_new_from_der (message->certificate, NULL);
  if (certificate == NULL)
    return desk_problem_set_field (error, "certificate", DESK_FIELD_BAD_FORMAT);

  return desk_certificates_check_chain (backend, certificate, DESK_CHAIN_LOGIN, now, error)
         && check_signature (backend, certificate, nonce, message->signature, error)
         && find_account (backend, db, certificate, now, account, error);
}

static gboolean
post_ukey_session (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_auto (DeskWireUkeySignIn) message = { 0 };
  g_autoptr (DeskStoreAccount) account = NULL;
  GError *refused = NULL;

  if (!desk_wire_ukey_sign_in_from_json (desk_request_get_json (request), &message, error)
      || !desk_sessions_count_try (backend, request, db, error))
    return FALSE;

  if (authenticate (backend, request, db, &message, &account, &refused))
    return desk_sessions_open (backend, request, db, account, FALSE, "ukey", response, error);

  /* The challenge is used up all the same. */
  if (refused->domain == DESK_PROBLEM) {
    desk_response_take_problem (response, refused);
    return TRUE;
  }
  g_propagate_error (error, refused);
  return FALSE;
}

const DeskRoute desk_ukey_session_routes[] = {
  { "POST", "/v1/ukey-challenges", DESK_ACCESS_PUBLIC, DESK_BODY_JSON, 0, DESK_ROUTE_NONE,
    post_challenge, NULL },
  { "POST", "/v1/sessions/ukey", DESK_ACCESS_PUBLIC, DESK_BODY_JSON, 0, DESK_ROUTE_NONE,
    post_ukey_session, NULL },
};
const gsize desk_ukey_session_n_routes = G_N_ELEMENTS (desk_ukey_session_routes);
