/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-field.h"

typedef char *(*Normalise) (const char *text);

static const struct {
  Normalise normalise;
  const char *typed;
  const char *result;
} cases[] = {
  { desk_field_normalise_name, "  张三　", "张三" },
  { desk_field_normalise_name, "Zhang \t\n San", "Zhang San" },
  { desk_field_normalise_name, "张\u200b三\ufeff", "张三" },
  { desk_field_normalise_name, "阿依 · 古丽", "阿依·古丽" },
  { desk_field_normalise_name, "阿依.古丽", "阿依·古丽" },
  { desk_field_normalise_name, "阿依• •古丽", "阿依··古丽" }, /* for the check to refuse */
  { desk_field_normalise_name, "•阿依", "•阿依" },
  { desk_field_normalise_name, "阿依.", "阿依." },
  { desk_field_normalise_name, "J.R. Hartley Jr.", "J.R. Hartley Jr." },
  { desk_field_normalise_name, "José•María", "José·María" },
  { desk_field_normalise_name, "", "" },
  { desk_field_normalise_name, NULL, "" },
  { desk_field_normalise_name, "\xff", "\xff" },

  { desk_field_normalise_id_number, " 11010519491231002x ", "11010519491231002X" },
  { desk_field_normalise_id_number, "110105 19491231 002X", "11010519491231002X" },
  { desk_field_normalise_id_number, "１１０１０５ｘ", "110105X" },
  { desk_field_normalise_id_number, "ı", "ı" }, /* has I as its capital, but is not an i */
  { desk_field_normalise_id_number, "\xff", "\xff" },
  { desk_field_normalise_id_number, NULL, "" },

  { desk_field_normalise_mobile, "138 1234 8000", "13812348000" },
  { desk_field_normalise_mobile, "138-1234-8000", "13812348000" },
  { desk_field_normalise_mobile, "+86 138‑1234—8000", "13812348000" },
  { desk_field_normalise_mobile, "＋８６１３８１２３４８０００", "13812348000" },
  { desk_field_normalise_mobile, "+86-13812348000", "13812348000" },
  { desk_field_normalise_mobile, "0086 13812348000", "13812348000" },
  { desk_field_normalise_mobile, "\u202a13812348000\u202c", "13812348000" },
  { desk_field_normalise_mobile, "+86 +86 138", "138" },
  { desk_field_normalise_mobile, "+8-6138", "138" },
  { desk_field_normalise_mobile, "138a", "138a" },
  { desk_field_normalise_mobile, "", "" },

  { desk_field_normalise_phone, "（0471） 6605678", "(0471)6605678" },
  { desk_field_normalise_phone, "0471－6605678", "0471-6605678" },
  { desk_field_normalise_phone, "+86-0471-6605678", "0471-6605678" },

  { desk_field_normalise_email, " zhang＠example．cn ", "zhang@example.cn" },
  { desk_field_normalise_email, "a b@example.cn", "ab@example.cn" },

  { desk_field_normalise_text, " 新华大街\u00a0 1 号 \n", "新华大街 1 号" },
  { desk_field_normalise_text, NULL, "" },
};

static void
test_cases (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *result = cases[i].normalise (cases[i].typed);

    g_test_message ("case %zu", i);
    g_assert_cmpstr (result, ==, cases[i].result);
  }
}

/* A name typed with seventeen kinds of dots is the name with U+00B7. */
static void
test_dots (void)
{
  static const char *const dots[] = { "·", "•", "・",  "．", "‧", "⋅", "･",  ".", "∙",
                                      "․", "ᐧ", "ꞏ", "ㆍ", "●", "⸱", "。", "˙" };
  g_autoptr (GString) all = g_string_new ("阿");
  g_autofree char *result = NULL;

  g_assert_cmpuint (G_N_ELEMENTS (dots), ==, 17);
  for (size_t i = 0; i < G_N_ELEMENTS (dots); i++) {
    g_autofree char *typed = g_strconcat ("阿依", dots[i], "古丽", NULL);
    g_autofree char *name = desk_field_normalise_name (typed);

    g_assert_cmpstr (name, ==, "阿依·古丽");
    g_string_append_printf (all, "%s依", dots[i]);
  }

  result = desk_field_normalise_name (all->str);
  g_assert_cmpstr (result, ==, "阿·依·依·依·依·依·依·依·依·依·依·依·依·依·依·依·依·依");
  g_assert_cmpint (desk_field_check_person_name (result, FALSE), ==, DESK_FIELD_OK);
}

/* All seventeen in a row separate nothing. */
static void
test_dots_in_a_row (void)
{
  g_autofree char *result
      = desk_field_normalise_name ("阿·•・．‧⋅･.∙․ᐧꞏㆍ●⸱。˙依");

  g_assert_cmpstr (result, ==, "阿·················依");
  g_assert_cmpint (desk_field_check_person_name (result, FALSE), ==, DESK_FIELD_BAD_FORMAT);
}

static void
test_twice (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *once = cases[i].normalise (cases[i].typed);
    g_autofree char *twice = cases[i].normalise (once);

    g_assert_cmpstr (once, ==, twice);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/field-normalise/cases", test_cases);
  g_test_add_func ("/model/field-normalise/dots", test_dots);
  g_test_add_func ("/model/field-normalise/dots-in-a-row", test_dots_in_a_row);
  g_test_add_func ("/model/field-normalise/twice", test_twice);
  return g_test_run ();
}
