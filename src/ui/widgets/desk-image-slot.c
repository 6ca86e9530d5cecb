/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-image-slot.h"

#include "desk-card-frame.h"
#include "desk-error-text.h"
#include "desk-field-widget.h"
#include "desk-image-preview.h"
#include "desk-ui-dialogs.h"

#include <glib/gi18n-lib.h>

/* Enough for the slot at twice its size. */
#define PREVIEW_PIXELS 900

struct _DeskImageSlot {
  GtkWidget parent_instance;

  GtkButton *button;
  GtkStack *stack;
  GtkPicture *picture;
  GtkLabel *placeholder;
  GtkLabel *caption;
  GtkWidget *uploaded_mark;
  GtkWidget *replace_button;
  GtkWidget *remove_button;
  GtkProgressBar *progress;
  GtkLabel *message;

  DeskApplyFlow *flow;        /* owned, nullable */
  DeskAttachment *attachment; /* owned, nullable */
  char *field;                /* owned, nullable */
  char *given_error;          /* owned, nullable; said from outside */
  GBytes *shown;              /* owned, nullable; the content the picture was made from */
  GCancellable *cancellable;  /* owned; ends with the widget */
  gboolean editable;
};

enum {
  PROP_CAPTION = 1,
  PROP_EDITABLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void desk_image_slot_field_widget_init (DeskFieldWidgetInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskImageSlot,
                               desk_image_slot,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_FIELD_WIDGET,
                                                      desk_image_slot_field_widget_init))

static void
update_message (DeskImageSlot *self)
{
  const char *sentence = self->given_error;
  DeskFieldProblem problem = DESK_FIELD_OK;

  if (self->attachment != NULL)
    problem = desk_attachment_get_problem (self->attachment);
  if (problem != DESK_FIELD_OK)
    sentence = desk_error_text_get_field (self->field, problem);

  gtk_label_set_label (self->message, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), sentence != NULL);
  if (sentence != NULL) {
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "error");
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
  } else {
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "error");
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->button),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  }
}

static const char *
desk_image_slot_get_field (DeskFieldWidget *widget)
{
  return DESK_IMAGE_SLOT (widget)->field;
}

static void
desk_image_slot_set_error (DeskFieldWidget *widget, const char *sentence)
{
  DeskImageSlot *self = DESK_IMAGE_SLOT (widget);

  g_free (self->given_error);
  self->given_error = g_strdup (sentence);
  update_message (self);
}

static void
desk_image_slot_field_widget_init (DeskFieldWidgetInterface *iface)
{
  iface->get_field = desk_image_slot_get_field;
  iface->set_error = desk_image_slot_set_error;
}

static void
on_preview_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskImageSlot) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = desk_image_preview_load_finish (result, &error);
  DeskFieldProblem problem = desk_image_preview_get_problem (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child_name (self->stack, texture != NULL ? "picture" : "damaged");
  if (problem != DESK_FIELD_OK && desk_attachment_get_problem (self->attachment) == DESK_FIELD_OK)
    desk_attachment_set_problem (self->attachment, problem);
}

static void
update_picture (DeskImageSlot *self)
{
  GBytes *content = desk_attachment_get_content (self->attachment);

  if (content == self->shown)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->shown, g_bytes_unref);
  gtk_picture_set_paintable (self->picture, NULL);

  if (content == NULL) {
    gtk_stack_set_visible_child_name (self->stack, "empty");
    return;
  }

  self->shown = g_bytes_ref (content);
  gtk_stack_set_visible_child_name (self->stack, "picture");
  desk_image_preview_load_async (content, PREVIEW_PIXELS, self->cancellable, on_preview_ready,
                                 g_object_ref (self));
}

static void
update (DeskImageSlot *self)
{
  DeskAttachmentState state = desk_attachment_get_state (self->attachment);
  gboolean filled = desk_attachment_get_content (self->attachment) != NULL;
  gboolean may_change = self->editable && state != DESK_ATTACHMENT_UPLOADING;

  if (filled)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "filled");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "filled");

  gtk_widget_set_sensitive (GTK_WIDGET (self->button), may_change);
  gtk_widget_set_visible (self->replace_button, filled && self->editable);
  gtk_widget_set_visible (self->remove_button, filled && self->editable);
  gtk_widget_set_sensitive (self->replace_button, may_change);
  gtk_widget_set_sensitive (self->remove_button, may_change);
  gtk_widget_set_visible (self->uploaded_mark, state == DESK_ATTACHMENT_UPLOADED);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), state == DESK_ATTACHMENT_UPLOADING);
  gtk_progress_bar_set_fraction (self->progress, desk_attachment_get_progress (self->attachment));

  update_picture (self);
  update_message (self);
}

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskImageSlot) self = user_data;
  g_autoptr (GError) error = NULL;

  if (desk_apply_flow_choose_file_finish (DESK_APPLY_FLOW (source), result, &error)
      || desk_error_text_is_silent (error))
    return;

  /* A refused picture says so itself; this is a file that could not be read. */
  if (desk_attachment_get_problem (self->attachment) == DESK_FIELD_OK)
    desk_image_slot_set_error (DESK_FIELD_WIDGET (self), desk_error_text_get_sentence (error));
}

