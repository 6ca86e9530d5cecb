/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-api"

#include "desk-api-unblock.h"

#include "desk-api-call.h"
#include "desk-wire-unblock.h"

#define PATH "/v1/unblock-requests"

void
desk_api_unblock_request_async (DeskApi *self,
                                DeskKeyToken *token,
                                DeskUnblockReason reason,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const char *label = desk_key_token_get_label (token);
  const DeskWireUnblock message = {
    .token_serial = (char *) desk_key_token_get_serial (token),
    .token_label = (char *) (label != NULL ? label : ""),
    .reason = reason,
  };
  g_autoptr (JsonNode) body = desk_wire_unblock_to_json (&message);
  const DeskApiRequest request = { .method = "POST", .path = PATH, .json = body };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

DeskUnblockRequest *
desk_api_unblock_request_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (DeskApiAnswer) answer = NULL;
  g_autoptr (DeskUnblockRequest) request = g_new0 (DeskUnblockRequest, 1);
  JsonObject *object;

  answer = desk_api_call_finish_json (self, result, &object, error);
  if (answer == NULL)
    return NULL;
  if (!desk_wire_unblock_request_from_json (object, request, &cause)) {
    desk_api_set_malformed (error, cause->message);
    return NULL;
  }

  return g_steal_pointer (&request);
}

void
desk_api_unblock_list_async (DeskApi *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  const DeskApiRequest request = { .method = "GET", .path = PATH };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

GPtrArray *
desk_api_unblock_list_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (DeskApiAnswer) answer = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  JsonObject *object;

  answer = desk_api_call_finish_json (self, result, &object, error);
  if (answer == NULL)
    return NULL;
  requests = desk_wire_unblock_list_from_json (object, &cause);
  if (requests == NULL)
    desk_api_set_malformed (error, cause->message);

  return g_steal_pointer (&requests);
}
