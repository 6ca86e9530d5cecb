/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-exchange-request.h"

#include "desk-id.h"
#include "desk-problem.h"
#include "desk-wire.h"

#include <string.h>

static void
copy_header (const char *name, const char *value, gpointer user_data)
{
  DeskRequest *request = user_data;

  g_hash_table_insert (request->headers, g_ascii_strdown (name, -1), g_strdup (value));
}

static char *
client_address (SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return g_strdup ("local");

  return g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static gboolean
fill_query (DeskRequest *request, SoupServerMessage *message, GError **error)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  GUriParamsIter iter;
  g_autoptr (GError) parse_error = NULL;
  char *name;
  char *value;

  if (query == NULL || query[0] == '\0')
    return TRUE;

  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_NONE);
  while (g_uri_params_iter_next (&iter, &name, &value, &parse_error))
    if (!g_hash_table_insert (request->query, name, value))
      return desk_problem_set (error, DESK_PROBLEM_MALFORMED_REQUEST,
                               "a query parameter is given twice");
  if (parse_error != NULL)
    return desk_problem_set (error, DESK_PROBLEM_MALFORMED_REQUEST, "the query is not well formed");

  return TRUE;
}

static gboolean
parse_json (DeskRequest *request, GError **error)
{
  g_autoptr (JsonNode) root = desk_wire_parse (request->body, error);

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return desk_problem_set (error, DESK_PROBLEM_INVALID_JSON, "the body is not an object");

  request->json = g_steal_pointer (&root);
  return TRUE;
}

static gboolean
check_body (DeskRequest *request, const DeskRoute *route, GError **error)
{
  gsize length = g_bytes_get_size (request->body);
  const char *type = request->content_type;

  switch (route->body) {
  case DESK_BODY_JSON:
    if (g_strcmp0 (type, "application/json") != 0)
      return desk_problem_set (error, DESK_PROBLEM_UNSUPPORTED_MEDIA_TYPE,
                               "application/json is expected");
    return parse_json (request, error);
  case DESK_BODY_UPLOAD:
    if (type == NULL || !g_str_has_prefix (type, "image/"))
      return desk_problem_set (error, DESK_PROBLEM_UNSUPPORTED_MEDIA_TYPE, "an image is expected");
    return TRUE;
  case DESK_BODY_NONE:
  default:
    if (length > 0
        && (length != 2 || memcmp (g_bytes_get_data (request->body, NULL), "{}", 2) != 0))
      return desk_problem_set (error, DESK_PROBLEM_MALFORMED_REQUEST, "no body is expected");
    return TRUE;
  }
}

static gboolean
take_body (DeskRequest *request, SoupServerMessage *message, DeskSpool *spool, GError **error)
{
  g_clear_pointer (&request->body, g_bytes_unref);
  if (spool != NULL) {
    if (!desk_spool_finish (spool, &request->body_path, &request->body, error)) {
      request->body = g_bytes_new (NULL, 0);
      return FALSE;
    }
  } else {
    request->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  }

  return TRUE;
}

static gboolean
fill_idempotency_key (DeskRequest *request, const DeskRoute *route, GError **error)
{
  const char *key = desk_request_get_header (request, "Idempotency-Key");

  if (key == NULL || (route->flags & DESK_ROUTE_IDEMPOTENT) == 0)
    return TRUE;

  request->idempotency_key = g_ascii_strdown (key, -1);
  if (!desk_id_is_valid (request->idempotency_key))
    return desk_problem_set (error, DESK_PROBLEM_MALFORMED_REQUEST,
                             "the Idempotency-Key is not a UUID");

  return TRUE;
}

gboolean
desk_exchange_fill_request (DeskRequest *request,
                            const DeskRoute *route,
                            SoupServerMessage *message,
                            DeskSpool *spool,
                            GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  request->path = g_strdup (g_uri_get_path (soup_server_message_get_uri (message)));
  request->client_address = client_address (message);
  request->content_type = type != NULL ? g_ascii_strdown (type, -1) : NULL;
  soup_message_headers_foreach (headers, copy_header, request);

  return fill_query (request, message, error) && fill_idempotency_key (request, route, error)
         && take_body (request, message, spool, error) && check_body (request, route, error);
}
