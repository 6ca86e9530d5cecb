/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-guard.h"

G_BEGIN_DECLS

/**
 * DeskListener:
 *
 * Accepts connections on one address, holds their number down (in all and for each client address),
 * puts a guard in front of each and ends those that are overdue.
 */
#define DESK_TYPE_LISTENER (desk_listener_get_type ())

G_DECLARE_FINAL_TYPE (DeskListener, desk_listener, DESK, LISTENER, GObject)

typedef struct {
  guint connections;             /* at a time */
  guint connections_per_address; /* at a time */
  DeskGuardTimes times;
} DeskListenerLimits;

typedef void (*DeskListenerAccepted) (DeskGuard *guard,
                                      GSocketAddress *local,
                                      GSocketAddress *remote,
                                      gpointer user_data);

/* @check as for desk_guard_new(); @user_data for both callbacks, must outlive the listener. */
DeskListener *desk_listener_new (const DeskListenerLimits *limits,
                                 DeskGuardCheck check,
                                 DeskListenerAccepted accepted,
                                 gpointer user_data);

/* @address: "127.0.0.1:0", "[::1]:8080". */
gboolean desk_listener_listen (DeskListener *self, const char *address, GError **error);

/* "http://127.0.0.1:41234"; NULL before desk_listener_listen(). */
const char *desk_listener_get_url (DeskListener *self);

/* Takes no new connections and ends the idle ones. */
void desk_listener_stop (DeskListener *self);

/* Connections with a request under way. */
guint desk_listener_count_busy (DeskListener *self);
guint desk_listener_count (DeskListener *self);

/* Ends every connection. */
void desk_listener_cut (DeskListener *self);

G_END_DECLS
