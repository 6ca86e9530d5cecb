/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-issues.h"
#include "desk-problem-code.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The error domain of every handler: the GError's code is a DeskProblemCode and its message the
 * English `detail` (never personal data). It can also carry fields and a waiting time. Any other
 * error a handler returns is answered as internal, or storage_full and busy where the database
 * says so. */
#define DESK_PROBLEM (desk_problem_quark ())
GQuark desk_problem_quark (void);

/* Always returns FALSE, so that a handler can end with `return desk_problem_set (...)`. */
gboolean desk_problem_set (GError **error, DeskProblemCode code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* invalid_fields with what @issues holds (referenced). Always returns FALSE. */
gboolean desk_problem_set_issues (GError **error, DeskIssues *issues);

/* The same with one field. */
gboolean desk_problem_set_field (GError **error, const char *field, DeskFieldProblem problem);

/* @code with one field named, e.g. code_wrong at "sms_code". */
gboolean desk_problem_set_code_field (GError **error,
                                      DeskProblemCode code,
                                      const char *field,
                                      DeskFieldProblem problem);

/* limited (or busy), to be tried again after @seconds. Always returns FALSE. */
gboolean desk_problem_set_retry (GError **error, DeskProblemCode code, gint64 seconds);

/* Of an error of this domain: borrowed, NULL if it has none; 0 if none. */
DeskIssues *desk_problem_get_issues (const GError *error);
gint64 desk_problem_get_retry_after (const GError *error);

G_END_DECLS
