/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-delivery.h"

#include "desk-issues-text.h"

typedef struct {
  DeskDeliveryMethod method;
  const char *recipient;
  const char *phone;
  const char *region;
  const char *address;
  const char *postcode;
  const char *branch;
  const char *issues;
} Case;

static const Case cases[] = {
  { DESK_DELIVERY_MAIL, "张三", "13812348000", "内蒙古自治区 呼和浩特市 新城区", "新华大街1号", "",
    "", "" },
  { DESK_DELIVERY_MAIL, "某某公司（前台）", "0471-6605678", "内蒙古自治区 呼和浩特市",
    "新华大街1号", "010010", "", "" },
  { DESK_DELIVERY_MAIL, " 张三 ", "+86 138 1234 8000", "内蒙古自治区", "1号", " 010010 ", "", "" },
  { DESK_DELIVERY_MAIL, "", "", "", "", "", "hohhot",
    "delivery.recipient=missing delivery.phone=missing delivery.region=missing "
    "delivery.address=missing" },
  { DESK_DELIVERY_MAIL, "张", "123", "区", "号", "1234567", "",
    "delivery.recipient=too_short delivery.phone=too_short delivery.region=too_short "
    "delivery.address=too_short delivery.postcode=too_long" },
  { DESK_DELIVERY_COLLECT, "", "", "", "", "", "hohhot", "" },
  { DESK_DELIVERY_COLLECT, "张三", "13812348000", "内蒙古自治区", "新华大街1号", "x", "",
    "delivery.branch=missing" },
};

static void
test_validate (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Case *item = &cases[i];
    g_autoptr (DeskDelivery) delivery
        = g_object_new (DESK_TYPE_DELIVERY, "method", item->method, "recipient", item->recipient,
                        "phone", item->phone, "region", item->region, "address", item->address,
                        "postcode", item->postcode, "branch", item->branch, NULL);
    g_autoptr (DeskIssues) issues = desk_issues_new ();
    g_autofree char *found = NULL;

    desk_delivery_validate (delivery, issues);
    found = desk_issues_to_text (issues);
    g_test_message ("case %zu", i);
    g_assert_cmpstr (found, ==, item->issues);
  }
}

static void
test_lengths (void)
{
  g_autoptr (DeskDelivery) delivery = desk_delivery_new ();
  g_autoptr (DeskIssues) issues = desk_issues_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 101; i++)
    g_string_append (text, "街");
  desk_delivery_set_address (delivery, text->str);
  desk_delivery_set_recipient (delivery, text->str);
  desk_delivery_validate (delivery, issues);
  g_assert_cmpint (desk_issues_find (issues, "delivery.address"), ==, DESK_FIELD_TOO_LONG);
  g_assert_cmpint (desk_issues_find (issues, "delivery.recipient"), ==, DESK_FIELD_TOO_LONG);
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_notify (void)
{
  g_autoptr (DeskDelivery) delivery = desk_delivery_new ();
  guint n = 0;

  g_signal_connect_swapped (delivery, "notify", G_CALLBACK (count), &n);
  desk_delivery_set_method (delivery, DESK_DELIVERY_MAIL);
  desk_delivery_set_branch (delivery, "");
  g_assert_cmpuint (n, ==, 0);
  desk_delivery_set_method (delivery, DESK_DELIVERY_COLLECT);
  desk_delivery_set_carrier (delivery, DESK_CARRIER_EMS);
  desk_delivery_set_recipient (delivery, "a");
  desk_delivery_set_phone (delivery, "b");
  desk_delivery_set_region (delivery, "c");
  desk_delivery_set_address (delivery, "d");
  desk_delivery_set_postcode (delivery, "e");
  desk_delivery_set_branch (delivery, "f");
  g_assert_cmpuint (n, ==, 8);
  g_assert_cmpint (desk_delivery_get_carrier (delivery), ==, DESK_CARRIER_EMS);
  g_assert_cmpstr (desk_delivery_get_region (delivery), ==, "c");
  g_assert_finalize_object (g_steal_pointer (&delivery));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/delivery/validate", test_validate);
  g_test_add_func ("/model/delivery/lengths", test_lengths);
  g_test_add_func ("/model/delivery/notify", test_notify);
  return g_test_run ();
}
