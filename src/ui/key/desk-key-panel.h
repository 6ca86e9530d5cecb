/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-certificate.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskKeyPanel:
 *
 * One plugged-in key: what it is, the state of its PIN in words, its certificates, and what can be
 * done with it.
 */
#define DESK_TYPE_KEY_PANEL (desk_key_panel_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeyPanel, desk_key_panel, DESK, KEY_PANEL, GtkWidget)

GtkWidget *desk_key_panel_new (void);

/* What was seen of the key: @certificates (GListModel of DeskKeyCertificate, nullable) may hold
 * those of other keys. What a person would be shown already stays in place, with the focus. */
void desk_key_panel_update (DeskKeyPanel *self, DeskKeyToken *token, GListModel *certificates);

DeskKeyToken *desk_key_panel_get_token (DeskKeyPanel *self); /* borrowed, nullable */

G_END_DECLS
