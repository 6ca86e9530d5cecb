/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-db.h"
#include "desk-store-crypt.h"

G_BEGIN_DECLS

/* An account as stored. Strings owned; freed with desk_store_account_free(). */
typedef struct {
  char *id;
  char *phone;    /* in clear, 11 digits */
  char *name;     /* in clear; NULL until a real-name check gave one */
  gint64 created; /* Unix seconds */
} DeskStoreAccount;

void desk_store_account_free (DeskStoreAccount *account);

/* FALSE only for an error; *@account is NULL if there is none. */
gboolean desk_store_account_get (
    DeskDb *db, DeskStoreCrypt *crypt, const char *id, DeskStoreAccount **account, GError **error);

/* The account of @phone, made if there is none (*@created, nullable), with its audit row. */
gboolean desk_store_account_ensure (DeskDb *db,
                                    DeskStoreCrypt *crypt,
                                    const char *phone,
                                    gint64 now,
                                    DeskStoreAccount **account,
                                    gboolean *created,
                                    GError **error);

/* Notes the name of a passed real-name check. */
gboolean desk_store_account_set_name (
    DeskDb *db, DeskStoreCrypt *crypt, const char *id, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskStoreAccount, desk_store_account_free)

G_END_DECLS
