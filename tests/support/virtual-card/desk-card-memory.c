/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card"

#include "desk-card-memory.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <errno.h>
#include <string.h>

/* The PINs stand by number, every file before those in it with its depth below the master file. */
#define PIN_TYPE    "(bayayuuuu)"
#define FILE_TYPE   "(uuuuayayay)"
#define MEMORY_TYPE "(saya" PIN_TYPE "a" FILE_TYPE "b)"
#define FORMAT      "certdesk-card-1"

static DeskCardMemory *
memory_new (const char *path)
{
  DeskCardMemory *self = g_new0 (DeskCardMemory, 1);

  self->path = g_strdup (path);
  self->master = desk_card_file_new_tree ();
  if (RAND_bytes (self->serial, sizeof self->serial) != 1)
    g_error ("no random numbers");
  return self;
}

void
desk_card_memory_free (DeskCardMemory *self)
{
  desk_card_file_free (self->master);
  OPENSSL_cleanse (self->pins, sizeof self->pins);
  g_free (self->path);
  g_free (self);
}

void
desk_card_memory_erase (DeskCardMemory *self)
{
  desk_card_file_free (self->master);
  self->master = desk_card_file_new_tree ();
  OPENSSL_cleanse (self->pins, sizeof self->pins);
  self->is_activated = FALSE;
}

static GVariant *
bytes_variant (const uint8_t *bytes, size_t length)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, length, 1);
}

static GVariant *
write_pins (DeskCardMemory *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" PIN_TYPE));
  for (guint i = 0; i < G_N_ELEMENTS (self->pins); i++) {
    const DeskCardPin *pin = &self->pins[i];

    g_variant_builder_add (&builder, "(b@ay@ayuuuu)", pin->is_set,
                           bytes_variant (pin->pin, sizeof pin->pin),
                           bytes_variant (pin->puk, sizeof pin->puk), pin->tries,
                           pin->tries_at_first, pin->puk_tries, pin->puk_tries_at_first);
  }
  return g_variant_builder_end (&builder);
}

static void
write_files (GVariantBuilder *builder, const DeskCardFile *file, guint depth)
{
  g_variant_builder_add (builder, "(uuuu@ay@ay@ay)", depth, file->id, (guint) file->type,
                         file->size, bytes_variant (file->access, sizeof file->access),
                         bytes_variant (file->properties, sizeof file->properties),
                         bytes_variant (file->content->data, file->content->len));
  for (guint i = 0; i < file->children->len; i++)
    write_files (builder, g_ptr_array_index (file->children, i), depth + 1);
}

/* Does not wait for the disk as GLib's way to replace a file does: the card shall survive its own
 * end, not the computer's, and it saves with nearly every command. */
static gboolean
replace_file (const char *path, GVariant *contents, GError **error)
{
  g_autofree char *new_path = g_strconcat (path, ".new", NULL);

  /* GLib 2.74 does not shorten a file that is there. */
  g_unlink (new_path);
  if (!g_file_set_contents_full (new_path, g_variant_get_data (contents),
                                 (gssize) g_variant_get_size (contents), G_FILE_SET_CONTENTS_NONE,
                                 0600, error))
    return FALSE;
  if (g_rename (new_path, path) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s was not replaced: %s", path,
               g_strerror (errno));
  return FALSE;
}

gboolean
desk_card_memory_save (DeskCardMemory *self, GError **error)
{
  g_autoptr (GVariant) memory = NULL;
  GVariantBuilder files;

  if (self->path == NULL)
    return TRUE;

  g_variant_builder_init (&files, G_VARIANT_TYPE ("a" FILE_TYPE));
  write_files (&files, self->master, 0);
  memory = g_variant_ref_sink (g_variant_new ("(s@ay@a" PIN_TYPE "a" FILE_TYPE "b)", FORMAT,
                                              bytes_variant (self->serial, sizeof self->serial),
                                              write_pins (self), &files, self->is_activated));

  return replace_file (self->path, memory, error);
}

static gboolean
read_bytes (GVariant *value, uint8_t *bytes, size_t expected)
{
  size_t length;
  const void *data = g_variant_get_fixed_array (value, &length, 1);

  if (length != expected)
    return FALSE;
  memcpy (bytes, data, length);
  return TRUE;
}

