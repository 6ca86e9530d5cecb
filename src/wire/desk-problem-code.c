/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-problem-code.h"

typedef struct {
  const char *code;
  guint status;
  const char *title;
} ProblemRow;

static const ProblemRow problems[DESK_N_PROBLEM_CODES] = {
  [DESK_PROBLEM_MALFORMED_REQUEST] = { "malformed_request", 400, "The request is malformed" },
  [DESK_PROBLEM_INVALID_JSON] = { "invalid_json", 400, "The body is not the JSON expected" },
  [DESK_PROBLEM_UNKNOWN_MEMBER] = { "unknown_member", 400, "The body has an unknown member" },
  [DESK_PROBLEM_UNAUTHENTICATED] = { "unauthenticated", 401, "Nobody is signed in" },
  [DESK_PROBLEM_NOT_FOUND] = { "not_found", 404, "There is no such thing" },
  [DESK_PROBLEM_METHOD_NOT_ALLOWED]
  = { "method_not_allowed", 405, "The method is not allowed here" },
  [DESK_PROBLEM_CONFLICT] = { "conflict", 409, "It was changed meanwhile" },
  [DESK_PROBLEM_STATE_CONFLICT] = { "state_conflict", 409, "The order's state does not allow it" },
  [DESK_PROBLEM_STEP_MISSING] = { "step_missing", 409, "An earlier step is not done" },
  [DESK_PROBLEM_ONLY_ONE] = { "only_one", 409, "There is one already" },
  [DESK_PROBLEM_IDEMPOTENCY_CONFLICT]
  = { "idempotency_conflict", 409, "The key was used for another request" },
  [DESK_PROBLEM_TOO_LARGE] = { "too_large", 413, "The body is too large" },
  [DESK_PROBLEM_LENGTH_REQUIRED] = { "length_required", 411, "A Content-Length is required" },
  [DESK_PROBLEM_UNSUPPORTED_MEDIA_TYPE]
  = { "unsupported_media_type", 415, "The media type is not taken" },
  [DESK_PROBLEM_INVALID_FIELDS] = { "invalid_fields", 422, "Fields are not valid" },
  [DESK_PROBLEM_CODE_WRONG] = { "code_wrong", 422, "The code is wrong" },
  [DESK_PROBLEM_CODE_EXPIRED] = { "code_expired", 422, "The code has expired" },
  [DESK_PROBLEM_IDENTITY_MISMATCH]
  = { "identity_mismatch", 422, "Name and number do not belong together" },
  [DESK_PROBLEM_CERTIFICATE_UNTRUSTED]
  = { "certificate_untrusted", 422, "The certificate is not of this authority" },
  [DESK_PROBLEM_CERTIFICATE_REVOKED] = { "certificate_revoked", 422, "The certificate is revoked" },
  [DESK_PROBLEM_CERTIFICATE_TIME]
  = { "certificate_time", 422, "The certificate is not valid at this time" },
  [DESK_PROBLEM_CERTIFICATE_UNKNOWN]
  = { "certificate_unknown", 422, "The certificate is of no account" },
  [DESK_PROBLEM_SIGNATURE_WRONG] = { "signature_wrong", 422, "The signature does not verify" },
  [DESK_PROBLEM_CHALLENGE_EXPIRED] = { "challenge_expired", 422, "The challenge has expired" },
  [DESK_PROBLEM_CONTRACT_STALE]
  = { "contract_stale", 409, "The contract no longer fits the application" },
  [DESK_PROBLEM_LIMITED] = { "limited", 429, "Too many requests" },
  [DESK_PROBLEM_BUSY] = { "busy", 503, "The service is busy" },
  [DESK_PROBLEM_STORAGE_FULL] = { "storage_full", 503, "No storage is left" },
  [DESK_PROBLEM_INTERNAL] = { "internal", 500, "An internal error" },
};

static const ProblemRow *
get_row (DeskProblemCode problem)
{
  g_return_val_if_fail ((unsigned int) problem < DESK_N_PROBLEM_CODES,
                        &problems[DESK_PROBLEM_INTERNAL]);

  return &problems[problem];
}

const char *
desk_problem_code_get_code (DeskProblemCode problem)
{
  return get_row (problem)->code;
}

gboolean
desk_problem_code_from_code (const char *code, DeskProblemCode *problem)
{
  g_return_val_if_fail (code != NULL && problem != NULL, FALSE);

  for (int i = 0; i < DESK_N_PROBLEM_CODES; i++) {
    if (g_str_equal (problems[i].code, code)) {
      *problem = (DeskProblemCode) i;
      return TRUE;
    }
  }

  return FALSE;
}

guint
desk_problem_code_get_status (DeskProblemCode problem)
{
  return get_row (problem)->status;
}

const char *
desk_problem_code_get_title (DeskProblemCode problem)
{
  return get_row (problem)->title;
}
