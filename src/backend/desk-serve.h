/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-backend.h"
#include "desk-server.h"

G_BEGIN_DECLS

/**
 * DeskServe:
 *
 * A whole running backend: everything under the data directory, the HTTP server and the
 * administration socket, on the thread-default main context.
 */
typedef struct _DeskServe DeskServe;

/* @listen: "127.0.0.1:0". Ready when it returns. */
DeskServe *desk_serve_start (const char *data_directory,
                             const char *listen,
                             const char *program,
                             DeskClock *clock,
                             GError **error);

const char *desk_serve_get_url (DeskServe *self);      /* of the listener */
DeskBackend *desk_serve_get_backend (DeskServe *self); /* borrowed */

/* Stops accepting, finishes what is under way, closes the database. */
void desk_serve_stop (DeskServe *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskServe, desk_serve_stop)

G_END_DECLS