static void
choose_file (DeskImageSlot *self, GFile *file)
{
  desk_image_slot_set_error (DESK_FIELD_WIDGET (self), NULL);
  desk_apply_flow_choose_file_async (self->flow, desk_attachment_get_kind (self->attachment), file,
                                     NULL, on_file_chosen, g_object_ref (self));
}

static void
on_file_picked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskImageSlot) self = user_data;
  g_autoptr (GFile) file = desk_ui_pick_file_finish (result);

  if (file != NULL && self->attachment != NULL)
    choose_file (self, file);
}

static void
on_choose_clicked (DeskImageSlot *self)
{
  if (self->flow != NULL)
    desk_ui_pick_file_async (GTK_WIDGET (self), DESK_PICK_IMAGE,
                             gtk_label_get_label (self->caption), NULL, NULL, on_file_picked,
                             g_object_ref (self));
}

static void
on_remove_clicked (DeskImageSlot *self)
{
  desk_image_slot_set_error (DESK_FIELD_WIDGET (self), NULL);
  desk_attachment_set_content (self->attachment, NULL, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  DeskImageSlot *self = user_data;

  if (self->flow == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self->button)))
    return FALSE;

  if (G_VALUE_HOLDS (value, G_TYPE_FILE)) {
    choose_file (self, g_value_get_object (value));
  } else {
    g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

    if (files == NULL)
      return FALSE;
    choose_file (self, files->data);
  }

  return TRUE;
}

static gboolean
desk_image_slot_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DESK_IMAGE_SLOT (widget)->button));
}

static void
desk_image_slot_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskImageSlot *self = DESK_IMAGE_SLOT (object);

  switch (id) {
  case PROP_CAPTION:
    g_value_set_string (value, gtk_label_get_label (self->caption));
    break;
  case PROP_EDITABLE:
    g_value_set_boolean (value, self->editable);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_image_slot_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskImageSlot *self = DESK_IMAGE_SLOT (object);

  switch (id) {
  case PROP_CAPTION:
    gtk_label_set_label (self->caption, g_value_get_string (value));
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    g_value_get_string (value), -1);
    break;
  case PROP_EDITABLE:
    self->editable = g_value_get_boolean (value);
    if (self->attachment != NULL)
      update (self);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_image_slot_dispose (GObject *object)
{
  DeskImageSlot *self = DESK_IMAGE_SLOT (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  if (self->attachment != NULL)
    g_signal_handlers_disconnect_by_data (self->attachment, self);
  g_clear_object (&self->attachment);
  g_clear_object (&self->flow);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (desk_image_slot_parent_class)->dispose (object);
}

static void
desk_image_slot_finalize (GObject *object)
{
  DeskImageSlot *self = DESK_IMAGE_SLOT (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->shown, g_bytes_unref);
  g_free (self->field);
  g_free (self->given_error);

  G_OBJECT_CLASS (desk_image_slot_parent_class)->finalize (object);
}

static void
desk_image_slot_class_init (DeskImageSlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_image_slot_get_property;
  object_class->set_property = desk_image_slot_set_property;
  object_class->dispose = desk_image_slot_dispose;
  object_class->finalize = desk_image_slot_finalize;
  widget_class->grab_focus = desk_image_slot_grab_focus;

  properties[PROP_CAPTION] = g_param_spec_string ("caption", NULL, NULL, NULL,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_EDITABLE] = g_param_spec_boolean ("editable", NULL, NULL, TRUE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DESK_TYPE_CARD_FRAME);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-image-slot.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskImageSlot, button);
  gtk_widget_class_bind_template_child (widget_class, DeskImageSlot, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskImageSlot, picture);
  gtk_widget_class_bind_template_child (widget_class, DeskImageSlot, placeholder);
  gtk_widget_class_bind_template_child (widget_class, DeskImageSlot, caption);
  gtk_widget_class_bind_template_child (widget_class, DeskImageSlot, uploaded_mark);
  gtk_widget_class_bind_template_child (widget_class, DeskImageSlot, replace_button);
  gtk_widget_class_bind_template_child (widget_class, DeskImageSlot, remove_button);
  gtk_widget_class_bind_template_child (widget_class, DeskImageSlot, progress);
  gtk_widget_class_bind_template_child (widget_class, DeskImageSlot, message);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
desk_image_slot_init (DeskImageSlot *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_FILE };

  self->editable = TRUE;
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self->button), GTK_EVENT_CONTROLLER (target));
}

void
desk_image_slot_set_attachment (DeskImageSlot *self, DeskApplyFlow *flow, DeskAttachmentKind kind)
{
  DeskApplication *application;

  g_return_if_fail (DESK_IS_IMAGE_SLOT (self));
  g_return_if_fail (DESK_IS_APPLY_FLOW (flow));
  g_return_if_fail (self->attachment == NULL);

  application = desk_apply_flow_get_application (flow);
  self->flow = g_object_ref (flow);
  self->attachment = g_object_ref (desk_application_get_attachment (application, kind));
  self->field = desk_attachment_dup_field (self->attachment);
  g_signal_connect_swapped (self->attachment, "notify", G_CALLBACK (update), self);
  update (self);
}
