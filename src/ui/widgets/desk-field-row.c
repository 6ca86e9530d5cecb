/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-field-row.h"

struct _DeskFieldRow {
  AdwEntryRow parent_instance;

  GtkLabel *message; /* borrowed, under the text: error or hint */

  char *field; /* owned, nullable */
  char *error; /* owned, nullable */
  char *hint;  /* owned, nullable */
};

enum {
  PROP_FIELD = 1,
  PROP_ERROR,
  PROP_HINT,
  PROP_MAX_LENGTH,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void desk_field_row_field_widget_init (DeskFieldWidgetInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskFieldRow,
                               desk_field_row,
                               ADW_TYPE_ENTRY_ROW,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_FIELD_WIDGET,
                                                      desk_field_row_field_widget_init))

static GtkText *
get_text (DeskFieldRow *self)
{
  return GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self)));
}

static void
update_message (DeskFieldRow *self)
{
  const char *sentence = self->error != NULL ? self->error : self->hint;
  GtkAccessible *text = GTK_ACCESSIBLE (get_text (self));

  gtk_label_set_label (self->message, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), sentence != NULL);

  if (self->error != NULL) {
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
    gtk_widget_remove_css_class (GTK_WIDGET (self->message), "dim-label");
    gtk_accessible_update_state (text, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE,
                                 -1);
  } else {
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
    gtk_widget_add_css_class (GTK_WIDGET (self->message), "dim-label");
    gtk_accessible_reset_state (text, GTK_ACCESSIBLE_STATE_INVALID);
  }

  if (sentence != NULL)
    gtk_accessible_update_property (text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
  else
    gtk_accessible_reset_property (text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
on_changed (DeskFieldRow *self)
{
  desk_field_row_set_error (self, NULL);
}

static const char *
desk_field_row_get_field (DeskFieldWidget *widget)
{
  return DESK_FIELD_ROW (widget)->field;
}

static void
desk_field_row_set_widget_error (DeskFieldWidget *widget, const char *sentence)
{
  desk_field_row_set_error (DESK_FIELD_ROW (widget), sentence);
}

static void
desk_field_row_field_widget_init (DeskFieldWidgetInterface *iface)
{
  iface->get_field = desk_field_row_get_field;
  iface->set_error = desk_field_row_set_widget_error;
}

static void
desk_field_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskFieldRow *self = DESK_FIELD_ROW (object);

  switch (id) {
  case PROP_FIELD:
    g_value_set_string (value, self->field);
    break;
  case PROP_ERROR:
    g_value_set_string (value, self->error);
    break;
  case PROP_HINT:
    g_value_set_string (value, self->hint);
    break;
  case PROP_MAX_LENGTH:
    g_value_set_int (value, gtk_text_get_max_length (get_text (self)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_field_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskFieldRow *self = DESK_FIELD_ROW (object);

  switch (id) {
  case PROP_FIELD:
    g_free (self->field);
    self->field = g_value_dup_string (value);
    break;
  case PROP_ERROR:
    desk_field_row_set_error (self, g_value_get_string (value));
    break;
  case PROP_HINT:
    g_free (self->hint);
    self->hint = g_value_dup_string (value);
    update_message (self);
    break;
  case PROP_MAX_LENGTH:
    gtk_text_set_max_length (get_text (self), g_value_get_int (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_field_row_finalize (GObject *object)
{
  DeskFieldRow *self = DESK_FIELD_ROW (object);

  g_free (self->field);
  g_free (self->error);
  g_free (self->hint);

  G_OBJECT_CLASS (desk_field_row_parent_class)->finalize (object);
}

static void
desk_field_row_class_init (DeskFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_field_row_get_property;
  object_class->set_property = desk_field_row_set_property;
  object_class->finalize = desk_field_row_finalize;

  properties[PROP_FIELD]
      = g_param_spec_string ("field", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR]
      = g_param_spec_string ("error", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_HINT]
      = g_param_spec_string ("hint", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MAX_LENGTH] = g_param_spec_int ("max-length", NULL, NULL, 0, G_MAXUINT16, 0,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* The parent's own content moves into a column, so that the message shares the row: a row of its
 * own would be a stop for the keyboard and draw a line between a field and its error. */
static void
desk_field_row_init (DeskFieldRow *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GtkWidget) content
      = g_object_ref (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self)));

  gtk_widget_add_css_class (GTK_WIDGET (self), "field");
  gtk_widget_add_css_class (column, "field-column");

  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->message, 0);
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_wrap_mode (self->message, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "field-message");

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  gtk_box_append (GTK_BOX (column), content);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->message));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), column);

  /* Enter presses the page's primary button. */
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (self), TRUE);
  g_signal_connect (self, "changed", G_CALLBACK (on_changed), NULL);
  update_message (self);
}

GtkWidget *
desk_field_row_new (const char *field, const char *title)
{
  return g_object_new (DESK_TYPE_FIELD_ROW, "field", field, "title", title, NULL);
}

const char *
desk_field_row_get_error (DeskFieldRow *self)
{
  g_return_val_if_fail (DESK_IS_FIELD_ROW (self), NULL);

  return self->error;
}

void
desk_field_row_set_error (DeskFieldRow *self, const char *sentence)
{
  g_return_if_fail (DESK_IS_FIELD_ROW (self));

  if (g_strcmp0 (self->error, sentence) == 0)
    return;

  g_free (self->error);
  self->error = g_strdup (sentence);
  update_message (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

void
desk_field_row_bind (DeskFieldRow *self, GObject *model, const char *property)
{
  g_return_if_fail (DESK_IS_FIELD_ROW (self));
  g_return_if_fail (G_IS_OBJECT (model));

  g_object_bind_property (model, property, self, "text",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}
