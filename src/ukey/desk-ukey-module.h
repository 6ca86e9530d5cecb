/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How a driver came to be known. */
typedef enum {
  DESK_UKEY_MODULE_OPENSC,
  DESK_UKEY_MODULE_P11_KIT, /* registered with p11-kit */
  DESK_UKEY_MODULE_VENDOR,  /* a known vendor's file, found where it is usually installed */
  DESK_UKEY_MODULE_USER,    /* a file the user chose */
  DESK_UKEY_MODULE_OPTION,  /* named on the command line */
} DeskUkeyModuleOrigin;

/**
 * DeskUkeyModule:
 *
 * Where a PKCS#11 module is and how it is started; nothing of it is loaded. Immutable, reference
 * counted, thread-safe.
 */
typedef struct _DeskUkeyModule DeskUkeyModule;

#define DESK_TYPE_UKEY_MODULE (desk_ukey_module_get_type ())

GType desk_ukey_module_get_type (void);

/* @name NULL: the file's own name. @arguments NULL: none. All are copied. */
DeskUkeyModule *desk_ukey_module_new (DeskUkeyModuleOrigin origin,
                                      const char *name,
                                      const char *path,
                                      const char *arguments);
DeskUkeyModule *desk_ukey_module_ref (DeskUkeyModule *self);
void desk_ukey_module_unref (DeskUkeyModule *self);

DeskUkeyModuleOrigin desk_ukey_module_get_origin (const DeskUkeyModule *self);

/* What a person calls it: "OpenSC". Borrowed, as all of these. */
const char *desk_ukey_module_get_name (const DeskUkeyModule *self);

const char *desk_ukey_module_get_path (const DeskUkeyModule *self);

/* What C_Initialize is given as pReserved (NSS needs it); NULL: nothing. */
const char *desk_ukey_module_get_arguments (const DeskUkeyModule *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskUkeyModule, desk_ukey_module_unref)

G_END_DECLS
