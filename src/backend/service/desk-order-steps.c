/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-order-steps.h"

#include "desk-backend.h"
#include "desk-contract.h"
#include "desk-order-access.h"
#include "desk-store-order-edit.h"
#include "desk-wire-delivery.h"
#include "desk-wire-ink.h"
#include "desk-wire-invoice.h"
#include "desk-wire-order.h"

/* How far a client's clock may be ahead of ours, in seconds. */
#define CLOCK_SKEW (5 * 60)

/* Ends a step: @done is what the store said. */
static gboolean
finish_step (DeskBackend *backend,
             DeskRequest *request,
             DeskDb *db,
             const DeskStoreOrder *order,
             gboolean done,
             GError *store_error,
             DeskResponse *response,
             GError **error)
{
  if (!done)
    return desk_order_access_fail (error, store_error);

  return desk_order_access_answer (backend, request, db, order->id, 200, response, error);
}

static char *
print_json (JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;

  return json_to_string (owned, FALSE);
}

static const char *
get_nick (GType type, int value)
{
  g_autoptr (GEnumClass) values = g_type_class_ref (type);
  const GEnumValue *found = g_enum_get_value (values, value);

  /* Nicks are static strings of the program. */
  return found->value_nick;
}

static gboolean
check_consent (const DeskWireConsent *consent, gint64 now, GError **error)
{
  if (!g_str_equal (consent->version, desk_contract_text_get_version ())
      || !g_str_equal (consent->sha256, desk_contract_text_get_sha256 ()))
    return desk_problem_set_field (error, "consent", DESK_FIELD_NOT_ACCEPTED);
  if (consent->time > now + CLOCK_SKEW)
    return desk_problem_set_field (error, "consent", DESK_FIELD_BAD_DATE);

  return TRUE;
}

/* Agreeing to the same text again leaves a contract in force. */
static gboolean
is_same_consent (const DeskStoreOrder *order, const DeskWireConsent *consent)
{
  return g_strcmp0 (order->consent_version, consent->version) == 0
         && g_strcmp0 (order->consent_sha256, consent->sha256) == 0
         && order->consent_time == consent->time;
}

static gboolean
put_consent (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_autoptr (DeskStoreOrder) order = NULL;
  g_auto (DeskWireConsent) consent = { 0 };
  gint64 now = desk_request_get_time (request);
  GError *store_error = NULL;
  gboolean done;

  if (!desk_order_access_load_editable (backend, request, db, &order, error)
      || !desk_wire_consent_from_json (desk_request_get_json (request), &consent, error)
      || !check_consent (&consent, now, error))
    return FALSE;

  done = is_same_consent (order, &consent)
         || desk_store_order_set_consent (db, order, consent.version, consent.sha256, consent.time,
                                          now, &store_error);
  return finish_step (backend, request, db, order, done, store_error, response, error);
}

static gboolean
put_ink (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_autoptr (DeskStoreOrder) order = NULL;
  g_autoptr (DeskInk) ink = NULL;
  g_autofree char *text = NULL;
  g_autofree char *stored = NULL;
  DeskFieldProblem problem;
  GError *store_error = NULL;
  gboolean done;

  if (!desk_order_access_load_editable (backend, request, db, &order, error))
    return FALSE;
  ink = desk_wire_ink_from_json (desk_request_get_json (request), error);
  if (ink == NULL)
    return FALSE;
  problem = desk_ink_check (ink);
  if (problem != DESK_FIELD_OK)
    return desk_problem_set_field (error, "ink", problem);

  /* The same strokes again leave a contract in force. */
  text = print_json (desk_wire_ink_to_json (ink));
  if (!desk_store_order_dup_text (db, backend->crypt, order->id, DESK_STORE_ORDER_INK, &stored,
                                  error))
    return FALSE;
  done = g_strcmp0 (stored, text) == 0
         || desk_store_order_set_ink (db, backend->crypt, order, text,
                                      desk_request_get_time (request), &store_error);
  return finish_step (backend, request, db, order, done, store_error, response, error);
}

