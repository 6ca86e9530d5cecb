/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-api.h"
#include "desk-key-token.h"
#include "desk-unblock-request.h"

G_BEGIN_DECLS

/* POST /v1/unblock-requests for @token. */
void desk_api_unblock_request_async (DeskApi *self,
                                     DeskKeyToken *token,
                                     DeskUnblockReason reason,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* The request that was made, or the one that is under way for this key already. Caller frees. */
DeskUnblockRequest *
desk_api_unblock_request_finish (DeskApi *self, GAsyncResult *result, GError **error);

/* GET /v1/unblock-requests. */
void desk_api_unblock_list_async (DeskApi *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* DeskUnblockRequest, newest first. Caller owns. */
GPtrArray *desk_api_unblock_list_finish (DeskApi *self, GAsyncResult *result, GError **error);

G_END_DECLS
