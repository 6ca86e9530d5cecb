/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"
#include "desk-store-account.h"

G_BEGIN_DECLS

/* Sessions: by an SMS code, by a key; looking at one, ending it. */

/* Makes a session for @account and answers 201 with its token. @method: "sms" or "ukey". */
gboolean desk_sessions_open (DeskBackend *backend,
                             DeskRequest *request,
                             DeskDb *db,
                             DeskStoreAccount *account,
                             gboolean created,
                             const char *method,
                             DeskResponse *response,
                             GError **error);

/* Counts a try to sign in by the client's address; limited when there were too many. */
gboolean
desk_sessions_count_try (DeskBackend *backend, DeskRequest *request, DeskDb *db, GError **error);

extern const DeskRoute desk_session_routes[];
extern const gsize desk_session_n_routes;

G_END_DECLS
