/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-order-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskStateChip:
 *
 * The state of an order: icon, word and colour. Property: `state` (DeskOrderState as int).
 */
#define DESK_TYPE_STATE_CHIP (desk_state_chip_get_type ())

G_DECLARE_FINAL_TYPE (DeskStateChip, desk_state_chip, DESK, STATE_CHIP, GtkWidget)

GtkWidget *desk_state_chip_new (DeskOrderState state);

void desk_state_chip_set_state (DeskStateChip *self, DeskOrderState state);

G_END_DECLS
