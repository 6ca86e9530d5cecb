/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DeskCountdown:
 *
 * Seconds that run down to 0 by themselves in the default main context. Property `seconds`,
 * notified once a second. Measured against the monotonic clock, so a sleeping computer does not
 * stretch it.
 */
#define DESK_TYPE_COUNTDOWN (desk_countdown_get_type ())

G_DECLARE_FINAL_TYPE (DeskCountdown, desk_countdown, DESK, COUNTDOWN, GObject)

DeskCountdown *desk_countdown_new (void);

guint desk_countdown_get_seconds (DeskCountdown *self);

/* Begins again from @seconds; 0 stops it. */
void desk_countdown_start (DeskCountdown *self, guint seconds);

G_END_DECLS
