/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-virtual-key.h"

#include "desk-platform.h"
#include "desk-ukey.h"

#include <string.h>

/* Where distributions put SoftHSM2. */
static const char *const module_paths[] = {
  "/usr/lib/softhsm/libsofthsm2.so",
  "/usr/lib64/pkcs11/libsofthsm2.so",
  "/usr/lib/pkcs11/libsofthsm2.so",
  "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
  "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
};

static char *
find_module (const char *module, GError **error)
{
  if (module != NULL)
    return g_strdup (module);

  for (size_t i = 0; i < G_N_ELEMENTS (module_paths); i++)
    if (g_file_test (module_paths[i], G_FILE_TEST_EXISTS))
      return g_strdup (module_paths[i]);

  g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_NO_MODULE, "SoftHSM2 is not installed");
  return NULL;
}

/* Tokens, and a configuration that names them. */
static gboolean
prepare (const char *directory, GError **error)
{
  g_autofree char *tokens = g_build_filename (directory, "tokens", NULL);
  g_autofree char *path = g_build_filename (directory, "softhsm2.conf", NULL);
  g_autofree char *text = g_strdup_printf ("directories.tokendir = %s\n"
                                           "objectstore.backend = file\n"
                                           "log.level = ERROR\n"
                                           "slots.removable = true\n",
                                           tokens);
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "%s holds a virtual Ukey already",
                 directory);
    return FALSE;
  }

  return desk_platform_make_private_directory (tokens, error)
         && desk_platform_write_private_file (path, content, error)
         && g_setenv ("SOFTHSM2_CONF", path, TRUE);
}

static void
on_initialised (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskUkey *ukey = DESK_UKEY (source);
  GError *error = NULL;

  if (desk_ukey_initialise_finish (ukey, result, &error))
    g_task_return_pointer (task, g_strdup (desk_ukey_module_get_path (desk_ukey_get_module (ukey))),
                           g_free);
  else
    g_task_return_error (task, error);
  desk_ukey_close (ukey);
}

void
desk_virtual_key_make_async (const char *directory,
                             const char *module,
                             const char *label,
                             DeskSecret *so_pin,
                             DeskSecret *pin,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *absolute = g_canonicalize_filename (directory, NULL);
  g_autofree char *path = NULL;
  g_autoptr (DeskUkeyModule) description = NULL;
  g_autoptr (DeskClock) clock = desk_clock_new_system ();
  g_autoptr (DeskUkey) ukey = NULL;
  GError *error = NULL;

  g_return_if_fail (label != NULL && so_pin != NULL && pin != NULL);

  g_task_set_source_tag (task, desk_virtual_key_make_async);
  path = find_module (module, &error);
  if (path == NULL || !prepare (absolute, &error)) {
    g_task_return_error (task, error);
    return;
  }

  description = desk_ukey_module_new (DESK_UKEY_MODULE_OPTION, NULL, path, NULL);
  ukey = desk_ukey_new (description, clock);
  desk_ukey_initialise_async (ukey, label, so_pin, pin, cancellable, on_initialised,
                              g_object_ref (task));
}

char *
desk_virtual_key_make_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
