/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskKeyStatus:
 *
 * One state of a key for a person to read: a picture, the sentence, the remedy, one button, and
 * the code, small, which can be selected and told on the telephone.
 */
#define DESK_TYPE_KEY_STATUS (desk_key_status_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeyStatus, desk_key_status, DESK, KEY_STATUS, GtkWidget)

void desk_key_status_set_state (DeskKeyStatus *self, DeskKeyState state);

/* A smaller picture, where something else stands below. */
void desk_key_status_set_compact (DeskKeyStatus *self, gboolean compact);

G_END_DECLS
