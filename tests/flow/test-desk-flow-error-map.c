/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-api-error.h"
#include "desk-contract-signing.h"
#include "desk-flow-error-map.h"
#include "desk-ukey.h"

static void
assert_maps (GError *source, GQuark domain, int code)
{
  g_autoptr (GError) mapped = desk_flow_error_map (source);

  g_assert_error (mapped, domain, code);
}

static void
assert_problem (const char *problem, DeskFlowError code)
{
  assert_maps (desk_api_error_new_problem (problem, NULL, 0), DESK_FLOW_ERROR, (int) code);
}

static void
test_api (void)
{
  assert_maps (g_error_new (DESK_API_ERROR, DESK_API_ERROR_UNREACHABLE, "x"), DESK_FLOW_ERROR,
               DESK_FLOW_ERROR_UNREACHABLE);
  assert_maps (g_error_new (DESK_API_ERROR, DESK_API_ERROR_TIMED_OUT, "x"), DESK_FLOW_ERROR,
               DESK_FLOW_ERROR_TIMED_OUT);
  assert_maps (g_error_new (DESK_API_ERROR, DESK_API_ERROR_MALFORMED, "x"), DESK_FLOW_ERROR,
               DESK_FLOW_ERROR_SERVER);

  assert_problem ("unauthenticated", DESK_FLOW_ERROR_SESSION_EXPIRED);
  assert_problem ("conflict", DESK_FLOW_ERROR_CONFLICT);
  assert_problem ("state_conflict", DESK_FLOW_ERROR_NOT_ALLOWED);
  assert_problem ("only_one", DESK_FLOW_ERROR_ONLY_ONE);
  assert_problem ("invalid_fields", DESK_FLOW_ERROR_FIELDS);
  assert_problem ("code_expired", DESK_FLOW_ERROR_CODE_EXPIRED);
  assert_problem ("identity_mismatch", DESK_FLOW_ERROR_IDENTITY_MISMATCH);
  assert_problem ("certificate_revoked", DESK_FLOW_ERROR_CERTIFICATE_REVOKED);
  assert_problem ("contract_stale", DESK_FLOW_ERROR_CONFLICT);
  assert_problem ("limited", DESK_FLOW_ERROR_LIMITED);
  assert_problem ("storage_full", DESK_FLOW_ERROR_SERVER);
  assert_problem ("unknown_member", DESK_FLOW_ERROR_SERVER);
}

static void
test_key (void)
{
  static const struct {
    DeskKeyState key;
    DeskFlowError flow;
  } rows[] = {
    { DESK_KEY_STATE_NO_MODULE, DESK_FLOW_ERROR_KEY_DRIVER },
    { DESK_KEY_STATE_REMOVED, DESK_FLOW_ERROR_KEY_REMOVED },
    { DESK_KEY_STATE_PIN_WRONG, DESK_FLOW_ERROR_PIN_WRONG },
    { DESK_KEY_STATE_PIN_LOCKED, DESK_FLOW_ERROR_PIN_LOCKED },
    { DESK_KEY_STATE_PIN_LENGTH, DESK_FLOW_ERROR_PIN_LENGTH },
    { DESK_KEY_STATE_NO_KEY, DESK_FLOW_ERROR_KEY_DRIVER },
    { DESK_KEY_STATE_BUSY, DESK_FLOW_ERROR_KEY_BUSY },
    { DESK_KEY_STATE_DRIVER, DESK_FLOW_ERROR_KEY_DRIVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_maps (g_error_new (DESK_KEY_ERROR, (int) rows[i].key, "x"), DESK_FLOW_ERROR,
                 (int) rows[i].flow);

  /* The person said no on the key's own keypad. */
  assert_maps (g_error_new (DESK_KEY_ERROR, DESK_KEY_STATE_PIN_CANCELLED, "x"), G_IO_ERROR,
               G_IO_ERROR_CANCELLED);
}

static void
test_others (void)
{
  assert_maps (g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x"), G_IO_ERROR,
               G_IO_ERROR_CANCELLED);
  assert_maps (g_error_new (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "x"), DESK_FLOW_ERROR,
               DESK_FLOW_ERROR_DRAFT);
  assert_maps (g_error_new (DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM, "x"), DESK_FLOW_ERROR,
               DESK_FLOW_ERROR_CONTRACT_INVALID);
  assert_maps (g_error_new (DESK_FLOW_ERROR, DESK_FLOW_ERROR_ONLY_ONE, "x"), DESK_FLOW_ERROR,
               DESK_FLOW_ERROR_ONLY_ONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/flow-error-map/api", test_api);
  g_test_add_func ("/flow/flow-error-map/key", test_key);
  g_test_add_func ("/flow/flow-error-map/others", test_others);
  return g_test_run ();
}
