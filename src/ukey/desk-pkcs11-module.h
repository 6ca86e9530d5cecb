/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-platform.h"
#include "desk-ukey.h"

#include <p11-kit/pkcs11.h>

G_BEGIN_DECLS

/**
 * DeskPkcs11Module:
 *
 * A PKCS#11 module, loaded and initialised. All calls into it come from the thread that loaded it.
 */
typedef struct _DeskPkcs11Module DeskPkcs11Module;

/* %DESK_KEY_STATE_NO_MODULE if there is no such file, %DESK_KEY_STATE_MODULE_FAILED if it is not
 * a working module. */
DeskPkcs11Module *desk_pkcs11_module_load (const char *path, GError **error);

/* C_Finalize and unload. */
void desk_pkcs11_module_free (DeskPkcs11Module *self);

CK_FUNCTION_LIST *desk_pkcs11_module_get_functions (DeskPkcs11Module *self); /* borrowed */

/* Where OpenSC's module is on this system, or NULL. Caller frees. */
char *desk_pkcs11_module_find_default (void);

/* What keeps two processes from initialising or logging in at the same instant: SoftHSM loses
 * tokens then. NULL after five seconds, in which case the call is made without it. */
DeskPlatformLock *desk_pkcs11_module_lock (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPkcs11Module, desk_pkcs11_module_free)

G_END_DECLS
