/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-request-private.h"
#include "desk-route.h"
#include "desk-spool.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Fills @request from a complete message and checks it against @route: media type, JSON, query,
 * Idempotency-Key. FALSE with a %DESK_PROBLEM error (or one of the disk). @spool: nullable,
 * borrowed. */
gboolean desk_exchange_fill_request (DeskRequest *request,
                                     const DeskRoute *route,
                                     SoupServerMessage *message,
                                     DeskSpool *spool,
                                     GError **error);

G_END_DECLS
