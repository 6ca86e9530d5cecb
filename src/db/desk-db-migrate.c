/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-db"

#include "desk-db.h"

#include "desk-encoding.h"
#include "desk-statement.h"

#include <string.h>

#define SCHEMA_VERSION_TABLE                                                                       \
  "CREATE TABLE IF NOT EXISTS schema_version ("                                                    \
  " number INTEGER NOT NULL PRIMARY KEY," /* of the script, from 1 */                              \
  " sha256 TEXT NOT NULL,"                /* hex, of the script that ran */                        \
  " applied INTEGER NOT NULL"             /* Unix seconds */                                       \
  ")"

/* *@sha256 is NULL if script @number did not run yet. */
static gboolean
look_up_applied (DeskDb *db, int number, char **sha256, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "SELECT sha256 FROM schema_version WHERE number = $1", error);
  DeskDbResult result;

  *sha256 = NULL;
  if (statement == NULL)
    return FALSE;

  desk_statement_bind_int64 (statement, 1, number);
  result = desk_statement_step (statement, error);
  if (result == DESK_DB_ROW)
    *sha256 = desk_statement_dup_text (statement, 0);

  return result != DESK_DB_FAILED;
}

static gboolean
note_applied (DeskDb *db, int number, const char *sha256, gint64 now, GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db, "INSERT INTO schema_version (number, sha256, applied) VALUES ($1, $2, $3)", error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_int64 (statement, 1, number);
  desk_statement_bind_text (statement, 2, sha256);
  desk_statement_bind_int64 (statement, 3, now);
  return desk_statement_run (statement, error);
}

static gboolean
apply (DeskDb *db, int number, GBytes *script, const char *sha256, gint64 now, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (script, &length);
  g_autofree char *sql = g_strndup (data, length);

  if (!desk_db_begin (db, error))
    return FALSE;

  if (!desk_db_exec (db, sql, error) || !note_applied (db, number, sha256, now, error)
      || !desk_db_commit (db, error)) {
    desk_db_rollback (db);
    g_prefix_error (error, "migration %d: ", number);
    return FALSE;
  }

  return TRUE;
}

static gboolean
apply_if_new (DeskDb *db, int number, GBytes *script, gint64 now, GError **error)
{
  g_autofree char *sha256 = desk_sha256_hex (script);
  g_autofree char *applied = NULL;

  if (!look_up_applied (db, number, &applied, error))
    return FALSE;
  if (applied == NULL)
    return apply (db, number, script, sha256, now, error);

  if (strcmp (applied, sha256) != 0) {
    g_set_error (error, DESK_DB_ERROR, DESK_DB_ERROR_VERSION,
                 "migration %d was edited after it ran", number);
    return FALSE;
  }

  return TRUE;
}

static gboolean
refuse_newer (DeskDb *db, int n_known, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "SELECT COALESCE(MAX(number), 0) FROM schema_version", error);

  if (statement == NULL || desk_statement_step (statement, error) != DESK_DB_ROW)
    return FALSE;

  if (desk_statement_get_int64 (statement, 0) > n_known) {
    g_set_error (error, DESK_DB_ERROR, DESK_DB_ERROR_VERSION,
                 "the database was made by a newer version of this program");
    return FALSE;
  }

  return TRUE;
}

gboolean
desk_db_migrate (DeskDb *self,
                 GResource *resource,
                 const char *directory,
                 const char *prefix,
                 gint64 now,
                 GError **error)
{
  int number = 0;

  g_return_val_if_fail (self != NULL && resource != NULL, FALSE);

  if (!desk_db_exec (self, SCHEMA_VERSION_TABLE, error))
    return FALSE;

  for (;;) {
    g_autofree char *path = g_strdup_printf ("%s/%s%04d.sql", directory, prefix, number + 1);
    g_autoptr (GBytes) script
        = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

    if (script == NULL)
      break;
    number++;
    if (!apply_if_new (self, number, script, now, error))
      return FALSE;
  }

  return refuse_newer (self, number, error);
}
