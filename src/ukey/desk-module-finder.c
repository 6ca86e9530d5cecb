/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-module-finder.h"

#include "desk-p11-kit-config.h"
#include "desk-ukey-module.h"

#include <gio/gio.h>

/* Drivers of keys that certificate authorities in China hand out, under the names their installers
 * use, and OpenSC; the first file of a name counts. */
static const struct {
  const char *file;
  const char *name;
  DeskUkeyModuleOrigin origin;
} known_files[] = {
  { "HtPkcs11.dll", "Haitai", DESK_UKEY_MODULE_VENDOR },
  { "libgm3000_pkcs11.so", "Longmai GM3000", DESK_UKEY_MODULE_VENDOR },
  { "gm3000_pkcs11.dll", "Longmai GM3000", DESK_UKEY_MODULE_VENDOR },
  { "ShuttleCsp11_3000GM.dll", "Feitian ePass3000GM", DESK_UKEY_MODULE_VENDOR },
  { "libshuttle_p11v220.so", "Feitian ePass3003", DESK_UKEY_MODULE_VENDOR },
  { "libshuttle_p11v220.so.1.0.0", "Feitian ePass3003", DESK_UKEY_MODULE_VENDOR },
  { "ShuttleCsp11_3003.dll", "Feitian ePass3003", DESK_UKEY_MODULE_VENDOR },
  { "SJK1217Pkcs.dll", "Excelsecu SJK1217", DESK_UKEY_MODULE_VENDOR },
  { "opensc-pkcs11.so", "OpenSC", DESK_UKEY_MODULE_OPENSC },
  { "opensc-pkcs11.dll", "OpenSC", DESK_UKEY_MODULE_OPENSC },
};

/* Where libraries are, whatever the distribution. Debian keeps those of each processor apart, in
 * a directory that begins as below; the rest has one processor only. */
#define ARCHITECTURE_PREFIX DESK_CPU_FAMILY "-linux-gnu"

static const char *const library_parents[] = { "/usr/lib", "/usr/local/lib" };
static const char *const library_directories[]
    = { "/usr/lib64", "/usr/lib", "/usr/local/lib64", "/usr/local/lib", "/app/lib" };

/* Where vendors install: a directory of theirs below the first, then the second. */
static const struct {
  const char *parent;
  const char *below;
} vendor_directories[] = {
  { "/opt", "lib" },
  { "/opt", "lib64" },
  { "/opt/apps", "files/lib" }, /* the application directories of UOS and Kylin */
};

/* The same on Windows: an environment variable, and what is below. */
static const struct {
  const char *variable;
  const char *below;
} windows_directories[] = {
  { "SystemRoot", "System32" },
  { "ProgramFiles", "OpenSC Project\\OpenSC\\pkcs11" },
};

typedef struct {
  const char *root;       /* borrowed: "" or what is put before every directory */
  GPtrArray *directories; /* owned: char *, in the order in which they are looked at */
  GHashTable *files;      /* owned: what identifies each file that is in @modules */
  GPtrArray *modules;     /* owned: DeskUkeyModule */
} Search;

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* The names in @directory that begin with @prefix, sorted; char *, owned. */
static GPtrArray *
list_names (const char *directory, const char *prefix)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) opened = g_dir_open (directory, 0, NULL);
  const char *name;

  while (opened != NULL && (name = g_dir_read_name (opened)) != NULL)
    if (g_str_has_prefix (name, prefix))
      g_ptr_array_add (names, g_strdup (name));

  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
add_directory (Search *search, const char *directory)
{
  if (g_file_test (directory, G_FILE_TEST_IS_DIR))
    g_ptr_array_add (search->directories, g_strdup (directory));
}

/* Every directory @parent/NAME/@below (nullable) whose name begins with @prefix. */
static void
add_directories (Search *search, const char *parent, const char *prefix, const char *below)
{
  g_autofree char *directory = g_strconcat (search->root, parent, NULL);
  g_autoptr (GPtrArray) names = list_names (directory, prefix);

  for (guint i = 0; i < names->len; i++) {
    g_autofree char *found
        = g_build_filename (directory, g_ptr_array_index (names, i), below, NULL);

    add_directory (search, found);
  }
}

