/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-api"

#include "desk-api-contract.h"

#include "desk-api-call.h"
#include "desk-api-path.h"
#include "desk-wire-contract.h"

static void
create_async (DeskApi *self,
              const char *order_id,
              JsonNode *body,
              const char *idempotency_key,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autofree char *path = desk_api_path_of_order (order_id, "contract");
  const DeskApiRequest request = {
    .method = "POST",
    .path = path,
    .json = body,
    .idempotency_key = idempotency_key,
  };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

void
desk_api_contract_create_one_off_async (DeskApi *self,
                                        const char *order_id,
                                        const char *sms_code,
                                        const char *idempotency_key,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  const DeskWireContractRequest message = {
    .mode = DESK_SIGNING_ONE_OFF,
    .sms_code = (char *) sms_code,
  };
  g_autoptr (JsonNode) body = desk_wire_contract_request_to_json (&message);

  create_async (self, order_id, body, idempotency_key, cancellable, callback, user_data);
}

void
desk_api_contract_create_for_key_async (DeskApi *self,
                                        const char *order_id,
                                        GBytes *certificate,
                                        const char *idempotency_key,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  const DeskWireContractRequest message = {
    .mode = DESK_SIGNING_UKEY,
    .certificate = certificate,
  };
  g_autoptr (JsonNode) body = desk_wire_contract_request_to_json (&message);

  create_async (self, order_id, body, idempotency_key, cancellable, callback, user_data);
}

char *
desk_api_contract_create_finish (DeskApi *self,
                                 GAsyncResult *result,
                                 gboolean *is_signed,
                                 GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (DeskApiAnswer) answer = NULL;
  JsonObject *object;
  g_auto (DeskWireContract) message = { 0 };

  answer = desk_api_call_finish_json (self, result, &object, error);
  if (answer == NULL)
    return NULL;
  if (!desk_wire_contract_from_json (object, &message, &cause)) {
    desk_api_set_malformed (error, cause->message);
    return NULL;
  }

  *is_signed = message.is_signed;
  return g_steal_pointer (&message.sha256);
}

void
desk_api_contract_get_async (DeskApi *self,
                             const char *order_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autofree char *path = desk_api_path_of_order (order_id, "contract");
  const DeskApiRequest request = {
    .method = "GET",
    .path = path,
    .accept = "application/pdf",
    .max_bytes = DESK_API_MAX_CONTRACT_BYTES,
  };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

GBytes *
desk_api_contract_get_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  g_autoptr (DeskApiAnswer) answer = desk_api_call_finish (self, result, error);

  return answer != NULL ? g_bytes_ref (answer->content) : NULL;
}

void
desk_api_contract_put_signature_async (DeskApi *self,
                                       const char *order_id,
                                       const char *sha256,
                                       GBytes *cms,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  const DeskWireSignature message = { .sha256 = (char *) sha256, .cms = cms };
  g_autofree char *path = desk_api_path_of_order (order_id, "contract/signature");
  g_autoptr (JsonNode) body = desk_wire_signature_to_json (&message);
  const DeskApiRequest request = { .method = "PUT", .path = path, .json = body };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

char *
desk_api_contract_put_signature_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  gboolean is_signed = FALSE;
  g_autofree char *sha256 = desk_api_contract_create_finish (self, result, &is_signed, error);

  if (sha256 != NULL && !is_signed) {
    desk_api_set_malformed (error, "state of the contract");
    return NULL;
  }

  return g_steal_pointer (&sha256);
}

void
desk_api_contract_confirm_reading_async (DeskApi *self,
                                         const char *order_id,
                                         const char *sha256,
                                         const char *idempotency_key,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autofree char *path = desk_api_path_of_order (order_id, "contract/reading");
  g_autoptr (JsonNode) body = desk_wire_reading_to_json (sha256);
  const DeskApiRequest request = {
    .method = "POST",
    .path = path,
    .json = body,
    .idempotency_key = idempotency_key,
  };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}
