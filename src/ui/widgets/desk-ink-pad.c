/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-ink-pad.h"

#include "desk-error-text.h"
#include "desk-field-widget.h"

#include <glib/gi18n-lib.h>

struct _DeskInkPad {
  GtkWidget parent_instance;

  DeskInkCanvas *canvas;
  GtkWidget *undo_button;
  GtkWidget *clear_button;
  GtkWidget *confirm_button;
  GtkWidget *confirmed_mark;
  GtkLabel *message;

  DeskApplication *application; /* owned, nullable */
};

static void desk_ink_pad_field_widget_init (DeskFieldWidgetInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskInkPad,
                               desk_ink_pad,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_FIELD_WIDGET,
                                                      desk_ink_pad_field_widget_init))

static const char *
desk_ink_pad_get_field (DeskFieldWidget *widget)
{
  return "ink";
}

static void
desk_ink_pad_set_error (DeskFieldWidget *widget, const char *sentence)
{
  DeskInkPad *self = DESK_INK_PAD (widget);

  gtk_label_set_label (self->message, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), sentence != NULL);
  if (sentence != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->canvas), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->canvas), "error");
}

static void
desk_ink_pad_field_widget_init (DeskFieldWidgetInterface *iface)
{
  iface->get_field = desk_ink_pad_get_field;
  iface->set_error = desk_ink_pad_set_error;
}

static void
update (DeskInkPad *self)
{
  gboolean confirmed = desk_application_get_ink_confirmed (self->application);
  gboolean written = desk_ink_get_n_strokes (desk_application_get_ink (self->application)) > 0;

  desk_ink_canvas_set_editable (self->canvas, !confirmed);
  gtk_widget_set_sensitive (self->undo_button, written && !confirmed);
  gtk_widget_set_sensitive (self->clear_button, written);
  gtk_widget_set_sensitive (self->confirm_button, written && !confirmed);
  gtk_widget_set_visible (self->confirmed_mark, confirmed);
}

static void
on_ink_changed (DeskInkPad *self)
{
  desk_ink_pad_set_error (DESK_FIELD_WIDGET (self), NULL);
  update (self);
}

static void
on_undo_clicked (DeskInkPad *self)
{
  desk_ink_undo (desk_application_get_ink (self->application));
}

static void
on_clear_clicked (DeskInkPad *self)
{
  desk_ink_clear (desk_application_get_ink (self->application));
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
on_confirm_clicked (DeskInkPad *self)
{
  DeskFieldProblem problem = desk_ink_check (desk_application_get_ink (self->application));

  if (problem == DESK_FIELD_OK)
    desk_application_set_ink_confirmed (self->application, TRUE);
  desk_ink_pad_set_error (DESK_FIELD_WIDGET (self), desk_error_text_get_field ("ink", problem));
}

static gboolean
desk_ink_pad_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DESK_INK_PAD (widget)->canvas));
}

static void
drop_application (DeskInkPad *self)
{
  if (self->application == NULL)
    return;

  g_signal_handlers_disconnect_by_data (desk_application_get_ink (self->application), self);
  g_signal_handlers_disconnect_by_data (self->application, self);
  g_clear_object (&self->application);
}

static void
desk_ink_pad_dispose (GObject *object)
{
  DeskInkPad *self = DESK_INK_PAD (object);
  GtkWidget *child;

  drop_application (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (desk_ink_pad_parent_class)->dispose (object);
}

static void
desk_ink_pad_class_init (DeskInkPadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_ink_pad_dispose;
  widget_class->grab_focus = desk_ink_pad_grab_focus;

  g_type_ensure (DESK_TYPE_INK_CANVAS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-ink-pad.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskInkPad, canvas);
  gtk_widget_class_bind_template_child (widget_class, DeskInkPad, undo_button);
  gtk_widget_class_bind_template_child (widget_class, DeskInkPad, clear_button);
  gtk_widget_class_bind_template_child (widget_class, DeskInkPad, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, DeskInkPad, confirmed_mark);
  gtk_widget_class_bind_template_child (widget_class, DeskInkPad, message);
  gtk_widget_class_bind_template_callback (widget_class, on_undo_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm_clicked);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
desk_ink_pad_init (DeskInkPad *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
desk_ink_pad_set_application (DeskInkPad *self, DeskApplication *application)
{
  g_return_if_fail (DESK_IS_INK_PAD (self));
  g_return_if_fail (DESK_IS_APPLICATION (application));

  drop_application (self);
  self->application = g_object_ref (application);
  desk_ink_canvas_set_ink (self->canvas, desk_application_get_ink (application));
  g_signal_connect_swapped (desk_application_get_ink (application), "changed",
                            G_CALLBACK (on_ink_changed), self);
  g_signal_connect_swapped (application, "notify::ink-confirmed", G_CALLBACK (update), self);
  update (self);
}
