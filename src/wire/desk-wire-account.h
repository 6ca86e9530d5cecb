/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-account.h"
#include "desk-wire.h"

G_BEGIN_DECLS

/* Sign-in: /v1/sms-codes, /v1/sessions, /v1/session, /v1/ukey-challenges. Structs begin zeroed;
 * what is in them is owned and goes with _clear(). */

#define DESK_WIRE_NONCE_BYTES     32
#define DESK_WIRE_MAX_CERTIFICATE (16 * 1024)
#define DESK_WIRE_MAX_SIGNATURE   1024

/* POST /v1/sms-codes: {phone, purpose}; the phone normalised. */
typedef struct {
  char *phone;
  char *purpose; /* "sign_in" */
} DeskWireSmsRequest;

JsonNode *desk_wire_sms_request_to_json (const DeskWireSmsRequest *message);
gboolean
desk_wire_sms_request_from_json (JsonObject *json, DeskWireSmsRequest *message, GError **error);
void desk_wire_sms_request_clear (DeskWireSmsRequest *message);

/* POST /v1/session/sms-codes: {purpose}. */
typedef struct {
  char *purpose; /* "contract" */
} DeskWireOwnSmsRequest;

JsonNode *desk_wire_own_sms_request_to_json (const DeskWireOwnSmsRequest *message);
gboolean desk_wire_own_sms_request_from_json (JsonObject *json,
                                              DeskWireOwnSmsRequest *message,
                                              GError **error);
void desk_wire_own_sms_request_clear (DeskWireOwnSmsRequest *message);

/* The answer to both: {resend_after, expires_in}, seconds. */
typedef struct {
  gint64 resend_after;
  gint64 expires_in;
} DeskWireSmsAnswer;

JsonNode *desk_wire_sms_answer_to_json (const DeskWireSmsAnswer *message);
gboolean
desk_wire_sms_answer_from_json (JsonObject *json, DeskWireSmsAnswer *message, GError **error);
void desk_wire_sms_answer_clear (DeskWireSmsAnswer *message);

/* POST /v1/sessions/sms: {phone, code}. */
typedef struct {
  char *phone;
  char *code;
} DeskWireSmsSignIn;

JsonNode *desk_wire_sms_sign_in_to_json (const DeskWireSmsSignIn *message);
gboolean
desk_wire_sms_sign_in_from_json (JsonObject *json, DeskWireSmsSignIn *message, GError **error);
void desk_wire_sms_sign_in_clear (DeskWireSmsSignIn *message);

/* POST /v1/ukey-challenges, answer: {id, nonce, origin, expires}. */
typedef struct {
  char *id;
  GBytes *nonce; /* DESK_WIRE_NONCE_BYTES */
  char *origin;
  gint64 expires; /* Unix seconds */
} DeskWireChallenge;

JsonNode *desk_wire_challenge_to_json (const DeskWireChallenge *message);
gboolean
desk_wire_challenge_from_json (JsonObject *json, DeskWireChallenge *message, GError **error);
void desk_wire_challenge_clear (DeskWireChallenge *message);

/* POST /v1/sessions/ukey: {challenge_id, certificate, signature}. */
typedef struct {
  char *challenge_id;
  GBytes *certificate; /* DER */
  GBytes *signature;
} DeskWireUkeySignIn;

JsonNode *desk_wire_ukey_sign_in_to_json (const DeskWireUkeySignIn *message);
gboolean
desk_wire_ukey_sign_in_from_json (JsonObject *json, DeskWireUkeySignIn *message, GError **error);
void desk_wire_ukey_sign_in_clear (DeskWireUkeySignIn *message);

/* {id, display_name, phone, created} */
JsonNode *desk_wire_account_to_json (DeskAccount *account);
DeskAccount *desk_wire_account_from_json (JsonObject *json, GError **error);

/* The answer of both ways to sign in, {token, expires, account}, and of GET /v1/session, the same
 * without the token. */
typedef struct {
  char *token;    /* nullable */
  gint64 expires; /* Unix seconds */
  DeskAccount *account;
} DeskWireSession;

JsonNode *desk_wire_session_to_json (const DeskWireSession *message);
gboolean desk_wire_session_from_json (JsonObject *json, DeskWireSession *message, GError **error);
void desk_wire_session_clear (DeskWireSession *message);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireSmsRequest, desk_wire_sms_request_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireOwnSmsRequest, desk_wire_own_sms_request_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireSmsSignIn, desk_wire_sms_sign_in_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireChallenge, desk_wire_challenge_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireUkeySignIn, desk_wire_ukey_sign_in_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireSession, desk_wire_session_clear)

G_END_DECLS
