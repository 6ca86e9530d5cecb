/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-blob-store.h"

#include "desk-aead.h"
#include "desk-encoding.h"
#include "desk-platform.h"

#include <glib/gstdio.h>
#include <errno.h>
#include <string.h>

/* Files are spread over 256 directories by the first two digits of their names. */
#define FAN_OUT_DIGITS 2
#define N_FAN_OUT      256

struct _DeskBlobStore {
  GObject parent_instance;

  char *directory;         /* owned */
  DeskSecret *content_key; /* owned; seals the files */
  DeskSecret *name_key;    /* owned; makes their names */
};

G_DEFINE_FINAL_TYPE (DeskBlobStore, desk_blob_store, G_TYPE_OBJECT)

static char *
dup_path (DeskBlobStore *self, const char *sha256)
{
  g_autofree char *name = desk_aead_index (self->name_key, sha256);
  g_autofree char *fan_out = g_strndup (name, FAN_OUT_DIGITS);

  return g_build_filename (self->directory, fan_out, name, NULL);
}

static char *
dup_associated (const char *sha256)
{
  return g_strconcat ("blob:", sha256, NULL);
}

/* desk_platform_write_private_file() names its temporary PATH.RANDOM.new. */
static gboolean
remove_leftovers (const char *directory, GError **error)
{
  g_autoptr (GDir) names = g_dir_open (directory, 0, error);
  const char *name;

  if (names == NULL)
    return FALSE;

  while ((name = g_dir_read_name (names)) != NULL) {
    g_autofree char *path = g_build_filename (directory, name, NULL);

    if (g_str_has_suffix (name, ".new") && g_unlink (path) != 0)
      g_warning ("an interrupted write could not be removed: %s", g_strerror (errno));
  }

  return TRUE;
}

static gboolean
make_directories (const char *directory, GError **error)
{
  for (unsigned int i = 0; i < N_FAN_OUT; i++) {
    g_autofree char *fan_out = g_strdup_printf ("%02x", i);
    g_autofree char *path = g_build_filename (directory, fan_out, NULL);

    if (!desk_platform_make_private_directory (path, error) || !remove_leftovers (path, error))
      return FALSE;
  }

  return TRUE;
}

static void
desk_blob_store_finalize (GObject *object)
{
  DeskBlobStore *self = DESK_BLOB_STORE (object);

  g_free (self->directory);
  desk_secret_unref (self->content_key);
  desk_secret_unref (self->name_key);

  G_OBJECT_CLASS (desk_blob_store_parent_class)->finalize (object);
}

static void
desk_blob_store_class_init (DeskBlobStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_blob_store_finalize;
}

static void
desk_blob_store_init (DeskBlobStore *self)
{
}

DeskBlobStore *
desk_blob_store_new (const char *directory, DeskSecret *master, GError **error)
{
  DeskBlobStore *self;

  if (!make_directories (directory, error))
    return NULL;

  self = g_object_new (DESK_TYPE_BLOB_STORE, NULL);
  self->directory = g_strdup (directory);
  self->content_key = desk_aead_key_derive (master, "blob content");
  self->name_key = desk_aead_key_derive (master, "blob name");

  return self;
}

char *
desk_blob_store_put (DeskBlobStore *self, GBytes *content, GError **error)
{
  g_autofree char *sha256 = desk_sha256_hex (content);
  g_autofree char *path = dup_path (self, sha256);
  g_autofree char *associated = dup_associated (sha256);
  g_autoptr (GBytes) sealed = NULL;

  g_return_val_if_fail (DESK_IS_BLOB_STORE (self), NULL);

  /* Written even if it is there already: another thread may not have flushed its name yet. */
  sealed = desk_aead_seal (self->content_key, content, associated);
  if (!desk_platform_write_private_file (path, sealed, error))
    return NULL;

  return g_steal_pointer (&sha256);
}

GBytes *
desk_blob_store_get (DeskBlobStore *self, const char *sha256, GError **error)
{
  g_autofree char *path = dup_path (self, sha256);
  g_autofree char *associated = dup_associated (sha256);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) sealed = NULL;

  g_return_val_if_fail (DESK_IS_BLOB_STORE (self), NULL);

  sealed = g_file_load_bytes (file, NULL, NULL, error);
  if (sealed == NULL)
    return NULL;

  return desk_aead_open (self->content_key, sealed, associated, error);
}

gboolean
desk_blob_store_remove (DeskBlobStore *self, const char *sha256, GError **error)
{
  g_autofree char *path = dup_path (self, sha256);
  int code;

  g_return_val_if_fail (DESK_IS_BLOB_STORE (self), FALSE);

  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  code = errno;
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "removing a blob: %s",
               g_strerror (code));
  return FALSE;
}

/* The file names of the digests in @named. */
static GHashTable *
list_names (DeskBlobStore *self, GHashTable *named)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer sha256;

  g_hash_table_iter_init (&iter, named);
  while (g_hash_table_iter_next (&iter, &sha256, NULL))
    g_hash_table_add (names, desk_aead_index (self->name_key, sha256));

  return names;
}

static gboolean
sweep_directory (const char *directory, GHashTable *names, gint64 before, GError **error)
{
  g_autoptr (GDir) files = g_dir_open (directory, 0, error);
  const char *name;

  if (files == NULL)
    return FALSE;

  while ((name = g_dir_read_name (files)) != NULL) {
    g_autofree char *path = g_build_filename (directory, name, NULL);
    GStatBuf status;

    if (g_hash_table_contains (names, name) || g_stat (path, &status) != 0
        || (gint64) status.st_mtime >= before)
      continue;
    if (g_unlink (path) != 0)
      g_warning ("a blob nothing names could not be removed: %s", g_strerror (errno));
  }

  return TRUE;
}

gboolean
desk_blob_store_sweep (DeskBlobStore *self, GHashTable *named, gint64 before, GError **error)
{
  g_autoptr (GHashTable) names = list_names (self, named);

  g_return_val_if_fail (DESK_IS_BLOB_STORE (self), FALSE);

  for (unsigned int i = 0; i < N_FAN_OUT; i++) {
    g_autofree char *fan_out = g_strdup_printf ("%02x", i);
    g_autofree char *directory = g_build_filename (self->directory, fan_out, NULL);

    if (!sweep_directory (directory, names, before, error))
      return FALSE;
  }

  return TRUE;
}
