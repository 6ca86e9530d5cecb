/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-field-frame.h"

struct _DeskFieldFrame {
  GtkBox parent_instance;

  GtkLabel *message; /* borrowed; the last child */

  char *field; /* owned, nullable */
};

enum { PROP_FIELD = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void desk_field_frame_field_widget_init (DeskFieldWidgetInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskFieldFrame,
                               desk_field_frame,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_FIELD_WIDGET,
                                                      desk_field_frame_field_widget_init))

static const char *
desk_field_frame_get_field (DeskFieldWidget *widget)
{
  return DESK_FIELD_FRAME (widget)->field;
}

static void
desk_field_frame_set_error (DeskFieldWidget *widget, const char *sentence)
{
  DeskFieldFrame *self = DESK_FIELD_FRAME (widget);
  GtkWidget *message = GTK_WIDGET (self->message);

  gtk_label_set_label (self->message, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (message, sentence != NULL);
  if (sentence != NULL) {
    gtk_box_reorder_child_after (GTK_BOX (self), message,
                                 gtk_widget_get_last_child (GTK_WIDGET (self)));
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    sentence, -1);
  } else {
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  }
}

static void
desk_field_frame_field_widget_init (DeskFieldWidgetInterface *iface)
{
  iface->get_field = desk_field_frame_get_field;
  iface->set_error = desk_field_frame_set_error;
}

static gboolean
desk_field_frame_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
desk_field_frame_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_FIELD:
    g_value_set_string (value, DESK_FIELD_FRAME (object)->field);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_field_frame_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskFieldFrame *self = DESK_FIELD_FRAME (object);

  switch (id) {
  case PROP_FIELD:
    g_free (self->field);
    self->field = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_field_frame_finalize (GObject *object)
{
  g_free (DESK_FIELD_FRAME (object)->field);

  G_OBJECT_CLASS (desk_field_frame_parent_class)->finalize (object);
}

static void
desk_field_frame_class_init (DeskFieldFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_field_frame_get_property;
  object_class->set_property = desk_field_frame_set_property;
  object_class->finalize = desk_field_frame_finalize;
  widget_class->grab_focus = desk_field_frame_grab_focus;

  properties[PROP_FIELD]
      = g_param_spec_string ("field", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
desk_field_frame_init (DeskFieldFrame *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "field-frame");

  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->message, 0);
  gtk_label_set_wrap (self->message, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "field-message");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->message));
}
