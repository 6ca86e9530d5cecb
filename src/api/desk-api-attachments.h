/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-api.h"
#include "desk-attachment.h"

G_BEGIN_DECLS

/* PUT /v1/orders/{id}/attachments/{kind} with @content as it is. Idempotent by nature. @progress
 * (nullable) is called in this main context, never after @callback. */
void desk_api_attachments_put_async (DeskApi *self,
                                     const char *order_id,
                                     DeskAttachmentKind kind,
                                     GBytes *content,
                                     DeskApiProgressFunc progress,
                                     gpointer progress_data,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/* FALSE with %DESK_API_ERROR_MALFORMED if the server did not receive exactly @content. */
gboolean desk_api_attachments_put_finish (DeskApi *self,
                                          GAsyncResult *result,
                                          GBytes *content,
                                          GError **error);

G_END_DECLS
