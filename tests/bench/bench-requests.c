/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Requests a second of the backend, beside a bare SoupServer that answers the same bytes. Argument:
 * BARE-SERVER. */

#include "desk-bench-http.h"
#include "desk-bench.h"
#include "desk-test-backend.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_CONNECTIONS 8
#define N_ROUNDS      7
#define ROUND_SECONDS 0.8

#define REQUEST "GET /v1/service HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\r\n"

static void
ask (gpointer state)
{
  g_assert_cmpuint (desk_bench_connection_send (state, REQUEST, NULL), ==, 200);
}

static double
measure (const char *url)
{
  gpointer connections[N_CONNECTIONS];
  double rate;

  for (int i = 0; i < N_CONNECTIONS; i++)
    connections[i] = desk_bench_connection_new (url);
  rate = desk_bench_load (ask, connections, N_CONNECTIONS, ROUND_SECONDS);
  for (int i = 0; i < N_CONNECTIONS; i++)
    desk_bench_connection_free (connections[i]);
  return rate;
}

static char *
write_answer (DeskTestBackend *backend)
{
  g_autoptr (DeskBenchConnection) connection
      = desk_bench_connection_new (desk_test_backend_get_url (backend));
  const char *body = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("desk-bench-XXXXXX", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_cmpuint (desk_bench_connection_send (connection, REQUEST, &body), ==, 200);
  g_assert_true (g_file_set_contents (path, body, -1, NULL));
  return path;
}

static GSubprocess *
start_bare (const char *program, const char *answer, char **url)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, answer, NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *port = NULL;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  port = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  *url = g_strdup_printf ("http://127.0.0.1:%s", port);
  return process;
}

int
main (int argc, char **argv)
{
  g_autoptr (DeskTestBackend) backend = desk_test_backend_start_with (DESK_BENCH_LIMITS);
  g_autofree char *answer = write_answer (backend);
  g_autofree char *bare_url = NULL;
  g_autoptr (GSubprocess) bare = start_bare (argv[1], answer, &bare_url);
  double rates[2][N_ROUNDS];
  double run;
  double floor;

  g_assert_cmpint (argc, ==, 2);
  for (int i = -1; i < N_ROUNDS; i++) {
    double bare_rate = measure (bare_url);
    double own_rate = measure (desk_test_backend_get_url (backend));

    if (i < 0)
      continue;
    rates[0][i] = bare_rate;
    rates[1][i] = own_rate;
  }

  floor = desk_bench_median (rates[0], N_ROUNDS);
  run = desk_bench_median (rates[1], N_ROUNDS);
  desk_bench_report ("backend, requests / bare SoupServer, same bytes", run, floor, "per s",
                     run / floor, ">= 0.60");

  g_subprocess_force_exit (bare);
  g_subprocess_wait (bare, NULL, NULL);
  g_assert_cmpint (g_unlink (answer), ==, 0);
  return 0;
}
