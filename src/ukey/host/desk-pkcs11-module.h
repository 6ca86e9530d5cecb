/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-error.h"
#include "desk-platform.h"
#include "desk-ukey-protocol.h"

#include <p11-kit/pkcs11.h>

G_BEGIN_DECLS

#define DESK_PKCS11_MODULE_LOCK_WAIT_MS 3000

/* Told how far an operation is, before a PIN is handed over and after it was taken. */
typedef void (*DeskPkcs11PhaseFunc) (DeskUkeyPhase phase, gpointer user_data);

/**
 * DeskPkcs11Module:
 *
 * A PKCS#11 module, loaded and initialised. Everything it does is done in the calling thread.
 */
typedef struct _DeskPkcs11Module DeskPkcs11Module;

/* @arguments (nullable) is pReserved of C_Initialize. @lock_wait: milliseconds.
 * %DESK_KEY_STATE_MODULE_MISSING, _ARCHITECTURE, _NOT_PKCS11 or _FAILED, with the loader's own
 * words. */
DeskPkcs11Module *
desk_pkcs11_module_load (const char *path, const char *arguments, guint lock_wait, GError **error);

/* C_Finalize. The library stays mapped: drivers leave threads and exit handlers behind. */
void desk_pkcs11_module_free (DeskPkcs11Module *self);

/* C_Finalize and C_Initialize: some modules see new tokens, and a service that was started again,
 * only then. Every session is gone. */
gboolean desk_pkcs11_module_restart (DeskPkcs11Module *self, GError **error);

/* FALSE after a restart that failed; another may mend it. */
gboolean desk_pkcs11_module_is_initialized (DeskPkcs11Module *self);

CK_FUNCTION_LIST *desk_pkcs11_module_get_functions (DeskPkcs11Module *self); /* borrowed */

void desk_pkcs11_module_set_phase_func (DeskPkcs11Module *self,
                                        DeskPkcs11PhaseFunc func,
                                        gpointer user_data);
void desk_pkcs11_module_report (DeskPkcs11Module *self, DeskUkeyPhase phase);

/* What keeps two processes from initialising or logging in at the same instant: SoftHSM loses
 * tokens then. NULL if another one held it too long, in which case the call is made without it. */
DeskPlatformLock *desk_pkcs11_module_lock (DeskPkcs11Module *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPkcs11Module, desk_pkcs11_module_free)

G_END_DECLS
