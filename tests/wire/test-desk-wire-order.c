/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-wire-order.h"

#include "desk-wire-hostile.h"

#define ORDER                                                                                      \
  "{'id':'" ID "','number':'20261122-0001','state':'SUBMITTED','version':7,"                       \
  "'product':'person_certificate','holder':'张*','validity_years':2,'amount_fen':20000,"          \
  "'delivery':'EMS 张*','invoice_kind':'special','created':'2026-11-22T06:30:00Z',"               \
  "'updated':'2026-11-22T06:31:00Z','done':['identity','attachments.id_front'],"                   \
  "'contract_sha256':'" SHA256 "'"
#define EVENTS                                                                                     \
  ",'events':[{'time':'2026-11-22T06:30:00Z','state':'DRAFT','note':''},"                          \
  "{'time':'2026-11-22T06:31:00Z','state':'SUBMITTED','note':'x'}]"
#define INVOICE                                                                                    \
  "{'kind':'special','buyer_kind':'organisation','title':'某某公司','email':'a@example.cn',"   \
  "'tax_number':'91150102MA0Q000002','address':'新华大街1号','phone':'0471-6605678',"         \
  "'bank':'工商银行','account':'06020010'}"
#define PRODUCT "{'validity_years':2,'seal_kind':'personal_name','invoice':" INVOICE "}"

static gboolean
decode_order (JsonObject *json, GError **error)
{
  g_autoptr (DeskOrder) order = desk_wire_order_from_json (json, error);

  return order != NULL;
}

static void
test_order (void)
{
  static const char *const texts[] = { ORDER "}", ORDER EVENTS "}" };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (JsonNode) node = desk_wire_from_text (texts[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (DeskOrder) order = desk_wire_order_from_json (json_node_get_object (node), &error);

    g_assert_no_error (error);
    g_assert_cmpint (desk_order_get_state (order), ==, DESK_ORDER_SUBMITTED);
    g_assert_true (desk_order_is_done (order, "attachments.id_front"));
    g_assert_cmpuint (desk_order_get_n_events (order), ==, 2 * i);
    desk_wire_assert_text (desk_wire_order_to_json (order), texts[i]);
  }
}

static void
test_order_without_contract (void)
{
  g_autoptr (DeskOrder) order
      = g_object_new (DESK_TYPE_ORDER, "id", ID, "number", "1", "product", "p", NULL);
  g_autoptr (JsonNode) node = desk_wire_order_to_json (order);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOrder) back = desk_wire_order_from_json (json_node_get_object (node), &error);

  g_assert_no_error (error);
  g_assert_true (json_object_get_null_member (json_node_get_object (node), "contract_sha256"));
  g_assert_null (desk_order_get_contract_sha256 (back));
  g_assert_false (desk_order_is_done (back, "identity"));
}

static void
test_order_hostile (void)
{
  static const struct {
    const char *text;
    const char *field;
    DeskFieldProblem problem;
  } cases[] = {
    { ORDER ",'events':[{'time':'2026-11-22T06:30:00Z','state':'LOST','note':''}]}",
      "events.0.state", DESK_FIELD_NOT_ALLOWED },
    { ORDER ",'events':[{'time':'x','state':'DRAFT','note':''}]}", "events.0.time",
      DESK_FIELD_BAD_FORMAT },
    { ORDER ",'events':[5]}", "events.0", DESK_FIELD_BAD_FORMAT },
    { ORDER ",'events':{}}", "events", DESK_FIELD_BAD_FORMAT },
  };

  desk_wire_assert_robust (decode_order, ORDER EVENTS "}", FALSE, " events contract_sha256 ");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonNode) node = desk_wire_from_text (cases[i].text);
    GError *error = NULL;

    g_assert_false (decode_order (json_node_get_object (node), &error));
    desk_wire_assert_field (error, cases[i].field, cases[i].problem);
  }
}

static gboolean
decode_list (JsonObject *json, GError **error)
{
  g_autofree char *next = NULL;
  g_autoptr (GPtrArray) orders = desk_wire_order_list_from_json (json, &next, error);

  return orders != NULL;
}

static void
test_list (void)
{
  static const char *const texts[] = {
    "{'orders':[],'next':null}",
    "{'orders':[" ORDER "}," ORDER "}],'next':'cursor'}",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (JsonNode) node = desk_wire_from_text (texts[i]);
    g_autofree char *next = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) orders
        = desk_wire_order_list_from_json (json_node_get_object (node), &next, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (orders->len, ==, 2 * i);
    desk_wire_assert_text (desk_wire_order_list_to_json (orders, next), texts[i]);
  }
  desk_wire_assert_robust (decode_list, texts[1], FALSE, " next ");
}

