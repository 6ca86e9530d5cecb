/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-exchange-answer.h"

#include "desk-problem-answer.h"

#include <string.h>

static void
set_body (SoupServerMessage *message, GBytes *body, const char *media_type)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_set_content_type (headers, media_type, NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
}

static gsize
answer_problem (DeskExchange *self, const GError *error)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  g_autoptr (GError) problem = desk_problem_from_error (error);
  gint64 retry_after = desk_problem_get_retry_after (problem);
  char *json = desk_problem_to_json (problem, self->request->id);
  g_autoptr (GBytes) body = g_bytes_new_take (json, strlen (json));

  soup_server_message_set_status (self->message, desk_problem_get_status (problem), NULL);
  if (problem->code == (int) DESK_PROBLEM_UNAUTHENTICATED)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer");
  if (self->allow != NULL)
    soup_message_headers_replace (headers, "Allow", self->allow);
  if (retry_after > 0) {
    g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, retry_after);

    soup_message_headers_replace (headers, "Retry-After", seconds);
  }
  set_body (self->message, body, "application/problem+json");
  return g_bytes_get_size (body);
}

static gboolean
is_known (DeskExchange *self, const char *quoted_etag)
{
  const char *known = desk_request_get_header (self->request, "If-None-Match");

  return known != NULL && strstr (known, quoted_etag) != NULL;
}

static gsize
answer_response (DeskExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  GBytes *body = desk_response_get_body (self->response);
  const char *etag = desk_response_get_etag (self->response);
  guint status = desk_response_get_status (self->response);

  if (etag != NULL) {
    g_autofree char *quoted = g_strdup_printf ("\"%s\"", etag);

    soup_message_headers_replace (headers, "ETag", quoted);
    if (is_known (self, quoted)) {
      soup_server_message_set_status (self->message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return 0;
    }
  }

  soup_server_message_set_status (self->message, status, NULL);
  if (body == NULL)
    return 0;

  set_body (self->message, body, desk_response_get_media_type (self->response));
  return g_bytes_get_size (body);
}

static void
log_line (DeskExchange *self, gsize size)
{
  gint64 took = g_get_monotonic_time () - self->started;
  double milliseconds = (double) took / 1000.0;

  /* The template, not the path: what stands for {id} is nobody's business here. */
  g_message ("request id=%s method=%s route=%s status=%u bytes=%zu ms=%.1f%s", self->request->id,
             self->route != NULL ? self->request->method : "-",
             self->route != NULL ? self->route->template : "-",
             soup_server_message_get_status (self->message), size, milliseconds,
             self->gone ? " gone" : "");
}

void
desk_exchange_answer (DeskExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  gsize size;

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "X-Request-Id", self->request->id);
  if (self->error != NULL)
    size = answer_problem (self, self->error);
  else if (desk_response_is_problem (self->response))
    size = answer_problem (self, desk_response_get_problem (self->response));
  else
    size = answer_response (self);

  log_line (self, size);
}
