/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-p11-kit-config.h"

#include <string.h>

#define SUFFIX      ".module"
#define MAX_CONTENT 65536 /* octets; a registration has a few lines */

/* Of packages, of the system, and below the user's configuration directory: a later one wins. */
static const char *const system_directories[]
    = { "/usr/share/p11-kit/modules", "/etc/pkcs11/modules" };

/* Modules that show the system's trust lists, other computers, password stores and TPMs. */
static const char *const no_keys[] = { "p11-kit-", "gnome-keyring", "libtpm2_pkcs11" };

void
desk_p11_kit_registration_free (DeskP11KitRegistration *self)
{
  g_free (self->name);
  g_free (self->module);
  g_free (self);
}

/* The value of "key: value" in @line; NULL if the line says something else. Changes @line. */
static const char *
parse_line (char *line, const char *key)
{
  char *colon = strchr (line, ':');

  if (colon == NULL || line[0] == '#')
    return NULL;

  *colon = '\0';
  return g_str_equal (g_strstrip (line), key) ? g_strstrip (colon + 1) : NULL;
}

/* The value of @key in the text @content; NULL if it is not there. Caller frees. */
static char *
find_value (const char *content, const char *key)
{
  g_auto (GStrv) lines = g_strsplit (content, "\n", -1);
  const char *value = NULL;

  for (guint i = 0; lines[i] != NULL && value == NULL; i++)
    value = parse_line (lines[i], key);

  return value != NULL && *value != '\0' ? g_strdup (value) : NULL;
}

static gboolean
may_show_keys (const char *module)
{
  g_autofree char *file = g_path_get_basename (module);

  for (guint i = 0; i < G_N_ELEMENTS (no_keys); i++)
    if (g_str_has_prefix (file, no_keys[i]))
      return FALSE;

  return TRUE;
}

/* NULL if it is no driver of a key. */
static DeskP11KitRegistration *
read_registration (const char *path, const char *file_name)
{
  g_autofree char *content = NULL;
  g_autofree char *module = NULL;
  g_autofree char *remote = NULL;
  g_autofree char *trust_policy = NULL;
  DeskP11KitRegistration *registration;
  gsize length;

  if (!g_file_get_contents (path, &content, &length, NULL) || length > MAX_CONTENT)
    return NULL;

  module = find_value (content, "module");
  remote = find_value (content, "remote");
  trust_policy = find_value (content, "trust-policy");
  if (module == NULL || remote != NULL || g_strcmp0 (trust_policy, "yes") == 0
      || !may_show_keys (module))
    return NULL;

  registration = g_new0 (DeskP11KitRegistration, 1);
  registration->name = g_strndup (file_name, strlen (file_name) - strlen (SUFFIX));
  registration->module = g_steal_pointer (&module);
  return registration;
}

/* Every *.module file of @directory into @paths: file name -> path. */
static void
collect (const char *directory, GTree *paths)
{
  g_autoptr (GDir) opened = g_dir_open (directory, 0, NULL);
  const char *name;

  while (opened != NULL && (name = g_dir_read_name (opened)) != NULL)
    if (g_str_has_suffix (name, SUFFIX))
      g_tree_replace (paths, g_strdup (name), g_build_filename (directory, name, NULL));
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return strcmp (a, b);
}

static gboolean
add_registration (gpointer key, gpointer value, gpointer user_data)
{
  DeskP11KitRegistration *registration = read_registration (value, key);

  if (registration != NULL)
    g_ptr_array_add (user_data, registration);
  return FALSE;
}

GPtrArray *
desk_p11_kit_config_read (const char *root)
{
  GPtrArray *registrations
      = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_p11_kit_registration_free);
  g_autoptr (GTree) paths = g_tree_new_full (compare_names, NULL, g_free, g_free);
  g_autofree char *user_directory
      = g_build_filename (root, g_get_user_config_dir (), "pkcs11", "modules", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (system_directories); i++) {
    g_autofree char *directory = g_strconcat (root, system_directories[i], NULL);

    collect (directory, paths);
  }
  collect (user_directory, paths);

  g_tree_foreach (paths, add_registration, registrations);
  return registrations;
}