static gboolean
check_product (DeskBackend *backend, const DeskWireProduct *product, GError **error)
{
  g_autoptr (DeskIssues) issues = desk_issues_new ();

  if (product->validity_years < 1 || product->validity_years > DESK_APPLICATION_MAX_VALIDITY_YEARS)
    desk_issues_add (issues, "product.validity_years", DESK_FIELD_NOT_ALLOWED);
  desk_invoice_validate (product->invoice, issues);
  /* A project without invoices is not asked for one. */
  if (!desk_config_get_invoice (backend->config)
      && desk_invoice_get_kind (product->invoice) != DESK_INVOICE_NONE)
    desk_issues_add (issues, "invoice.kind", DESK_FIELD_NOT_ALLOWED);

  return desk_issues_get_size (issues) == 0 || desk_problem_set_issues (error, issues);
}

static gboolean
put_product (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_autoptr (DeskStoreOrder) order = NULL;
  g_auto (DeskWireProduct) message = { 0 };
  g_autofree char *invoice = NULL;
  DeskStoreProduct product = { 0 };
  GError *store_error = NULL;
  gboolean done;

  if (!desk_order_access_load_editable (backend, request, db, &order, error)
      || !desk_wire_product_from_json (desk_request_get_json (request), &message, error)
      || !check_product (backend, &message, error))
    return FALSE;

  invoice = print_json (desk_wire_invoice_to_json (message.invoice));
  product.validity_years = message.validity_years;
  product.seal_kind = get_nick (DESK_TYPE_SEAL_KIND, (int) message.seal_kind);
  product.invoice_kind
      = get_nick (DESK_TYPE_INVOICE_KIND, (int) desk_invoice_get_kind (message.invoice));
  product.invoice = invoice;
  if (desk_config_get_payment (backend->config))
    product.amount_fen = desk_config_get_price (backend->config, message.validity_years);

  done = desk_store_order_set_product (db, backend->crypt, order, &product,
                                       desk_request_get_time (request), &store_error);
  return finish_step (backend, request, db, order, done, store_error, response, error);
}

static gboolean
is_branch (DeskBackend *backend, const char *code)
{
  gsize n_branches;
  const DeskBranch *branches = desk_config_get_branches (backend->config, &n_branches);

  for (gsize i = 0; i < n_branches; i++)
    if (g_str_equal (branches[i].code, code))
      return TRUE;

  return FALSE;
}

static gboolean
check_delivery (DeskBackend *backend, DeskDelivery *delivery, GError **error)
{
  g_autoptr (DeskIssues) issues = desk_issues_new ();

  desk_delivery_validate (delivery, issues);
  if (desk_delivery_get_method (delivery) == DESK_DELIVERY_COLLECT
      && !is_branch (backend, desk_delivery_get_branch (delivery)))
    desk_issues_add (issues, "delivery.branch", DESK_FIELD_NOT_ALLOWED);

  return desk_issues_get_size (issues) == 0 || desk_problem_set_issues (error, issues);
}

static gboolean
put_delivery (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_autoptr (DeskStoreOrder) order = NULL;
  g_autoptr (DeskDelivery) delivery = NULL;
  g_autofree char *text = NULL;
  GError *store_error = NULL;
  gboolean done;

  if (!desk_order_access_load_editable (backend, request, db, &order, error))
    return FALSE;
  delivery = desk_wire_delivery_from_json (desk_request_get_json (request), error);
  if (delivery == NULL || !check_delivery (backend, delivery, error))
    return FALSE;

  text = print_json (desk_wire_delivery_to_json (delivery));
  done = desk_store_order_set_delivery (db, backend->crypt, order, text,
                                        desk_request_get_time (request), &store_error);
  return finish_step (backend, request, db, order, done, store_error, response, error);
}

const DeskRoute desk_order_step_routes[] = {
  { "PUT", "/v1/orders/{id}/consent", DESK_ACCESS_SESSION, DESK_BODY_JSON, 0, DESK_ROUTE_NONE,
    put_consent, NULL },
  { "PUT", "/v1/orders/{id}/ink", DESK_ACCESS_SESSION, DESK_BODY_JSON, DESK_WIRE_MAX_BYTES,
    DESK_ROUTE_NONE, put_ink, NULL },
  { "PUT", "/v1/orders/{id}/product", DESK_ACCESS_SESSION, DESK_BODY_JSON, 0, DESK_ROUTE_NONE,
    put_product, NULL },
  { "PUT", "/v1/orders/{id}/delivery", DESK_ACCESS_SESSION, DESK_BODY_JSON, 0, DESK_ROUTE_NONE,
    put_delivery, NULL },
};
const gsize desk_order_step_n_routes = G_N_ELEMENTS (desk_order_step_routes);
