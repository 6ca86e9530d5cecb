/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-object.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define GROUP "object"

struct _FakeObject {
  GHashTable *values; /* owned; CK_ATTRIBUTE_TYPE as pointer -> owned GBytes */
};

FakeObject *
fake_object_new (void)
{
  FakeObject *self = g_new0 (FakeObject, 1);

  self->values = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_bytes_unref);
  return self;
}

void
fake_object_free (FakeObject *self)
{
  g_hash_table_unref (self->values);
  g_free (self);
}

void
fake_object_set (FakeObject *self, CK_ATTRIBUTE_TYPE type, const void *value, size_t length)
{
  g_hash_table_insert (self->values, GSIZE_TO_POINTER (type), g_bytes_new (value, length));
}

void
fake_object_set_number (FakeObject *self, CK_ATTRIBUTE_TYPE type, CK_ULONG value)
{
  fake_object_set (self, type, &value, sizeof value);
}

void
fake_object_set_flag (FakeObject *self, CK_ATTRIBUTE_TYPE type, gboolean value)
{
  CK_BBOOL flag = value ? CK_TRUE : CK_FALSE;

  fake_object_set (self, type, &flag, sizeof flag);
}

void
fake_object_set_all (FakeObject *self, const CK_ATTRIBUTE *attributes, CK_ULONG n_attributes)
{
  for (CK_ULONG i = 0; i < n_attributes; i++)
    fake_object_set (self, attributes[i].type, attributes[i].pValue, attributes[i].ulValueLen);
}

GBytes *
fake_object_get (FakeObject *self, CK_ATTRIBUTE_TYPE type)
{
  return g_hash_table_lookup (self->values, GSIZE_TO_POINTER (type));
}

CK_ULONG
fake_object_get_number (FakeObject *self, CK_ATTRIBUTE_TYPE type)
{
  GBytes *value = fake_object_get (self, type);
  CK_ULONG number;

  if (value == NULL || g_bytes_get_size (value) != sizeof number)
    return CK_UNAVAILABLE_INFORMATION;

  memcpy (&number, g_bytes_get_data (value, NULL), sizeof number);
  return number;
}

gboolean
fake_object_get_flag (FakeObject *self, CK_ATTRIBUTE_TYPE type)
{
  GBytes *value = fake_object_get (self, type);

  return value != NULL && g_bytes_get_size (value) == sizeof (CK_BBOOL)
         && *(const CK_BBOOL *) g_bytes_get_data (value, NULL) != CK_FALSE;
}

gboolean
fake_object_matches (FakeObject *self, const CK_ATTRIBUTE *attributes, CK_ULONG n_attributes)
{
  for (CK_ULONG i = 0; i < n_attributes; i++) {
    GBytes *value = fake_object_get (self, attributes[i].type);

    if (value == NULL || g_bytes_get_size (value) != attributes[i].ulValueLen
        || memcmp (g_bytes_get_data (value, NULL), attributes[i].pValue, attributes[i].ulValueLen)
               != 0)
      return FALSE;
  }

  return TRUE;
}

char *
fake_object_to_text (FakeObject *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  GHashTableIter iterator;
  gpointer type;
  gpointer value;

  g_hash_table_iter_init (&iterator, self->values);
  while (g_hash_table_iter_next (&iterator, &type, &value)) {
    g_autofree char *key = g_strdup_printf ("0x%08zx", GPOINTER_TO_SIZE (type));
    size_t length;
    const uint8_t *bytes = g_bytes_get_data (value, &length);
    g_autofree char *text = g_base64_encode (bytes, length);

    g_key_file_set_string (file, GROUP, key, text);
  }

  return g_key_file_to_data (file, NULL, NULL);
}

FakeObject *
fake_object_from_text (const char *text)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (FakeObject) self = NULL;
  g_auto (GStrv) keys = NULL;

  if (!g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return NULL;

  keys = g_key_file_get_keys (file, GROUP, NULL, NULL);
  if (keys == NULL)
    return NULL;

  self = fake_object_new ();
  for (char **key = keys; *key != NULL; key++) {
    g_autofree char *encoded = g_key_file_get_string (file, GROUP, *key, NULL);
    size_t length;
    g_autofree uint8_t *value = g_base64_decode (encoded, &length);

    fake_object_set (self, strtoul (*key, NULL, 16), value, length);
  }

  return g_steal_pointer (&self);
}
