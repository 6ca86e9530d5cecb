/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire-service.h"

#include "desk-encoding.h"
#include "desk-wire-message.h"

#include <string.h>

#define TEXT_MAX          200
#define CONTRACT_TEXT_MAX (256 * 1024)
#define BRANCHES_MAX      1000
/* Nobody pays more than a million yuan. */
#define FEN_MAX ((gint64) 100 * 1000 * 1000)

static const DeskWireMember branch_members[] = {
  { "code", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireBranch, code), TEXT_MAX },
  { "name", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireBranch, name), TEXT_MAX },
  { "address", DESK_WIRE_LINE, G_STRUCT_OFFSET (DeskWireBranch, address), TEXT_MAX },
  { "hours", DESK_WIRE_LINE, G_STRUCT_OFFSET (DeskWireBranch, hours), TEXT_MAX },
};

static const DeskWireMember service_members[] = {
  { "name", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireService, name), TEXT_MAX },
  { "version", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireService, version), TEXT_MAX },
  { "authority", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireService, authority), TEXT_MAX },
};

static void
free_branch (gpointer data)
{
  desk_wire_message_clear (branch_members, G_N_ELEMENTS (branch_members), data);
  g_free (data);
}

void
desk_wire_service_init (DeskWireService *service)
{
  *service = (DeskWireService){
    .attachment_min_bytes = DESK_FIELD_FILE_MIN_BYTES,
    .attachment_max_bytes = DESK_FIELD_FILE_MAX_BYTES,
    .branches = g_ptr_array_new_with_free_func (free_branch),
  };
  for (int years = 1; years <= DESK_APPLICATION_MAX_VALIDITY_YEARS; years++)
    service->prices_fen[years] = DESK_WIRE_NOT_OFFERED;
}

void
desk_wire_service_add_branch (DeskWireService *service, const DeskWireBranch *branch)
{
  DeskWireBranch *copy = g_new (DeskWireBranch, 1);

  copy->code = g_strdup (branch->code);
  copy->name = g_strdup (branch->name);
  copy->address = g_strdup (branch->address);
  copy->hours = g_strdup (branch->hours);
  g_ptr_array_add (service->branches, copy);
}

static JsonArray *
prices_to_json (const DeskWireService *service)
{
  JsonArray *prices = json_array_new ();

  for (int years = 1; years <= DESK_APPLICATION_MAX_VALIDITY_YEARS; years++) {
    JsonObject *price;

    if (service->prices_fen[years] == DESK_WIRE_NOT_OFFERED)
      continue;
    price = json_object_new ();
    json_object_set_int_member (price, "validity_years", years);
    json_object_set_int_member (price, "amount_fen", service->prices_fen[years]);
    json_array_add_object_element (prices, price);
  }

  return prices;
}

static JsonArray *
branches_to_json (const DeskWireService *service)
{
  JsonArray *branches = json_array_new ();

  for (guint i = 0; i < service->branches->len; i++)
    json_array_add_element (
        branches, desk_wire_message_to_json (branch_members, G_N_ELEMENTS (branch_members),
                                             g_ptr_array_index (service->branches, i)));

  return branches;
}

JsonNode *
desk_wire_service_to_json (const DeskWireService *service)
{
  JsonObject *json = json_object_new ();
  JsonObject *attachment = json_object_new ();

  desk_wire_message_add (service_members, G_N_ELEMENTS (service_members), service, json);
  json_object_set_boolean_member (json, "invoice", service->offers_invoice);
  json_object_set_boolean_member (json, "payment", service->offers_payment);
  json_object_set_int_member (attachment, "min_bytes", service->attachment_min_bytes);
  json_object_set_int_member (attachment, "max_bytes", service->attachment_max_bytes);
  json_object_set_object_member (json, "attachment", attachment);
  json_object_set_array_member (json, "prices", prices_to_json (service));
  json_object_set_array_member (json, "branches", branches_to_json (service));
  return desk_wire_take_object (json);
}

