/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-store"

#include "desk-store-crypt.h"

#include "desk-aead.h"
#include "desk-platform.h"

#include <string.h>

#define KEY_FILE "master.key"

struct _DeskStoreCrypt {
  DeskSecret *master;
  DeskSecret *fields;
  DeskSecret *index;
  DeskSecret *codes;
};

static DeskSecret *
create_key (const char *path, GError **error)
{
  g_autoptr (DeskSecret) key = desk_aead_key_new ();
  g_autoptr (GBytes) content
      = g_bytes_new_static (desk_secret_get_data (key), desk_secret_get_length (key));

  if (!desk_platform_write_private_file (path, content, error))
    return NULL;

  return g_steal_pointer (&key);
}

static DeskSecret *
read_key (const char *path, GError **error)
{
  g_autoptr (DeskSecret) key = desk_platform_read_private_file (path, DESK_AEAD_KEY_LENGTH, error);

  if (key == NULL)
    return NULL;
  if (desk_secret_get_length (key) != DESK_AEAD_KEY_LENGTH) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is not a key", path);
    return NULL;
  }

  return g_steal_pointer (&key);
}

DeskStoreCrypt *
desk_store_crypt_open (const char *data_directory, GError **error)
{
  g_autofree char *path = g_build_filename (data_directory, KEY_FILE, NULL);
  g_autoptr (DeskSecret) master = NULL;
  DeskStoreCrypt *self;

  master
      = g_file_test (path, G_FILE_TEST_EXISTS) ? read_key (path, error) : create_key (path, error);
  if (master == NULL)
    return NULL;

  self = g_new0 (DeskStoreCrypt, 1);
  self->fields = desk_aead_key_derive (master, "certdesk backend fields");
  self->index = desk_aead_key_derive (master, "certdesk backend index");
  self->codes = desk_aead_key_derive (master, "certdesk backend codes");
  self->master = g_steal_pointer (&master);
  return self;
}

void
desk_store_crypt_free (DeskStoreCrypt *self)
{
  if (self == NULL)
    return;

  desk_secret_unref (self->master);
  desk_secret_unref (self->fields);
  desk_secret_unref (self->index);
  desk_secret_unref (self->codes);
  g_free (self);
}

GBytes *
desk_store_crypt_seal (
    DeskStoreCrypt *self, GBytes *plain, const char *table, const char *column, const char *row)
{
  g_autofree char *place = g_strdup_printf ("%s/%s/%s", table, column, row);

  return desk_aead_seal (self->fields, plain, place);
}

GBytes *
desk_store_crypt_open_bytes (DeskStoreCrypt *self,
                             GBytes *sealed,
                             const char *table,
                             const char *column,
                             const char *row,
                             GError **error)
{
  g_autofree char *place = g_strdup_printf ("%s/%s/%s", table, column, row);

  return desk_aead_open (self->fields, sealed, place, error);
}

GBytes *
desk_store_crypt_seal_text (
    DeskStoreCrypt *self, const char *text, const char *table, const char *column, const char *row)
{
  g_autoptr (GBytes) plain = g_bytes_new_static (text, strlen (text));

  return desk_store_crypt_seal (self, plain, table, column, row);
}

char *
desk_store_crypt_open_text (DeskStoreCrypt *self,
                            GBytes *sealed,
                            const char *table,
                            const char *column,
                            const char *row,
                            GError **error)
{
  g_autoptr (GBytes) plain = desk_store_crypt_open_bytes (self, sealed, table, column, row, error);
  gsize length;
  const char *data;

  if (plain == NULL)
    return NULL;

  data = g_bytes_get_data (plain, &length);
  return g_strndup (data, length);
}

static char *
keyed_hash (DeskSecret *key, const char *kind, const char *text)
{
  g_autofree char *whole = g_strdup_printf ("%s:%s", kind, text);
  char *hash = desk_aead_index (key, whole);

  desk_secret_wipe (whole, strlen (whole));
  return hash;
}

char *
desk_store_crypt_index (DeskStoreCrypt *self, const char *kind, const char *text)
{
  return keyed_hash (self->index, kind, text);
}

char *
desk_store_crypt_code_hash (DeskStoreCrypt *self, const char *kind, const char *text)
{
  return keyed_hash (self->codes, kind, text);
}

DeskSecret *
desk_store_crypt_derive (DeskStoreCrypt *self, const char *purpose)
{
  return desk_aead_key_derive (self->master, purpose);
}
