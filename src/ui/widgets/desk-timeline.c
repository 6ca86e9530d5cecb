/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-timeline.h"

#include "desk-order-text.h"
#include "desk-ui-format.h"

struct _DeskTimeline {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (DeskTimeline, desk_timeline, GTK_TYPE_WIDGET)

static void
clear (DeskTimeline *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
append_label (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label;

  if (*text == '\0')
    return;

  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
}

/* The knot, and the line down to the next one. */
static GtkWidget *
rail_new (const char *knot_class, gboolean has_line)
{
  GtkWidget *rail = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *knot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (knot, "knot");
  if (knot_class != NULL)
    gtk_widget_add_css_class (knot, knot_class);
  gtk_widget_set_halign (knot, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (rail), knot);

  if (has_line) {
    GtkWidget *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

    gtk_widget_add_css_class (line, "line");
    gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
    gtk_widget_set_vexpand (line, TRUE);
    gtk_box_append (GTK_BOX (rail), line);
  }

  return rail;
}

static GtkWidget *
append_entry (DeskTimeline *self, const char *knot_class, gboolean has_line)
{
  GtkWidget *entry = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (entry, "entry");
  gtk_box_append (GTK_BOX (entry), rail_new (knot_class, has_line));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (words, "words");
  gtk_box_append (GTK_BOX (entry), words);
  gtk_widget_set_parent (entry, GTK_WIDGET (self));
  return words;
}

static void
append_event (DeskTimeline *self, const DeskOrderEvent *event, gboolean is_now, gboolean is_end)
{
  GtkWidget *words = append_entry (self, is_now ? "now" : NULL, !is_now || !is_end);
  g_autofree char *time = desk_ui_format_date_time (event->time);

  append_label (words, desk_order_text_get_state (event->state), is_now ? "heading" : NULL);
  append_label (words, event->note, NULL);
  append_label (words, time, "event-time");
}

static void
desk_timeline_dispose (GObject *object)
{
  clear (DESK_TIMELINE (object));

  G_OBJECT_CLASS (desk_timeline_parent_class)->dispose (object);
}

static void
desk_timeline_class_init (DeskTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_timeline_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
desk_timeline_init (DeskTimeline *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
}

void
desk_timeline_show_order (DeskTimeline *self, DeskOrder *order)
{
  gboolean is_final;
  guint n_events;

  g_return_if_fail (DESK_IS_TIMELINE (self));
  g_return_if_fail (order == NULL || DESK_IS_ORDER (order));

  clear (self);
  if (order == NULL)
    return;

  is_final = desk_order_state_is_final (desk_order_get_state (order));
  n_events = desk_order_get_n_events (order);
  for (guint i = 0; i < n_events; i++)
    append_event (self, desk_order_get_event (order, i), i + 1 == n_events, is_final);
  if (!is_final)
    append_label (append_entry (self, "next", FALSE),
                  desk_order_text_get_next (desk_order_get_state (order)), "dim-label");
}
