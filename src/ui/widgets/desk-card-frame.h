/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskCardFrame:
 *
 * Gives its child the proportion of an ID card, 85.6 : 54 (ISO/IEC 7810, ID-1), at whatever width
 * there is. Property: `child` (GtkWidget, nullable).
 */
#define DESK_TYPE_CARD_FRAME (desk_card_frame_get_type ())

G_DECLARE_FINAL_TYPE (DeskCardFrame, desk_card_frame, DESK, CARD_FRAME, GtkWidget)

G_END_DECLS
