/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-store"

#include "desk-store-contract.h"

#include "desk-statement.h"
#include "desk-store-audit.h"

void
desk_store_contract_free (DeskStoreContract *contract)
{
  if (contract == NULL)
    return;

  g_free (contract->id);
  g_free (contract->order_id);
  g_free (contract->mode);
  g_free (contract->state);
  g_free (contract->prepared_sha256);
  g_free (contract->sha256);
  g_clear_pointer (&contract->signer, g_bytes_unref);
  g_free (contract);
}

static gboolean
add_audit (DeskDb *db,
           const char *account_id,
           const char *state,
           const char *id,
           const char *sha256,
           gint64 now,
           GError **error)
{
  g_autofree char *action = g_strconcat ("contract.", state, NULL);

  return desk_store_audit_append (db, account_id, action, id, sha256, now, error);
}

gboolean
desk_store_contract_add (DeskDb *db,
                         DeskStoreCrypt *crypt,
                         const DeskStoreContract *contract,
                         const char *account_id,
                         GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "INSERT INTO contract (id, order_id, mode, state, prepared_sha256, sha256, size, signer,"
      " basis, created, signed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      error);
  g_autoptr (GBytes) signer = NULL;

  if (statement == NULL)
    return FALSE;

  if (contract->signer != NULL)
    signer = desk_store_crypt_seal (crypt, contract->signer, "contract", "signer", contract->id);
  desk_statement_bind_text (statement, 1, contract->id);
  desk_statement_bind_text (statement, 2, contract->order_id);
  desk_statement_bind_text (statement, 3, contract->mode);
  desk_statement_bind_text (statement, 4, contract->state);
  desk_statement_bind_text (statement, 5, contract->prepared_sha256);
  desk_statement_bind_text (statement, 6, contract->sha256);
  desk_statement_bind_int64 (statement, 7, contract->size);
  desk_statement_bind_bytes (statement, 8, signer);
  desk_statement_bind_int64 (statement, 9, contract->basis);
  desk_statement_bind_int64 (statement, 10, contract->created);
  if (contract->signed_time != 0)
    desk_statement_bind_int64 (statement, 11, contract->signed_time);
  else
    desk_statement_bind_null (statement, 11);
  return desk_statement_run (statement, error)
         && add_audit (db, account_id, contract->state, contract->id, contract->sha256,
                       contract->created, error);
}

static gboolean
read_signer (DeskStatement *statement,
             int column,
             DeskStoreCrypt *crypt,
             DeskStoreContract *contract,
             GError **error)
{
  g_autoptr (GBytes) sealed = desk_statement_get_bytes (statement, column);

  if (sealed == NULL)
    return TRUE;

  contract->signer
      = desk_store_crypt_open_bytes (crypt, sealed, "contract", "signer", contract->id, error);
  return contract->signer != NULL;
}

gboolean
desk_store_contract_get (
    DeskDb *db, DeskStoreCrypt *crypt, const char *id, DeskStoreContract **contract, GError **error)
{
  enum { ORDER_ID, MODE, STATE, PREPARED_SHA256, SHA256, SIZE, SIGNER, BASIS, CREATED, SIGNED };
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "SELECT order_id, mode, state, prepared_sha256, sha256, size, signer, basis, created, signed"
      " FROM contract WHERE id = $1",
      error);
  g_autoptr (DeskStoreContract) found = NULL;
  DeskDbResult step;

  *contract = NULL;
  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, id);
  step = desk_statement_step (statement, error);
  if (step != DESK_DB_ROW)
    return step == DESK_DB_DONE;

  found = g_new0 (DeskStoreContract, 1);
  found->id = g_strdup (id);
  found->order_id = desk_statement_dup_text (statement, ORDER_ID);
  found->mode = desk_statement_dup_text (statement, MODE);
  found->state = desk_statement_dup_text (statement, STATE);
  found->prepared_sha256 = desk_statement_dup_text (statement, PREPARED_SHA256);
  found->sha256 = desk_statement_dup_text (statement, SHA256);
  found->size = desk_statement_get_int64 (statement, SIZE);
  found->basis = desk_statement_get_int64 (statement, BASIS);
  found->created = desk_statement_get_int64 (statement, CREATED);
  found->signed_time = desk_statement_get_int64 (statement, SIGNED);
  if (!read_signer (statement, SIGNER, crypt, found, error))
    return FALSE;

  *contract = g_steal_pointer (&found);
  return TRUE;
}

