/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-api"

#include "desk-api-sms.h"

#include "desk-api-call.h"
#include "desk-wire-account.h"

/* Longer waits come as problems, with retry_after. */
#define MAX_RESEND_SECONDS 3600

void
desk_api_sms_request_sign_in_async (DeskApi *self,
                                    const char *phone,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  const DeskWireSmsRequest message = { .phone = (char *) phone, .purpose = (char *) "sign_in" };
  g_autoptr (JsonNode) body = desk_wire_sms_request_to_json (&message);
  const DeskApiRequest request = { .method = "POST", .path = "/v1/sms-codes", .json = body };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

void
desk_api_sms_request_contract_async (DeskApi *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  const DeskWireOwnSmsRequest message = { .purpose = (char *) "contract" };
  g_autoptr (JsonNode) body = desk_wire_own_sms_request_to_json (&message);
  const DeskApiRequest request
      = { .method = "POST", .path = "/v1/session/sms-codes", .json = body };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

gboolean
desk_api_sms_request_finish (DeskApi *self,
                             GAsyncResult *result,
                             guint *resend_after,
                             GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (DeskApiAnswer) answer = NULL;
  JsonObject *object;
  DeskWireSmsAnswer message = { 0 };

  answer = desk_api_call_finish_json (self, result, &object, error);
  if (answer == NULL)
    return FALSE;
  if (!desk_wire_sms_answer_from_json (object, &message, &cause))
    return desk_api_set_malformed (error, cause->message);

  *resend_after = (guint) CLAMP (message.resend_after, 0, MAX_RESEND_SECONDS);
  return TRUE;
}
