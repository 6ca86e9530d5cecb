/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-wire-reader.h"

#include "desk-invoice.h"
#include "desk-wire-text.h"

static DeskWireReader *
open_text (const char *text, gboolean tolerates_unknown, JsonNode **node)
{
  *node = desk_wire_from_text (text);
  return desk_wire_reader_new (json_node_get_object (*node), "", tolerates_unknown);
}

static void
test_all_right (void)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (DeskWireReader) reader = open_text (
      "{'string':'张三','empty':'','none':null,'id':'" ID "','sha256':'" SHA256
      "','int':-5,'bool':true,'time':'2026-11-22T06:30:00Z','enum':'special','base64':'AQI=',"
      "'url':'_w','object':{'a':'x'},'array':[{'a':'y'}],'words':['z']}",
      FALSE, &node);
  g_autoptr (GBytes) base64 = NULL;
  g_autoptr (GBytes) url = NULL;
  g_autoptr (GError) error = NULL;
  DeskWireReader *object;
  JsonArray *array;

  g_assert_cmpstr (desk_wire_reader_string (reader, "string", 2), ==, "张三");
  g_assert_cmpstr (desk_wire_reader_string (reader, "empty", 2), ==, "");
  g_assert_null (desk_wire_reader_optional (reader, "none", 2));
  g_assert_null (desk_wire_reader_optional (reader, "absent", 2));
  g_assert_false (desk_wire_reader_has (reader, "none"));
  g_assert_true (desk_wire_reader_has (reader, "int"));
  g_assert_cmpstr (desk_wire_reader_id (reader, "id"), ==, ID);
  g_assert_cmpstr (desk_wire_reader_sha256 (reader, "sha256"), ==, SHA256);
  g_assert_cmpint (desk_wire_reader_int (reader, "int", -5, -5), ==, -5);
  g_assert_true (desk_wire_reader_bool (reader, "bool"));
  g_assert_cmpint (desk_wire_reader_time (reader, "time"), ==, 1795329000);
  g_assert_cmpint (desk_wire_reader_enum (reader, "enum", DESK_TYPE_INVOICE_KIND), ==,
                   DESK_INVOICE_SPECIAL);
  base64 = desk_wire_reader_base64 (reader, "base64", 2);
  g_assert_cmpmem (g_bytes_get_data (base64, NULL), g_bytes_get_size (base64), "\x01\x02", 2);
  url = desk_wire_reader_base64url (reader, "url", 2);
  g_assert_cmpmem (g_bytes_get_data (url, NULL), g_bytes_get_size (url), "\xff", 1);
  object = desk_wire_reader_object (reader, "object");
  g_assert_cmpstr (desk_wire_reader_filled (object, "a", 1), ==, "x");
  array = desk_wire_reader_array (reader, "array", 1);
  object = desk_wire_reader_element (reader, "array", array, 0);
  g_assert_cmpstr (desk_wire_reader_filled (object, "a", 1), ==, "y");
  array = desk_wire_reader_array (reader, "words", 1);
  g_assert_cmpstr (desk_wire_reader_element_string (reader, "words", array, 0, 1), ==, "z");

  g_assert_true (desk_wire_reader_finish (reader, &error));
  g_assert_no_error (error);
}

typedef enum {
  READ_STRING,
  READ_FILLED,
  READ_OPTIONAL,
  READ_ID,
  READ_SHA256,
  READ_INT,
  READ_BOOL,
  READ_TIME,
  READ_ENUM,
  READ_BASE64,
  READ_BASE64URL,
  READ_OBJECT,
  READ_ARRAY,
  READ_ELEMENT,
  READ_ELEMENT_STRING,
} Read;

static void
read_elements (DeskWireReader *reader, Read read)
{
  JsonArray *array = desk_wire_reader_array (reader, "a", 3);

  if (array == NULL)
    return;
  if (read == READ_ELEMENT)
    desk_wire_reader_element (reader, "a", array, 0);
  if (read == READ_ELEMENT_STRING)
    g_assert_cmpstr (desk_wire_reader_element_string (reader, "a", array, 0, 3), ==, "");
}

static void
read_bytes (DeskWireReader *reader, Read read)
{
  g_autoptr (GBytes) bytes = read == READ_BASE64 ? desk_wire_reader_base64 (reader, "a", 3)
                                                 : desk_wire_reader_base64url (reader, "a", 3);

  g_assert_null (bytes);
}

