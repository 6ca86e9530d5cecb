/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-state-chip.h"

#include "desk-order-text.h"

struct _DeskStateChip {
  GtkWidget parent_instance;

  GtkWidget *icon;  /* borrowed child */
  GtkWidget *label; /* borrowed child */

  DeskOrderState state;
};

enum {
  PROP_STATE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskStateChip, desk_state_chip, GTK_TYPE_WIDGET)

static void
show_state (DeskStateChip *self)
{
  const char *tone_class = desk_order_text_get_tone_class (desk_order_text_get_tone (self->state));
  const char *classes[] = { "chip", tone_class, NULL };

  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), desk_order_text_get_icon (self->state));
  gtk_label_set_label (GTK_LABEL (self->label), desk_order_text_get_state (self->state));
}

static void
desk_state_chip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_STATE:
    g_value_set_int (value, (int) DESK_STATE_CHIP (object)->state);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_state_chip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_STATE:
    desk_state_chip_set_state (DESK_STATE_CHIP (object), (DeskOrderState) g_value_get_int (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_state_chip_dispose (GObject *object)
{
  DeskStateChip *self = DESK_STATE_CHIP (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_state_chip_parent_class)->dispose (object);
}

static void
desk_state_chip_class_init (DeskStateChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_state_chip_get_property;
  object_class->set_property = desk_state_chip_set_property;
  object_class->dispose = desk_state_chip_dispose;

  properties[PROP_STATE]
      = g_param_spec_int ("state", NULL, NULL, 0, DESK_ORDER_N_STATES - 1, DESK_ORDER_DRAFT,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
desk_state_chip_init (DeskStateChip *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->icon = gtk_image_new ();
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  self->label = gtk_label_new (NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  show_state (self);
}

GtkWidget *
desk_state_chip_new (DeskOrderState state)
{
  DeskStateChip *self = g_object_new (DESK_TYPE_STATE_CHIP, NULL);

  desk_state_chip_set_state (self, state);
  return GTK_WIDGET (self);
}

void
desk_state_chip_set_state (DeskStateChip *self, DeskOrderState state)
{
  g_return_if_fail (DESK_IS_STATE_CHIP (self));
  g_return_if_fail ((unsigned int) state < DESK_ORDER_N_STATES);

  if (self->state == state)
    return;

  self->state = state;
  show_state (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}
