/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-store.h"

#include "desk-statement.h"
#include "desk-store-audit.h"
#include "desk-test-async.h"
#include "desk-test-files.h"

typedef struct {
  char *directory;
  char *path;
  DeskClock *clock;
  DeskStore *store;
} Fixture;

static void
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->store = desk_store_open (fixture->path, fixture->clock, &error);
  g_assert_no_error (error);
}

static void
close_store (Fixture *fixture)
{
  desk_store_close (fixture->store);
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->directory = desk_test_files_make_directory ();
  fixture->path = g_build_filename (fixture->directory, "test.db", NULL);
  fixture->clock = desk_clock_new_system ();
  open_store (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  close_store (fixture);
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
  g_clear_object (&fixture->clock);
}

/* A job of these tests: writes one audit row, and may fail after it. */
typedef struct {
  int number;
  gboolean fails;
  GMutex *gate; /* nullable; held by the test while it queues more */
  gint begun;   /* atomic */
  GAsyncResult *result;
} Job;

static gboolean
run_job (DeskDb *db, gpointer data, GError **error)
{
  Job *job = data;
  g_autofree char *subject = g_strdup_printf ("%d", job->number);

  g_atomic_int_set (&job->begun, 1);
  if (job->gate != NULL) {
    g_mutex_lock (job->gate);
    g_mutex_unlock (job->gate);
  }
  if (!desk_store_audit_append (db, "system", "test", subject, NULL, 1, error))
    return FALSE;
  if (!job->fails)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "as asked");
  return FALSE;
}

static gboolean
verify (DeskDb *db, gpointer data, GError **error)
{
  return desk_store_audit_verify (db, data, error);
}

static gint64
count_rows (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 n_rows = -1;

  desk_store_run (fixture->store, DESK_STORE_READ, verify, &n_rows, &error);
  g_assert_no_error (error);
  return n_rows;
}

static void
start (Fixture *fixture, Job *job)
{
  desk_store_run_async (fixture->store, DESK_STORE_WRITE, run_job, job, NULL, NULL,
                        desk_test_async_ready, &job->result);
}

/* From here on what is queued waits for the next group. */
static void
wait_until_begun (Job *job)
{
  while (!g_atomic_int_get (&job->begun))
    g_usleep (1000);
}

static gboolean
finish (Fixture *fixture, Job *job)
{
  gboolean ok;

  desk_test_async_wait (&job->result);
  ok = desk_store_run_finish (fixture->store, job->result, NULL);
  g_clear_object (&job->result);
  return ok;
}

/* Writes that wait together share one commit; the failing one takes back only its own. */
static void
test_group_commit (Fixture *fixture, gconstpointer unused)
{
  GMutex gate;
  Job first = { .number = 0, .gate = &gate };
  Job jobs[20] = { 0 };

  g_mutex_init (&gate);
  g_mutex_lock (&gate);
  start (fixture, &first);
  wait_until_begun (&first);
  for (int i = 0; i < 20; i++) {
    jobs[i].number = i + 1;
    jobs[i].fails = i % 5 == 0;
    start (fixture, &jobs[i]);
  }
  g_mutex_unlock (&gate);

  g_assert_true (finish (fixture, &first));
  for (int i = 0; i < 20; i++)
    g_assert_cmpint (finish (fixture, &jobs[i]), ==, !jobs[i].fails);

  /* The first one alone, the rest together. */
  g_assert_cmpuint (desk_store_get_commit_count (fixture->store), ==, 2);
  g_assert_cmpint (count_rows (fixture), ==, 17);
  g_mutex_clear (&gate);
}

/* What was acknowledged is there when the file is opened as a crash left it. */
static void
test_acknowledged_is_durable (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *copy = g_build_filename (fixture->directory, "copy.db", NULL);
  static const char *const suffixes[] = { "", "-wal" };
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskStore) crashed = NULL;
  gint64 n_rows = 0;

  for (int i = 0; i < 10; i++) {
    Job job = { .number = i };

    start (fixture, &job);
    g_assert_true (finish (fixture, &job));
  }

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *from = g_strconcat (fixture->path, suffixes[i], NULL);
    g_autofree char *to = g_strconcat (copy, suffixes[i], NULL);
    g_autoptr (GFile) source = g_file_new_for_path (from);
    g_autoptr (GFile) target = g_file_new_for_path (to);

    g_assert_true (g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &error));
  }

  crashed = desk_store_open (copy, fixture->clock, &error);
  g_assert_no_error (error);
  g_assert_true (desk_store_run (crashed, DESK_STORE_READ, verify, &n_rows, &error));
  g_assert_cmpint (n_rows, ==, 10);
  desk_store_close (crashed);
}

