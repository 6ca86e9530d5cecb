/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-server.h"

#include "desk-statement.h"
#include "desk-store-audit.h"
#include "desk-test-files.h"

#include <string.h>

/* Routes of this test's own, that fail where it asks them to. The backend they are handed is the
 * fixture. */
typedef struct {
  char *directory;
  char *spool;
  DeskClock *clock;
  DeskStore *store;
  DeskStoreCrypt *crypt;
  DeskServer *server;
  GMutex gate;      /* a job's work waits while the test holds it */
  gint n_working;   /* atomic; jobs that reached their work */
  gint n_freed;     /* atomic */
  gint n_finished;  /* atomic */
  char *spool_file; /* of the newest upload */
} Fixture;

static Fixture *
fixture_of (DeskBackend *backend)
{
  return (Fixture *) (gpointer) backend;
}

static gboolean
write_row (DeskDb *db, const char *action, GError **error)
{
  return desk_store_audit_append (db, "system", action, "x", NULL, 1, error);
}

static gboolean
fails (DeskRequest *request, const char *step)
{
  return g_strcmp0 (desk_request_get_query (request, "fail"), step) == 0;
}

/* POST /plain?fail=...: writes a row, then does what is asked. */
static gboolean
plain (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  GError *problem = NULL;

  if (!write_row (db, "plain", error))
    return FALSE;
  if (fails (request, "problem"))
    return desk_problem_set (error, DESK_PROBLEM_STEP_MISSING, "as asked");
  if (fails (request, "silently"))
    return FALSE;
  if (fails (request, "full"))
    return g_set_error (error, DESK_DB_ERROR, DESK_DB_ERROR_FULL, "as asked"), FALSE;
  if (fails (request, "other"))
    return g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "a secret"), FALSE;
  if (fails (request, "kept")) {
    desk_problem_set (&problem, DESK_PROBLEM_CODE_WRONG, "as asked");
    desk_response_take_problem (response, problem);
    return TRUE;
  }

  desk_response_set_empty (response, 204);
  return TRUE;
}

static gboolean
begin (DeskBackend *backend,
       DeskRequest *request,
       DeskDb *db,
       gpointer *job,
       DeskResponse *response,
       GError **error)
{
  *job = fixture_of (backend);
  if (fails (request, "begin"))
    return desk_problem_set (error, DESK_PROBLEM_STEP_MISSING, "as asked");
  if (fails (request, "early"))
    desk_response_set_empty (response, 204);
  return write_row (db, "begin", error);
}

static gboolean
work (DeskBackend *backend, DeskRequest *request, gpointer job, GError **error)
{
  Fixture *fixture = job;

  g_atomic_int_inc (&fixture->n_working);
  g_mutex_lock (&fixture->gate);
  g_mutex_unlock (&fixture->gate);
  if (fails (request, "silent-work"))
    return FALSE;
  return !fails (request, "work") || desk_problem_set (error, DESK_PROBLEM_BUSY, "as asked");
}

static gboolean
finish (DeskBackend *backend,
        DeskRequest *request,
        DeskDb *db,
        gpointer job,
        DeskResponse *response,
        GError **error)
{
  g_atomic_int_inc (&((Fixture *) job)->n_finished);
  if (!write_row (db, "finish", error))
    return FALSE;
  if (fails (request, "finish"))
    return desk_problem_set (error, DESK_PROBLEM_CONFLICT, "as asked");

  desk_response_set_empty (response, 204);
  return TRUE;
}

static void
free_job (gpointer job)
{
  g_atomic_int_inc (&((Fixture *) job)->n_freed);
}

static const DeskJobHandler job_handler = { begin, work, finish, free_job };

static gboolean
upload (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  Fixture *fixture = fixture_of (backend);
  g_autofree char *size
      = g_strdup_printf ("%zu", g_bytes_get_size (desk_request_get_body (request)));
  g_autoptr (GBytes) body = g_bytes_new (size, strlen (size));

  g_free (fixture->spool_file);
  fixture->spool_file = g_strdup (desk_request_get_body_path (request));
  g_assert_true (g_file_test (fixture->spool_file, G_FILE_TEST_EXISTS));
  desk_response_set_bytes (response, 200, body, "text/plain",
                           desk_request_get_body_sha256 (request));
  return TRUE;
}

