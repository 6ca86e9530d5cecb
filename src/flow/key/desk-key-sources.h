/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-clock.h"
#include "desk-key-settings.h"
#include "desk-key-view.h"
#include "desk-ukey.h"

G_BEGIN_DECLS

/**
 * DeskKeySources:
 *
 * Every driver that DeskKeySettings says is in use, and the system's service for readers. While
 * polling, drivers are asked every second and a half, except one that is at work. Signal `changed`:
 * something may have to be told differently.
 */
#define DESK_TYPE_KEY_SOURCES (desk_key_sources_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeySources, desk_key_sources, DESK, KEY_SOURCES, GObject)

DeskKeySources *desk_key_sources_new (DeskKeySettings *settings, DeskClock *clock);

/* Ends every driver's process; call before the last unref. */
void desk_key_sources_close (DeskKeySources *self);

void desk_key_sources_set_polling (DeskKeySources *self, gboolean polling);

/* Asks all drivers, each after what it does now; @fresh: anew, and the service too. */
void desk_key_sources_scan (DeskKeySources *self, gboolean fresh);

/* TRUE once every driver has answered a look that began at @since (monotonic us) or later, and the
 * service is not being asked. */
gboolean desk_key_sources_is_known (DeskKeySources *self, gint64 since);

/* TRUE if such a look saw the token with @serial. */
gboolean desk_key_sources_has_seen (DeskKeySources *self, gint64 since, const char *serial);

/* What is to be told, new; @verdicts as in DeskKeyContext. */
DeskKeyView *desk_key_sources_make_view (DeskKeySources *self, GHashTable *verdicts);

/* TRUE if a driver has not answered for a second. */
gboolean desk_key_sources_is_slow (DeskKeySources *self);

/* The token with @serial is known to be gone. */
void desk_key_sources_forget_token (DeskKeySources *self, const char *serial);

/* The driver @path; borrowed, NULL if it is not in use. */
DeskUkey *desk_key_sources_get_ukey (DeskKeySources *self, const char *path);

G_END_DECLS
