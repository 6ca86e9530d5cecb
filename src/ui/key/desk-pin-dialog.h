/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-error.h"
#include "desk-pin-form.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskPinDialog:
 *
 * The window in which a PIN is typed, once or with a new one. It knows nothing of what is done with
 * it: DeskPinPrompt does. What was typed leaves it only as a DeskSecret, is wiped at once, and is
 * shown to no accessibility client.
 *
 * Signals: `submit` (DeskSecret *secret, DeskSecret *new_pin; both NULL where they are typed on the
 * key itself or not asked for): lengths and policy have been checked, no try was used otherwise.
 * `act`: the button of a key that is not ready for a PIN was pressed. `cancelled`: closed without
 * success, also while at work.
 */
#define DESK_TYPE_PIN_DIALOG (desk_pin_dialog_get_type ())

G_DECLARE_FINAL_TYPE (DeskPinDialog, desk_pin_dialog, DESK, PIN_DIALOG, AdwWindow)

/* @holder nullable: whose certificate it is about. @act names what the PIN is for, on the button
 * ("立即登录"); NULL: as the purpose has it. Modal over @parent's window; show it with
 * gtk_window_present(). */
DeskPinDialog *desk_pin_dialog_new (GtkWidget *parent,
                                    DeskPinPurpose purpose,
                                    DeskKeyToken *token,
                                    const char *holder,
                                    const char *act);

/* What is known of the key by now: tries, lengths. */
void desk_pin_dialog_set_token (DeskPinDialog *self, DeskKeyToken *token);

/* What an operation told of the tries since then. */
void desk_pin_dialog_set_tries (DeskPinDialog *self, DeskPinTries tries);

/* The fields, to be told more of; borrowed. */
DeskPinForm *desk_pin_dialog_get_form (DeskPinDialog *self);

/* A choice above the fields; takes the floating reference. */
void desk_pin_dialog_set_choice (DeskPinDialog *self, GtkWidget *choice);

/* Back to typing: the fields are empty, the right one has the focus; @sentence (nullable) stands
 * under it, or under all of them. */
void desk_pin_dialog_show_typing (DeskPinDialog *self,
                                  const char *sentence,
                                  DeskPinPlace place,
                                  gboolean is_error);

/* Nothing can be typed until the key is back; @sentence says so, @detail (nullable) what else is to
 * be known. */
void desk_pin_dialog_show_waiting (DeskPinDialog *self, const char *sentence, const char *detail);

/* No PIN is taken in @state of the key; its own action is offered if @can_act. */
void desk_pin_dialog_show_blocked (DeskPinDialog *self, DeskKeyState state, gboolean can_act);

/* While at work: the key has not answered for a second. */
void desk_pin_dialog_set_slow (DeskPinDialog *self, gboolean slow);

gboolean desk_pin_dialog_is_working (DeskPinDialog *self);

/* Done: closes without `cancelled`. */
void desk_pin_dialog_close_accepted (DeskPinDialog *self);

G_END_DECLS
