/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-module.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskKeySettings:
 *
 * Which drivers are used, and which key was used last; kept in the data directory (DeskKeyFile).
 * Signal `modules-changed`: a driver came, went, or was switched.
 *
 * In use are the vendors' drivers and OpenSC where they are found, and what the user added, unless
 * it was switched off; what is registered with p11-kit if it was switched on. A driver that is
 * named on the command line is used alone, and nothing about drivers can be changed then.
 */
#define DESK_TYPE_KEY_SETTINGS (desk_key_settings_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeySettings, desk_key_settings, DESK, KEY_SETTINGS, GObject)

/* @data_dir nullable: nothing is read or written. @module nullable: the only driver to use, with
 * @arguments (nullable, pReserved of C_Initialize). */
DeskKeySettings *
desk_key_settings_new (const char *data_dir, const char *module, const char *arguments);

/* Every driver that is known, in the order in which they are preferred: what the user added, then
 * as desk-module-finder.h says. GListModel of DeskKeyModule; borrowed. */
GListModel *desk_key_settings_get_modules (DeskKeySettings *self);

/* TRUE if a driver was named on the command line. */
gboolean desk_key_settings_is_fixed (DeskKeySettings *self);

/* Looks for drivers again; what is known stays the same object. */
void desk_key_settings_refresh (DeskKeySettings *self);

/* Adds the file @path and switches it on; a driver that is known already is only switched on, with
 * the new @arguments if the user had added it. It is not loaded here: its `state` says later
 * whether it is one. %DESK_KEY_STATE_MODULE_MISSING if there is no such file; an error of the file
 * system if the settings cannot be kept, in which case nothing has changed. */
gboolean desk_key_settings_add_module (DeskKeySettings *self,
                                       const char *path,
                                       const char *arguments,
                                       GError **error);

/* Forgets a driver that the user added; its own origin decides then whether it is still listed. */
gboolean
desk_key_settings_remove_module (DeskKeySettings *self, DeskKeyModule *module, GError **error);

gboolean desk_key_settings_set_in_use (DeskKeySettings *self,
                                       DeskKeyModule *module,
                                       gboolean in_use,
                                       GError **error);

/* Serials of the certificate that was used last and of its key; borrowed, NULL: none yet. A failure
 * to keep them is only logged. */
const char *desk_key_settings_get_last_token (DeskKeySettings *self);
const char *desk_key_settings_get_last_certificate (DeskKeySettings *self);
void desk_key_settings_set_last (DeskKeySettings *self,
                                 const char *token_serial,
                                 const char *certificate_serial);

G_END_DECLS
