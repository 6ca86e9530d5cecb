/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-field.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DeskIssues:
 *
 * What is wrong with a form: pairs of a field path ("applicant.id_number") and a problem, in the
 * order in which they were found, at most one per field. Paths are those of the wire, so a server's
 * answer and a local check meet in the same widget. Reference counted, not thread-safe.
 */
typedef struct _DeskIssues DeskIssues;

#define DESK_TYPE_ISSUES (desk_issues_get_type ())

GType desk_issues_get_type (void);

DeskIssues *desk_issues_new (void);
DeskIssues *desk_issues_ref (DeskIssues *self);
void desk_issues_unref (DeskIssues *self);

/* Does nothing for %DESK_FIELD_OK or a field that already has an issue. */
void desk_issues_add (DeskIssues *self, const char *field, DeskFieldProblem problem);

guint desk_issues_get_size (DeskIssues *self);
const char *desk_issues_get_field (DeskIssues *self, guint position);
DeskFieldProblem desk_issues_get_problem (DeskIssues *self, guint position);

/* %DESK_FIELD_OK if @field has no issue. */
DeskFieldProblem desk_issues_find (DeskIssues *self, const char *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskIssues, desk_issues_unref)

G_END_DECLS
