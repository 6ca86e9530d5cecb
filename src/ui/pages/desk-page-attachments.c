/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-page-attachments.h"

#include "desk-image-slot.h"

struct _DeskPageAttachments {
  DeskWizardPage parent_instance;

  DeskImageSlot *front_slot;
  DeskImageSlot *back_slot;
  DeskImageSlot *handheld_slot;
  DeskImageSlot *supporting_slot;
};

G_DEFINE_FINAL_TYPE (DeskPageAttachments, desk_page_attachments, DESK_TYPE_WIZARD_PAGE)

static void
desk_page_attachments_constructed (GObject *object)
{
  DeskPageAttachments *self = DESK_PAGE_ATTACHMENTS (object);
  DeskApplyFlow *flow = desk_wizard_page_get_flow (DESK_WIZARD_PAGE (self));

  G_OBJECT_CLASS (desk_page_attachments_parent_class)->constructed (object);

  desk_image_slot_set_attachment (self->front_slot, flow, DESK_ATTACHMENT_ID_FRONT);
  desk_image_slot_set_attachment (self->back_slot, flow, DESK_ATTACHMENT_ID_BACK);
  desk_image_slot_set_attachment (self->handheld_slot, flow, DESK_ATTACHMENT_HANDHELD);
  desk_image_slot_set_attachment (self->supporting_slot, flow, DESK_ATTACHMENT_SUPPORTING);
}

static void
desk_page_attachments_class_init (DeskPageAttachmentsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = desk_page_attachments_constructed;

  g_type_ensure (DESK_TYPE_IMAGE_SLOT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-page-attachments.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPageAttachments, front_slot);
  gtk_widget_class_bind_template_child (widget_class, DeskPageAttachments, back_slot);
  gtk_widget_class_bind_template_child (widget_class, DeskPageAttachments, handheld_slot);
  gtk_widget_class_bind_template_child (widget_class, DeskPageAttachments, supporting_slot);
}

static void
desk_page_attachments_init (DeskPageAttachments *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
