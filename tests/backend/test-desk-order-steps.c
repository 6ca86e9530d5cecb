/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-client.h"

#define PHONE             "13800138000"
#define ID_NUMBER         "150102199001010019"
#define SHA256_OF_NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

typedef struct {
  DeskTestBackend *backend;
  DeskTestClient *client;
  char *order;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->backend = desk_test_backend_start_with (data);
  fixture->client = desk_test_client_new (fixture->backend);
  desk_test_client_sign_in (fixture->client, PHONE);
  fixture->order = desk_test_client_create_order (fixture->client, "张三", ID_NUMBER);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->order);
  desk_test_client_free (fixture->client);
  desk_test_backend_stop (fixture->backend);
}

static guint
put (Fixture *fixture, const char *step, const char *body)
{
  g_autofree char *path = g_strconcat (fixture->order, "/", step, NULL);

  return desk_test_client_send (fixture->client, "PUT", path, body);
}

static void
assert_field (
    Fixture *fixture, const char *step, const char *body, const char *field, const char *problem)
{
  desk_test_client_assert (fixture->client, put (fixture, step, body), 422);
  g_assert_cmpstr (desk_test_client_get_problem (fixture->client), ==, "invalid_fields");
  g_assert_cmpstr (desk_test_client_get_field (fixture->client, field), ==, problem);
}

static void
test_consent (Fixture *fixture, gconstpointer data)
{
  g_autofree char *consent = desk_test_client_dup_consent (fixture->client);

  desk_test_client_assert (fixture->client, put (fixture, "consent", consent), 200);
  g_assert_true (desk_test_client_has_done (fixture->client, "consent"));
  g_assert_cmpint (desk_test_client_get_int (fixture->client, "version"), ==, 2);

  /* The same again changes nothing. */
  desk_test_client_assert (fixture->client, put (fixture, "consent", consent), 200);
  g_assert_cmpint (desk_test_client_get_int (fixture->client, "version"), ==, 2);
}

static void
test_consent_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *consent = desk_test_client_dup_consent (fixture->client);
  g_autoptr (GString) ahead = g_string_new (consent);

  assert_field (fixture, "consent",
                "{'version': 'zh_CN-1', 'sha256': '" SHA256_OF_NOTHING
                "', 'time': '2026-11-22T06:30:00Z'}",
                "consent", "not_accepted");
  g_string_replace (ahead, "'time': '20", "'time': '29", 1);
  assert_field (fixture, "consent", ahead->str, "consent", "bad_date");
}

static void
test_ink (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ink = desk_test_client_dup_ink (0);

  desk_test_client_assert (fixture->client, put (fixture, "ink", ink), 200);
  g_assert_true (desk_test_client_has_done (fixture->client, "ink"));
  assert_field (fixture, "ink", "{'height': 4000, 'strokes': [[[1, 1, 0, 500]]]}", "ink",
                "empty_signature");
  assert_field (fixture, "ink", "{'height': 4000, 'strokes': []}", "ink", "empty_signature");
  desk_test_client_assert (
      fixture->client, put (fixture, "ink", "{'height': 4000, 'strokes': [[[1, 99999, 0, 500]]]}"),
      422);
}

static void
test_product (Fixture *fixture, gconstpointer data)
{
  desk_test_client_fill_form (fixture->client, fixture->order);
  desk_test_client_assert (
      fixture->client, desk_test_client_send (fixture->client, "GET", fixture->order, NULL), 200);
  g_assert_cmpint (desk_test_client_get_int (fixture->client, "validity_years"), ==, 2);
  g_assert_cmpint (desk_test_client_get_int (fixture->client, "amount_fen"), ==, 36000);
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "invoice_kind"), ==, "ordinary");
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "delivery"), ==,
                   "张* 139****9000 内蒙古自治区 呼和浩特市 赛罕区 ****");
}

