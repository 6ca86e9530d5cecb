/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-api.h"

G_BEGIN_DECLS

/* The largest contract taken: one is about 0.3 MiB. */
#define DESK_API_MAX_CONTRACT_BYTES (16 * 1024 * 1024)

/* POST /v1/orders/{id}/contract: generated, and signed with a one-off certificate after the SMS
 * code. */
void desk_api_contract_create_one_off_async (DeskApi *self,
                                             const char *order_id,
                                             const char *sms_code,
                                             const char *idempotency_key,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);

/* The same, but only prepared for the signature of the key with @certificate (DER). */
void desk_api_contract_create_for_key_async (DeskApi *self,
                                             const char *order_id,
                                             GBytes *certificate,
                                             const char *idempotency_key,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);

/* Of both: SHA-256 of the PDF, hex; @is_signed FALSE: prepared. Caller frees. */
char *desk_api_contract_create_finish (DeskApi *self,
                                       GAsyncResult *result,
                                       gboolean *is_signed,
                                       GError **error);

/* GET /v1/orders/{id}/contract. */
void desk_api_contract_get_async (DeskApi *self,
                                  const char *order_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GBytes *desk_api_contract_get_finish (DeskApi *self, GAsyncResult *result, GError **error);

/* PUT /v1/orders/{id}/contract/signature: @cms over the prepared PDF with @sha256. */
void desk_api_contract_put_signature_async (DeskApi *self,
                                            const char *order_id,
                                            const char *sha256,
                                            GBytes *cms,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
/* SHA-256 of the signed PDF, hex. Caller frees. */
char *desk_api_contract_put_signature_finish (DeskApi *self, GAsyncResult *result, GError **error);

/* POST /v1/orders/{id}/contract/reading: the PDF with @sha256 was read. desk_api_orders_finish().
 */
void desk_api_contract_confirm_reading_async (DeskApi *self,
                                              const char *order_id,
                                              const char *sha256,
                                              const char *idempotency_key,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);

G_END_DECLS
