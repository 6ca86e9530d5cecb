/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-field.h"

#include <string.h>

typedef DeskFieldProblem (*Check) (const char *text);

typedef struct {
  Check check;
  const char *value;
  DeskFieldProblem problem;
} Case;

static const Case cases[] = {
  { desk_field_check_mobile, "13812348000", DESK_FIELD_OK },
  { desk_field_check_mobile, "19900000000", DESK_FIELD_OK },
  { desk_field_check_mobile, NULL, DESK_FIELD_MISSING },
  { desk_field_check_mobile, "", DESK_FIELD_MISSING },
  { desk_field_check_mobile, "12812348000", DESK_FIELD_BAD_FORMAT },
  { desk_field_check_mobile, "23812348000", DESK_FIELD_BAD_FORMAT },
  { desk_field_check_mobile, "1381234800", DESK_FIELD_TOO_SHORT },
  { desk_field_check_mobile, "138123480001", DESK_FIELD_TOO_LONG },
  { desk_field_check_mobile, "1381234800a", DESK_FIELD_BAD_CHARACTER },
  { desk_field_check_mobile, "１3812348000", DESK_FIELD_BAD_CHARACTER },
  { desk_field_check_mobile, "1381234800\n", DESK_FIELD_BAD_CHARACTER },
  { desk_field_check_mobile, "\xff", DESK_FIELD_BAD_CHARACTER },

  { desk_field_check_phone, "13812348000", DESK_FIELD_OK },
  { desk_field_check_phone, "0471-6605678", DESK_FIELD_OK },
  { desk_field_check_phone, "04716605678", DESK_FIELD_OK },
  { desk_field_check_phone, "010-88886666-801", DESK_FIELD_OK },
  { desk_field_check_phone, "400-123-4567", DESK_FIELD_OK },
  { desk_field_check_phone, "8001234567", DESK_FIELD_OK },
  { desk_field_check_phone, "6605678", DESK_FIELD_TOO_SHORT },
  { desk_field_check_phone, "0471--6605678", DESK_FIELD_BAD_FORMAT },
  { desk_field_check_phone, "0471-6605678-", DESK_FIELD_BAD_FORMAT },
  { desk_field_check_phone, "500-123-4567", DESK_FIELD_BAD_FORMAT },
  { desk_field_check_phone, "0471-66056789-1234567", DESK_FIELD_TOO_LONG },
  { desk_field_check_phone, "(0471)6605678", DESK_FIELD_BAD_CHARACTER },
  { desk_field_check_phone, "", DESK_FIELD_MISSING },

  { desk_field_check_email, "zhang.san@example.cn", DESK_FIELD_OK },
  { desk_field_check_email, "a@b.cn", DESK_FIELD_OK },
  { desk_field_check_email, "Z+tag_1@Mail-Host.Example.COM", DESK_FIELD_OK },
  { desk_field_check_email, "", DESK_FIELD_MISSING },
  { desk_field_check_email, "zhang.san", DESK_FIELD_BAD_FORMAT },
  { desk_field_check_email, "@example.cn", DESK_FIELD_BAD_FORMAT },
  { desk_field_check_email, "a@@example.cn", DESK_FIELD_BAD_FORMAT },
  { desk_field_check_email, "a@b@example.cn", DESK_FIELD_BAD_FORMAT },
  { desk_field_check_email, ".a@example.cn", DESK_FIELD_BAD_FORMAT },
  { desk_field_check_email, "a..b@example.cn", DESK_FIELD_BAD_FORMAT },
  { desk_field_check_email, "a@example", DESK_FIELD_BAD_FORMAT },
  { desk_field_check_email, "a@-example.cn", DESK_FIELD_BAD_FORMAT },
  { desk_field_check_email, "a@example..cn", DESK_FIELD_BAD_FORMAT },
  { desk_field_check_email, "a@example.1", DESK_FIELD_BAD_FORMAT },
  { desk_field_check_email, "zhang san@example.cn", DESK_FIELD_BAD_CHARACTER },
  { desk_field_check_email, "张三@example.cn", DESK_FIELD_BAD_CHARACTER },
  { desk_field_check_email, "a@example.cn\n", DESK_FIELD_BAD_CHARACTER },
  { desk_field_check_email,
    "aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaa@example.cn",
    DESK_FIELD_TOO_LONG },

  { desk_field_check_postcode, "010010", DESK_FIELD_OK },
  { desk_field_check_postcode, "01001", DESK_FIELD_TOO_SHORT },
  { desk_field_check_postcode, "0100100", DESK_FIELD_TOO_LONG },
  { desk_field_check_postcode, "01001A", DESK_FIELD_BAD_CHARACTER },
  { desk_field_check_postcode, "", DESK_FIELD_MISSING },

  { desk_field_check_sms_code, "012345", DESK_FIELD_OK },
  { desk_field_check_sms_code, "12345", DESK_FIELD_TOO_SHORT },
  { desk_field_check_sms_code, "1234567", DESK_FIELD_TOO_LONG },
  { desk_field_check_sms_code, "12 456", DESK_FIELD_BAD_CHARACTER },

  { desk_field_check_tax_number, "91350100M000100Y43", DESK_FIELD_OK },
  { desk_field_check_tax_number, "150102199001010", DESK_FIELD_OK },
  { desk_field_check_tax_number, "15010219900101001912", DESK_FIELD_OK },
  { desk_field_check_tax_number, "15010219900101", DESK_FIELD_TOO_SHORT },
  { desk_field_check_tax_number, "150102199001010019123", DESK_FIELD_TOO_LONG },
  { desk_field_check_tax_number, "91350100m000100y43", DESK_FIELD_BAD_CHARACTER },

  { desk_field_check_bank_account, "0602001009022", DESK_FIELD_OK },
  { desk_field_check_bank_account, "NRA-0602-01", DESK_FIELD_OK },
  { desk_field_check_bank_account, "0602", DESK_FIELD_TOO_SHORT },
  { desk_field_check_bank_account, "060200100902206020010090220602001", DESK_FIELD_TOO_LONG },
  { desk_field_check_bank_account, "0602 0010", DESK_FIELD_BAD_CHARACTER },
};

