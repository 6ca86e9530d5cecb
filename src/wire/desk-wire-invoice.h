/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-invoice.h"
#include "desk-wire-reader.h"

G_BEGIN_DECLS

/* {kind, buyer_kind, title, email, tax_number, address, phone, bank, account}, normalised. What the
 * kind does not ask for is left empty: nobody is told what they need not know. */
JsonNode *desk_wire_invoice_to_json (DeskInvoice *invoice);

/* Reads into @invoice; the strings may be absent. Errors stay in @reader. */
void desk_wire_invoice_read (DeskWireReader *reader, DeskInvoice *invoice);

G_END_DECLS
