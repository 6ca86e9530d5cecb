/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-problem-answer.h"

#include "desk-db.h"
#include "desk-wire-problem.h"

static GError *
problem_from_wire (const GError *error)
{
  DeskProblemCode code = desk_wire_error_get_problem_code (error);
  DeskFieldProblem problem = desk_wire_error_get_problem (error);
  GError *result = NULL;

  if (problem != DESK_FIELD_OK)
    desk_problem_set_code_field (&result, code, desk_wire_error_get_field (error), problem);
  else
    desk_problem_set (&result, code, "%s", error->message);
  return result;
}

GError *
desk_problem_from_error (const GError *error)
{
  if (error->domain == DESK_PROBLEM)
    return g_error_copy (error);
  if (error->domain == DESK_WIRE_ERROR)
    return problem_from_wire (error);

  g_message ("a request failed: %s", error->message);
  if (g_error_matches (error, DESK_DB_ERROR, DESK_DB_ERROR_FULL)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return g_error_new_literal (DESK_PROBLEM, DESK_PROBLEM_STORAGE_FULL, "no space left");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED)
      || g_error_matches (error, DESK_DB_ERROR, DESK_DB_ERROR_BUSY))
    return g_error_new_literal (DESK_PROBLEM, DESK_PROBLEM_BUSY, "not available at the moment");

  return g_error_new_literal (DESK_PROBLEM, DESK_PROBLEM_INTERNAL, "an internal error");
}

guint
desk_problem_get_status (const GError *problem)
{
  return desk_problem_code_get_status ((DeskProblemCode) problem->code);
}

char *
desk_problem_to_json (const GError *problem, const char *request_id)
{
  DeskWireProblem wire = {
    .code = (DeskProblemCode) problem->code,
    .detail = problem->message,
    .request_id = (char *) request_id,
    .issues = desk_problem_get_issues (problem),
    .retry_after = desk_problem_get_retry_after (problem),
  };
  g_autoptr (JsonNode) root = desk_wire_problem_to_json (&wire);

  return json_to_string (root, FALSE);
}
