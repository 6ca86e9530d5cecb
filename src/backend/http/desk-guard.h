/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-framing.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskGuard:
 *
 * Stands between a client's connection and SoupServer, whose authors say that it is no match for
 * untrusted clients. It hands out only complete, checked header blocks and exactly the body they
 * announce; it refuses everything else with a problem of its own and cuts the connection. It knows
 * how long each phase has lasted, for the listener to end what is overdue.
 *
 * The signal "closed" (no arguments) tells, once and before the guard goes, that its socket is
 * closed: by whoever holds the guard, or by the guard itself when the client has left between two
 * requests.
 */
#define DESK_TYPE_GUARD (desk_guard_get_type ())

G_DECLARE_FINAL_TYPE (DeskGuard, desk_guard, DESK, GUARD, GIOStream)

/* May this message's body be read? Called for each header block; FALSE with a %DESK_PROBLEM error
 * refuses it before a byte of the body is read. */
typedef gboolean (*DeskGuardCheck) (const DeskFraming *framing, gpointer user_data, GError **error);

/* How long the phases of a connection may last, in seconds. */
typedef struct {
  gint64 idle;    /* silence before a request */
  gint64 request; /* from the first octet to the last; a body has more, by its length */
  gint64 answer;  /* from the last octet to the end of the answer */
} DeskGuardTimes;

/* @connection is kept and closed with the guard. @user_data must outlive it. */
DeskGuard *desk_guard_new (GSocketConnection *connection,
                           const DeskGuardTimes *times,
                           DeskGuardCheck check,
                           gpointer user_data);

/* @now: g_get_monotonic_time(). */
gboolean desk_guard_is_overdue (DeskGuard *self, gint64 now);

/* No request is under way. */
gboolean desk_guard_is_idle (DeskGuard *self);

/* Ends the connection in both directions, whatever is under way. */
void desk_guard_cut (DeskGuard *self);

G_END_DECLS
