/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-api"

#include "desk-api-orders.h"

#include "desk-api-call.h"
#include "desk-api-path.h"
#include "desk-wire-delivery.h"
#include "desk-wire-ink.h"
#include "desk-wire-order.h"

#define PAGE_SIZE "20"

static const char *const move_resources[] = {
  [DESK_API_SUBMIT] = "submission",
  [DESK_API_WITHDRAW] = "withdrawal",
  [DESK_API_CANCEL] = "cancellation",
};

void
desk_api_orders_create_async (DeskApi *self,
                              const char *identity_check_id,
                              const char *idempotency_key,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  const DeskWireOrderRequest message = {
    .product = (char *) "person_certificate",
    .identity_check_id = (char *) identity_check_id,
  };
  g_autoptr (JsonNode) body = desk_wire_order_request_to_json (&message);
  const DeskApiRequest request = {
    .method = "POST",
    .path = "/v1/orders",
    .json = body,
    .idempotency_key = idempotency_key,
  };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

void
desk_api_orders_get_async (DeskApi *self,
                           const char *order_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autofree char *path = desk_api_path_of_order (order_id, NULL);
  const DeskApiRequest request = { .method = "GET", .path = path };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

static void
put_async (DeskApi *self,
           const char *order_id,
           const char *resource,
           JsonNode *body,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autofree char *path = desk_api_path_of_order (order_id, resource);
  const DeskApiRequest request = { .method = "PUT", .path = path, .json = body };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

void
desk_api_orders_put_consent_async (DeskApi *self,
                                   const char *order_id,
                                   const char *version,
                                   const char *sha256,
                                   gint64 time,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  const DeskWireConsent message = {
    .version = (char *) version,
    .sha256 = (char *) sha256,
    .time = time,
  };
  g_autoptr (JsonNode) body = desk_wire_consent_to_json (&message);

  put_async (self, order_id, "consent", body, cancellable, callback, user_data);
}

void
desk_api_orders_put_ink_async (DeskApi *self,
                               const char *order_id,
                               DeskInk *ink,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (JsonNode) body = desk_wire_ink_to_json (ink);

  put_async (self, order_id, "ink", body, cancellable, callback, user_data);
}

void
desk_api_orders_put_product_async (DeskApi *self,
                                   const char *order_id,
                                   DeskApplication *application,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  const DeskWireProduct message = {
    .validity_years = desk_application_get_validity_years (application),
    .seal_kind = desk_application_get_seal_kind (application),
    .invoice = desk_application_get_invoice (application),
  };
  g_autoptr (JsonNode) body = desk_wire_product_to_json (&message);

  put_async (self, order_id, "product", body, cancellable, callback, user_data);
}

void
desk_api_orders_put_delivery_async (DeskApi *self,
                                    const char *order_id,
                                    DeskDelivery *delivery,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (JsonNode) body = desk_wire_delivery_to_json (delivery);

  put_async (self, order_id, "delivery", body, cancellable, callback, user_data);
}

void
desk_api_orders_move_async (DeskApi *self,
                            const char *order_id,
                            DeskApiMove move,
                            gint64 version,
                            const char *idempotency_key,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autofree char *path = desk_api_path_of_order (order_id, move_resources[move]);
  g_autoptr (JsonNode) body = desk_wire_move_to_json (version);
  const DeskApiRequest request = {
    .method = "POST",
    .path = path,
    .json = body,
    .idempotency_key = idempotency_key,
  };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

DeskOrder *
desk_api_orders_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (DeskApiAnswer) answer = NULL;
  JsonObject *object;
  DeskOrder *order;

  answer = desk_api_call_finish_json (self, result, &object, error);
  if (answer == NULL)
    return NULL;
  order = desk_wire_order_from_json (object, &cause);
  if (order == NULL)
    desk_api_set_malformed (error, cause->message);
  return order;
}

void
desk_api_orders_list_async (DeskApi *self,
                            const char *after,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autofree char *cursor = after != NULL ? g_uri_escape_string (after, NULL, FALSE) : NULL;
  g_autofree char *path = g_strconcat ("/v1/orders?limit=" PAGE_SIZE,
                                       cursor != NULL ? "&after=" : NULL, cursor, NULL);
  const DeskApiRequest request = { .method = "GET", .path = path };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

GPtrArray *
desk_api_orders_list_finish (DeskApi *self, GAsyncResult *result, char **next, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (DeskApiAnswer) answer = NULL;
  JsonObject *object;
  GPtrArray *orders;

  answer = desk_api_call_finish_json (self, result, &object, error);
  if (answer == NULL)
    return NULL;
  orders = desk_wire_order_list_from_json (object, next, &cause);
  if (orders == NULL)
    desk_api_set_malformed (error, cause->message);
  return orders;
}
