/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-contract-access.h"

#include "desk-backend.h"
#include "desk-wire-contract.h"

gboolean
desk_contract_access_load (DeskBackend *backend,
                           DeskDb *db,
                           const DeskStoreOrder *order,
                           DeskProblemCode missing,
                           DeskStoreContract **contract,
                           GError **error)
{
  gboolean existed;

  if (order->contract_id != NULL)
    return desk_store_contract_get (db, backend->crypt, order->contract_id, contract, error);

  if (!desk_store_contract_exists (db, order->id, &existed, error))
    return FALSE;
  if (existed)
    return desk_problem_set (error, DESK_PROBLEM_CONTRACT_STALE,
                             "what the contract says has changed");

  return desk_problem_set_code_field (error, missing, "contract", DESK_FIELD_MISSING);
}

void
desk_contract_access_answer (
    DeskResponse *response, guint status, const char *sha256, gint64 size, gboolean is_signed)
{
  /* A borrowed string: never cleared. */
  DeskWireContract message = { .sha256 = (char *) sha256, .size = size, .is_signed = is_signed };

  desk_response_take_json (response, status, desk_wire_contract_to_json (&message));
}
