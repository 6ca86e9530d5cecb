/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card"

#include "desk-apdu.h"

#define HEADER_LENGTH 4

/* Le of zero asks for all that its width can count. */
static size_t
expected_of (guint le, size_t most)
{
  return le == 0 ? most : le;
}

/* @body begins with Lc or Le of one byte. */
static gboolean
parse_short (DeskApdu *self, const uint8_t *body, size_t length)
{
  if (length == 1) {
    self->expected = expected_of (body[0], 256);
    return TRUE;
  }

  self->data = body + 1;
  self->length = body[0];
  if (self->length == 0 || length < 1 + self->length || length > 2 + self->length)
    return FALSE;
  if (length == 2 + self->length)
    self->expected = expected_of (body[length - 1], 256);
  return TRUE;
}

/* @body begins with a zero, then Lc or Le of two bytes. */
static gboolean
parse_extended (DeskApdu *self, const uint8_t *body, size_t length)
{
  if (length == 3) {
    self->expected = expected_of (desk_apdu_get_number (body + 1), 65536);
    return TRUE;
  }

  self->data = body + 3;
  self->length = desk_apdu_get_number (body + 1);
  if (self->length == 0 || (length != 3 + self->length && length != 3 + self->length + 2))
    return FALSE;
  if (length == 3 + self->length + 2)
    self->expected = expected_of (desk_apdu_get_number (body + length - 2), 65536);
  return TRUE;
}

gboolean
desk_apdu_parse (DeskApdu *self, const uint8_t *frame, size_t length)
{
  const uint8_t *body = frame + HEADER_LENGTH;

  if (length < HEADER_LENGTH)
    return FALSE;

  *self = (DeskApdu){
    .class_octet = frame[0],
    .instruction = frame[1],
    .p1 = frame[2],
    .p2 = frame[3],
  };
  length -= HEADER_LENGTH;

  if (length == 0)
    return TRUE;
  return length >= 3 && body[0] == 0 ? parse_extended (self, body, length)
                                     : parse_short (self, body, length);
}

const uint8_t *
desk_apdu_find_object (const uint8_t *data, size_t data_length, uint8_t tag, size_t length)
{
  size_t at = 0;

  while (data_length - at >= 2 && data_length - at - 2 >= data[at + 1]) {
    if (data[at] == tag)
      return data[at + 1] == length ? data + at + 2 : NULL;
    at += 2 + data[at + 1];
  }

  return NULL;
}

guint
desk_apdu_get_number (const uint8_t *bytes)
{
  return (guint) bytes[0] << 8 | bytes[1];
}

void
desk_apdu_put_number (GByteArray *bytes, guint number)
{
  const uint8_t both[] = { (uint8_t) (number >> 8), (uint8_t) number };

  g_byte_array_append (bytes, both, sizeof both);
}