/* Reads member "a", which must not be there in the form asked for. */
static void
read_wrong (DeskWireReader *reader, Read read)
{
  switch (read) {
  case READ_STRING:
    g_assert_cmpstr (desk_wire_reader_string (reader, "a", 3), ==, "");
    break;
  case READ_FILLED:
    g_assert_cmpstr (desk_wire_reader_filled (reader, "a", 3), ==, "");
    break;
  case READ_OPTIONAL:
    g_assert_cmpstr (desk_wire_reader_optional (reader, "a", 3), ==, "");
    break;
  case READ_ID:
    g_assert_cmpstr (desk_wire_reader_id (reader, "a"), ==, "");
    break;
  case READ_SHA256:
    g_assert_cmpstr (desk_wire_reader_sha256 (reader, "a"), ==, "");
    break;
  case READ_INT:
    g_assert_cmpint (desk_wire_reader_int (reader, "a", 1, 3), ==, 0);
    break;
  case READ_BOOL:
    g_assert_false (desk_wire_reader_bool (reader, "a"));
    break;
  case READ_TIME:
    g_assert_cmpint (desk_wire_reader_time (reader, "a"), ==, 0);
    break;
  case READ_ENUM:
    g_assert_cmpint (desk_wire_reader_enum (reader, "a", DESK_TYPE_INVOICE_KIND), ==, 0);
    break;
  case READ_OBJECT:
    desk_wire_reader_object (reader, "a");
    break;
  case READ_BASE64:
  case READ_BASE64URL:
    read_bytes (reader, read);
    break;
  case READ_ARRAY:
  case READ_ELEMENT:
  case READ_ELEMENT_STRING:
  default:
    read_elements (reader, read);
    break;
  }
}

static void
test_wrong (void)
{
  static const struct {
    Read read;
    const char *text;
    DeskFieldProblem problem;
  } cases[] = {
    { READ_STRING, "{}", DESK_FIELD_MISSING },
    { READ_STRING, "{'a':null}", DESK_FIELD_MISSING },
    { READ_STRING, "{'a':1}", DESK_FIELD_BAD_FORMAT },
    { READ_STRING, "{'a':['x']}", DESK_FIELD_BAD_FORMAT },
    { READ_STRING, "{'a':'张三丰子'}", DESK_FIELD_TOO_LONG },
    { READ_FILLED, "{'a':''}", DESK_FIELD_MISSING },
    { READ_OPTIONAL, "{'a':true}", DESK_FIELD_BAD_FORMAT },
    { READ_OPTIONAL, "{'a':'xxxx'}", DESK_FIELD_TOO_LONG },
    { READ_ID, "{'a':'0193A5C0-1234-7abc-8def-0123456789ab'}", DESK_FIELD_BAD_FORMAT },
    { READ_ID, "{'a':'../../../../../../../../etc/passwd'}", DESK_FIELD_BAD_FORMAT },
    { READ_SHA256, "{'a':'00'}", DESK_FIELD_BAD_FORMAT },
    { READ_SHA256, "{'a':'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD'}",
      DESK_FIELD_BAD_FORMAT },
    { READ_INT, "{'a':0}", DESK_FIELD_NOT_ALLOWED },
    { READ_INT, "{'a':4}", DESK_FIELD_NOT_ALLOWED },
    { READ_INT, "{'a':2.0}", DESK_FIELD_BAD_FORMAT },
    { READ_INT, "{'a':'2'}", DESK_FIELD_BAD_FORMAT },
    { READ_BOOL, "{'a':1}", DESK_FIELD_BAD_FORMAT },
    { READ_BOOL, "{'a':'true'}", DESK_FIELD_BAD_FORMAT },
    { READ_TIME, "{'a':'2026-11-22'}", DESK_FIELD_BAD_FORMAT },
    { READ_TIME, "{'a':1795329000}", DESK_FIELD_BAD_FORMAT },
    { READ_TIME, "{'a':'2026-13-22T06:30:00Z'}", DESK_FIELD_BAD_FORMAT },
    { READ_TIME, "{'a':'0226-11-22T06:30:00Z'}", DESK_FIELD_NOT_ALLOWED },
    { READ_ENUM, "{'a':'other'}", DESK_FIELD_NOT_ALLOWED },
    { READ_ENUM, "{'a':1}", DESK_FIELD_BAD_FORMAT },
    { READ_BASE64, "{'a':'AQI'}", DESK_FIELD_BAD_FORMAT },
    { READ_BASE64, "{'a':'A Q='}", DESK_FIELD_BAD_FORMAT },
    { READ_BASE64, "{'a':'AQIDBA=='}", DESK_FIELD_TOO_LONG },
    { READ_BASE64, "{'a':''}", DESK_FIELD_MISSING },
    { READ_BASE64URL, "{'a':'AQI='}", DESK_FIELD_BAD_FORMAT },
    { READ_BASE64URL, "{'a':'/w'}", DESK_FIELD_BAD_FORMAT },
    { READ_OBJECT, "{'a':[]}", DESK_FIELD_BAD_FORMAT },
    { READ_OBJECT, "{}", DESK_FIELD_MISSING },
    { READ_ARRAY, "{'a':{}}", DESK_FIELD_BAD_FORMAT },
    { READ_ARRAY, "{}", DESK_FIELD_MISSING },
    { READ_ARRAY, "{'a':[1,2,3,4]}", DESK_FIELD_TOO_LONG },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonNode) node = NULL;
    g_autoptr (DeskWireReader) reader = open_text (cases[i].text, FALSE, &node);
    GError *error = NULL;

    g_test_message ("case %zu", i);
    read_wrong (reader, cases[i].read);
    g_assert_false (desk_wire_reader_finish (reader, &error));
    g_assert_cmpint (desk_wire_error_get_problem_code (error), ==, DESK_PROBLEM_INVALID_FIELDS);
    desk_wire_assert_field (error, "a", cases[i].problem);
  }
}

