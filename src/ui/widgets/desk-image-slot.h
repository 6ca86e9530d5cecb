/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-apply-flow.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskImageSlot:
 *
 * A place for one picture in the proportion of an ID card (85.6 : 54): dashed until filled, then
 * the picture with 替换 and 移除. A click, Enter or a dropped file chooses; progress and what is
 * wrong are said at the slot. Implements DeskFieldWidget with the attachment's field.
 *
 * Properties: `caption` (what belongs here), `editable` (default TRUE).
 */
#define DESK_TYPE_IMAGE_SLOT (desk_image_slot_get_type ())

G_DECLARE_FINAL_TYPE (DeskImageSlot, desk_image_slot, DESK, IMAGE_SLOT, GtkWidget)

/* Shows @flow's attachment of @kind and chooses files for it. */
void
desk_image_slot_set_attachment (DeskImageSlot *self, DeskApplyFlow *flow, DeskAttachmentKind kind);

G_END_DECLS
