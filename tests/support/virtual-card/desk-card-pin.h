/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* PINs and PUKs are padded with FF to this many bytes. */
#define DESK_CARD_PIN_LENGTH 8

/* The highest number a PIN may have; the lowest is 1. */
#define DESK_CARD_PIN_LAST 14

/* Fewer tries for the PUK than OpenSC's profile asks for (10), as issuers have it. */
#define DESK_CARD_PUK_TRIES 8

/**
 * DeskCardPin:
 *
 * A PIN, its PUK, and how often each may still be tried. Zeros are a PIN that was never set.
 */
typedef struct {
  gboolean is_set;
  uint8_t pin[DESK_CARD_PIN_LENGTH];
  uint8_t puk[DESK_CARD_PIN_LENGTH];
  guint tries; /* left for the PIN */
  guint tries_at_first;
  guint puk_tries; /* left for the PUK */
  guint puk_tries_at_first;
} DeskCardPin;

/* @record: PIN, PUK, and one byte of tries for each. */
#define DESK_CARD_PIN_RECORD_LENGTH (2 * DESK_CARD_PIN_LENGTH + 2)
void desk_card_pin_set (DeskCardPin *self, const uint8_t *record);

/* What to answer when only asked: the tries left, as a status. */
guint desk_card_pin_status (const DeskCardPin *self);

/* Counts a try and compares. Returns a DeskStatus. */
guint desk_card_pin_verify (DeskCardPin *self, const uint8_t *pin);
guint desk_card_pin_change (DeskCardPin *self, const uint8_t *old_pin, const uint8_t *new_pin);

/* The same with the PUK, which sets a new PIN and gives it all its tries back. */
guint desk_card_pin_unblock (DeskCardPin *self, const uint8_t *puk, const uint8_t *new_pin);

G_END_DECLS
