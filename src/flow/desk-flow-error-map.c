/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-flow-error-map.h"

#include "desk-api-error.h"
#include "desk-cades.h"
#include "desk-contract-signing.h"
#include "desk-key-error.h"

/* What a person can do about each answer of the server. Codes that are not listed are the server's
 * fault or this program's (malformed_request, unknown_member ...): DESK_FLOW_ERROR_SERVER. */
static const struct {
  const char *problem; /* desk_api_error_get_code() */
  DeskFlowError error;
} problem_errors[] = {
  { "unauthenticated", DESK_FLOW_ERROR_SESSION_EXPIRED },
  { "not_found", DESK_FLOW_ERROR_NOT_ALLOWED },
  { "conflict", DESK_FLOW_ERROR_CONFLICT },
  { "state_conflict", DESK_FLOW_ERROR_NOT_ALLOWED },
  { "step_missing", DESK_FLOW_ERROR_NOT_ALLOWED },
  { "only_one", DESK_FLOW_ERROR_ONLY_ONE },
  { "idempotency_conflict", DESK_FLOW_ERROR_CONFLICT },
  { "invalid_fields", DESK_FLOW_ERROR_FIELDS },
  { "code_wrong", DESK_FLOW_ERROR_CODE_WRONG },
  { "code_expired", DESK_FLOW_ERROR_CODE_EXPIRED },
  { "identity_mismatch", DESK_FLOW_ERROR_IDENTITY_MISMATCH },
  { "challenge_expired", DESK_FLOW_ERROR_TIMED_OUT },
  { "contract_stale", DESK_FLOW_ERROR_CONFLICT },
  { "limited", DESK_FLOW_ERROR_LIMITED },
};

/* What the server says of a certificate or a signature is a state of the key. */
static const struct {
  const char *problem; /* desk_api_error_get_code() */
  DeskKeyState state;
} key_problems[] = {
  { "certificate_untrusted", DESK_KEY_STATE_UNTRUSTED },
  { "certificate_revoked", DESK_KEY_STATE_REVOKED },
  { "certificate_time", DESK_KEY_STATE_EXPIRED },
  { "certificate_unknown", DESK_KEY_STATE_OTHER_ACCOUNT },
  { "signature_wrong", DESK_KEY_STATE_SIGNATURE_WRONG },
};

static DeskFlowError
map_problem (const char *problem)
{
  for (guint i = 0; i < G_N_ELEMENTS (problem_errors); i++)
    if (g_str_equal (problem_errors[i].problem, problem))
      return problem_errors[i].error;

  return DESK_FLOW_ERROR_SERVER;
}

static DeskFlowError
map_api (const GError *error)
{
  switch ((DeskApiError) error->code) {
  case DESK_API_ERROR_UNREACHABLE:
    return DESK_FLOW_ERROR_UNREACHABLE;
  case DESK_API_ERROR_TIMED_OUT:
    return DESK_FLOW_ERROR_TIMED_OUT;
  case DESK_API_ERROR_PROBLEM:
    return map_problem (desk_api_error_get_code (error));
  case DESK_API_ERROR_MALFORMED:
  default:
    return DESK_FLOW_ERROR_SERVER;
  }
}

static DeskFlowError
map_code (const GError *error)
{
  if (error->domain == DESK_API_ERROR)
    return map_api (error);
  if (error->domain == DESK_CONTRACT_ERROR)
    return DESK_FLOW_ERROR_CONTRACT_INVALID;
  return DESK_FLOW_ERROR_DRAFT;
}

/* NULL if @error says nothing of the key. */
static GError *
map_key (const GError *error)
{
  /* The check of desk_cades_finish() that the key signed what it was given. */
  if (error->domain == DESK_CADES_ERROR)
    return desk_key_error_new (DESK_KEY_STATE_SIGNATURE_WRONG, DESK_PIN_USE_ACCEPTED, "%s",
                               error->message);
  if (!g_error_matches (error, DESK_API_ERROR, DESK_API_ERROR_PROBLEM))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (key_problems); i++)
    if (g_str_equal (key_problems[i].problem, desk_api_error_get_code (error)))
      return desk_key_error_new (key_problems[i].state, DESK_PIN_USE_ACCEPTED, "%s",
                                 error->message);

  return NULL;
}

GError *
desk_flow_error_map (GError *error)
{
  g_autoptr (GError) cause = error;
  GError *mapped;

  g_return_val_if_fail (error != NULL, NULL);

  /* Somebody pressed "cancel" on the key itself. */
  if (desk_key_error_is (error, DESK_KEY_STATE_PIN_CANCELLED))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, error->message);
  if (error->domain == DESK_FLOW_ERROR || error->domain == DESK_KEY_ERROR
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&cause);

  mapped = map_key (error);
  return mapped != NULL
             ? mapped
             : g_error_new_literal (DESK_FLOW_ERROR, (int) map_code (error), error->message);
}
