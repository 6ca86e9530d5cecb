/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card"

#include "desk-card-file.h"

#include "desk-apdu.h"

#include <string.h>

static void
free_child (gpointer file)
{
  desk_card_file_free (file);
}

DeskCardFile *
desk_card_file_new (DeskCardFile *parent, guint id, DeskCardFileType type, guint size)
{
  DeskCardFile *self = g_new0 (DeskCardFile, 1);

  self->parent = parent;
  self->children = g_ptr_array_new_with_free_func (free_child);
  self->id = id;
  self->type = type;
  self->size = size;
  self->content = g_byte_array_new ();
  if (type == DESK_CARD_FILE_DATA && size > 0) {
    g_byte_array_set_size (self->content, size);
    memset (self->content->data, 0, size);
  }

  if (parent != NULL)
    g_ptr_array_add (parent->children, self);
  return self;
}

DeskCardFile *
desk_card_file_new_tree (void)
{
  DeskCardFile *master
      = desk_card_file_new (NULL, DESK_CARD_FILE_MASTER, DESK_CARD_FILE_DIRECTORY, 0);

  desk_card_file_new (master, DESK_CARD_FILE_APPLICATION, DESK_CARD_FILE_DIRECTORY, 0);
  return master;
}

void
desk_card_file_free (DeskCardFile *self)
{
  g_ptr_array_unref (self->children);
  g_byte_array_unref (self->content);
  g_free (self);
}

void
desk_card_file_delete (DeskCardFile *self)
{
  g_return_if_fail (self->parent != NULL);

  g_ptr_array_remove (self->parent->children, self);
}

gboolean
desk_card_file_is_key (const DeskCardFile *self)
{
  return self->type == DESK_CARD_FILE_RSA_KEY || self->type == DESK_CARD_FILE_EC_KEY;
}

guint
desk_card_file_get_access (const DeskCardFile *self, DeskCardAccess place)
{
  uint8_t both = self->access[place / 2];

  return place % 2 == 0 ? both >> 4 : both & 0x0F;
}

DeskCardFile *
desk_card_file_find (DeskCardFile *self, guint id)
{
  for (guint i = 0; i < self->children->len; i++) {
    DeskCardFile *child = g_ptr_array_index (self->children, i);

    if (child->id == id)
      return child;
  }

  return NULL;
}

DeskCardFile *
desk_card_file_walk (DeskCardFile *self, const uint8_t *path, size_t length)
{
  if (length % 2 != 0)
    return NULL;

  for (size_t at = 0; at < length && self != NULL; at += 2)
    self = desk_card_file_find (self, desk_apdu_get_number (path + at));
  return self;
}

guint
desk_card_file_count (const DeskCardFile *self)
{
  guint count = 1;

  for (guint i = 0; i < self->children->len; i++)
    count += desk_card_file_count (g_ptr_array_index (self->children, i));
  return count;
}
