/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flow-core.h"
#include "desk-orders-flow.h"

G_BEGIN_DECLS

DeskOrdersFlow *desk_orders_flow_new (DeskFlowCore *core);

/* What the file of its actions may do to the flow. */

DeskFlowCore *desk_orders_flow_get_core (DeskOrdersFlow *self); /* borrowed */

/* Counts nested work; `busy` is TRUE while the count is above 0. */
void desk_orders_flow_begin (DeskOrdersFlow *self);
void desk_orders_flow_end (DeskOrdersFlow *self);

/* Puts @order in the place of the one with its id, if that is listed. */
void desk_orders_flow_replace_order (DeskOrdersFlow *self, DeskOrder *order);
void desk_orders_flow_forget_draft (DeskOrdersFlow *self, const char *draft_id);

G_END_DECLS
