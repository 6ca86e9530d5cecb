/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-db.h"
#include "desk-store-crypt.h"

G_BEGIN_DECLS

/* A real-name check that an order may rest on. Strings owned. */
typedef struct {
  char *id;
  char *account_id;
  char *id_type;   /* "01" ... */
  char *name;      /* normalised, in clear */
  char *id_number; /* normalised, in clear */
  char *mobile;    /* in clear */
  char *result;    /* "match" or "manual" */
  char *serial;    /* the provider's number of the check */
  gint64 created;  /* Unix seconds */
} DeskStoreIdentity;

void desk_store_identity_free (DeskStoreIdentity *identity);

/* With its audit row. */
gboolean desk_store_identity_add (DeskDb *db,
                                  DeskStoreCrypt *crypt,
                                  const DeskStoreIdentity *identity,
                                  GError **error);

/* *@identity is NULL if @account_id has no check @id. */
gboolean desk_store_identity_get (DeskDb *db,
                                  DeskStoreCrypt *crypt,
                                  const char *account_id,
                                  const char *id,
                                  DeskStoreIdentity **identity,
                                  GError **error);

/* Equality of the person across checks: an HMAC over document type and number. */
char *desk_store_identity_dup_index (DeskStoreCrypt *crypt, const DeskStoreIdentity *identity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskStoreIdentity, desk_store_identity_free)

G_END_DECLS
