/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-page-viewer.h"

#include "desk-adaptive-pane.h"

#include <glib/gi18n-lib.h>

#define PIXELS_PER_POINT (96.0 / 72.0)
#define MIN_ZOOM         0.25
#define MAX_ZOOM         4.0
#define ZOOM_STEP        1.25
#define THUMBNAIL_WIDTH  64
/* Pixels beside a page: its shadow and the scroll bar. */
#define PAGE_MARGIN   30
#define END_TOLERANCE 24.0

struct _DeskPageViewer {
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  GtkBox *sheets;
  GtkListBox *thumbnails;

  DeskContractRenderer *renderer; /* owned, nullable */
  guint n_pages;
  double *drawn_zooms; /* owned: [n_pages], what each sheet was drawn for, 0: not yet */
  guint n_thumbnails;  /* how many small pages are drawn */
  double zoom;
  gboolean fits; /* the zoom follows the width */
  gboolean finished;
  guint fit_source;      /* 0: none */
  GCancellable *drawing; /* owned, nullable: nothing is being drawn */
};

/* One picture being drawn. */
typedef struct {
  DeskPageViewer *viewer; /* owned */
  guint page;
  double zoom; /* 0: the small page */
} Drawing;

enum {
  PROP_ZOOM = 1,
  PROP_FINISHED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskPageViewer, desk_page_viewer, GTK_TYPE_WIDGET)

static void draw_next (DeskPageViewer *self);

static GtkWidget *
get_sheet (DeskPageViewer *self, guint page)
{
  GtkWidget *sheet = gtk_widget_get_first_child (GTK_WIDGET (self->sheets));

  while (sheet != NULL && page-- > 0)
    sheet = gtk_widget_get_next_sibling (sheet);

  return sheet;
}

static GtkPicture *
get_thumbnail (DeskPageViewer *self, guint page)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->thumbnails, (int) page);

  return GTK_PICTURE (gtk_widget_get_first_child (gtk_list_box_row_get_child (row)));
}

/* Drawing: one picture at a time, the page in view first, the small pages last */

static void
on_drawn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Drawing *drawing = user_data;
  g_autoptr (DeskPageViewer) self = drawing->viewer;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture
      = desk_contract_renderer_render_finish (DESK_CONTRACT_RENDERER (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_clear_object (&self->drawing);
    if (error != NULL)
      g_warning ("Page %u could not be drawn: %s", drawing->page, error->message);
    if (drawing->zoom > 0) {
      self->drawn_zooms[drawing->page] = drawing->zoom;
      gtk_picture_set_paintable (GTK_PICTURE (get_sheet (self, drawing->page)),
                                 GDK_PAINTABLE (texture));
    } else {
      self->n_thumbnails = drawing->page + 1;
      gtk_picture_set_paintable (get_thumbnail (self, drawing->page), GDK_PAINTABLE (texture));
    }
    draw_next (self);
  }

  g_free (drawing);
}

static void
draw (DeskPageViewer *self, guint page, double zoom)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  Drawing *drawing = g_new0 (Drawing, 1);
  double width, height;
  double scale;

  desk_contract_renderer_get_page_size (self->renderer, page, &width, &height);
  scale = zoom > 0 ? zoom * PIXELS_PER_POINT : THUMBNAIL_WIDTH / MAX (width, 1);
  drawing->viewer = g_object_ref (self);
  drawing->page = page;
  drawing->zoom = zoom;
  self->drawing = g_cancellable_new ();
  desk_contract_renderer_render_async (self->renderer, page, scale * factor, self->drawing,
                                       on_drawn, drawing);
}

static void
draw_next (DeskPageViewer *self)
{
  guint current = desk_page_viewer_get_current_page (self);

  if (self->drawing != NULL || self->renderer == NULL)
    return;

  for (guint i = 0; i < self->n_pages; i++) {
    guint page = (current + i) % self->n_pages;

    if (self->drawn_zooms[page] != self->zoom) {
      draw (self, page, self->zoom);
      return;
    }
  }

  if (self->n_thumbnails < self->n_pages)
    draw (self, self->n_thumbnails, 0);
}

static void
stop_drawing (DeskPageViewer *self)
{
  if (self->drawing != NULL)
    g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
}

/* Size */

