/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-db.h"
#include "desk-store-crypt.h"

G_BEGIN_DECLS

/* A contract of an order; the PDF itself is a blob. Strings owned. */
typedef struct {
  char *id;
  char *order_id;
  char *mode;            /* "one_off" or "ukey" */
  char *state;           /* "prepared" or "signed" */
  char *prepared_sha256; /* nullable; hex, of what the applicant's key signs (mode ukey) */
  char *sha256;          /* hex, of the PDF in this state */
  gint64 size;           /* bytes */
  GBytes *signer;        /* nullable; DER of the applicant's certificate */
  gint64 basis;          /* of the order, when it was made */
  gint64 created;        /* Unix seconds */
  gint64 signed_time;    /* Unix seconds; 0 while prepared */
} DeskStoreContract;

void desk_store_contract_free (DeskStoreContract *contract);

/* A new row with its audit row ("contract.prepared" or "contract.signed" with the SHA-256); which
 * contract is in force is said by desk_store_order_set_contract(). */
gboolean desk_store_contract_add (DeskDb *db,
                                  DeskStoreCrypt *crypt,
                                  const DeskStoreContract *contract,
                                  const char *account_id,
                                  GError **error);

/* *@contract is NULL if there is none with @id. */
gboolean desk_store_contract_get (DeskDb *db,
                                  DeskStoreCrypt *crypt,
                                  const char *id,
                                  DeskStoreContract **contract,
                                  GError **error);

/* Whether the order ever had a contract, in force or not. */
gboolean
desk_store_contract_exists (DeskDb *db, const char *order_id, gboolean *exists, GError **error);

/* From prepared to signed, with its audit row. *@done (out): FALSE if it was not prepared any more.
 */
gboolean desk_store_contract_sign (DeskDb *db,
                                   const DeskStoreContract *contract,
                                   const char *account_id,
                                   const char *sha256,
                                   gint64 size,
                                   gint64 now,
                                   gboolean *done,
                                   GError **error);

/* The applicant confirms to have read it, with its audit row. The first time counts. */
gboolean desk_store_contract_set_read (
    DeskDb *db, const char *id, const char *account_id, gint64 now, GError **error);

/* What is about to be certified. Strings borrowed. */
typedef struct {
  const char *id;
  const char *order_id;
  const char *account_id;
  const char *subject; /* common name */
  const char *number;  /* the order's number */
  const char *identity_check_id;
} DeskStoreIssuance;

/* The intent, before a key is made; with its audit row "issuance.intended". */
gboolean desk_store_issuance_begin (DeskDb *db,
                                    DeskStoreCrypt *crypt,
                                    const DeskStoreIssuance *issuance,
                                    gint64 now,
                                    GError **error);

/* Whether a certificate was ever issued for the order: that is on record for good. */
gboolean
desk_store_issuance_exists (DeskDb *db, const char *order_id, gboolean *exists, GError **error);

/* What came of it; with its audit row "issuance.done". @serial: hex. */
gboolean desk_store_issuance_finish (DeskDb *db,
                                     DeskStoreCrypt *crypt,
                                     const char *id,
                                     const char *account_id,
                                     const char *serial,
                                     GBytes *certificate,
                                     gint64 now,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskStoreContract, desk_store_contract_free)

G_END_DECLS
