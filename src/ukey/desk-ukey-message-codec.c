/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-message-private.h"

#include "desk-key-error.h"

#include <string.h>

#define PREFIX_LENGTH 2 /* version, kind */
#define FIELD_HEADER  5 /* tag, length */
#define NUMBER_LENGTH 8
#define MAX_FIELDS    512 /* of one message: more than the longest list */

/* --- The table --- */

static gboolean
fail (GError **error, const DeskUkeyMessage *self, guint tag, const char *why)
{
  g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_CRASHED,
               "message of kind %d, field %u: %s", (int) self->kind, tag, why);
  return FALSE;
}

static const DeskUkeyField *
find_rule (DeskUkeyMessage *self, guint tag)
{
  size_t n_rules;
  const DeskUkeyField *rules = desk_ukey_schema_get_fields (self->kind, &n_rules);

  for (size_t i = 0; i < n_rules; i++)
    if (rules[i].tag == tag)
      return &rules[i];

  return NULL;
}

static size_t fields_length (const DeskUkeyMessage *self);

static uint64_t
field_length (const DeskUkeyMessageField *field)
{
  switch (field->type) {
  case DESK_UKEY_FIELD_TEXT:
    return strlen (field->text);
  case DESK_UKEY_FIELD_BYTES:
    return g_bytes_get_size (field->bytes);
  case DESK_UKEY_FIELD_SECRET:
    return desk_secret_get_length (field->secret);
  case DESK_UKEY_FIELD_RECORD:
    return fields_length (field->record);
  default:
    return NUMBER_LENGTH;
  }
}

static size_t
fields_length (const DeskUkeyMessage *self)
{
  size_t length = 0;

  for (guint i = 0; i < self->fields->len; i++)
    length += FIELD_HEADER + field_length (g_ptr_array_index (self->fields, i));

  return length;
}

static gboolean check_message (DeskUkeyMessage *self, GError **error);

static gboolean
check_field (DeskUkeyMessage *self, const DeskUkeyMessageField *field, GError **error)
{
  const DeskUkeyField *rule = find_rule (self, field->tag);
  uint64_t measure = field->type == DESK_UKEY_FIELD_NUMBER ? field->number : field_length (field);

  if (rule == NULL)
    return fail (error, self, field->tag, "unknown");
  if (rule->type != field->type)
    return fail (error, self, field->tag, "has another type");
  if (measure < rule->min || measure > rule->max)
    return fail (error, self, field->tag, "out of bounds");
  if (field->type == DESK_UKEY_FIELD_TEXT && !g_utf8_validate (field->text, -1, NULL))
    return fail (error, self, field->tag, "is not UTF-8");
  if (field->type != DESK_UKEY_FIELD_RECORD)
    return TRUE;
  if (field->record->kind != rule->record)
    return fail (error, self, field->tag, "is another record");

  return check_message (field->record, error);
}

static gboolean
check_message (DeskUkeyMessage *self, GError **error)
{
  size_t n_rules;
  const DeskUkeyField *rules = desk_ukey_schema_get_fields (self->kind, &n_rules);

  if (rules == NULL)
    return fail (error, self, 0, "no such kind");

  for (guint i = 0; i < self->fields->len; i++)
    if (!check_field (self, g_ptr_array_index (self->fields, i), error))
      return FALSE;

  for (size_t i = 0; i < n_rules; i++) {
    guint n = desk_ukey_message_count (self, rules[i].tag);

    if (rules[i].required && n == 0)
      return fail (error, self, rules[i].tag, "missing");
    if (n > rules[i].max_count)
      return fail (error, self, rules[i].tag, "too often");
  }

  return TRUE;
}

/* --- Writing --- */

static uint8_t *
write_u32 (uint8_t *out, uint32_t number)
{
  number = GUINT32_TO_BE (number);
  memcpy (out, &number, sizeof number);
  return out + sizeof number;
}

static uint8_t *
write_bytes (uint8_t *out, const void *bytes, size_t length)
{
  if (length > 0)
    memcpy (out, bytes, length);
  return out + length;
}

static uint8_t *write_fields (uint8_t *out, const DeskUkeyMessage *self);

static uint8_t *
write_field (uint8_t *out, const DeskUkeyMessageField *field)
{
  size_t length = field_length (field);
  uint64_t number;

  *out++ = (uint8_t) field->tag;
  out = write_u32 (out, (uint32_t) length);

  switch (field->type) {
  case DESK_UKEY_FIELD_TEXT:
    return write_bytes (out, field->text, length);
  case DESK_UKEY_FIELD_BYTES:
    return write_bytes (out, g_bytes_get_data (field->bytes, NULL), length);
  case DESK_UKEY_FIELD_SECRET:
    return write_bytes (out, desk_secret_get_data (field->secret), length);
  case DESK_UKEY_FIELD_RECORD:
    return write_fields (out, field->record);
  default:
    number = GUINT64_TO_BE (field->number);
    return write_bytes (out, &number, sizeof number);
  }
}

static uint8_t *
write_fields (uint8_t *out, const DeskUkeyMessage *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    out = write_field (out, g_ptr_array_index (self->fields, i));

  return out;
}

