/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card"

#include "desk-card-private.h"

#include <string.h>

/* More than any command of a chain needs: a modulus, a DigestInfo. */
#define CHAIN_MAX 1024

/* OpenSC's driver sends some commands in a class of MyEID's own. */
#define CLASS_ISO   0x00
#define CLASS_MYEID 0xA0

/* Named after ISO 7816-4 and -8, or after what MyEID does with them. */
typedef enum {
  ERASE_BINARY = 0x0E,
  VERIFY = 0x20,
  CHOOSE_KEY = 0x22,
  CHANGE_PIN = 0x24,
  SIGN = 0x2A,
  UNBLOCK_PIN = 0x2C,
  LOG_OUT = 0x2E,
  ACTIVATE = 0x44,
  GENERATE_KEY = 0x46,
  GET_CHALLENGE = 0x84,
  SELECT = 0xA4,
  READ_BINARY = 0xB0,
  GET_RESPONSE = 0xC0,
  GET_DATA = 0xCA,
  WRITE_BINARY = 0xD0,
  UPDATE_BINARY = 0xD6,
  PUT_DATA = 0xDA,
  CREATE_FILE = 0xE0,
  DELETE_FILE = 0xE4,
} Instruction;

static const struct {
  Instruction instruction;
  DeskCardCommand run;
} commands[] = {
  { ERASE_BINARY, desk_card_erase_binary },
  { VERIFY, desk_card_verify },
  { CHOOSE_KEY, desk_card_choose_key },
  { CHANGE_PIN, desk_card_change_pin },
  { SIGN, desk_card_sign },
  { UNBLOCK_PIN, desk_card_unblock_pin },
  { LOG_OUT, desk_card_log_out },
  { ACTIVATE, desk_card_activate },
  { GENERATE_KEY, desk_card_generate_key },
  { GET_CHALLENGE, desk_card_get_challenge },
  { SELECT, desk_card_select },
  { READ_BINARY, desk_card_read_binary },
  { GET_DATA, desk_card_get_data },
  { WRITE_BINARY, desk_card_update_binary },
  { UPDATE_BINARY, desk_card_update_binary },
  { PUT_DATA, desk_card_put_data },
  { CREATE_FILE, desk_card_create_file },
  { DELETE_FILE, desk_card_delete_file },
};

const uint8_t desk_card_application_name[12] = "\xA0\x00\x00\x00\x63PKCS-15";

DeskCard *
desk_card_new (DeskCardMemory *memory)
{
  DeskCard *self = g_new0 (DeskCard, 1);

  self->memory = memory;
  self->chain_data = g_byte_array_new ();
  self->rest = g_byte_array_new ();
  desk_card_reset (self);
  return self;
}

void
desk_card_free (DeskCard *self)
{
  desk_card_memory_free (self->memory);
  g_byte_array_unref (self->chain_data);
  g_byte_array_unref (self->rest);
  g_free (self);
}

void
desk_card_reset (DeskCard *self)
{
  self->selected = self->memory->master;
  self->verified = 0;
  self->signing_key = NULL;
  self->is_chaining = FALSE;
  g_byte_array_set_size (self->rest, 0);
}

/* T=1, and the historical bytes by which OpenSC chooses its driver. */
const uint8_t *
desk_card_get_answer_to_reset (size_t *length)
{
  static const uint8_t answer[]
      = { 0x3B, 0xF5, 0x18, 0x00, 0x00, 0x81, 0x31, 0xFE, 0x45, 'M', 'y', 'E', 'I', 'D', 0x9A };

  *length = sizeof answer;
  return answer;
}

gboolean
desk_card_allows (DeskCard *self, const DeskCardFile *file, DeskCardAccess place)
{
  guint access = desk_card_file_get_access (file, place);

  if (!self->memory->is_activated || access == DESK_CARD_ACCESS_ALWAYS)
    return TRUE;
  return access != DESK_CARD_ACCESS_NEVER && (self->verified & 1u << access) != 0;
}

DeskCardFile *
desk_card_get_directory (DeskCard *self)
{
  DeskCardFile *file = self->selected;

  return file->type == DESK_CARD_FILE_DIRECTORY ? file : file->parent;
}

DeskCardFile *
desk_card_get_application (DeskCard *self)
{
  return desk_card_file_find (self->memory->master, DESK_CARD_FILE_APPLICATION);
}

