/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-db.h"
#include "desk-store-crypt.h"

G_BEGIN_DECLS

/* A live one-time code as stored. */
typedef struct {
  char *code_hash; /* owned; desk_store_crypt_code_hash() */
  gint64 tries;    /* wrong ones so far */
  gint64 created;  /* Unix seconds */
  gint64 expires;  /* Unix seconds */
} DeskStoreSmsCode;

void desk_store_sms_code_free (DeskStoreSmsCode *code);

/* Replaces the code of that number and purpose. */
gboolean desk_store_sms_code_put (DeskDb *db,
                                  const char *phone_index,
                                  const char *purpose,
                                  const DeskStoreSmsCode *code,
                                  GError **error);

/* FALSE only for an error; *@code is NULL if there is none. */
gboolean desk_store_sms_code_get (DeskDb *db,
                                  const char *phone_index,
                                  const char *purpose,
                                  DeskStoreSmsCode **code,
                                  GError **error);

gboolean desk_store_sms_code_count_try (DeskDb *db,
                                        const char *phone_index,
                                        const char *purpose,
                                        GError **error);

gboolean desk_store_sms_code_remove (DeskDb *db,
                                     const char *phone_index,
                                     const char *purpose,
                                     GError **error);

/* Keeps a text that is to reach @phone. */
gboolean desk_store_sms_message_add (DeskDb *db,
                                     DeskStoreCrypt *crypt,
                                     const char *phone,
                                     const char *text,
                                     gint64 now,
                                     GError **error);

/* The newest text for @phone; *@text is NULL if there is none. */
gboolean desk_store_sms_message_get_newest (
    DeskDb *db, DeskStoreCrypt *crypt, const char *phone, char **text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskStoreSmsCode, desk_store_sms_code_free)

G_END_DECLS
