/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DeskClock:
 *
 * Where the program learns what time it is, so that a test can decide. Everything that compares
 * or stores a time takes one; nothing calls g_get_real_time() beside it. Thread-safe.
 */
#define DESK_TYPE_CLOCK (desk_clock_get_type ())

G_DECLARE_FINAL_TYPE (DeskClock, desk_clock, DESK, CLOCK, GObject)

DeskClock *desk_clock_new_system (void);

/* Stands still at @unix_us (microseconds since 1970 UTC) until it is advanced. */
DeskClock *desk_clock_new_manual (gint64 unix_us);

/* Only for a manual clock; @delta_us may be negative (a clock that was set back). */
void desk_clock_advance (DeskClock *self, gint64 delta_us);

/* Microseconds since 1970-01-01 UTC. */
gint64 desk_clock_now (DeskClock *self);

/* Seconds since 1970-01-01 UTC. */
gint64 desk_clock_now_seconds (DeskClock *self);

/* RFC 3339 in UTC with whole seconds, "2026-11-22T06:30:00Z". Caller frees. */
char *desk_clock_format_utc (gint64 unix_seconds);

/* The inverse; FALSE if @text is not of that form. */
gboolean desk_clock_parse_utc (const char *text, gint64 *unix_seconds);

G_END_DECLS
