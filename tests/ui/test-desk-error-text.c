/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-error-text.h"
#include "desk-flow-error.h"
#include "desk-key-error.h"
#include "desk-key-text.h"
#include "desk-order-text.h"
#include "desk-ui-format.h"
#include "desk-ui-test.h"

/* A sentence that was not translated has no Chinese in it. */
static void
assert_chinese (const char *text)
{
  g_assert_nonnull (text);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    if (g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_HAN)
      return;
  }
  g_error ("Not in Chinese: “%s”", text);
}

static void
test_errors (void)
{
  g_autoptr (GHashTable) sentences = g_hash_table_new (g_str_hash, g_str_equal);

  for (int code = 0; code <= DESK_FLOW_ERROR_NOT_ALLOWED; code++) {
    g_autoptr (GError) error = g_error_new_literal (DESK_FLOW_ERROR, code, "internal words");
    g_autofree char *line = desk_error_text_dup_line (error);
    const char *sentence = desk_error_text_get_sentence (error);

    assert_chinese (sentence);
    assert_chinese (desk_error_text_get_remedy (error));
    g_assert_true (g_hash_table_add (sentences, (gpointer) sentence));
    g_assert_true (g_str_has_prefix (line, sentence));
    g_assert_null (strstr (line, "internal words"));
  }
}

static void
test_foreign_error (void)
{
  g_autoptr (GError) foreign
      = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_IO, "internal words");
  g_autoptr (GError) cancelled
      = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "internal words");

  assert_chinese (desk_error_text_get_sentence (foreign));
  g_assert_null (strstr (desk_error_text_get_sentence (foreign), "internal words"));
  g_assert_false (desk_error_text_is_silent (foreign));
  g_assert_true (desk_error_text_is_silent (cancelled));
}

static void
test_limited (void)
{
  g_autofree char *soon = desk_error_text_dup_limited (45);
  g_autofree char *later = desk_error_text_dup_limited (601);
  g_autofree char *some_time = desk_error_text_dup_limited (0);

  g_assert_cmpstr (soon, ==, "操作过于频繁，请 45 秒后再试。");
  g_assert_cmpstr (later, ==, "操作过于频繁，请 11 分钟后再试。");
  assert_chinese (some_time);
}

static void
test_fields (void)
{
  static const char *const fields[] = {
    "phone",
    "code",
    "sms_code",
    "pin",
    "consent",
    "ink",
    "contract.read",
    "applicant.id_type",
    "applicant.name",
    "applicant.id_number",
    "applicant.mobile",
    "attachments.id_front",
    "attachments.id_back",
    "attachments.handheld",
    "product.validity_years",
    "invoice.kind",
    "invoice.title",
    "invoice.email",
    "invoice.tax_number",
    "invoice.address",
    "invoice.phone",
    "invoice.bank",
    "invoice.account",
    "delivery.recipient",
    "delivery.phone",
    "delivery.region",
    "delivery.address",
    "delivery.postcode",
    "delivery.branch",
    "unheard.of",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_assert_null (desk_error_text_get_field (fields[i], DESK_FIELD_OK));
    for (int problem = 1; problem < DESK_FIELD_N_PROBLEMS; problem++)
      assert_chinese (desk_error_text_get_field (fields[i], problem));
  }

  g_assert_cmpstr (desk_error_text_get_field ("attachments.supporting", DESK_FIELD_MISSING), ==,
                   "请添加照片。");
}

static void
test_keys (void)
{
  for (int state = 0; state < DESK_KEY_N_STATES; state++) {
    g_autoptr (GError) error
        = desk_key_error_new ((DeskKeyState) state, DESK_PIN_USE_NONE, "internal words");
    g_autofree char *line = desk_error_text_dup_line (error);
    const char *remedy = desk_key_text_get_remedy ((DeskKeyState) state);
    const char *action
        = desk_key_text_get_action (desk_key_state_get_action ((DeskKeyState) state));

    assert_chinese (desk_key_text_get_sentence ((DeskKeyState) state));
    assert_chinese (line);
    g_assert_null (strstr (line, "internal words"));
    g_assert_cmpstr (desk_error_text_get_sentence (error), ==,
                     desk_key_text_get_sentence ((DeskKeyState) state));
    if (remedy != NULL)
      assert_chinese (remedy);
    if (action != NULL)
      assert_chinese (action);
  }

  g_assert_null (desk_key_text_get_action (DESK_KEY_ACTION_NONE));
  g_assert_null (desk_key_text_get_tries (DESK_PIN_TRIES_UNKNOWN));
  assert_chinese (desk_key_text_get_tries (DESK_PIN_TRIES_LOW));
  assert_chinese (desk_key_text_get_tries (DESK_PIN_TRIES_FINAL));
}

static void
test_orders (void)
{
  for (int state = 0; state < DESK_ORDER_N_STATES; state++) {
    assert_chinese (desk_order_text_get_state (state));
    assert_chinese (desk_order_text_get_next (state));
    g_assert_nonnull (desk_order_text_get_icon (state));
  }
  for (int step = 0; step < DESK_N_STEPS; step++)
    assert_chinese (desk_order_text_get_step (step));
  g_assert_cmpstr (desk_order_text_get_state (DESK_ORDER_APPROVED), ==, "资料审核通过");
}

static void
test_format (void)
{
  const gint64 now = 1795328800; /* 2026-11-22 06:26 UTC, 14:26 in Shanghai */
  g_autofree char *date = desk_ui_format_date (now);
  g_autofree char *nothing = desk_ui_format_date (0);
  g_autofree char *today = desk_ui_format_recent (now - 3600, now);
  g_autofree char *yesterday = desk_ui_format_recent (now - 15 * 3600, now);
  g_autofree char *before = desk_ui_format_recent (now - 3 * 86400, now);
  g_autofree char *amount = desk_ui_format_amount (40005);

  g_assert_cmpstr (date, ==, "2026-11-22");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (today, ==, "今天 13:26");
  g_assert_cmpstr (yesterday, ==, "昨天 23:26");
  g_assert_cmpstr (before, ==, "2026-11-19 14:26");
  g_assert_cmpstr (amount, ==, "¥400.05");
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/error-text/errors", test_errors);
  g_test_add_func ("/ui/error-text/foreign-error", test_foreign_error);
  g_test_add_func ("/ui/error-text/limited", test_limited);
  g_test_add_func ("/ui/error-text/fields", test_fields);
  g_test_add_func ("/ui/key-text/all", test_keys);
  g_test_add_func ("/ui/order-text/all", test_orders);
  g_test_add_func ("/ui/format/all", test_format);
  return g_test_run ();
}
