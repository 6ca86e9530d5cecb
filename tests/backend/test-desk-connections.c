/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-backend-test.h"

#include <malloc.h>
#include <string.h>
#include <sys/socket.h>

/* Several times what one address may have open at a time. */
#define N_VISITS 300
/* Fewer than one address may have open at a time. */
#define N_AT_ONCE 20
/* What the allocator may keep after all of them; one connection that stays costs more than 16 KiB.
 */
#define MAX_GROWTH ((size_t) 256 * 1024)

#define GET_HEALTH "GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n"
#define HALF_BODY                                                                                  \
  "POST /v1/sms-codes HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"                \
  "Content-Length: 20\r\n\r\n{"

typedef enum {
  LEAVE_CLOSING,
  LEAVE_RESETTING,
  LEAVE_IN_HEADER, /* after the first octets of another request */
  LEAVE_IN_BODY,
  LEAVE_REFUSED,    /* after a second request that is refused */
  LEAVE_UNANSWERED, /* without reading the answer */
  LEAVE_N_WAYS,
} Way;

typedef struct {
  char *address; /* host:port */
  Way way;
  guint n_answered;
  gint done; /* atomic */
} Visits;

static GSocketConnection *
enter (const char *address)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, address, 0, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

static void
say (GSocketConnection *connection, const char *text)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_assert_true (g_output_stream_write_all (output, text, strlen (text), NULL, NULL, NULL));
}

/* Reads an answer, whose end is that of a JSON object; FALSE if the connection ends. */
static gboolean
hear (GSocketConnection *connection, const char *beginning)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autoptr (GString) heard = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  do {
    n = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL);
    if (n <= 0)
      return FALSE;
    g_string_append_len (heard, buffer, n);
  } while (!g_str_has_suffix (heard->str, "}"));

  return g_str_has_prefix (heard->str, beginning);
}

static void
reset (GSocketConnection *connection)
{
  const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
  int fd = g_socket_get_fd (g_socket_connection_get_socket (connection));

  g_assert_cmpint (setsockopt (fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), ==, 0);
}

static gboolean
visit (const char *address, Way way)
{
  g_autoptr (GSocketConnection) connection = enter (address);

  say (connection, GET_HEALTH);
  if (way == LEAVE_UNANSWERED)
    return TRUE;
  if (!hear (connection, "HTTP/1.1 200 "))
    return FALSE;

  if (way == LEAVE_RESETTING)
    reset (connection);
  if (way == LEAVE_IN_HEADER)
    say (connection, "GET /heal");
  if (way == LEAVE_IN_BODY)
    say (connection, HALF_BODY);
  if (way != LEAVE_REFUSED)
    return TRUE;

  say (connection, "GET /healthz\r\n\r\n");
  return hear (connection, "HTTP/1.1 400 ");
}

static gpointer
visit_on_thread (gpointer data)
{
  Visits *visits = data;
  /* A refused one keeps its place for a second; those that do not wait come at once. */
  guint n_visits
      = visits->way == LEAVE_REFUSED || visits->way == LEAVE_UNANSWERED ? N_AT_ONCE : N_VISITS;

  for (guint i = 0; i < n_visits; i++)
    if (visit (visits->address, visits->way))
      visits->n_answered++;

  g_assert_cmpuint (visits->n_answered, ==, n_visits);
  g_atomic_int_set (&visits->done, 1);
  g_main_context_wakeup (NULL);
  return NULL;
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) directory = g_dir_open ("/proc/self/fd", 0, NULL);
  guint count = 0;

  g_assert_nonnull (directory);
  while (g_dir_read_name (directory) != NULL)
    count++;
  return count;
}

static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Until there are no more than @expected again; fails after a while. Fewer are no leak: the request
 * that warmed up may have held its own connection when they were counted. */
static void
wait_for_descriptors (guint expected)
{
  gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  guint tick = g_timeout_add (50, on_tick, NULL);

  while (count_descriptors () > expected && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_assert_cmpuint (count_descriptors (), <=, expected);
}

static void
run_on_thread (DeskBackendTest *test, GThreadFunc func, Way way)
{
  Visits visits = { .way = way };
  GThread *thread;

  visits.address = g_strdup (desk_serve_get_url (test->serve) + strlen ("http://"));
  thread = g_thread_new ("visitor", func, &visits);
  while (!g_atomic_int_get (&visits.done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  g_free (visits.address);
}

/* What libraries open at the first connection they keep. */
static guint
count_when_warm (DeskBackendTest *test)
{
  g_autoptr (DeskTestReply) reply = desk_backend_test_call (test, "GET", "/healthz", NULL, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  return count_descriptors ();
}

/* However a client leaves, its place is free again and nothing of it stays. */
static void
test_leaving (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  guint descriptors = count_when_warm (test);
  size_t before = 0;

  for (int round = 0; round < 2; round++) {
    for (int way = 0; way < LEAVE_N_WAYS; way++) {
      run_on_thread (test, visit_on_thread, (Way) way);
      wait_for_descriptors (descriptors);
    }
    if (round == 0)
      before = mallinfo2 ().uordblks;
  }

  g_assert_cmpuint (mallinfo2 ().uordblks, <, before + MAX_GROWTH);
}

static gpointer
fall_silent_on_thread (gpointer data)
{
  Visits *visits = data;
  GSocketConnection *connections[N_AT_ONCE];

  for (guint i = 0; i < N_AT_ONCE; i++) {
    connections[i] = enter (visits->address);
    say (connections[i], GET_HEALTH);
    g_assert_true (hear (connections[i], "HTTP/1.1 200 "));
  }
  for (guint i = 0; i < N_AT_ONCE; i++) {
    g_assert_false (hear (connections[i], ""));
    g_object_unref (connections[i]);
  }

  g_atomic_int_set (&visits->done, 1);
  g_main_context_wakeup (NULL);
  return NULL;
}

/* Silence after an answer is silence, not an answer that takes its time. */
static void
test_silence (void)
{
  g_autoptr (DeskBackendTest) test
      = desk_backend_test_new ("[limits]\nidle_seconds=1\nanswer_seconds=3600\n");
  guint descriptors = count_when_warm (test);

  for (int i = 0; i < 2; i++) {
    run_on_thread (test, fall_silent_on_thread, LEAVE_CLOSING);
    wait_for_descriptors (descriptors);
  }
}

/* A client that keeps its connection does not hold up the end. */
static void
test_end_with_kept_connection (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autofree char *address = g_strdup (desk_serve_get_url (test->serve) + strlen ("http://"));
  g_autoptr (GSocketConnection) connection = enter (address);
  guint tick = g_timeout_add (10, on_tick, NULL);
  gint64 begin;

  say (connection, GET_HEALTH);
  while (g_socket_get_available_bytes (g_socket_connection_get_socket (connection)) <= 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (hear (connection, "HTTP/1.1 200 "));
  g_source_remove (tick);

  begin = g_get_monotonic_time ();
  desk_backend_test_stop (test);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 2 * G_USEC_PER_SEC);
  g_assert_false (hear (connection, ""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/connections/leaving", test_leaving);
  g_test_add_func ("/backend/connections/silence", test_silence);
  g_test_add_func ("/backend/connections/end-with-kept-connection", test_end_with_kept_connection);
  return g_test_run ();
}
