/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-message-private.h"

static void
field_free (gpointer data)
{
  DeskUkeyMessageField *field = data;

  switch (field->type) {
  case DESK_UKEY_FIELD_TEXT:
    g_free (field->text);
    break;
  case DESK_UKEY_FIELD_BYTES:
    g_bytes_unref (field->bytes);
    break;
  case DESK_UKEY_FIELD_SECRET:
    desk_secret_unref (field->secret);
    break;
  case DESK_UKEY_FIELD_RECORD:
    desk_ukey_message_free (field->record);
    break;
  case DESK_UKEY_FIELD_NUMBER:
    break;
  }

  g_free (field);
}

DeskUkeyMessage *
desk_ukey_message_new (DeskUkeyKind kind)
{
  DeskUkeyMessage *self = g_new0 (DeskUkeyMessage, 1);

  self->kind = kind;
  self->fields = g_ptr_array_new_with_free_func (field_free);
  return self;
}

void
desk_ukey_message_free (DeskUkeyMessage *self)
{
  g_ptr_array_unref (self->fields);
  g_free (self);
}

DeskUkeyKind
desk_ukey_message_get_kind (DeskUkeyMessage *self)
{
  return self->kind;
}

DeskUkeyMessageField *
desk_ukey_message_add_field (DeskUkeyMessage *self, DeskUkeyTag tag, DeskUkeyFieldType type)
{
  DeskUkeyMessageField *field = g_new0 (DeskUkeyMessageField, 1);

  field->tag = tag;
  field->type = type;
  g_ptr_array_add (self->fields, field);
  return field;
}

void
desk_ukey_message_add_text (DeskUkeyMessage *self, DeskUkeyTag tag, const char *text)
{
  if (text != NULL)
    desk_ukey_message_add_field (self, tag, DESK_UKEY_FIELD_TEXT)->text = g_strdup (text);
}

void
desk_ukey_message_add_bytes (DeskUkeyMessage *self, DeskUkeyTag tag, GBytes *bytes)
{
  if (bytes != NULL)
    desk_ukey_message_add_field (self, tag, DESK_UKEY_FIELD_BYTES)->bytes = g_bytes_ref (bytes);
}

void
desk_ukey_message_add_number (DeskUkeyMessage *self, DeskUkeyTag tag, uint64_t number)
{
  desk_ukey_message_add_field (self, tag, DESK_UKEY_FIELD_NUMBER)->number = number;
}

void
desk_ukey_message_add_secret (DeskUkeyMessage *self, DeskUkeyTag tag, DeskSecret *secret)
{
  if (secret != NULL)
    desk_ukey_message_add_field (self, tag, DESK_UKEY_FIELD_SECRET)->secret
        = desk_secret_ref (secret);
}

void
desk_ukey_message_add_record (DeskUkeyMessage *self, DeskUkeyTag tag, DeskUkeyMessage *record)
{
  if (record != NULL)
    desk_ukey_message_add_field (self, tag, DESK_UKEY_FIELD_RECORD)->record = record;
}

static DeskUkeyMessageField *
find_field (DeskUkeyMessage *self, DeskUkeyTag tag, DeskUkeyFieldType type, guint index)
{
  for (guint i = 0; i < self->fields->len; i++) {
    DeskUkeyMessageField *field = g_ptr_array_index (self->fields, i);

    if (field->tag == tag && field->type == type && index-- == 0)
      return field;
  }

  return NULL;
}

const char *
desk_ukey_message_get_nth_text (DeskUkeyMessage *self, DeskUkeyTag tag, guint index)
{
  DeskUkeyMessageField *field = find_field (self, tag, DESK_UKEY_FIELD_TEXT, index);

  return field != NULL ? field->text : NULL;
}

const char *
desk_ukey_message_get_text (DeskUkeyMessage *self, DeskUkeyTag tag)
{
  return desk_ukey_message_get_nth_text (self, tag, 0);
}

GBytes *
desk_ukey_message_get_bytes (DeskUkeyMessage *self, DeskUkeyTag tag)
{
  DeskUkeyMessageField *field = find_field (self, tag, DESK_UKEY_FIELD_BYTES, 0);

  return field != NULL ? field->bytes : NULL;
}

DeskSecret *
desk_ukey_message_get_secret (DeskUkeyMessage *self, DeskUkeyTag tag)
{
  DeskUkeyMessageField *field = find_field (self, tag, DESK_UKEY_FIELD_SECRET, 0);

  return field != NULL ? field->secret : NULL;
}

uint64_t
desk_ukey_message_get_number (DeskUkeyMessage *self, DeskUkeyTag tag)
{
  DeskUkeyMessageField *field = find_field (self, tag, DESK_UKEY_FIELD_NUMBER, 0);

  return field != NULL ? field->number : 0;
}

DeskUkeyMessage *
desk_ukey_message_get_record (DeskUkeyMessage *self, DeskUkeyTag tag, guint index)
{
  DeskUkeyMessageField *field = find_field (self, tag, DESK_UKEY_FIELD_RECORD, index);

  return field != NULL ? field->record : NULL;
}

guint
desk_ukey_message_count (DeskUkeyMessage *self, DeskUkeyTag tag)
{
  guint n = 0;

  for (guint i = 0; i < self->fields->len; i++)
    n += ((DeskUkeyMessageField *) g_ptr_array_index (self->fields, i))->tag == tag;

  return n;
}

gboolean
desk_ukey_message_has (DeskUkeyMessage *self, DeskUkeyTag tag)
{
  return desk_ukey_message_count (self, tag) > 0;
}
