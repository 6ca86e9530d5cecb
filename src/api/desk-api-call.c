/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-api"

#include "desk-api-call.h"

#include "desk-api-private.h"
#include "desk-api-problem.h"
#include "desk-wire.h"

#define READ_CHUNK_BYTES 65536

typedef struct {
  /* Input */
  char *accept;                 /* owned; media type of the answer */
  size_t max_bytes;             /* of the answer */
  size_t body_bytes;            /* of the request */
  DeskApiProgressFunc progress; /* nullable */
  gpointer progress_data;       /* borrowed until the callback */

  /* In progress */
  SoupMessage *message;      /* owned */
  GInputStream *stream;      /* owned, nullable: no answer yet */
  GCancellable *cancellable; /* owned; cancelled by the caller's or at the deadline */
  GCancellable *caller;      /* owned, nullable */
  gulong caller_handler;     /* of caller, 0: none */
  guint deadline;            /* source id, 0: none */
  gboolean is_late;          /* the deadline passed */
  gboolean is_broken;        /* the connection ended without an answer */
  guint n_restarts;          /* by libsoup */
  size_t sent_bytes;         /* of the request */

  /* Output */
  GByteArray *received; /* owned; NULL once it became the answer */
} Call;

static void
call_free (Call *call)
{
  g_clear_handle_id (&call->deadline, g_source_remove);
  if (call->caller_handler != 0)
    g_cancellable_disconnect (call->caller, call->caller_handler);
  g_signal_handlers_disconnect_by_data (call->message, call);
  g_clear_object (&call->caller);
  g_clear_object (&call->cancellable);
  g_clear_object (&call->stream);
  g_clear_object (&call->message);
  g_clear_pointer (&call->received, g_byte_array_unref);
  g_free (call->accept);
  g_free (call);
}

static void
on_caller_cancelled (GCancellable *caller, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static gboolean
on_deadline (gpointer user_data)
{
  Call *call = user_data;

  call->deadline = 0;
  call->is_late = TRUE;
  g_cancellable_cancel (call->cancellable);
  return G_SOURCE_REMOVE;
}

/* What GIO and libsoup report, in the few kinds that a caller distinguishes. */
static void
return_transport_error (GTask *task, GError *cause)
{
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = cause;
  DeskApiError code = DESK_API_ERROR_UNREACHABLE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !call->is_late
      && !call->is_broken) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (call->is_late || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    code = DESK_API_ERROR_TIMED_OUT;
  else if (g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING)
           || g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING))
    code = DESK_API_ERROR_MALFORMED;

  if (code != DESK_API_ERROR_MALFORMED)
    desk_api_set_reachable (g_task_get_source_object (task), FALSE);
  g_task_return_new_error (task, DESK_API_ERROR, code, "%s", error->message);
}

static DeskApiAnswer *
new_answer (Call *call, GError **error)
{
  g_autoptr (DeskApiAnswer) answer = g_new0 (DeskApiAnswer, 1);
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  answer->status = soup_message_get_status (call->message);
  answer->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  answer->content = g_byte_array_free_to_bytes (g_steal_pointer (&call->received));

  if (!SOUP_STATUS_IS_SUCCESSFUL (answer->status)) {
    g_propagate_error (error,
                       desk_api_problem_read (answer->status, type, headers, answer->content));
    return NULL;
  }

  if (answer->status == SOUP_STATUS_NO_CONTENT || g_bytes_get_size (answer->content) == 0)
    return g_steal_pointer (&answer);

  if (g_strcmp0 (type, call->accept) != 0) {
    desk_api_set_malformed (error, "media type");
    return NULL;
  }

  if (g_str_equal (call->accept, "application/json")) {
    g_autoptr (GError) cause = NULL;

    answer->root = desk_wire_parse (answer->content, &cause);
    if (answer->root == NULL) {
      desk_api_set_malformed (error, cause->message);
      return NULL;
    }
  }

  return g_steal_pointer (&answer);
}

static void
finish_call (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  DeskApiAnswer *answer;

  g_debug ("%s %s: %u, %u bytes", soup_message_get_method (call->message),
           g_uri_get_path (soup_message_get_uri (call->message)),
           soup_message_get_status (call->message), call->received->len);
  desk_api_set_reachable (g_task_get_source_object (task), TRUE);
  /* Gives the connection back now, however long the caller keeps the result. */
  g_clear_object (&call->stream);

  answer = new_answer (call, &error);
  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) desk_api_answer_free);
}

static void on_read_ready (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_more (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (call->stream, READ_CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                   call->cancellable, on_read_ready, g_object_ref (task));
}

static void
on_wrote_body_data (SoupMessage *message, guint chunk_bytes, gpointer user_data)
{
  Call *call = user_data;

  call->sent_bytes += chunk_bytes;
  call->progress (MIN (1.0, (double) call->sent_bytes / (double) MAX (call->body_bytes, 1)),
                  call->progress_data);
}

/* libsoup sends again what a connection swallowed. Once is right for a GET on a kept connection
 * that the server had closed meanwhile; a request that changes something is for the caller to
 * repeat, and it would go without its body. */
static void
on_restarted (SoupMessage *message, gpointer user_data)
{
  Call *call = user_data;

  if (call->body_bytes == 0 && call->n_restarts++ == 0)
    return;

  call->is_broken = TRUE;
  g_cancellable_cancel (call->cancellable);
}

static void
on_send_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  call->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (call->stream == NULL) {
    return_transport_error (task, error);
    return;
  }

  read_more (task);
}

