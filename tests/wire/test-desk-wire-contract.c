/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-wire-contract.h"

#include "desk-wire-hostile.h"

static gboolean
decode_request (JsonObject *json, GError **error)
{
  g_auto (DeskWireContractRequest) message = { 0 };

  return desk_wire_contract_request_from_json (json, &message, error);
}

static gboolean
decode_contract (JsonObject *json, GError **error)
{
  g_auto (DeskWireContract) message = { 0 };

  return desk_wire_contract_from_json (json, &message, error);
}

static gboolean
decode_signature (JsonObject *json, GError **error)
{
  g_auto (DeskWireSignature) message = { 0 };

  return desk_wire_signature_from_json (json, &message, error);
}

static gboolean
decode_reading (JsonObject *json, GError **error)
{
  g_autofree char *sha256 = NULL;

  return desk_wire_reading_from_json (json, &sha256, error);
}

static void
test_requests (void)
{
  static const char *const texts[]
      = { "{'mode':'one_off','sms_code':'012345'}", "{'mode':'ukey','certificate':'MAA='}" };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (JsonNode) node = desk_wire_from_text (texts[i]);
    g_auto (DeskWireContractRequest) message = { 0 };

    g_assert_true (
        desk_wire_contract_request_from_json (json_node_get_object (node), &message, NULL));
    g_assert_cmpint (message.mode, ==, i == 0 ? DESK_SIGNING_ONE_OFF : DESK_SIGNING_UKEY);
    g_assert_true ((message.certificate != NULL) == (i == 1));
    g_assert_true ((message.sms_code != NULL) == (i == 0));
    desk_wire_assert_text (desk_wire_contract_request_to_json (&message), texts[i]);
    desk_wire_assert_robust (decode_request, texts[i], TRUE, "");
  }
}

/* The members of one mode do not go with the other. */
static void
test_mixed_modes (void)
{
  g_autoptr (JsonNode) node
      = desk_wire_from_text ("{'mode':'ukey','certificate':'MAA=','sms_code':'012345'}");
  g_autoptr (GError) error = NULL;

  g_assert_false (decode_request (json_node_get_object (node), &error));
  g_assert_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_UNKNOWN_MEMBER);
}

static void
test_contract (void)
{
  static const char *const texts[] = {
    "{'sha256':'" SHA256 "','size':300000,'state':'prepared'}",
    "{'sha256':'" SHA256 "','size':300000,'state':'signed'}",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (JsonNode) node = desk_wire_from_text (texts[i]);
    g_auto (DeskWireContract) message = { 0 };

    g_assert_true (desk_wire_contract_from_json (json_node_get_object (node), &message, NULL));
    g_assert_cmpint (message.is_signed, ==, i == 1);
    desk_wire_assert_text (desk_wire_contract_to_json (&message), texts[i]);
    desk_wire_assert_robust (decode_contract, texts[i], FALSE, "");
  }
}

static void
test_signature_and_reading (void)
{
  static const char signature[] = "{'sha256':'" SHA256 "','cms':'MAA='}";
  g_autoptr (JsonNode) node = desk_wire_from_text (signature);
  g_auto (DeskWireSignature) message = { 0 };

  g_assert_true (desk_wire_signature_from_json (json_node_get_object (node), &message, NULL));
  g_assert_cmpuint (g_bytes_get_size (message.cms), ==, 2);
  desk_wire_assert_text (desk_wire_signature_to_json (&message), signature);
  desk_wire_assert_robust (decode_signature, signature, TRUE, "");

  desk_wire_assert_text (desk_wire_reading_to_json (SHA256), "{'sha256':'" SHA256 "'}");
  desk_wire_assert_robust (decode_reading, "{'sha256':'" SHA256 "'}", TRUE, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/contract/requests", test_requests);
  g_test_add_func ("/wire/contract/mixed-modes", test_mixed_modes);
  g_test_add_func ("/wire/contract/contract", test_contract);
  g_test_add_func ("/wire/contract/signature-and-reading", test_signature_and_reading);
  return g_test_run ();
}
