/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-ink-canvas.h"

#include "desk-ink-drawing.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Redrawing a whole signature costs tens of milliseconds a frame; a chunk that is full is drawn
 * once. */
#define CHUNK_POINTS 64

/* Paper proportion until something is written: 10000 x 3600 units. */
#define DEFAULT_HEIGHT 3600

#define MINIMUM_WIDTH 240 /* pixels */
#define NATURAL_WIDTH 600 /* pixels */

#define PRESSURE_NONE 500

static const GdkRGBA paper_colour = { 1.0f, 1.0f, 1.0f, 1.0f };
static const GdkRGBA line_colour = { 0.0f, 0.0f, 0.0f, 0.18f };
static const GdkRGBA hint_colour = { 0.0f, 0.0f, 0.0f, 0.55f };

struct _DeskInkCanvas {
  GtkWidget parent_instance;

  DeskInk *ink; /* owned, nullable */

  GPtrArray *chunks;      /* owned GskRenderNode, finished chunks of finished strokes */
  guint n_cached_strokes; /* how many strokes the chunks hold */
  int cached_width;       /* pixels the chunks were drawn for */

  GPtrArray *open_chunks; /* the same for the stroke being written */
  guint n_open_points;    /* how many of its points they hold */
  gboolean writing;
  gboolean editable;
  guint32 start_time; /* event time of the first sample, ms */
};

enum {
  PROP_INK = 1,
  PROP_EDITABLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskInkCanvas, desk_ink_canvas, GTK_TYPE_WIDGET)

/* Pixels per canvas unit. */
static double
get_scale (DeskInkCanvas *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self)) / (double) DESK_INK_WIDTH;
}

static void
drop_cache (DeskInkCanvas *self)
{
  g_ptr_array_set_size (self->chunks, 0);
  self->n_cached_strokes = 0;
  g_ptr_array_set_size (self->open_chunks, 0);
  self->n_open_points = 0;
  self->cached_width = gtk_widget_get_width (GTK_WIDGET (self));
}

static void
update_description (DeskInkCanvas *self)
{
  guint n_strokes = self->ink != NULL ? desk_ink_get_n_strokes (self->ink) : 0;
  g_autofree char *text = NULL;

  if (n_strokes == 0)
    text = g_strdup (_ ("Nothing has been written yet. Writing needs a mouse, a finger or a pen."));
  else
    text = g_strdup_printf (
        ngettext ("%u stroke has been written.", "%u strokes have been written.", n_strokes),
        n_strokes);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static void
on_ink_changed (DeskInkCanvas *self)
{
  if (!self->writing)
    drop_cache (self);
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Drawing */

static void
cache_finished_strokes (DeskInkCanvas *self, double scale)
{
  guint n_strokes = desk_ink_get_n_strokes (self->ink) - (self->writing ? 1 : 0);

  for (guint i = self->n_cached_strokes; i < n_strokes; i++) {
    guint n_points;
    const DeskInkPoint *points = desk_ink_get_stroke (self->ink, i, &n_points);

    for (guint first = 0; first < n_points; first += CHUNK_POINTS)
      g_ptr_array_add (self->chunks, desk_ink_drawing_create_node (
                                         points, n_points, first,
                                         MIN (first + CHUNK_POINTS, n_points) - 1, scale));
  }
  self->n_cached_strokes = n_strokes;
}

static void
append_nodes (GtkSnapshot *snapshot, GPtrArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    gtk_snapshot_append_node (snapshot, g_ptr_array_index (nodes, i));
}

/* Full chunks of the stroke being written stay; only its end is drawn anew each frame. */
static void
snapshot_open_stroke (DeskInkCanvas *self, GtkSnapshot *snapshot, double scale)
{
  guint n_points;
  const DeskInkPoint *points;

  points = desk_ink_get_stroke (self->ink, desk_ink_get_n_strokes (self->ink) - 1, &n_points);
  while (n_points > self->n_open_points + CHUNK_POINTS) {
    guint first = self->n_open_points;

    g_ptr_array_add (
        self->open_chunks,
        desk_ink_drawing_create_node (points, n_points, first, first + CHUNK_POINTS - 1, scale));
    self->n_open_points += CHUNK_POINTS;
  }
  append_nodes (snapshot, self->open_chunks);

  if (n_points > self->n_open_points) {
    g_autoptr (GskRenderNode) rest
        = desk_ink_drawing_create_node (points, n_points, self->n_open_points, n_points - 1, scale);

    gtk_snapshot_append_node (snapshot, rest);
  }
}

static void
snapshot_paper (DeskInkCanvas *self, GtkSnapshot *snapshot)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  g_autoptr (PangoLayout) hint = NULL;
  int hint_width, hint_height;

  gtk_snapshot_append_color (snapshot, &paper_colour, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gtk_snapshot_append_color (snapshot, &line_colour,
                             &GRAPHENE_RECT_INIT (floorf (width * 0.06f), floorf (height * 0.78f),
                                                  ceilf (width * 0.88f), 1));

  if (self->ink != NULL && desk_ink_get_n_strokes (self->ink) > 0)
    return;

  hint = gtk_widget_create_pango_layout (GTK_WIDGET (self), _ ("Write your signature here"));
  pango_layout_get_pixel_size (hint, &hint_width, &hint_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (floorf ((width - (float) hint_width) / 2),
                                                floorf ((height - (float) hint_height) / 2)));
  gtk_snapshot_append_layout (snapshot, hint, &hint_colour);
  gtk_snapshot_restore (snapshot);
}

static void
desk_ink_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DeskInkCanvas *self = DESK_INK_CANVAS (widget);
  double scale = get_scale (self);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                               (float) gtk_widget_get_height (widget));

  snapshot_paper (self, snapshot);
  if (self->ink == NULL || desk_ink_get_n_strokes (self->ink) == 0)
    return;

  if (self->cached_width != gtk_widget_get_width (widget))
    drop_cache (self);

  gtk_snapshot_push_clip (snapshot, &bounds);
  cache_finished_strokes (self, scale);
  append_nodes (snapshot, self->chunks);
  if (self->writing)
    snapshot_open_stroke (self, snapshot, scale);
  gtk_snapshot_pop (snapshot);
}

