/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-application.h"
#include "desk-order.h"
#include "desk-wire.h"

G_BEGIN_DECLS

/* Orders: /v1/orders and what is below. Structs begin zeroed; what is in them is owned. */

/* {id, number, state, version, product, holder, validity_years, amount_fen, delivery, invoice_kind,
 * created, updated, done, contract_sha256, events?}; `events` only if there are any. */
JsonNode *desk_wire_order_to_json (DeskOrder *order);
DeskOrder *desk_wire_order_from_json (JsonObject *json, GError **error);

/* GET /v1/orders: {orders, next}. @orders: DeskOrder; @next: nullable. */
JsonNode *desk_wire_order_list_to_json (GPtrArray *orders, const char *next);
/* Caller owns the array (which owns its orders) and @next. */
GPtrArray *desk_wire_order_list_from_json (JsonObject *json, char **next, GError **error);

/* POST /v1/orders: {product, identity_check_id}. */
typedef struct {
  char *product;           /* "person_certificate" */
  char *identity_check_id; /* UUID */
} DeskWireOrderRequest;

JsonNode *desk_wire_order_request_to_json (const DeskWireOrderRequest *message);
gboolean
desk_wire_order_request_from_json (JsonObject *json, DeskWireOrderRequest *message, GError **error);
void desk_wire_order_request_clear (DeskWireOrderRequest *message);

/* PUT /v1/orders/{id}/consent: {version, sha256, time}. */
typedef struct {
  char *version; /* of the contract's text */
  char *sha256;  /* hex, of that text */
  gint64 time;   /* Unix seconds, the applicant's clock */
} DeskWireConsent;

JsonNode *desk_wire_consent_to_json (const DeskWireConsent *message);
gboolean desk_wire_consent_from_json (JsonObject *json, DeskWireConsent *message, GError **error);
void desk_wire_consent_clear (DeskWireConsent *message);

/* PUT /v1/orders/{id}/attachments/{kind}, answer: {kind, sha256, width, height, size}. */
typedef struct {
  char *kind;    /* desk_attachment_kind_get_code() */
  char *sha256;  /* hex, of what was received */
  gint64 width;  /* pixels */
  gint64 height; /* pixels */
  gint64 size;   /* bytes kept */
} DeskWireAttachment;

JsonNode *desk_wire_attachment_to_json (const DeskWireAttachment *message);
gboolean
desk_wire_attachment_from_json (JsonObject *json, DeskWireAttachment *message, GError **error);
void desk_wire_attachment_clear (DeskWireAttachment *message);

/* PUT /v1/orders/{id}/product: {validity_years, seal_kind, invoice}. */
typedef struct {
  int validity_years;
  DeskSealKind seal_kind;
  DeskInvoice *invoice;
} DeskWireProduct;

JsonNode *desk_wire_product_to_json (const DeskWireProduct *message);
/* The years may be any number and the invoice anything: the field rules judge them. */
gboolean desk_wire_product_from_json (JsonObject *json, DeskWireProduct *message, GError **error);
void desk_wire_product_clear (DeskWireProduct *message);

/* POST /v1/orders/{id}/submission, /withdrawal, /cancellation: {version}. */
JsonNode *desk_wire_move_to_json (gint64 version);
gboolean desk_wire_move_from_json (JsonObject *json, gint64 *version, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireOrderRequest, desk_wire_order_request_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireConsent, desk_wire_consent_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireAttachment, desk_wire_attachment_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireProduct, desk_wire_product_clear)

G_END_DECLS
