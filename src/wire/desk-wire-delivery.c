/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire-delivery.h"

#include "desk-wire-message.h"
#include "desk-wire-parts.h"

static const DeskWireProperty properties[] = {
  { "method", "method" },
  { "carrier", "carrier" },
  { "recipient", "recipient", desk_field_normalise_name },
  { "phone", "phone", desk_field_normalise_phone },
  { "region", "region", desk_field_normalise_text },
  { "address", "address", desk_field_normalise_text },
  { "postcode", "postcode", desk_field_normalise_id_number },
  { "branch", "branch" },
};

void
desk_wire_delivery_add_all (DeskDelivery *delivery, DeskWireForm form, JsonObject *json)
{
  desk_wire_properties_add (properties, G_N_ELEMENTS (properties), delivery, form, json);
}

void
desk_wire_delivery_read_all (DeskWireReader *reader, DeskWireForm form, DeskDelivery *delivery)
{
  desk_wire_properties_read (properties, G_N_ELEMENTS (properties), reader, form, delivery);
}

JsonNode *
desk_wire_delivery_to_json (DeskDelivery *delivery)
{
  static const char *const of_mail[]
      = { "recipient", "phone", "region", "address", "postcode", NULL };
  static const char *const of_collection[] = { "branch", NULL };
  const char *const *unused
      = desk_delivery_get_method (delivery) == DESK_DELIVERY_MAIL ? of_collection : of_mail;
  JsonObject *json = json_object_new ();

  desk_wire_delivery_add_all (delivery, DESK_WIRE_AS_SENT, json);
  for (; *unused != NULL; unused++)
    json_object_set_string_member (json, *unused, "");

  return desk_wire_take_object (json);
}

DeskDelivery *
desk_wire_delivery_from_json (JsonObject *json, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "delivery", FALSE);
  g_autoptr (DeskDelivery) delivery = desk_delivery_new ();

  desk_wire_delivery_read_all (reader, DESK_WIRE_AS_SENT, delivery);
  return desk_wire_reader_finish (reader, error) ? g_steal_pointer (&delivery) : NULL;
}
