/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-wire-service.h"

#include "desk-wire-hostile.h"

#define SERVICE                                                                                    \
  "{'name':'certdeskd','version':'0.1.0','authority':'内蒙古CA','invoice':true,"                \
  "'payment':false,'attachment':{'min_bytes':153600,'max_bytes':1048576},"                         \
  "'prices':[{'validity_years':1,'amount_fen':20000},{'validity_years':3,'amount_fen':50000}],"    \
  "'branches':[{'code':'hohhot','name':'呼和浩特','address':'新华大街1号','hours':''}]}"
#define TEXT                                                                                       \
  "{'version':'1','sha256':'" SHA256 "','sm3':'66c7f0f462eeedd9d1f2d46bdc10e4e2"                   \
  "4167c4875cf2f7a2297da02b8f4ba8e0','text':'abc'}"

static gboolean
decode_service (JsonObject *json, GError **error)
{
  g_auto (DeskWireService) service = { 0 };

  return desk_wire_service_from_json (json, &service, error);
}

static gboolean
decode_text (JsonObject *json, GError **error)
{
  g_auto (DeskWireContractText) text = { 0 };

  return desk_wire_contract_text_from_json (json, &text, error);
}

static void
test_service (void)
{
  g_autoptr (JsonNode) node = desk_wire_from_text (SERVICE);
  g_auto (DeskWireService) service = { 0 };
  DeskWireBranch *branch;

  g_assert_true (desk_wire_service_from_json (json_node_get_object (node), &service, NULL));
  g_assert_true (service.offers_invoice);
  g_assert_false (service.offers_payment);
  g_assert_cmpint (service.prices_fen[1], ==, 20000);
  g_assert_cmpint (service.prices_fen[2], ==, DESK_WIRE_NOT_OFFERED);
  g_assert_cmpint (service.prices_fen[3], ==, 50000);
  g_assert_cmpuint (service.branches->len, ==, 1);
  branch = g_ptr_array_index (service.branches, 0);
  g_assert_cmpstr (branch->name, ==, "呼和浩特");
  desk_wire_assert_text (desk_wire_service_to_json (&service), SERVICE);
}

static void
test_build (void)
{
  g_auto (DeskWireService) service = { 0 };
  DeskWireBranch branch = { (char *) "a", (char *) "b", (char *) "c", (char *) "d" };

  desk_wire_service_init (&service);
  service.name = g_strdup ("n");
  service.version = g_strdup ("v");
  service.authority = g_strdup ("ca");
  desk_wire_service_add_branch (&service, &branch);
  desk_wire_assert_text (
      desk_wire_service_to_json (&service),
      "{'name':'n','version':'v','authority':'ca','invoice':false,'payment':false,'attachment':{"
      "'min_bytes':153600,'max_bytes':1048576},'prices':[],'branches':[{'code':'a','name':'b',"
      "'address':'c','hours':'d'}]}");
}

static void
test_text (void)
{
  g_autoptr (JsonNode) node = desk_wire_from_text (TEXT);
  g_auto (DeskWireContractText) text = { 0 };
  g_auto (DeskWireContractText) changed = { 0 };
  g_autoptr (JsonNode) other = NULL;
  GError *error = NULL;

  g_assert_true (desk_wire_contract_text_from_json (json_node_get_object (node), &text, NULL));
  desk_wire_assert_text (desk_wire_contract_text_to_json (&text), TEXT);

  /* Not the text the digest is of. */
  text.text[0] = 'b';
  other = desk_wire_contract_text_to_json (&text);
  g_assert_false (
      desk_wire_contract_text_from_json (json_node_get_object (other), &changed, &error));
  desk_wire_assert_field (error, "sha256", DESK_FIELD_MISMATCH);
}

static void
test_hostile (void)
{
  desk_wire_assert_robust (decode_service, SERVICE, FALSE, "");
  desk_wire_assert_robust (decode_text, TEXT, FALSE, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/service/service", test_service);
  g_test_add_func ("/wire/service/build", test_build);
  g_test_add_func ("/wire/service/text", test_text);
  g_test_add_func ("/wire/service/hostile", test_hostile);
  return g_test_run ();
}
