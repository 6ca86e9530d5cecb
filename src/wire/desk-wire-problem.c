/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire-problem.h"

#include "desk-wire-message.h"

#define TEXT_MAX    500
#define FIELD_MAX   100
#define FIELDS_MAX  100
#define SECONDS_MAX (365 * 24 * 60 * 60)

static JsonArray *
fields_to_json (DeskIssues *issues)
{
  JsonArray *fields = json_array_new ();

  for (guint i = 0; i < desk_issues_get_size (issues); i++) {
    DeskFieldProblem problem = desk_issues_get_problem (issues, i);
    JsonObject *entry = json_object_new ();

    desk_wire_set_text (entry, "field", desk_issues_get_field (issues, i));
    desk_wire_set_text (entry, "problem", desk_field_problem_get_code (problem));
    json_array_add_object_element (fields, entry);
  }

  return fields;
}

JsonNode *
desk_wire_problem_to_json (const DeskWireProblem *problem)
{
  JsonObject *json = json_object_new ();

  /* The code says what it is; there is no page to point to (RFC 9457, 4.2.1). */
  desk_wire_set_text (json, "type", "about:blank");
  desk_wire_set_text (json, "title", desk_problem_code_get_title (problem->code));
  json_object_set_int_member (json, "status", desk_problem_code_get_status (problem->code));
  desk_wire_set_text (json, "code", desk_problem_code_get_code (problem->code));
  if (problem->detail != NULL)
    desk_wire_set_text (json, "detail", problem->detail);
  if (problem->request_id != NULL)
    desk_wire_set_text (json, "request_id", problem->request_id);
  if (problem->issues != NULL)
    json_object_set_array_member (json, "fields", fields_to_json (problem->issues));
  if (problem->retry_after > 0)
    json_object_set_int_member (json, "retry_after", problem->retry_after);

  return desk_wire_take_object (json);
}

static DeskIssues *
read_fields (DeskWireReader *reader)
{
  DeskIssues *issues = desk_issues_new ();
  JsonArray *fields = desk_wire_reader_array (reader, "fields", FIELDS_MAX);

  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++) {
    DeskWireReader *entry = desk_wire_reader_element (reader, "fields", fields, i);
    const char *field = desk_wire_reader_filled (entry, "field", FIELD_MAX);
    const char *code = desk_wire_reader_filled (entry, "problem", FIELD_MAX);
    DeskFieldProblem problem;

    if (!desk_field_problem_from_code (code, &problem) || problem == DESK_FIELD_OK)
      problem = DESK_FIELD_BAD_FORMAT;
    desk_issues_add (issues, field, problem);
  }

  return issues;
}

gboolean
desk_wire_problem_from_json (JsonObject *json, DeskWireProblem *problem, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", TRUE);
  const char *code = desk_wire_reader_filled (reader, "code", FIELD_MAX);

  if (!desk_problem_code_from_code (code, &problem->code))
    desk_wire_reader_fail (reader, "code", DESK_FIELD_NOT_ALLOWED);
  problem->detail = g_strdup (desk_wire_reader_optional (reader, "detail", TEXT_MAX));
  problem->request_id = g_strdup (desk_wire_reader_optional (reader, "request_id", FIELD_MAX));
  if (desk_wire_reader_has (reader, "fields"))
    problem->issues = read_fields (reader);
  if (desk_wire_reader_has (reader, "retry_after"))
    problem->retry_after = desk_wire_reader_int (reader, "retry_after", 0, SECONDS_MAX);
  if (desk_wire_reader_finish (reader, error))
    return TRUE;

  desk_wire_problem_clear (problem);
  return FALSE;
}

void
desk_wire_problem_clear (DeskWireProblem *problem)
{
  g_clear_pointer (&problem->detail, g_free);
  g_clear_pointer (&problem->request_id, g_free);
  g_clear_pointer (&problem->issues, desk_issues_unref);
  problem->retry_after = 0;
}

void
desk_wire_problem_from_error (DeskWireProblem *problem, const GError *error)
{
  DeskFieldProblem field_problem = desk_wire_error_get_problem (error);

  problem->code = desk_wire_error_get_problem_code (error);
  problem->detail = g_strdup (error->message);
  if (field_problem != DESK_FIELD_OK) {
    problem->issues = desk_issues_new ();
    desk_issues_add (problem->issues, desk_wire_error_get_field (error), field_problem);
  }
}
