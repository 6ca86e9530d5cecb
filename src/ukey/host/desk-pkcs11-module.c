/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-pkcs11-module.h"

#include "desk-library-file.h"
#include "desk-pkcs11-error.h"

#include <gmodule.h>
#include <p11-kit/p11-kit.h>

struct _DeskPkcs11Module {
  char *path;                  /* owned */
  char *arguments;             /* owned, nullable */
  guint lock_wait;             /* milliseconds */
  GModule *library;            /* never closed */
  CK_FUNCTION_LIST *functions; /* borrowed from the library */
  gboolean initialized;
  DeskPkcs11PhaseFunc phase_func; /* nullable */
  gpointer phase_data;            /* borrowed */
};

DeskPlatformLock *
desk_pkcs11_module_lock (DeskPkcs11Module *self)
{
  /* By its file's own name: links lead to one module from several directories. */
  g_autofree char *file = g_path_get_basename (self->path);
  g_autofree char *name = g_strdup_printf ("certdesk-%s.lock", file);
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), name, NULL);
  DeskPlatformLock *lock;

  if (g_mkdir_with_parents (g_get_user_runtime_dir (), 0700) != 0)
    return NULL;

  lock = desk_platform_lock_take (path, self->lock_wait);
  if (lock == NULL)
    g_info ("another program keeps the key module busy");

  return lock;
}

static gboolean
load_functions (DeskPkcs11Module *self, GError **error)
{
  CK_C_GetFunctionList get_function_list = NULL;
  CK_RV rv;

  if (!g_module_symbol (self->library, "C_GetFunctionList", (gpointer *) &get_function_list)
      || get_function_list == NULL) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_NOT_PKCS11,
                 "%s: has no C_GetFunctionList", self->path);
    return FALSE;
  }

  rv = get_function_list (&self->functions);
  if (rv != CKR_OK || self->functions == NULL) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_FAILED,
                 "%s: C_GetFunctionList: %s (0x%lx)", self->path, p11_kit_strerror (rv), rv);
    return FALSE;
  }

  return TRUE;
}

/* From what a module should be given to what old ones insist on. */
static CK_RV
call_initialize (DeskPkcs11Module *self)
{
  CK_C_INITIALIZE_ARGS arguments = {
    .flags = CKF_OS_LOCKING_OK,
    .pReserved = self->arguments,
  };
  CK_RV rv = self->functions->C_Initialize (&arguments);

  if (rv == CKR_CANT_LOCK) {
    arguments.flags = 0;
    rv = self->functions->C_Initialize (&arguments);
  }
  if ((rv == CKR_CANT_LOCK || rv == CKR_ARGUMENTS_BAD) && self->arguments == NULL)
    rv = self->functions->C_Initialize (NULL);

  return rv;
}

static gboolean
initialize (DeskPkcs11Module *self, GError **error)
{
  DeskPlatformLock *lock = desk_pkcs11_module_lock (self);
  CK_RV rv = call_initialize (self);

  g_clear_pointer (&lock, desk_platform_lock_release);
  if (rv != CKR_OK && rv != CKR_CRYPTOKI_ALREADY_INITIALIZED) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_FAILED, "C_Initialize: %s (0x%lx)",
                 p11_kit_strerror (rv), rv);
    return FALSE;
  }

  self->initialized = TRUE;
  return TRUE;
}

DeskPkcs11Module *
desk_pkcs11_module_load (const char *path, const char *arguments, guint lock_wait, GError **error)
{
  g_autoptr (DeskPkcs11Module) self = g_new0 (DeskPkcs11Module, 1);

  self->path = g_strdup (path);
  self->arguments = g_strdup (arguments);
  self->lock_wait = lock_wait;
  if (!desk_library_file_check (path, error))
    return NULL;

  self->library = g_module_open (path, G_MODULE_BIND_LOCAL);
  if (self->library == NULL) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_FAILED, "%s", g_module_error ());
    return NULL;
  }

  if (!load_functions (self, error) || !initialize (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

static void
finalize (DeskPkcs11Module *self)
{
  if (self->initialized)
    self->functions->C_Finalize (NULL);
  self->initialized = FALSE;
}

gboolean
desk_pkcs11_module_restart (DeskPkcs11Module *self, GError **error)
{
  finalize (self);
  return initialize (self, error);
}

gboolean
desk_pkcs11_module_is_initialized (DeskPkcs11Module *self)
{
  return self->initialized;
}

void
desk_pkcs11_module_free (DeskPkcs11Module *self)
{
  finalize (self);
  g_free (self->path);
  g_free (self->arguments);
  g_free (self);
}

CK_FUNCTION_LIST *
desk_pkcs11_module_get_functions (DeskPkcs11Module *self)
{
  return self->functions;
}

void
desk_pkcs11_module_set_phase_func (DeskPkcs11Module *self,
                                   DeskPkcs11PhaseFunc func,
                                   gpointer user_data)
{
  self->phase_func = func;
  self->phase_data = user_data;
}

void
desk_pkcs11_module_report (DeskPkcs11Module *self, DeskUkeyPhase phase)
{
  if (self->phase_func != NULL)
    self->phase_func (phase, self->phase_data);
}
