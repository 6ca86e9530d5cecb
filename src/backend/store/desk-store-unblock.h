/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-db.h"
#include "desk-store-crypt.h"
#include "desk-unblock-request.h"

G_BEGIN_DECLS

/* Requests to unlock a key. Every change appends its audit row. */

/* What is asked for. Strings borrowed. */
typedef struct {
  const char *account_id;
  const char *token_serial;
  const char *token_label;
  DeskUnblockReason reason;
} DeskStoreUnblock;

/* What customer service needs to know of one. Strings owned. */
typedef struct {
  DeskUnblockRequest request;
  char *phone;        /* of the account, in clear, 11 digits */
  char *token_serial; /* in clear */
  char *token_label;  /* in clear */
  char *reason;       /* its code */
} DeskStoreUnblockCase;

void desk_store_unblock_case_free (DeskStoreUnblockCase *unblock_case);

/* *@request receives the request that is under way for this key in this account, NULL if there is
 * none. Caller frees. */
gboolean desk_store_unblock_find (DeskDb *db,
                                  DeskStoreCrypt *crypt,
                                  const DeskStoreUnblock *unblock,
                                  DeskUnblockRequest **request,
                                  GError **error);

gboolean desk_store_unblock_add (DeskDb *db,
                                 DeskStoreCrypt *crypt,
                                 const DeskStoreUnblock *unblock,
                                 gint64 now,
                                 DeskUnblockRequest **request,
                                 GError **error);

/* Newest first, at most @limit; DeskUnblockRequest. NULL on error; caller owns. */
GPtrArray *desk_store_unblock_list (
    DeskDb *db, DeskStoreCrypt *crypt, const char *account_id, guint limit, GError **error);

/* All that wait for customer service, oldest first; DeskStoreUnblockCase. */
GPtrArray *desk_store_unblock_list_open (DeskDb *db, DeskStoreCrypt *crypt, GError **error);

/* Ends the request @number with @state; %G_IO_ERROR_NOT_FOUND if none with it is under way. */
gboolean desk_store_unblock_close (DeskDb *db,
                                   const char *number,
                                   DeskUnblockState state,
                                   const char *note,
                                   const char *actor,
                                   gint64 now,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskStoreUnblockCase, desk_store_unblock_case_free)

G_END_DECLS
