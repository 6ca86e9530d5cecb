/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire-account.h"

#include "desk-wire-message.h"

#define PURPOSE_MAX     32
#define CODE_MAX        16
#define TOKEN_MAX       128
#define ORIGIN_MAX      256
#define NAME_LENGTH_MAX 100
#define SECONDS_MAX     (24 * 60 * 60)

static const DeskWireMember sms_request_members[] = {
  { "phone", DESK_WIRE_PHONE, G_STRUCT_OFFSET (DeskWireSmsRequest, phone) },
  { "purpose", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireSmsRequest, purpose), PURPOSE_MAX },
};

DESK_WIRE_DEFINE_MESSAGE (DeskWireSmsRequest, desk_wire_sms_request, sms_request_members, FALSE)

static const DeskWireMember own_sms_request_members[] = {
  { "purpose", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireOwnSmsRequest, purpose), PURPOSE_MAX },
};

DESK_WIRE_DEFINE_MESSAGE (DeskWireOwnSmsRequest,
                          desk_wire_own_sms_request,
                          own_sms_request_members,
                          FALSE)

static const DeskWireMember sms_answer_members[] = {
  { "resend_after", DESK_WIRE_INTEGER, G_STRUCT_OFFSET (DeskWireSmsAnswer, resend_after),
    SECONDS_MAX },
  { "expires_in", DESK_WIRE_INTEGER, G_STRUCT_OFFSET (DeskWireSmsAnswer, expires_in), SECONDS_MAX },
};

DESK_WIRE_DEFINE_MESSAGE (DeskWireSmsAnswer, desk_wire_sms_answer, sms_answer_members, TRUE)

static const DeskWireMember sms_sign_in_members[] = {
  { "phone", DESK_WIRE_PHONE, G_STRUCT_OFFSET (DeskWireSmsSignIn, phone) },
  { "code", DESK_WIRE_LINE, G_STRUCT_OFFSET (DeskWireSmsSignIn, code), CODE_MAX },
};

DESK_WIRE_DEFINE_MESSAGE (DeskWireSmsSignIn, desk_wire_sms_sign_in, sms_sign_in_members, FALSE)

static const DeskWireMember challenge_members[] = {
  { "id", DESK_WIRE_ID, G_STRUCT_OFFSET (DeskWireChallenge, id) },
  { "nonce", DESK_WIRE_BASE64URL, G_STRUCT_OFFSET (DeskWireChallenge, nonce),
    DESK_WIRE_NONCE_BYTES },
  { "origin", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireChallenge, origin), ORIGIN_MAX },
  { "expires", DESK_WIRE_TIME, G_STRUCT_OFFSET (DeskWireChallenge, expires) },
};

JsonNode *
desk_wire_challenge_to_json (const DeskWireChallenge *message)
{
  return desk_wire_message_to_json (challenge_members, G_N_ELEMENTS (challenge_members), message);
}

gboolean
desk_wire_challenge_from_json (JsonObject *json, DeskWireChallenge *message, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", TRUE);

  desk_wire_message_read (challenge_members, G_N_ELEMENTS (challenge_members), reader, message);
  /* A shorter one would be a weaker challenge. */
  if (message->nonce != NULL && g_bytes_get_size (message->nonce) != DESK_WIRE_NONCE_BYTES)
    desk_wire_reader_fail (reader, "nonce", DESK_FIELD_TOO_SHORT);
  if (desk_wire_reader_finish (reader, error))
    return TRUE;

  desk_wire_challenge_clear (message);
  return FALSE;
}

void
desk_wire_challenge_clear (DeskWireChallenge *message)
{
  desk_wire_message_clear (challenge_members, G_N_ELEMENTS (challenge_members), message);
}

static const DeskWireMember ukey_sign_in_members[] = {
  { "challenge_id", DESK_WIRE_ID, G_STRUCT_OFFSET (DeskWireUkeySignIn, challenge_id) },
  { "certificate", DESK_WIRE_BASE64, G_STRUCT_OFFSET (DeskWireUkeySignIn, certificate),
    DESK_WIRE_MAX_CERTIFICATE },
  { "signature", DESK_WIRE_BASE64, G_STRUCT_OFFSET (DeskWireUkeySignIn, signature),
    DESK_WIRE_MAX_SIGNATURE },
};

DESK_WIRE_DEFINE_MESSAGE (DeskWireUkeySignIn, desk_wire_ukey_sign_in, ukey_sign_in_members, FALSE)

JsonNode *
desk_wire_account_to_json (DeskAccount *account)
{
  JsonObject *json = json_object_new ();

  desk_wire_set_text (json, "id", desk_account_get_id (account));
  desk_wire_set_text (json, "display_name", desk_account_get_display_name (account));
  desk_wire_set_text (json, "phone", desk_account_get_phone (account));
  json_object_set_boolean_member (json, "created", desk_account_get_created (account));
  return desk_wire_take_object (json);
}

static DeskAccount *
read_account (DeskWireReader *reader)
{
  return desk_account_new (desk_wire_reader_id (reader, "id"),
                           desk_wire_reader_string (reader, "display_name", NAME_LENGTH_MAX),
                           desk_wire_reader_string (reader, "phone", NAME_LENGTH_MAX),
                           desk_wire_reader_bool (reader, "created"));
}

DeskAccount *
desk_wire_account_from_json (JsonObject *json, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", TRUE);
  g_autoptr (DeskAccount) account = read_account (reader);

  return desk_wire_reader_finish (reader, error) ? g_steal_pointer (&account) : NULL;
}

JsonNode *
desk_wire_session_to_json (const DeskWireSession *message)
{
  JsonObject *json = json_object_new ();

  if (message->token != NULL)
    json_object_set_string_member (json, "token", message->token);
  desk_wire_set_time (json, "expires", message->expires);
  json_object_set_member (json, "account", desk_wire_account_to_json (message->account));
  return desk_wire_take_object (json);
}

gboolean
desk_wire_session_from_json (JsonObject *json, DeskWireSession *message, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", TRUE);

  message->token = g_strdup (desk_wire_reader_optional (reader, "token", TOKEN_MAX));
  message->expires = desk_wire_reader_time (reader, "expires");
  message->account = read_account (desk_wire_reader_object (reader, "account"));
  if (desk_wire_reader_finish (reader, error))
    return TRUE;

  desk_wire_session_clear (message);
  return FALSE;
}

void
desk_wire_session_clear (DeskWireSession *message)
{
  static const DeskWireMember members[] = {
    { "token", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireSession, token) },
    { "expires", DESK_WIRE_TIME, G_STRUCT_OFFSET (DeskWireSession, expires) },
  };

  desk_wire_message_clear (members, G_N_ELEMENTS (members), message);
  g_clear_object (&message->account);
}
