/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-sidebar.h"

#include "desk-key-text.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define WIDE_WIDTH 220 /* pixels */

typedef struct {
  const char *page; /* the target of win.page */
  const char *icon;
  const char *title;
} Place;

/* What there is to go to; staff places follow here. */
static const Place places[] = {
  { "home", "desk-home-symbolic", N_ ("Home") },
  { "orders", "desk-orders-symbolic", N_ ("My Applications") },
};

struct _DeskSidebar {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *dot;
  GtkWidget *key;
  GtkWidget *key_label;
  GtkWidget *name;
  GtkListBox *places;

  GtkWidget *labels[G_N_ELEMENTS (places)]; /* borrowed, of the places */
  DeskKeyState key_state;
  gboolean collapsed;
};

enum {
  PROP_KEY_STATE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskSidebar, desk_sidebar, GTK_TYPE_WIDGET)

static void
add_place (DeskSidebar *self, guint position)
{
  const char *title = _ (places[position].title);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (places[position].icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_append (self->places, row);
  self->labels[position] = label;
}

static void
on_row_activated (DeskSidebar *self, GtkListBoxRow *row)
{
  int position = gtk_list_box_row_get_index (row);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", places[position].page);
}

static const char *
dot_class (DeskKeyState state)
{
  switch (desk_key_state_get_severity (state)) {
  case DESK_KEY_SEVERITY_GOOD:
    return "ready";
  case DESK_KEY_SEVERITY_NOTE:
    return "absent";
  case DESK_KEY_SEVERITY_WARNING:
  case DESK_KEY_SEVERITY_PROBLEM:
  default:
    return "problem";
  }
}

static const char *
key_words (DeskKeyState state)
{
  /* In the foot of the window nobody is asked to plug anything in. */
  return state == DESK_KEY_STATE_ABSENT ? _ ("No Ukey plugged in")
                                        : desk_key_text_get_sentence (state);
}

static void
show_key_state (DeskSidebar *self)
{
  const char *words = key_words (self->key_state);
  const char *classes[] = { "key-dot", dot_class (self->key_state), NULL };

  gtk_widget_set_css_classes (self->dot, classes);
  gtk_label_set_label (GTK_LABEL (self->key_label), words);
  gtk_widget_set_tooltip_text (self->key, self->collapsed ? words : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->key), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

static void
desk_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_KEY_STATE:
    g_value_set_enum (value, DESK_SIDEBAR (object)->key_state);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_sidebar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskSidebar *self = DESK_SIDEBAR (object);

  switch (id) {
  case PROP_KEY_STATE:
    self->key_state = g_value_get_enum (value);
    show_key_state (self);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_sidebar_dispose (GObject *object)
{
  g_clear_pointer (&DESK_SIDEBAR (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_sidebar_parent_class)->dispose (object);
}

static void
desk_sidebar_class_init (DeskSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_sidebar_get_property;
  object_class->set_property = desk_sidebar_set_property;
  object_class->dispose = desk_sidebar_dispose;

  properties[PROP_KEY_STATE]
      = g_param_spec_enum ("key-state", NULL, NULL, DESK_TYPE_KEY_STATE, DESK_KEY_STATE_READING,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "desksidebar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskSidebar, box);
  gtk_widget_class_bind_template_child (widget_class, DeskSidebar, dot);
  gtk_widget_class_bind_template_child (widget_class, DeskSidebar, key);
  gtk_widget_class_bind_template_child (widget_class, DeskSidebar, key_label);
  gtk_widget_class_bind_template_child (widget_class, DeskSidebar, name);
  gtk_widget_class_bind_template_child (widget_class, DeskSidebar, places);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
desk_sidebar_init (DeskSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    add_place (self, i);
  gtk_widget_set_size_request (GTK_WIDGET (self), WIDE_WIDTH, -1);
  show_key_state (self);
}

void
desk_sidebar_set_collapsed (DeskSidebar *self, gboolean collapsed)
{
  g_return_if_fail (DESK_IS_SIDEBAR (self));

  if (self->collapsed == collapsed)
    return;

  self->collapsed = collapsed;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->places, (int) i);

    gtk_widget_set_visible (self->labels[i], !collapsed);
    gtk_widget_set_tooltip_text (GTK_WIDGET (row), collapsed ? _ (places[i].title) : NULL);
  }
  gtk_widget_set_visible (self->name, !collapsed);
  gtk_widget_set_visible (self->key_label, !collapsed);
  gtk_widget_set_size_request (GTK_WIDGET (self), collapsed ? -1 : WIDE_WIDTH, -1);
  show_key_state (self);
}

void
desk_sidebar_set_page (DeskSidebar *self, const char *page)
{
  g_return_if_fail (DESK_IS_SIDEBAR (self));

  gtk_list_box_unselect_all (self->places);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    if (g_strcmp0 (places[i].page, page) == 0)
      gtk_list_box_select_row (self->places, gtk_list_box_get_row_at_index (self->places, (int) i));
  }
}
