/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-problem.h"

#include <stdarg.h>

typedef struct {
  DeskIssues *issues; /* owned, nullable */
  gint64 retry_after; /* seconds; 0: not said */
} DeskProblemPrivate;

static void
desk_problem_private_init (DeskProblemPrivate *priv)
{
  priv->issues = NULL;
  priv->retry_after = 0;
}

static void
desk_problem_private_copy (const DeskProblemPrivate *source, DeskProblemPrivate *target)
{
  target->issues = source->issues != NULL ? desk_issues_ref (source->issues) : NULL;
  target->retry_after = source->retry_after;
}

static void
desk_problem_private_clear (DeskProblemPrivate *priv)
{
  g_clear_pointer (&priv->issues, desk_issues_unref);
}

/* The macro's functions give NULL for an error of another domain; GCC fears that once it has
 * inlined them. */
#pragma GCC diagnostic ignored "-Wnull-dereference"
G_DEFINE_EXTENDED_ERROR (DeskProblem, desk_problem)

gboolean
desk_problem_set (GError **error, DeskProblemCode code, const char *format, ...)
{
  va_list arguments;
  g_autofree char *detail = NULL;

  va_start (arguments, format);
  detail = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, DESK_PROBLEM, (int) code, detail);

  return FALSE;
}

gboolean
desk_problem_set_issues (GError **error, DeskIssues *issues)
{
  GError *problem
      = g_error_new_literal (DESK_PROBLEM, DESK_PROBLEM_INVALID_FIELDS, "fields are not valid");

  desk_problem_get_private (problem)->issues = desk_issues_ref (issues);
  g_propagate_error (error, problem);

  return FALSE;
}

gboolean
desk_problem_set_field (GError **error, const char *field, DeskFieldProblem problem)
{
  return desk_problem_set_code_field (error, DESK_PROBLEM_INVALID_FIELDS, field, problem);
}

gboolean
desk_problem_set_code_field (GError **error,
                             DeskProblemCode code,
                             const char *field,
                             DeskFieldProblem problem)
{
  GError *result = g_error_new (DESK_PROBLEM, (int) code, "%s is not valid", field);
  DeskIssues *issues = desk_issues_new ();

  desk_issues_add (issues, field, problem);
  desk_problem_get_private (result)->issues = issues;
  g_propagate_error (error, result);

  return FALSE;
}

gboolean
desk_problem_set_retry (GError **error, DeskProblemCode code, gint64 seconds)
{
  GError *problem = g_error_new_literal (DESK_PROBLEM, (int) code, "try again later");

  desk_problem_get_private (problem)->retry_after = seconds;
  g_propagate_error (error, problem);

  return FALSE;
}

DeskIssues *
desk_problem_get_issues (const GError *error)
{
  return error->domain == DESK_PROBLEM ? desk_problem_get_private (error)->issues : NULL;
}

gint64
desk_problem_get_retry_after (const GError *error)
{
  return error->domain == DESK_PROBLEM ? desk_problem_get_private (error)->retry_after : 0;
}