/* Writing */

static void
add_sample (DeskInkCanvas *self, double x, double y, guint32 time, double pressure)
{
  double scale = get_scale (self);
  int height = desk_ink_get_height (self->ink);
  DeskInkPoint point = {
    .x = CLAMP ((int) lround (x / scale), 0, DESK_INK_WIDTH),
    .y = CLAMP ((int) lround (y / scale), 0, height),
    .time_ms = (int) (time - self->start_time),
    .pressure = CLAMP ((int) lround (pressure * 1000), 0, 1000),
  };

  desk_ink_add_point (self->ink, &point);
}

/* A mouse has the axis too on some systems, always at 0: only a pen's tool presses. */
static gboolean
is_pen (GdkEvent *event)
{
  return event != NULL && gdk_event_get_device_tool (event) != NULL;
}

static double
get_pressure (const GdkTimeCoord *sample, gboolean pen)
{
  return pen && (sample->flags & GDK_AXIS_FLAG_PRESSURE) != 0 ? sample->axes[GDK_AXIS_PRESSURE]
                                                              : PRESSURE_NONE / 1000.0;
}

/* Positions in an event's history are those of the surface. */
static gboolean
surface_to_widget (DeskInkCanvas *self, double x, double y, graphene_point_t *point)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  double offset_x, offset_y;

  gtk_native_get_surface_transform (native, &offset_x, &offset_y);

  return gtk_widget_compute_point (
      GTK_WIDGET (native), GTK_WIDGET (self),
      &GRAPHENE_POINT_INIT ((float) (x - offset_x), (float) (y - offset_y)), point);
}

static void
add_history (DeskInkCanvas *self, GdkEvent *event)
{
  guint n_coords = 0;
  g_autofree GdkTimeCoord *history = NULL;

  if (gdk_event_get_event_type (event) != GDK_MOTION_NOTIFY)
    return;

  history = gdk_event_get_history (event, &n_coords);
  for (guint i = 0; i < n_coords; i++) {
    graphene_point_t point;

    if ((history[i].flags & GDK_AXIS_FLAG_X) != 0
        && surface_to_widget (self, history[i].axes[GDK_AXIS_X], history[i].axes[GDK_AXIS_Y],
                              &point))
      add_sample (self, point.x, point.y, history[i].time,
                  get_pressure (&history[i], is_pen (event)));
  }
}

static double
get_event_pressure (GdkEvent *event)
{
  double pressure;

  if (is_pen (event) && gdk_event_get_axis (event, GDK_AXIS_PRESSURE, &pressure))
    return pressure;

  return PRESSURE_NONE / 1000.0;
}

static GdkEvent *
get_event (GtkGesture *gesture)
{
  return gtk_gesture_get_last_event (gesture, gtk_gesture_get_last_updated_sequence (gesture));
}

