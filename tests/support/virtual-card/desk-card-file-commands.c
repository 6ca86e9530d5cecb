/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card"

#include "desk-card-private.h"

#include <string.h>

#define FILES_MAX 256

/* P1 of SELECT (ISO 7816-4, 7.1.1). */
typedef enum {
  SELECT_BY_ID = 0x00,
  SELECT_PARENT = 0x03,
  SELECT_BY_NAME = 0x04,
  SELECT_FROM_MASTER = 0x08,
  SELECT_FROM_DIRECTORY = 0x09,
} SelectBy;

/* P2 of SELECT: the answer has no description of the file. */
#define SELECT_SILENTLY 0x0C

/* The objects of a file's description. */
#define TAG_TEMPLATE_CREATE 0x62
#define TAG_TEMPLATE_FILE   0x6F
#define TAG_DATA_SIZE       0x80
#define TAG_SIZE            0x81
#define TAG_TYPE            0x82
#define TAG_ID              0x83
#define TAG_NAME            0x84
#define TAG_PROPERTIES      0x85
#define TAG_ACCESS          0x86
#define TAG_LIFE_CYCLE      0x8A

#define LIFE_CYCLE_CREATION  0x01
#define LIFE_CYCLE_ACTIVATED 0x07

/* The directory, what is in it, or the same with the directories above. */
static DeskCardFile *
find_by_id (DeskCard *self, guint id)
{
  DeskCardFile *directory = desk_card_get_directory (self);

  if (id == DESK_CARD_FILE_MASTER)
    return self->memory->master;

  for (; directory != NULL; directory = directory->parent) {
    DeskCardFile *file = directory->id == id ? directory : desk_card_file_find (directory, id);

    if (file != NULL)
      return file;
  }

  return NULL;
}

static DeskCardFile *
find (DeskCard *self, const DeskApdu *apdu)
{
  switch ((SelectBy) apdu->p1) {
  case SELECT_BY_ID:
    if (apdu->length == 0)
      return self->memory->master;
    return apdu->length == 2 ? find_by_id (self, desk_apdu_get_number (apdu->data)) : NULL;
  case SELECT_PARENT:
    return desk_card_get_directory (self)->parent;
  case SELECT_BY_NAME:
    return apdu->length == sizeof desk_card_application_name
                   && memcmp (apdu->data, desk_card_application_name, apdu->length) == 0
               ? desk_card_get_application (self)
               : NULL;
  case SELECT_FROM_MASTER:
    return desk_card_file_walk (self->memory->master, apdu->data, apdu->length);
  case SELECT_FROM_DIRECTORY:
    return desk_card_file_walk (desk_card_get_directory (self), apdu->data, apdu->length);
  default:
    return NULL;
  }
}

static void
put_object (GByteArray *out, uint8_t tag, const uint8_t *bytes, guint length)
{
  const uint8_t head[] = { tag, (uint8_t) length };

  g_byte_array_append (out, head, sizeof head);
  g_byte_array_append (out, bytes, length);
}

static void
put_number_object (GByteArray *out, uint8_t tag, guint number)
{
  const uint8_t head[] = { tag, 2 };

  g_byte_array_append (out, head, sizeof head);
  desk_apdu_put_number (out, number);
}

static void
describe (DeskCard *self, const DeskCardFile *file, GByteArray *answer)
{
  g_autoptr (GByteArray) objects = g_byte_array_new ();
  uint8_t type = (uint8_t) file->type;
  uint8_t life_cycle = self->memory->is_activated ? LIFE_CYCLE_ACTIVATED : LIFE_CYCLE_CREATION;

  put_number_object (objects, file->type == DESK_CARD_FILE_DATA ? TAG_DATA_SIZE : TAG_SIZE,
                     file->size);
  put_object (objects, TAG_TYPE, &type, 1);
  put_number_object (objects, TAG_ID, file->id);
  if (file->id == DESK_CARD_FILE_APPLICATION)
    put_object (objects, TAG_NAME, desk_card_application_name, sizeof desk_card_application_name);
  put_object (objects, TAG_ACCESS, file->access, sizeof file->access);
  put_object (objects, TAG_PROPERTIES, file->properties, sizeof file->properties);
  put_object (objects, TAG_LIFE_CYCLE, &life_cycle, 1);

  put_object (answer, TAG_TEMPLATE_FILE, objects->data, objects->len);
}

guint
desk_card_select (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  DeskCardFile *file = find (self, apdu);

  if (file == NULL)
    return DESK_STATUS_FILE_NOT_FOUND;

  self->selected = file;
  if (apdu->p2 != SELECT_SILENTLY)
    describe (self, file, answer);
  return DESK_STATUS_OK;
}

/* P1 and P2 count bytes from the file's beginning; the highest bit would name another file. */
static guint
check_binary (DeskCard *self, const DeskApdu *apdu, DeskCardAccess place, guint *offset)
{
  if ((apdu->p1 & 0x80) != 0)
    return DESK_STATUS_NOT_SUPPORTED;
  if (self->selected->type != DESK_CARD_FILE_DATA)
    return DESK_STATUS_NO_ELEMENTARY_FILE;
  if (!desk_card_allows (self, self->selected, place))
    return DESK_STATUS_NOT_ALLOWED;

  *offset = (guint) apdu->p1 << 8 | apdu->p2;
  return *offset <= self->selected->size ? DESK_STATUS_OK : DESK_STATUS_WRONG_OFFSET;
}

