/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-api-error.h"
#include "desk-cades.h"
#include "desk-contract-signing.h"
#include "desk-flow-error-map.h"
#include "desk-key-error.h"

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
  assert_problem ("contract_stale", DESK_FLOW_ERROR_CONFLICT);
  assert_problem ("limited", DESK_FLOW_ERROR_LIMITED);
  assert_problem ("storage_full", DESK_FLOW_ERROR_SERVER);
  assert_problem ("unknown_member", DESK_FLOW_ERROR_SERVER);
}

/* What went wrong with a key is told as it is, with what became of the PIN. */
static void
test_key (void)
{
  for (int state = 0; state < (int) DESK_KEY_N_STATES; state++) {
    g_autoptr (GError) mapped = NULL;

    if (state == DESK_KEY_STATE_PIN_CANCELLED)
      continue;
    mapped = desk_flow_error_map (
        desk_key_error_new ((DeskKeyState) state, DESK_PIN_USE_MAYBE, "C_Sign"));
    g_assert_error (mapped, DESK_KEY_ERROR, state);
    g_assert_cmpint (desk_key_error_get_pin_use (mapped), ==, DESK_PIN_USE_MAYBE);
  }

  /* The person said no on the key's own keypad. */
  assert_maps (g_error_new (DESK_KEY_ERROR, DESK_KEY_STATE_PIN_CANCELLED, "x"), G_IO_ERROR,
               G_IO_ERROR_CANCELLED);
}

/* What the server says of a certificate or a signature is a state of the key. */
static void
test_key_problems (void)
{
  static const struct {
    const char *problem;
    DeskKeyState state;
  } rows[] = {
    { "certificate_untrusted", DESK_KEY_STATE_UNTRUSTED },
    { "certificate_revoked", DESK_KEY_STATE_REVOKED },
    { "certificate_time", DESK_KEY_STATE_EXPIRED },
    { "certificate_unknown", DESK_KEY_STATE_OTHER_ACCOUNT },
    { "signature_wrong", DESK_KEY_STATE_SIGNATURE_WRONG },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) mapped
        = desk_flow_error_map (desk_api_error_new_problem (rows[i].problem, NULL, 0));

    g_assert_error (mapped, DESK_KEY_ERROR, (int) rows[i].state);
    g_assert_cmpint (desk_key_error_get_pin_use (mapped), ==, DESK_PIN_USE_ACCEPTED);
  }

  assert_maps (g_error_new (DESK_CADES_ERROR, DESK_CADES_ERROR_SIGNATURE, "x"), DESK_KEY_ERROR,
               DESK_KEY_STATE_SIGNATURE_WRONG);
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
  g_test_add_func ("/flow/flow-error-map/key-problems", test_key_problems);
  g_test_add_func ("/flow/flow-error-map/others", test_others);
  return g_test_run ();
}
