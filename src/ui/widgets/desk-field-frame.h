/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-field-widget.h"

G_BEGIN_DECLS

/**
 * DeskFieldFrame:
 *
 * A column around whatever edits a field that has no row of its own (a tick, a list of choices);
 * says below it what is wrong. Implements DeskFieldWidget. Property: `field`. CSS class:
 * `field-frame`.
 */
#define DESK_TYPE_FIELD_FRAME (desk_field_frame_get_type ())

G_DECLARE_FINAL_TYPE (DeskFieldFrame, desk_field_frame, DESK, FIELD_FRAME, GtkBox)

G_END_DECLS
