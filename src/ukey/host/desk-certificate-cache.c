/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-certificate-cache.h"

struct _DeskCertificateCache {
  GHashTable *certificates; /* owned; slot and serial -> GPtrArray of DeskPkcs11Certificate */
};

static char *
dup_name (const DeskPkcs11Token *token)
{
  return g_strdup_printf ("%lu %s", token->slot, token->serial);
}

DeskCertificateCache *
desk_certificate_cache_new (void)
{
  DeskCertificateCache *self = g_new0 (DeskCertificateCache, 1);

  self->certificates
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
desk_certificate_cache_free (DeskCertificateCache *self)
{
  g_hash_table_unref (self->certificates);
  g_free (self);
}

GPtrArray *
desk_certificate_cache_get (DeskCertificateCache *self, const DeskPkcs11Token *token)
{
  g_autofree char *name = dup_name (token);

  return g_hash_table_lookup (self->certificates, name);
}

void
desk_certificate_cache_set (DeskCertificateCache *self,
                            const DeskPkcs11Token *token,
                            GPtrArray *certificates)
{
  g_hash_table_insert (self->certificates, dup_name (token), certificates);
}

static gboolean
is_gone (gpointer name, gpointer certificates, gpointer user_data)
{
  GPtrArray *tokens = user_data;

  for (guint i = 0; i < tokens->len; i++) {
    g_autofree char *other = dup_name (g_ptr_array_index (tokens, i));

    if (g_str_equal (name, other))
      return FALSE;
  }

  return TRUE;
}

void
desk_certificate_cache_keep (DeskCertificateCache *self, GPtrArray *tokens)
{
  g_hash_table_foreach_remove (self->certificates, is_gone, tokens);
}

void
desk_certificate_cache_clear (DeskCertificateCache *self)
{
  g_hash_table_remove_all (self->certificates);
}
