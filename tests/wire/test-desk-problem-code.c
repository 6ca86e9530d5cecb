/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-problem-code.h"

#include <string.h>

/* The list of the interface, once more and by hand: codes and statuses never change. */
static const struct {
  DeskProblemCode problem;
  const char *code;
  guint status;
} problems[] = {
  { DESK_PROBLEM_MALFORMED_REQUEST, "malformed_request", 400 },
  { DESK_PROBLEM_INVALID_JSON, "invalid_json", 400 },
  { DESK_PROBLEM_UNKNOWN_MEMBER, "unknown_member", 400 },
  { DESK_PROBLEM_UNAUTHENTICATED, "unauthenticated", 401 },
  { DESK_PROBLEM_NOT_FOUND, "not_found", 404 },
  { DESK_PROBLEM_METHOD_NOT_ALLOWED, "method_not_allowed", 405 },
  { DESK_PROBLEM_CONFLICT, "conflict", 409 },
  { DESK_PROBLEM_STATE_CONFLICT, "state_conflict", 409 },
  { DESK_PROBLEM_STEP_MISSING, "step_missing", 409 },
  { DESK_PROBLEM_ONLY_ONE, "only_one", 409 },
  { DESK_PROBLEM_IDEMPOTENCY_CONFLICT, "idempotency_conflict", 409 },
  { DESK_PROBLEM_TOO_LARGE, "too_large", 413 },
  { DESK_PROBLEM_LENGTH_REQUIRED, "length_required", 411 },
  { DESK_PROBLEM_UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", 415 },
  { DESK_PROBLEM_INVALID_FIELDS, "invalid_fields", 422 },
  { DESK_PROBLEM_CODE_WRONG, "code_wrong", 422 },
  { DESK_PROBLEM_CODE_EXPIRED, "code_expired", 422 },
  { DESK_PROBLEM_IDENTITY_MISMATCH, "identity_mismatch", 422 },
  { DESK_PROBLEM_CERTIFICATE_UNTRUSTED, "certificate_untrusted", 422 },
  { DESK_PROBLEM_CERTIFICATE_REVOKED, "certificate_revoked", 422 },
  { DESK_PROBLEM_CERTIFICATE_TIME, "certificate_time", 422 },
  { DESK_PROBLEM_CERTIFICATE_UNKNOWN, "certificate_unknown", 422 },
  { DESK_PROBLEM_SIGNATURE_WRONG, "signature_wrong", 422 },
  { DESK_PROBLEM_CHALLENGE_EXPIRED, "challenge_expired", 422 },
  { DESK_PROBLEM_CONTRACT_STALE, "contract_stale", 409 },
  { DESK_PROBLEM_LIMITED, "limited", 429 },
  { DESK_PROBLEM_BUSY, "busy", 503 },
  { DESK_PROBLEM_STORAGE_FULL, "storage_full", 503 },
  { DESK_PROBLEM_INTERNAL, "internal", 500 },
};

static void
test_list (void)
{
  DeskProblemCode found;

  g_assert_cmpuint (G_N_ELEMENTS (problems), ==, DESK_N_PROBLEM_CODES);
  for (size_t i = 0; i < G_N_ELEMENTS (problems); i++) {
    DeskProblemCode problem = problems[i].problem;

    g_assert_cmpuint (problem, ==, i);
    g_assert_cmpstr (desk_problem_code_get_code (problem), ==, problems[i].code);
    g_assert_cmpuint (desk_problem_code_get_status (problem), ==, problems[i].status);
    g_assert_cmpuint (strlen (desk_problem_code_get_title (problem)), >, 0);
    g_assert_true (desk_problem_code_from_code (problems[i].code, &found));
    g_assert_cmpint (found, ==, problem);
  }
}

static void
test_unknown (void)
{
  DeskProblemCode found;

  g_assert_false (desk_problem_code_from_code ("", &found));
  g_assert_false (desk_problem_code_from_code ("Internal", &found));
  g_assert_false (desk_problem_code_from_code ("internal ", &found));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/problem-code/list", test_list);
  g_test_add_func ("/wire/problem-code/unknown", test_unknown);
  return g_test_run ();
}
