/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-pdf-parser.h"

#include <string.h>

static DeskPdfValue *
parse (const char *text)
{
  DeskPdfParser parser;

  desk_pdf_parser_init (&parser, text, strlen (text), 0);
  return desk_pdf_parser_take_value (&parser);
}

/* What is read, as this code writes it. */
static void
test_values (void)
{
  static const struct {
    const char *text;
    const char *printed;
  } rows[] = {
    { "null", "null" },
    { "true", "true" },
    { " false ", "false" },
    { "0", "0" },
    { "000017", "17" },
    { "-17", "-17" },
    { "+17", "17" },
    { "-.5", "-.5" },
    { "3.", "3." },
    { "12 0 R", "12 0 R" },
    { "12 0 Rx", "12" },
    { "12 0", "12" },
    { "/Name", "/Name" },
    { "/A#20B", "/A#20B" },
    { "/", "/" },
    { "(a(b)c\\)\\101\\n)", "<612862296329410a>" },
    { "(a\\\nb\\\r\nc)", "<616263>" },
    { "<48 65 6C6c6F>", "<48656c6c6f>" },
    { "<7>", "<70>" },
    { "<>", "<>" },
    { "[1 2 R 3 0 R/A(b)]", "[ 1 2 R 3 0 R /A <62> ]" },
    { "[1 2 3 0 R/A(b)]", "[ 1 2 3 0 R /A <62> ]" },
    { "<</A 1/B[<</C null>>]>>", "<< /A 1 /B [ << /C null >> ] >>" },
    { "% comment\n 5", "5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (DeskPdfValue) value = parse (rows[i].text);
    g_autoptr (GString) printed = g_string_new (NULL);

    g_assert_nonnull (value);
    desk_pdf_value_print (value, printed);
    g_assert_cmpstr (printed->str, ==, rows[i].printed);
  }
}

static void
test_malformed (void)
{
  static const char *const texts[] = { "",
                                       "nul",
                                       "(abc",
                                       "<41",
                                       "<4z>",
                                       "[1 2",
                                       "<< /A >>",
                                       "<</A 1",
                                       "<<1 2>>",
                                       "/A#",
                                       "/A#0",
                                       "/A#00",
                                       "1.2.3",
                                       "--1",
                                       "-",
                                       "1x",
                                       "\\",
                                       ">",
                                       "]",
                                       "}",
                                       "(a\\",
                                       "+",
                                       ".",
                                       "1234567890123456",
                                       "-1234567890123456",
                                       "<< /A 1 /A 2 >>" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (parse (texts[i]));
}

static void
test_places (void)
{
  static const char text[] = "  << /A [1 2] /B <00> >> x";
  g_autoptr (DeskPdfValue) value = parse (text);
  const DeskPdfValue *string = desk_pdf_value_get (value, "B");

  g_assert_cmpuint (value->start, ==, 2);
  g_assert_cmpuint (value->end, ==, strlen (text) - 2);
  g_assert_cmpint (text[string->start], ==, '<');
  g_assert_cmpint (text[string->end - 1], ==, '>');
}

static void
test_depth (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *fair = g_strdup ("[[[[[[[[[[]]]]]]]]]]");
  g_autoptr (DeskPdfValue) value = parse (fair);

  g_assert_nonnull (value);
  g_assert_null (parse (deep));
}

static void
test_many_values (void)
{
  g_autoptr (GString) many = g_string_new ("[");

  for (int i = 0; i < 1000001; i++)
    g_string_append (many, "0 ");
  g_string_append_c (many, ']');
  g_assert_null (parse (many->str));
}

static void
test_many_keys (void)
{
  g_autoptr (GString) many = g_string_new ("<<");

  for (int i = 0; i < 5000; i++)
    g_string_append_printf (many, "/K%d 0", i);
  g_string_append (many, ">>");
  g_assert_null (parse (many->str));
}

static void
test_equal (void)
{
  static const struct {
    const char *a;
    const char *b;
    gboolean equal;
  } rows[] = {
    { "<< /A 1 /B (x) >>", "<</B <78>/A 1>>", TRUE },
    { "<< /A 1 >>", "<< /A 1 /B 2 >>", FALSE },
    { "<< /A 1 /C 1 >>", "<< /A 1 /B 1 >>", FALSE },
    { "[1 2]", "[1 2]", TRUE },
    { "[1 2]", "[2 1]", FALSE },
    { "[1 2]", "[1 2 3]", FALSE },
    { "1 0 R", "1 1 R", FALSE },
    { "/A", "(A)", FALSE },
    { "1", "1.0", FALSE },
    { "(a)", "(b)", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (DeskPdfValue) a = parse (rows[i].a);
    g_autoptr (DeskPdfValue) b = parse (rows[i].b);
    g_autoptr (DeskPdfValue) copy = desk_pdf_value_copy (a);

    g_assert_cmpint (desk_pdf_value_equal (a, b), ==, rows[i].equal);
    g_assert_true (desk_pdf_value_equal (a, copy));
  }
  g_assert_true (desk_pdf_value_equal (NULL, NULL));
}

static void
test_text (void)
{
  static const char *const texts[] = { "", "Applicant", "张三", "𠮷野家", "a\"\\()<>" };
  g_autoptr (DeskPdfValue) broken = parse ("<feffd800>");
  g_autofree char *nothing = desk_pdf_value_dup_text (broken);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (DeskPdfValue) value = desk_pdf_value_new_text (texts[i]);
    g_autoptr (GString) printed = g_string_new (NULL);
    g_autoptr (DeskPdfValue) again = NULL;
    g_autofree char *text = NULL;

    desk_pdf_value_print (value, printed);
    again = parse (printed->str);
    text = desk_pdf_value_dup_text (again);
    g_assert_cmpstr (text, ==, texts[i]);
  }
  g_assert_cmpstr (nothing, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/contract/pdf-parser/values", test_values);
  g_test_add_func ("/contract/pdf-parser/malformed", test_malformed);
  g_test_add_func ("/contract/pdf-parser/places", test_places);
  g_test_add_func ("/contract/pdf-parser/depth", test_depth);
  g_test_add_func ("/contract/pdf-parser/many-values", test_many_values);
  g_test_add_func ("/contract/pdf-parser/many-keys", test_many_keys);
  g_test_add_func ("/contract/pdf-parser/equal", test_equal);
  g_test_add_func ("/contract/pdf-parser/text", test_text);

  return g_test_run ();
}