static gboolean
tagged (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("body", 4);

  desk_response_set_bytes (response, 200, body, "text/plain", "tag");
  return TRUE;
}

static const DeskRoute rows[] = {
  { "POST", "/plain", DESK_ACCESS_PUBLIC, DESK_BODY_NONE, 0, DESK_ROUTE_NONE, plain, NULL },
  { "POST", "/job", DESK_ACCESS_PUBLIC, DESK_BODY_NONE, 0, DESK_ROUTE_IDEMPOTENT, NULL,
    &job_handler },
  { "PUT", "/upload/{kind}", DESK_ACCESS_PUBLIC, DESK_BODY_UPLOAD, 200000, DESK_ROUTE_NONE, upload,
    NULL },
  { "GET", "/tagged", DESK_ACCESS_PUBLIC, DESK_BODY_NONE, 0, DESK_ROUTE_NONE, tagged, NULL },
};
static const DeskRoute *const routes[] = { &rows[0], &rows[1], &rows[2], &rows[3], NULL };

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *database = NULL;
  DeskServerSetup setup = { .backend = (DeskBackend *) (gpointer) fixture,
                            .routes = routes,
                            .limits = { 100, 100, { 30, 30, 30 } } };

  fixture->directory = desk_test_files_make_directory ();
  fixture->spool = g_build_filename (fixture->directory, "spool", NULL);
  fixture->clock = desk_clock_new_system ();
  database = g_build_filename (fixture->directory, "test.db", NULL);
  fixture->crypt = desk_store_crypt_open (fixture->directory, &error);
  g_assert_no_error (error);
  fixture->store = desk_store_open (database, fixture->clock, &error);
  g_assert_no_error (error);
  g_mutex_init (&fixture->gate);

  setup.store = fixture->store;
  setup.crypt = fixture->crypt;
  setup.clock = fixture->clock;
  setup.spool_directory = fixture->spool;
  fixture->server = desk_server_new (&setup, &error);
  g_assert_no_error (error);
  g_assert_true (desk_server_listen (fixture->server, "127.0.0.1:0", &error));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->server != NULL) {
    desk_server_shut_down (fixture->server, 10);
    g_assert_finalize_object (fixture->server);
  }
  desk_store_close (fixture->store);
  g_assert_finalize_object (fixture->store);
  desk_store_crypt_free (fixture->crypt);
  g_assert_finalize_object (fixture->clock);
  g_mutex_clear (&fixture->gate);
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->spool);
  g_free (fixture->spool_file);
}

/* @headers: nullable, each line ended by CRLF. */
static GSocketConnection *
send_request (
    Fixture *fixture, const char *head, const char *headers, const char *body, gsize length)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  const char *address = desk_server_get_url (fixture->server) + strlen ("http://");
  GSocketConnection *connection = g_socket_client_connect_to_host (client, address, 0, NULL, NULL);
  GOutputStream *output;
  g_autofree char *request = g_strdup_printf (
      "%s HTTP/1.1\r\nHost: test\r\nConnection: close\r\n%sContent-Length: %zu\r\n\r\n", head,
      headers != NULL ? headers : "", length);

  g_assert_nonnull (connection);
  output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_assert_true (g_output_stream_write_all (output, request, strlen (request), NULL, NULL, NULL));
  if (length > 0)
    g_assert_true (g_output_stream_write_all (output, body, length, NULL, NULL, NULL));
  return connection;
}

