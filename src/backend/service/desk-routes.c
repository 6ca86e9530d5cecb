/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-service"

#include "desk-routes.h"

#include "desk-about.h"
#include "desk-attachments.h"
#include "desk-contract-signatures.h"
#include "desk-contracts.h"
#include "desk-identity-checks.h"
#include "desk-order-moves.h"
#include "desk-order-steps.h"
#include "desk-orders.h"
#include "desk-sessions.h"
#include "desk-sms-codes.h"
#include "desk-ukey-sessions.h"
#include "desk-unblock-requests.h"

static void
append (GPtrArray *rows, const DeskRoute *routes, gsize n_routes)
{
  for (gsize i = 0; i < n_routes; i++)
    g_ptr_array_add (rows, (gpointer) &routes[i]);
}

const DeskRoute **
desk_routes_new (void)
{
  GPtrArray *rows = g_ptr_array_new ();

  append (rows, desk_about_routes, desk_about_n_routes);
  append (rows, desk_sms_code_routes, desk_sms_code_n_routes);
  append (rows, desk_session_routes, desk_session_n_routes);
  append (rows, desk_ukey_session_routes, desk_ukey_session_n_routes);
  append (rows, desk_identity_check_routes, desk_identity_check_n_routes);
  append (rows, desk_order_routes, desk_order_n_routes);
  append (rows, desk_order_step_routes, desk_order_step_n_routes);
  append (rows, desk_attachment_routes, desk_attachment_n_routes);
  append (rows, desk_contract_routes, desk_contract_n_routes);
  append (rows, desk_contract_signature_routes, desk_contract_signature_n_routes);
  append (rows, desk_order_move_routes, desk_order_move_n_routes);
  append (rows, desk_unblock_request_routes, desk_unblock_request_n_routes);
  g_ptr_array_add (rows, NULL);
  return (const DeskRoute **) (gpointer) g_ptr_array_free (rows, FALSE);
}
