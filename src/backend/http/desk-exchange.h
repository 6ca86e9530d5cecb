/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-server-private.h"
#include "desk-spool.h"

G_BEGIN_DECLS

/* Takes a complete request through routing, checks, the database thread and the pool to its
 * answer. @spool: nullable, taken; the body of an upload. */
void desk_exchange_start (DeskServer *server, SoupServerMessage *message, DeskSpool *spool);

G_END_DECLS
