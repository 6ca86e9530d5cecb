/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"
#include "desk-store-order.h"

G_BEGIN_DECLS

/* What every route below /v1/orders/{id} begins and ends with. Database thread. */

/* The order the path names, if it is the account's own: not_found otherwise, whether it is somebody
 * else's or does not exist. */
gboolean desk_order_access_load (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskStoreOrder **order, GError **error);

/* The same, and state_conflict unless its state lets the applicant edit it. */
gboolean desk_order_access_load_editable (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskStoreOrder **order, GError **error);

/* Turns the store's conflict into a problem; any other error passes. Always returns FALSE. */
gboolean desk_order_access_fail (GError **error, GError *store_error);

/* Answers with the order as it is now. */
gboolean desk_order_access_answer (DeskBackend *backend,
                                   DeskRequest *request,
                                   DeskDb *db,
                                   const char *order_id,
                                   guint status,
                                   DeskResponse *response,
                                   GError **error);

G_END_DECLS
