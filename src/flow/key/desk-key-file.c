/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-key-file.h"

#include "desk-platform.h"

#include <glib/gstdio.h>

#define FILE_NAME    "ukey.ini"
#define BAD_SUFFIX   ".bad"
#define MAX_CONTENT  65536 /* octets */
#define GROUP_PREFIX "driver-"
#define GROUP_LAST   "last"

struct _DeskKeyFile {
  char *directory; /* owned, nullable: nothing is kept */
  char *path;      /* owned, nullable likewise */
  GKeyFile *keys;  /* owned */
};

static gboolean
read_file (DeskKeyFile *self, GError **error)
{
  g_autoptr (DeskSecret) content = desk_platform_read_private_file (self->path, MAX_CONTENT, error);

  return content != NULL
         && g_key_file_load_from_data (self->keys, desk_secret_get_data (content),
                                       desk_secret_get_length (content), G_KEY_FILE_NONE, error);
}

static void
put_aside (DeskKeyFile *self)
{
  g_autofree char *bad = g_strconcat (self->path, BAD_SUFFIX, NULL);

  if (g_rename (self->path, bad) != 0)
    g_message ("%s cannot be renamed", FILE_NAME);
}

DeskKeyFile *
desk_key_file_open (const char *data_dir)
{
  DeskKeyFile *self = g_new0 (DeskKeyFile, 1);
  g_autoptr (GError) error = NULL;

  self->keys = g_key_file_new ();
  if (data_dir == NULL)
    return self;

  self->directory = g_strdup (data_dir);
  self->path = g_build_filename (data_dir, FILE_NAME, NULL);
  if (read_file (self, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return self;

  g_message ("%s is not used: %s", FILE_NAME, error->message);
  put_aside (self);
  g_clear_pointer (&self->keys, g_key_file_unref);
  self->keys = g_key_file_new ();
  return self;
}

void
desk_key_file_free (DeskKeyFile *self)
{
  g_free (self->directory);
  g_free (self->path);
  g_key_file_unref (self->keys);
  g_free (self);
}

static char *
get_text (GKeyFile *keys, const char *group, const char *key)
{
  g_autofree char *text = g_key_file_get_string (keys, group, key, NULL);

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* An absent or malformed value is FALSE. */
static gboolean
get_boolean (GKeyFile *keys, const char *group, const char *key)
{
  return g_key_file_get_boolean (keys, group, key, NULL);
}

static void
driver_free (gpointer data)
{
  DeskKeyFileDriver *driver = data;

  g_free ((char *) driver->path);
  g_free ((char *) driver->arguments);
  g_free (driver);
}

GPtrArray *
desk_key_file_list_drivers (DeskKeyFile *self)
{
  GPtrArray *drivers = g_ptr_array_new_with_free_func (driver_free);
  g_auto (GStrv) groups = g_key_file_get_groups (self->keys, NULL);

  for (guint i = 0; groups[i] != NULL; i++) {
    g_autofree char *path = get_text (self->keys, groups[i], "path");
    DeskKeyFileDriver *driver;

    if (!g_str_has_prefix (groups[i], GROUP_PREFIX) || path == NULL || !g_path_is_absolute (path))
      continue;

    driver = g_new0 (DeskKeyFileDriver, 1);
    driver->path = g_steal_pointer (&path);
    driver->arguments = get_text (self->keys, groups[i], "arguments");
    driver->is_added = get_boolean (self->keys, groups[i], "added");
    driver->is_in_use = get_boolean (self->keys, groups[i], "in-use");
    g_ptr_array_add (drivers, driver);
  }

  return drivers;
}

/* The group of the driver @path, or the name of a new one. Caller frees. */
static char *
find_group (GKeyFile *keys, const char *path)
{
  g_auto (GStrv) groups = g_key_file_get_groups (keys, NULL);
  char *group = NULL;

  for (guint i = 0; groups[i] != NULL; i++) {
    g_autofree char *known = get_text (keys, groups[i], "path");

    if (g_str_has_prefix (groups[i], GROUP_PREFIX) && g_strcmp0 (known, path) == 0)
      return g_strdup (groups[i]);
  }

  for (guint i = 1; group == NULL || g_key_file_has_group (keys, group); i++) {
    g_free (group);
    group = g_strdup_printf (GROUP_PREFIX "%u", i);
  }

  return group;
}

static GKeyFile *
copy (GKeyFile *keys)
{
  GKeyFile *copied = g_key_file_new ();
  gsize length;
  g_autofree char *data = g_key_file_to_data (keys, &length, NULL);

  g_key_file_load_from_data (copied, data, length, G_KEY_FILE_NONE, NULL);
  return copied;
}

/* Writes @keys and keeps them. Takes @keys. */
static gboolean
replace (DeskKeyFile *self, GKeyFile *keys, GError **error)
{
  g_autoptr (GKeyFile) owned = keys;
  g_autoptr (GBytes) content = NULL;
  gsize length;
  char *data;

  if (self->path != NULL) {
    data = g_key_file_to_data (keys, &length, NULL);
    content = g_bytes_new_take (data, length);
    if (!desk_platform_make_private_directory (self->directory, error)
        || !desk_platform_write_private_file (self->path, content, error))
      return FALSE;
  }

  g_key_file_unref (self->keys);
  self->keys = g_steal_pointer (&owned);
  return TRUE;
}

gboolean
desk_key_file_set_driver (DeskKeyFile *self, const DeskKeyFileDriver *driver, GError **error)
{
  GKeyFile *keys = copy (self->keys);
  g_autofree char *group = find_group (keys, driver->path);

  g_key_file_set_string (keys, group, "path", driver->path);
  if (driver->arguments != NULL)
    g_key_file_set_string (keys, group, "arguments", driver->arguments);
  else
    g_key_file_remove_key (keys, group, "arguments", NULL);
  g_key_file_set_boolean (keys, group, "added", driver->is_added);
  g_key_file_set_boolean (keys, group, "in-use", driver->is_in_use);
  return replace (self, keys, error);
}

gboolean
desk_key_file_remove_driver (DeskKeyFile *self, const char *path, GError **error)
{
  GKeyFile *keys = copy (self->keys);
  g_autofree char *group = find_group (keys, path);

  g_key_file_remove_group (keys, group, NULL);
  return replace (self, keys, error);
}

gboolean
desk_key_file_set_last (DeskKeyFile *self,
                        const char *token,
                        const char *certificate,
                        GError **error)
{
  GKeyFile *keys = copy (self->keys);

  g_key_file_set_string (keys, GROUP_LAST, "token", token);
  g_key_file_set_string (keys, GROUP_LAST, "certificate", certificate);
  return replace (self, keys, error);
}

char *
desk_key_file_dup_last_token (DeskKeyFile *self)
{
  return get_text (self->keys, GROUP_LAST, "token");
}

char *
desk_key_file_dup_last_certificate (DeskKeyFile *self)
{
  return get_text (self->keys, GROUP_LAST, "certificate");
}
