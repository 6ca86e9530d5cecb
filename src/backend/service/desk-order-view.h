/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-backend.h"
#include "desk-order.h"
#include "desk-store-order.h"

G_BEGIN_DECLS

/* A stored order as its owner may see it on a screen: masked, with the steps that are done and
 * without events. Caller owns. */
DeskOrder *desk_order_view_new (DeskBackend *backend, const DeskStoreOrder *order);

/* The first step that keeps the order from being submitted, "attachments.id_front"; NULL if all are
 * done. Static. */
const char *desk_order_view_find_missing (const DeskStoreOrder *order);

G_END_DECLS
