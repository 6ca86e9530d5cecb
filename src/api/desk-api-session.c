/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-api"

#include "desk-api-session.h"

#include "desk-api-call.h"
#include "desk-wire-account.h"

#include <string.h>

/* More than any server sends; keeps a header from growing without bound. */
#define MAX_TOKEN_LENGTH 512

#define TOKEN_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/="

void
desk_api_challenge_free (DeskApiChallenge *challenge)
{
  g_free (challenge->id);
  g_clear_pointer (&challenge->nonce, g_bytes_unref);
  g_free (challenge->origin);
  g_free (challenge);
}

void
desk_api_session_start_by_code_async (DeskApi *self,
                                      const char *phone,
                                      const char *code,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  const DeskWireSmsSignIn message = { .phone = (char *) phone, .code = (char *) code };
  g_autoptr (JsonNode) body = desk_wire_sms_sign_in_to_json (&message);
  const DeskApiRequest request = { .method = "POST", .path = "/v1/sessions/sms", .json = body };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

void
desk_api_session_request_challenge_async (DeskApi *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (JsonNode) body = json_node_new (JSON_NODE_OBJECT);
  const DeskApiRequest request = { .method = "POST", .path = "/v1/ukey-challenges", .json = body };

  json_node_take_object (body, json_object_new ());
  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

DeskApiChallenge *
desk_api_session_request_challenge_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (DeskApiAnswer) answer = NULL;
  JsonObject *object;
  g_auto (DeskWireChallenge) message = { 0 };
  DeskApiChallenge *challenge;

  answer = desk_api_call_finish_json (self, result, &object, error);
  if (answer == NULL)
    return NULL;
  if (!desk_wire_challenge_from_json (object, &message, &cause)) {
    desk_api_set_malformed (error, cause->message);
    return NULL;
  }

  challenge = g_new0 (DeskApiChallenge, 1);
  challenge->id = g_steal_pointer (&message.id);
  challenge->nonce = g_steal_pointer (&message.nonce);
  challenge->origin = g_steal_pointer (&message.origin);
  return challenge;
}

void
desk_api_session_start_by_key_async (DeskApi *self,
                                     const char *challenge_id,
                                     GBytes *certificate,
                                     GBytes *signature,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  const DeskWireUkeySignIn message = {
    .challenge_id = (char *) challenge_id,
    .certificate = certificate,
    .signature = signature,
  };
  g_autoptr (JsonNode) body = desk_wire_ukey_sign_in_to_json (&message);
  const DeskApiRequest request = { .method = "POST", .path = "/v1/sessions/ukey", .json = body };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

/* RFC 6750, 2.1: what may stand in the header, so that an answer cannot add one of its own. */
static gboolean
is_token (const char *text)
{
  return text != NULL && *text != '\0' && strlen (text) <= MAX_TOKEN_LENGTH
         && strspn (text, TOKEN_CHARACTERS) == strlen (text);
}

DeskAccount *
desk_api_session_start_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (DeskApiAnswer) answer = NULL;
  JsonObject *object;
  g_auto (DeskWireSession) message = { 0 };
  g_autoptr (DeskSecret) token = NULL;

  answer = desk_api_call_finish_json (self, result, &object, error);
  if (answer == NULL)
    return NULL;
  if (!desk_wire_session_from_json (object, &message, &cause) || !is_token (message.token)) {
    desk_api_set_malformed (error, cause != NULL ? cause->message : "token");
    return NULL;
  }

  token = desk_secret_new_from_string (message.token);
  desk_secret_wipe (message.token, strlen (message.token));
  desk_api_set_token (self, token);
  return g_steal_pointer (&message.account);
}

void
desk_api_session_end_async (DeskApi *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  const DeskApiRequest request = { .method = "DELETE", .path = "/v1/session" };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
  desk_api_set_token (self, NULL);
}

gboolean
desk_api_session_end_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  return desk_api_call_finish_empty (self, result, error);
}
