/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-store"

#include "desk-store-account.h"

#include "desk-id.h"
#include "desk-statement.h"
#include "desk-store-audit.h"

enum { COLUMN_ID, COLUMN_PHONE, COLUMN_NAME, COLUMN_CREATED };

#define SELECT_BY_ID    "SELECT id, phone, name, created FROM account WHERE id = $1"
#define SELECT_BY_PHONE "SELECT id, phone, name, created FROM account WHERE phone_index = $1"

void
desk_store_account_free (DeskStoreAccount *account)
{
  if (account == NULL)
    return;

  g_free (account->id);
  g_free (account->phone);
  g_free (account->name);
  g_free (account);
}

static DeskStoreAccount *
read_account (DeskStatement *statement, DeskStoreCrypt *crypt, GError **error)
{
  g_autoptr (DeskStoreAccount) account = g_new0 (DeskStoreAccount, 1);
  g_autoptr (GBytes) phone = desk_statement_get_bytes (statement, COLUMN_PHONE);
  g_autoptr (GBytes) name = desk_statement_get_bytes (statement, COLUMN_NAME);

  account->id = desk_statement_dup_text (statement, COLUMN_ID);
  account->created = desk_statement_get_int64 (statement, COLUMN_CREATED);
  account->phone
      = desk_store_crypt_open_text (crypt, phone, "account", "phone", account->id, error);
  if (account->phone == NULL)
    return NULL;

  if (name != NULL) {
    account->name = desk_store_crypt_open_text (crypt, name, "account", "name", account->id, error);
    if (account->name == NULL)
      return NULL;
  }

  return g_steal_pointer (&account);
}

static gboolean
get_account (DeskDb *db,
             DeskStoreCrypt *crypt,
             const char *sql,
             const char *key,
             DeskStoreAccount **account,
             GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (db, sql, error);
  DeskDbResult result;

  *account = NULL;
  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, key);
  result = desk_statement_step (statement, error);
  if (result != DESK_DB_ROW)
    return result == DESK_DB_DONE;

  *account = read_account (statement, crypt, error);
  return *account != NULL;
}

gboolean
desk_store_account_get (
    DeskDb *db, DeskStoreCrypt *crypt, const char *id, DeskStoreAccount **account, GError **error)
{
  return get_account (db, crypt, SELECT_BY_ID, id, account, error);
}

static gboolean
insert_account (DeskDb *db,
                DeskStoreCrypt *crypt,
                const DeskStoreAccount *account,
                const char *phone_index,
                GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db, "INSERT INTO account (id, phone, phone_index, created) VALUES ($1, $2, $3, $4)", error);
  g_autoptr (GBytes) phone
      = desk_store_crypt_seal_text (crypt, account->phone, "account", "phone", account->id);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, account->id);
  desk_statement_bind_bytes (statement, 2, phone);
  desk_statement_bind_text (statement, 3, phone_index);
  desk_statement_bind_int64 (statement, 4, account->created);
  return desk_statement_run (statement, error)
         && desk_store_audit_append (db, account->id, "account.created", account->id, NULL,
                                     account->created, error);
}

gboolean
desk_store_account_ensure (DeskDb *db,
                           DeskStoreCrypt *crypt,
                           const char *phone,
                           gint64 now,
                           DeskStoreAccount **account,
                           gboolean *created,
                           GError **error)
{
  g_autofree char *phone_index = desk_store_crypt_index (crypt, "phone", phone);
  g_autoptr (DeskStoreAccount) found = NULL;
  gboolean missing;

  if (!get_account (db, crypt, SELECT_BY_PHONE, phone_index, &found, error))
    return FALSE;

  missing = found == NULL;
  if (missing) {
    found = g_new0 (DeskStoreAccount, 1);
    found->id = desk_id_new (now * G_USEC_PER_SEC);
    found->phone = g_strdup (phone);
    found->created = now;
    if (!insert_account (db, crypt, found, phone_index, error))
      return FALSE;
  }

  if (created != NULL)
    *created = missing;
  *account = g_steal_pointer (&found);
  return TRUE;
}

gboolean
desk_store_account_set_name (
    DeskDb *db, DeskStoreCrypt *crypt, const char *id, const char *name, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "UPDATE account SET name = $1 WHERE id = $2", error);
  g_autoptr (GBytes) sealed = desk_store_crypt_seal_text (crypt, name, "account", "name", id);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_bytes (statement, 1, sealed);
  desk_statement_bind_text (statement, 2, id);
  return desk_statement_run (statement, error);
}
