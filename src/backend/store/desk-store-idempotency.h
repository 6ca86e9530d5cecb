/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-db.h"
#include "desk-store-crypt.h"

G_BEGIN_DECLS

#define DESK_IDEMPOTENCY_SECONDS (24 * 60 * 60)

/* The answer a client got for one Idempotency-Key. */
typedef struct {
  char *request_sha256; /* owned; of method, path and body */
  guint status;         /* HTTP */
  GBytes *response;     /* owned; JSON, NULL for an empty answer */
} DeskStoreAnswer;

void desk_store_answer_free (DeskStoreAnswer *answer);

/* @scope: account id, or "" on a public route. *@answer is NULL if there is none in the last 24 h.
 */
gboolean desk_store_answer_get (DeskDb *db,
                                DeskStoreCrypt *crypt,
                                const char *scope,
                                const char *key,
                                gint64 now,
                                DeskStoreAnswer **answer,
                                GError **error);

/* In the transaction of the effect. */
gboolean desk_store_answer_put (DeskDb *db,
                                DeskStoreCrypt *crypt,
                                const char *scope,
                                const char *key,
                                const DeskStoreAnswer *answer,
                                gint64 now,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskStoreAnswer, desk_store_answer_free)

G_END_DECLS
