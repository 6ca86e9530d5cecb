/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-issues.h"

/* "field=problem field=problem", in order: one comparison instead of many. Caller frees. */
static inline char *
desk_issues_to_text (DeskIssues *issues)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < desk_issues_get_size (issues); i++)
    g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", desk_issues_get_field (issues, i),
                            desk_field_problem_get_code (desk_issues_get_problem (issues, i)));

  return g_string_free (text, FALSE);
}
