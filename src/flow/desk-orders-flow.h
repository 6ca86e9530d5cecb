/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-application.h"
#include "desk-order.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A draft on this computer, as the list shows it: read-only properties `id`, `order-number`
 * (nullable), `holder` (masked, "" before the name is filled in), `step` (DeskStep), `changed`
 * (Unix seconds). */
#define DESK_TYPE_DRAFT_SUMMARY (desk_draft_summary_get_type ())

G_DECLARE_FINAL_TYPE (DeskDraftSummary, desk_draft_summary, DESK, DRAFT_SUMMARY, GObject)

const char *desk_draft_summary_get_id (DeskDraftSummary *self);
const char *desk_draft_summary_get_order_number (DeskDraftSummary *self);
const char *desk_draft_summary_get_holder (DeskDraftSummary *self);
DeskStep desk_draft_summary_get_step (DeskDraftSummary *self);
gint64 desk_draft_summary_get_changed (DeskDraftSummary *self);

/**
 * DeskOrdersFlow:
 *
 * 我的申请: the server's orders and the drafts of the same account on this computer. A draft is
 * kept after its order was submitted, but not listed unless the order comes back, and removed once
 * it cannot come back any more. Properties: `orders` (GListModel of DeskOrder, newest first, grows
 * page by page), `drafts` (GListModel of DeskDraftSummary), `busy`, `has-more`.
 */
#define DESK_TYPE_ORDERS_FLOW (desk_orders_flow_get_type ())

G_DECLARE_FINAL_TYPE (DeskOrdersFlow, desk_orders_flow, DESK, ORDERS_FLOW, GObject)

GListModel *desk_orders_flow_get_orders (DeskOrdersFlow *self);
GListModel *desk_orders_flow_get_drafts (DeskOrdersFlow *self);
gboolean desk_orders_flow_get_busy (DeskOrdersFlow *self);
gboolean desk_orders_flow_get_has_more (DeskOrdersFlow *self);

/* The id of the draft that @order_id is filled in with, listed or not; NULL if this computer has
 * none. Borrowed until the drafts are listed again. */
const char *desk_orders_flow_find_draft (DeskOrdersFlow *self, const char *order_id);

/* Fetches the first page again. The drafts are listed even when the server cannot be reached. */
void desk_orders_flow_refresh_async (DeskOrdersFlow *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
desk_orders_flow_refresh_finish (DeskOrdersFlow *self, GAsyncResult *result, GError **error);

/* The next page, if `has-more`. */
void desk_orders_flow_load_more_async (DeskOrdersFlow *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
desk_orders_flow_load_more_finish (DeskOrdersFlow *self, GAsyncResult *result, GError **error);

/* One order with its timeline. */
void desk_orders_flow_load_order_async (DeskOrdersFlow *self,
                                        const char *order_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
DeskOrder *
desk_orders_flow_load_order_finish (DeskOrdersFlow *self, GAsyncResult *result, GError **error);

/* 撤回 (to DRAFT) or 取消. Fails with CONFLICT if the order moved on meanwhile. */
void desk_orders_flow_act_async (DeskOrdersFlow *self,
                                 DeskOrder *order,
                                 DeskOrderActions action,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
DeskOrder *desk_orders_flow_act_finish (DeskOrdersFlow *self, GAsyncResult *result, GError **error);

/* Fetches the signed contract of an order, verified; GBytes. @reports, if not NULL, receives a new
 * GListModel of DeskSignatureReport. */
void desk_orders_flow_load_contract_async (DeskOrdersFlow *self,
                                           const char *order_id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GBytes *desk_orders_flow_load_contract_finish (DeskOrdersFlow *self,
                                               GAsyncResult *result,
                                               GListModel **reports,
                                               GError **error);

/* Fails with %DESK_FLOW_ERROR_DRAFT. */
void desk_orders_flow_delete_draft_async (DeskOrdersFlow *self,
                                          const char *draft_id,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
desk_orders_flow_delete_draft_finish (DeskOrdersFlow *self, GAsyncResult *result, GError **error);

G_END_DECLS
