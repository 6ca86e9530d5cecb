/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-state.h"

G_BEGIN_DECLS

typedef enum {
  DESK_KEY_MODULE_VENDOR,     /* a known vendor's driver, found on this computer */
  DESK_KEY_MODULE_OPENSC,     /* found on this computer */
  DESK_KEY_MODULE_REGISTERED, /* with p11-kit */
  DESK_KEY_MODULE_ADDED,      /* by the user */
  DESK_KEY_MODULE_OPTION,     /* on the command line: the only one then */
} DeskKeyModuleOrigin;

/**
 * DeskKeyModule:
 *
 * A driver (PKCS#11 module) as the list of drivers shows it. Properties: `in-use` (switched on,
 * change it with desk_key_settings_set_in_use()), `state` (DeskKeyState, what it answered last;
 * READING while it is not in use or was not asked yet).
 */
#define DESK_TYPE_KEY_MODULE (desk_key_module_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeyModule, desk_key_module, DESK, KEY_MODULE, GObject)

/* @arguments nullable: what C_Initialize gets as pReserved, as NSS needs it. */
DeskKeyModule *desk_key_module_new (const char *path,
                                    const char *arguments,
                                    const char *name,
                                    DeskKeyModuleOrigin origin);

const char *desk_key_module_get_path (DeskKeyModule *self);
const char *desk_key_module_get_arguments (DeskKeyModule *self); /* nullable */
const char *desk_key_module_get_name (DeskKeyModule *self);      /* "OpenSC", not translated */
DeskKeyModuleOrigin desk_key_module_get_origin (DeskKeyModule *self);
gboolean desk_key_module_get_in_use (DeskKeyModule *self);
DeskKeyState desk_key_module_get_state (DeskKeyModule *self);

/* For DeskKeySettings and DeskKeys. */
void desk_key_module_set_in_use (DeskKeyModule *self, gboolean in_use);
void desk_key_module_set_state (DeskKeyModule *self, DeskKeyState state);

G_END_DECLS
