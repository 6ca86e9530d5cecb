/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-key-page.h"

#include "desk-key-panel.h"
#include "desk-key-status.h"

struct _DeskKeyPage {
  GtkWidget parent_instance;

  GtkWidget *panels;
  GtkWidget *scroll;
  DeskKeyStatus *status;

  DeskKeyState state;
  GListModel *tokens;       /* owned, nullable; of DeskKeyToken */
  GListModel *certificates; /* owned, nullable; of DeskKeyCertificate */
};

enum {
  PROP_STATE = 1,
  PROP_TOKENS,
  PROP_CERTIFICATES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskKeyPage, desk_key_page, GTK_TYPE_WIDGET)

static guint
count_tokens (DeskKeyPage *self)
{
  return self->tokens != NULL ? g_list_model_get_n_items (self->tokens) : 0;
}

/* The panel that shows @token so far, or a new one. */
static GtkWidget *
take_panel (DeskKeyPage *self, DeskKeyToken *token)
{
  GtkWidget *panel;

  for (panel = gtk_widget_get_first_child (self->panels); panel != NULL;
       panel = gtk_widget_get_next_sibling (panel)) {
    DeskKeyToken *shown = desk_key_panel_get_token (DESK_KEY_PANEL (panel));

    if (desk_key_token_is_same (shown, token))
      return panel;
  }

  panel = desk_key_panel_new ();
  gtk_box_append (GTK_BOX (self->panels), panel);
  return panel;
}

/* Panels of keys that stay are kept: somebody may be about to press a button on one. */
static void
update_panels (DeskKeyPage *self)
{
  GtkWidget *last = NULL;
  GtkWidget *panel;

  for (guint i = 0; i < count_tokens (self); i++) {
    g_autoptr (DeskKeyToken) token = g_list_model_get_item (self->tokens, i);

    panel = take_panel (self, token);
    desk_key_panel_update (DESK_KEY_PANEL (panel), token, self->certificates);
    gtk_box_reorder_child_after (GTK_BOX (self->panels), panel, last);
    last = panel;
  }

  while ((panel = gtk_widget_get_last_child (self->panels)) != last)
    gtk_box_remove (GTK_BOX (self->panels), panel);
}

static void
update (DeskKeyPage *self)
{
  gboolean empty = count_tokens (self) == 0;

  update_panels (self);
  desk_key_status_set_state (self->status, self->state);
  gtk_widget_set_visible (GTK_WIDGET (self->status), empty);
  gtk_widget_set_visible (self->panels, !empty);
}

static void
set_model (DeskKeyPage *self, GListModel **model, GListModel *other)
{
  if (*model != NULL)
    g_signal_handlers_disconnect_by_data (*model, self);
  g_set_object (model, other);
  if (*model != NULL)
    g_signal_connect_object (*model, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
desk_key_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, DESK_KEY_PAGE (object)->state);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_key_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskKeyPage *self = DESK_KEY_PAGE (object);

  switch (id) {
  case PROP_STATE:
    self->state = g_value_get_enum (value);
    break;
  case PROP_TOKENS:
    set_model (self, &self->tokens, g_value_get_object (value));
    break;
  case PROP_CERTIFICATES:
    set_model (self, &self->certificates, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
  update (self);
}

static void
desk_key_page_dispose (GObject *object)
{
  DeskKeyPage *self = DESK_KEY_PAGE (object);

  set_model (self, &self->tokens, NULL);
  set_model (self, &self->certificates, NULL);
  g_clear_pointer (&self->scroll, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_key_page_parent_class)->dispose (object);
}

static void
desk_key_page_class_init (DeskKeyPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags write_only = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_key_page_get_property;
  object_class->set_property = desk_key_page_set_property;
  object_class->dispose = desk_key_page_dispose;

  properties[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, DESK_TYPE_KEY_STATE, DESK_KEY_STATE_READING,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TOKENS]
      = g_param_spec_object ("tokens", NULL, NULL, G_TYPE_LIST_MODEL, write_only);
  properties[PROP_CERTIFICATES]
      = g_param_spec_object ("certificates", NULL, NULL, G_TYPE_LIST_MODEL, write_only);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DESK_TYPE_KEY_STATUS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-key-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskKeyPage, panels);
  gtk_widget_class_bind_template_child (widget_class, DeskKeyPage, scroll);
  gtk_widget_class_bind_template_child (widget_class, DeskKeyPage, status);
}

static void
desk_key_page_init (DeskKeyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
desk_key_page_new (void)
{
  return g_object_new (DESK_TYPE_KEY_PAGE, NULL);
}
