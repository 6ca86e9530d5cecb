/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-wire-problem.h"

#include "desk-wire-hostile.h"
#include "desk-wire-reader.h"

#define TEXT                                                                                       \
  "{'type':'about:blank','title':'Too many requests','status':429,'code':'limited',"               \
  "'detail':'try again later','request_id':'" ID "','fields':[{'field':'phone','problem':"         \
  "'bad_format'}],'retry_after':60}"

static gboolean
decode (JsonObject *json, GError **error)
{
  g_auto (DeskWireProblem) problem = { 0 };

  return desk_wire_problem_from_json (json, &problem, error);
}

static void
test_round_trip (void)
{
  g_autoptr (JsonNode) node = desk_wire_from_text (TEXT);
  g_auto (DeskWireProblem) problem = { 0 };

  g_assert_true (desk_wire_problem_from_json (json_node_get_object (node), &problem, NULL));
  g_assert_cmpint (problem.code, ==, DESK_PROBLEM_LIMITED);
  g_assert_cmpint (problem.retry_after, ==, 60);
  g_assert_cmpint (desk_issues_find (problem.issues, "phone"), ==, DESK_FIELD_BAD_FORMAT);
  desk_wire_assert_text (desk_wire_problem_to_json (&problem), TEXT);
}

static void
test_every_code (void)
{
  for (int i = 0; i < DESK_N_PROBLEM_CODES; i++) {
    DeskWireProblem problem = { .code = (DeskProblemCode) i };
    g_autoptr (JsonNode) node = desk_wire_problem_to_json (&problem);
    g_auto (DeskWireProblem) back = { 0 };

    g_assert_true (desk_wire_problem_from_json (json_node_get_object (node), &back, NULL));
    g_assert_cmpint (back.code, ==, i);
    g_assert_null (back.issues);
    g_assert_null (back.detail);
  }
}

static void
test_hostile (void)
{
  desk_wire_assert_robust (decode, TEXT, FALSE,
                           " type title status detail request_id fields retry_after ");
}

static void
test_newer_server (void)
{
  g_autoptr (JsonNode) node
      = desk_wire_from_text ("{'code':'invalid_fields','fields':[{'field':'a','problem':'new'},"
                             "{'field':'b','problem':'ok'}]}");
  g_autoptr (JsonNode) unknown = desk_wire_from_text ("{'code':'new'}");
  g_auto (DeskWireProblem) problem = { 0 };
  GError *error = NULL;

  g_assert_true (desk_wire_problem_from_json (json_node_get_object (node), &problem, NULL));
  g_assert_cmpint (desk_issues_find (problem.issues, "a"), ==, DESK_FIELD_BAD_FORMAT);
  g_assert_cmpint (desk_issues_find (problem.issues, "b"), ==, DESK_FIELD_BAD_FORMAT);

  g_assert_false (decode (json_node_get_object (unknown), &error));
  desk_wire_assert_field (error, "code", DESK_FIELD_NOT_ALLOWED);
}

static void
test_from_error (void)
{
  g_autoptr (JsonNode) node = desk_wire_from_text ("{}");
  g_autoptr (DeskWireReader) reader
      = desk_wire_reader_new (json_node_get_object (node), "applicant", FALSE);
  g_autoptr (GError) error = NULL;
  g_auto (DeskWireProblem) problem = { 0 };

  desk_wire_reader_filled (reader, "name", 50);
  desk_wire_reader_finish (reader, &error);
  desk_wire_problem_from_error (&problem, error);
  desk_wire_assert_text (
      desk_wire_problem_to_json (&problem),
      "{'type':'about:blank','title':'Fields are not valid','status':422,'code':'invalid_fields',"
      "'detail':'applicant.name: missing','fields':[{'field':'applicant.name','problem':"
      "'missing'}]}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/problem/round-trip", test_round_trip);
  g_test_add_func ("/wire/problem/every-code", test_every_code);
  g_test_add_func ("/wire/problem/hostile", test_hostile);
  g_test_add_func ("/wire/problem/newer-server", test_newer_server);
  g_test_add_func ("/wire/problem/from-error", test_from_error);
  return g_test_run ();
}