static void
set_zoom (DeskPageViewer *self, double zoom)
{
  GtkAdjustment *position = gtk_scrolled_window_get_vadjustment (self->scroller);
  double fraction
      = gtk_adjustment_get_value (position) / MAX (gtk_adjustment_get_upper (position), 1);

  zoom = CLAMP (zoom, MIN_ZOOM, MAX_ZOOM);
  if (self->renderer == NULL || zoom == self->zoom)
    return;

  self->zoom = zoom;
  for (guint i = 0; i < self->n_pages; i++) {
    double width, height;

    desk_contract_renderer_get_page_size (self->renderer, i, &width, &height);
    gtk_widget_set_size_request (get_sheet (self, i), (int) (width * zoom * PIXELS_PER_POINT),
                                 (int) (height * zoom * PIXELS_PER_POINT));
  }
  gtk_adjustment_set_value (position, fraction * gtk_adjustment_get_upper (position));
  stop_drawing (self);
  draw_next (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

static gboolean
on_fit_due (gpointer user_data)
{
  DeskPageViewer *self = user_data;
  double width, height;
  int room = gtk_widget_get_width (GTK_WIDGET (self->scroller)) - PAGE_MARGIN;

  self->fit_source = 0;
  if (self->renderer != NULL && self->n_pages > 0 && room > 0) {
    desk_contract_renderer_get_page_size (self->renderer, 0, &width, &height);
    set_zoom (self, room / MAX (width * PIXELS_PER_POINT, 1));
  }

  return G_SOURCE_REMOVE;
}

static void
queue_fit (DeskPageViewer *self)
{
  if (self->fits && self->fit_source == 0)
    self->fit_source = g_idle_add (on_fit_due, self);
}

/* The small page follows into view without taking the focus. */
static void
show_thumbnail (DeskPageViewer *self, GtkWidget *row)
{
  GtkAdjustment *position = gtk_list_box_get_adjustment (self->thumbnails);
  graphene_rect_t bounds;

  if (position != NULL && gtk_widget_compute_bounds (row, GTK_WIDGET (self->thumbnails), &bounds))
    gtk_adjustment_clamp_page (position, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
on_scrolled (DeskPageViewer *self)
{
  GtkAdjustment *position = gtk_scrolled_window_get_vadjustment (self->scroller);
  double page = gtk_adjustment_get_page_size (position);
  double bottom = gtk_adjustment_get_value (position) + page;
  guint current = desk_page_viewer_get_current_page (self);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->thumbnails, (int) current);

  if (self->n_pages == 0 || page <= 1 || self->drawn_zooms[self->n_pages - 1] == 0)
    return;

  if (row != NULL && !gtk_list_box_row_is_selected (row)) {
    gtk_list_box_select_row (self->thumbnails, row);
    show_thumbnail (self, GTK_WIDGET (row));
  }
  if (!self->finished && bottom >= gtk_adjustment_get_upper (position) - END_TOLERANCE) {
    self->finished = TRUE;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FINISHED]);
  }
}

static void
on_thumbnail_activated (DeskPageViewer *self, GtkListBoxRow *row)
{
  desk_page_viewer_show_page (self, (guint) gtk_list_box_row_get_index (row));
}

static gboolean
on_scroll_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  DeskPageViewer *self = DESK_PAGE_VIEWER (widget);
  gboolean handled;

  g_signal_emit_by_name (self->scroller, "scroll-child", g_variant_get_int32 (arguments), FALSE,
                         &handled);
  return TRUE;
}

/* Pages */

static void
add_page (DeskPageViewer *self, guint page)
{
  GtkWidget *sheet = gtk_picture_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *thumbnail = gtk_picture_new ();
  g_autofree char *number = g_strdup_printf ("%u", page + 1);
  /* Translators: %u is a page's number. */
  g_autofree char *name = g_strdup_printf (_ ("Page %u"), page + 1);
  double width, height;

  gtk_widget_set_halign (sheet, GTK_ALIGN_CENTER);
  gtk_picture_set_alternative_text (GTK_PICTURE (sheet), name);
  gtk_widget_add_css_class (sheet, "sheet");
  gtk_box_append (self->sheets, sheet);

  desk_contract_renderer_get_page_size (self->renderer, page, &width, &height);
  gtk_widget_set_size_request (thumbnail, THUMBNAIL_WIDTH,
                               (int) (THUMBNAIL_WIDTH * height / MAX (width, 1)));
  gtk_widget_set_halign (thumbnail, GTK_ALIGN_CENTER);
  gtk_picture_set_alternative_text (GTK_PICTURE (thumbnail), name);
  gtk_widget_add_css_class (thumbnail, "sheet");
  gtk_box_append (GTK_BOX (column), thumbnail);
  gtk_box_append (GTK_BOX (column), gtk_label_new (number));
  gtk_list_box_append (self->thumbnails, column);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_list_box_get_row_at_index (self->thumbnails, (int) page)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
remove_pages (DeskPageViewer *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sheets))) != NULL)
    gtk_box_remove (self->sheets, child);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->thumbnails))) != NULL)
    gtk_list_box_remove (self->thumbnails, child);
  g_clear_pointer (&self->drawn_zooms, g_free);
  self->n_pages = 0;
  self->n_thumbnails = 0;
  self->zoom = 0;
  self->finished = FALSE;
}

static void
on_pressed (DeskPageViewer *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->scroller));
}

static gboolean
desk_page_viewer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DESK_PAGE_VIEWER (widget)->scroller));
}

