/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-api.h"

G_BEGIN_DECLS

/* POST /v1/sms-codes: a code to @phone (normalised) for signing in. */
void desk_api_sms_request_sign_in_async (DeskApi *self,
                                         const char *phone,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/* POST /v1/session/sms-codes: a code to the signed-in account's own phone for signing a contract.
 */
void desk_api_sms_request_contract_async (DeskApi *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);

/* Of both. @resend_after: seconds until another code may be asked for. */
gboolean desk_api_sms_request_finish (DeskApi *self,
                                      GAsyncResult *result,
                                      guint *resend_after,
                                      GError **error);

G_END_DECLS
