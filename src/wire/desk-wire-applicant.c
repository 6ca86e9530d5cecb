/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire-applicant.h"

#include "desk-wire-message.h"
#include "desk-wire-parts.h"

static const DeskWireProperty properties[] = {
  { "id_type", "id-type", NULL },
  { "name", "name", desk_field_normalise_name },
  { "id_number", "id-number", desk_field_normalise_id_number },
  { "mobile", "mobile", desk_field_normalise_mobile },
};

void
desk_wire_applicant_add (DeskApplicant *applicant, DeskWireForm form, JsonObject *json)
{
  desk_wire_properties_add (properties, G_N_ELEMENTS (properties), applicant, form, json);
}

void
desk_wire_applicant_read (DeskWireReader *reader, DeskWireForm form, DeskApplicant *applicant)
{
  desk_wire_properties_read (properties, G_N_ELEMENTS (properties), reader, form, applicant);
}

JsonNode *
desk_wire_applicant_to_json (DeskApplicant *applicant)
{
  JsonObject *json = json_object_new ();

  desk_wire_applicant_add (applicant, DESK_WIRE_AS_SENT, json);
  return desk_wire_take_object (json);
}

DeskApplicant *
desk_wire_applicant_from_json (JsonObject *json, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "applicant", FALSE);
  g_autoptr (DeskApplicant) applicant = desk_applicant_new ();

  desk_wire_applicant_read (reader, DESK_WIRE_AS_SENT, applicant);
  return desk_wire_reader_finish (reader, error) ? g_steal_pointer (&applicant) : NULL;
}

static const char *const results[] = { "match", "manual" };

static const DeskWireMember identity_members[] = {
  { "id", DESK_WIRE_ID, G_STRUCT_OFFSET (DeskWireIdentity, id) },
  { "result", DESK_WIRE_CHOICE, G_STRUCT_OFFSET (DeskWireIdentity, is_manual), .words = results },
  { "serial", DESK_WIRE_LINE, G_STRUCT_OFFSET (DeskWireIdentity, serial), 100 },
  { "time", DESK_WIRE_TIME, G_STRUCT_OFFSET (DeskWireIdentity, time) },
};

DESK_WIRE_DEFINE_MESSAGE (DeskWireIdentity, desk_wire_identity, identity_members, TRUE)
