/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-pkcs11-module.h"

#include "desk-pkcs11-error.h"
#include "desk-platform.h"

#include <gmodule.h>

#define LOCK_TIMEOUT_MS 5000

struct _DeskPkcs11Module {
  GModule *library;            /* owned */
  CK_FUNCTION_LIST *functions; /* borrowed from the library */
  gboolean initialized;
  GThread *owner; /* borrowed; the only thread that may call */
};

static const char *const default_paths[] = {
  "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
  "/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so",
  "/usr/lib/loongarch64-linux-gnu/opensc-pkcs11.so",
  "/usr/lib64/opensc-pkcs11.so",
  "/usr/lib/opensc-pkcs11.so",
  "/app/lib/opensc-pkcs11.so",
};

char *
desk_pkcs11_module_find_default (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (default_paths); i++)
    if (g_file_test (default_paths[i], G_FILE_TEST_EXISTS))
      return g_strdup (default_paths[i]);

  return NULL;
}

DeskPlatformLock *
desk_pkcs11_module_lock (void)
{
  g_autofree char *path
      = g_build_filename (g_get_user_runtime_dir (), "certdesk-pkcs11.lock", NULL);
  DeskPlatformLock *lock;

  if (g_mkdir_with_parents (g_get_user_runtime_dir (), 0700) != 0)
    return NULL;

  lock = desk_platform_lock_take (path, LOCK_TIMEOUT_MS);
  if (lock == NULL)
    g_message ("another program keeps the key module busy");

  return lock;
}

static gboolean
load_functions (DeskPkcs11Module *self, const char *path, GError **error)
{
  CK_C_GetFunctionList get_function_list = NULL;
  CK_RV rv;

  if (!g_module_symbol (self->library, "C_GetFunctionList", (gpointer *) &get_function_list)
      || get_function_list == NULL) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_FAILED, "%s is no PKCS#11 module",
                 path);
    return FALSE;
  }

  rv = get_function_list (&self->functions);
  if (rv != CKR_OK || self->functions == NULL) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_FAILED,
                 "%s has no function list (0x%lx)", path, rv);
    return FALSE;
  }

  return TRUE;
}

static gboolean
initialize (DeskPkcs11Module *self, GError **error)
{
  CK_C_INITIALIZE_ARGS arguments = { .flags = CKF_OS_LOCKING_OK };
  g_autoptr (DeskPlatformLock) lock = desk_pkcs11_module_lock ();
  CK_RV rv = self->functions->C_Initialize (&arguments);

  if (rv == CKR_CANT_LOCK)
    rv = self->functions->C_Initialize (NULL);
  if (rv != CKR_OK && rv != CKR_CRYPTOKI_ALREADY_INITIALIZED) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_FAILED, "C_Initialize: 0x%lx", rv);
    return FALSE;
  }

  self->initialized = TRUE;
  return TRUE;
}

DeskPkcs11Module *
desk_pkcs11_module_load (const char *path, GError **error)
{
  g_autoptr (DeskPkcs11Module) self = g_new0 (DeskPkcs11Module, 1);

  self->owner = g_thread_self ();

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_NO_MODULE, "%s does not exist", path);
    return NULL;
  }

  self->library = g_module_open (path, G_MODULE_BIND_LOCAL);
  if (self->library == NULL) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_FAILED, "%s does not load: %s", path,
                 g_module_error ());
    return NULL;
  }

  if (!load_functions (self, path, error) || !initialize (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
desk_pkcs11_module_free (DeskPkcs11Module *self)
{
  g_assert (self->owner == g_thread_self ());

  if (self->initialized)
    self->functions->C_Finalize (NULL);
  g_clear_pointer (&self->library, g_module_close);
  g_free (self);
}

CK_FUNCTION_LIST *
desk_pkcs11_module_get_functions (DeskPkcs11Module *self)
{
  g_assert (self->owner == g_thread_self ());

  return self->functions;
}
