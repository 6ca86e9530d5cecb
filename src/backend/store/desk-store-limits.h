/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-db.h"

G_BEGIN_DECLS

/* How often something happened to one subject, in a sliding window. Kept in the database, so that a
 * restart forgives nothing. */

/* @retry_after (out): seconds until one more of @kind is allowed for @subject, 0 if it is now:
 * fewer than
 * @max in the last @window seconds. @max 0 switches the limit off. */
gboolean desk_store_limits_check (DeskDb *db,
                                  const char *kind,
                                  const char *subject,
                                  gint64 window,
                                  gint64 max,
                                  gint64 now,
                                  gint64 *retry_after,
                                  GError **error);

/* Counts one, and forgets what is older than a day. */
gboolean desk_store_limits_note (
    DeskDb *db, const char *kind, const char *subject, gint64 now, GError **error);

G_END_DECLS
