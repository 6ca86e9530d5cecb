/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-signature-report.h"

static void
test_properties (void)
{
  g_autoptr (DeskSignatureReport) report = g_object_new (
      DESK_TYPE_SIGNATURE_REPORT, "field", "applicant", "role", DESK_SIGNATURE_AUTHORITY, "signer",
      "CA", "issuer", "root", "time", G_GINT64_CONSTANT (5), "time-source", DESK_TIME_TIMESTAMPED,
      "verdict", DESK_VERDICT_INVALID, "flaw", DESK_FLAW_CHANGED_AFTER, "detail", "x", NULL);

  g_assert_cmpstr (desk_signature_report_get_field (report), ==, "applicant");
  g_assert_cmpint (desk_signature_report_get_role (report), ==, DESK_SIGNATURE_AUTHORITY);
  g_assert_cmpstr (desk_signature_report_get_signer (report), ==, "CA");
  g_assert_cmpstr (desk_signature_report_get_issuer (report), ==, "root");
  g_assert_cmpint (desk_signature_report_get_time (report), ==, 5);
  g_assert_cmpint (desk_signature_report_get_time_source (report), ==, DESK_TIME_TIMESTAMPED);
  g_assert_cmpint (desk_signature_report_get_verdict (report), ==, DESK_VERDICT_INVALID);
  g_assert_cmpint (desk_signature_report_get_flaw (report), ==, DESK_FLAW_CHANGED_AFTER);
  g_assert_cmpstr (desk_signature_report_get_detail (report), ==, "x");
  g_assert_finalize_object (g_steal_pointer (&report));
}

static void
test_codes (void)
{
  g_assert_cmpstr (desk_verdict_get_code (DESK_VERDICT_VALID), ==, "valid");
  g_assert_cmpstr (desk_verdict_get_code (DESK_VERDICT_EXTENDED), ==, "extended");
  g_assert_cmpstr (desk_verdict_get_code (DESK_VERDICT_INVALID), ==, "invalid");
  g_assert_cmpstr (desk_verdict_get_code (DESK_VERDICT_INCOMPLETE), ==, "incomplete");
  g_assert_cmpstr (desk_verdict_get_code (DESK_VERDICT_UNSIGNED), ==, "unsigned");
  g_assert_cmpstr (desk_signature_role_get_code (DESK_SIGNATURE_TIMESTAMP), ==, "timestamp");
  g_assert_cmpstr (desk_signature_flaw_get_code (DESK_FLAW_NONE), ==, "none");
  g_assert_cmpstr (desk_signature_flaw_get_code (DESK_FLAW_CHANGED_AFTER), ==, "changed_after");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/signature-report/properties", test_properties);
  g_test_add_func ("/model/signature-report/codes", test_codes);
  return g_test_run ();
}
