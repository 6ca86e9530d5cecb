/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-store"

#include "desk-store-audit.h"

#include "desk-encoding.h"
#include "desk-statement.h"

#include <string.h>

typedef struct {
  gint64 number;
  gint64 time; /* Unix seconds */
  const char *actor;
  const char *action;
  const char *subject;
  const char *detail; /* nullable */
} Entry;

static void
append_counted (GString *text, const char *field)
{
  /* The length in front keeps two fields from being read as one another's ends. */
  if (field == NULL)
    g_string_append (text, "-;");
  else
    g_string_append_printf (text, "%zu:%s;", strlen (field), field);
}

static char *
entry_hash (const Entry *entry, const char *previous)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  append_counted (text, previous);
  g_string_append_printf (text, "%" G_GINT64_FORMAT ";%" G_GINT64_FORMAT ";", entry->number,
                          entry->time);
  append_counted (text, entry->actor);
  append_counted (text, entry->action);
  append_counted (text, entry->subject);
  append_counted (text, entry->detail);

  bytes = g_bytes_new_static (text->str, text->len);
  return desk_sha256_hex (bytes);
}

static gboolean
read_head (DeskDb *db, gint64 *number, char **hash, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "SELECT number, hash FROM audit_head WHERE id = 1", error);
  DeskDbResult result;

  if (statement == NULL)
    return FALSE;

  result = desk_statement_step (statement, error);
  if (result == DESK_DB_DONE)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the head of the audit trail is gone");
  if (result != DESK_DB_ROW)
    return FALSE;

  *number = desk_statement_get_int64 (statement, 0);
  *hash = desk_statement_dup_text (statement, 1);
  return TRUE;
}

static gboolean
write_head (DeskDb *db, gint64 number, const char *hash, GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db, "UPDATE audit_head SET number = $1, hash = $2 WHERE id = 1 AND number = $3", error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_int64 (statement, 1, number);
  desk_statement_bind_text (statement, 2, hash);
  desk_statement_bind_int64 (statement, 3, number - 1);
  if (!desk_statement_run (statement, error))
    return FALSE;

  if (desk_db_get_changes (db) != 1) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 "the head of the audit trail does not follow on");
    return FALSE;
  }

  return TRUE;
}

static gboolean
write_entry (DeskDb *db, const Entry *entry, const char *hash, GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "INSERT INTO audit_entry (number, time, actor, action, subject, detail, hash)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7)",
      error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_int64 (statement, 1, entry->number);
  desk_statement_bind_int64 (statement, 2, entry->time);
  desk_statement_bind_text (statement, 3, entry->actor);
  desk_statement_bind_text (statement, 4, entry->action);
  desk_statement_bind_text (statement, 5, entry->subject);
  desk_statement_bind_text (statement, 6, entry->detail);
  desk_statement_bind_text (statement, 7, hash);
  return desk_statement_run (statement, error);
}

gboolean
desk_store_audit_append (DeskDb *db,
                         const char *actor,
                         const char *action,
                         const char *subject,
                         const char *detail,
                         gint64 now,
                         GError **error)
{
  Entry entry = { 0, now, actor, action, subject, detail };
  g_autofree char *previous = NULL;
  g_autofree char *hash = NULL;
  gint64 last;

  if (!read_head (db, &last, &previous, error))
    return FALSE;

  entry.number = last + 1;
  hash = entry_hash (&entry, previous);
  return write_entry (db, &entry, hash, error) && write_head (db, entry.number, hash, error);
}

enum {
  COLUMN_NUMBER,
  COLUMN_TIME,
  COLUMN_ACTOR,
  COLUMN_ACTION,
  COLUMN_SUBJECT,
  COLUMN_DETAIL,
  COLUMN_HASH
};

#define SELECT_ENTRIES                                                                             \
  "SELECT number, time, actor, action, subject, detail, hash FROM audit_entry ORDER BY number"

/* Checks the row under @statement against @previous, which it replaces by the row's own hash. */
static gboolean
row_follows (DeskStatement *statement, gint64 expected, char **previous)
{
  Entry entry = {
    .number = desk_statement_get_int64 (statement, COLUMN_NUMBER),
    .time = desk_statement_get_int64 (statement, COLUMN_TIME),
    .actor = desk_statement_get_text (statement, COLUMN_ACTOR),
    .action = desk_statement_get_text (statement, COLUMN_ACTION),
    .subject = desk_statement_get_text (statement, COLUMN_SUBJECT),
    .detail = desk_statement_get_text (statement, COLUMN_DETAIL),
  };
  g_autofree char *hash = entry_hash (&entry, *previous);

  if (entry.number != expected
      || g_strcmp0 (hash, desk_statement_get_text (statement, COLUMN_HASH)) != 0)
    return FALSE;

  g_free (*previous);
  *previous = g_steal_pointer (&hash);
  return TRUE;
}

static gboolean
fail_at (gint64 number, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "the audit trail does not fit at row %" G_GINT64_FORMAT, number);
  return FALSE;
}

gboolean
desk_store_audit_verify (DeskDb *db, gint64 *n_rows, GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (db, SELECT_ENTRIES, error);
  g_autofree char *previous = g_strdup ("");
  g_autofree char *head = NULL;
  gint64 head_number;
  gint64 count = 0;
  DeskDbResult result;

  if (statement == NULL || !read_head (db, &head_number, &head, error))
    return FALSE;

  while ((result = desk_statement_step (statement, error)) == DESK_DB_ROW) {
    if (!row_follows (statement, count + 1, &previous))
      return fail_at (count + 1, error);
    count++;
  }
  if (result == DESK_DB_FAILED)
    return FALSE;
  if (count != head_number || strcmp (previous, head) != 0)
    return fail_at (count + 1, error);

  if (n_rows != NULL)
    *n_rows = count;
  return TRUE;
}
