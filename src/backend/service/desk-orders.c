/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-orders.h"

#include "desk-backend.h"
#include "desk-order-access.h"
#include "desk-order-view.h"
#include "desk-store-contract.h"
#include "desk-store-order-edit.h"
#include "desk-wire-order.h"

#define DEFAULT_LIMIT 20
#define MAX_LIMIT     100
#define PRODUCT       "person_certificate"

#define STATUS_NO_CONTENT 204

static gboolean
read_identity_check (DeskBackend *backend,
                     DeskRequest *request,
                     DeskDb *db,
                     DeskStoreIdentity **identity,
                     GError **error)
{
  g_auto (DeskWireOrderRequest) message = { 0 };

  if (!desk_wire_order_request_from_json (desk_request_get_json (request), &message, error))
    return FALSE;
  if (!g_str_equal (message.product, PRODUCT))
    return desk_problem_set_field (error, "product", DESK_FIELD_NOT_ALLOWED);
  if (!desk_store_identity_get (db, backend->crypt, desk_request_get_account_id (request),
                                message.identity_check_id, identity, error))
    return FALSE;
  if (*identity == NULL)
    return desk_problem_set_field (error, "identity_check_id", DESK_FIELD_NOT_ALLOWED);

  return TRUE;
}

/* A check that says what the one before said changes nothing: a contract in force prints the serial
 * number of the one before. */
static gboolean
take_up (DeskBackend *backend,
         DeskDb *db,
         const DeskStoreOrder *order,
         const DeskStoreIdentity *identity,
         gint64 now,
         GError **error)
{
  g_autoptr (DeskStoreIdentity) before = NULL;
  GError *store_error = NULL;
  gboolean is_renamed;

  if ((desk_order_state_get_actions (order->state) & DESK_ORDER_ACTION_EDIT) == 0)
    return desk_problem_set (error, DESK_PROBLEM_ONLY_ONE,
                             "an application for this person is in progress");
  if (!desk_store_identity_get (db, backend->crypt, order->account_id, order->identity_check_id,
                                &before, error))
    return FALSE;
  g_return_val_if_fail (before != NULL, FALSE);

  is_renamed = !g_str_equal (before->name, identity->name);
  if (!is_renamed && g_str_equal (before->mobile, identity->mobile)
      && g_str_equal (before->result, identity->result))
    return TRUE;

  return desk_store_order_set_identity (db, order, identity->id, is_renamed, now, &store_error)
         || desk_order_access_fail (error, store_error);
}

static gboolean
post_order (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_autoptr (DeskStoreIdentity) identity = NULL;
  g_autoptr (DeskStoreOrder) live = NULL;
  g_autofree char *id = NULL;
  gint64 now = desk_request_get_time (request);

  if (!read_identity_check (backend, request, db, &identity, error)
      || !desk_store_order_find_live (db, backend->crypt, identity, PRODUCT, &live, error))
    return FALSE;
  if (live != NULL)
    return take_up (backend, db, live, identity, now, error)
           && desk_order_access_answer (backend, request, db, live->id, 200, response, error);

  return desk_store_order_create (db, backend->crypt, identity, PRODUCT, now, &id, error)
         && desk_order_access_answer (backend, request, db, id, 201, response, error);
}

static gboolean
read_limit (DeskRequest *request, guint *limit, GError **error)
{
  const char *text = desk_request_get_query (request, "limit");
  guint64 value = DEFAULT_LIMIT;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, MAX_LIMIT, &value, NULL))
    return desk_problem_set (error, DESK_PROBLEM_MALFORMED_REQUEST,
                             "limit is a number from 1 to %d", MAX_LIMIT);

  *limit = (guint) value;
  return TRUE;
}

/* One more than asked for is read: it tells whether there is a next page. */
static gboolean
get_orders (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  const char *after = desk_request_get_query (request, "after");
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (g_object_unref);
  const char *next = NULL;
  guint limit = DEFAULT_LIMIT;

  if (!read_limit (request, &limit, error))
    return FALSE;
  stored = desk_store_order_list (db, backend->crypt, desk_request_get_account_id (request), after,
                                  limit + 1, error);
  if (stored == NULL)
    return FALSE;

  for (guint i = 0; i < MIN (stored->len, limit); i++)
    g_ptr_array_add (orders, desk_order_view_new (backend, g_ptr_array_index (stored, i)));
  if (stored->len > limit)
    next = desk_order_get_number (g_ptr_array_index (orders, limit - 1));

  desk_response_take_json (response, 200, desk_wire_order_list_to_json (orders, next));
  return TRUE;
}

static gboolean
get_order (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_autoptr (DeskStoreOrder) order = NULL;

  return desk_order_access_load (backend, request, db, &order, error)
         && desk_order_access_answer (backend, request, db, order->id, 200, response, error);
}

static gboolean
delete_order (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_autoptr (DeskStoreOrder) order = NULL;
  gboolean is_certified;

  if (!desk_order_access_load (backend, request, db, &order, error))
    return FALSE;
  if ((desk_order_state_get_actions (order->state) & DESK_ORDER_ACTION_DELETE) == 0)
    return desk_problem_set (error, DESK_PROBLEM_STATE_CONFLICT, "the order is in state %s",
                             desk_order_state_get_code (order->state));
  if (!desk_store_issuance_exists (db, order->id, &is_certified, error))
    return FALSE;
  if (is_certified)
    return desk_problem_set (error, DESK_PROBLEM_STATE_CONFLICT,
                             "a certificate was issued for the order");
  if (!desk_store_order_remove (db, order, desk_request_get_time (request), error))
    return FALSE;

  desk_response_set_empty (response, STATUS_NO_CONTENT);
  return TRUE;
}

const DeskRoute desk_order_routes[] = {
  { "POST", "/v1/orders", DESK_ACCESS_SESSION, DESK_BODY_JSON, 0, DESK_ROUTE_IDEMPOTENT, post_order,
    NULL },
  { "GET", "/v1/orders", DESK_ACCESS_SESSION, DESK_BODY_NONE, 0, DESK_ROUTE_NONE, get_orders,
    NULL },
  { "GET", "/v1/orders/{id}", DESK_ACCESS_SESSION, DESK_BODY_NONE, 0, DESK_ROUTE_NONE, get_order,
    NULL },
  { "DELETE", "/v1/orders/{id}", DESK_ACCESS_SESSION, DESK_BODY_NONE, 0, DESK_ROUTE_NONE,
    delete_order, NULL },
};
const gsize desk_order_n_routes = G_N_ELEMENTS (desk_order_routes);
