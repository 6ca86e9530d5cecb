/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-db"

#include "desk-statement.h"

#include "desk-db-private.h"

struct _DeskStatement {
  DeskDb *db; /* borrowed */
  sqlite3_stmt *handle;
  char *sql;
  gboolean bind_failed;
};

DeskStatement *
desk_statement_new (DeskDb *db, const char *sql, GError **error)
{
  sqlite3_stmt *handle;
  DeskStatement *self;

  g_return_val_if_fail (db != NULL && sql != NULL, NULL);

  handle = desk_db_take_cached (db, sql);
  if (handle == NULL
      && (sqlite3_prepare_v3 (desk_db_get_handle (db), sql, -1, SQLITE_PREPARE_PERSISTENT, &handle,
                              NULL)
              != SQLITE_OK
          || handle == NULL)) {
    desk_db_fail (db, "compiling SQL", error);
    return NULL;
  }

  self = g_new0 (DeskStatement, 1);
  self->db = db;
  self->handle = handle;
  self->sql = g_strdup (sql);
  return self;
}

void
desk_statement_release (DeskStatement *self)
{
  if (self == NULL)
    return;

  /* The result of the reset repeats the last step's, which was reported. */
  (void) sqlite3_reset (self->handle);
  (void) sqlite3_clear_bindings (self->handle);
  desk_db_give_cached (self->db, self->sql, self->handle);
  g_free (self->sql);
  g_free (self);
}

static void
note_bind (DeskStatement *self, int result)
{
  if (result != SQLITE_OK)
    self->bind_failed = TRUE;
}

void
desk_statement_bind_text (DeskStatement *self, int parameter, const char *text)
{
  note_bind (self, sqlite3_bind_text (self->handle, parameter, text, -1, SQLITE_TRANSIENT));
}

void
desk_statement_bind_int64 (DeskStatement *self, int parameter, gint64 value)
{
  note_bind (self, sqlite3_bind_int64 (self->handle, parameter, value));
}

void
desk_statement_bind_bytes (DeskStatement *self, int parameter, GBytes *bytes)
{
  gsize length;
  gconstpointer data;

  if (bytes == NULL) {
    desk_statement_bind_null (self, parameter);
    return;
  }

  data = g_bytes_get_data (bytes, &length);
  /* A NULL pointer would bind NULL, not the empty value. */
  note_bind (self, sqlite3_bind_blob64 (self->handle, parameter, data != NULL ? data : "", length,
                                        SQLITE_TRANSIENT));
}

void
desk_statement_bind_null (DeskStatement *self, int parameter)
{
  note_bind (self, sqlite3_bind_null (self->handle, parameter));
}

DeskDbResult
desk_statement_step (DeskStatement *self, GError **error)
{
  int result;

  if (self->bind_failed) {
    g_set_error (error, DESK_DB_ERROR, DESK_DB_ERROR_FAILED, "a parameter does not exist in: %s",
                 self->sql);
    return DESK_DB_FAILED;
  }

  result = sqlite3_step (self->handle);
  if (result == SQLITE_ROW)
    return DESK_DB_ROW;
  if (result == SQLITE_DONE)
    return DESK_DB_DONE;

  desk_db_fail (self->db, "running SQL", error);
  return DESK_DB_FAILED;
}

gboolean
desk_statement_run (DeskStatement *self, GError **error)
{
  DeskDbResult result;

  do
    result = desk_statement_step (self, error);
  while (result == DESK_DB_ROW);

  return result == DESK_DB_DONE;
}

const char *
desk_statement_get_text (DeskStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

char *
desk_statement_dup_text (DeskStatement *self, int column)
{
  return g_strdup (desk_statement_get_text (self, column));
}

gint64
desk_statement_get_int64 (DeskStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

GBytes *
desk_statement_get_bytes (DeskStatement *self, int column)
{
  gconstpointer data;

  if (desk_statement_is_null (self, column))
    return NULL;

  data = sqlite3_column_blob (self->handle, column);
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->handle, column));
}

gboolean
desk_statement_is_null (DeskStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}