static gboolean
fill_disk (DeskDb *db, gpointer data, GError **error)
{
  g_autofree char *filler = g_strnfill (1000000, 'x');
  g_autoptr (GError) full = NULL;

  g_assert_true (desk_db_exec (db, "PRAGMA max_page_count = 1", NULL));
  g_assert_false (desk_store_audit_append (db, "system", "test", filler, NULL, 1, &full));
  g_assert_error (full, DESK_DB_ERROR, DESK_DB_ERROR_FULL);
  g_assert_true (desk_db_exec (db, "PRAGMA max_page_count = 1000000", NULL));
  g_propagate_error (error, g_steal_pointer (&full));
  return FALSE;
}

/* A full disk fails what it hits, and nothing else once there is room again. */
static void
test_full_disk (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  Job job = { .number = 1 };

  /* SQLite takes the whole transaction back by itself. */
  g_test_expect_message ("desk-store", G_LOG_LEVEL_WARNING, "a transaction was lost*");
  desk_store_run (fixture->store, DESK_STORE_WRITE, fill_disk, NULL, &error);
  g_test_assert_expected_messages ();
  g_assert_error (error, DESK_DB_ERROR, DESK_DB_ERROR_FULL);
  start (fixture, &job);
  g_assert_true (finish (fixture, &job));
  g_assert_cmpint (count_rows (fixture), ==, 1);
}

static gboolean
run_sql (DeskDb *db, gpointer data, GError **error)
{
  return desk_db_exec (db, data, error);
}

/* SQLite may take the whole transaction back: then nobody in the group is told of success. */
static void
test_lost_transaction (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) lost = NULL;
  GMutex gate;
  Job first = { .number = 0, .gate = &gate };
  Job before = { .number = 1 };
  Job after = { .number = 2 };
  Job later = { .number = 3 };

  g_mutex_init (&gate);
  g_mutex_lock (&gate);
  start (fixture, &first);
  wait_until_begun (&first);
  start (fixture, &before);
  desk_store_run_async (fixture->store, DESK_STORE_WRITE, run_sql, (gpointer) "ROLLBACK", NULL,
                        NULL, desk_test_async_ready, &lost);
  start (fixture, &after);
  g_test_expect_message ("desk-store", G_LOG_LEVEL_WARNING, "a transaction was lost*");
  g_mutex_unlock (&gate);

  desk_test_async_wait (&lost);
  g_assert_false (desk_store_run_finish (fixture->store, lost, &error));
  g_assert_error (error, DESK_DB_ERROR, DESK_DB_ERROR_FULL);
  g_assert_true (finish (fixture, &first));
  g_assert_false (finish (fixture, &before));
  g_assert_false (finish (fixture, &after));
  g_test_assert_expected_messages ();

  start (fixture, &later);
  g_assert_true (finish (fixture, &later));
  g_assert_cmpint (count_rows (fixture), ==, 2);
  g_mutex_clear (&gate);
}

/* If the audit row cannot be written, neither is what it is about. */
static void
test_no_audit_no_effect (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  Job job = { .number = 1 };

  g_assert_true (desk_store_run (fixture->store, DESK_STORE_WRITE, run_sql,
                                 (gpointer) "CREATE TRIGGER broken BEFORE INSERT ON audit_entry"
                                            " BEGIN SELECT RAISE (ABORT, 'broken'); END",
                                 &error));
  start (fixture, &job);
  g_assert_false (finish (fixture, &job));
  g_assert_true (desk_store_run (fixture->store, DESK_STORE_WRITE, run_sql,
                                 (gpointer) "DROP TRIGGER broken", &error));
  g_assert_cmpint (count_rows (fixture), ==, 0);
}