static gboolean
read_pins (DeskCardMemory *self, GVariant *pins)
{
  if (g_variant_n_children (pins) != G_N_ELEMENTS (self->pins))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (self->pins); i++) {
    DeskCardPin *pin = &self->pins[i];
    g_autoptr (GVariant) secret = NULL;
    g_autoptr (GVariant) puk = NULL;

    g_variant_get_child (pins, i, "(b@ay@ayuuuu)", &pin->is_set, &secret, &puk, &pin->tries,
                         &pin->tries_at_first, &pin->puk_tries, &pin->puk_tries_at_first);
    if (!read_bytes (secret, pin->pin, sizeof pin->pin)
        || !read_bytes (puk, pin->puk, sizeof pin->puk) || pin->tries > 15 || pin->puk_tries > 15)
      return FALSE;
  }
  return TRUE;
}

/* The directory @depth levels below the master file that was read last. NULL if there is none. */
static DeskCardFile *
last_directory (DeskCardFile *master, guint depth)
{
  DeskCardFile *directory = master;

  for (guint level = 0; level < depth && directory != NULL; level++)
    directory = directory->children->len > 0
                    ? g_ptr_array_index (directory->children, directory->children->len - 1)
                    : NULL;
  return directory != NULL && directory->type == DESK_CARD_FILE_DIRECTORY ? directory : NULL;
}

/* @index: the first is the master file, which is there. */
static gboolean
read_file (DeskCardMemory *self, GVariant *files, size_t index)
{
  g_autoptr (GVariant) access = NULL;
  g_autoptr (GVariant) properties = NULL;
  g_autoptr (GVariant) content = NULL;
  guint depth, id, type, size;
  DeskCardFile *file = self->master;
  size_t length;
  const uint8_t *bytes;

  g_variant_get_child (files, index, "(uuuu@ay@ay@ay)", &depth, &id, &type, &size, &access,
                       &properties, &content);
  bytes = g_variant_get_fixed_array (content, &length, 1);
  if ((depth == 0) != (index == 0) || id > G_MAXUINT16 || size > G_MAXUINT16 || length > G_MAXUINT16
      || (type == DESK_CARD_FILE_DATA && length != size))
    return FALSE;

  if (depth > 0) {
    DeskCardFile *directory = last_directory (self->master, depth - 1);

    if (directory == NULL)
      return FALSE;
    file = desk_card_file_new (directory, id, type, size);
  }

  g_byte_array_set_size (file->content, 0);
  g_byte_array_append (file->content, bytes, (guint) length);
  return read_bytes (access, file->access, sizeof file->access)
         && read_bytes (properties, file->properties, sizeof file->properties);
}

static gboolean
read_files (DeskCardMemory *self, GVariant *files)
{
  if (g_variant_n_children (files) == 0)
    return FALSE;

  g_ptr_array_set_size (self->master->children, 0);
  for (size_t i = 0; i < g_variant_n_children (files); i++)
    if (!read_file (self, files, i))
      return FALSE;

  /* The one directory that commands rely on besides the master file. */
  return desk_card_file_find (self->master, DESK_CARD_FILE_APPLICATION) != NULL;
}

static gboolean
read_memory (DeskCardMemory *self, GVariant *memory)
{
  const char *format;
  g_autoptr (GVariant) serial = NULL;
  g_autoptr (GVariant) pins = NULL;
  g_autoptr (GVariant) files = NULL;

  if (!g_variant_is_normal_form (memory))
    return FALSE;

  g_variant_get (memory, "(&s@ay@a" PIN_TYPE "@a" FILE_TYPE "b)", &format, &serial, &pins, &files,
                 &self->is_activated);
  return strcmp (format, FORMAT) == 0 && read_bytes (serial, self->serial, sizeof self->serial)
         && read_pins (self, pins) && read_files (self, files);
}

DeskCardMemory *
desk_card_memory_load (const char *path, GError **error)
{
  g_autoptr (DeskCardMemory) self = memory_new (path);
  g_autoptr (GVariant) memory = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *contents;
  size_t length;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&self);
  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;

  bytes = g_bytes_new_take (contents, length);
  memory
      = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (MEMORY_TYPE), bytes, FALSE));
  if (!read_memory (self, memory)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is not a card's memory", path);
    return NULL;
  }

  return g_steal_pointer (&self);
}
