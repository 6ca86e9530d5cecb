/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-expiry-banner.h"

#include "desk-key-actions.h"
#include "desk-ui-format.h"

#include <glib/gi18n-lib.h>

#define DAY 86400 /* seconds */

struct _DeskExpiryBanner {
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkButton *show;
  GtkLabel *words;

  GListModel *certificates; /* owned, nullable; of DeskKeyCertificate */
  GHashTable *silenced;     /* owned; names of certificates */
  char *shown;              /* owned, nullable: name of the certificate it speaks of */
};

enum {
  PROP_CERTIFICATES = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskExpiryBanner, desk_expiry_banner, GTK_TYPE_WIDGET)

static char *
dup_words (DeskKeyCertificate *certificate)
{
  gint64 until = desk_key_certificate_get_not_after (certificate);
  gint64 left = until - desk_ui_format_now ();
  gulong days = left > 0 ? (gulong) (left / DAY) : 0;
  g_autofree char *date = desk_ui_format_date (until);

  /* Translators: the holder of a certificate, the last day it is valid, and how many days there
   * are until then. */
  return g_strdup_printf (
      ngettext ("The certificate of %s expires on %s, in %lu day. Please renew it in time.",
                "The certificate of %s expires on %s, in %lu days. Please renew it in time.", days),
      desk_key_certificate_get_holder (certificate), date, days);
}

/* The one that expires first and was not silenced; caller owns it and *name. */
static DeskKeyCertificate *
find (DeskExpiryBanner *self, char **name)
{
  guint size = self->certificates != NULL ? g_list_model_get_n_items (self->certificates) : 0;
  g_autoptr (DeskKeyCertificate) first = NULL;

  for (guint i = 0; i < size; i++) {
    g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (self->certificates, i);
    g_autofree char *own = desk_key_actions_dup_name (certificate);

    if (desk_key_certificate_get_state (certificate) != DESK_KEY_STATE_EXPIRING
        || g_hash_table_contains (self->silenced, own)
        || (first != NULL
            && desk_key_certificate_get_not_after (first)
                   <= desk_key_certificate_get_not_after (certificate)))
      continue;

    g_set_object (&first, certificate);
    g_free (*name);
    *name = g_steal_pointer (&own);
  }

  return g_steal_pointer (&first);
}

static void
update (DeskExpiryBanner *self)
{
  g_autofree char *name = NULL;
  g_autoptr (DeskKeyCertificate) certificate = find (self, &name);

  /* While it slides away it keeps its words. */
  if (certificate != NULL && g_strcmp0 (name, self->shown) != 0) {
    g_autofree char *words = dup_words (certificate);

    gtk_label_set_label (self->words, words);
    desk_key_actions_bind (self->show, DESK_KEY_ACTION_SHOW_CERTIFICATE, name);
  }
  g_free (self->shown);
  self->shown = g_steal_pointer (&name);
  gtk_revealer_set_reveal_child (self->revealer, certificate != NULL);
}

static void
on_close_clicked (DeskExpiryBanner *self)
{
  if (self->shown != NULL)
    g_hash_table_add (self->silenced, g_strdup (self->shown));
  update (self);
}

static void
set_certificates (DeskExpiryBanner *self, GListModel *certificates)
{
  if (self->certificates != NULL)
    g_signal_handlers_disconnect_by_data (self->certificates, self);
  g_set_object (&self->certificates, certificates);
  if (certificates != NULL)
    g_signal_connect_object (certificates, "items-changed", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
}

static void
desk_expiry_banner_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskExpiryBanner *self = DESK_EXPIRY_BANNER (object);

  switch (id) {
  case PROP_CERTIFICATES:
    set_certificates (self, g_value_get_object (value));
    update (self);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_expiry_banner_dispose (GObject *object)
{
  DeskExpiryBanner *self = DESK_EXPIRY_BANNER (object);

  set_certificates (self, NULL);
  if (self->revealer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->revealer));
  self->revealer = NULL;

  G_OBJECT_CLASS (desk_expiry_banner_parent_class)->dispose (object);
}

static void
desk_expiry_banner_finalize (GObject *object)
{
  DeskExpiryBanner *self = DESK_EXPIRY_BANNER (object);

  g_hash_table_unref (self->silenced);
  g_free (self->shown);

  G_OBJECT_CLASS (desk_expiry_banner_parent_class)->finalize (object);
}

static void
desk_expiry_banner_class_init (DeskExpiryBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = desk_expiry_banner_set_property;
  object_class->dispose = desk_expiry_banner_dispose;
  object_class->finalize = desk_expiry_banner_finalize;

  properties[PROP_CERTIFICATES] = g_param_spec_object (
      "certificates", NULL, NULL, G_TYPE_LIST_MODEL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-expiry-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskExpiryBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, DeskExpiryBanner, show);
  gtk_widget_class_bind_template_child (widget_class, DeskExpiryBanner, words);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
}

static void
desk_expiry_banner_init (DeskExpiryBanner *self)
{
  self->silenced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}
