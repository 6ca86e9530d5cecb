/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-invoice.h"

#include "desk-issues-text.h"

/* Fifty ideographs are a hundred bytes of GBK. */
#define TEN   "一二三四五六七八九十"
#define FIFTY TEN TEN TEN TEN TEN

typedef struct {
  DeskInvoiceKind kind;
  DeskBuyerKind buyer;
  const char *title;
  const char *email;
  const char *tax_number;
  const char *address;
  const char *phone;
  const char *bank;
  const char *account;
  const char *issues;
} Case;

static const Case cases[] = {
  { DESK_INVOICE_NONE, DESK_BUYER_PERSON, "", "", "", "", "", "", "", "" },
  { DESK_INVOICE_NONE, DESK_BUYER_ORGANISATION, "<", "x", "x", "x", "x", "x", "x", "" },

  { DESK_INVOICE_ORDINARY, DESK_BUYER_PERSON, "张三", "z@example.cn", "", "", "", "", "", "" },
  { DESK_INVOICE_ORDINARY, DESK_BUYER_PERSON, "", "", "", "", "", "", "",
    "invoice.title=missing invoice.email=missing" },
  { DESK_INVOICE_ORDINARY, DESK_BUYER_PERSON, "张三", "z@example.cn", "x", "<", "1", "<", "1", "" },
  { DESK_INVOICE_ORDINARY, DESK_BUYER_PERSON, FIFTY, "z@example.cn", "", "", "", "", "", "" },
  { DESK_INVOICE_ORDINARY, DESK_BUYER_PERSON, FIFTY "a", "z@example", "", "", "", "", "",
    "invoice.title=too_long invoice.email=bad_format" },
  { DESK_INVOICE_ORDINARY, DESK_BUYER_ORGANISATION, "某某公司", "z@example.cn", "", "", "", "", "",
    "invoice.tax_number=missing" },
  { DESK_INVOICE_ORDINARY, DESK_BUYER_ORGANISATION, "某某公司", "z@example.cn",
    "91150102ma0q000002", "", "", "", "", "" },

  { DESK_INVOICE_SPECIAL, DESK_BUYER_ORGANISATION, "某某公司", "z@example.cn", "91150102MA0Q000002",
    "新华大街1号", "0471-6605678", "工商银行呼和浩特支行", "0602 0010 0902 2", "" },
  { DESK_INVOICE_SPECIAL, DESK_BUYER_ORGANISATION, "", "", "", "", "", "", "",
    "invoice.title=missing invoice.email=missing invoice.tax_number=missing "
    "invoice.address=missing invoice.phone=missing invoice.bank=missing invoice.account=missing" },
  { DESK_INVOICE_SPECIAL, DESK_BUYER_PERSON, "张三", "z@example.cn", "91150102MA0Q000002",
    "新华大街1号", "0471-6605678", "工商银行", "06020010", "invoice.kind=not_allowed" },
  { DESK_INVOICE_SPECIAL, DESK_BUYER_ORGANISATION, "某某公司", "z@example.cn", "91150102MA0Q000002",
    TEN TEN TEN TEN "一二三四", "0471-6605678", TEN TEN TEN TEN "一二三四", "060200100902", "" },
  { DESK_INVOICE_SPECIAL, DESK_BUYER_ORGANISATION, "某某公司", "z@example.cn", "91150102MA0Q000002",
    TEN TEN TEN TEN "一二三四五", "0471-6605678", TEN TEN TEN TEN "一二三四五", "060200100902",
    "invoice.address=too_long invoice.bank=too_long" },
  { DESK_INVOICE_SPECIAL, DESK_BUYER_ORGANISATION, "某某公司", "z@example.cn", "91150102MA0Q000002",
    "a<b", "6605678", "a>b", "06",
    "invoice.address=bad_character invoice.phone=too_short invoice.bank=bad_character "
    "invoice.account=too_short" },
};

static DeskInvoice *
new_invoice (const Case *item)
{
  return g_object_new (DESK_TYPE_INVOICE, "kind", item->kind, "buyer-kind", item->buyer, "title",
                       item->title, "email", item->email, "tax-number", item->tax_number, "address",
                       item->address, "phone", item->phone, "bank", item->bank, "account",
                       item->account, NULL);
}

static void
test_validate (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (DeskInvoice) invoice = new_invoice (&cases[i]);
    g_autoptr (DeskIssues) issues = desk_issues_new ();
    g_autofree char *found = NULL;

    desk_invoice_validate (invoice, issues);
    found = desk_issues_to_text (issues);
    g_test_message ("case %zu", i);
    g_assert_cmpstr (found, ==, cases[i].issues);
  }
}

static void
test_nothing_is_lost (void)
{
  g_autoptr (DeskInvoice) invoice = new_invoice (&cases[9]);

  desk_invoice_set_kind (invoice, DESK_INVOICE_NONE);
  desk_invoice_set_kind (invoice, DESK_INVOICE_SPECIAL);
  g_assert_cmpstr (desk_invoice_get_bank (invoice), ==, cases[9].bank);
  g_assert_cmpstr (desk_invoice_get_account (invoice), ==, cases[9].account);
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_notify (void)
{
  g_autoptr (DeskInvoice) invoice = desk_invoice_new ();
  guint n = 0;

  g_signal_connect_swapped (invoice, "notify", G_CALLBACK (count), &n);
  desk_invoice_set_kind (invoice, DESK_INVOICE_NONE);
  desk_invoice_set_title (invoice, "");
  g_assert_cmpuint (n, ==, 0);
  desk_invoice_set_kind (invoice, DESK_INVOICE_ORDINARY);
  desk_invoice_set_buyer_kind (invoice, DESK_BUYER_ORGANISATION);
  desk_invoice_set_title (invoice, "a");
  desk_invoice_set_email (invoice, "b");
  desk_invoice_set_tax_number (invoice, "c");
  desk_invoice_set_address (invoice, "d");
  desk_invoice_set_phone (invoice, "e");
  desk_invoice_set_bank (invoice, "f");
  desk_invoice_set_account (invoice, "g");
  g_assert_cmpuint (n, ==, 9);
  g_assert_cmpint (desk_invoice_get_buyer_kind (invoice), ==, DESK_BUYER_ORGANISATION);
  g_assert_cmpstr (desk_invoice_get_title (invoice), ==, "a");
  g_assert_cmpstr (desk_invoice_get_account (invoice), ==, "g");
  g_assert_finalize_object (g_steal_pointer (&invoice));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/invoice/validate", test_validate);
  g_test_add_func ("/model/invoice/nothing-is-lost", test_nothing_is_lost);
  g_test_add_func ("/model/invoice/notify", test_notify);
  return g_test_run ();
}
