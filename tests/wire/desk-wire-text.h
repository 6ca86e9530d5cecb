/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-wire.h"

#include <string.h>

G_BEGIN_DECLS

#define SHA256 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define ID     "0193a5c0-1234-7abc-8def-0123456789ab"

/* JSON written in a test, with ' for ". Aborts if it is not taken. */
static inline JsonNode *
desk_wire_from_text (const char *text)
{
  g_autofree char *copy = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GBytes) bytes = g_bytes_new (copy, strlen (copy));
  g_autoptr (GError) error = NULL;
  JsonNode *node = desk_wire_parse (bytes, &error);

  g_assert_no_error (error);
  return node;
}

/* The inverse. */
static inline char *
desk_wire_to_text (JsonNode *node)
{
  return g_strdelimit (json_to_string (node, FALSE), "\"", '\'');
}

/* Compact JSON text of @node, which is freed, must be @text. */
static inline void
desk_wire_assert_text (JsonNode *node, const char *text)
{
  g_autofree char *found = desk_wire_to_text (node);

  g_assert_cmpstr (found, ==, text);
  json_node_unref (node);
}

/* @error must be about @field (NULL: an unknown member) and is freed. */
static inline void
desk_wire_assert_field (GError *error, const char *field, DeskFieldProblem problem)
{
  g_assert_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_INVALID_FIELD);
  g_assert_cmpstr (desk_wire_error_get_field (error), ==, field);
  g_assert_cmpint (desk_wire_error_get_problem (error), ==, problem);
  g_error_free (error);
}

G_END_DECLS
