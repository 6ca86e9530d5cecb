/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-db"

#include "desk-db.h"

#include "desk-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* More than the statements this program has; a bound all the same. */
#define CACHE_SIZE 256

struct _DeskDb {
  sqlite3 *handle;
  GHashTable *cache; /* SQL (owned) -> sqlite3_stmt (owned), none of them in use */
};

G_DEFINE_QUARK (desk - db - error - quark, desk_db_error)

sqlite3 *
desk_db_get_handle (DeskDb *self)
{
  return self->handle;
}

static DeskDbError
error_code_from_sqlite (int result)
{
  switch (result & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return DESK_DB_ERROR_BUSY;
  case SQLITE_CONSTRAINT:
    return DESK_DB_ERROR_CONSTRAINT;
  case SQLITE_FULL:
  case SQLITE_IOERR:
    return DESK_DB_ERROR_FULL;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return DESK_DB_ERROR_DAMAGED;
  default:
    return DESK_DB_ERROR_FAILED;
  }
}

gboolean
desk_db_fail (DeskDb *self, const char *doing, GError **error)
{
  int result = sqlite3_extended_errcode (self->handle);

  g_set_error (error, DESK_DB_ERROR, (int) error_code_from_sqlite (result), "%s: %s (%d)", doing,
               sqlite3_errmsg (self->handle), result);
  return FALSE;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* SQLite would create the file readable by whomever the umask lets. */
static gboolean
create_private_file (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0) {
    g_set_error (error, DESK_DB_ERROR, DESK_DB_ERROR_FAILED, "opening %s: %s", path,
                 g_strerror (errno));
    return FALSE;
  }

  close (fd);
  return TRUE;
}

static gboolean
configure (DeskDb *self, DeskDbFlags flags, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  /* The locking mode must come before the first access to be without shared memory; the journal
   * mode then takes the lock, so that a second process fails here and not later. */
  if (flags & DESK_DB_EXCLUSIVE)
    g_string_append (sql, "PRAGMA locking_mode = EXCLUSIVE;");
  g_string_append (sql, "PRAGMA journal_mode = WAL;");
  g_string_append_printf (sql, "PRAGMA synchronous = %s;",
                          flags & DESK_DB_DURABLE ? "FULL" : "NORMAL");
  g_string_append (sql, "PRAGMA foreign_keys = ON;"
                        "PRAGMA trusted_schema = OFF;"
                        "PRAGMA secure_delete = ON;"
                        "PRAGMA temp_store = MEMORY;");
  if (flags & DESK_DB_EXCLUSIVE)
    g_string_append (sql, "BEGIN EXCLUSIVE; COMMIT;");

  return desk_db_exec (self, sql->str, error);
}

DeskDb *
desk_db_open (const char *path, DeskDbFlags flags, GError **error)
{
  g_autoptr (DeskDb) self = g_new0 (DeskDb, 1);

  g_return_val_if_fail (path != NULL, NULL);

  self->cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  if (strcmp (path, ":memory:") != 0 && !create_private_file (path, error))
    return NULL;

  if (sqlite3_open_v2 (path, &self->handle,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL)
      != SQLITE_OK) {
    desk_db_fail (self, "opening the database", error);
    return NULL;
  }

  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  if (!configure (self, flags, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
desk_db_free (DeskDb *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->cache);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("the database was closed with statements in use");
  g_free (self);
}

sqlite3_stmt *
desk_db_take_cached (DeskDb *self, const char *sql)
{
  gpointer key = NULL;
  gpointer statement = NULL;

  if (!g_hash_table_steal_extended (self->cache, sql, &key, &statement))
    return NULL;

  g_free (key);
  return statement;
}

void
desk_db_give_cached (DeskDb *self, const char *sql, sqlite3_stmt *statement)
{
  if (g_hash_table_contains (self->cache, sql) || g_hash_table_size (self->cache) >= CACHE_SIZE)
    sqlite3_finalize (statement);
  else
    g_hash_table_insert (self->cache, g_strdup (sql), statement);
}

gboolean
desk_db_exec (DeskDb *self, const char *sql, GError **error)
{
  g_return_val_if_fail (self != NULL && sql != NULL, FALSE);

  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    return desk_db_fail (self, "running SQL", error);

  return TRUE;
}

gint64
desk_db_get_changes (DeskDb *self)
{
  return sqlite3_changes64 (self->handle);
}

static gboolean
run_cached (DeskDb *self, const char *sql, GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (self, sql, error);

  return statement != NULL && desk_statement_run (statement, error);
}

gboolean
desk_db_begin (DeskDb *self, GError **error)
{
  return run_cached (self, "BEGIN IMMEDIATE", error);
}

gboolean
desk_db_commit (DeskDb *self, GError **error)
{
  return run_cached (self, "COMMIT", error);
}

void
desk_db_rollback (DeskDb *self)
{
  g_autoptr (GError) error = NULL;

  /* After a full disk SQLite has rolled back already. */
  if (desk_db_in_transaction (self) && !run_cached (self, "ROLLBACK", &error))
    g_warning ("%s", error->message);
}

gboolean
desk_db_in_transaction (DeskDb *self)
{
  return sqlite3_get_autocommit (self->handle) == 0;
}

static gboolean
run_named (DeskDb *self, const char *verb, const char *name, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("%s %s", verb, name);

  return run_cached (self, sql, error);
}

gboolean
desk_db_savepoint (DeskDb *self, const char *name, GError **error)
{
  return run_named (self, "SAVEPOINT", name, error);
}

gboolean
desk_db_release (DeskDb *self, const char *name, GError **error)
{
  return run_named (self, "RELEASE", name, error);
}

gboolean
desk_db_rollback_to (DeskDb *self, const char *name, GError **error)
{
  return run_named (self, "ROLLBACK TO", name, error) && run_named (self, "RELEASE", name, error);
}
