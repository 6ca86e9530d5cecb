/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-bench-http.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>

#define BUFFER_SIZE (1024 * 1024)

struct _DeskBenchConnection {
  GSocketConnection *connection; /* owned */
  char *buffer;                  /* owned; BUFFER_SIZE + 1 bytes */
};

DeskBenchConnection *
desk_bench_connection_new (const char *url)
{
  DeskBenchConnection *self = g_new0 (DeskBenchConnection, 1);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  self->connection = g_socket_client_connect_to_uri (client, url, 80, NULL, &error);
  g_assert_no_error (error);
  g_socket_set_option (g_socket_connection_get_socket (self->connection), IPPROTO_TCP, TCP_NODELAY,
                       1, NULL);
  self->buffer = g_malloc (BUFFER_SIZE + 1);
  return self;
}

void
desk_bench_connection_free (DeskBenchConnection *self)
{
  g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  g_object_unref (self->connection);
  g_free (self->buffer);
  g_free (self);
}

static size_t
get_content_length (const char *headers)
{
  const char *line = strcasestr (headers, "\r\nContent-Length:");

  return line != NULL ? strtoul (line + strlen ("\r\nContent-Length:"), NULL, 10) : 0;
}

guint
desk_bench_connection_send (DeskBenchConnection *self, const char *request, const char **body)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (self->connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (self->connection));
  size_t have = 0;
  size_t need = 0;

  g_assert_true (g_output_stream_write_all (output, request, strlen (request), NULL, NULL, NULL));

  while (need == 0 || have < need) {
    gssize n = g_input_stream_read (input, self->buffer + have, BUFFER_SIZE - have, NULL, NULL);
    char *end;

    g_assert_cmpint (n, >, 0);
    have += (size_t) n;
    self->buffer[have] = '\0';
    end = need == 0 ? strstr (self->buffer, "\r\n\r\n") : NULL;
    if (end == NULL)
      continue;

    need = (size_t) (end + 4 - self->buffer) + get_content_length (self->buffer);
    if (body != NULL)
      *body = end + 4;
  }

  return (guint) strtoul (self->buffer + strlen ("HTTP/1.1 "), NULL, 10);
}

typedef struct {
  void (*turn) (gpointer state);
  gpointer state; /* borrowed */
  gint64 until;   /* monotonic microseconds */
  guint n_turns;
} Worker;

static gpointer
run_worker (gpointer data)
{
  Worker *worker = data;

  while (g_get_monotonic_time () < worker->until) {
    worker->turn (worker->state);
    worker->n_turns++;
  }

  return NULL;
}

double
desk_bench_load (void (*turn) (gpointer state), gpointer *states, guint n_threads, double seconds)
{
  g_autofree Worker *workers = g_new0 (Worker, n_threads);
  g_autofree GThread **threads = g_new0 (GThread *, n_threads);
  gint64 begin = g_get_monotonic_time ();
  guint n_turns = 0;

  for (guint i = 0; i < n_threads; i++) {
    workers[i].turn = turn;
    workers[i].state = states[i];
    workers[i].until = begin + (gint64) (seconds * G_USEC_PER_SEC);
    threads[i] = g_thread_new ("load", run_worker, &workers[i]);
  }
  for (guint i = 0; i < n_threads; i++) {
    g_thread_join (threads[i]);
    n_turns += workers[i].n_turns;
  }

  return n_turns / ((double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC);
}
