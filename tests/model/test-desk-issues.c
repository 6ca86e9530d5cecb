/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-issues.h"

static void
test_add (void)
{
  g_autoptr (DeskIssues) issues = desk_issues_new ();

  desk_issues_add (issues, "applicant.name", DESK_FIELD_OK);
  g_assert_cmpuint (desk_issues_get_size (issues), ==, 0);

  desk_issues_add (issues, "applicant.name", DESK_FIELD_TOO_SHORT);
  desk_issues_add (issues, "applicant.mobile", DESK_FIELD_MISSING);
  desk_issues_add (issues, "applicant.name", DESK_FIELD_BAD_FORMAT);

  g_assert_cmpuint (desk_issues_get_size (issues), ==, 2);
  g_assert_cmpstr (desk_issues_get_field (issues, 0), ==, "applicant.name");
  g_assert_cmpint (desk_issues_get_problem (issues, 0), ==, DESK_FIELD_TOO_SHORT);
  g_assert_cmpstr (desk_issues_get_field (issues, 1), ==, "applicant.mobile");
  g_assert_cmpint (desk_issues_find (issues, "applicant.mobile"), ==, DESK_FIELD_MISSING);
  g_assert_cmpint (desk_issues_find (issues, "applicant"), ==, DESK_FIELD_OK);
}

static void
test_boxed (void)
{
  DeskIssues *issues = desk_issues_new ();
  DeskIssues *copy;

  desk_issues_add (issues, "ink", DESK_FIELD_EMPTY_SIGNATURE);
  copy = g_boxed_copy (DESK_TYPE_ISSUES, issues);
  desk_issues_unref (issues);
  g_assert_cmpuint (desk_issues_get_size (copy), ==, 1);
  g_boxed_free (DESK_TYPE_ISSUES, copy);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/issues/add", test_add);
  g_test_add_func ("/model/issues/boxed", test_boxed);
  return g_test_run ();
}