/* Each of these is what somebody with the file could do. */
static void
test_audit_detects (Fixture *fixture, gconstpointer unused)
{
  static const char *const tampering[] = {
    "UPDATE audit_entry SET detail = 'x' WHERE number = 2",
    "UPDATE audit_entry SET actor = 'somebody' WHERE number = 4",
    "UPDATE audit_entry SET time = time + 1 WHERE number = 1",
    "DELETE FROM audit_entry WHERE number = 2",
    "DELETE FROM audit_entry WHERE number = 4",
    "DELETE FROM audit_entry",
    "UPDATE audit_entry SET number = 9 WHERE number = 1;"
    "UPDATE audit_entry SET number = 1 WHERE number = 2;"
    "UPDATE audit_entry SET number = 2 WHERE number = 9",
    "DELETE FROM audit_head",
  };

  for (int i = 1; i <= 4; i++) {
    Job job = { .number = i };

    start (fixture, &job);
    g_assert_true (finish (fixture, &job));
  }
  g_assert_cmpint (count_rows (fixture), ==, 4);

  for (gsize i = 0; i < G_N_ELEMENTS (tampering); i++) {
    g_autofree char *copy = g_strdup_printf ("%s/copy-%zu.db", fixture->directory, i);
    g_autofree char *vacuum = g_strdup_printf ("VACUUM INTO '%s'", copy);
    g_autoptr (DeskDb) db = NULL;
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", tampering[i]);
    g_assert_true (desk_store_run (fixture->store, DESK_STORE_READ, run_sql, vacuum, &error));
    db = desk_db_open (copy, DESK_DB_NONE, &error);
    g_assert_no_error (error);
    g_assert_true (desk_store_audit_verify (db, NULL, NULL));
    g_assert_true (desk_db_exec (db, tampering[i], &error));
    g_assert_false (desk_store_audit_verify (db, NULL, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  }
}

static void
note_thread (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GThread **thread = user_data;

  *thread = g_thread_self ();
  g_assert_true (desk_store_run_finish (DESK_STORE (source), result, NULL));
}

/* The caller is told in its own thread, also when its main loop rests at the moment. */
static void
test_callback_thread (Fixture *fixture, gconstpointer unused)
{
  Job job = { .number = 1 };
  GThread *thread = NULL;

  desk_store_run_async (fixture->store, DESK_STORE_WRITE, run_job, &job, NULL, NULL, note_thread,
                        &thread);
  while (desk_store_get_commit_count (fixture->store) == 0)
    g_usleep (1000);
  g_usleep (50 * 1000);
  g_assert_null (thread);

  while (thread == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (thread == g_thread_self ());
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Job job = { .number = 1 };

  g_cancellable_cancel (cancellable);
  desk_store_run_async (fixture->store, DESK_STORE_WRITE, run_job, &job, NULL, cancellable,
                        desk_test_async_ready, &job.result);
  desk_test_async_wait (&job.result);
  g_assert_false (desk_store_run_finish (fixture->store, job.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&job.result);
  g_assert_cmpint (count_rows (fixture), ==, 0);
}

/* What was queued before the end is done, what comes after is refused. */
static void
test_close (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  Job before = { .number = 1 };
  Job after = { .number = 2 };

  start (fixture, &before);
  desk_store_close (fixture->store);
  start (fixture, &after);
  g_assert_true (finish (fixture, &before));
  desk_test_async_wait (&after.result);
  g_assert_false (desk_store_run_finish (fixture->store, after.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_object (&after.result);

  close_store (fixture);
  open_store (fixture);
  g_assert_cmpint (count_rows (fixture), ==, 1);
}

#define TEST(name, func) g_test_add ("/backend/store/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("group-commit", test_group_commit);
  TEST ("acknowledged-is-durable", test_acknowledged_is_durable);
  TEST ("full-disk", test_full_disk);
  TEST ("lost-transaction", test_lost_transaction);
  TEST ("no-audit-no-effect", test_no_audit_no_effect);
  TEST ("audit-detects", test_audit_detects);
  TEST ("callback-thread", test_callback_thread);
  TEST ("cancelled", test_cancelled);
  TEST ("close", test_close);
  return g_test_run ();
}