gboolean
desk_store_contract_exists (DeskDb *db, const char *order_id, gboolean *exists, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "SELECT 1 FROM contract WHERE order_id = $1 LIMIT 1", error);
  DeskDbResult step;

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, order_id);
  step = desk_statement_step (statement, error);
  *exists = step == DESK_DB_ROW;

  return step != DESK_DB_FAILED;
}

gboolean
desk_store_contract_sign (DeskDb *db,
                          const DeskStoreContract *contract,
                          const char *account_id,
                          const char *sha256,
                          gint64 size,
                          gint64 now,
                          gboolean *done,
                          GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "UPDATE contract SET state = 'signed', sha256 = $1, size = $2, signed = $3"
      " WHERE id = $4 AND state = 'prepared'",
      error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, sha256);
  desk_statement_bind_int64 (statement, 2, size);
  desk_statement_bind_int64 (statement, 3, now);
  desk_statement_bind_text (statement, 4, contract->id);
  if (!desk_statement_run (statement, error))
    return FALSE;

  *done = desk_db_get_changes (db) == 1;
  return !*done || add_audit (db, account_id, "signed", contract->id, sha256, now, error);
}

gboolean
desk_store_contract_set_read (
    DeskDb *db, const char *id, const char *account_id, gint64 now, GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db, "UPDATE contract SET read = $1 WHERE id = $2 AND read IS NULL", error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_int64 (statement, 1, now);
  desk_statement_bind_text (statement, 2, id);
  if (!desk_statement_run (statement, error))
    return FALSE;

  return desk_db_get_changes (db) == 0 || add_audit (db, account_id, "read", id, NULL, now, error);
}

gboolean
desk_store_issuance_begin (DeskDb *db,
                           DeskStoreCrypt *crypt,
                           const DeskStoreIssuance *issuance,
                           gint64 now,
                           GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "INSERT INTO issuance (id, order_id, purpose, subject, number, identity_check_id, created)"
      " VALUES ($1, $2, 'contract', $3, $4, $5, $6)",
      error);
  g_autoptr (GBytes) subject
      = desk_store_crypt_seal_text (crypt, issuance->subject, "issuance", "subject", issuance->id);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, issuance->id);
  desk_statement_bind_text (statement, 2, issuance->order_id);
  desk_statement_bind_bytes (statement, 3, subject);
  desk_statement_bind_text (statement, 4, issuance->number);
  desk_statement_bind_text (statement, 5, issuance->identity_check_id);
  desk_statement_bind_int64 (statement, 6, now);
  return desk_statement_run (statement, error)
         && desk_store_audit_append (db, issuance->account_id, "issuance.intended", issuance->id,
                                     issuance->number, now, error);
}

gboolean
desk_store_issuance_exists (DeskDb *db, const char *order_id, gboolean *exists, GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db, "SELECT 1 FROM issuance WHERE order_id = $1 AND certificate IS NOT NULL LIMIT 1", error);
  DeskDbResult step;

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, order_id);
  step = desk_statement_step (statement, error);
  *exists = step == DESK_DB_ROW;

  return step != DESK_DB_FAILED;
}

gboolean
desk_store_issuance_finish (DeskDb *db,
                            DeskStoreCrypt *crypt,
                            const char *id,
                            const char *account_id,
                            const char *serial,
                            GBytes *certificate,
                            gint64 now,
                            GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db,
                            "UPDATE issuance SET serial = $1, certificate = $2, issued = $3"
                            " WHERE id = $4 AND issued IS NULL",
                            error);
  g_autoptr (GBytes) sealed
      = desk_store_crypt_seal (crypt, certificate, "issuance", "certificate", id);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, serial);
  desk_statement_bind_bytes (statement, 2, sealed);
  desk_statement_bind_int64 (statement, 3, now);
  desk_statement_bind_text (statement, 4, id);
  if (!desk_statement_run (statement, error))
    return FALSE;
  if (desk_db_get_changes (db) != 1) {
    g_set_error (error, DESK_DB_ERROR, DESK_DB_ERROR_DAMAGED, "the intent %s is not open", id);
    return FALSE;
  }

  return desk_store_audit_append (db, account_id, "issuance.done", id, serial, now, error);
}
