/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-store"

#include "desk-store-identity.h"

#include "desk-statement.h"
#include "desk-store-audit.h"

#define TABLE "identity_check"

void
desk_store_identity_free (DeskStoreIdentity *identity)
{
  if (identity == NULL)
    return;

  g_free (identity->id);
  g_free (identity->account_id);
  g_free (identity->id_type);
  g_free (identity->name);
  g_free (identity->id_number);
  g_free (identity->mobile);
  g_free (identity->result);
  g_free (identity->serial);
  g_free (identity);
}

char *
desk_store_identity_dup_index (DeskStoreCrypt *crypt, const DeskStoreIdentity *identity)
{
  g_autofree char *text = g_strdup_printf ("%s:%s", identity->id_type, identity->id_number);

  return desk_store_crypt_index (crypt, "id_number", text);
}

static void
bind_sealed (DeskStatement *statement,
             int parameter,
             DeskStoreCrypt *crypt,
             const char *text,
             const char *column,
             const char *id)
{
  g_autoptr (GBytes) sealed = desk_store_crypt_seal_text (crypt, text, TABLE, column, id);

  desk_statement_bind_bytes (statement, parameter, sealed);
}

gboolean
desk_store_identity_add (DeskDb *db,
                         DeskStoreCrypt *crypt,
                         const DeskStoreIdentity *identity,
                         GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "INSERT INTO identity_check (id, account_id, id_type, name, id_number, mobile,"
      " subject_index, result, serial, created)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      error);
  g_autofree char *subject_index = desk_store_identity_dup_index (crypt, identity);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, identity->id);
  desk_statement_bind_text (statement, 2, identity->account_id);
  desk_statement_bind_text (statement, 3, identity->id_type);
  bind_sealed (statement, 4, crypt, identity->name, "name", identity->id);
  bind_sealed (statement, 5, crypt, identity->id_number, "id_number", identity->id);
  bind_sealed (statement, 6, crypt, identity->mobile, "mobile", identity->id);
  desk_statement_bind_text (statement, 7, subject_index);
  desk_statement_bind_text (statement, 8, identity->result);
  desk_statement_bind_text (statement, 9, identity->serial);
  desk_statement_bind_int64 (statement, 10, identity->created);
  return desk_statement_run (statement, error)
         && desk_store_audit_append (db, identity->account_id, "identity.checked", identity->id,
                                     identity->result, identity->created, error);
}

static char *
open_column (DeskStatement *statement,
             int column,
             DeskStoreCrypt *crypt,
             const char *name,
             const char *id,
             GError **error)
{
  g_autoptr (GBytes) sealed = desk_statement_get_bytes (statement, column);

  return desk_store_crypt_open_text (crypt, sealed, TABLE, name, id, error);
}

gboolean
desk_store_identity_get (DeskDb *db,
                         DeskStoreCrypt *crypt,
                         const char *account_id,
                         const char *id,
                         DeskStoreIdentity **identity,
                         GError **error)
{
  enum { ID_TYPE, NAME, ID_NUMBER, MOBILE, RESULT, SERIAL, CREATED };
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db,
                            "SELECT id_type, name, id_number, mobile, result, serial, created"
                            " FROM identity_check WHERE id = $1 AND account_id = $2",
                            error);
  g_autoptr (DeskStoreIdentity) found = NULL;
  DeskDbResult step;

  *identity = NULL;
  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, id);
  desk_statement_bind_text (statement, 2, account_id);
  step = desk_statement_step (statement, error);
  if (step != DESK_DB_ROW)
    return step == DESK_DB_DONE;

  found = g_new0 (DeskStoreIdentity, 1);
  found->id = g_strdup (id);
  found->account_id = g_strdup (account_id);
  found->id_type = desk_statement_dup_text (statement, ID_TYPE);
  found->name = open_column (statement, NAME, crypt, "name", id, error);
  if (found->name != NULL)
    found->id_number = open_column (statement, ID_NUMBER, crypt, "id_number", id, error);
  if (found->id_number != NULL)
    found->mobile = open_column (statement, MOBILE, crypt, "mobile", id, error);
  if (found->mobile == NULL)
    return FALSE;
  found->result = desk_statement_dup_text (statement, RESULT);
  found->serial = desk_statement_dup_text (statement, SERIAL);
  found->created = desk_statement_get_int64 (statement, CREATED);

  *identity = g_steal_pointer (&found);
  return TRUE;
}
