/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-store"

#include "desk-store-ukey.h"

#include "desk-statement.h"
#include "desk-store-audit.h"

static gboolean
remove_expired (DeskDb *db, gint64 now, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "DELETE FROM ukey_challenge WHERE expires <= $1", error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_int64 (statement, 1, now);
  return desk_statement_run (statement, error);
}

gboolean
desk_store_challenge_add (
    DeskDb *db, const char *id, GBytes *nonce, gint64 now, gint64 expires, GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db, "INSERT INTO ukey_challenge (id, nonce, expires) VALUES ($1, $2, $3)", error);

  if (statement == NULL || !remove_expired (db, now, error))
    return FALSE;

  desk_statement_bind_text (statement, 1, id);
  desk_statement_bind_bytes (statement, 2, nonce);
  desk_statement_bind_int64 (statement, 3, expires);
  return desk_statement_run (statement, error);
}

gboolean
desk_store_challenge_take (DeskDb *db, const char *id, gint64 now, GBytes **nonce, GError **error)
{
  enum { NONCE, EXPIRES };
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db, "DELETE FROM ukey_challenge WHERE id = $1 RETURNING nonce, expires", error);
  DeskDbResult result;

  *nonce = NULL;
  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, id);
  result = desk_statement_step (statement, error);
  if (result == DESK_DB_ROW && desk_statement_get_int64 (statement, EXPIRES) > now)
    *nonce = desk_statement_get_bytes (statement, NONCE);

  return result != DESK_DB_FAILED;
}

static char *
certificate_row (const char *issuer_sha256, const char *serial)
{
  return g_strdup_printf ("%s:%s", issuer_sha256, serial);
}

gboolean
desk_store_certificate_add (DeskDb *db,
                            DeskStoreCrypt *crypt,
                            const DeskStoreCertificate *certificate,
                            const char *actor,
                            gint64 now,
                            GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "INSERT INTO certificate (issuer_sha256, serial, account_id, der, not_after, created)"
      " VALUES ($1, $2, $3, $4, $5, $6)",
      error);
  g_autofree char *row = certificate_row (certificate->issuer_sha256, certificate->serial);
  g_autoptr (GBytes) sealed
      = desk_store_crypt_seal (crypt, certificate->der, "certificate", "der", row);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, certificate->issuer_sha256);
  desk_statement_bind_text (statement, 2, certificate->serial);
  desk_statement_bind_text (statement, 3, certificate->account_id);
  desk_statement_bind_bytes (statement, 4, sealed);
  desk_statement_bind_int64 (statement, 5, certificate->not_after);
  desk_statement_bind_int64 (statement, 6, now);
  return desk_statement_run (statement, error)
         && desk_store_audit_append (db, actor, "certificate.bound", row, certificate->account_id,
                                     now, error);
}

gboolean
desk_store_certificate_find_account (
    DeskDb *db, const char *issuer_sha256, const char *serial, char **account_id, GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db, "SELECT account_id FROM certificate WHERE issuer_sha256 = $1 AND serial = $2", error);
  DeskDbResult result;

  *account_id = NULL;
  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, issuer_sha256);
  desk_statement_bind_text (statement, 2, serial);
  result = desk_statement_step (statement, error);
  if (result == DESK_DB_ROW)
    *account_id = desk_statement_dup_text (statement, 0);

  return result != DESK_DB_FAILED;
}

gboolean
desk_store_certificate_is_revoked (DeskDb *db,
                                   const char *issuer_sha256,
                                   const char *serial,
                                   gint64 now,
                                   gboolean *revoked,
                                   GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db, "SELECT 1 FROM revocation WHERE issuer_sha256 = $1 AND serial = $2 AND time <= $3",
      error);
  DeskDbResult result;

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, issuer_sha256);
  desk_statement_bind_text (statement, 2, serial);
  desk_statement_bind_int64 (statement, 3, now);
  result = desk_statement_step (statement, error);
  *revoked = result == DESK_DB_ROW;

  return result != DESK_DB_FAILED;
}

gboolean
desk_store_certificate_revoke (DeskDb *db,
                               const char *issuer_sha256,
                               const char *serial,
                               int reason,
                               const char *actor,
                               gint64 now,
                               GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "INSERT INTO revocation (issuer_sha256, serial, time, reason) VALUES ($1, $2, $3, $4)"
      " ON CONFLICT (issuer_sha256, serial) DO NOTHING",
      error);
  g_autofree char *row = certificate_row (issuer_sha256, serial);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, issuer_sha256);
  desk_statement_bind_text (statement, 2, serial);
  desk_statement_bind_int64 (statement, 3, now);
  desk_statement_bind_int64 (statement, 4, reason);
  if (!desk_statement_run (statement, error))
    return FALSE;

  return desk_db_get_changes (db) == 0
         || desk_store_audit_append (db, actor, "certificate.revoked", row, NULL, now, error);
}
