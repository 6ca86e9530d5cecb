/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-guard.h"

#include "desk-guard-input.h"
#include "desk-id.h"
#include "desk-problem-answer.h"

#include <string.h>

/* The slowest upload that is waited for, octets a second. */
#define SLOWEST_RATE 4096
/* After a refusal the socket stays open this long, so that the client has read why before the reset
 * that unread input causes. */
#define LINGER_SECONDS 1

struct _DeskGuard {
  GIOStream parent_instance;

  GSocketConnection *connection; /* owned */
  DeskGuardInput *input;         /* owned */
  DeskGuardTimes times;
  gboolean lingering; /* refused; the socket is closed a little later */
  gboolean closed;    /* the socket is, and "closed" was emitted */
};

static guint closed_signal;

G_DEFINE_FINAL_TYPE (DeskGuard, desk_guard, G_TYPE_IO_STREAM)

static char *
format_refusal (const GError *problem)
{
  g_autofree char *id = desk_id_new (g_get_real_time ());
  g_autofree char *json = desk_problem_to_json (problem, id);
  guint status = desk_problem_get_status (problem);

  return g_strdup_printf ("HTTP/1.1 %u Refused\r\n"
                          "Content-Type: application/problem+json\r\n"
                          "Content-Length: %zu\r\n"
                          "Cache-Control: no-store\r\n"
                          "Connection: close\r\n\r\n%s",
                          status, strlen (json), json);
}

static void
close_connection (DeskGuard *self)
{
  if (self->closed)
    return;

  self->closed = TRUE;
  g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  g_signal_emit (self, closed_signal, 0);
}

static void
send_refusal (DeskGuard *self, const GError *problem)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (self->connection));
  g_autofree char *answer = format_refusal (problem);
  g_autoptr (GError) error = NULL;

  g_message ("refused: status=%u reason=\"%s\"", desk_problem_get_status (problem),
             problem->message);
  self->lingering = TRUE;
  /* The few octets fit the empty send buffer of a socket; a client that does not read gets none. */
  if (g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (output), answer,
                                                  strlen (answer), NULL, &error)
      < 0)
    g_debug ("a refusal was not sent: %s", error->message);
  g_socket_shutdown (g_socket_connection_get_socket (self->connection), FALSE, TRUE, NULL);
}

/* Either way nothing that is written afterwards reaches the client. */
static void
on_ended (const GError *problem, gpointer user_data)
{
  if (problem != NULL)
    send_refusal (user_data, problem);
  else
    close_connection (user_data);
}

static GInputStream *
desk_guard_get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (DESK_GUARD (stream)->input);
}

static GOutputStream *
desk_guard_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (G_IO_STREAM (DESK_GUARD (stream)->connection));
}

static gboolean
on_linger_over (gpointer user_data)
{
  close_connection (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
desk_guard_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  DeskGuard *self = DESK_GUARD (stream);

  if (self->lingering && !self->closed)
    g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, LINGER_SECONDS, on_linger_over,
                                g_object_ref (self), g_object_unref);
  else
    close_connection (self);
  return TRUE;
}

static void
desk_guard_finalize (GObject *object)
{
  DeskGuard *self = DESK_GUARD (object);

  g_clear_object (&self->input);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (desk_guard_parent_class)->finalize (object);
}

static void
desk_guard_class_init (DeskGuardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_guard_finalize;
  G_IO_STREAM_CLASS (klass)->get_input_stream = desk_guard_get_input_stream;
  G_IO_STREAM_CLASS (klass)->get_output_stream = desk_guard_get_output_stream;
  G_IO_STREAM_CLASS (klass)->close_fn = desk_guard_close;
  closed_signal = g_signal_new ("closed", DESK_TYPE_GUARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
desk_guard_init (DeskGuard *self)
{
}

DeskGuard *
desk_guard_new (GSocketConnection *connection,
                const DeskGuardTimes *times,
                DeskGuardCheck check,
                gpointer user_data)
{
  DeskGuard *self = g_object_new (DESK_TYPE_GUARD, NULL);

  self->connection = g_object_ref (connection);
  self->times = *times;
  self->input = desk_guard_input_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                      check, user_data, on_ended, self);
  return self;
}

gboolean
desk_guard_is_overdue (DeskGuard *self, gint64 now)
{
  gint64 seconds = (now - desk_guard_input_get_since (self->input)) / G_USEC_PER_SEC;
  gint64 length = desk_guard_input_get_content_length (self->input);

  switch (desk_guard_input_get_state (self->input)) {
  case DESK_GUARD_WAITING:
    return seconds >= self->times.idle;
  case DESK_GUARD_HEADER:
    return seconds >= self->times.request;
  case DESK_GUARD_BODY:
    return seconds >= self->times.request + length / SLOWEST_RATE;
  case DESK_GUARD_ANSWER:
    return seconds >= self->times.answer;
  case DESK_GUARD_REFUSED:
  case DESK_GUARD_GONE:
  default:
    return seconds >= LINGER_SECONDS + 1;
  }
}

gboolean
desk_guard_is_idle (DeskGuard *self)
{
  return desk_guard_input_get_state (self->input) == DESK_GUARD_WAITING;
}

void
desk_guard_cut (DeskGuard *self)
{
  g_socket_shutdown (g_socket_connection_get_socket (self->connection), TRUE, TRUE, NULL);
}
