/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Status words, the end of every answer (ISO 7816-4, 5.6). */
typedef enum {
  DESK_STATUS_OK = 0x9000,
  DESK_STATUS_MORE = 0x6100, /* plus the bytes left, 0 for 256 and more */
  DESK_STATUS_END_OF_FILE = 0x6282,
  DESK_STATUS_WRONG_PIN = 0x63C0, /* plus the tries left */
  DESK_STATUS_MEMORY_FAILURE = 0x6581,
  DESK_STATUS_WRONG_LENGTH = 0x6700,
  DESK_STATUS_CHAIN_BROKEN = 0x6883,
  DESK_STATUS_NO_ELEMENTARY_FILE = 0x6981,
  DESK_STATUS_NOT_ALLOWED = 0x6982,
  DESK_STATUS_PIN_LOCKED = 0x6983,
  DESK_STATUS_CONDITIONS = 0x6985,
  DESK_STATUS_WRONG_DATA = 0x6A80,
  DESK_STATUS_NOT_SUPPORTED = 0x6A81,
  DESK_STATUS_FILE_NOT_FOUND = 0x6A82,
  DESK_STATUS_NO_SPACE = 0x6A84,
  DESK_STATUS_WRONG_PARAMETERS = 0x6A86,
  DESK_STATUS_NOT_FOUND = 0x6A88,
  DESK_STATUS_FILE_EXISTS = 0x6A89,
  DESK_STATUS_WRONG_OFFSET = 0x6B00,
  DESK_STATUS_WRONG_INSTRUCTION = 0x6D00,
  DESK_STATUS_WRONG_CLASS = 0x6E00,
} DeskStatus;

/**
 * DeskApdu:
 *
 * A command as ISO 7816-4, 5.1 has it, with short or extended lengths.
 */
typedef struct {
  uint8_t class_octet;
  uint8_t instruction;
  uint8_t p1;
  uint8_t p2;
  const uint8_t *data; /* borrowed from the frame */
  size_t length;       /* bytes of data */
  size_t expected;     /* most bytes the answer may have; 0 for none */
} DeskApdu;

/* Set in the class of every command of a chain but the last. */
#define DESK_APDU_CHAINED 0x10

/* FALSE if the lengths inside @frame do not add up to @length. */
gboolean desk_apdu_parse (DeskApdu *self, const uint8_t *frame, size_t length);

/* Finds the first object with a one-byte @tag and a one-byte length among @data. NULL if there is
 * none or if it does not have exactly @length bytes. */
const uint8_t *
desk_apdu_find_object (const uint8_t *data, size_t data_length, uint8_t tag, size_t length);

/* Two bytes, the high one first, as everything on a card is. */
guint desk_apdu_get_number (const uint8_t *bytes);
void desk_apdu_put_number (GByteArray *bytes, guint number);

G_END_DECLS
