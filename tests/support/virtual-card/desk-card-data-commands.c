/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card"

#include "desk-card-private.h"

#include <string.h>

/* P1 of GET DATA and PUT DATA; P2 names the object. */
#define DATA_P1 0x01

#define DATA_MODULUS      0x01
#define DATA_EXPONENT     0x02
#define DATA_EC_POINT     0x86
#define DATA_CARD         0xA0
#define DATA_FILES        0xA1
#define DATA_CAPABILITIES 0xAA
#define DATA_BLANK_CARD   0xE0

/* Two bytes that are not used, then the access bytes of the master file and of the application. */
#define BLANK_CARD_LENGTH (2 + 2 * DESK_CARD_ACCESS_LENGTH)

/* Version 4.5.5 is the first that OpenSC trusts with command chaining, which RSA-2048 needs. */
static void
put_card (DeskCard *self, GByteArray *answer)
{
  static const uint8_t version[] = { 0, 0, 0, 0, 0, 4, 5, 5 };
  static const uint8_t change_counter[] = { 0, 1 };

  g_byte_array_append (answer, version, sizeof version);
  g_byte_array_append (answer, self->memory->serial, sizeof self->memory->serial);
  g_byte_array_append (answer, change_counter, sizeof change_counter);
}

/* Five numbers after the format's version: what it can (RSA, EC), bits of RSA, DES, AES, EC. */
static void
put_capabilities (GByteArray *answer)
{
  static const uint8_t version = 1;

  g_byte_array_append (answer, &version, 1);
  desk_apdu_put_number (answer, 0x01 | 0x08);
  desk_apdu_put_number (answer, 2048);
  desk_apdu_put_number (answer, 0);
  desk_apdu_put_number (answer, 0);
  desk_apdu_put_number (answer, 256);
}

static void
put_files (DeskCard *self, GByteArray *answer)
{
  GPtrArray *children = desk_card_get_directory (self)->children;

  for (guint i = 0; i < children->len; i++) {
    DeskCardFile *child = g_ptr_array_index (children, i);

    desk_apdu_put_number (answer, child->id);
  }
}

/* A point is an object of its own. */
static gboolean
put_point (DeskCardFile *file, GByteArray *answer)
{
  g_autoptr (GByteArray) point = g_byte_array_new ();
  uint8_t head[] = { DATA_EC_POINT, 0 };

  if (!desk_card_key_get_point (file, point))
    return FALSE;

  head[1] = (uint8_t) point->len;
  g_byte_array_append (answer, head, sizeof head);
  g_byte_array_append (answer, point->data, point->len);
  return TRUE;
}

static gboolean
put_object (DeskCard *self, uint8_t object, GByteArray *answer)
{
  switch (object) {
  case DATA_MODULUS:
    return desk_card_key_get_modulus (self->selected, answer);
  case DATA_EXPONENT:
    return desk_card_key_get_exponent (self->selected, answer);
  case DATA_EC_POINT:
    return put_point (self->selected, answer);
  case DATA_CARD:
    put_card (self, answer);
    return TRUE;
  case DATA_FILES:
    put_files (self, answer);
    return TRUE;
  case DATA_CAPABILITIES:
    put_capabilities (answer);
    return TRUE;
  default:
    return FALSE;
  }
}

guint
desk_card_get_data (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  if (apdu->p1 != DATA_P1 || !put_object (self, apdu->p2, answer))
    return DESK_STATUS_NOT_FOUND;
  return DESK_STATUS_OK;
}

/* A PIN is set as often as one likes before the card is activated, and once after. */
static guint
set_pin (DeskCard *self, const DeskApdu *apdu)
{
  DeskCardPin *pin = &self->memory->pins[apdu->p2];

  if (apdu->length < DESK_CARD_PIN_RECORD_LENGTH)
    return DESK_STATUS_WRONG_LENGTH;
  if (pin->is_set && self->memory->is_activated)
    return DESK_STATUS_CONDITIONS;

  desk_card_pin_set (pin, apdu->data);
  self->is_changed = TRUE;
  return DESK_STATUS_OK;
}

static guint
make_blank (DeskCard *self, const DeskApdu *apdu)
{
  if (apdu->length != BLANK_CARD_LENGTH)
    return DESK_STATUS_WRONG_LENGTH;
  if (!desk_card_allows (self, self->memory->master, DESK_CARD_ACCESS_DELETE))
    return DESK_STATUS_NOT_ALLOWED;

  desk_card_memory_erase (self->memory);
  desk_card_reset (self);
  memcpy (self->memory->master->access, apdu->data + 2, DESK_CARD_ACCESS_LENGTH);
  memcpy (desk_card_get_application (self)->access, apdu->data + 2 + DESK_CARD_ACCESS_LENGTH,
          DESK_CARD_ACCESS_LENGTH);
  self->is_changed = TRUE;
  return DESK_STATUS_OK;
}

guint
desk_card_put_data (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  if (apdu->p1 != DATA_P1)
    return DESK_STATUS_WRONG_PARAMETERS;
  if (apdu->p2 >= 1 && apdu->p2 <= DESK_CARD_PIN_LAST)
    return set_pin (self, apdu);
  return apdu->p2 == DATA_BLANK_CARD ? make_blank (self, apdu) : DESK_STATUS_WRONG_PARAMETERS;
}

/* From now on the access rules hold. */
guint
desk_card_activate (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  self->memory->is_activated = TRUE;
  self->verified = 0;
  self->is_changed = TRUE;
  return DESK_STATUS_OK;
}
