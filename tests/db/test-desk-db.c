/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-statement.h"
#include "desk-test-files.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

typedef struct {
  char *directory;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->directory = desk_test_files_make_directory ();
  fixture->path = g_build_filename (fixture->directory, "test.db", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static DeskDb *
open_db (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DeskDb *db = desk_db_open (fixture->path, DESK_DB_EXCLUSIVE | DESK_DB_DURABLE, &error);

  g_assert_no_error (error);
  return db;
}

static void
make_table (DeskDb *db)
{
  g_autoptr (GError) error = NULL;

  desk_db_exec (db,
                "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB,"
                " size INTEGER CHECK (size > 0))",
                &error);
  g_assert_no_error (error);
}

static gboolean
insert (DeskDb *db, gint64 id, const char *name, GBytes *data, GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db, "INSERT INTO thing (id, name, data, size) VALUES ($1, $2, $3, $4)", error);

  g_assert_nonnull (statement);
  desk_statement_bind_int64 (statement, 1, id);
  desk_statement_bind_text (statement, 2, name);
  desk_statement_bind_bytes (statement, 3, data);
  desk_statement_bind_null (statement, 4);
  return desk_statement_run (statement, error);
}

static gint64
count (DeskDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "SELECT COUNT(*) FROM thing", &error);

  g_assert_no_error (error);
  g_assert_cmpint (desk_statement_step (statement, &error), ==, DESK_DB_ROW);
  return desk_statement_get_int64 (statement, 0);
}

static void
test_values (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DeskDb) db = open_db (fixture);
  g_autoptr (GBytes) data = g_bytes_new_static ("a\0b", 3);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) read = NULL;
  g_autoptr (GBytes) read_empty = NULL;
  g_autoptr (DeskStatement) statement = NULL;

  make_table (db);
  g_assert_true (insert (db, G_MAXINT64, "名", data, NULL));
  g_assert_cmpint (desk_db_get_changes (db), ==, 1);
  g_assert_true (insert (db, 1, NULL, empty, NULL));

  statement
      = desk_statement_new (db, "SELECT id, name, data, size FROM thing ORDER BY id DESC", NULL);
  g_assert_cmpint (desk_statement_step (statement, NULL), ==, DESK_DB_ROW);
  g_assert_cmpint (desk_statement_get_int64 (statement, 0), ==, G_MAXINT64);
  g_assert_cmpstr (desk_statement_get_text (statement, 1), ==, "名");
  read = desk_statement_get_bytes (statement, 2);
  g_assert_true (g_bytes_equal (read, data));
  g_assert_true (desk_statement_is_null (statement, 3));
  g_assert_cmpint (desk_statement_step (statement, NULL), ==, DESK_DB_ROW);
  g_assert_null (desk_statement_get_text (statement, 1));
  read_empty = desk_statement_get_bytes (statement, 2);
  g_assert_nonnull (read_empty);
  g_assert_cmpuint (g_bytes_get_size (read_empty), ==, 0);
  g_assert_cmpint (desk_statement_step (statement, NULL), ==, DESK_DB_DONE);
}

static void
test_errors (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DeskDb) db = open_db (fixture);
  g_autoptr (GError) constraint = NULL;
  g_autoptr (GError) syntax = NULL;
  g_autoptr (GError) parameter = NULL;
  g_autoptr (DeskStatement) statement = NULL;

  make_table (db);
  g_assert_true (insert (db, 1, "a", NULL, NULL));
  g_assert_false (insert (db, 2, "a", NULL, &constraint));
  g_assert_error (constraint, DESK_DB_ERROR, DESK_DB_ERROR_CONSTRAINT);
  g_assert_true (insert (db, 2, "b", NULL, NULL));

  g_assert_null (desk_statement_new (db, "SELEC 1", &syntax));
  g_assert_error (syntax, DESK_DB_ERROR, DESK_DB_ERROR_FAILED);

  statement = desk_statement_new (db, "SELECT $1", NULL);
  desk_statement_bind_int64 (statement, 2, 1);
  g_assert_cmpint (desk_statement_step (statement, &parameter), ==, DESK_DB_FAILED);
  g_assert_error (parameter, DESK_DB_ERROR, DESK_DB_ERROR_FAILED);
}

