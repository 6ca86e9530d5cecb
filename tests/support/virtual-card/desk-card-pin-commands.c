/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card"

#include "desk-card-private.h"

/* NULL if P2 names none that is set. */
static DeskCardPin *
find_pin (DeskCard *self, const DeskApdu *apdu)
{
  DeskCardPin *pin = apdu->p2 <= DESK_CARD_PIN_LAST ? &self->memory->pins[apdu->p2] : NULL;

  return pin != NULL && pin->is_set ? pin : NULL;
}

/* Every comparison has changed a counter. */
static guint
note (DeskCard *self, const DeskApdu *apdu, guint status)
{
  if (status != DESK_STATUS_OK)
    self->verified &= ~(1u << apdu->p2);
  self->is_changed = TRUE;
  return status;
}

/* Without data it is only asked whether the PIN is verified. */
guint
desk_card_verify (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  DeskCardPin *pin = find_pin (self, apdu);
  guint status;

  if (pin == NULL)
    return DESK_STATUS_NOT_FOUND;
  if (apdu->length == 0)
    return (self->verified & 1u << apdu->p2) != 0 ? DESK_STATUS_OK : desk_card_pin_status (pin);
  if (apdu->length != DESK_CARD_PIN_LENGTH)
    return DESK_STATUS_WRONG_LENGTH;

  status = desk_card_pin_verify (pin, apdu->data);
  if (status == DESK_STATUS_OK)
    self->verified |= 1u << apdu->p2;
  return note (self, apdu, status);
}

guint
desk_card_change_pin (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  DeskCardPin *pin = find_pin (self, apdu);

  if (pin == NULL)
    return DESK_STATUS_NOT_FOUND;
  if (apdu->p1 != 0)
    return DESK_STATUS_WRONG_PARAMETERS;
  if (apdu->length != 2 * DESK_CARD_PIN_LENGTH)
    return DESK_STATUS_WRONG_LENGTH;

  return note (self, apdu,
               desk_card_pin_change (pin, apdu->data, apdu->data + DESK_CARD_PIN_LENGTH));
}

/* P1 would allow to leave out the PUK or the new PIN; this card wants both. */
guint
desk_card_unblock_pin (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  DeskCardPin *pin = find_pin (self, apdu);

  if (pin == NULL)
    return DESK_STATUS_NOT_FOUND;
  if (apdu->p1 != 0)
    return DESK_STATUS_WRONG_PARAMETERS;
  if (apdu->length != 2 * DESK_CARD_PIN_LENGTH)
    return DESK_STATUS_WRONG_LENGTH;

  return note (self, apdu,
               desk_card_pin_unblock (pin, apdu->data, apdu->data + DESK_CARD_PIN_LENGTH));
}

/* P2 names one PIN, zero all of them. */
guint
desk_card_log_out (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  if (apdu->p2 > DESK_CARD_PIN_LAST)
    return DESK_STATUS_WRONG_PARAMETERS;

  self->verified &= apdu->p2 == 0 ? 0 : ~(1u << apdu->p2);
  return DESK_STATUS_OK;
}
