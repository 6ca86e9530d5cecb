/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-sign-in-flow-private.h"

#include "desk-api-session.h"
#include "desk-challenge.h"
#include "desk-flow-error-map.h"
#include "desk-key-signature.h"

/* Signing in with a key (Ukey登录): challenge, signature on the token, session. */

typedef struct {
  /* Input */
  DeskKeyCertificate *certificate; /* owned */
  DeskSecret *pin;                 /* owned, nullable: protected path; dropped once it was used */

  /* In progress */
  DeskApiChallenge *challenge; /* owned, nullable: not received yet */
  gboolean is_default_pin;
} KeySignIn;

static void
key_sign_in_free (KeySignIn *sign_in)
{
  g_clear_object (&sign_in->certificate);
  g_clear_pointer (&sign_in->pin, desk_secret_unref);
  g_clear_pointer (&sign_in->challenge, desk_api_challenge_free);
  g_free (sign_in);
}

static void on_challenge_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_signature_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_session_ready (GObject *source, GAsyncResult *result, gpointer user_data);

void
desk_sign_in_flow_sign_in_with_key_async (DeskSignInFlow *self,
                                          DeskKeyCertificate *certificate,
                                          DeskSecret *pin,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  KeySignIn *sign_in;

  g_return_if_fail (DESK_IS_SIGN_IN_FLOW (self));
  g_return_if_fail (DESK_IS_KEY_CERTIFICATE (certificate));

  task = desk_sign_in_flow_begin (self, desk_sign_in_flow_sign_in_with_key_async, cancellable,
                                  callback, user_data);
  if (task == NULL)
    return;

  sign_in = g_new0 (KeySignIn, 1);
  sign_in->certificate = g_object_ref (certificate);
  sign_in->pin = pin != NULL ? desk_secret_ref (pin) : NULL;
  g_task_set_task_data (task, sign_in, (GDestroyNotify) key_sign_in_free);

  desk_api_session_request_challenge_async (
      desk_flow_core_get_api (desk_sign_in_flow_get_core (self)), cancellable, on_challenge_ready,
      g_object_ref (task));
}

static void
on_challenge_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSignInFlow *self = g_task_get_source_object (task);
  KeySignIn *sign_in = g_task_get_task_data (task);
  DeskApi *api = DESK_API (source);
  uint8_t digest[32];
  GError *error = NULL;

  sign_in->challenge = desk_api_session_request_challenge_finish (api, result, &error);
  if (sign_in->challenge == NULL) {
    desk_sign_in_flow_fail (task, error);
    return;
  }

  /* Otherwise somebody in between could have this signature used elsewhere. */
  if (!g_str_equal (sign_in->challenge->origin, desk_api_get_server (api))) {
    desk_sign_in_flow_fail (task, g_error_new (DESK_FLOW_ERROR, DESK_FLOW_ERROR_SERVER,
                                               "the challenge is of another origin"));
    return;
  }

  desk_challenge_get_digest (sign_in->challenge->origin, sign_in->challenge->nonce,
                             DESK_CHALLENGE_SIGN_IN, digest);
  desk_key_signature_new_async (
      desk_flow_core_get_keys (desk_sign_in_flow_get_core (self)), sign_in->certificate,
      sign_in->pin, digest, g_task_get_cancellable (task), on_signature_ready, g_object_ref (task));
}

static void
on_signature_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSignInFlow *self = g_task_get_source_object (task);
  KeySignIn *sign_in = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) signature = desk_key_signature_new_finish (DESK_KEYS (source), result,
                                                                &sign_in->is_default_pin, &error);

  g_clear_pointer (&sign_in->pin, desk_secret_unref);
  if (signature == NULL) {
    desk_sign_in_flow_fail (task, error);
    return;
  }

  desk_api_session_start_by_key_async (
      desk_flow_core_get_api (desk_sign_in_flow_get_core (self)), sign_in->challenge->id,
      desk_key_certificate_get_der (sign_in->certificate), signature, g_task_get_cancellable (task),
      on_session_ready, g_object_ref (task));
}

/* What the server says of the certificate is shown of it from now on. */
static void
note_failure (GTask *task, const GError *error)
{
  DeskFlowCore *core = desk_sign_in_flow_get_core (g_task_get_source_object (task));
  KeySignIn *sign_in = g_task_get_task_data (task);
  g_autoptr (GError) told = desk_flow_error_map (g_error_copy (error));

  desk_keys_note_failure (desk_flow_core_get_keys (core),
                          desk_key_certificate_get_token (sign_in->certificate),
                          sign_in->certificate, told);
}

static void
on_session_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskFlowCore *core = desk_sign_in_flow_get_core (g_task_get_source_object (task));
  KeySignIn *sign_in = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DeskAccount) account
      = desk_api_session_start_finish (DESK_API (source), result, &error);

  if (account == NULL) {
    note_failure (task, error);
    desk_sign_in_flow_fail (task, error);
    return;
  }

  desk_flow_core_set_account (core, account);
  desk_flow_core_note_key_used (core, sign_in->certificate, sign_in->is_default_pin);
  desk_sign_in_flow_succeed (task);
}

gboolean
desk_sign_in_flow_sign_in_with_key_finish (DeskSignInFlow *self,
                                           GAsyncResult *result,
                                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
