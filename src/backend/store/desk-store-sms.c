/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-store"

#include "desk-store-sms.h"

#include "desk-statement.h"

void
desk_store_sms_code_free (DeskStoreSmsCode *code)
{
  if (code == NULL)
    return;

  g_free (code->code_hash);
  g_free (code);
}

gboolean
desk_store_sms_code_put (DeskDb *db,
                         const char *phone_index,
                         const char *purpose,
                         const DeskStoreSmsCode *code,
                         GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "INSERT INTO sms_code (phone_index, purpose, code_hash, tries, created, expires)"
      " VALUES ($1, $2, $3, $4, $5, $6)"
      " ON CONFLICT (phone_index, purpose) DO UPDATE SET code_hash = excluded.code_hash,"
      " tries = excluded.tries, created = excluded.created, expires = excluded.expires",
      error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, phone_index);
  desk_statement_bind_text (statement, 2, purpose);
  desk_statement_bind_text (statement, 3, code->code_hash);
  desk_statement_bind_int64 (statement, 4, code->tries);
  desk_statement_bind_int64 (statement, 5, code->created);
  desk_statement_bind_int64 (statement, 6, code->expires);
  return desk_statement_run (statement, error);
}

gboolean
desk_store_sms_code_get (DeskDb *db,
                         const char *phone_index,
                         const char *purpose,
                         DeskStoreSmsCode **code,
                         GError **error)
{
  enum { CODE_HASH, TRIES, CREATED, EXPIRES };
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db,
                            "SELECT code_hash, tries, created, expires FROM sms_code"
                            " WHERE phone_index = $1 AND purpose = $2",
                            error);
  DeskDbResult result;

  *code = NULL;
  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, phone_index);
  desk_statement_bind_text (statement, 2, purpose);
  result = desk_statement_step (statement, error);
  if (result == DESK_DB_ROW) {
    *code = g_new0 (DeskStoreSmsCode, 1);
    (*code)->code_hash = desk_statement_dup_text (statement, CODE_HASH);
    (*code)->tries = desk_statement_get_int64 (statement, TRIES);
    (*code)->created = desk_statement_get_int64 (statement, CREATED);
    (*code)->expires = desk_statement_get_int64 (statement, EXPIRES);
  }

  return result != DESK_DB_FAILED;
}

static gboolean
run_for_code (
    DeskDb *db, const char *sql, const char *phone_index, const char *purpose, GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (db, sql, error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, phone_index);
  desk_statement_bind_text (statement, 2, purpose);
  return desk_statement_run (statement, error);
}

gboolean
desk_store_sms_code_count_try (DeskDb *db,
                               const char *phone_index,
                               const char *purpose,
                               GError **error)
{
  return run_for_code (
      db, "UPDATE sms_code SET tries = tries + 1 WHERE phone_index = $1 AND purpose = $2",
      phone_index, purpose, error);
}

gboolean
desk_store_sms_code_remove (DeskDb *db,
                            const char *phone_index,
                            const char *purpose,
                            GError **error)
{
  return run_for_code (db, "DELETE FROM sms_code WHERE phone_index = $1 AND purpose = $2",
                       phone_index, purpose, error);
}

static gboolean
next_number (DeskDb *db, gint64 *number, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "SELECT COALESCE(MAX(number), 0) + 1 FROM sms_message", error);

  if (statement == NULL || desk_statement_step (statement, error) != DESK_DB_ROW)
    return FALSE;

  *number = desk_statement_get_int64 (statement, 0);
  return TRUE;
}

gboolean
desk_store_sms_message_add (DeskDb *db,
                            DeskStoreCrypt *crypt,
                            const char *phone,
                            const char *text,
                            gint64 now,
                            GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db, "INSERT INTO sms_message (number, phone_index, text, created) VALUES ($1, $2, $3, $4)",
      error);
  g_autofree char *phone_index = desk_store_crypt_index (crypt, "phone", phone);
  g_autofree char *row = NULL;
  g_autoptr (GBytes) sealed = NULL;
  gint64 number;

  if (statement == NULL || !next_number (db, &number, error))
    return FALSE;

  row = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  sealed = desk_store_crypt_seal_text (crypt, text, "sms_message", "text", row);
  desk_statement_bind_int64 (statement, 1, number);
  desk_statement_bind_text (statement, 2, phone_index);
  desk_statement_bind_bytes (statement, 3, sealed);
  desk_statement_bind_int64 (statement, 4, now);
  return desk_statement_run (statement, error);
}

gboolean
desk_store_sms_message_get_newest (
    DeskDb *db, DeskStoreCrypt *crypt, const char *phone, char **text, GError **error)
{
  enum { NUMBER, TEXT };
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "SELECT number, text FROM sms_message WHERE phone_index = $1 ORDER BY number DESC LIMIT 1",
      error);
  g_autofree char *phone_index = desk_store_crypt_index (crypt, "phone", phone);
  g_autoptr (GBytes) sealed = NULL;
  DeskDbResult result;

  *text = NULL;
  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, phone_index);
  result = desk_statement_step (statement, error);
  if (result != DESK_DB_ROW)
    return result == DESK_DB_DONE;

  sealed = desk_statement_get_bytes (statement, TEXT);
  *text = desk_store_crypt_open_text (crypt, sealed, "sms_message", "text",
                                      desk_statement_get_text (statement, NUMBER), error);
  return *text != NULL;
}