static void
desk_page_viewer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskPageViewer *self = DESK_PAGE_VIEWER (object);

  switch (id) {
  case PROP_ZOOM:
    g_value_set_double (value, self->zoom);
    break;
  case PROP_FINISHED:
    g_value_set_boolean (value, self->finished);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_page_viewer_dispose (GObject *object)
{
  DeskPageViewer *self = DESK_PAGE_VIEWER (object);
  GtkWidget *child;

  g_clear_handle_id (&self->fit_source, g_source_remove);
  stop_drawing (self);
  g_clear_object (&self->renderer);
  g_clear_pointer (&self->drawn_zooms, g_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (desk_page_viewer_parent_class)->dispose (object);
}

static void
add_key (GtkWidgetClass *widget_class, guint key, GtkScrollType scroll)
{
  gtk_widget_class_add_binding (widget_class, key, 0, on_scroll_key, "i", (int) scroll);
}

static void
desk_page_viewer_class_init (DeskPageViewerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_page_viewer_get_property;
  object_class->dispose = desk_page_viewer_dispose;
  widget_class->grab_focus = desk_page_viewer_grab_focus;

  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, 0, MAX_ZOOM, 0, flags);
  properties[PROP_FINISHED] = g_param_spec_boolean ("finished", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  add_key (widget_class, GDK_KEY_Home, GTK_SCROLL_START);
  add_key (widget_class, GDK_KEY_End, GTK_SCROLL_END);
  add_key (widget_class, GDK_KEY_Page_Up, GTK_SCROLL_PAGE_UP);
  add_key (widget_class, GDK_KEY_Page_Down, GTK_SCROLL_PAGE_DOWN);

  g_type_ensure (DESK_TYPE_ADAPTIVE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-page-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPageViewer, scroller);
  gtk_widget_class_bind_template_child (widget_class, DeskPageViewer, sheets);
  gtk_widget_class_bind_template_child (widget_class, DeskPageViewer, thumbnails);
  gtk_widget_class_bind_template_callback (widget_class, on_thumbnail_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
desk_page_viewer_init (DeskPageViewer *self)
{
  GtkAdjustment *across;
  GtkAdjustment *down;

  self->fits = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  across = gtk_scrolled_window_get_hadjustment (self->scroller);
  down = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (across, "notify::page-size", G_CALLBACK (queue_fit), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (down, "value-changed", G_CALLBACK (on_scrolled), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (down, "changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
}

void
desk_page_viewer_set_renderer (DeskPageViewer *self, DeskContractRenderer *renderer)
{
  g_return_if_fail (DESK_IS_PAGE_VIEWER (self));

  if (self->renderer == renderer)
    return;

  stop_drawing (self);
  remove_pages (self);
  g_set_object (&self->renderer, renderer);
  if (renderer != NULL) {
    self->n_pages = desk_contract_renderer_get_n_pages (renderer);
    self->drawn_zooms = g_new0 (double, self->n_pages);
    for (guint i = 0; i < self->n_pages; i++)
      add_page (self, i);
    desk_page_viewer_fit_width (self);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FINISHED]);
}

gboolean
desk_page_viewer_get_finished (DeskPageViewer *self)
{
  g_return_val_if_fail (DESK_IS_PAGE_VIEWER (self), FALSE);

  return self->finished;
}

void
desk_page_viewer_fit_width (DeskPageViewer *self)
{
  g_return_if_fail (DESK_IS_PAGE_VIEWER (self));

  self->fits = TRUE;
  queue_fit (self);
}

void
desk_page_viewer_zoom_in (DeskPageViewer *self)
{
  g_return_if_fail (DESK_IS_PAGE_VIEWER (self));

  self->fits = FALSE;
  set_zoom (self, self->zoom * ZOOM_STEP);
}

void
desk_page_viewer_zoom_out (DeskPageViewer *self)
{
  g_return_if_fail (DESK_IS_PAGE_VIEWER (self));

  self->fits = FALSE;
  set_zoom (self, self->zoom / ZOOM_STEP);
}

double
desk_page_viewer_get_zoom (DeskPageViewer *self)
{
  g_return_val_if_fail (DESK_IS_PAGE_VIEWER (self), 0);

  return self->zoom;
}

void
desk_page_viewer_show_page (DeskPageViewer *self, guint page)
{
  GtkAdjustment *position;
  graphene_rect_t bounds;

  g_return_if_fail (DESK_IS_PAGE_VIEWER (self));
  g_return_if_fail (page < self->n_pages);

  position = gtk_scrolled_window_get_vadjustment (self->scroller);
  if (gtk_widget_compute_bounds (get_sheet (self, page), GTK_WIDGET (self->sheets), &bounds))
    gtk_adjustment_set_value (position, bounds.origin.y);
}

guint
desk_page_viewer_get_current_page (DeskPageViewer *self)
{
  GtkAdjustment *position;
  double middle;
  guint page = 0;

  g_return_val_if_fail (DESK_IS_PAGE_VIEWER (self), 0);

  position = gtk_scrolled_window_get_vadjustment (self->scroller);
  middle = gtk_adjustment_get_value (position) + gtk_adjustment_get_page_size (position) / 2;
  for (GtkWidget *sheet = gtk_widget_get_first_child (GTK_WIDGET (self->sheets)); sheet != NULL;
       sheet = gtk_widget_get_next_sibling (sheet)) {
    graphene_rect_t bounds;

    if (gtk_widget_compute_bounds (sheet, GTK_WIDGET (self->sheets), &bounds)
        && bounds.origin.y + bounds.size.height > middle)
      return page;
    page++;
  }

  return page > 0 ? page - 1 : 0;
}
