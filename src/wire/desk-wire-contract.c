/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire-contract.h"

#include "desk-wire-account.h"
#include "desk-wire-message.h"

#define CODE_MAX 16

JsonNode *
desk_wire_contract_request_to_json (const DeskWireContractRequest *message)
{
  JsonObject *json = json_object_new ();

  desk_wire_set_enum (json, "mode", DESK_TYPE_SIGNING_MODE, (int) message->mode);
  if (message->mode == DESK_SIGNING_UKEY) {
    size_t length;
    gconstpointer data = g_bytes_get_data (message->certificate, &length);
    g_autofree char *certificate = g_base64_encode (data, length);

    json_object_set_string_member (json, "certificate", certificate);
  } else {
    desk_wire_set_text (json, "sms_code", message->sms_code);
  }

  return desk_wire_take_object (json);
}

gboolean
desk_wire_contract_request_from_json (JsonObject *json,
                                      DeskWireContractRequest *message,
                                      GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", FALSE);

  message->mode = (DeskSigningMode) desk_wire_reader_enum (reader, "mode", DESK_TYPE_SIGNING_MODE);
  if (message->mode == DESK_SIGNING_UKEY)
    message->certificate
        = desk_wire_reader_base64 (reader, "certificate", DESK_WIRE_MAX_CERTIFICATE);
  else
    message->sms_code = g_strdup (desk_wire_reader_string (reader, "sms_code", CODE_MAX));
  if (desk_wire_reader_finish (reader, error))
    return TRUE;

  desk_wire_contract_request_clear (message);
  return FALSE;
}

void
desk_wire_contract_request_clear (DeskWireContractRequest *message)
{
  static const DeskWireMember members[] = {
    { "sms_code", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireContractRequest, sms_code) },
    { "certificate", DESK_WIRE_BASE64, G_STRUCT_OFFSET (DeskWireContractRequest, certificate) },
  };

  desk_wire_message_clear (members, G_N_ELEMENTS (members), message);
}

static const char *const states[] = { "prepared", "signed" };

static const DeskWireMember contract_members[] = {
  { "sha256", DESK_WIRE_SHA256, G_STRUCT_OFFSET (DeskWireContract, sha256) },
  { "size", DESK_WIRE_INTEGER, G_STRUCT_OFFSET (DeskWireContract, size), G_MAXINT32 },
  { "state", DESK_WIRE_CHOICE, G_STRUCT_OFFSET (DeskWireContract, is_signed), .words = states },
};

DESK_WIRE_DEFINE_MESSAGE (DeskWireContract, desk_wire_contract, contract_members, TRUE)

static const DeskWireMember signature_members[] = {
  { "sha256", DESK_WIRE_SHA256, G_STRUCT_OFFSET (DeskWireSignature, sha256) },
  { "cms", DESK_WIRE_BASE64, G_STRUCT_OFFSET (DeskWireSignature, cms), DESK_WIRE_MAX_CMS },
};

DESK_WIRE_DEFINE_MESSAGE (DeskWireSignature, desk_wire_signature, signature_members, FALSE)

JsonNode *
desk_wire_reading_to_json (const char *sha256)
{
  JsonObject *json = json_object_new ();

  desk_wire_set_text (json, "sha256", sha256);
  return desk_wire_take_object (json);
}

gboolean
desk_wire_reading_from_json (JsonObject *json, char **sha256, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", FALSE);
  const char *digest = desk_wire_reader_sha256 (reader, "sha256");

  if (!desk_wire_reader_finish (reader, error))
    return FALSE;

  *sha256 = g_strdup (digest);
  return TRUE;
}
