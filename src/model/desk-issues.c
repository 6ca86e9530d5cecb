/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-issues.h"

typedef struct {
  char *field; /* owned */
  DeskFieldProblem problem;
} Issue;

struct _DeskIssues {
  GArray *issues; /* owned: Issue, in the order found */
};

G_DEFINE_BOXED_TYPE (DeskIssues, desk_issues, desk_issues_ref, desk_issues_unref)

static void
clear_issue (gpointer data)
{
  Issue *issue = data;

  g_free (issue->field);
}

static void
clear_issues (gpointer data)
{
  DeskIssues *self = data;

  g_array_unref (self->issues);
}

DeskIssues *
desk_issues_new (void)
{
  DeskIssues *self = g_rc_box_new0 (DeskIssues);

  self->issues = g_array_new (FALSE, FALSE, sizeof (Issue));
  g_array_set_clear_func (self->issues, clear_issue);
  return self;
}

DeskIssues *
desk_issues_ref (DeskIssues *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_rc_box_acquire (self);
}

void
desk_issues_unref (DeskIssues *self)
{
  g_return_if_fail (self != NULL);

  g_rc_box_release_full (self, clear_issues);
}

void
desk_issues_add (DeskIssues *self, const char *field, DeskFieldProblem problem)
{
  Issue issue;

  g_return_if_fail (self != NULL && field != NULL);

  if (problem == DESK_FIELD_OK || desk_issues_find (self, field) != DESK_FIELD_OK)
    return;

  issue = (Issue){ g_strdup (field), problem };
  g_array_append_val (self->issues, issue);
}

guint
desk_issues_get_size (DeskIssues *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->issues->len;
}

const char *
desk_issues_get_field (DeskIssues *self, guint position)
{
  g_return_val_if_fail (self != NULL && position < self->issues->len, NULL);

  return g_array_index (self->issues, Issue, position).field;
}

DeskFieldProblem
desk_issues_get_problem (DeskIssues *self, guint position)
{
  g_return_val_if_fail (self != NULL && position < self->issues->len, DESK_FIELD_OK);

  return g_array_index (self->issues, Issue, position).problem;
}

DeskFieldProblem
desk_issues_find (DeskIssues *self, const char *field)
{
  g_return_val_if_fail (self != NULL && field != NULL, DESK_FIELD_OK);

  for (guint i = 0; i < self->issues->len; i++) {
    Issue *issue = &g_array_index (self->issues, Issue, i);

    if (g_str_equal (issue->field, field))
      return issue->problem;
  }

  return DESK_FIELD_OK;
}
