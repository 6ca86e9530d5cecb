/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pin-flow.h"
#include "desk-pin-prompt.h"

G_BEGIN_DECLS

/**
 * DeskPinUnblockDialog:
 *
 * Unlocks a key, from the window to success: by its PUK or the administrator's PIN where its driver
 * can, otherwise by a request to customer service (DeskUnblockWindow), which can also be chosen at
 * once. Signal: `closed` (gboolean unlocked), once.
 */
#define DESK_TYPE_PIN_UNBLOCK_DIALOG (desk_pin_unblock_dialog_get_type ())

G_DECLARE_FINAL_TYPE (
    DeskPinUnblockDialog, desk_pin_unblock_dialog, DESK, PIN_UNBLOCK_DIALOG, GObject)

/* Shows the window over @parent's. */
DeskPinUnblockDialog *desk_pin_unblock_dialog_new (GtkWidget *parent, DeskPinFlow *flow);

/* Closes the window without `closed`. */
void desk_pin_unblock_dialog_close (DeskPinUnblockDialog *self);

G_END_DECLS
