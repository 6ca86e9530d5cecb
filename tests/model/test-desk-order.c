/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-order.h"

static void
test_properties (void)
{
  static const char *const done[] = { "identity", "consent", NULL };
  g_autoptr (DeskOrder) order = g_object_new (
      DESK_TYPE_ORDER, "id", "a", "number", "20261122-0001", "state", DESK_ORDER_SUBMITTED,
      "version", G_GINT64_CONSTANT (7), "holder", "张*", "product", "person_certificate",
      "validity-years", 2, "amount-fen", G_GINT64_CONSTANT (20000), "delivery", "EMS 张*",
      "invoice-kind", DESK_INVOICE_SPECIAL, "created", G_GINT64_CONSTANT (1000), "updated",
      G_GINT64_CONSTANT (2000), "done", done, "contract-sha256", "00", NULL);

  g_assert_cmpstr (desk_order_get_id (order), ==, "a");
  g_assert_cmpstr (desk_order_get_number (order), ==, "20261122-0001");
  g_assert_cmpint (desk_order_get_state (order), ==, DESK_ORDER_SUBMITTED);
  g_assert_cmpint (desk_order_get_version (order), ==, 7);
  g_assert_cmpstr (desk_order_get_holder (order), ==, "张*");
  g_assert_cmpstr (desk_order_get_product (order), ==, "person_certificate");
  g_assert_cmpint (desk_order_get_validity_years (order), ==, 2);
  g_assert_cmpint (desk_order_get_amount_fen (order), ==, 20000);
  g_assert_cmpstr (desk_order_get_delivery (order), ==, "EMS 张*");
  g_assert_cmpint (desk_order_get_invoice_kind (order), ==, DESK_INVOICE_SPECIAL);
  g_assert_cmpint (desk_order_get_created (order), ==, 1000);
  g_assert_cmpint (desk_order_get_updated (order), ==, 2000);
  g_assert_cmpstr (desk_order_get_contract_sha256 (order), ==, "00");
  g_assert_cmpstr (desk_order_get_done (order)[1], ==, "consent");
  g_assert_true (desk_order_is_done (order, "identity"));
  g_assert_false (desk_order_is_done (order, "ink"));
  g_assert_finalize_object (g_steal_pointer (&order));
}

static void
test_empty (void)
{
  g_autoptr (DeskOrder) order = g_object_new (DESK_TYPE_ORDER, NULL);

  g_assert_cmpstr (desk_order_get_holder (order), ==, "");
  g_assert_null (desk_order_get_contract_sha256 (order));
  g_assert_null (desk_order_get_done (order));
  g_assert_false (desk_order_is_done (order, "identity"));
}

static void
test_events (void)
{
  g_autoptr (DeskOrder) order = g_object_new (DESK_TYPE_ORDER, NULL);

  desk_order_add_event (order, 1, DESK_ORDER_DRAFT, NULL);
  desk_order_add_event (order, 2, DESK_ORDER_SUBMITTED, "by hand");
  g_assert_cmpuint (desk_order_get_n_events (order), ==, 2);
  g_assert_cmpstr (desk_order_get_event (order, 0)->note, ==, "");
  g_assert_cmpint (desk_order_get_event (order, 1)->time, ==, 2);
  g_assert_cmpint (desk_order_get_event (order, 1)->state, ==, DESK_ORDER_SUBMITTED);
  g_assert_cmpstr (desk_order_get_event (order, 1)->note, ==, "by hand");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/order/properties", test_properties);
  g_test_add_func ("/model/order/empty", test_empty);
  g_test_add_func ("/model/order/events", test_events);
  return g_test_run ();
}
