/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-db.h"

G_BEGIN_DECLS

/* How long a session lives at most, and how long without a request. */
#define DESK_SESSION_SECONDS      (12 * 60 * 60)
#define DESK_SESSION_IDLE_SECONDS (2 * 60 * 60)
/* last_seen is not written more often than this. */
#define DESK_SESSION_TOUCH_SECONDS (5 * 60)

typedef struct {
  char *id;
  char *account_id;
  gint64 last_seen; /* Unix seconds */
  gint64 expires;   /* Unix seconds */
} DeskStoreSession;

void desk_store_session_free (DeskStoreSession *session);

/* Makes a session with its audit row. *@token (out): what the client sends; only its SHA-256 is
 * stored. @method: "sms" or "ukey". */
gboolean desk_store_session_create (DeskDb *db,
                                    const char *account_id,
                                    const char *method,
                                    gint64 now,
                                    char **token,
                                    gint64 *expires,
                                    GError **error);

/* *@session is NULL if @token opens none at @now. */
gboolean desk_store_session_find (
    DeskDb *db, const char *token, gint64 now, DeskStoreSession **session, GError **error);

/* %G_IO_ERROR_NOT_FOUND if there is no such session. */
gboolean
desk_store_session_get_expires (DeskDb *db, const char *id, gint64 *expires, GError **error);

gboolean desk_store_session_touch (DeskDb *db, const char *id, gint64 now, GError **error);

gboolean desk_store_session_remove (
    DeskDb *db, const char *id, const char *account_id, gint64 now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskStoreSession, desk_store_session_free)

G_END_DECLS
