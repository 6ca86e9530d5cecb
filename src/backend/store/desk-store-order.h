/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-attachment.h"
#include "desk-db.h"
#include "desk-order-state.h"
#include "desk-store-crypt.h"
#include "desk-store-identity.h"

G_BEGIN_DECLS

typedef enum {
  DESK_STORE_ORDER_ERROR_CONFLICT, /* state or version are not what the caller saw */
} DeskStoreOrderError;

#define DESK_STORE_ORDER_ERROR (desk_store_order_error_quark ())
GQuark desk_store_order_error_quark (void);

/* An order as stored. Strings owned; those marked nullable are NULL until that step is done. */
typedef struct {
  char *id;
  char *number;
  char *account_id;
  char *product;
  DeskOrderState state;
  gint64 version;
  char *identity_check_id;
  char *holder;             /* name of the identity check, in clear */
  char *consent_version;    /* nullable */
  char *consent_sha256;     /* nullable; hex */
  gint64 consent_time;      /* Unix seconds; 0 without consent */
  gboolean has_ink;         /* the strokes: desk_store_order_dup_text() */
  gint64 basis;             /* counts changes of what the contract says */
  char *contract_id;        /* nullable: none in force */
  char *contract_state;     /* nullable; "prepared" or "signed" */
  char *contract_sha256;    /* nullable; hex */
  gint64 contract_read;     /* Unix seconds; 0: not read */
  int validity_years;       /* 0 until the product is chosen */
  char *seal_kind;          /* nullable */
  gint64 amount_fen;        /* 1/100 yuan */
  char *invoice_kind;       /* "none" until chosen */
  char *delivery;           /* nullable; JSON in clear */
  unsigned int attachments; /* a bit per DeskAttachmentKind */
  gint64 created;           /* Unix seconds */
  gint64 updated;           /* Unix seconds */
} DeskStoreOrder;

void desk_store_order_free (DeskStoreOrder *order);

/* The account's application in progress for the person of @identity, whichever check it rests on;
 * *@order is NULL if there is none. There is never more than one: the database sees to it, and
 * those that are completed or came to nothing do not count. */
gboolean desk_store_order_find_live (DeskDb *db,
                                     DeskStoreCrypt *crypt,
                                     const DeskStoreIdentity *identity,
                                     const char *product,
                                     DeskStoreOrder **order,
                                     GError **error);

/* A DRAFT for @identity with the day's next number, its first event and its audit row. The caller
 * has asked desk_store_order_find_live() in the same transaction. */
gboolean desk_store_order_create (DeskDb *db,
                                  DeskStoreCrypt *crypt,
                                  const DeskStoreIdentity *identity,
                                  const char *product,
                                  gint64 now,
                                  char **id,
                                  GError **error);

/* *@order is NULL if @account_id has no order @id. */
gboolean desk_store_order_get (DeskDb *db,
                               DeskStoreCrypt *crypt,
                               const char *account_id,
                               const char *id,
                               DeskStoreOrder **order,
                               GError **error);

/* At most @limit orders (DeskStoreOrder) of @account_id, newest first, older than the order with
 * the number @after (nullable: from the newest). */
GPtrArray *desk_store_order_list (DeskDb *db,
                                  DeskStoreCrypt *crypt,
                                  const char *account_id,
                                  const char *after,
                                  guint limit,
                                  GError **error);

/* Moves @order (as it was loaded) to @state: one row, an event with @note and an audit row
 * "order.STATE", or %DESK_STORE_ORDER_ERROR_CONFLICT. @content_hash: nullable, kept as it is. The
 * caller has asked the state table. */
gboolean desk_store_order_move (DeskDb *db,
                                const DeskStoreOrder *order,
                                DeskOrderState state,
                                const char *note,
                                const char *content_hash,
                                gint64 now,
                                GError **error);

typedef struct {
  gint64 time;          /* Unix seconds */
  DeskOrderState state; /* entered */
  char *note;           /* owned */
} DeskStoreEvent;

/* The newest events of an order (DeskStoreEvent), at most @limit, oldest first. */
GPtrArray *desk_store_order_events (DeskDb *db, const char *id, guint limit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskStoreOrder, desk_store_order_free)

G_END_DECLS
