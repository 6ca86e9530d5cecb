/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-home-page.h"

#include "desk-order-row.h"

#include <glib/gi18n-lib.h>

#define N_LATEST 3 /* orders shown; the rest is under 我的申请 */

struct _DeskHomePage {
  GtkWidget parent_instance;

  GtkListBox *drafts;
  GtkWidget *drafts_group;
  GtkLabel *greeting;
  GtkListBox *orders;
  GtkWidget *orders_group;
  GtkWidget *scroll;

  GListModel *draft_model; /* owned */
  GListModel *order_model; /* owned */
};

G_DEFINE_FINAL_TYPE (DeskHomePage, desk_home_page, GTK_TYPE_WIDGET)

static void
update_groups (DeskHomePage *self)
{
  gtk_widget_set_visible (self->drafts_group, g_list_model_get_n_items (self->draft_model) > 0);
  gtk_widget_set_visible (self->orders_group, g_list_model_get_n_items (self->order_model) > 0);
}

static void
desk_home_page_dispose (GObject *object)
{
  DeskHomePage *self = DESK_HOME_PAGE (object);

  g_clear_pointer (&self->scroll, gtk_widget_unparent);
  g_clear_object (&self->draft_model);
  g_clear_object (&self->order_model);

  G_OBJECT_CLASS (desk_home_page_parent_class)->dispose (object);
}

static void
desk_home_page_class_init (DeskHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_home_page_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskHomePage, drafts);
  gtk_widget_class_bind_template_child (widget_class, DeskHomePage, drafts_group);
  gtk_widget_class_bind_template_child (widget_class, DeskHomePage, greeting);
  gtk_widget_class_bind_template_child (widget_class, DeskHomePage, orders);
  gtk_widget_class_bind_template_child (widget_class, DeskHomePage, orders_group);
  gtk_widget_class_bind_template_child (widget_class, DeskHomePage, scroll);
}

static void
desk_home_page_init (DeskHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
greet (DeskHomePage *self, DeskAccount *account)
{
  const char *name = desk_account_get_display_name (account);
  g_autofree char *greeting
      = desk_account_get_created (account)
            /* Translators: the masked name or phone of who has just registered. */
            ? g_strdup_printf (_ ("Welcome, %s"), name)
            /* Translators: the masked name or phone of who is signed in. */
            : g_strdup_printf (_ ("Hello, %s"), name);

  gtk_label_set_label (self->greeting, greeting);
}

GtkWidget *
desk_home_page_new (DeskAccount *account, GListModel *orders, GListModel *drafts)
{
  DeskHomePage *self;

  g_return_val_if_fail (DESK_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (orders) && G_IS_LIST_MODEL (drafts), NULL);

  self = g_object_new (DESK_TYPE_HOME_PAGE, NULL);
  self->order_model = g_object_ref (orders);
  self->draft_model = g_object_ref (drafts);
  greet (self, account);
  desk_order_rows_bind (self->orders, orders, N_LATEST);
  desk_order_rows_bind (self->drafts, drafts, 0);
  g_signal_connect_object (orders, "items-changed", G_CALLBACK (update_groups), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drafts, "items-changed", G_CALLBACK (update_groups), self,
                           G_CONNECT_SWAPPED);
  update_groups (self);
  return GTK_WIDGET (self);
}
