/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card"

#include "desk-card-private.h"

#include <openssl/rand.h>
#include <string.h>

/* P1 and P2: choose a key for signing (ISO 7816-4, 7.5.11). */
#define CHOOSE_FOR_SIGNING 0x41B6
#define TAG_ALGORITHM      0x80
#define TAG_KEY_FILE       0x81

/* P1 and P2: a signature comes back, the input for it goes in (ISO 7816-8, 11.7). */
#define COMPUTE_SIGNATURE 0x9E9A

/* What OpenSC sends with every generation of an RSA key: the public exponent, which is 65537. */
static const uint8_t rsa_exponent[] = { 0x30, 0x05, 0x81, 0x03, 0x01, 0x00, 0x01 };

static guint
parameters_of (const DeskApdu *apdu)
{
  return (guint) apdu->p1 << 8 | apdu->p2;
}

guint
desk_card_choose_key (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  const uint8_t *algorithm = desk_apdu_find_object (apdu->data, apdu->length, TAG_ALGORITHM, 1);
  const uint8_t *id = desk_apdu_find_object (apdu->data, apdu->length, TAG_KEY_FILE, 2);
  DeskCardFile *file;

  self->signing_key = NULL;
  if (parameters_of (apdu) != CHOOSE_FOR_SIGNING)
    return DESK_STATUS_NOT_SUPPORTED;
  if (algorithm == NULL || id == NULL)
    return DESK_STATUS_WRONG_DATA;

  file = desk_card_file_walk (desk_card_get_application (self), id, 2);
  if (file == NULL || !desk_card_file_is_key (file))
    return DESK_STATUS_NOT_FOUND;

  self->signing_key = file;
  self->signature = *algorithm;
  return DESK_STATUS_OK;
}

guint
desk_card_generate_key (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  DeskCardFile *file = self->selected;

  if (!desk_card_file_is_key (file))
    return DESK_STATUS_CONDITIONS;
  if (!desk_card_allows (self, file, DESK_CARD_ACCESS_GENERATE))
    return DESK_STATUS_NOT_ALLOWED;
  if (apdu->length > 0
      && (apdu->length != sizeof rsa_exponent
          || memcmp (apdu->data, rsa_exponent, sizeof rsa_exponent) != 0))
    return DESK_STATUS_WRONG_DATA;
  if (!desk_card_key_generate (file))
    return DESK_STATUS_MEMORY_FAILURE;

  self->is_changed = TRUE;
  return DESK_STATUS_OK;
}

guint
desk_card_sign (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  if (parameters_of (apdu) != COMPUTE_SIGNATURE)
    return DESK_STATUS_NOT_SUPPORTED;
  if (self->signing_key == NULL)
    return DESK_STATUS_CONDITIONS;
  if (!desk_card_allows (self, self->signing_key, DESK_CARD_ACCESS_USE_KEY))
    return DESK_STATUS_NOT_ALLOWED;

  return desk_card_key_sign (self->signing_key, self->signature, apdu->data, apdu->length, answer)
             ? DESK_STATUS_OK
             : DESK_STATUS_WRONG_DATA;
}

guint
desk_card_get_challenge (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  uint8_t random[256];
  size_t length = MIN (apdu->expected, sizeof random);

  if (RAND_bytes (random, (int) length) != 1)
    return DESK_STATUS_MEMORY_FAILURE;

  g_byte_array_append (answer, random, (guint) length);
  return DESK_STATUS_OK;
}
