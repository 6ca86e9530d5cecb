/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"
#include "desk-unblock-request.h"

G_BEGIN_DECLS

/* Asking customer service to unlock a key that cannot be unlocked at its holder's computer. */

/* For customer service: one line for each request that waits, "" if none does. Nothing personal is
 * in clear but what is needed to find the key. NULL on error; caller frees. */
char *desk_unblock_requests_dup_list (DeskBackend *backend, DeskDb *db, GError **error);

/* Ends a request. @note is what the applicant reads; may be "". */
gboolean desk_unblock_requests_close (DeskBackend *backend,
                                      DeskDb *db,
                                      const char *number,
                                      DeskUnblockState state,
                                      const char *note,
                                      gint64 now,
                                      GError **error);

extern const DeskRoute desk_unblock_request_routes[];
extern const gsize desk_unblock_request_n_routes;

G_END_DECLS
