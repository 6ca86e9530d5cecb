/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-key-settings.h"

#include "desk-key-error.h"
#include "desk-key-file.h"
#include "desk-module-finder.h"
#include "desk-ukey-module.h"

struct _DeskKeySettings {
  GObject parent_instance;

  DeskKeyFile *file;      /* owned */
  GListStore *modules;    /* owned; DeskKeyModule, preferred ones first */
  gboolean is_fixed;      /* one driver, named on the command line */
  char *last_token;       /* owned, nullable; serial */
  char *last_certificate; /* owned, nullable; serial */
};

enum {
  SIGNAL_MODULES_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskKeySettings, desk_key_settings, G_TYPE_OBJECT)

static void
desk_key_settings_finalize (GObject *object)
{
  DeskKeySettings *self = DESK_KEY_SETTINGS (object);

  g_clear_pointer (&self->file, desk_key_file_free);
  g_clear_object (&self->modules);
  g_free (self->last_token);
  g_free (self->last_certificate);
  G_OBJECT_CLASS (desk_key_settings_parent_class)->finalize (object);
}

static void
desk_key_settings_class_init (DeskKeySettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_key_settings_finalize;

  signals[SIGNAL_MODULES_CHANGED]
      = g_signal_new ("modules-changed", DESK_TYPE_KEY_SETTINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
}

static void
desk_key_settings_init (DeskKeySettings *self)
{
  self->modules = g_list_store_new (DESK_TYPE_KEY_MODULE);
}

static DeskKeyModuleOrigin
convert_origin (DeskUkeyModuleOrigin origin)
{
  static const DeskKeyModuleOrigin origins[] = {
    [DESK_UKEY_MODULE_OPENSC] = DESK_KEY_MODULE_OPENSC,
    [DESK_UKEY_MODULE_P11_KIT] = DESK_KEY_MODULE_REGISTERED,
    [DESK_UKEY_MODULE_VENDOR] = DESK_KEY_MODULE_VENDOR,
    [DESK_UKEY_MODULE_USER] = DESK_KEY_MODULE_ADDED,
    [DESK_UKEY_MODULE_OPTION] = DESK_KEY_MODULE_OPTION,
  };

  return origins[origin];
}

/* Borrowed from @modules, nullable. */
static DeskKeyModule *
find_module (GListModel *modules, const char *path)
{
  for (guint i = 0; i < g_list_model_get_n_items (modules); i++) {
    g_autoptr (DeskKeyModule) module = g_list_model_get_item (modules, i);

    if (g_str_equal (desk_key_module_get_path (module), path))
      return module;
  }

  return NULL;
}

/* Puts the driver into @listed, as the object that is known already if nothing about it changed. */
static DeskKeyModule *
list_module (DeskKeySettings *self,
             GListStore *listed,
             const char *path,
             const char *arguments,
             const char *name,
             DeskKeyModuleOrigin origin)
{
  DeskKeyModule *known = find_module (G_LIST_MODEL (self->modules), path);
  g_autoptr (DeskKeyModule) module = NULL;

  if (known != NULL && desk_key_module_get_origin (known) == origin
      && g_strcmp0 (desk_key_module_get_arguments (known), arguments) == 0)
    module = g_object_ref (known);
  else
    module = desk_key_module_new (path, arguments, name, origin);

  g_list_store_append (listed, module);
  return module;
}

static void
list_added (DeskKeySettings *self, GListStore *listed, GPtrArray *drivers)
{
  for (guint i = 0; i < drivers->len; i++) {
    const DeskKeyFileDriver *driver = g_ptr_array_index (drivers, i);
    g_autofree char *name = g_path_get_basename (driver->path);
    DeskKeyModule *module;

    if (!driver->is_added || find_module (G_LIST_MODEL (listed), driver->path) != NULL)
      continue;

    module
        = list_module (self, listed, driver->path, driver->arguments, name, DESK_KEY_MODULE_ADDED);
    desk_key_module_set_in_use (module, driver->is_in_use);
  }
}

/* What the user decided of a driver that was found, or whether it is used of itself. */
static gboolean
is_used (GPtrArray *drivers, const char *path, DeskKeyModuleOrigin origin)
{
  for (guint i = 0; i < drivers->len; i++) {
    const DeskKeyFileDriver *driver = g_ptr_array_index (drivers, i);

    if (g_str_equal (driver->path, path))
      return driver->is_in_use;
  }

  return origin == DESK_KEY_MODULE_VENDOR || origin == DESK_KEY_MODULE_OPENSC;
}

static void
list_found (DeskKeySettings *self, GListStore *listed, GPtrArray *drivers)
{
  g_autoptr (GPtrArray) found = desk_module_finder_find (NULL);

  for (guint i = 0; i < found->len; i++) {
    const DeskUkeyModule *candidate = g_ptr_array_index (found, i);
    const char *path = desk_ukey_module_get_path (candidate);
    DeskKeyModuleOrigin origin = convert_origin (desk_ukey_module_get_origin (candidate));
    DeskKeyModule *module;

    if (find_module (G_LIST_MODEL (listed), path) != NULL)
      continue;

    module = list_module (self, listed, path, NULL, desk_ukey_module_get_name (candidate), origin);
    desk_key_module_set_in_use (module, is_used (drivers, path, origin));
  }
}

static gboolean
are_same (GListModel *a, GListModel *b)
{
  guint n = g_list_model_get_n_items (a);

  if (g_list_model_get_n_items (b) != n)
    return FALSE;

  for (guint i = 0; i < n; i++) {
    g_autoptr (GObject) one = g_list_model_get_item (a, i);
    g_autoptr (GObject) other = g_list_model_get_item (b, i);

    if (one != other)
      return FALSE;
  }

  return TRUE;
}

static void
take_modules (DeskKeySettings *self, GListModel *listed)
{
  guint n = g_list_model_get_n_items (listed);
  g_autoptr (GPtrArray) modules = g_ptr_array_new_with_free_func (g_object_unref);

  if (are_same (G_LIST_MODEL (self->modules), listed))
    return;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (modules, g_list_model_get_item (listed, i));
  g_list_store_splice (self->modules, 0, g_list_model_get_n_items (G_LIST_MODEL (self->modules)),
                       modules->pdata, n);
}

void
desk_key_settings_refresh (DeskKeySettings *self)
{
  g_autoptr (GListStore) listed = NULL;
  g_autoptr (GPtrArray) drivers = NULL;

  g_return_if_fail (DESK_IS_KEY_SETTINGS (self));

  if (self->is_fixed)
    return;

  listed = g_list_store_new (DESK_TYPE_KEY_MODULE);
  drivers = desk_key_file_list_drivers (self->file);
  list_added (self, listed, drivers);
  list_found (self, listed, drivers);
  take_modules (self, G_LIST_MODEL (listed));
  g_signal_emit (self, signals[SIGNAL_MODULES_CHANGED], 0);
}

static void
fix (DeskKeySettings *self, const char *path, const char *arguments)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (DeskKeyModule) module
      = desk_key_module_new (path, arguments, name, DESK_KEY_MODULE_OPTION);

  desk_key_module_set_in_use (module, TRUE);
  g_list_store_append (self->modules, module);
  self->is_fixed = TRUE;
}

