/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-columns.h"

struct _DeskColumns {
  GtkWidget parent_instance;

  GtkWidget *start; /* borrowed child, nullable */
  GtkWidget *end;   /* borrowed child, nullable */

  int column_width; /* pixels */
  int spacing;      /* pixels */
};

enum {
  PROP_START = 1,
  PROP_END,
  PROP_COLUMN_WIDTH,
  PROP_SPACING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskColumns, desk_columns, GTK_TYPE_WIDGET)

/* How wide one column must at least be to stand beside the other. */
static int
needed_width (DeskColumns *self)
{
  int start, end;

  gtk_widget_measure (self->start, GTK_ORIENTATION_HORIZONTAL, -1, &start, NULL, NULL, NULL);
  gtk_widget_measure (self->end, GTK_ORIENTATION_HORIZONTAL, -1, &end, NULL, NULL, NULL);
  return MAX (self->column_width, MAX (start, end));
}

static gboolean
is_side_by_side (DeskColumns *self, int width)
{
  return width >= 2 * needed_width (self) + self->spacing;
}

static int
height_at (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static GtkSizeRequestMode
desk_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
desk_columns_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  DeskColumns *self = DESK_COLUMNS (widget);

  *minimum = *natural = 0;
  if (self->start == NULL || self->end == NULL)
    return;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    int start, end;

    gtk_widget_measure (self->start, orientation, -1, &start, NULL, NULL, NULL);
    gtk_widget_measure (self->end, orientation, -1, &end, NULL, NULL, NULL);
    *minimum = MAX (start, end);
    *natural = 2 * needed_width (self) + self->spacing;
  } else if (for_size < 0 || is_side_by_side (self, for_size)) {
    int width = for_size < 0 ? needed_width (self) : (for_size - self->spacing) / 2;

    *minimum = *natural = MAX (height_at (self->start, width), height_at (self->end, width));
  } else
    *minimum = *natural
        = height_at (self->start, for_size) + self->spacing + height_at (self->end, for_size);
}

static void
desk_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DeskColumns *self = DESK_COLUMNS (widget);
  GtkAllocation start = { 0, 0, width, height };
  GtkAllocation end = { 0, 0, width, height };

  if (self->start == NULL || self->end == NULL)
    return;

  if (is_side_by_side (self, width)) {
    start.width = end.width = (width - self->spacing) / 2;
    end.x = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? 0 : width - end.width;
    start.x = width - end.width - end.x;
  } else {
    start.height = height_at (self->start, width);
    end.y = start.height + self->spacing;
    end.height = MAX (height - end.y, height_at (self->end, width));
  }

  gtk_widget_size_allocate (self->start, &start, -1);
  gtk_widget_size_allocate (self->end, &end, -1);
}

static void
set_child (DeskColumns *self, GtkWidget **place, GtkWidget *child)
{
  g_clear_pointer (place, gtk_widget_unparent);
  *place = child;
  if (child != NULL)
    gtk_widget_insert_before (child, GTK_WIDGET (self), place == &self->start ? self->end : NULL);
}

static void
desk_columns_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskColumns *self = DESK_COLUMNS (object);

  switch (id) {
  case PROP_START:
    g_value_set_object (value, self->start);
    break;
  case PROP_END:
    g_value_set_object (value, self->end);
    break;
  case PROP_COLUMN_WIDTH:
    g_value_set_int (value, self->column_width);
    break;
  case PROP_SPACING:
    g_value_set_int (value, self->spacing);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_columns_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskColumns *self = DESK_COLUMNS (object);

  switch (id) {
  case PROP_START:
    set_child (self, &self->start, g_value_get_object (value));
    break;
  case PROP_END:
    set_child (self, &self->end, g_value_get_object (value));
    break;
  case PROP_COLUMN_WIDTH:
    self->column_width = g_value_get_int (value);
    gtk_widget_queue_resize (GTK_WIDGET (self));
    break;
  case PROP_SPACING:
    self->spacing = g_value_get_int (value);
    gtk_widget_queue_resize (GTK_WIDGET (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_columns_dispose (GObject *object)
{
  DeskColumns *self = DESK_COLUMNS (object);

  g_clear_pointer (&self->start, gtk_widget_unparent);
  g_clear_pointer (&self->end, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_columns_parent_class)->dispose (object);
}

static void
desk_columns_class_init (DeskColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_columns_get_property;
  object_class->set_property = desk_columns_set_property;
  object_class->dispose = desk_columns_dispose;
  widget_class->get_request_mode = desk_columns_get_request_mode;
  widget_class->measure = desk_columns_measure;
  widget_class->size_allocate = desk_columns_size_allocate;

  properties[PROP_START] = g_param_spec_object ("start", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_END] = g_param_spec_object ("end", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_COLUMN_WIDTH]
      = g_param_spec_int ("column-width", NULL, NULL, 0, G_MAXINT, 300, flags | G_PARAM_CONSTRUCT);
  properties[PROP_SPACING]
      = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 24, flags | G_PARAM_CONSTRUCT);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_columns_init (DeskColumns *self)
{
}