static void
on_read_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GBytes) chunk = NULL;
  GError *error = NULL;

  chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (chunk == NULL) {
    return_transport_error (task, error);
    return;
  }

  if (g_bytes_get_size (chunk) == 0) {
    finish_call (task);
    return;
  }

  if (call->received->len + g_bytes_get_size (chunk) > call->max_bytes) {
    /* Ends the connection: what else comes is not wanted. */
    g_cancellable_cancel (call->cancellable);
    desk_api_set_malformed (&error, "size");
    g_task_return_error (task, error);
    return;
  }

  g_byte_array_append (call->received, g_bytes_get_data (chunk, NULL),
                       (guint) g_bytes_get_size (chunk));
  read_more (task);
}

static GBytes *
get_body (const DeskApiRequest *request)
{
  if (request->json != NULL)
    return desk_wire_print (request->json);

  return request->content != NULL ? g_bytes_ref (request->content) : NULL;
}

static Call *
call_new (DeskApi *self, const DeskApiRequest *request)
{
  Call *call = g_new0 (Call, 1);
  g_autoptr (GBytes) body = get_body (request);
  SoupMessageHeaders *headers;

  call->accept = g_strdup (request->accept != NULL ? request->accept : "application/json");
  call->max_bytes = request->max_bytes > 0 ? request->max_bytes : DESK_WIRE_MAX_BYTES;
  call->received = g_byte_array_new ();
  call->cancellable = g_cancellable_new ();
  call->message = desk_api_new_message (self, request->method, request->path);

  headers = soup_message_get_request_headers (call->message);
  soup_message_headers_replace (headers, "Accept", call->accept);
  soup_message_headers_append (headers, "Accept", "application/problem+json");
  if (request->idempotency_key != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", request->idempotency_key);

  if (body != NULL) {
    call->body_bytes = g_bytes_get_size (body);
    /* Not on a kept connection, of which nobody knows whether the server still has it. */
    soup_message_add_flags (call->message, SOUP_MESSAGE_NEW_CONNECTION);
    soup_message_set_request_body_from_bytes (
        call->message, request->json != NULL ? "application/json" : request->content_type, body);
  }

  g_signal_connect (call->message, "restarted", G_CALLBACK (on_restarted), call);
  if (request->progress != NULL) {
    call->progress = request->progress;
    call->progress_data = request->progress_data;
    g_signal_connect (call->message, "wrote-body-data", G_CALLBACK (on_wrote_body_data), call);
  }

  return call;
}

void
desk_api_call_async (DeskApi *self,
                     const DeskApiRequest *request,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Call *call;

  g_return_if_fail (DESK_IS_API (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_api_call_async);
  /* An answer that arrived is worth more than a cancellation that came at the same moment. */
  g_task_set_check_cancellable (task, FALSE);

  call = call_new (self, request);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);

  if (cancellable != NULL) {
    call->caller = g_object_ref (cancellable);
    call->caller_handler = g_cancellable_connect (cancellable, G_CALLBACK (on_caller_cancelled),
                                                  g_object_ref (call->cancellable), g_object_unref);
  }

  call->deadline = g_timeout_add_seconds (desk_api_get_deadline (self), on_deadline, call);
  soup_session_send_async (desk_api_get_session (self), call->message, G_PRIORITY_DEFAULT,
                           call->cancellable, on_send_ready, g_object_ref (task));
}

DeskApiAnswer *
desk_api_call_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

DeskApiAnswer *
desk_api_call_finish_json (DeskApi *self, GAsyncResult *result, JsonObject **object, GError **error)
{
  g_autoptr (DeskApiAnswer) answer = desk_api_call_finish (self, result, error);

  if (answer == NULL)
    return NULL;

  if (answer->root == NULL || !JSON_NODE_HOLDS_OBJECT (answer->root)) {
    desk_api_set_malformed (error, "no object");
    return NULL;
  }

  *object = json_node_get_object (answer->root);
  return g_steal_pointer (&answer);
}

gboolean
desk_api_call_finish_empty (DeskApi *self, GAsyncResult *result, GError **error)
{
  g_autoptr (DeskApiAnswer) answer = desk_api_call_finish (self, result, error);

  return answer != NULL;
}

void
desk_api_answer_free (DeskApiAnswer *answer)
{
  g_clear_pointer (&answer->root, json_node_unref);
  g_clear_pointer (&answer->content, g_bytes_unref);
  g_free (answer->etag);
  g_free (answer);
}

gboolean
desk_api_set_malformed (GError **error, const char *what)
{
  g_set_error (error, DESK_API_ERROR, DESK_API_ERROR_MALFORMED,
               "the server's answer is not as agreed: %s", what);
  return FALSE;
}
