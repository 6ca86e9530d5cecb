/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-certificate.h"
#include "desk-pin-policy.h"
#include "desk-secret.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskPinDialog:
 *
 * Asks for the PIN of a Ukey. The owner answers each `submit` with desk_pin_dialog_close_accepted()
 * or desk_pin_dialog_show_problem(); until then the dialog shows that it is at work. What was typed
 * leaves the dialog only as a DeskSecret, is wiped from the entry at once, and is shown to no
 * accessibility client.
 *
 * Signals: `submit` (DeskSecret *pin, NULL for a PIN that is typed on the key itself): the length
 * has been checked (6 to 16 octets, no try was used otherwise). `cancelled`: closed without a PIN
 * that was accepted; also while at work.
 */
#define DESK_TYPE_PIN_DIALOG (desk_pin_dialog_get_type ())

G_DECLARE_FINAL_TYPE (DeskPinDialog, desk_pin_dialog, DESK, PIN_DIALOG, AdwWindow)

/* @act names what the PIN is for, on the button ("立即登录", "签署合同"). Modal over @parent's
 * window; show it with gtk_window_present(). */
DeskPinDialog *
desk_pin_dialog_new (GtkWidget *parent, DeskKeyCertificate *certificate, const char *act);

/* Back to typing: the entry is empty and has the focus; @sentence stands under it. @tries as known
 * now. */
void desk_pin_dialog_show_problem (DeskPinDialog *self, const char *sentence, DeskPinTries tries);

/* Done: closes without `cancelled`. */
void desk_pin_dialog_close_accepted (DeskPinDialog *self);

G_END_DECLS
