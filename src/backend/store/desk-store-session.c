/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-store"

#include "desk-store-session.h"

#include "desk-encoding.h"
#include "desk-id.h"
#include "desk-statement.h"
#include "desk-store-audit.h"

#include <string.h>

#define TOKEN_BYTES 32

void
desk_store_session_free (DeskStoreSession *session)
{
  if (session == NULL)
    return;

  g_free (session->id);
  g_free (session->account_id);
  g_free (session);
}

static char *
token_sha256 (const char *token)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (token, strlen (token));

  return desk_sha256_hex (bytes);
}

static gboolean
remove_expired (DeskDb *db, gint64 now, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "DELETE FROM session WHERE expires <= $1", error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_int64 (statement, 1, now);
  return desk_statement_run (statement, error);
}

gboolean
desk_store_session_create (DeskDb *db,
                           const char *account_id,
                           const char *method,
                           gint64 now,
                           char **token,
                           gint64 *expires,
                           GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "INSERT INTO session (id, token_sha256, account_id, method, created, last_seen, expires)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7)",
      error);
  g_autofree char *new_token = desk_id_random_token (TOKEN_BYTES);
  g_autofree char *hash = token_sha256 (new_token);
  g_autofree char *id = desk_id_new (now * G_USEC_PER_SEC);

  if (statement == NULL || !remove_expired (db, now, error))
    return FALSE;

  desk_statement_bind_text (statement, 1, id);
  desk_statement_bind_text (statement, 2, hash);
  desk_statement_bind_text (statement, 3, account_id);
  desk_statement_bind_text (statement, 4, method);
  desk_statement_bind_int64 (statement, 5, now);
  desk_statement_bind_int64 (statement, 6, now);
  desk_statement_bind_int64 (statement, 7, now + DESK_SESSION_SECONDS);
  if (!desk_statement_run (statement, error)
      || !desk_store_audit_append (db, account_id, "session.created", id, method, now, error))
    return FALSE;

  *token = g_steal_pointer (&new_token);
  *expires = now + DESK_SESSION_SECONDS;
  return TRUE;
}

gboolean
desk_store_session_find (
    DeskDb *db, const char *token, gint64 now, DeskStoreSession **session, GError **error)
{
  enum { ID, ACCOUNT_ID, LAST_SEEN, EXPIRES };
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db,
                            "SELECT id, account_id, last_seen, expires FROM session"
                            " WHERE token_sha256 = $1 AND expires > $2 AND last_seen > $3",
                            error);
  g_autofree char *hash = token_sha256 (token);
  DeskDbResult result;

  *session = NULL;
  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, hash);
  desk_statement_bind_int64 (statement, 2, now);
  desk_statement_bind_int64 (statement, 3, now - DESK_SESSION_IDLE_SECONDS);
  result = desk_statement_step (statement, error);
  if (result == DESK_DB_ROW) {
    *session = g_new0 (DeskStoreSession, 1);
    (*session)->id = desk_statement_dup_text (statement, ID);
    (*session)->account_id = desk_statement_dup_text (statement, ACCOUNT_ID);
    (*session)->last_seen = desk_statement_get_int64 (statement, LAST_SEEN);
    (*session)->expires = desk_statement_get_int64 (statement, EXPIRES);
  }

  return result != DESK_DB_FAILED;
}

gboolean
desk_store_session_touch (DeskDb *db, const char *id, gint64 now, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "UPDATE session SET last_seen = $1 WHERE id = $2", error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_int64 (statement, 1, now);
  desk_statement_bind_text (statement, 2, id);
  return desk_statement_run (statement, error);
}

gboolean
desk_store_session_remove (
    DeskDb *db, const char *id, const char *account_id, gint64 now, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "DELETE FROM session WHERE id = $1", error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, id);
  return desk_statement_run (statement, error)
         && desk_store_audit_append (db, account_id, "session.ended", id, NULL, now, error);
}

gboolean
desk_store_session_get_expires (DeskDb *db, const char *id, gint64 *expires, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "SELECT expires FROM session WHERE id = $1", error);
  DeskDbResult result;

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, id);
  result = desk_statement_step (statement, error);
  if (result == DESK_DB_DONE)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the session is gone");
  if (result != DESK_DB_ROW)
    return FALSE;

  *expires = desk_statement_get_int64 (statement, 0);
  return TRUE;
}
