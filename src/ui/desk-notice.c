/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-notice.h"

#include "desk-error-text.h"

struct _DeskNotice {
  GtkWidget parent_instance;

  GtkWidget *icon;    /* borrowed child */
  GtkWidget *words;   /* borrowed child, holds the labels */
  GtkLabel *sentence; /* borrowed */
  GtkLabel *remedy;   /* borrowed */
};

G_DEFINE_FINAL_TYPE (DeskNotice, desk_notice, GTK_TYPE_WIDGET)

static void
desk_notice_dispose (GObject *object)
{
  DeskNotice *self = DESK_NOTICE (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->words, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_notice_parent_class)->dispose (object);
}

static void
desk_notice_class_init (DeskNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_notice_dispose;
  gtk_widget_class_set_css_name (widget_class, "notice");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static GtkLabel *
add_label (DeskNotice *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (self->words), label);
  return GTK_LABEL (label);
}

static void
desk_notice_init (DeskNotice *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  self->icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  self->words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_hexpand (self->words, TRUE);
  gtk_widget_set_parent (self->words, GTK_WIDGET (self));
  self->sentence = add_label (self);
  self->remedy = add_label (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
desk_notice_new (void)
{
  return g_object_new (DESK_TYPE_NOTICE, NULL);
}

void
desk_notice_show (DeskNotice *self, const char *sentence, const char *remedy)
{
  g_return_if_fail (DESK_IS_NOTICE (self));

  gtk_widget_set_visible (GTK_WIDGET (self), sentence != NULL);
  gtk_label_set_label (self->sentence, sentence != NULL ? sentence : "");
  gtk_label_set_label (self->remedy, remedy != NULL ? remedy : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remedy), remedy != NULL);
}

void
desk_notice_show_error (DeskNotice *self, const GError *error)
{
  g_return_if_fail (DESK_IS_NOTICE (self));

  if (error == NULL || desk_error_text_is_silent (error))
    desk_notice_show (self, NULL, NULL);
  else
    desk_notice_show (self, desk_error_text_get_sentence (error),
                      desk_error_text_get_remedy (error));
}
