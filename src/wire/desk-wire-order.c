/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire-order.h"

#include "desk-wire-invoice.h"
#include "desk-wire-message.h"

#define TEXT_MAX    200
#define PRODUCT_MAX 40
#define YEARS_MAX   100
#define EVENTS_MAX  1000
#define DONE_MAX    50
#define LIST_MAX    100
#define NUMBER_MAX  ((gint64) 1000 * 1000 * 1000 * 1000)

static void
set_done (JsonObject *json, DeskOrder *order)
{
  const char *const *done = desk_order_get_done (order);
  JsonArray *steps = json_array_new ();

  for (; done != NULL && *done != NULL; done++)
    json_array_add_string_element (steps, *done);
  json_object_set_array_member (json, "done", steps);
}

static void
set_events (JsonObject *json, DeskOrder *order)
{
  JsonArray *events = json_array_new ();

  for (guint i = 0; i < desk_order_get_n_events (order); i++) {
    const DeskOrderEvent *event = desk_order_get_event (order, i);
    JsonObject *entry = json_object_new ();

    desk_wire_set_time (entry, "time", event->time);
    desk_wire_set_text (entry, "state", desk_order_state_get_code (event->state));
    desk_wire_set_text (entry, "note", event->note);
    json_array_add_object_element (events, entry);
  }
  json_object_set_array_member (json, "events", events);
}

JsonNode *
desk_wire_order_to_json (DeskOrder *order)
{
  JsonObject *json = json_object_new ();

  desk_wire_set_text (json, "id", desk_order_get_id (order));
  desk_wire_set_text (json, "number", desk_order_get_number (order));
  desk_wire_set_text (json, "state", desk_order_state_get_code (desk_order_get_state (order)));
  json_object_set_int_member (json, "version", desk_order_get_version (order));
  desk_wire_set_text (json, "product", desk_order_get_product (order));
  desk_wire_set_text (json, "holder", desk_order_get_holder (order));
  json_object_set_int_member (json, "validity_years", desk_order_get_validity_years (order));
  json_object_set_int_member (json, "amount_fen", desk_order_get_amount_fen (order));
  desk_wire_set_text (json, "delivery", desk_order_get_delivery (order));
  desk_wire_set_enum (json, "invoice_kind", DESK_TYPE_INVOICE_KIND,
                      (int) desk_order_get_invoice_kind (order));
  desk_wire_set_time (json, "created", desk_order_get_created (order));
  desk_wire_set_time (json, "updated", desk_order_get_updated (order));
  set_done (json, order);
  desk_wire_set_text (json, "contract_sha256", desk_order_get_contract_sha256 (order));
  if (desk_order_get_n_events (order) > 0)
    set_events (json, order);

  return desk_wire_take_object (json);
}

static DeskOrderState
read_state (DeskWireReader *reader)
{
  DeskOrderState state = DESK_ORDER_DRAFT;

  if (!desk_order_state_from_code (desk_wire_reader_filled (reader, "state", TEXT_MAX), &state))
    desk_wire_reader_fail (reader, "state", DESK_FIELD_NOT_ALLOWED);

  return state;
}

static char **
read_done (DeskWireReader *reader)
{
  g_autoptr (GStrvBuilder) steps = g_strv_builder_new ();
  JsonArray *done = desk_wire_reader_array (reader, "done", DONE_MAX);

  for (guint i = 0; done != NULL && i < json_array_get_length (done); i++)
    g_strv_builder_add (steps, desk_wire_reader_element_string (reader, "done", done, i, TEXT_MAX));

  return g_strv_builder_end (steps);
}

static void
read_events (DeskWireReader *reader, DeskOrder *order)
{
  JsonArray *events = desk_wire_reader_has (reader, "events")
                          ? desk_wire_reader_array (reader, "events", EVENTS_MAX)
                          : NULL;

  for (guint i = 0; events != NULL && i < json_array_get_length (events); i++) {
    DeskWireReader *event = desk_wire_reader_element (reader, "events", events, i);
    gint64 time = desk_wire_reader_time (event, "time");

    desk_order_add_event (order, time, read_state (event),
                          desk_wire_reader_string (event, "note", TEXT_MAX));
  }
}

static DeskOrder *
read_order (DeskWireReader *reader)
{
  g_auto (GStrv) done = read_done (reader);
  const char *contract = desk_wire_reader_has (reader, "contract_sha256")
                             ? desk_wire_reader_sha256 (reader, "contract_sha256")
                             : NULL;
  DeskOrder *order = g_object_new (
      DESK_TYPE_ORDER, "id", desk_wire_reader_id (reader, "id"), "number",
      desk_wire_reader_filled (reader, "number", TEXT_MAX), "state", (int) read_state (reader),
      "version", desk_wire_reader_int (reader, "version", 0, NUMBER_MAX), "product",
      desk_wire_reader_filled (reader, "product", PRODUCT_MAX), "holder",
      desk_wire_reader_string (reader, "holder", TEXT_MAX), "validity-years",
      (int) desk_wire_reader_int (reader, "validity_years", 0, YEARS_MAX), "amount-fen",
      desk_wire_reader_int (reader, "amount_fen", 0, NUMBER_MAX), "delivery",
      desk_wire_reader_string (reader, "delivery", TEXT_MAX), "invoice-kind",
      desk_wire_reader_enum (reader, "invoice_kind", DESK_TYPE_INVOICE_KIND), "created",
      desk_wire_reader_time (reader, "created"), "updated",
      desk_wire_reader_time (reader, "updated"), "done", done, "contract-sha256", contract, NULL);

  read_events (reader, order);
  return order;
}

