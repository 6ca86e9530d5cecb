/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-application.h"
#include "desk-ink-canvas.h"

G_BEGIN_DECLS

/**
 * DeskInkPad:
 *
 * The canvas with 撤销, 清除 and 确定. Confirming checks the signature and locks the canvas; 清除
 * opens it again. Implements DeskFieldWidget for the field `ink`.
 */
#define DESK_TYPE_INK_PAD (desk_ink_pad_get_type ())

G_DECLARE_FINAL_TYPE (DeskInkPad, desk_ink_pad, DESK, INK_PAD, GtkWidget)

/* Shows and changes @application's ink and `ink-confirmed`. */
void desk_ink_pad_set_application (DeskInkPad *self, DeskApplication *application);

G_END_DECLS
