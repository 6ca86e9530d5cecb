/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-token.h"
#include "desk-pin-policy.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is typed. */
typedef enum {
  DESK_PIN_ASK,             /* the PIN, for an act */
  DESK_PIN_CHANGE,          /* the old one, a new one twice */
  DESK_PIN_REPLACE_DEFAULT, /* a new one twice; the old one is DESK_PIN_DEFAULT */
  DESK_PIN_UNBLOCK,         /* the PUK or the administrator's PIN, a new PIN twice */
  DESK_PIN_FIRST,           /* the administrator's PIN, the first PIN twice */
} DeskPinPurpose;

/* Which of the fields. */
typedef enum {
  DESK_PIN_AT_KEY,    /* none: the key as a whole */
  DESK_PIN_AT_SECRET, /* the PIN, the old PIN, the PUK */
  DESK_PIN_AT_NEW,
} DeskPinPlace;

/* Judges a new PIN while it is typed; @old_pin nullable. */
typedef DeskPinProblem (*DeskPinCheck) (DeskSecret *pin, DeskSecret *old_pin, gpointer user_data);

/**
 * DeskPinForm:
 *
 * The fields of a DeskPinDialog: one PIN, or with a new one twice, whose policy is told while it is
 * typed. What was typed leaves it only as a DeskSecret. Signals: `changed`, `activate` (Enter, with
 * every field filled in).
 */
#define DESK_TYPE_PIN_FORM (desk_pin_form_get_type ())

G_DECLARE_FINAL_TYPE (DeskPinForm, desk_pin_form, DESK, PIN_FORM, GtkWidget)

void desk_pin_form_set_purpose (DeskPinForm *self, DeskPinPurpose purpose);
void desk_pin_form_set_token (DeskPinForm *self, DeskKeyToken *token);

/* Judges a new PIN besides length and policy. */
void desk_pin_form_set_check (DeskPinForm *self, DeskPinCheck check, gpointer user_data);

/* What the first field is for from now on. Wipes it. */
void desk_pin_form_set_secret_title (DeskPinForm *self, const char *title);

/* TRUE if something is typed in every field. */
gboolean desk_pin_form_is_filled (DeskPinForm *self);

/* FALSE after telling what is wrong at its field, with the focus there. */
gboolean desk_pin_form_check (DeskPinForm *self);

/* What was typed; @new_pin is NULL where none is asked for. The fields are wiped. */
void desk_pin_form_take (DeskPinForm *self, DeskSecret **secret, DeskSecret **new_pin);

/* Wipes the fields and takes away what was said of them. */
void desk_pin_form_clear (DeskPinForm *self);

/* After a clear: @sentence stands under the field, which has the focus. */
void
desk_pin_form_show (DeskPinForm *self, DeskPinPlace place, const char *sentence, gboolean is_error);

G_END_DECLS
