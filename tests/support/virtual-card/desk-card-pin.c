/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card"

#include "desk-card-pin.h"

#include "desk-apdu.h"

#include <openssl/crypto.h>
#include <string.h>

static guint
status_of (guint tries)
{
  return tries == 0 ? DESK_STATUS_PIN_LOCKED : DESK_STATUS_WRONG_PIN | tries;
}

/* The try is spent before it is looked at: nothing is won by pulling the card out in between. */
static guint
compare (const uint8_t *secret, const uint8_t *given, guint *tries, guint tries_at_first)
{
  if (*tries == 0)
    return DESK_STATUS_PIN_LOCKED;

  (*tries)--;
  if (CRYPTO_memcmp (secret, given, DESK_CARD_PIN_LENGTH) != 0)
    return status_of (*tries);

  *tries = tries_at_first;
  return DESK_STATUS_OK;
}

void
desk_card_pin_set (DeskCardPin *self, const uint8_t *record)
{
  const uint8_t *tries = record + 2 * DESK_CARD_PIN_LENGTH;

  *self = (DeskCardPin){ .is_set = TRUE };
  memcpy (self->pin, record, DESK_CARD_PIN_LENGTH);
  memcpy (self->puk, record + DESK_CARD_PIN_LENGTH, DESK_CARD_PIN_LENGTH);
  self->tries = self->tries_at_first = tries[0] & 0x0F;
  self->puk_tries = self->puk_tries_at_first = MIN (tries[1] & 0x0F, DESK_CARD_PUK_TRIES);
}

guint
desk_card_pin_status (const DeskCardPin *self)
{
  return status_of (self->tries);
}

guint
desk_card_pin_verify (DeskCardPin *self, const uint8_t *pin)
{
  return compare (self->pin, pin, &self->tries, self->tries_at_first);
}

guint
desk_card_pin_change (DeskCardPin *self, const uint8_t *old_pin, const uint8_t *new_pin)
{
  guint status = desk_card_pin_verify (self, old_pin);

  if (status == DESK_STATUS_OK)
    memcpy (self->pin, new_pin, DESK_CARD_PIN_LENGTH);
  return status;
}

guint
desk_card_pin_unblock (DeskCardPin *self, const uint8_t *puk, const uint8_t *new_pin)
{
  guint status = compare (self->puk, puk, &self->puk_tries, self->puk_tries_at_first);

  if (status == DESK_STATUS_OK) {
    memcpy (self->pin, new_pin, DESK_CARD_PIN_LENGTH);
    self->tries = self->tries_at_first;
  }
  return status;
}
