/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-db.h"
#include "desk-statement.h"

#include "test-migrations.h"

#define NOW 1795329000

static gint64
number_of (DeskDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskStatement) statement = desk_statement_new (db, sql, &error);

  g_assert_no_error (error);
  g_assert_cmpint (desk_statement_step (statement, &error), ==, DESK_DB_ROW);
  return desk_statement_get_int64 (statement, 0);
}

static gboolean
migrate (DeskDb *db, const char *prefix, GError **error)
{
  return desk_db_migrate (db, test_migrations_get_resource (), "/test", prefix, NOW, error);
}

static void
test_twice (void)
{
  g_autoptr (DeskDb) db = desk_db_open (":memory:", DESK_DB_NONE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (migrate (db, "good-", &error));
  g_assert_no_error (error);
  g_assert_cmpint (number_of (db, "SELECT MAX(number) FROM schema_version"), ==, 2);
  g_assert_cmpint (number_of (db, "SELECT MAX(applied) FROM schema_version"), ==, NOW);
  g_assert_cmpint (number_of (db, "SELECT COUNT(*) FROM second"), ==, 1);

  g_assert_true (migrate (db, "good-", &error));
  g_assert_cmpint (number_of (db, "SELECT COUNT(*) FROM second"), ==, 1);
}

static void
test_failure_leaves_nothing (void)
{
  g_autoptr (DeskDb) db = desk_db_open (":memory:", DESK_DB_NONE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (migrate (db, "bad-", &error));
  g_assert_error (error, DESK_DB_ERROR, DESK_DB_ERROR_FAILED);
  g_assert_false (desk_db_in_transaction (db));
  g_assert_cmpint (number_of (db, "SELECT COUNT(*) FROM schema_version"), ==, 0);
  g_assert_cmpint (number_of (db, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'half'"), ==, 0);
}

static void
test_edited (void)
{
  g_autoptr (DeskDb) db = desk_db_open (":memory:", DESK_DB_NONE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (migrate (db, "good-", NULL));
  g_assert_true (
      desk_db_exec (db, "UPDATE schema_version SET sha256 = 'x' WHERE number = 1", NULL));
  g_assert_false (migrate (db, "good-", &error));
  g_assert_error (error, DESK_DB_ERROR, DESK_DB_ERROR_VERSION);
}

static void
test_newer (void)
{
  g_autoptr (DeskDb) db = desk_db_open (":memory:", DESK_DB_NONE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (migrate (db, "good-", NULL));
  g_assert_true (desk_db_exec (db, "INSERT INTO schema_version VALUES (3, 'x', 1)", NULL));
  g_assert_false (migrate (db, "good-", &error));
  g_assert_error (error, DESK_DB_ERROR, DESK_DB_ERROR_VERSION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/db/migrate/twice", test_twice);
  g_test_add_func ("/db/migrate/failure-leaves-nothing", test_failure_leaves_nothing);
  g_test_add_func ("/db/migrate/edited", test_edited);
  g_test_add_func ("/db/migrate/newer", test_newer);
  return g_test_run ();
}
