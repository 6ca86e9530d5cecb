/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-settings.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskModuleDialog:
 *
 * 选择驱动: every driver that is known, where it comes from, whether it works, a switch for each,
 * and a way to add another one. Everything is stored at once. Construct-only property: `settings`
 * (DeskKeySettings).
 */
#define DESK_TYPE_MODULE_DIALOG (desk_module_dialog_get_type ())

G_DECLARE_FINAL_TYPE (DeskModuleDialog, desk_module_dialog, DESK, MODULE_DIALOG, AdwWindow)

/* Modal over @parent's window; show it with gtk_window_present(). */
GtkWindow *desk_module_dialog_new (GtkWidget *parent, DeskKeySettings *settings);

G_END_DECLS
