/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-invoice.h"
#include "desk-order-state.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* One line of an order's timeline. */
typedef struct {
  gint64 time;          /* Unix seconds */
  DeskOrderState state; /* entered */
  char *note;           /* owned, "" if none */
} DeskOrderEvent;

/**
 * DeskOrder:
 *
 * An application as the server knows it. Construct-only properties: `id`, `number`, `state`
 * (DeskOrderState as int), `version`, `holder` (masked name), `product` ("person_certificate"),
 * `validity-years` (0 until chosen), `amount-fen` (price in 1/100 yuan, 0 where the project has no
 * payment), `delivery` (one masked line), `invoice-kind`, `created`, `updated` (Unix seconds),
 * `done` (strv: the steps the server has stored, "identity", "attachments.id_front" ...),
 * `contract-sha256` (nullable: none yet).
 */
#define DESK_TYPE_ORDER (desk_order_get_type ())

G_DECLARE_FINAL_TYPE (DeskOrder, desk_order, DESK, ORDER, GObject)

const char *desk_order_get_id (DeskOrder *self);
const char *desk_order_get_number (DeskOrder *self);
DeskOrderState desk_order_get_state (DeskOrder *self);
gint64 desk_order_get_version (DeskOrder *self);
const char *desk_order_get_holder (DeskOrder *self);
const char *desk_order_get_product (DeskOrder *self);
int desk_order_get_validity_years (DeskOrder *self);
gint64 desk_order_get_amount_fen (DeskOrder *self);
const char *desk_order_get_delivery (DeskOrder *self);
DeskInvoiceKind desk_order_get_invoice_kind (DeskOrder *self);
gint64 desk_order_get_created (DeskOrder *self);
gint64 desk_order_get_updated (DeskOrder *self);
const char *const *desk_order_get_done (DeskOrder *self); /* borrowed, NULL if none */
gboolean desk_order_is_done (DeskOrder *self, const char *step);
const char *desk_order_get_contract_sha256 (DeskOrder *self);

void desk_order_add_event (DeskOrder *self, gint64 time, DeskOrderState state, const char *note);
guint desk_order_get_n_events (DeskOrder *self);
const DeskOrderEvent *desk_order_get_event (DeskOrder *self, guint position); /* borrowed */

G_END_DECLS
