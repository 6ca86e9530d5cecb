/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-wire-text.h"

G_BEGIN_DECLS

/* Decodes and throws away. */
typedef gboolean (*DeskWireDecode) (JsonObject *json, GError **error);

/* A shallow copy of the object @text says. Caller owns. */
static inline JsonObject *
desk_wire_open_object (const char *text)
{
  g_autoptr (JsonNode) node = desk_wire_from_text (text);
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &member, &value))
    json_object_set_member (copy, member, json_node_ref (value));

  return copy;
}

/* Whatever the decoder says, it says it properly. */
static inline gboolean
desk_wire_try (DeskWireDecode decode, JsonObject *json)
{
  g_autoptr (GError) error = NULL;
  gboolean taken = decode (json, &error);

  g_assert_true (taken == (error == NULL));
  if (!taken)
    g_assert_true (error->domain == DESK_WIRE_ERROR);

  return taken;
}

static inline void
desk_wire_assert_members_checked (DeskWireDecode decode,
                                  const char *text,
                                  const char *member,
                                  gboolean is_optional)
{
  static const char *const values[]
      = { "[null]", "[true]",      "[0]",  "[-1]", "[1.5]",  "[999999999999999999]",
          "['']",   "['\\u200b']", "[[]]", "[{}]", "[[[]]]", "[{'a':null}]" };
  JsonObject *json = desk_wire_open_object (text);
  guint n_taken = 0;

  json_object_remove_member (json, member);
  g_assert_cmpint (desk_wire_try (decode, json), ==, is_optional);

  for (size_t i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autoptr (JsonNode) value = desk_wire_from_text (values[i]);

    json_object_set_member (json, member, json_array_dup_element (json_node_get_array (value), 0));
    n_taken += desk_wire_try (decode, json) ? 1 : 0;
  }
  /* Most of these are of another kind than any member that is read. */
  if (!is_optional)
    g_assert_cmpuint (n_taken, <, G_N_ELEMENTS (values) / 2);
  json_object_unref (json);
}

/* @text is taken. Without a member it is only if the member stands in @optional (names between
 * spaces); with a value of each other kind in its place the decoder survives; with one more member
 * it is taken only if it is an answer. */
static inline void
desk_wire_assert_robust (DeskWireDecode decode,
                         const char *text,
                         gboolean is_request,
                         const char *optional)
{
  JsonObject *json = desk_wire_open_object (text);
  g_autoptr (GList) members = json_object_get_members (json);

  g_assert_true (desk_wire_try (decode, json));
  for (GList *l = members; l != NULL; l = l->next) {
    g_autofree char *name = g_strdup_printf (" %s ", (const char *) l->data);

    desk_wire_assert_members_checked (decode, text, l->data, strstr (optional, name) != NULL);
  }

  json_object_set_boolean_member (json, "admin", TRUE);
  g_assert_cmpint (desk_wire_try (decode, json), ==, !is_request);
  json_object_unref (json);
}

G_END_DECLS
