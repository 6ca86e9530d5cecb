/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-certificate.h"
#include "desk-keys.h"
#include "desk-pin-dialog.h"
#include "desk-pin-flow.h"

G_BEGIN_DECLS

/**
 * DeskPinPrompt:
 *
 * Asks for a PIN for any act with a key, from the first window to success, and deals with every
 * error of the key on the way: a wrong PIN is typed again; a key that was pulled out is waited for
 * by its serial, whatever else is plugged in; a driver that crashed or hangs is tried again; a key
 * that takes no PIN offers its own remedy (the window's actions `win.change-pin`, `win.set-pin`,
 * `win.unblock-pin`, with the serial) and goes on once that is done.
 *
 * The owner carries out each `submit` and answers with desk_pin_prompt_answer().
 *
 * Properties: `tokens` (GListModel of DeskKeyToken, nullable: what is plugged in is not known) and
 * `slow` (the key has not answered for a second); see desk_pin_prompt_set_keys(). Signals: `submit`
 * (DeskSecret *secret, DeskSecret *new_pin, as DeskPinDialog); `cancelled`: what is under way is
 * to be cancelled, nothing more comes.
 */
#define DESK_TYPE_PIN_PROMPT (desk_pin_prompt_get_type ())

G_DECLARE_FINAL_TYPE (DeskPinPrompt, desk_pin_prompt, DESK, PIN_PROMPT, GObject)

/* Arguments as of desk_pin_dialog_new(). The window is shown by desk_pin_prompt_present(). */
DeskPinPrompt *desk_pin_prompt_new (GtkWidget *parent,
                                    DeskPinPurpose purpose,
                                    DeskKeyToken *token,
                                    const char *holder,
                                    const char *act);

/* The PIN of @certificate's key, for @act. */
DeskPinPrompt *
desk_pin_prompt_new_for (GtkWidget *parent, DeskKeyCertificate *certificate, const char *act);

/* @sentence (translated, static; nullable) is said in place of the state's own when the first field
 * was wrong. */
void desk_pin_prompt_set_wrong_sentence (DeskPinPrompt *self, const char *sentence);

/* Binds `tokens` and `slow`; NULL: what is plugged in stays unknown. */
void desk_pin_prompt_set_keys (DeskPinPrompt *self, DeskKeys *keys);

/* The same with the keys of @flow, which judges what is typed as a new PIN; before it is shown. */
void desk_pin_prompt_set_flow (DeskPinPrompt *self, DeskPinFlow *flow);

void desk_pin_prompt_present (DeskPinPrompt *self);
DeskPinDialog *desk_pin_prompt_get_dialog (DeskPinPrompt *self); /* borrowed, NULL once closed */

/* TRUE if desk_pin_prompt_answer() would go on with @error in the same window. */
gboolean desk_pin_prompt_handles (DeskPinPrompt *self, const GError *error);

/* What a submit came to; @error NULL: success. TRUE: it was about the key or the PIN, the window
 * stays and goes on. FALSE: the window is closed, and an @error is the owner's to tell. */
gboolean desk_pin_prompt_answer (DeskPinPrompt *self, const GError *error);

/* As desk_pin_prompt_answer(), but an @error that another try does not mend is told in the window
 * too, which stays: FALSE is success. */
gboolean desk_pin_prompt_answer_here (DeskPinPrompt *self, const GError *error);

/* Closes the window without `cancelled`. */
void desk_pin_prompt_close (DeskPinPrompt *self);

G_END_DECLS