static void
find_directories (Search *search)
{
  for (guint i = 0; i < G_N_ELEMENTS (library_parents); i++)
    add_directories (search, library_parents[i], ARCHITECTURE_PREFIX, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (library_directories); i++) {
    g_autofree char *directory = g_strconcat (search->root, library_directories[i], NULL);

    add_directory (search, directory);
  }

  for (guint i = 0; i < G_N_ELEMENTS (vendor_directories); i++)
    add_directories (search, vendor_directories[i].parent, "", vendor_directories[i].below);

  for (guint i = 0; i < G_N_ELEMENTS (windows_directories); i++) {
    const char *parent = g_getenv (windows_directories[i].variable);
    g_autofree char *directory = NULL;

    if (parent == NULL)
      continue;
    directory = g_build_filename (search->root, parent, windows_directories[i].below, NULL);
    add_directory (search, directory);
  }
}

/* What two names of one file have in common; NULL if there is no such file. */
static char *
identify (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info
      = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_ID_FILE,
                           G_FILE_QUERY_INFO_NONE, NULL, NULL);
  const char *id;

  if (info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return NULL;

  id = g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_ID_FILE);
  return g_strdup (id != NULL ? id : path);
}

/* TRUE if there is such a file, be it known already. */
static gboolean
add_module (Search *search, DeskUkeyModuleOrigin origin, const char *name, const char *path)
{
  char *id = identify (path);

  if (id == NULL)
    return FALSE;

  if (g_hash_table_add (search->files, id))
    g_ptr_array_add (search->modules, desk_ukey_module_new (origin, name, path, NULL));
  return TRUE;
}

/* p11-kit keeps its modules in a directory of their own. */
static gboolean
add_module_below (Search *search,
                  const char *directory,
                  DeskUkeyModuleOrigin origin,
                  const char *name,
                  const char *file)
{
  g_autofree char *path = g_build_filename (directory, file, NULL);
  g_autofree char *registered_path = g_build_filename (directory, "pkcs11", file, NULL);

  return add_module (search, origin, name, path)
         || add_module (search, origin, name, registered_path);
}

/* Looks for @file in every directory until it is found. */
static void
find_file (Search *search, DeskUkeyModuleOrigin origin, const char *name, const char *file)
{
  gboolean found = FALSE;

  for (guint i = 0; !found && i < search->directories->len; i++)
    found
        = add_module_below (search, g_ptr_array_index (search->directories, i), origin, name, file);
}

static void
find_known (Search *search, DeskUkeyModuleOrigin origin)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_files); i++)
    if (known_files[i].origin == origin)
      find_file (search, origin, known_files[i].name, known_files[i].file);
}

static void
find_registered (Search *search)
{
  g_autoptr (GPtrArray) registrations = desk_p11_kit_config_read (search->root);

  for (guint i = 0; i < registrations->len; i++) {
    const DeskP11KitRegistration *registration = g_ptr_array_index (registrations, i);

    if (g_path_is_absolute (registration->module))
      add_module (search, DESK_UKEY_MODULE_P11_KIT, registration->name, registration->module);
    else
      find_file (search, DESK_UKEY_MODULE_P11_KIT, registration->name, registration->module);
  }
}

GPtrArray *
desk_module_finder_find (const char *root)
{
  g_autoptr (GPtrArray) directories = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Search search = {
    .root = root != NULL ? root : "",
    .directories = directories,
    .files = files,
    .modules = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_ukey_module_unref),
  };

  find_directories (&search);
  find_known (&search, DESK_UKEY_MODULE_VENDOR);
  find_known (&search, DESK_UKEY_MODULE_OPENSC);
  find_registered (&search);
  return search.modules;
}
