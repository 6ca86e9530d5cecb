/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-router.h"
#include "desk-server.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

const DeskServerSetup *desk_server_get_setup (DeskServer *self);
DeskRouter *desk_server_get_router (DeskServer *self);

typedef void (*DeskServerWork) (gpointer data);

/* Runs @work on the bounded pool; FALSE if too much waits there already. */
gboolean desk_server_push_work (DeskServer *self, DeskServerWork work, gpointer data);

/* Requests between their first handler and their answer. */
void desk_server_count_exchange (DeskServer *self, int delta);

G_END_DECLS
