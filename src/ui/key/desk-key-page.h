/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskKeyPage:
 *
 * 我的 Ukey: every plugged-in key with its certificates and what can be done with it, as it
 * happens; if there is none, why.
 *
 * Properties, to be bound to a DeskKeys: `state` (DeskKeyState), `tokens` (GListModel of
 * DeskKeyToken, nullable), `certificates` (GListModel of DeskKeyCertificate, nullable).
 */
#define DESK_TYPE_KEY_PAGE (desk_key_page_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeyPage, desk_key_page, DESK, KEY_PAGE, GtkWidget)

GtkWidget *desk_key_page_new (void);

G_END_DECLS
