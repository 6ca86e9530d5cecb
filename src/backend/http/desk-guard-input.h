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
} DeskGuardState;

/**
 * DeskGuardInput:
 *
 * The reading side of a guard: a pollable stream.
 */
#define DESK_TYPE_GUARD_INPUT (desk_guard_input_get_type ())

G_DECLARE_FINAL_TYPE (DeskGuardInput, desk_guard_input, DESK, GUARD_INPUT, GInputStream)

/* @refused is called once, with the problem, when the input ends for a reason of its own. */
typedef void (*DeskGuardRefused) (const GError *problem, gpointer user_data);

DeskGuardInput *desk_guard_input_new (GInputStream *base,
                                      DeskGuardCheck check,
                                      gpointer check_data,
                                      DeskGuardRefused refused,
                                      gpointer refused_data);

DeskGuardState desk_guard_input_get_state (DeskGuardInput *self);
/* g_get_monotonic_time() when the state was entered, microseconds. */
gint64 desk_guard_input_get_since (DeskGuardInput *self);
/* Of the message under way, octets. */
gint64 desk_guard_input_get_content_length (DeskGuardInput *self);

G_END_DECLS
