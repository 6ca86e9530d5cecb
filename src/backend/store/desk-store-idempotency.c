/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-store"

#include "desk-store-idempotency.h"

#include "desk-statement.h"

void
desk_store_answer_free (DeskStoreAnswer *answer)
{
  if (answer == NULL)
    return;

  g_free (answer->request_sha256);
  g_clear_pointer (&answer->response, g_bytes_unref);
  g_free (answer);
}

static DeskStoreAnswer *
read_answer (DeskStatement *statement, DeskStoreCrypt *crypt, const char *row, GError **error)
{
  enum { REQUEST_SHA256, STATUS, RESPONSE };
  g_autoptr (DeskStoreAnswer) answer = g_new0 (DeskStoreAnswer, 1);
  g_autoptr (GBytes) sealed = desk_statement_get_bytes (statement, RESPONSE);

  answer->request_sha256 = desk_statement_dup_text (statement, REQUEST_SHA256);
  answer->status = (guint) desk_statement_get_int64 (statement, STATUS);
  if (sealed != NULL) {
    answer->response
        = desk_store_crypt_open_bytes (crypt, sealed, "idempotency", "response", row, error);
    if (answer->response == NULL)
      return NULL;
  }

  return g_steal_pointer (&answer);
}

gboolean
desk_store_answer_get (DeskDb *db,
                       DeskStoreCrypt *crypt,
                       const char *scope,
                       const char *key,
                       gint64 now,
                       DeskStoreAnswer **answer,
                       GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db,
                            "SELECT request_sha256, status, response FROM idempotency"
                            " WHERE scope = $1 AND key = $2 AND created > $3",
                            error);
  g_autofree char *row = g_strdup_printf ("%s:%s", scope, key);
  DeskDbResult result;

  *answer = NULL;
  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, scope);
  desk_statement_bind_text (statement, 2, key);
  desk_statement_bind_int64 (statement, 3, now - DESK_IDEMPOTENCY_SECONDS);
  result = desk_statement_step (statement, error);
  if (result != DESK_DB_ROW)
    return result == DESK_DB_DONE;

  *answer = read_answer (statement, crypt, row, error);
  return *answer != NULL;
}

static gboolean
remove_old (DeskDb *db, gint64 now, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "DELETE FROM idempotency WHERE created <= $1", error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_int64 (statement, 1, now - DESK_IDEMPOTENCY_SECONDS);
  return desk_statement_run (statement, error);
}

gboolean
desk_store_answer_put (DeskDb *db,
                       DeskStoreCrypt *crypt,
                       const char *scope,
                       const char *key,
                       const DeskStoreAnswer *answer,
                       gint64 now,
                       GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "INSERT INTO idempotency (scope, key, request_sha256, status, response, created)"
      " VALUES ($1, $2, $3, $4, $5, $6)",
      error);
  g_autofree char *row = g_strdup_printf ("%s:%s", scope, key);
  g_autoptr (GBytes) sealed = NULL;

  if (statement == NULL || !remove_old (db, now, error))
    return FALSE;

  if (answer->response != NULL)
    sealed = desk_store_crypt_seal (crypt, answer->response, "idempotency", "response", row);
  desk_statement_bind_text (statement, 1, scope);
  desk_statement_bind_text (statement, 2, key);
  desk_statement_bind_text (statement, 3, answer->request_sha256);
  desk_statement_bind_int64 (statement, 4, answer->status);
  desk_statement_bind_bytes (statement, 5, sealed);
  desk_statement_bind_int64 (statement, 6, now);
  return desk_statement_run (statement, error);
}
