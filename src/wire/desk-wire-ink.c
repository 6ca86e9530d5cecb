/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire-ink.h"

#include "desk-wire-message.h"

/* x, y, time, pressure */
#define N_NUMBERS 4

static JsonArray *
point_to_json (const DeskInkPoint *point)
{
  JsonArray *json = json_array_sized_new (N_NUMBERS);

  json_array_add_int_element (json, point->x);
  json_array_add_int_element (json, point->y);
  json_array_add_int_element (json, point->time_ms);
  json_array_add_int_element (json, point->pressure);
  return json;
}

static JsonArray *
stroke_to_json (DeskInk *ink, guint stroke)
{
  guint n_points;
  const DeskInkPoint *points = desk_ink_get_stroke (ink, stroke, &n_points);
  JsonArray *json = json_array_sized_new (n_points);

  for (guint i = 0; i < n_points; i++)
    json_array_add_array_element (json, point_to_json (&points[i]));

  return json;
}

JsonNode *
desk_wire_ink_to_json (DeskInk *ink)
{
  JsonObject *json = json_object_new ();
  JsonArray *strokes = json_array_sized_new (desk_ink_get_n_strokes (ink));

  for (guint i = 0; i < desk_ink_get_n_strokes (ink); i++) {
    JsonArray *stroke = stroke_to_json (ink, i);

    /* One that was begun and has no point yet is not there yet. */
    if (json_array_get_length (stroke) > 0)
      json_array_add_array_element (strokes, stroke);
    else
      json_array_unref (stroke);
  }
  json_object_set_int_member (json, "height", desk_ink_get_height (ink));
  json_object_set_array_member (json, "strokes", strokes);

  return desk_wire_take_object (json);
}

static gboolean
read_number (JsonArray *array, guint position, int max, int *number)
{
  JsonNode *node = json_array_get_element (array, position);
  gint64 value;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;

  value = json_node_get_int (node);
  *number = (int) value;
  return value >= 0 && value <= max;
}

static gboolean
read_point (JsonNode *node, int height, DeskInkPoint *point)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  array = json_node_get_array (node);
  return json_array_get_length (array) == N_NUMBERS
         && read_number (array, 0, DESK_INK_WIDTH, &point->x)
         && read_number (array, 1, height, &point->y)
         && read_number (array, 2, DESK_INK_MAX_TIME_MS, &point->time_ms)
         && read_number (array, 3, DESK_INK_MAX_PRESSURE, &point->pressure);
}

static DeskFieldProblem
read_stroke (JsonNode *node, DeskInk *ink)
{
  JsonArray *points;

  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) == 0)
    return DESK_FIELD_BAD_FORMAT;

  points = json_node_get_array (node);
  desk_ink_begin_stroke (ink);
  for (guint i = 0; i < json_array_get_length (points); i++) {
    DeskInkPoint point;

    if (!read_point (json_array_get_element (points, i), desk_ink_get_height (ink), &point))
      return DESK_FIELD_BAD_FORMAT;
    if (!desk_ink_add_point (ink, &point))
      return DESK_FIELD_TOO_LONG;
  }
  desk_ink_end_stroke (ink);

  return DESK_FIELD_OK;
}

void
desk_wire_ink_read (DeskWireReader *reader, DeskInk *ink)
{
  gint64 height = desk_wire_reader_int (reader, "height", DESK_INK_MIN_HEIGHT, DESK_INK_MAX_HEIGHT);
  JsonArray *strokes = desk_wire_reader_array (reader, "strokes", DESK_INK_MAX_POINTS);
  DeskFieldProblem problem = DESK_FIELD_OK;

  desk_ink_set_height (ink, (int) height);
  for (guint i = 0; strokes != NULL && i < json_array_get_length (strokes); i++) {
    problem = read_stroke (json_array_get_element (strokes, i), ink);
    if (problem != DESK_FIELD_OK)
      break;
  }

  if (problem != DESK_FIELD_OK)
    desk_wire_reader_fail (reader, "strokes", problem);
}

DeskInk *
desk_wire_ink_from_json (JsonObject *json, GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "ink", FALSE);
  g_autoptr (DeskInk) ink = desk_ink_new ();

  desk_wire_ink_read (reader, ink);
  return desk_wire_reader_finish (reader, error) ? g_steal_pointer (&ink) : NULL;
}
