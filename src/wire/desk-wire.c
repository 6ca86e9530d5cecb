/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire.h"

#include "desk-wire-error.h"

#include <string.h>

JsonNode *
desk_wire_parse (GBytes *text, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  size_t length;
  const char *data;
  const char *end;
  size_t offset;

  g_return_val_if_fail (text != NULL, NULL);

  data = g_bytes_get_data (text, &length);
  if (length == 0 || length > DESK_WIRE_MAX_BYTES) {
    g_set_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_INVALID_JSON, "%zu bytes", length);
    return NULL;
  }
  if (!g_utf8_validate (data, (gssize) length, &end)) {
    g_set_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_INVALID_JSON, "not UTF-8 at byte %zu",
                 (size_t) (end - data));
    return NULL;
  }
  if (!desk_wire_scan (data, length, &offset)) {
    g_set_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_INVALID_JSON, "not taken at byte %zu",
                 offset);
    return NULL;
  }

  /* json-glib's own message would quote the text, and with it what a person typed. */
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, data, (gssize) length, NULL)) {
    g_set_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_INVALID_JSON, "not parsed");
    return NULL;
  }

  return json_parser_steal_root (parser);
}

GBytes *
desk_wire_print (JsonNode *node)
{
  char *text;

  g_return_val_if_fail (node != NULL, NULL);

  text = json_to_string (node, FALSE);
  return g_bytes_new_take (text, strlen (text));
}