DeskKeySettings *
desk_key_settings_new (const char *data_dir, const char *module, const char *arguments)
{
  DeskKeySettings *self = g_object_new (DESK_TYPE_KEY_SETTINGS, NULL);

  self->file = desk_key_file_open (data_dir);
  self->last_token = desk_key_file_dup_last_token (self->file);
  self->last_certificate = desk_key_file_dup_last_certificate (self->file);
  if (module != NULL)
    fix (self, module, arguments);
  else
    desk_key_settings_refresh (self);
  return self;
}

GListModel *
desk_key_settings_get_modules (DeskKeySettings *self)
{
  g_return_val_if_fail (DESK_IS_KEY_SETTINGS (self), NULL);

  return G_LIST_MODEL (self->modules);
}

gboolean
desk_key_settings_is_fixed (DeskKeySettings *self)
{
  g_return_val_if_fail (DESK_IS_KEY_SETTINGS (self), FALSE);

  return self->is_fixed;
}

static gboolean
set_driver (DeskKeySettings *self, const DeskKeyFileDriver *driver, GError **error)
{
  if (!desk_key_file_set_driver (self->file, driver, error))
    return FALSE;

  desk_key_settings_refresh (self);
  return TRUE;
}

gboolean
desk_key_settings_add_module (DeskKeySettings *self,
                              const char *path,
                              const char *arguments,
                              GError **error)
{
  DeskKeyModule *known;
  gboolean is_added;

  g_return_val_if_fail (DESK_IS_KEY_SETTINGS (self) && !self->is_fixed, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (!g_path_is_absolute (path) || !g_utf8_validate (path, -1, NULL)
      || !g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    g_set_error (error, DESK_KEY_ERROR, (int) DESK_KEY_STATE_MODULE_MISSING,
                 "there is no such file");
    return FALSE;
  }

  known = find_module (G_LIST_MODEL (self->modules), path);
  is_added = known == NULL || desk_key_module_get_origin (known) == DESK_KEY_MODULE_ADDED;
  return set_driver (self,
                     &(DeskKeyFileDriver){ .path = path,
                                           .arguments = is_added ? arguments : NULL,
                                           .is_added = is_added,
                                           .is_in_use = TRUE },
                     error);
}

gboolean
desk_key_settings_remove_module (DeskKeySettings *self, DeskKeyModule *module, GError **error)
{
  g_return_val_if_fail (DESK_IS_KEY_SETTINGS (self) && !self->is_fixed, FALSE);
  g_return_val_if_fail (DESK_IS_KEY_MODULE (module), FALSE);

  if (!desk_key_file_remove_driver (self->file, desk_key_module_get_path (module), error))
    return FALSE;

  desk_key_settings_refresh (self);
  return TRUE;
}

gboolean
desk_key_settings_set_in_use (DeskKeySettings *self,
                              DeskKeyModule *module,
                              gboolean in_use,
                              GError **error)
{
  g_return_val_if_fail (DESK_IS_KEY_SETTINGS (self) && !self->is_fixed, FALSE);
  g_return_val_if_fail (DESK_IS_KEY_MODULE (module), FALSE);

  return set_driver (self,
                     &(DeskKeyFileDriver){ .path = desk_key_module_get_path (module),
                                           .arguments = desk_key_module_get_arguments (module),
                                           .is_added = desk_key_module_get_origin (module)
                                                       == DESK_KEY_MODULE_ADDED,
                                           .is_in_use = in_use },
                     error);
}

const char *
desk_key_settings_get_last_token (DeskKeySettings *self)
{
  g_return_val_if_fail (DESK_IS_KEY_SETTINGS (self), NULL);

  return self->last_token;
}

const char *
desk_key_settings_get_last_certificate (DeskKeySettings *self)
{
  g_return_val_if_fail (DESK_IS_KEY_SETTINGS (self), NULL);

  return self->last_certificate;
}

void
desk_key_settings_set_last (DeskKeySettings *self,
                            const char *token_serial,
                            const char *certificate_serial)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (DESK_IS_KEY_SETTINGS (self));
  g_return_if_fail (token_serial != NULL && certificate_serial != NULL);

  if (g_strcmp0 (self->last_token, token_serial) == 0
      && g_strcmp0 (self->last_certificate, certificate_serial) == 0)
    return;

  g_free (self->last_token);
  self->last_token = g_strdup (token_serial);
  g_free (self->last_certificate);
  self->last_certificate = g_strdup (certificate_serial);
  if (!desk_key_file_set_last (self->file, token_serial, certificate_serial, &error))
    g_message ("the last choice is not kept: %s", error->message);
}
