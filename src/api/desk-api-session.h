/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-account.h"
#include "desk-api.h"

G_BEGIN_DECLS

/* What a key is to sign, see desk-challenge.h. */
typedef struct {
  char *id;      /* owned */
  GBytes *nonce; /* owned; 32 bytes */
  char *origin;  /* owned; whoever answers checks it against desk_api_get_server() */
} DeskApiChallenge;

void desk_api_challenge_free (DeskApiChallenge *challenge);

/* POST /v1/sessions/sms. */
void desk_api_session_start_by_code_async (DeskApi *self,
                                           const char *phone,
                                           const char *code,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);

/* POST /v1/ukey-challenges. */
void desk_api_session_request_challenge_async (DeskApi *self,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
DeskApiChallenge *
desk_api_session_request_challenge_finish (DeskApi *self, GAsyncResult *result, GError **error);

/* POST /v1/sessions/ukey. */
void desk_api_session_start_by_key_async (DeskApi *self,
                                          const char *challenge_id,
                                          GBytes *certificate,
                                          GBytes *signature,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);

/* Of both ways to start one: keeps the session's token for the requests that follow. */
DeskAccount *desk_api_session_start_finish (DeskApi *self, GAsyncResult *result, GError **error);

/* DELETE /v1/session. The token is forgotten at once, whatever the server answers. */
void desk_api_session_end_async (DeskApi *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean desk_api_session_end_finish (DeskApi *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskApiChallenge, desk_api_challenge_free)

G_END_DECLS
