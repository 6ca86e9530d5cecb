/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-wire.h"

#include "desk-wire-text.h"

typedef struct {
  const char *text;
  size_t length; /* 0: up to the NUL */
} Case;

static GError *
parse (const char *text, size_t length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length > 0 ? length : strlen (text));
  g_autoptr (JsonNode) node = NULL;
  GError *error = NULL;

  node = desk_wire_parse (bytes, &error);
  g_assert_true ((node == NULL) == (error != NULL));
  return error;
}

static void
test_taken (void)
{
  static const char *const texts[] = {
    "{}",
    " [ ] \r\n\t",
    "{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":2}]}",
    "{\"a\":\"\\u5f20\\u4e09\\ud842\\udfb7\\\"\\\\\\/\\b\\f\\n\\r\\t\"}",
    "{\"a\":\"张三𠮷\"}",
    "[0,-0,-1,999999999999999999,-999999999999999999,1.5,1e3,1E-3,2.5e+10,true,false,null]",
    "[[[[[[[[]]]]]]]]",
    "{\"\":1}",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = parse (texts[i], 0);

    g_test_message ("case %zu", i);
    g_assert_no_error (error);
  }
}

static void
test_refused (void)
{
  static const Case cases[] = {
    { " ", 1 },
    { "null" },
    { "\"a\"" },
    { "1" },
    { "{" },
    { "{]" },
    { "[1,]" },
    { "[,1]" },
    { "[1 2]" },
    { "[1]]" },
    { "[1] x" },
    { "{\"a\"}" },
    { "{\"a\":}" },
    { "{\"a\":1,}" },
    { "{a:1}" },
    { "{'a':1}" },
    { "{\"a\":1 \"b\":2}" },
    { "// comment\n{}" },
    { "{/* comment */}" },
    { "var a = {};" },
    { "\xef\xbb\xbf{}" }, /* byte order mark */
    { "[01]" },
    { "[-]" },
    { "[+1]" },
    { "[.5]" },
    { "[1.]" },
    { "[1e]" },
    { "[0x10]" },
    { "[NaN]" },
    { "[Infinity]" },
    { "[1000000000000000000]" },
    { "[tru]" },
    { "[TRUE]" },
    { "[\"a]" },
    { "[\"\n\"]" },
    { "[\"\\x\"]" },
    { "[\"\\u12\"]" },
    { "[\"\\u123g\"]" },
    { "[\"\\u0000\"]" },
    { "[\"\\ud800\"]" },
    { "[\"\\ud800\\n\"]" },
    { "[\"\\ud800\\u0041\"]" },
    { "[\"\\udc00\"]" },
    { "[\"\\" },
    { "[\"\xff\"]" },
    { "[\"\xc0\x80\"]" },
    { "[\"\xed\xa0\x80\"]" }, /* a surrogate in UTF-8 */
    { "[\"a\0b\"]", 7 },
    { "[]\0", 3 },
    { "{\"a\":1,\"a\":2}" },
    { "{\"a\":1,\"\\u0061\":2}" },
    { "{\"\\u0061\":2}" },
    { "[[[[[[[[[]]]]]]]]]" },
    { "{\"a\":[{\"a\":[{\"a\":[{\"a\":[{}]}]}]}]}" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = parse (cases[i].text, cases[i].length);

    g_test_message ("case %zu", i);
    g_assert_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_INVALID_JSON);
    g_assert_cmpint (desk_wire_error_get_problem_code (error), ==, DESK_PROBLEM_INVALID_JSON);
    g_assert_cmpstr (desk_wire_error_get_field (error), ==, "");
  }
}

static void
test_size (void)
{
  g_autofree char *longest = g_strnfill (DESK_WIRE_MAX_BYTES, ' ');
  g_autofree char *deep = g_strnfill (DESK_WIRE_MAX_BYTES, '[');
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) larger = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (longest, "{}", 2);
  error = parse (longest, DESK_WIRE_MAX_BYTES);
  g_assert_no_error (error);

  larger = g_bytes_new_take (g_strnfill (DESK_WIRE_MAX_BYTES + 1, ' '), DESK_WIRE_MAX_BYTES + 1);
  g_assert_null (desk_wire_parse (larger, &error));
  g_assert_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_INVALID_JSON);
  g_clear_error (&error);

  g_assert_null (desk_wire_parse (empty, &error));
  g_assert_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_INVALID_JSON);
  g_clear_error (&error);

  /* A million brackets must not reach the stack. */
  error = parse (deep, DESK_WIRE_MAX_BYTES);
  g_assert_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_INVALID_JSON);
}

/* What a person typed is in no message. */
static void
test_message (void)
{
  g_autoptr (GError) error = parse ("{\"id_number\":\"150102199001010019\",}", 0);

  g_assert_null (strstr (error->message, "1501"));
  g_assert_null (strstr (error->message, "id_number"));
}

static void
test_print (void)
{
  g_autoptr (JsonNode) node = desk_wire_from_text ("{ 'a' : [ 1, 'x', null, true ] }");
  g_autoptr (GBytes) bytes = desk_wire_print (node);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   "{\"a\":[1,\"x\",null,true]}", 23);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/wire/taken", test_taken);
  g_test_add_func ("/wire/wire/refused", test_refused);
  g_test_add_func ("/wire/wire/size", test_size);
  g_test_add_func ("/wire/wire/message", test_message);
  g_test_add_func ("/wire/wire/print", test_print);
  return g_test_run ();
}
