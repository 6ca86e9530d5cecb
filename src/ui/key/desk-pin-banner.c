/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-pin-banner.h"

#include "desk-key-token.h"

#include <glib/gi18n-lib.h>

struct _DeskPinBanner {
  GtkWidget parent_instance;

  GtkActionable *change;
  GtkRevealer *revealer;
  GtkLabel *words;
};

enum {
  PROP_TOKEN = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskPinBanner, desk_pin_banner, GTK_TYPE_WIDGET)

static void
set_token (DeskPinBanner *self, DeskKeyToken *token)
{
  gtk_revealer_set_reveal_child (self->revealer, token != NULL);
  if (token != NULL) {
    g_autofree char *tail = desk_key_token_dup_serial_tail (token);
    g_autofree char *words = NULL;

    /* Translators: the end of the number of a key. */
    words = g_strdup_printf (
        _ ("The Ukey ending in %s still has the PIN it was handed out with. Please change it."),
        tail);
    gtk_label_set_label (self->words, words);
    gtk_actionable_set_action_target (self->change, "s", desk_key_token_get_serial (token));
    gtk_actionable_set_action_name (self->change, "win.change-pin");
  }
}

static void
desk_pin_banner_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_TOKEN:
    set_token (DESK_PIN_BANNER (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_pin_banner_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_pin_banner_parent_class)->dispose (object);
}

static void
desk_pin_banner_class_init (DeskPinBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = desk_pin_banner_set_property;
  object_class->dispose = desk_pin_banner_dispose;

  properties[PROP_TOKEN] = g_param_spec_object ("token", NULL, NULL, DESK_TYPE_KEY_TOKEN,
                                                G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-pin-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPinBanner, change);
  gtk_widget_class_bind_template_child (widget_class, DeskPinBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, DeskPinBanner, words);
}

static void
desk_pin_banner_init (DeskPinBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