DeskOrder *
desk_wire_order_from_json (JsonObject *json, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", TRUE);
  g_autoptr (DeskOrder) order = read_order (reader);

  return desk_wire_reader_finish (reader, error) ? g_steal_pointer (&order) : NULL;
}

JsonNode *
desk_wire_order_list_to_json (GPtrArray *orders, const char *next)
{
  JsonObject *json = json_object_new ();
  JsonArray *array = json_array_sized_new (orders->len);

  for (guint i = 0; i < orders->len; i++)
    json_array_add_element (array, desk_wire_order_to_json (g_ptr_array_index (orders, i)));
  json_object_set_array_member (json, "orders", array);
  desk_wire_set_text (json, "next", next);

  return desk_wire_take_object (json);
}

GPtrArray *
desk_wire_order_list_from_json (JsonObject *json, char **next, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", TRUE);
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array = desk_wire_reader_array (reader, "orders", LIST_MAX);
  const char *cursor = desk_wire_reader_optional (reader, "next", TEXT_MAX);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_ptr_array_add (orders, read_order (desk_wire_reader_element (reader, "orders", array, i)));
  if (!desk_wire_reader_finish (reader, error))
    return NULL;

  *next = g_strdup (cursor);
  return g_steal_pointer (&orders);
}

static const DeskWireMember order_request_members[] = {
  { "product", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireOrderRequest, product), PRODUCT_MAX },
  { "identity_check_id", DESK_WIRE_ID, G_STRUCT_OFFSET (DeskWireOrderRequest, identity_check_id) },
};

DESK_WIRE_DEFINE_MESSAGE (DeskWireOrderRequest,
                          desk_wire_order_request,
                          order_request_members,
                          FALSE)

static const DeskWireMember consent_members[] = {
  { "version", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireConsent, version), TEXT_MAX },
  { "sha256", DESK_WIRE_SHA256, G_STRUCT_OFFSET (DeskWireConsent, sha256) },
  { "time", DESK_WIRE_TIME, G_STRUCT_OFFSET (DeskWireConsent, time) },
};

DESK_WIRE_DEFINE_MESSAGE (DeskWireConsent, desk_wire_consent, consent_members, FALSE)

static const DeskWireMember attachment_members[] = {
  { "kind", DESK_WIRE_TEXT, G_STRUCT_OFFSET (DeskWireAttachment, kind), TEXT_MAX },
  { "sha256", DESK_WIRE_SHA256, G_STRUCT_OFFSET (DeskWireAttachment, sha256) },
  { "width", DESK_WIRE_INTEGER, G_STRUCT_OFFSET (DeskWireAttachment, width), G_MAXINT32 },
  { "height", DESK_WIRE_INTEGER, G_STRUCT_OFFSET (DeskWireAttachment, height), G_MAXINT32 },
  { "size", DESK_WIRE_INTEGER, G_STRUCT_OFFSET (DeskWireAttachment, size), G_MAXINT32 },
};

DESK_WIRE_DEFINE_MESSAGE (DeskWireAttachment, desk_wire_attachment, attachment_members, TRUE)

JsonNode *
desk_wire_product_to_json (const DeskWireProduct *message)
{
  JsonObject *json = json_object_new ();

  json_object_set_int_member (json, "validity_years", message->validity_years);
  desk_wire_set_enum (json, "seal_kind", DESK_TYPE_SEAL_KIND, (int) message->seal_kind);
  json_object_set_member (json, "invoice", desk_wire_invoice_to_json (message->invoice));
  return desk_wire_take_object (json);
}

gboolean
desk_wire_product_from_json (JsonObject *json, DeskWireProduct *message, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", FALSE);

  /* Bent into what the property holds; the rule of the field refuses both ends. */
  message->validity_years = (int) CLAMP (
      desk_wire_reader_int (reader, "validity_years", G_MININT64, G_MAXINT64), 0, YEARS_MAX);
  message->seal_kind
      = (DeskSealKind) desk_wire_reader_enum (reader, "seal_kind", DESK_TYPE_SEAL_KIND);
  message->invoice = desk_invoice_new ();
  desk_wire_invoice_read (desk_wire_reader_object (reader, "invoice"), message->invoice);
  if (desk_wire_reader_finish (reader, error))
    return TRUE;

  desk_wire_product_clear (message);
  return FALSE;
}

void
desk_wire_product_clear (DeskWireProduct *message)
{
  g_clear_object (&message->invoice);
}

JsonNode *
desk_wire_move_to_json (gint64 version)
{
  JsonObject *json = json_object_new ();

  json_object_set_int_member (json, "version", version);
  return desk_wire_take_object (json);
}

gboolean
desk_wire_move_from_json (JsonObject *json, gint64 *version, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", FALSE);

  *version = desk_wire_reader_int (reader, "version", 0, NUMBER_MAX);
  return desk_wire_reader_finish (reader, error);
}
