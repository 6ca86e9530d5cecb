/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-clock.h"
#include "desk-key-module.h"
#include "desk-ukey.h"

G_BEGIN_DECLS

/**
 * DeskKeySource:
 *
 * One driver in use and what it saw last. It is asked at most one thing at a time, and never while
 * it is at an operation; after one it is asked at once. Sets the `state` of its DeskKeyModule.
 * Signal `changed`: it has answered, or it has become slow or quick.
 */
#define DESK_TYPE_KEY_SOURCE (desk_key_source_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeySource, desk_key_source, DESK, KEY_SOURCE, GObject)

DeskKeySource *desk_key_source_new (DeskKeyModule *module, DeskClock *clock);

/* Ends the driver's process; call before the last unref. */
void desk_key_source_close (DeskKeySource *self);

DeskKeyModule *desk_key_source_get_module (DeskKeySource *self); /* borrowed */
DeskUkey *desk_key_source_get_ukey (DeskKeySource *self);        /* borrowed */

/* Borrowed until the next `changed`; NULL: it has not answered yet. */
const DeskUkeyScan *desk_key_source_get_scan (DeskKeySource *self);
/* When the look began that gave it (g_get_monotonic_time()), 0: none yet. */
gint64 desk_key_source_get_scan_time (DeskKeySource *self);

/* TRUE if a token with @serial was seen. */
gboolean desk_key_source_has_token (DeskKeySource *self, const char *serial);

/* TRUE if it answers to the system's service for readers (PC/SC). */
gboolean desk_key_source_uses_service (DeskKeySource *self);

/* Asks, unless the driver has something to do. */
void desk_key_source_poll (DeskKeySource *self);

/* Asks, after whatever it does now; @fresh as for desk_ukey_scan_async(). */
void desk_key_source_scan (DeskKeySource *self, gboolean fresh);

/* Takes the token with @serial from what was seen: it is known to be gone. */
void desk_key_source_forget_token (DeskKeySource *self, const char *serial);

G_END_DECLS