static void
test_savepoints (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DeskDb) db = open_db (fixture);

  make_table (db);
  g_assert_true (desk_db_begin (db, NULL));
  g_assert_true (insert (db, 1, "a", NULL, NULL));
  g_assert_true (desk_db_savepoint (db, "inner", NULL));
  g_assert_true (insert (db, 2, "b", NULL, NULL));
  g_assert_true (desk_db_rollback_to (db, "inner", NULL));
  g_assert_true (desk_db_in_transaction (db));
  g_assert_true (desk_db_savepoint (db, "inner", NULL));
  g_assert_true (insert (db, 3, "c", NULL, NULL));
  g_assert_true (desk_db_release (db, "inner", NULL));
  g_assert_true (desk_db_commit (db, NULL));
  g_assert_cmpint (count (db), ==, 2);

  g_assert_true (desk_db_begin (db, NULL));
  g_assert_true (insert (db, 4, "d", NULL, NULL));
  desk_db_rollback (db);
  g_assert_false (desk_db_in_transaction (db));
  g_assert_cmpint (count (db), ==, 2);
}

static void
test_exclusive (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DeskDb) db = open_db (fixture);
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_null (desk_db_open (fixture->path, DESK_DB_EXCLUSIVE, &error));
  g_assert_error (error, DESK_DB_ERROR, DESK_DB_ERROR_BUSY);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
}

static void
test_damaged (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *filler = g_strnfill (8192, 'x');

  g_assert_true (g_file_set_contents (fixture->path, filler, -1, NULL));
  g_assert_null (desk_db_open (fixture->path, DESK_DB_EXCLUSIVE, &error));
  g_assert_error (error, DESK_DB_ERROR, DESK_DB_ERROR_DAMAGED);
}

static void
test_full (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DeskDb) db = open_db (fixture);
  g_autofree char *filler = g_strnfill (100000, 'x');
  g_autoptr (GBytes) data = g_bytes_new (filler, 100000);
  g_autoptr (GError) error = NULL;

  make_table (db);
  g_assert_true (desk_db_exec (db, "PRAGMA max_page_count = 8", NULL));
  g_assert_false (insert (db, 1, "a", data, &error));
  g_assert_error (error, DESK_DB_ERROR, DESK_DB_ERROR_FULL);
  g_assert_cmpint (count (db), ==, 0);
}

/* A statement that is in use is not the one the next caller gets. */
static void
test_nested_use (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DeskDb) db = open_db (fixture);
  g_autoptr (DeskStatement) outer = NULL;
  int rows = 0;

  make_table (db);
  for (int i = 1; i <= 3; i++)
    g_assert_true (insert (db, i, NULL, NULL, NULL));

  outer = desk_statement_new (db, "SELECT id FROM thing", NULL);
  while (desk_statement_step (outer, NULL) == DESK_DB_ROW) {
    g_autoptr (DeskStatement) inner = desk_statement_new (db, "SELECT id FROM thing", NULL);

    g_assert_cmpint (desk_statement_step (inner, NULL), ==, DESK_DB_ROW);
    g_assert_cmpint (desk_statement_get_int64 (inner, 0), ==, 1);
    rows++;
  }
  g_assert_cmpint (rows, ==, 3);
}

#define TEST(name, func) g_test_add ("/db/db/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("values", test_values);
  TEST ("errors", test_errors);
  TEST ("savepoints", test_savepoints);
  TEST ("exclusive", test_exclusive);
  TEST ("damaged", test_damaged);
  TEST ("full", test_full);
  TEST ("nested-use", test_nested_use);
  return g_test_run ();
}
