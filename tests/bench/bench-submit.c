/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Durable submissions a second of the backend, beside the group commit of the same rows by SQLite
 * alone on the same disk. */

#include "desk-bench-http.h"
#include "desk-bench.h"
#include "desk-db.h"
#include "desk-id.h"
#include "desk-statement.h"
#include "desk-test-backend.h"
#include "desk-test-client.h"

#include <stdlib.h>
#include <string.h>

#define N_APPLICANTS  16
#define N_ROUNDS      5
#define ROUND_SECONDS 1.5
/* Of an audit or outbox row, about. */
#define ROW_BYTES 200

/* One applicant who submits and withdraws the same order again and again. */
typedef struct {
  DeskBenchConnection *connection; /* owned */
  char *token;                     /* owned */
  char *order;                     /* owned; "/v1/orders/ID" */
  gint64 version;
  gboolean submitted;
} Applicant;

static void
move (gpointer state)
{
  Applicant *applicant = state;
  g_autofree char *key = desk_id_new (g_get_real_time ());
  g_autofree char *json
      = g_strdup_printf ("{\"version\":%" G_GINT64_FORMAT "}", applicant->version);
  g_autofree char *request = g_strdup_printf (
      "POST %s/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
      "Idempotency-Key: %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
      applicant->order, applicant->submitted ? "withdrawal" : "submission", applicant->token, key,
      strlen (json), json);
  const char *body = NULL;
  const char *version;

  g_assert_cmpuint (desk_bench_connection_send (applicant->connection, request, &body), ==, 200);
  version = strstr (body, "\"version\":");
  g_assert_nonnull (version);
  applicant->version = strtoll (version + strlen ("\"version\":"), NULL, 10);
  applicant->submitted = !applicant->submitted;
}

static void
prepare_applicant (Applicant *applicant, DeskTestBackend *backend, int number)
{
  static const char *const surnames[] = { "张", "王", "李", "赵", "钱", "孙", "周", "吴",
                                          "郑", "冯", "陈", "杨", "朱", "秦", "许", "何" };
  g_autoptr (DeskTestClient) client = desk_test_client_new (backend);
  g_autofree char *phone = g_strdup_printf ("138%08d", number);
  g_autofree char *name = g_strconcat (surnames[number % G_N_ELEMENTS (surnames)], "小明", NULL);

  desk_test_client_sign_in (client, phone);
  applicant->token = g_strdup (desk_test_client_get_text (client, "token"));
  applicant->order = desk_test_client_create_order (client, name, "150102199001010019");
  desk_test_client_give_evidence (client, applicant->order);
  desk_test_client_sign_contract (client, applicant->order, phone);
  desk_test_client_fill_form (client, applicant->order);
  applicant->version = desk_test_client_get_int (client, "version");
  applicant->connection = desk_bench_connection_new (desk_test_backend_get_url (backend));
}

static DeskDb *
open_floor (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "floor.db", NULL);
  g_autoptr (GError) error = NULL;
  DeskDb *db = desk_db_open (path, DESK_DB_EXCLUSIVE | DESK_DB_DURABLE, &error);

  g_assert_no_error (error);
  desk_db_exec (db,
                "CREATE TABLE thing (id BIGINT PRIMARY KEY, state TEXT, version BIGINT);"
                "CREATE TABLE event (id TEXT PRIMARY KEY, thing BIGINT, content TEXT);"
                "CREATE TABLE audit (id TEXT PRIMARY KEY, content TEXT);"
                "CREATE TABLE outbox (id TEXT PRIMARY KEY, content TEXT);",
                &error);
  g_assert_no_error (error);
  for (int i = 0; i < N_APPLICANTS; i++) {
    g_autofree char *sql = g_strdup_printf ("INSERT INTO thing VALUES (%d, 'DRAFT', 0)", i);

    desk_db_exec (db, sql, &error);
    g_assert_no_error (error);
  }
  return db;
}

static void
insert_row (DeskDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskStatement) statement = desk_statement_new (db, sql, &error);
  g_autofree char *id = desk_id_new (g_get_real_time ());
  g_autofree char *content = g_strnfill (ROW_BYTES, 'x');

  desk_statement_bind_text (statement, 1, id);
  desk_statement_bind_text (statement, 2, content);
  desk_statement_run (statement, &error);
  g_assert_no_error (error);
}

/* What one submission writes at the least: the order, its event, the audit row, the notice and the
 * kept answer. */
static void
write_submission (DeskDb *db, int thing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskStatement) update = desk_statement_new (
      db, "UPDATE thing SET state = $2, version = version + 1 WHERE id = $1", &error);

  desk_statement_bind_int64 (update, 1, thing);
  desk_statement_bind_text (update, 2, "SUBMITTED");
  desk_statement_run (update, &error);
  g_assert_no_error (error);
  insert_row (db, "INSERT INTO event (id, thing, content) VALUES ($1, 1, $2)");
  insert_row (db, "INSERT INTO audit (id, content) VALUES ($1, $2)");
  insert_row (db, "INSERT INTO outbox (id, content) VALUES ($1, $2)");
  insert_row (db, "INSERT INTO outbox (id, content) VALUES ($1, $2)");
}

/* All applicants in one commit, the best a server can hope for. */
static double
measure_floor (DeskDb *db)
{
  gint64 begin = g_get_monotonic_time ();
  gint64 until = begin + (gint64) (ROUND_SECONDS * G_USEC_PER_SEC);
  guint n = 0;

  while (g_get_monotonic_time () < until) {
    g_assert_true (desk_db_begin (db, NULL));
    for (int i = 0; i < N_APPLICANTS; i++)
      write_submission (db, i);
    g_assert_true (desk_db_commit (db, NULL));
    n += N_APPLICANTS;
  }

  return n / ((double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC);
}

int
main (void)
{
  g_autoptr (DeskTestBackend) backend = desk_test_backend_start_with (DESK_BENCH_LIMITS);
  g_autoptr (DeskDb) floor_db = open_floor (desk_test_backend_get_data_dir (backend));
  Applicant applicants[N_APPLICANTS] = { 0 };
  gpointer states[N_APPLICANTS];
  double rates[2][N_ROUNDS];
  double run;
  double floor;

  for (int i = 0; i < N_APPLICANTS; i++) {
    prepare_applicant (&applicants[i], backend, i);
    states[i] = &applicants[i];
  }

  for (int i = -1; i < N_ROUNDS; i++) {
    double floor_rate = measure_floor (floor_db);
    double own_rate = desk_bench_load (move, states, N_APPLICANTS, ROUND_SECONDS);

    if (i < 0)
      continue;
    rates[0][i] = floor_rate;
    rates[1][i] = own_rate;
  }

  floor = desk_bench_median (rates[0], N_ROUNDS);
  run = desk_bench_median (rates[1], N_ROUNDS);
  desk_bench_report ("backend, durable submissions / group commit of their rows", run, floor,
                     "per s", run / floor, ">= 0.60");

  for (int i = 0; i < N_APPLICANTS; i++) {
    desk_bench_connection_free (applicants[i].connection);
    g_free (applicants[i].token);
    g_free (applicants[i].order);
  }
  return 0;
}
