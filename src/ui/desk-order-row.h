/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-orders-flow.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One line of 我的申请: what it is, number, date, state, and the one action that comes next.
 * Pressing it activates `win.order` with the order's id. */
GtkWidget *desk_order_row_new (DeskOrder *order);

/* A draft on this computer: whose, the step and when; `win.continue` with the draft's id. */
GtkWidget *desk_draft_row_new (DeskDraftSummary *draft);

/* @orders without those that are not submitted and have their draft in @drafts: they would stand in
 * the list twice. A new model that follows both. */
GListModel *desk_order_rows_new_model (GListModel *orders, GListModel *drafts);

/* Fills @list with a row per item of @model (DeskOrder or DeskDraftSummary), at most @limit (0:
 * all), and keeps it so while both live. */
void desk_order_rows_bind (GtkListBox *list, GListModel *model, guint limit);

G_END_DECLS