static void
test_product_refused (Fixture *fixture, gconstpointer data)
{
  assert_field (fixture, "product",
                "{'validity_years': 4, 'seal_kind': 'none',"
                " 'invoice': {'kind': 'none', 'buyer_kind': 'person'}}",
                "product.validity_years", "not_allowed");
  assert_field (fixture, "product",
                "{'validity_years': 1, 'seal_kind': 'none',"
                " 'invoice': {'kind': 'ordinary', 'buyer_kind': 'person', 'title': '张三'}}",
                "invoice.email", "missing");
  assert_field (fixture, "product",
                "{'validity_years': 1, 'seal_kind': 'none',"
                " 'invoice': {'kind': 'special', 'buyer_kind': 'organisation', 'title': '某公司',"
                " 'email': 'a@example.cn', 'tax_number': '91150102MA0Q000002',"
                " 'address': '大学西路', 'phone': '0471-1234567', 'bank': '某银行'}}",
                "invoice.account", "missing");
}

static void
test_project_without_invoice (Fixture *fixture, gconstpointer data)
{
  assert_field (fixture, "product",
                "{'validity_years': 1, 'seal_kind': 'none', 'invoice': {'kind': 'ordinary',"
                " 'buyer_kind': 'person', 'title': '张三', 'email': 'a@example.cn'}}",
                "invoice.kind", "not_allowed");
  desk_test_client_assert (fixture->client,
                           put (fixture, "product",
                                "{'validity_years': 1, 'seal_kind': 'none',"
                                " 'invoice': {'kind': 'none', 'buyer_kind': 'person'}}"),
                           200);
  g_assert_cmpint (desk_test_client_get_int (fixture->client, "amount_fen"), ==, 0);
}

static void
test_delivery (Fixture *fixture, gconstpointer data)
{
  desk_test_client_assert (
      fixture->client,
      put (fixture, "delivery", "{'method': 'collect', 'carrier': 'sf', 'branch': 'hohhot'}"), 200);
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "delivery"), ==, "呼和浩特服务厅");
  assert_field (fixture, "delivery", "{'method': 'collect', 'carrier': 'sf', 'branch': 'nowhere'}",
                "delivery.branch", "not_allowed");
  assert_field (fixture, "delivery",
                "{'method': 'mail', 'carrier': 'ems', 'recipient': '张三', 'phone': '1',"
                " 'region': '内蒙古自治区', 'address': '大学西路'}",
                "delivery.phone", "too_short");
}

/* Once submitted nothing is edited any more. */
static void
test_wrong_state (Fixture *fixture, gconstpointer data)
{
  g_autofree char *consent = desk_test_client_dup_consent (fixture->client);
  g_autofree char *ink = desk_test_client_dup_ink (0);
  g_autofree char *version = NULL;
  g_autofree char *submission = g_strconcat (fixture->order, "/submission", NULL);

  desk_test_client_give_evidence (fixture->client, fixture->order);
  desk_test_client_sign_contract (fixture->client, fixture->order, PHONE);
  desk_test_client_fill_form (fixture->client, fixture->order);
  version = desk_test_client_dup_version (fixture->client, fixture->order);
  desk_test_client_assert (
      fixture->client, desk_test_client_send (fixture->client, "POST", submission, version), 200);

  desk_test_client_assert (fixture->client, put (fixture, "consent", consent), 409);
  g_assert_cmpstr (desk_test_client_get_problem (fixture->client), ==, "state_conflict");
  desk_test_client_assert (fixture->client, put (fixture, "ink", ink), 409);
  desk_test_client_assert (
      fixture->client,
      put (fixture, "delivery", "{'method': 'collect', 'carrier': 'sf', 'branch': 'hohhot'}"), 409);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, configuration, function)                                                         \
  g_test_add ("/backend/order-steps/" name, Fixture, configuration, set_up, function, tear_down)
  ADD ("consent", "", test_consent);
  ADD ("consent-refused", "", test_consent_refused);
  ADD ("ink", "", test_ink);
  ADD ("product", "", test_product);
  ADD ("product-refused", "", test_product_refused);
  ADD ("project-without-invoice", "[service]\ninvoice=false\npayment=false\n",
       test_project_without_invoice);
  ADD ("delivery", "", test_delivery);
  ADD ("wrong-state", "", test_wrong_state);
#undef ADD

  return g_test_run ();
}
