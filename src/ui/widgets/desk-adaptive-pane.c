/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-adaptive-pane.h"

/* With large text the side grows; it never takes more than this part of the width. */
#define SIDE_PARTS 3

struct _DeskAdaptivePane {
  GtkWidget parent_instance;

  GtkWidget *content; /* child, nullable */
  GtkWidget *side;    /* child, nullable */
  GtkWidget *strip;   /* child, nullable */
  int threshold;      /* pixels */
};

enum {
  PROP_CONTENT = 1,
  PROP_SIDE,
  PROP_STRIP,
  PROP_THRESHOLD,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskAdaptivePane, desk_adaptive_pane, GTK_TYPE_WIDGET)

static int
measure_minimum (GtkWidget *child, GtkOrientation orientation, int for_size)
{
  int minimum = 0;

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, &minimum, NULL, NULL, NULL);

  return minimum;
}

static int
measure_natural (GtkWidget *child, GtkOrientation orientation, int for_size)
{
  int natural = 0;

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, NULL, &natural, NULL, NULL);

  return natural;
}

static gboolean
shows_side (DeskAdaptivePane *self, int width)
{
  return self->side != NULL && width >= self->threshold
         && width >= SIDE_PARTS * measure_natural (self->side, GTK_ORIENTATION_HORIZONTAL, -1);
}

static void
measure_height (DeskAdaptivePane *self, int width, int *minimum, int *natural)
{
  int content_width = width;
  int strip = 0;

  *minimum = *natural = 0;
  if (width < 0 || shows_side (self, width)) {
    int side_width = measure_natural (self->side, GTK_ORIENTATION_HORIZONTAL, -1);

    *minimum = measure_minimum (self->side, GTK_ORIENTATION_VERTICAL, side_width);
    *natural = measure_natural (self->side, GTK_ORIENTATION_VERTICAL, side_width);
    content_width = width < 0 ? -1 : width - side_width;
  } else {
    strip = measure_natural (self->strip, GTK_ORIENTATION_VERTICAL, width);
  }

  *minimum = MAX (*minimum,
                  strip + measure_minimum (self->content, GTK_ORIENTATION_VERTICAL, content_width));
  *natural = MAX (*natural,
                  strip + measure_natural (self->content, GTK_ORIENTATION_VERTICAL, content_width));
  *natural = MAX (*natural, *minimum);
}

static GtkSizeRequestMode
desk_adaptive_pane_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
desk_adaptive_pane_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  DeskAdaptivePane *self = DESK_ADAPTIVE_PANE (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL) {
    measure_height (self, for_size, minimum, natural);
    return;
  }

  *minimum = MAX (measure_minimum (self->content, orientation, -1),
                  measure_minimum (self->strip, orientation, -1));
  *natural = MAX (*minimum, measure_natural (self->content, orientation, -1)
                                + measure_natural (self->side, orientation, -1));
}

static void
desk_adaptive_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DeskAdaptivePane *self = DESK_ADAPTIVE_PANE (widget);
  gboolean wide = shows_side (self, width);
  int side = wide ? measure_natural (self->side, GTK_ORIENTATION_HORIZONTAL, -1) : 0;
  int strip = wide ? 0 : measure_natural (self->strip, GTK_ORIENTATION_VERTICAL, width);

  if (self->side != NULL) {
    gtk_widget_set_child_visible (self->side, wide);
    if (wide)
      gtk_widget_size_allocate (self->side, &(GtkAllocation){ 0, 0, side, height }, -1);
  }
  if (self->strip != NULL) {
    gtk_widget_set_child_visible (self->strip, !wide);
    if (!wide)
      gtk_widget_size_allocate (self->strip, &(GtkAllocation){ 0, 0, width, strip }, -1);
  }
  if (self->content != NULL)
    gtk_widget_size_allocate (self->content,
                              &(GtkAllocation){ side, strip, width - side, height - strip }, -1);
}

static void
set_child (DeskAdaptivePane *self, GtkWidget **place, GtkWidget *child)
{
  g_clear_pointer (place, gtk_widget_unparent);
  *place = child;
  if (child == NULL)
    return;

  /* Tab goes through the parts in the order in which they are seen. */
  if (place == &self->content)
    gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
  else
    gtk_widget_insert_after (child, GTK_WIDGET (self), NULL);
}

static void
desk_adaptive_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskAdaptivePane *self = DESK_ADAPTIVE_PANE (object);

  switch (id) {
  case PROP_CONTENT:
    g_value_set_object (value, self->content);
    break;
  case PROP_SIDE:
    g_value_set_object (value, self->side);
    break;
  case PROP_STRIP:
    g_value_set_object (value, self->strip);
    break;
  case PROP_THRESHOLD:
    g_value_set_int (value, self->threshold);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_adaptive_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskAdaptivePane *self = DESK_ADAPTIVE_PANE (object);

  switch (id) {
  case PROP_CONTENT:
    set_child (self, &self->content, g_value_get_object (value));
    break;
  case PROP_SIDE:
    set_child (self, &self->side, g_value_get_object (value));
    break;
  case PROP_STRIP:
    set_child (self, &self->strip, g_value_get_object (value));
    break;
  case PROP_THRESHOLD:
    self->threshold = g_value_get_int (value);
    gtk_widget_queue_resize (GTK_WIDGET (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_adaptive_pane_dispose (GObject *object)
{
  DeskAdaptivePane *self = DESK_ADAPTIVE_PANE (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->side, gtk_widget_unparent);
  g_clear_pointer (&self->strip, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_adaptive_pane_parent_class)->dispose (object);
}

static void
desk_adaptive_pane_class_init (DeskAdaptivePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_adaptive_pane_get_property;
  object_class->set_property = desk_adaptive_pane_set_property;
  object_class->dispose = desk_adaptive_pane_dispose;
  widget_class->measure = desk_adaptive_pane_measure;
  widget_class->size_allocate = desk_adaptive_pane_size_allocate;
  widget_class->get_request_mode = desk_adaptive_pane_get_request_mode;

  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SIDE] = g_param_spec_object ("side", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_STRIP] = g_param_spec_object ("strip", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_THRESHOLD] = g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_adaptive_pane_init (DeskAdaptivePane *self)
{
}
