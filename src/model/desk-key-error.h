/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-state.h"

G_BEGIN_DECLS

/* What became of the PIN that an operation was given. */
typedef enum {
  DESK_PIN_USE_NONE,     /* it never reached the key: no try was used */
  DESK_PIN_USE_MAYBE,    /* it was on its way when the operation ended */
  DESK_PIN_USE_ACCEPTED, /* the key had taken it */
} DeskPinUse;

/* Why something with a key did not happen. The code of an error of this domain is the DeskKeyState
 * one is in now; its message is for the log. */
#define DESK_KEY_ERROR (desk_key_error_quark ())

GQuark desk_key_error_quark (void);

GError *desk_key_error_new (DeskKeyState state, DeskPinUse pin_use, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* TRUE if @error (nullable) is a key error of @state. */
gboolean desk_key_error_is (const GError *error, DeskKeyState state);

/* %DESK_PIN_USE_NONE for an error of another domain. */
DeskPinUse desk_key_error_get_pin_use (const GError *error);

/* For g_set_error() at a place that knows nothing of the PIN: %DESK_PIN_USE_NONE until this says
 * otherwise. @error is of this domain. */
void desk_key_error_set_pin_use (GError *error, DeskPinUse pin_use);

G_END_DECLS