static void
on_drag_begin (GtkGestureDrag *drag, double x, double y, gpointer user_data)
{
  DeskInkCanvas *self = user_data;
  GdkEvent *event = get_event (GTK_GESTURE (drag));

  if (self->ink == NULL || !self->editable) {
    gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
    return;
  }

  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (desk_ink_get_n_strokes (self->ink) == 0) {
    int height = (int) lround (gtk_widget_get_height (GTK_WIDGET (self)) / get_scale (self));

    desk_ink_set_height (self->ink, height);
    self->start_time = event != NULL ? gdk_event_get_time (event) : 0;
  }
  desk_ink_begin_stroke (self->ink);
  self->writing = TRUE;
  add_sample (self, x, y, event != NULL ? gdk_event_get_time (event) : self->start_time,
              get_event_pressure (event));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_update (GtkGestureDrag *drag, double offset_x, double offset_y, gpointer user_data)
{
  DeskInkCanvas *self = user_data;
  GdkEvent *event = get_event (GTK_GESTURE (drag));
  double x, y;

  if (!self->writing || event == NULL)
    return;

  add_history (self, event);
  gtk_gesture_drag_get_start_point (drag, &x, &y);
  add_sample (self, x + offset_x, y + offset_y, gdk_event_get_time (event),
              get_event_pressure (event));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
finish_stroke (DeskInkCanvas *self)
{
  if (!self->writing)
    return;

  g_ptr_array_set_size (self->open_chunks, 0);
  self->n_open_points = 0;
  desk_ink_end_stroke (self->ink);
  self->writing = FALSE;
}

static void
on_drag_end (GtkGestureDrag *drag, double offset_x, double offset_y, gpointer user_data)
{
  finish_stroke (user_data);
}

static void
on_cancel (GtkGesture *gesture, GdkEventSequence *sequence, gpointer user_data)
{
  finish_stroke (user_data);
}

/* Size: the width decides, the paper keeps its proportion. */

static int
get_paper_height (DeskInkCanvas *self)
{
  if (self->ink != NULL && desk_ink_get_n_strokes (self->ink) > 0)
    return desk_ink_get_height (self->ink);

  return DEFAULT_HEIGHT;
}

static GtkSizeRequestMode
desk_ink_canvas_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
desk_ink_canvas_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  DeskInkCanvas *self = DESK_INK_CANVAS (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MINIMUM_WIDTH;
    *natural = NATURAL_WIDTH;
  } else {
    int width = for_size > 0 ? for_size : MINIMUM_WIDTH;

    /* A minimum may not grow with the width; the paper's proportion is what is natural. */
    *minimum = 0;
    *natural = width * get_paper_height (self) / DESK_INK_WIDTH;
  }
}

static void
desk_ink_canvas_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskInkCanvas *self = DESK_INK_CANVAS (object);

  switch (id) {
  case PROP_INK:
    g_value_set_object (value, self->ink);
    break;
  case PROP_EDITABLE:
    g_value_set_boolean (value, self->editable);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_ink_canvas_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskInkCanvas *self = DESK_INK_CANVAS (object);

  switch (id) {
  case PROP_INK:
    desk_ink_canvas_set_ink (self, g_value_get_object (value));
    break;
  case PROP_EDITABLE:
    desk_ink_canvas_set_editable (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_ink_canvas_dispose (GObject *object)
{
  DeskInkCanvas *self = DESK_INK_CANVAS (object);

  self->writing = FALSE;
  if (self->ink != NULL)
    g_signal_handlers_disconnect_by_data (self->ink, self);
  g_clear_object (&self->ink);
  g_clear_pointer (&self->chunks, g_ptr_array_unref);
  g_clear_pointer (&self->open_chunks, g_ptr_array_unref);

  G_OBJECT_CLASS (desk_ink_canvas_parent_class)->dispose (object);
}

static void
desk_ink_canvas_class_init (DeskInkCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_ink_canvas_get_property;
  object_class->set_property = desk_ink_canvas_set_property;
  object_class->dispose = desk_ink_canvas_dispose;
  widget_class->snapshot = desk_ink_canvas_snapshot;
  widget_class->measure = desk_ink_canvas_measure;
  widget_class->get_request_mode = desk_ink_canvas_get_request_mode;

  properties[PROP_INK]
      = g_param_spec_object ("ink", NULL, NULL, DESK_TYPE_INK,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_EDITABLE]
      = g_param_spec_boolean ("editable", NULL, NULL, TRUE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "inkcanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
desk_ink_canvas_init (DeskInkCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) gsk_render_node_unref);
  self->open_chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) gsk_render_node_unref);
  self->editable = TRUE;

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Handwritten signature"), -1);
  update_description (self);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (on_cancel), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
desk_ink_canvas_new (void)
{
  return g_object_new (DESK_TYPE_INK_CANVAS, NULL);
}

DeskInk *
desk_ink_canvas_get_ink (DeskInkCanvas *self)
{
  g_return_val_if_fail (DESK_IS_INK_CANVAS (self), NULL);

  return self->ink;
}

void
desk_ink_canvas_set_ink (DeskInkCanvas *self, DeskInk *ink)
{
  g_return_if_fail (DESK_IS_INK_CANVAS (self));
  g_return_if_fail (ink == NULL || DESK_IS_INK (ink));

  if (self->ink == ink)
    return;

  finish_stroke (self);
  if (self->ink != NULL)
    g_signal_handlers_disconnect_by_data (self->ink, self);
  g_set_object (&self->ink, ink);
  if (ink != NULL)
    g_signal_connect_swapped (ink, "changed", G_CALLBACK (on_ink_changed), self);

  on_ink_changed (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INK]);
}

void
desk_ink_canvas_set_editable (DeskInkCanvas *self, gboolean editable)
{
  g_return_if_fail (DESK_IS_INK_CANVAS (self));

  if (self->editable == editable)
    return;

  self->editable = editable;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), editable ? "crosshair" : NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITABLE]);
}
