/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskApp:
 *
 * certdesk's composition root: reads the command line, makes the flows, shows the window.
 */
#define DESK_TYPE_APP (desk_app_get_type ())

G_DECLARE_FINAL_TYPE (DeskApp, desk_app, DESK, APP, AdwApplication)

DeskApp *desk_app_new (void);

G_END_DECLS
