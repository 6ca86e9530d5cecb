/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-settings.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskModuleRow:
 *
 * One driver in a list: its name, file, where it comes from, whether it works, and a switch. The
 * signal `failed` (GError *): a change could not be stored.
 */
#define DESK_TYPE_MODULE_ROW (desk_module_row_get_type ())

G_DECLARE_FINAL_TYPE (DeskModuleRow, desk_module_row, DESK, MODULE_ROW, AdwActionRow)

GtkWidget *desk_module_row_new (DeskKeySettings *settings, DeskKeyModule *module);

G_END_DECLS