static void
test_wrong_element (void)
{
  static const Read reads[] = { READ_ELEMENT, READ_ELEMENT_STRING };

  for (size_t i = 0; i < G_N_ELEMENTS (reads); i++) {
    g_autoptr (JsonNode) node = NULL;
    g_autoptr (DeskWireReader) reader = open_text ("{'a':[7]}", FALSE, &node);
    GError *error = NULL;

    read_wrong (reader, reads[i]);
    g_assert_false (desk_wire_reader_finish (reader, &error));
    desk_wire_assert_field (error, "a.0", DESK_FIELD_BAD_FORMAT);
  }
}

static void
test_unknown (void)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (DeskWireReader) strict = open_text ("{'a':'x','admin':true}", FALSE, &node);
  g_autoptr (DeskWireReader) tolerant
      = desk_wire_reader_new (json_node_get_object (node), "", TRUE);
  g_autoptr (GError) error = NULL;

  desk_wire_reader_string (strict, "a", 3);
  g_assert_false (desk_wire_reader_finish (strict, &error));
  g_assert_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_UNKNOWN_MEMBER);
  g_assert_cmpstr (desk_wire_error_get_field (error), ==, "admin");
  g_assert_cmpint (desk_wire_error_get_problem_code (error), ==, DESK_PROBLEM_UNKNOWN_MEMBER);
  g_clear_error (&error);

  desk_wire_reader_string (tolerant, "a", 3);
  g_assert_true (desk_wire_reader_finish (tolerant, &error));
}

/* Also below, and without repeating to a log whatever the name is. */
static void
test_unknown_below (void)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (DeskWireReader) reader = open_text ("{'a':{'150102 张三':1}}", FALSE, &node);
  g_autoptr (GError) error = NULL;

  desk_wire_reader_object (reader, "a");
  g_assert_false (desk_wire_reader_finish (reader, &error));
  g_assert_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_UNKNOWN_MEMBER);
  g_assert_cmpstr (desk_wire_error_get_field (error), ==, "a.?");
}

static void
test_first_error (void)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (DeskWireReader) reader = open_text ("{'a':1,'b':2,'c':3}", FALSE, &node);
  GError *error = NULL;

  desk_wire_reader_string (reader, "b", 3);
  desk_wire_reader_string (reader, "a", 3);
  desk_wire_reader_fail (reader, "d", DESK_FIELD_MISMATCH);
  g_assert_false (desk_wire_reader_finish (reader, &error));
  desk_wire_assert_field (error, "b", DESK_FIELD_BAD_FORMAT);
}

static void
test_path (void)
{
  g_autoptr (JsonNode) node = desk_wire_from_text ("{'b':{'c':5}}");
  g_autoptr (DeskWireReader) reader
      = desk_wire_reader_new (json_node_get_object (node), "a", FALSE);
  GError *error = NULL;

  desk_wire_reader_string (desk_wire_reader_object (reader, "b"), "c", 3);
  g_assert_false (desk_wire_reader_finish (reader, &error));
  desk_wire_assert_field (error, "a.b.c", DESK_FIELD_BAD_FORMAT);
}

/* Strings of a tree that was not parsed here. */
static void
test_not_utf8 (void)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (object, "", FALSE);
  GError *error = NULL;

  json_object_set_string_member (object, "a", "\xff");
  g_assert_cmpstr (desk_wire_reader_string (reader, "a", 3), ==, "");
  g_assert_false (desk_wire_reader_finish (reader, &error));
  desk_wire_assert_field (error, "a", DESK_FIELD_BAD_CHARACTER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/reader/all-right", test_all_right);
  g_test_add_func ("/wire/reader/wrong", test_wrong);
  g_test_add_func ("/wire/reader/wrong-element", test_wrong_element);
  g_test_add_func ("/wire/reader/unknown", test_unknown);
  g_test_add_func ("/wire/reader/unknown-below", test_unknown_below);
  g_test_add_func ("/wire/reader/first-error", test_first_error);
  g_test_add_func ("/wire/reader/path", test_path);
  g_test_add_func ("/wire/reader/not-utf8", test_not_utf8);
  return g_test_run ();
}