/* Puts a chain's data together. Returns whether @apdu is now a whole command; if not, @status is
 * the answer. */
static gboolean
collect (DeskCard *self, DeskApdu *apdu, guint *status)
{
  gboolean is_last = (apdu->class_octet & DESK_APDU_CHAINED) == 0;
  gboolean fits = apdu->instruction == self->chain.instruction && apdu->p1 == self->chain.p1
                  && apdu->p2 == self->chain.p2;

  if (!self->is_chaining && is_last)
    return TRUE;

  if (!self->is_chaining) {
    self->chain = *apdu;
    g_byte_array_set_size (self->chain_data, 0);
  } else if (!fits || self->chain_data->len + apdu->length > CHAIN_MAX) {
    self->is_chaining = FALSE;
    *status = fits ? DESK_STATUS_WRONG_LENGTH : DESK_STATUS_CHAIN_BROKEN;
    return FALSE;
  }

  g_byte_array_append (self->chain_data, apdu->data, (guint) apdu->length);
  self->is_chaining = !is_last;
  apdu->data = self->chain_data->data;
  apdu->length = self->chain_data->len;
  *status = DESK_STATUS_OK;
  return is_last;
}

static guint
run (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  for (size_t i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].instruction == apdu->instruction)
      return commands[i].run (self, apdu, answer);

  return DESK_STATUS_WRONG_INSTRUCTION;
}

static guint
save (DeskCard *self, guint status)
{
  g_autoptr (GError) error = NULL;

  if (!self->is_changed)
    return status;
  if (!desk_card_memory_save (self->memory, &error)) {
    g_warning ("The card's memory was not saved: %s", error->message);
    return DESK_STATUS_MEMORY_FAILURE;
  }

  self->is_changed = FALSE;
  return status;
}

/* Moves what the command did not ask for from @answer to the rest. */
static guint
cut (DeskCard *self, guint status, size_t expected, GByteArray *answer)
{
  guint left;

  g_byte_array_set_size (self->rest, 0);
  if (answer->len <= expected)
    return status;

  left = answer->len - (guint) expected;
  g_byte_array_append (self->rest, answer->data + expected, left);
  g_byte_array_set_size (answer, (guint) expected);
  return DESK_STATUS_MORE | (left < 256 ? left : 0);
}

static guint
answer_command (DeskCard *self, const uint8_t *frame, size_t length, GByteArray *answer)
{
  DeskApdu apdu;
  uint8_t class_octet;
  guint status;

  if (!desk_apdu_parse (&apdu, frame, length))
    return DESK_STATUS_WRONG_LENGTH;

  class_octet = apdu.class_octet & (uint8_t) ~DESK_APDU_CHAINED;
  if (class_octet != CLASS_ISO && class_octet != CLASS_MYEID)
    return DESK_STATUS_WRONG_CLASS;
  if (apdu.instruction == GET_RESPONSE && self->rest->len == 0)
    return DESK_STATUS_CONDITIONS;
  if (apdu.instruction == GET_RESPONSE) {
    g_byte_array_append (answer, self->rest->data, self->rest->len);
    return cut (self, DESK_STATUS_OK, apdu.expected, answer);
  }
  if (!collect (self, &apdu, &status))
    return status;

  status = save (self, run (self, &apdu, answer));
  return cut (self, status, apdu.expected, answer);
}

void
desk_card_transmit (DeskCard *self, const uint8_t *frame, size_t length, GByteArray *answer)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guint status = answer_command (self, frame, length, data);

  /* The header only: the data may be a PIN. */
  if (length >= 4)
    g_debug ("%02x %02x %02x %02x: %u bytes, %04x", frame[0], frame[1], frame[2], frame[3],
             data->len, status);

  g_byte_array_append (answer, data->data, data->len);
  desk_apdu_put_number (answer, status);
}

gboolean
desk_card_takes_long (const uint8_t *frame, size_t length)
{
  DeskApdu apdu;

  if (!desk_apdu_parse (&apdu, frame, length))
    return FALSE;

  switch ((Instruction) apdu.instruction) {
  case SIGN:
  case GENERATE_KEY:
    return TRUE;
  case VERIFY:
  case CHANGE_PIN:
  case UNBLOCK_PIN:
    /* Without data there is nothing to compare. */
    return apdu.length > 0;
  default:
    return FALSE;
  }
}