static void
read_prices (DeskWireReader *reader, DeskWireService *service)
{
  JsonArray *prices
      = desk_wire_reader_array (reader, "prices", DESK_APPLICATION_MAX_VALIDITY_YEARS);

  for (guint i = 0; prices != NULL && i < json_array_get_length (prices); i++) {
    DeskWireReader *price = desk_wire_reader_element (reader, "prices", prices, i);
    gint64 years
        = desk_wire_reader_int (price, "validity_years", 1, DESK_APPLICATION_MAX_VALIDITY_YEARS);

    service->prices_fen[years] = desk_wire_reader_int (price, "amount_fen", 0, FEN_MAX);
  }
}

static void
read_branches (DeskWireReader *reader, DeskWireService *service)
{
  JsonArray *branches = desk_wire_reader_array (reader, "branches", BRANCHES_MAX);

  for (guint i = 0; branches != NULL && i < json_array_get_length (branches); i++) {
    DeskWireBranch *branch = g_new0 (DeskWireBranch, 1);

    desk_wire_message_read (branch_members, G_N_ELEMENTS (branch_members),
                            desk_wire_reader_element (reader, "branches", branches, i), branch);
    g_ptr_array_add (service->branches, branch);
  }
}

gboolean
desk_wire_service_from_json (JsonObject *json, DeskWireService *service, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", TRUE);
  DeskWireReader *attachment = desk_wire_reader_object (reader, "attachment");

  desk_wire_service_init (service);
  desk_wire_message_read (service_members, G_N_ELEMENTS (service_members), reader, service);
  service->offers_invoice = desk_wire_reader_bool (reader, "invoice");
  service->offers_payment = desk_wire_reader_bool (reader, "payment");
  service->attachment_min_bytes = desk_wire_reader_int (attachment, "min_bytes", 0, G_MAXINT32);
  service->attachment_max_bytes = desk_wire_reader_int (attachment, "max_bytes", 0, G_MAXINT32);
  read_prices (reader, service);
  read_branches (reader, service);
  if (desk_wire_reader_finish (reader, error))
    return TRUE;

  desk_wire_service_clear (service);
  return FALSE;
}

void
desk_wire_service_clear (DeskWireService *service)
{
  desk_wire_message_clear (service_members, G_N_ELEMENTS (service_members), service);
  g_clear_pointer (&service->branches, g_ptr_array_unref);
}

static const DeskWireMember text_members[] = {
  { "version", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireContractText, version), TEXT_MAX },
  { "sha256", DESK_WIRE_SHA256, G_STRUCT_OFFSET (DeskWireContractText, sha256) },
  { "sm3", DESK_WIRE_SHA256, G_STRUCT_OFFSET (DeskWireContractText, sm3) },
  { "text", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireContractText, text), CONTRACT_TEXT_MAX },
};

JsonNode *
desk_wire_contract_text_to_json (const DeskWireContractText *text)
{
  return desk_wire_message_to_json (text_members, G_N_ELEMENTS (text_members), text);
}

gboolean
desk_wire_contract_text_from_json (JsonObject *json, DeskWireContractText *text, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", TRUE);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *digest = NULL;

  desk_wire_message_read (text_members, G_N_ELEMENTS (text_members), reader, text);
  bytes = g_bytes_new (text->text, strlen (text->text));
  digest = desk_sha256_hex (bytes);
  if (!g_str_equal (digest, text->sha256))
    desk_wire_reader_fail (reader, "sha256", DESK_FIELD_MISMATCH);
  if (desk_wire_reader_finish (reader, error))
    return TRUE;

  desk_wire_contract_text_clear (text);
  return FALSE;
}

void
desk_wire_contract_text_clear (DeskWireContractText *text)
{
  desk_wire_message_clear (text_members, G_N_ELEMENTS (text_members), text);
}
