/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-api.h"
#include "desk-application.h"
#include "desk-order.h"

G_BEGIN_DECLS

/* POST /v1/orders. */
void desk_api_orders_create_async (DeskApi *self,
                                   const char *identity_check_id,
                                   const char *idempotency_key,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/* GET /v1/orders/{id}, with its events. */
void desk_api_orders_get_async (DeskApi *self,
                                const char *order_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* PUT /v1/orders/{id}/consent; @time in Unix seconds. */
void desk_api_orders_put_consent_async (DeskApi *self,
                                        const char *order_id,
                                        const char *version,
                                        const char *sha256,
                                        gint64 time,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);

/* PUT /v1/orders/{id}/ink. */
void desk_api_orders_put_ink_async (DeskApi *self,
                                    const char *order_id,
                                    DeskInk *ink,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/* PUT /v1/orders/{id}/product. */
void desk_api_orders_put_product_async (DeskApi *self,
                                        const char *order_id,
                                        DeskApplication *application,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);

/* PUT /v1/orders/{id}/delivery. */
void desk_api_orders_put_delivery_async (DeskApi *self,
                                         const char *order_id,
                                         DeskDelivery *delivery,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

typedef enum {
  DESK_API_SUBMIT,   /* POST .../submission */
  DESK_API_WITHDRAW, /* POST .../withdrawal */
  DESK_API_CANCEL,   /* POST .../cancellation */
} DeskApiMove;

/* @version: of the order as the person saw it. */
void desk_api_orders_move_async (DeskApi *self,
                                 const char *order_id,
                                 DeskApiMove move,
                                 gint64 version,
                                 const char *idempotency_key,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* Of every function above: the order as it is now. Caller owns. */
DeskOrder *desk_api_orders_finish (DeskApi *self, GAsyncResult *result, GError **error);

/* GET /v1/orders; @after: cursor of the previous page, NULL: the first. */
void desk_api_orders_list_async (DeskApi *self,
                                 const char *after,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* GPtrArray of DeskOrder, newest first; @next: cursor of the next page, NULL if there is none.
 * Caller owns both. */
GPtrArray *
desk_api_orders_list_finish (DeskApi *self, GAsyncResult *result, char **next, GError **error);

G_END_DECLS
