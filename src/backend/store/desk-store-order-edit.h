/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-store-order.h"

G_BEGIN_DECLS

/* The steps an applicant fills in. Each takes the order as it was loaded and changes the one row
 * that still has its state and version, counting the version up, or fails with
 * %DESK_STORE_ORDER_ERROR_CONFLICT; each appends its audit row. What the contract says rests on the
 * identity check, the consent and the ink: changing one of them puts the contract out of force. */

/* Rests the order on another check of the same person. The consent is to a text that names nobody
 * and stays; so does everything else but, with @is_renamed, the ink: it is the name before, written
 * by hand. */
gboolean desk_store_order_set_identity (DeskDb *db,
                                        const DeskStoreOrder *order,
                                        const char *identity_check_id,
                                        gboolean is_renamed,
                                        gint64 now,
                                        GError **error);

gboolean desk_store_order_set_consent (DeskDb *db,
                                       const DeskStoreOrder *order,
                                       const char *version,
                                       const char *sha256,
                                       gint64 time,
                                       gint64 now,
                                       GError **error);

/* @ink: JSON as on the wire. */
gboolean desk_store_order_set_ink (DeskDb *db,
                                   DeskStoreCrypt *crypt,
                                   const DeskStoreOrder *order,
                                   const char *ink,
                                   gint64 now,
                                   GError **error);

/* What the applicant chose to buy; borrowed. */
typedef struct {
  int validity_years;
  const char *seal_kind;
  gint64 amount_fen;
  const char *invoice_kind;
  const char *invoice; /* JSON as on the wire */
} DeskStoreProduct;

gboolean desk_store_order_set_product (DeskDb *db,
                                       DeskStoreCrypt *crypt,
                                       const DeskStoreOrder *order,
                                       const DeskStoreProduct *product,
                                       gint64 now,
                                       GError **error);

/* @delivery: JSON as on the wire. */
gboolean desk_store_order_set_delivery (DeskDb *db,
                                        DeskStoreCrypt *crypt,
                                        const DeskStoreOrder *order,
                                        const char *delivery,
                                        gint64 now,
                                        GError **error);

/* The contract @contract_id is in force from now on (NULL: none). Leaves the version alone; fails
 * with %DESK_STORE_ORDER_ERROR_CONFLICT if what the contract says has changed since @order was
 * loaded. */
gboolean desk_store_order_set_contract (
    DeskDb *db, const DeskStoreOrder *order, const char *contract_id, gint64 now, GError **error);

/* Counts the version and notes the change of something kept in another table. */
gboolean
desk_store_order_touch (DeskDb *db, const DeskStoreOrder *order, gint64 now, GError **error);

/* The order goes with its events, the rows of its pictures and contracts (whose blobs nothing names
 * any more, see desk_blob_store_sweep()) and what was to be certified but never was. Its audit rows
 * stay, with one more, and so does the identity check, which is the account's. The caller has asked
 * desk_store_issuance_exists(). */
gboolean
desk_store_order_remove (DeskDb *db, const DeskStoreOrder *order, gint64 now, GError **error);

typedef enum {
  DESK_STORE_ORDER_INK,
  DESK_STORE_ORDER_INVOICE,
} DeskStoreOrderText;

/* The sealed JSON that is not loaded with the order; *@text is NULL if there is none. */
gboolean desk_store_order_dup_text (DeskDb *db,
                                    DeskStoreCrypt *crypt,
                                    const char *id,
                                    DeskStoreOrderText which,
                                    char **text,
                                    GError **error);

G_END_DECLS