DeskSecret *
desk_ukey_message_encode (DeskUkeyMessage *self, GError **error)
{
  g_autofree uint8_t *frame = NULL;
  DeskSecret *encoded;
  uint8_t *out;
  size_t body;

  if (!desk_ukey_schema_is_frame (self->kind)) {
    fail (error, self, 0, "no such frame");
    return NULL;
  }
  if (!check_message (self, error))
    return NULL;

  body = PREFIX_LENGTH + fields_length (self);
  if (body > DESK_UKEY_FRAME_MAX) {
    fail (error, self, 0, "too long");
    return NULL;
  }

  frame = g_malloc (DESK_UKEY_FRAME_HEADER + body);
  out = write_u32 (frame, (uint32_t) body);
  *out++ = DESK_UKEY_PROTOCOL_VERSION;
  *out++ = (uint8_t) self->kind;
  write_fields (out, self);
  encoded = desk_secret_new (frame, DESK_UKEY_FRAME_HEADER + body);
  desk_secret_wipe (frame, DESK_UKEY_FRAME_HEADER + body);
  return encoded;
}

/* --- Reading --- */

static uint32_t
read_u32 (const uint8_t *in)
{
  uint32_t number;

  memcpy (&number, in, sizeof number);
  return GUINT32_FROM_BE (number);
}

static gboolean
read_fields (DeskUkeyMessage *self, const uint8_t *in, size_t length, GError **error);

static gboolean
read_number (DeskUkeyMessage *self,
             const DeskUkeyField *rule,
             const uint8_t *in,
             size_t length,
             GError **error)
{
  uint64_t number;

  if (length != sizeof number)
    return fail (error, self, rule->tag, "is not a number");

  memcpy (&number, in, sizeof number);
  desk_ukey_message_add_number (self, rule->tag, GUINT64_FROM_BE (number));
  return TRUE;
}

static gboolean
read_text (DeskUkeyMessage *self,
           const DeskUkeyField *rule,
           const uint8_t *in,
           size_t length,
           GError **error)
{
  /* A NUL counts as invalid. */
  if (!g_utf8_validate_len ((const char *) in, length, NULL))
    return fail (error, self, rule->tag, "is not UTF-8");

  desk_ukey_message_add_field (self, rule->tag, DESK_UKEY_FIELD_TEXT)->text
      = g_strndup ((const char *) in, length);
  return TRUE;
}

static gboolean
read_field (DeskUkeyMessage *self,
            const DeskUkeyField *rule,
            const uint8_t *in,
            size_t length,
            GError **error)
{
  DeskUkeyMessage *record;

  switch (rule->type) {
  case DESK_UKEY_FIELD_TEXT:
    return read_text (self, rule, in, length, error);
  case DESK_UKEY_FIELD_BYTES:
    desk_ukey_message_add_field (self, rule->tag, DESK_UKEY_FIELD_BYTES)->bytes
        = g_bytes_new (in, length);
    return TRUE;
  case DESK_UKEY_FIELD_SECRET:
    desk_ukey_message_add_field (self, rule->tag, DESK_UKEY_FIELD_SECRET)->secret
        = desk_secret_new (in, length);
    return TRUE;
  case DESK_UKEY_FIELD_RECORD:
    record = desk_ukey_message_new (rule->record);
    desk_ukey_message_add_record (self, rule->tag, record);
    return read_fields (record, in, length, error);
  default:
    return read_number (self, rule, in, length, error);
  }
}

/* What is said of a field's length is believed only as far as its bytes are there. */
static gboolean
read_fields (DeskUkeyMessage *self, const uint8_t *in, size_t length, GError **error)
{
  while (length > 0) {
    const DeskUkeyField *rule = find_rule (self, in[0]);
    size_t field_size;

    if (rule == NULL)
      return fail (error, self, in[0], "unknown");
    if (self->fields->len == MAX_FIELDS)
      return fail (error, self, in[0], "too often");
    if (length < FIELD_HEADER)
      return fail (error, self, in[0], "ends early");

    field_size = read_u32 (in + 1);
    if (field_size > length - FIELD_HEADER)
      return fail (error, self, in[0], "ends early");
    if (!read_field (self, rule, in + FIELD_HEADER, field_size, error))
      return FALSE;

    in += FIELD_HEADER + field_size;
    length -= FIELD_HEADER + field_size;
  }

  return TRUE;
}

size_t
desk_ukey_message_parse_header (const uint8_t header[static DESK_UKEY_FRAME_HEADER])
{
  size_t length = read_u32 (header);

  return length >= PREFIX_LENGTH && length <= DESK_UKEY_FRAME_MAX ? length : 0;
}

DeskUkeyMessage *
desk_ukey_message_decode (const uint8_t *body, size_t length, GError **error)
{
  g_autoptr (DeskUkeyMessage) self = NULL;

  if (length < PREFIX_LENGTH || length > DESK_UKEY_FRAME_MAX
      || body[0] != DESK_UKEY_PROTOCOL_VERSION || !desk_ukey_schema_is_frame (body[1])) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_CRASHED, "no frame of version %d",
                 DESK_UKEY_PROTOCOL_VERSION);
    return NULL;
  }

  self = desk_ukey_message_new (body[1]);
  if (!read_fields (self, body + PREFIX_LENGTH, length - PREFIX_LENGTH, error)
      || !check_message (self, error))
    return NULL;

  return g_steal_pointer (&self);
}
