/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-api"

#include "desk-api-problem.h"

#include "desk-wire-problem.h"

/* A server that asks for more is not obeyed: the person could never try again. */
#define MAX_RETRY_AFTER_SECONDS (24 * 60 * 60)

/* RFC 9110, 10.2.3, in its form of seconds; 0 if there is none. */
static gint64
read_retry_header (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

GError *
desk_api_problem_read (guint status, const char *type, SoupMessageHeaders *headers, GBytes *content)
{
  g_autoptr (JsonNode) root = NULL;
  g_auto (DeskWireProblem) problem = { 0 };
  gint64 retry_after;

  if (g_strcmp0 (type, "application/problem+json") == 0)
    root = desk_wire_parse (content, NULL);

  /* Something between here and the server answers in its own words: a proxy, another program. */
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)
      || !desk_wire_problem_from_json (json_node_get_object (root), &problem, NULL))
    return g_error_new (DESK_API_ERROR, DESK_API_ERROR_MALFORMED,
                        "the server answered with status %u and no known problem", status);

  retry_after = problem.retry_after > 0 ? problem.retry_after : read_retry_header (headers);
  return desk_api_error_new_problem (desk_problem_code_get_code (problem.code), problem.issues,
                                     (guint) CLAMP (retry_after, 0, MAX_RETRY_AFTER_SECONDS));
}