static void
test_cases (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("case %zu", i);
    g_assert_cmpint (cases[i].check (cases[i].value), ==, cases[i].problem);
  }
}

static void
test_email_length (void)
{
  /* 64 + 1 + 189 = 254: three labels of 62 characters with their dots. */
  g_autofree char *local = g_strnfill (64, 'a');
  g_autofree char *label = g_strnfill (61, 'b');
  g_autofree char *longest = g_strdup_printf ("%s@%s.%s.%s.cn", local, label, label, label);
  g_autofree char *longer = g_strconcat (longest, "xy", NULL);

  g_assert_cmpuint (strlen (longest), ==, 253);
  g_assert_cmpint (desk_field_check_email (longest), ==, DESK_FIELD_OK);
  g_assert_cmpint (desk_field_check_email (longer), ==, DESK_FIELD_TOO_LONG);
}

static void
test_gbk_text (void)
{
  g_autofree char *ascii = g_strnfill (100, 'a');
  g_autoptr (GString) han = g_string_new (NULL);

  g_assert_cmpint (desk_field_check_gbk_text (ascii, 100), ==, DESK_FIELD_OK);
  g_assert_cmpint (desk_field_check_gbk_text (ascii, 99), ==, DESK_FIELD_TOO_LONG);

  for (int i = 0; i < 50; i++)
    g_string_append (han, "数");
  g_assert_cmpint (desk_field_check_gbk_text (han->str, 100), ==, DESK_FIELD_OK);
  g_string_append (han, "a");
  g_assert_cmpint (desk_field_check_gbk_text (han->str, 100), ==, DESK_FIELD_TOO_LONG);

  /* Not in GBK: four bytes each. */
  g_assert_cmpint (desk_field_check_gbk_text ("𠮷𠮷", 8), ==, DESK_FIELD_OK);
  g_assert_cmpint (desk_field_check_gbk_text ("𠮷𠮷", 7), ==, DESK_FIELD_TOO_LONG);

  g_assert_cmpint (desk_field_check_gbk_text ("内蒙古<b>", 100), ==, DESK_FIELD_BAD_CHARACTER);
  g_assert_cmpint (desk_field_check_gbk_text ("a\nb", 100), ==, DESK_FIELD_BAD_CHARACTER);
  g_assert_cmpint (desk_field_check_gbk_text ("\xc0\x80", 100), ==, DESK_FIELD_BAD_CHARACTER);
  g_assert_cmpint (desk_field_check_gbk_text ("", 100), ==, DESK_FIELD_MISSING);
}

static void
test_text (void)
{
  g_assert_cmpint (desk_field_check_text ("王小明", 3, 3), ==, DESK_FIELD_OK);
  g_assert_cmpint (desk_field_check_text ("𠮷田", 2, 2), ==, DESK_FIELD_OK);
  g_assert_cmpint (desk_field_check_text ("王小明", 4, 9), ==, DESK_FIELD_TOO_SHORT);
  g_assert_cmpint (desk_field_check_text ("王小明", 1, 2), ==, DESK_FIELD_TOO_LONG);
  g_assert_cmpint (desk_field_check_text ("a\tb", 1, 9), ==, DESK_FIELD_BAD_CHARACTER);
  g_assert_cmpint (desk_field_check_text (NULL, 0, 9), ==, DESK_FIELD_MISSING);
}

static void
test_problem_codes (void)
{
  DeskFieldProblem found;

  for (int i = 0; i < DESK_FIELD_N_PROBLEMS; i++) {
    const char *code = desk_field_problem_get_code ((DeskFieldProblem) i);

    g_assert_nonnull (code);
    g_assert_true (desk_field_problem_from_code (code, &found));
    g_assert_cmpint (found, ==, i);
  }
  g_assert_cmpstr (desk_field_problem_get_code (DESK_FIELD_BAD_CHECK), ==, "bad_check");
  g_assert_false (desk_field_problem_from_code ("", &found));
  g_assert_false (desk_field_problem_from_code ("BAD_CHECK", &found));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/field/cases", test_cases);
  g_test_add_func ("/model/field/email-length", test_email_length);
  g_test_add_func ("/model/field/gbk-text", test_gbk_text);
  g_test_add_func ("/model/field/text", test_text);
  g_test_add_func ("/model/field/problem-codes", test_problem_codes);
  return g_test_run ();
}
