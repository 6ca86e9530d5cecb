/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-wire-applicant.h"

#include "desk-wire-hostile.h"

#define TEXT                                                                                       \
  "{'id_type':'01','name':'阿依·古丽','id_number':'11010519491231002X','mobile':'13812348000'}"
#define ANSWER "{'id':'" ID "','result':'manual','serial':'0001','time':'2026-11-22T06:30:00Z'}"

static void
test_to_json (void)
{
  g_autoptr (DeskApplicant) applicant = desk_applicant_new ();

  desk_applicant_set_name (applicant, " 阿依•古丽 ");
  desk_applicant_set_id_number (applicant, "110105 19491231 002x");
  desk_applicant_set_mobile (applicant, "+86 138 1234 8000");
  desk_wire_assert_text (desk_wire_applicant_to_json (applicant), TEXT);
}

/* What comes from elsewhere is normalised as well. */
static void
test_from_json (void)
{
  g_autoptr (JsonNode) node = desk_wire_from_text (
      "{'id_type':'05','name':' Zhang  San','id_number':'e12345678','mobile':'138-1234-8000'}");
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskApplicant) applicant
      = desk_wire_applicant_from_json (json_node_get_object (node), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (desk_applicant_get_id_type (applicant), ==, "05");
  g_assert_cmpstr (desk_applicant_get_name (applicant), ==, "Zhang San");
  g_assert_cmpstr (desk_applicant_get_id_number (applicant), ==, "E12345678");
  g_assert_cmpstr (desk_applicant_get_mobile (applicant), ==, "13812348000");
}

static gboolean
decode (JsonObject *json, GError **error)
{
  g_autoptr (DeskApplicant) applicant = desk_wire_applicant_from_json (json, error);

  return applicant != NULL;
}

static gboolean
decode_answer (JsonObject *json, GError **error)
{
  g_auto (DeskWireIdentity) identity = { 0 };

  return desk_wire_identity_from_json (json, &identity, error);
}

static void
test_hostile (void)
{
  g_autoptr (JsonNode) wrong = desk_wire_from_text ("{'name':7}");
  GError *error = NULL;

  desk_wire_assert_robust (decode, TEXT, TRUE, " id_type name id_number mobile ");
  desk_wire_assert_robust (decode_answer, ANSWER, FALSE, "");

  g_assert_false (decode (json_node_get_object (wrong), &error));
  desk_wire_assert_field (error, "applicant.name", DESK_FIELD_BAD_FORMAT);
}

static void
test_answer (void)
{
  g_autoptr (JsonNode) node = desk_wire_from_text (ANSWER);
  g_auto (DeskWireIdentity) identity = { 0 };

  g_assert_true (desk_wire_identity_from_json (json_node_get_object (node), &identity, NULL));
  g_assert_true (identity.is_manual);
  g_assert_cmpint (identity.time, ==, 1795329000);
  desk_wire_assert_text (desk_wire_identity_to_json (&identity), ANSWER);

  identity.is_manual = FALSE;
  desk_wire_assert_text (desk_wire_identity_to_json (&identity),
                         "{'id':'" ID
                         "','result':'match','serial':'0001','time':'2026-11-22T06:30:00Z'}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/applicant/to-json", test_to_json);
  g_test_add_func ("/wire/applicant/from-json", test_from_json);
  g_test_add_func ("/wire/applicant/hostile", test_hostile);
  g_test_add_func ("/wire/applicant/answer", test_answer);
  return g_test_run ();
}
