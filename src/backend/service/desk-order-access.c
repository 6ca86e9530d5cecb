/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-order-access.h"

#include "desk-backend.h"
#include "desk-order-view.h"
#include "desk-wire-order.h"

#include <string.h>

/* What a client reads of one order at the most (src/wire). */
#define MAX_EVENTS 1000
/* An answer to a change is kept for repetition: its size may not grow with the order's past. */
#define RECENT_EVENTS 20

gboolean
desk_order_access_load (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskStoreOrder **order, GError **error)
{
  const char *id = desk_request_get_parameter (request, "id");

  if (!desk_store_order_get (db, backend->crypt, desk_request_get_account_id (request), id, order,
                             error))
    return FALSE;
  if (*order == NULL)
    return desk_problem_set (error, DESK_PROBLEM_NOT_FOUND, "no such order");

  return TRUE;
}

gboolean
desk_order_access_load_editable (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskStoreOrder **order, GError **error)
{
  if (!desk_order_access_load (backend, request, db, order, error))
    return FALSE;
  if ((desk_order_state_get_actions ((*order)->state) & DESK_ORDER_ACTION_EDIT) == 0)
    return desk_problem_set (error, DESK_PROBLEM_STATE_CONFLICT,
                             "an order in state %s is not edited",
                             desk_order_state_get_code ((*order)->state));

  return TRUE;
}

gboolean
desk_order_access_fail (GError **error, GError *store_error)
{
  if (!g_error_matches (store_error, DESK_STORE_ORDER_ERROR, DESK_STORE_ORDER_ERROR_CONFLICT)) {
    g_propagate_error (error, store_error);
    return FALSE;
  }

  desk_problem_set (error, DESK_PROBLEM_CONFLICT, "%s", store_error->message);
  g_error_free (store_error);
  return FALSE;
}

gboolean
desk_order_access_answer (DeskBackend *backend,
                          DeskRequest *request,
                          DeskDb *db,
                          const char *order_id,
                          guint status,
                          DeskResponse *response,
                          GError **error)
{
  g_autoptr (DeskStoreOrder) order = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (DeskOrder) view = NULL;
  gboolean changed = strcmp (desk_request_get_method (request), "GET") != 0;

  if (!desk_store_order_get (db, backend->crypt, desk_request_get_account_id (request), order_id,
                             &order, error))
    return FALSE;
  g_return_val_if_fail (order != NULL, FALSE);

  events = desk_store_order_events (db, order_id, changed ? RECENT_EVENTS : MAX_EVENTS, error);
  if (events == NULL)
    return FALSE;

  view = desk_order_view_new (backend, order);
  for (guint i = 0; i < events->len; i++) {
    const DeskStoreEvent *event = g_ptr_array_index (events, i);

    desk_order_add_event (view, event->time, event->state, event->note);
  }
  desk_response_take_json (response, status, desk_wire_order_to_json (view));
  return TRUE;
}
