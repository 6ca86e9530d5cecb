/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pin-flow.h"
#include "desk-pin-prompt.h"

G_BEGIN_DECLS

/**
 * DeskPinChangeDialog:
 *
 * Gives a key another PIN, from the window to success: after the old one, in place of the one it
 * was handed out with, or the first one. Signal: `closed` (gboolean changed), once.
 */
#define DESK_TYPE_PIN_CHANGE_DIALOG (desk_pin_change_dialog_get_type ())

G_DECLARE_FINAL_TYPE (DeskPinChangeDialog, desk_pin_change_dialog, DESK, PIN_CHANGE_DIALOG, GObject)

/* Shows the window over @parent's. @purpose: %DESK_PIN_CHANGE, %DESK_PIN_REPLACE_DEFAULT or
 * %DESK_PIN_FIRST. */
DeskPinChangeDialog *
desk_pin_change_dialog_new (GtkWidget *parent, DeskPinFlow *flow, DeskPinPurpose purpose);

/* Closes the window without `closed`. */
void desk_pin_change_dialog_close (DeskPinChangeDialog *self);

G_END_DECLS
