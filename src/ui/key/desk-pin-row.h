/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pin-entry.h"

G_BEGIN_DECLS

/* How the line under the field is meant. */
typedef enum {
  DESK_PIN_ROW_HINT,
  DESK_PIN_ROW_GOOD,
  DESK_PIN_ROW_WARNING, /* while typing: not yet what is needed */
  DESK_PIN_ROW_ERROR,   /* announced; the field is invalid */
} DeskPinRowTone;

/**
 * DeskPinRow:
 *
 * A DeskPinEntry with its title, show/hide, a line under it and the hint that Caps Lock is on.
 * Property: `title` (nullable: not shown, the field is called "PIN"). Signals: `changed`,
 * `activate`.
 */
#define DESK_TYPE_PIN_ROW (desk_pin_row_get_type ())

G_DECLARE_FINAL_TYPE (DeskPinRow, desk_pin_row, DESK, PIN_ROW, GtkWidget)

DeskPinEntry *desk_pin_row_get_entry (DeskPinRow *self); /* borrowed */
void desk_pin_row_set_title (DeskPinRow *self, const char *title);

/* @line NULL or "" hides it. */
void desk_pin_row_set_line (DeskPinRow *self, const char *line, DeskPinRowTone tone);

G_END_DECLS
