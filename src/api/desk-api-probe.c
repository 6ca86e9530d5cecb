/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-api"

#include "desk-api-probe.h"

#include "desk-api-private.h"

typedef struct {
  SoupMessage *message; /* owned */
  gint64 started_us;    /* monotonic */
} Probing;

static void
probing_free (Probing *probing)
{
  g_object_unref (probing->message);
  g_free (probing);
}

void
desk_api_probe_free (DeskApiProbe *probe)
{
  g_free (probe->detail);
  g_free (probe);
}

static DeskApiProbeOutcome
outcome_of_error (const GError *error)
{
  if (error->domain == G_TLS_ERROR)
    return DESK_API_PROBE_UNTRUSTED;
  if (error->domain == G_RESOLVER_ERROR)
    return DESK_API_PROBE_UNRESOLVED;
  if (error->domain == SOUP_SESSION_ERROR
      && (error->code == SOUP_SESSION_ERROR_PARSING || error->code == SOUP_SESSION_ERROR_ENCODING))
    return DESK_API_PROBE_FOREIGN;
  if (error->domain == G_IO_ERROR
      && (error->code == G_IO_ERROR_PROXY_FAILED || error->code == G_IO_ERROR_PROXY_AUTH_FAILED
          || error->code == G_IO_ERROR_PROXY_NEED_AUTH
          || error->code == G_IO_ERROR_PROXY_NOT_ALLOWED))
    return DESK_API_PROBE_PROXY;

  return DESK_API_PROBE_UNREACHABLE;
}

/* RFC 9110, 6.6.1. */
static gint64
read_date (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : 0;
}

/* The server says of its health that it is JSON; who asks to sign in to a network says HTML, or
 * sends elsewhere. */
static DeskApiProbeOutcome
outcome_of_answer (SoupMessage *message)
{
  guint status = soup_message_get_status (message);
  const char *type
      = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);

  if (status == SOUP_STATUS_PROXY_UNAUTHORIZED)
    return DESK_API_PROBE_PROXY;
  if (SOUP_STATUS_IS_SUCCESSFUL (status) && g_strcmp0 (type, "application/json") == 0)
    return DESK_API_PROBE_ANSWERED;
  if (g_strcmp0 (type, "application/problem+json") == 0)
    return DESK_API_PROBE_ANSWERED;

  return DESK_API_PROBE_FOREIGN;
}

static void
on_send_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Probing *probing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream
      = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  DeskApiProbe *probe;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  probe = g_new0 (DeskApiProbe, 1);
  probe->elapsed_us = g_get_monotonic_time () - probing->started_us;
  probe->status = soup_message_get_status (probing->message);
  if (error != NULL) {
    probe->outcome = outcome_of_error (error);
    probe->detail = g_strdup (error->message);
  } else {
    probe->outcome = outcome_of_answer (probing->message);
    probe->date = read_date (soup_message_get_response_headers (probing->message));
  }

  if (probe->outcome == DESK_API_PROBE_ANSWERED)
    desk_api_set_reachable (g_task_get_source_object (task), TRUE);
  g_task_return_pointer (task, probe, (GDestroyNotify) desk_api_probe_free);
}

void
desk_api_probe_async (DeskApi *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Probing *probing;

  g_return_if_fail (DESK_IS_API (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_api_probe_async);
  g_task_set_check_cancellable (task, FALSE);

  probing = g_new0 (Probing, 1);
  probing->message = desk_api_new_message (self, "GET", "/healthz");
  probing->started_us = g_get_monotonic_time ();
  g_task_set_task_data (task, probing, (GDestroyNotify) probing_free);

  /* Whoever answers in the server's place shall not see the session, and a connection that was kept
   * says nothing about a new one. */
  soup_message_headers_remove (soup_message_get_request_headers (probing->message),
                               "Authorization");
  soup_message_add_flags (probing->message, SOUP_MESSAGE_NEW_CONNECTION);
  soup_session_send_async (desk_api_get_session (self), probing->message, G_PRIORITY_DEFAULT,
                           cancellable, on_send_ready, g_object_ref (task));
}

DeskApiProbe *
desk_api_probe_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
