/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flow-core.h"
#include "desk-orders-flow.h"

G_BEGIN_DECLS

DeskOrdersFlow *desk_orders_flow_new (DeskFlowCore *core);

G_END_DECLS
