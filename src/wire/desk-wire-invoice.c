/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire-invoice.h"

#include "desk-wire-message.h"
#include "desk-wire-parts.h"

static const DeskWireProperty properties[] = {
  { "kind", "kind" },
  { "buyer_kind", "buyer-kind" },
  { "title", "title", desk_field_normalise_text },
  { "email", "email", desk_field_normalise_email },
  { "tax_number", "tax-number", desk_field_normalise_id_number },
  { "address", "address", desk_field_normalise_text },
  { "phone", "phone", desk_field_normalise_phone },
  { "bank", "bank", desk_field_normalise_text },
  { "account", "account", desk_field_normalise_id_number },
};

void
desk_wire_invoice_add_all (DeskInvoice *invoice, DeskWireForm form, JsonObject *json)
{
  desk_wire_properties_add (properties, G_N_ELEMENTS (properties), invoice, form, json);
}

void
desk_wire_invoice_read_all (DeskWireReader *reader, DeskWireForm form, DeskInvoice *invoice)
{
  desk_wire_properties_read (properties, G_N_ELEMENTS (properties), reader, form, invoice);
}

static void
empty (JsonObject *json, const char *const *members)
{
  for (; *members != NULL; members++)
    json_object_set_string_member (json, *members, "");
}

JsonNode *
desk_wire_invoice_to_json (DeskInvoice *invoice)
{
  static const char *const of_any[] = { "title", "email", NULL };
  static const char *const of_organisations[] = { "tax_number", NULL };
  static const char *const of_special[] = { "address", "phone", "bank", "account", NULL };
  DeskInvoiceKind kind = desk_invoice_get_kind (invoice);
  JsonObject *json = json_object_new ();

  desk_wire_invoice_add_all (invoice, DESK_WIRE_AS_SENT, json);
  if (kind == DESK_INVOICE_NONE)
    empty (json, of_any);
  if (kind == DESK_INVOICE_NONE
      || (kind == DESK_INVOICE_ORDINARY
          && desk_invoice_get_buyer_kind (invoice) == DESK_BUYER_PERSON))
    empty (json, of_organisations);
  if (kind != DESK_INVOICE_SPECIAL)
    empty (json, of_special);

  return desk_wire_take_object (json);
}

void
desk_wire_invoice_read (DeskWireReader *reader, DeskInvoice *invoice)
{
  desk_wire_invoice_read_all (reader, DESK_WIRE_AS_SENT, invoice);
}