static void
test_product (void)
{
  g_autoptr (JsonNode) node = desk_wire_from_text (PRODUCT);
  g_auto (DeskWireProduct) product = { 0 };

  g_assert_true (desk_wire_product_from_json (json_node_get_object (node), &product, NULL));
  g_assert_cmpint (product.validity_years, ==, 2);
  g_assert_cmpint (product.seal_kind, ==, DESK_SEAL_PERSONAL_NAME);
  desk_wire_assert_text (desk_wire_product_to_json (&product), PRODUCT);

  /* Nobody is told what the invoice does not ask for. */
  desk_invoice_set_kind (product.invoice, DESK_INVOICE_ORDINARY);
  desk_wire_assert_text (
      desk_wire_product_to_json (&product),
      "{'validity_years':2,'seal_kind':'personal_name','invoice':{'kind':'ordinary',"
      "'buyer_kind':'organisation','title':'某某公司','email':'a@example.cn',"
      "'tax_number':'91150102MA0Q000002','address':'','phone':'','bank':'','account':''}}");
  desk_invoice_set_buyer_kind (product.invoice, DESK_BUYER_PERSON);
  desk_wire_assert_text (
      desk_wire_product_to_json (&product),
      "{'validity_years':2,'seal_kind':'personal_name','invoice':{'kind':'ordinary',"
      "'buyer_kind':'person','title':'某某公司','email':'a@example.cn','tax_number':'',"
      "'address':'','phone':'','bank':'','account':''}}");
  desk_invoice_set_kind (product.invoice, DESK_INVOICE_NONE);
  desk_wire_assert_text (
      desk_wire_product_to_json (&product),
      "{'validity_years':2,'seal_kind':'personal_name','invoice':{'kind':'none','buyer_kind':"
      "'person','title':'','email':'','tax_number':'','address':'','phone':'','bank':'',"
      "'account':''}}");
}

static void
test_product_years (void)
{
  g_autoptr (JsonNode) node
      = desk_wire_from_text ("{'validity_years':999999999999,'seal_kind':'none','invoice':{"
                             "'kind':'none','buyer_kind':'person'}}");
  g_auto (DeskWireProduct) product = { 0 };

  g_assert_true (desk_wire_product_from_json (json_node_get_object (node), &product, NULL));
  g_assert_cmpint (product.validity_years, >, DESK_APPLICATION_MAX_VALIDITY_YEARS);
}

#define DEFINE_DECODE(Type, name)                                                                  \
  static gboolean decode_##name (JsonObject *json, GError **error)                                 \
  {                                                                                                \
    Type message = { 0 };                                                                          \
    gboolean taken = desk_wire_##name##_from_json (json, &message, error);                         \
                                                                                                   \
    if (taken)                                                                                     \
      json_node_unref (desk_wire_##name##_to_json (&message));                                     \
    desk_wire_##name##_clear (&message);                                                           \
    return taken;                                                                                  \
  }

DEFINE_DECODE (DeskWireProduct, product)
DEFINE_DECODE (DeskWireOrderRequest, order_request)
DEFINE_DECODE (DeskWireConsent, consent)
DEFINE_DECODE (DeskWireAttachment, attachment)

static gboolean
decode_move (JsonObject *json, GError **error)
{
  gint64 version;

  return desk_wire_move_from_json (json, &version, error);
}

static void
test_messages_hostile (void)
{
  g_autoptr (JsonNode) wrong
      = desk_wire_from_text ("{'validity_years':1,'seal_kind':'none','invoice':{'kind':'none',"
                             "'buyer_kind':'person','title':1}}");
  g_autoptr (JsonNode) unknown
      = desk_wire_from_text ("{'validity_years':1,'seal_kind':'none','invoice':{'kind':'none',"
                             "'buyer_kind':'person','admin':1}}");
  g_autoptr (GError) error_unknown = NULL;
  GError *error = NULL;

  desk_wire_assert_robust (decode_product, PRODUCT, TRUE, "");
  desk_wire_assert_robust (decode_order_request,
                           "{'product':'person_certificate','identity_check_id':'" ID "'}", TRUE,
                           "");
  desk_wire_assert_robust (decode_consent,
                           "{'version':'1','sha256':'" SHA256 "','time':'2026-11-22T06:30:00Z'}",
                           TRUE, "");
  desk_wire_assert_robust (
      decode_attachment, "{'kind':'id_front','sha256':'" SHA256 "','width':1,'height':2,'size':3}",
      FALSE, "");
  desk_wire_assert_robust (decode_move, "{'version':3}", TRUE, "");

  g_assert_false (decode_product (json_node_get_object (wrong), &error));
  desk_wire_assert_field (error, "invoice.title", DESK_FIELD_BAD_FORMAT);
  g_assert_false (decode_product (json_node_get_object (unknown), &error_unknown));
  g_assert_error (error_unknown, DESK_WIRE_ERROR, DESK_WIRE_ERROR_UNKNOWN_MEMBER);
}

static void
test_move (void)
{
  g_autoptr (JsonNode) node = desk_wire_move_to_json (3);
  gint64 version = 0;

  g_assert_true (desk_wire_move_from_json (json_node_get_object (node), &version, NULL));
  g_assert_cmpint (version, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/order/order", test_order);
  g_test_add_func ("/wire/order/order-without-contract", test_order_without_contract);
  g_test_add_func ("/wire/order/order-hostile", test_order_hostile);
  g_test_add_func ("/wire/order/list", test_list);
  g_test_add_func ("/wire/order/product", test_product);
  g_test_add_func ("/wire/order/product-years", test_product_years);
  g_test_add_func ("/wire/order/messages-hostile", test_messages_hostile);
  g_test_add_func ("/wire/order/move", test_move);
  return g_test_run ();
}
