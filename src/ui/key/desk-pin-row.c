/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-pin-row.h"

struct _DeskPinRow {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *caps_lock;
  DeskPinEntry *entry;
  GtkLabel *line;
  GtkLabel *title;
};

enum {
  PROP_TITLE = 1,
  N_PROPS,
};

enum {
  CHANGED,
  ACTIVATE,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *const tone_classes[] = {
  [DESK_PIN_ROW_HINT] = "dim-label",
  [DESK_PIN_ROW_GOOD] = "success",
  [DESK_PIN_ROW_WARNING] = "warning",
  [DESK_PIN_ROW_ERROR] = "error",
};

G_DEFINE_FINAL_TYPE (DeskPinRow, desk_pin_row, GTK_TYPE_WIDGET)

static void
on_changed (DeskPinRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_activate (DeskPinRow *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static gboolean
desk_pin_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DESK_PIN_ROW (widget)->entry));
}

static void
desk_pin_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_TITLE:
    desk_pin_row_set_title (DESK_PIN_ROW (object), g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_pin_row_dispose (GObject *object)
{
  DeskPinRow *self = DESK_PIN_ROW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_pin_row_parent_class)->dispose (object);
}

static void
desk_pin_row_class_init (DeskPinRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = desk_pin_row_set_property;
  object_class->dispose = desk_pin_row_dispose;
  widget_class->grab_focus = desk_pin_row_grab_focus;

  properties[PROP_TITLE]
      = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE] = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DESK_TYPE_PIN_ENTRY);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-pin-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPinRow, box);
  gtk_widget_class_bind_template_child (widget_class, DeskPinRow, caps_lock);
  gtk_widget_class_bind_template_child (widget_class, DeskPinRow, entry);
  gtk_widget_class_bind_template_child (widget_class, DeskPinRow, line);
  gtk_widget_class_bind_template_child (widget_class, DeskPinRow, title);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
desk_pin_row_init (DeskPinRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

DeskPinEntry *
desk_pin_row_get_entry (DeskPinRow *self)
{
  g_return_val_if_fail (DESK_IS_PIN_ROW (self), NULL);

  return self->entry;
}

void
desk_pin_row_set_title (DeskPinRow *self, const char *title)
{
  g_return_if_fail (DESK_IS_PIN_ROW (self));

  gtk_label_set_label (self->title, title != NULL ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->title), title != NULL);
  g_object_set (self->entry, "label", title, NULL);
}

void
desk_pin_row_set_line (DeskPinRow *self, const char *line, DeskPinRowTone tone)
{
  GtkWidget *label = GTK_WIDGET (self->line);
  gboolean is_error = tone == DESK_PIN_ROW_ERROR;
  gboolean has_line = line != NULL && *line != '\0';

  g_return_if_fail (DESK_IS_PIN_ROW (self));

  for (gsize i = 0; i < G_N_ELEMENTS (tone_classes); i++)
    gtk_widget_remove_css_class (label, tone_classes[i]);
  gtk_widget_add_css_class (label, tone_classes[tone]);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");

  gtk_label_set_label (self->line, has_line ? line : "");
  gtk_widget_set_visible (label, has_line);
  g_object_set (self->entry, "hint", has_line ? line : NULL, NULL);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
      is_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}