guint
desk_card_read_binary (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  DeskCardFile *file = self->selected;
  guint offset;
  guint status = check_binary (self, apdu, DESK_CARD_ACCESS_READ, &offset);
  guint length;

  if (status != DESK_STATUS_OK)
    return status;

  length = (guint) MIN (file->size - offset, apdu->expected);
  if (length > 0)
    g_byte_array_append (answer, file->content->data + offset, length);
  return length < apdu->expected ? DESK_STATUS_END_OF_FILE : DESK_STATUS_OK;
}

guint
desk_card_update_binary (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  DeskCardFile *file = self->selected;
  guint offset;
  guint status = check_binary (self, apdu, DESK_CARD_ACCESS_UPDATE, &offset);

  if (status != DESK_STATUS_OK)
    return status;
  if (apdu->length > file->size - offset)
    return DESK_STATUS_NO_SPACE;
  if (apdu->length == 0)
    return DESK_STATUS_WRONG_LENGTH;

  memcpy (file->content->data + offset, apdu->data, apdu->length);
  self->is_changed = TRUE;
  return DESK_STATUS_OK;
}

guint
desk_card_erase_binary (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  DeskCardFile *file = self->selected;
  guint offset;
  guint status = check_binary (self, apdu, DESK_CARD_ACCESS_UPDATE, &offset);

  if (status != DESK_STATUS_OK || offset == file->size)
    return status;

  memset (file->content->data + offset, 0, file->size - offset);
  self->is_changed = TRUE;
  return DESK_STATUS_OK;
}

static gboolean
is_creatable (guint type, guint size)
{
  return type == DESK_CARD_FILE_DIRECTORY || type == DESK_CARD_FILE_DATA
         || desk_card_key_is_supported (type, size);
}

/* The number of the object that is there; a data file's size has a tag of its own. */
static const uint8_t *
find_size (const uint8_t *objects, size_t length)
{
  const uint8_t *size = desk_apdu_find_object (objects, length, TAG_DATA_SIZE, 2);

  return size != NULL ? size : desk_apdu_find_object (objects, length, TAG_SIZE, 2);
}

static guint
create (DeskCard *self, const uint8_t *objects, size_t length)
{
  DeskCardFile *directory = desk_card_get_directory (self);
  const uint8_t *size = find_size (objects, length);
  const uint8_t *type = desk_apdu_find_object (objects, length, TAG_TYPE, 1);
  const uint8_t *id = desk_apdu_find_object (objects, length, TAG_ID, 2);
  const uint8_t *access
      = desk_apdu_find_object (objects, length, TAG_ACCESS, DESK_CARD_ACCESS_LENGTH);
  const uint8_t *properties
      = desk_apdu_find_object (objects, length, TAG_PROPERTIES, DESK_CARD_PROPERTIES_LENGTH);
  DeskCardFile *file;

  if (size == NULL || type == NULL || id == NULL || access == NULL
      || !is_creatable (*type, desk_apdu_get_number (size)))
    return DESK_STATUS_WRONG_DATA;
  if (desk_apdu_get_number (id) == DESK_CARD_FILE_MASTER
      || desk_card_file_find (directory, desk_apdu_get_number (id)) != NULL)
    return DESK_STATUS_FILE_EXISTS;
  if (desk_card_file_count (self->memory->master) >= FILES_MAX)
    return DESK_STATUS_NO_SPACE;

  file = desk_card_file_new (directory, desk_apdu_get_number (id), *type,
                             desk_apdu_get_number (size));
  memcpy (file->access, access, sizeof file->access);
  if (properties != NULL)
    memcpy (file->properties, properties, sizeof file->properties);
  self->selected = file;
  self->is_changed = TRUE;
  return DESK_STATUS_OK;
}

guint
desk_card_create_file (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  if (apdu->length < 2 || apdu->data[0] != TAG_TEMPLATE_CREATE || apdu->data[1] != apdu->length - 2)
    return DESK_STATUS_WRONG_DATA;
  if (!desk_card_allows (self, desk_card_get_directory (self), DESK_CARD_ACCESS_CREATE))
    return DESK_STATUS_NOT_ALLOWED;

  return create (self, apdu->data + 2, apdu->length - 2);
}

guint
desk_card_delete_file (DeskCard *self, const DeskApdu *apdu, GByteArray *answer)
{
  DeskCardFile *file = self->selected;

  if (file == self->memory->master || file == desk_card_get_application (self))
    return DESK_STATUS_CONDITIONS;
  if (!desk_card_allows (self, file, DESK_CARD_ACCESS_DELETE))
    return DESK_STATUS_NOT_ALLOWED;

  /* The chosen key may be this file or one in it. */
  self->signing_key = NULL;
  self->selected = file->parent;
  desk_card_file_delete (file);
  self->is_changed = TRUE;
  return DESK_STATUS_OK;
}
