/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-secret.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskPinEntry:
 *
 * One line for a PIN. Not a GtkEditable on purpose: entries hand their plain text to every
 * accessibility client, to the clipboard and to the undo history. This one keeps what was typed in
 * a buffer of its own that is wiped, and draws dots. It takes printable ASCII, Backspace and Delete
 * (which clears); at most %DESK_PIN_ENTRY_CAPACITY characters.
 *
 * Properties: `revealed` (draws the characters; for the person at the screen only), `label` (its
 * accessible name; NULL: "PIN"), `hint` (what stands under it, for assistive technology),
 * `caps-lock` (read-only: it has the focus and Caps Lock is on). Signals: `changed`, `activate`
 * (Enter). CSS node: `entry.pin`. Accessibility: a text box whose description tells how many
 * characters were typed, whether Caps Lock is on, and the hint.
 */
#define DESK_TYPE_PIN_ENTRY (desk_pin_entry_get_type ())

G_DECLARE_FINAL_TYPE (DeskPinEntry, desk_pin_entry, DESK, PIN_ENTRY, GtkWidget)

#define DESK_PIN_ENTRY_CAPACITY 64

GtkWidget *desk_pin_entry_new (void);

/* Characters typed. */
size_t desk_pin_entry_get_length (DeskPinEntry *self);

/* A new secret with what was typed. */
DeskSecret *desk_pin_entry_copy (DeskPinEntry *self);

/* The same; the entry is wiped and empty. */
DeskSecret *desk_pin_entry_take (DeskPinEntry *self);

void desk_pin_entry_clear (DeskPinEntry *self);

G_END_DECLS
