/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-card-frame.h"

/* Tenths of a millimetre (ISO/IEC 7810, ID-1, rounded as the standard's common form is). */
#define CARD_WIDTH  856
#define CARD_HEIGHT 540

#define MINIMUM_WIDTH 160

struct _DeskCardFrame {
  GtkWidget parent_instance;

  GtkWidget *child; /* nullable */
};

enum { PROP_CHILD = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskCardFrame, desk_card_frame, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
desk_card_frame_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
desk_card_frame_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  GtkWidget *child = DESK_CARD_FRAME (widget)->child;
  int child_minimum = 0;

  if (child != NULL)
    gtk_widget_measure (child, orientation, -1, &child_minimum, NULL, NULL, NULL);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MAX (MINIMUM_WIDTH, child_minimum);
    *natural = *minimum * 3 / 2;
  } else {
    int width = for_size > 0 ? for_size : MINIMUM_WIDTH;

    /* A minimum may not grow with the width; the proportion is what is natural. */
    *minimum = child_minimum;
    *natural = MAX (width * CARD_HEIGHT / CARD_WIDTH, child_minimum);
  }
}

static void
desk_card_frame_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = DESK_CARD_FRAME (widget)->child;

  if (child != NULL)
    gtk_widget_size_allocate (child, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static void
desk_card_frame_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_CHILD:
    g_value_set_object (value, DESK_CARD_FRAME (object)->child);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_card_frame_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskCardFrame *self = DESK_CARD_FRAME (object);

  switch (id) {
  case PROP_CHILD:
    g_clear_pointer (&self->child, gtk_widget_unparent);
    self->child = g_value_get_object (value);
    if (self->child != NULL)
      gtk_widget_set_parent (self->child, GTK_WIDGET (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_card_frame_dispose (GObject *object)
{
  g_clear_pointer (&DESK_CARD_FRAME (object)->child, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_card_frame_parent_class)->dispose (object);
}

static void
desk_card_frame_class_init (DeskCardFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_card_frame_get_property;
  object_class->set_property = desk_card_frame_set_property;
  object_class->dispose = desk_card_frame_dispose;
  widget_class->measure = desk_card_frame_measure;
  widget_class->size_allocate = desk_card_frame_size_allocate;
  widget_class->get_request_mode = desk_card_frame_get_request_mode;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_card_frame_init (DeskCardFrame *self)
{
}
