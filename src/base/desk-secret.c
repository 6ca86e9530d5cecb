/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-base"

#include "desk-secret.h"

#include <openssl/crypto.h>
#include <string.h>

struct _DeskSecret {
  gatomicrefcount ref_count;
  size_t length; /* bytes, without the terminator */
  char data[];   /* length + 1 bytes, wiped on free */
};

G_DEFINE_BOXED_TYPE (DeskSecret, desk_secret, desk_secret_ref, desk_secret_unref)

DeskSecret *
desk_secret_new (const void *data, size_t length)
{
  DeskSecret *self;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  self = g_malloc (sizeof *self + length + 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->length = length;
  if (length > 0)
    memcpy (self->data, data, length);
  self->data[length] = '\0';

  return self;
}

DeskSecret *
desk_secret_new_from_string (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return desk_secret_new (text, strlen (text));
}

DeskSecret *
desk_secret_ref (DeskSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
desk_secret_unref (DeskSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  desk_secret_wipe (self->data, self->length);
  g_free (self);
}

const char *
desk_secret_get_data (DeskSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->data;
}

size_t
desk_secret_get_length (DeskSecret *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

gboolean
desk_secret_equal (DeskSecret *a, DeskSecret *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->length == b->length && CRYPTO_memcmp (a->data, b->data, a->length) == 0;
}

void
desk_secret_wipe (void *data, size_t length)
{
  OPENSSL_cleanse (data, length);
}
