/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-guard.h"

G_BEGIN_DECLS

typedef enum {
  DESK_GUARD_WAITING, /* for the first octet of a request */
  DESK_GUARD_HEADER,
  DESK_GUARD_BODY,
  DESK_GUARD_ANSWER, /* the request is complete; its answer is under way */
  DESK_GUARD_REFUSED,
  DESK_GUARD_GONE, /* the client is, between two requests or before one was complete */
} DeskGuardState;

/**
 * DeskGuardInput:
 *
 * The reading side of a guard: a pollable stream. When it ends where a request was awaited it hands
 * out one malformed request before its end: libsoup 3.2 keeps a connection for ever if it finds the
 * end itself between two messages (soup_server_message_io_http1_finished() polls for the next
 * message, but nobody is told when that one fails before its first octet), and lets go of it after
 * a request it cannot read.
 */
#define DESK_TYPE_GUARD_INPUT (desk_guard_input_get_type ())

G_DECLARE_FINAL_TYPE (DeskGuardInput, desk_guard_input, DESK, GUARD_INPUT, GInputStream)

/* Called once, when the input ends where a request was awaited: with the problem it was refused
 * for, NULL if the client is gone. */
typedef void (*DeskGuardEnded) (const GError *problem, gpointer user_data);

DeskGuardInput *desk_guard_input_new (GInputStream *base,
                                      DeskGuardCheck check,
                                      gpointer check_data,
                                      DeskGuardEnded ended,
                                      gpointer ended_data);

DeskGuardState desk_guard_input_get_state (DeskGuardInput *self);
/* g_get_monotonic_time() when the state was entered, microseconds. */
gint64 desk_guard_input_get_since (DeskGuardInput *self);
/* Of the message under way, octets. */
gint64 desk_guard_input_get_content_length (DeskGuardInput *self);

G_END_DECLS
