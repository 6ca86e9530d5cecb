/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-wire-ink.h"

#include "desk-wire-hostile.h"

#define TEXT "{'height':3000,'strokes':[[[0,0,0,0],[10000,3000,16,1000]],[[5,6,700,500]]]}"

static void
test_round_trip (void)
{
  g_autoptr (JsonNode) node = desk_wire_from_text (TEXT);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskInk) ink = desk_wire_ink_from_json (json_node_get_object (node), &error);
  g_autoptr (DeskInk) empty = desk_ink_new ();

  g_assert_no_error (error);
  g_assert_cmpuint (desk_ink_get_n_strokes (ink), ==, 2);
  desk_wire_assert_text (desk_wire_ink_to_json (ink), TEXT);
  desk_wire_assert_text (desk_wire_ink_to_json (empty), "{'height':4000,'strokes':[]}");
}

/* A draft may be saved while the pen is down. */
static void
test_stroke_begun (void)
{
  g_autoptr (DeskInk) ink = desk_ink_new ();
  DeskInkPoint point = { 1, 2, 3, 4 };

  desk_ink_begin_stroke (ink);
  desk_wire_assert_text (desk_wire_ink_to_json (ink), "{'height':4000,'strokes':[]}");
  desk_ink_add_point (ink, &point);
  desk_wire_assert_text (desk_wire_ink_to_json (ink), "{'height':4000,'strokes':[[[1,2,3,4]]]}");
}

static gboolean
decode (JsonObject *json, GError **error)
{
  g_autoptr (DeskInk) ink = desk_wire_ink_from_json (json, error);

  return ink != NULL;
}

static void
test_hostile (void)
{
  static const struct {
    const char *text;
    const char *field;
    DeskFieldProblem problem;
  } cases[] = {
    { "{'height':999,'strokes':[]}", "ink.height", DESK_FIELD_NOT_ALLOWED },
    { "{'height':20001,'strokes':[]}", "ink.height", DESK_FIELD_NOT_ALLOWED },
    { "{'height':4000,'strokes':[[]]}", "ink.strokes", DESK_FIELD_BAD_FORMAT },
    { "{'height':4000,'strokes':[1]}", "ink.strokes", DESK_FIELD_BAD_FORMAT },
    { "{'height':4000,'strokes':[[1,2,3,4]]}", "ink.strokes", DESK_FIELD_BAD_FORMAT },
    { "{'height':4000,'strokes':[[[1,2,3]]]}", "ink.strokes", DESK_FIELD_BAD_FORMAT },
    { "{'height':4000,'strokes':[[[1,2,3,4,5]]]}", "ink.strokes", DESK_FIELD_BAD_FORMAT },
    { "{'height':4000,'strokes':[[[-1,2,3,4]]]}", "ink.strokes", DESK_FIELD_BAD_FORMAT },
    { "{'height':4000,'strokes':[[[10001,2,3,4]]]}", "ink.strokes", DESK_FIELD_BAD_FORMAT },
    { "{'height':4000,'strokes':[[[1,4001,3,4]]]}", "ink.strokes", DESK_FIELD_BAD_FORMAT },
    { "{'height':4000,'strokes':[[[1,2,86400001,4]]]}", "ink.strokes", DESK_FIELD_BAD_FORMAT },
    { "{'height':4000,'strokes':[[[1,2,3,1001]]]}", "ink.strokes", DESK_FIELD_BAD_FORMAT },
    { "{'height':4000,'strokes':[[[1,2,3,4294967297]]]}", "ink.strokes", DESK_FIELD_BAD_FORMAT },
    { "{'height':4000,'strokes':[[[1.0,2,3,4]]]}", "ink.strokes", DESK_FIELD_BAD_FORMAT },
    { "{'height':4000,'strokes':[[['1',2,3,4]]]}", "ink.strokes", DESK_FIELD_BAD_FORMAT },
    { "{'height':4000,'strokes':[[[[],2,3,4]]]}", "ink.strokes", DESK_FIELD_BAD_FORMAT },
  };

  desk_wire_assert_robust (decode, TEXT, TRUE, "");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonNode) node = desk_wire_from_text (cases[i].text);
    GError *error = NULL;

    g_test_message ("case %zu", i);
    g_assert_false (decode (json_node_get_object (node), &error));
    desk_wire_assert_field (error, cases[i].field, cases[i].problem);
  }
}

/* The longest signature fits a request; one point more is refused. */
static void
test_limit (void)
{
  g_autoptr (DeskInk) ink = desk_ink_new ();
  g_autoptr (DeskInk) back = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) parsed = NULL;
  g_autoptr (GBytes) bytes = NULL;
  DeskInkPoint point = { 10000, 4000, 24 * 60 * 60 * 1000, 1000 };
  JsonArray *strokes;
  GError *error = NULL;

  desk_ink_begin_stroke (ink);
  while (desk_ink_add_point (ink, &point))
    continue;
  desk_ink_end_stroke (ink);
  node = desk_wire_ink_to_json (ink);
  bytes = desk_wire_print (node);
  parsed = desk_wire_parse (bytes, &error);
  g_assert_no_error (error);
  back = desk_wire_ink_from_json (json_node_get_object (parsed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (desk_ink_get_n_points (back), ==, DESK_INK_MAX_POINTS);

  strokes = json_object_get_array_member (json_node_get_object (node), "strokes");
  json_array_add_element (strokes, json_array_dup_element (strokes, 0));
  g_assert_false (decode (json_node_get_object (node), &error));
  desk_wire_assert_field (error, "ink.strokes", DESK_FIELD_TOO_LONG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/ink/round-trip", test_round_trip);
  g_test_add_func ("/wire/ink/stroke-begun", test_stroke_begun);
  g_test_add_func ("/wire/ink/hostile", test_hostile);
  g_test_add_func ("/wire/ink/limit", test_limit);
  return g_test_run ();
}