/* Reads to the end while the main context answers. Frees @connection. */
static char *
receive (GSocketConnection *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GPollableInputStream *pollable = G_POLLABLE_INPUT_STREAM (input);
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[1024];

  for (;;) {
    g_autoptr (GError) error = NULL;
    gssize n
        = g_pollable_input_stream_read_nonblocking (pollable, buffer, sizeof buffer, NULL, &error);

    if (n > 0)
      g_string_append_len (text, buffer, n);
    else if (n == 0 || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
      break;
    else if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  }

  g_object_unref (connection);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_answer (Fixture *fixture, const char *head, guint status, const char *code)
{
  g_autofree char *answer = receive (send_request (fixture, head, NULL, NULL, 0));
  g_autofree char *expected = g_strdup_printf ("HTTP/1.1 %u ", status);
  g_autofree char *member = g_strdup_printf ("\"code\":\"%s\"", code);

  g_test_message ("%s", head);
  g_assert_true (g_str_has_prefix (answer, expected));
  if (code[0] != '\0')
    g_assert_nonnull (strstr (answer, member));
  g_assert_null (strstr (answer, "a secret"));
}

static gboolean
verify (DeskDb *db, gpointer data, GError **error)
{
  return desk_store_audit_verify (db, data, error);
}

static void
assert_rows (Fixture *fixture, gint64 expected)
{
  gint64 n_rows = -1;

  g_assert_true (desk_store_run (fixture->store, DESK_STORE_READ, verify, &n_rows, NULL));
  g_assert_cmpint (n_rows, ==, expected);
}

static void
test_handler (Fixture *fixture, gconstpointer unused)
{
  assert_answer (fixture, "POST /plain?fail=problem", 409, "step_missing");
  assert_answer (fixture, "POST /plain?fail=silently", 500, "internal");
  assert_answer (fixture, "POST /plain?fail=full", 503, "storage_full");
  assert_answer (fixture, "POST /plain?fail=other", 500, "internal");
  assert_rows (fixture, 0);
  assert_answer (fixture, "POST /plain?fail=kept", 422, "code_wrong");
  assert_rows (fixture, 1);
  assert_answer (fixture, "POST /plain", 204, "");
  assert_rows (fixture, 2);
}

static void
test_job (Fixture *fixture, gconstpointer unused)
{
  assert_answer (fixture, "POST /job?fail=begin", 409, "step_missing");
  assert_rows (fixture, 0);
  assert_answer (fixture, "POST /job?fail=early", 204, "");
  assert_rows (fixture, 1);
  assert_answer (fixture, "POST /job?fail=work", 503, "busy");
  assert_answer (fixture, "POST /job?fail=silent-work", 500, "internal");
  assert_rows (fixture, 3);
  assert_answer (fixture, "POST /job?fail=finish", 409, "conflict");
  assert_rows (fixture, 4);
  assert_answer (fixture, "POST /job", 204, "");
  assert_rows (fixture, 6);
  g_assert_cmpint (fixture->n_freed, ==, 6);
}

static void
wait_for (gint *counter, gint value)
{
  while (g_atomic_int_get (counter) < value)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* The client goes away while its job is at work: the job is finished all the same. */
static void
test_client_gone (Fixture *fixture, gconstpointer unused)
{
  GSocketConnection *connection;

  g_mutex_lock (&fixture->gate);
  connection = send_request (fixture, "POST /job", NULL, NULL, 0);
  wait_for (&fixture->n_working, 1);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  g_object_unref (connection);
  for (int i = 0; i < 20; i++) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
  g_mutex_unlock (&fixture->gate);
  wait_for (&fixture->n_freed, 1);
  assert_rows (fixture, 2);
}

/* More than the pool and its queue hold is told to come back, and nothing of it is lost or done
 * twice. */
static void
test_busy (Fixture *fixture, gconstpointer unused)
{
  GSocketConnection *connections[60];
  int n_done = 0;
  int n_busy = 0;

  g_mutex_lock (&fixture->gate);
  for (int i = 0; i < 60; i++)
    connections[i] = send_request (fixture, "POST /job", NULL, NULL, 0);
  /* Whoever found no place is answered while all others wait. */
  wait_for (&fixture->n_freed, 1);
  g_mutex_unlock (&fixture->gate);

  for (int i = 0; i < 60; i++) {
    g_autofree char *answer = receive (connections[i]);

    if (g_str_has_prefix (answer, "HTTP/1.1 204 "))
      n_done++;
    else if (strstr (answer, "Retry-After: 2\r\n") != NULL)
      n_busy++;
  }
  g_assert_cmpint (n_busy, >, 0);
  g_assert_cmpint (n_done + n_busy, ==, 60);
  g_assert_cmpint (fixture->n_finished, ==, n_done);
}

/* Keeps a job at work for as long as shutting down takes to begin. */
static gpointer
hold_gate (gpointer data)
{
  Fixture *fixture = data;

  g_mutex_lock (&fixture->gate);
  g_atomic_int_inc (&fixture->n_working);
  g_usleep (200000);
  g_mutex_unlock (&fixture->gate);
  return NULL;
}

/* Ending waits for what is under way, and answers it. */
static void
test_shut_down (Fixture *fixture, gconstpointer unused)
{
  GThread *holder = g_thread_new ("holder", hold_gate, fixture);
  GSocketConnection *connection;
  g_autofree char *answer = NULL;

  wait_for (&fixture->n_working, 1);
  connection = send_request (fixture, "POST /job", NULL, NULL, 0);
  wait_for (&fixture->n_working, 2);
  desk_server_shut_down (fixture->server, 10);
  g_assert_finalize_object (g_steal_pointer (&fixture->server));
  answer = receive (connection);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 204 "));
  assert_rows (fixture, 2);
  g_thread_join (holder);
}

static void
test_upload (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *content = g_strnfill (150000, 'x');
  g_autofree char *untyped
      = receive (send_request (fixture, "PUT /upload/a", NULL, content, 150000));
  g_autofree char *taken = receive (
      send_request (fixture, "PUT /upload/a", "Content-Type: image/png\r\n", content, 150000));
  g_autoptr (GDir) spool = g_dir_open (fixture->spool, 0, NULL);

  g_assert_nonnull (strstr (untyped, "unsupported_media_type"));
  g_assert_true (g_str_has_prefix (taken, "HTTP/1.1 200 "));
  g_assert_true (g_str_has_suffix (taken, "\r\n\r\n150000"));
  g_assert_true (g_str_has_prefix (fixture->spool_file, fixture->spool));
  /* Nothing stays. */
  g_assert_null (g_dir_read_name (spool));
}

static void
test_upload_too_large (Fixture *fixture, gconstpointer unused)
{
  /* The helper's own Content-Length becomes the value of X. */
  g_autofree char *answer = receive (
      send_request (fixture, "PUT /upload/a",
                    "Content-Type: image/png\r\nContent-Length: 200001\r\nX: ", NULL, 0));

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 413 "));
  g_assert_null (fixture->spool_file);
}

static void
test_not_modified (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *first = receive (send_request (fixture, "GET /tagged", NULL, NULL, 0));
  g_autofree char *known
      = receive (send_request (fixture, "GET /tagged", "If-None-Match: \"tag\"\r\n", NULL, 0));
  g_autofree char *other
      = receive (send_request (fixture, "GET /tagged", "If-None-Match: \"old\"\r\n", NULL, 0));

  g_assert_nonnull (strstr (first, "ETag: \"tag\"\r\n"));
  g_assert_true (g_str_has_prefix (known, "HTTP/1.1 304 "));
  g_assert_true (g_str_has_suffix (known, "\r\n\r\n"));
  g_assert_true (g_str_has_suffix (other, "\r\n\r\nbody"));
}

#define TEST(name, func)                                                                           \
  g_test_add ("/backend/exchange/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("handler", test_handler);
  TEST ("job", test_job);
  TEST ("client-gone", test_client_gone);
  TEST ("busy", test_busy);
  TEST ("shut-down", test_shut_down);
  TEST ("upload", test_upload);
  TEST ("upload-too-large", test_upload_too_large);
  TEST ("not-modified", test_not_modified);
  return g_test_run ();
}
