/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-applicant.h"
#include "desk-delivery.h"
#include "desk-invoice.h"
#include "desk-wire-properties.h"

G_BEGIN_DECLS

/* For this folder only: the parts of an application, for the draft (as typed) and the server (as
 * sent). */
void desk_wire_applicant_add (DeskApplicant *applicant, DeskWireForm form, JsonObject *json);
void desk_wire_applicant_read (DeskWireReader *reader, DeskWireForm form, DeskApplicant *applicant);
void desk_wire_invoice_add_all (DeskInvoice *invoice, DeskWireForm form, JsonObject *json);
void desk_wire_invoice_read_all (DeskWireReader *reader, DeskWireForm form, DeskInvoice *invoice);
void desk_wire_delivery_add_all (DeskDelivery *delivery, DeskWireForm form, JsonObject *json);
void
desk_wire_delivery_read_all (DeskWireReader *reader, DeskWireForm form, DeskDelivery *delivery);

G_END_DECLS
