/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-window-private.h"

#include "desk-error-text.h"
#include "desk-home-page.h"
#include "desk-order-page.h"
#include "desk-order-row.h"
#include "desk-orders-page.h"
#include "desk-wizard.h"

#include <glib/gi18n-lib.h>

static gboolean
has_wizard (DeskWindow *self)
{
  return gtk_stack_get_child_by_name (self->pages, "wizard") != NULL;
}

void
desk_window_update_collapsed (DeskWindow *self)
{
  /* The wizard has a list of its own at the left. */
  desk_sidebar_set_collapsed (self->sidebar, self->is_narrow || has_wizard (self));
}

static const char *
title_of (const char *page)
{
  const char *tool = desk_window_get_tool_title (page);

  if (tool != NULL)
    return tool;
  if (g_str_equal (page, "orders"))
    return _ ("My Applications");
  if (g_str_equal (page, "order"))
    return _ ("Application");
  if (g_str_equal (page, "wizard"))
    return _ ("Apply for a Digital Certificate");
  return _ ("Home");
}

/* Takes away a page on top of the places: order, wizard or a tool. */
void
desk_window_remove_page (DeskWindow *self, const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  if (page != NULL)
    gtk_stack_remove (self->pages, page);
}

void
desk_window_show_page (DeskWindow *self, const char *name)
{
  gboolean is_place = g_str_equal (name, "home") || g_str_equal (name, "orders");

  gtk_stack_set_visible_child_name (self->pages, name);
  if (!g_str_equal (name, "wizard"))
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->pages), GTK_DIR_TAB_FORWARD);
  adw_window_title_set_title (self->title, title_of (name));
  gtk_widget_set_visible (self->back, !is_place);
  desk_sidebar_set_page (self->sidebar, is_place ? name : NULL);
  desk_window_update_collapsed (self);
}

static void
on_refresh_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GtkWidget *page;

  desk_orders_flow_refresh_finish (DESK_ORDERS_FLOW (source), result, &error);
  if (self->orders != DESK_ORDERS_FLOW (source)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  page = gtk_stack_get_child_by_name (self->pages, "orders");
  desk_orders_page_show_error (DESK_ORDERS_PAGE (page), error);
}

static void
refresh_orders (DeskWindow *self)
{
  if (self->orders != NULL)
    desk_orders_flow_refresh_async (self->orders, self->cancellable, on_refresh_ready,
                                    g_object_ref (self));
}

static void
on_more_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!desk_orders_flow_load_more_finish (DESK_ORDERS_FLOW (source), result, &error)
      && !desk_error_text_is_silent (error)) {
    g_autofree char *line = desk_error_text_dup_line (error);

    desk_window_toast (self, line);
  }
}

static void
on_load_more (DeskWindow *self)
{
  desk_orders_flow_load_more_async (self->orders, self->cancellable, on_more_ready,
                                    g_object_ref (self));
}

/* Leaving the wizard saves the draft first; it comes back here by on_wizard_closed(). */
static void
show_place (DeskWindow *self, const char *name)
{
  GtkWidget *wizard = gtk_stack_get_child_by_name (self->pages, "wizard");

  self->place = name;
  if (wizard != NULL) {
    desk_wizard_leave (DESK_WIZARD (wizard));
    return;
  }

  desk_window_show_page (self, name);
  desk_window_remove_page (self, "order");
  desk_window_remove_tools (self, self->pages);
  desk_window_update_collapsed (self);
  refresh_orders (self);
}

/* The wizard */

static void
on_wizard_closed (DeskWindow *self, gboolean submitted, GtkWidget *wizard)
{
  /* It was left to itself when its applicant signed out. */
  if (wizard != gtk_stack_get_child_by_name (self->pages, "wizard"))
    return;

  desk_window_remove_page (self, "wizard");
  show_place (self, submitted ? "orders" : self->place);
  if (submitted)
    desk_window_toast (self, _ ("The application has been submitted"));
}

static void
on_application_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskApplyFlow) flow
      = desk_flows_open_application_finish (DESK_FLOWS (source), result, &error);
  GtkWidget *wizard;

  if (flow == NULL) {
    if (!desk_error_text_is_silent (error)) {
      g_autofree char *line = desk_error_text_dup_line (error);

      desk_window_toast (self, line);
    }
    return;
  }
  if (self->account_id == NULL)
    return;

  wizard = desk_wizard_new (self->flows, flow);
  g_signal_connect_object (wizard, "closed", G_CALLBACK (on_wizard_closed), self,
                           G_CONNECT_SWAPPED);
  desk_window_remove_page (self, "wizard");
  gtk_stack_add_named (self->pages, wizard, "wizard");
  desk_window_show_page (self, "wizard");
}

static void
open_application (DeskWindow *self, const char *draft_id)
{
  desk_flows_open_application_async (self->flows, draft_id, self->cancellable,
                                     on_application_opened, g_object_ref (self));
}

/* Actions */

static void
on_page (GtkWidget *widget, const char *action, GVariant *target)
{
  const char *page = g_variant_get_string (target, NULL);

  show_place (DESK_WINDOW (widget), g_str_equal (page, "orders") ? "orders" : "home");
}

static void
on_apply (GtkWidget *widget, const char *action, GVariant *target)
{
  open_application (DESK_WINDOW (widget), NULL);
}

static void
on_continue (GtkWidget *widget, const char *action, GVariant *target)
{
  open_application (DESK_WINDOW (widget), g_variant_get_string (target, NULL));
}

static void
on_order (GtkWidget *widget, const char *action, GVariant *target)
{
  DeskWindow *self = DESK_WINDOW (widget);
  GtkWidget *page = desk_order_page_new (self->orders);

  g_signal_connect_object (page, "changed", G_CALLBACK (refresh_orders), self, G_CONNECT_SWAPPED);
  desk_window_remove_page (self, "order");
  gtk_stack_add_named (self->pages, page, "order");
  desk_order_page_load (DESK_ORDER_PAGE (page), g_variant_get_string (target, NULL));
  desk_window_show_page (self, "order");
}

static void
on_back (GtkWidget *widget, const char *action, GVariant *target)
{
  DeskWindow *self = DESK_WINDOW (widget);

  if (!desk_window_leave_tool (self) && self->account_id != NULL)
    show_place (self, self->place);
}

void
desk_window_install_page_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.page", "s", on_page);
  gtk_widget_class_install_action (widget_class, "win.apply", NULL, on_apply);
  gtk_widget_class_install_action (widget_class, "win.continue", "s", on_continue);
  gtk_widget_class_install_action (widget_class, "win.order", "s", on_order);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, on_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
}

void
desk_window_make_pages (DeskWindow *self, DeskAccount *account)
{
  g_autoptr (GListModel) orders = NULL;
  GListModel *drafts;
  GtkWidget *page;

  self->account_id = g_strdup (desk_account_get_id (account));
  self->cancellable = g_cancellable_new ();
  self->orders = desk_flows_new_orders (self->flows);
  drafts = desk_orders_flow_get_drafts (self->orders);
  orders = desk_order_rows_new_model (desk_orders_flow_get_orders (self->orders), drafts);

  gtk_stack_add_named (self->pages, desk_home_page_new (account, orders, drafts), "home");
  page = desk_orders_page_new (orders, drafts);
  g_object_bind_property (self->orders, "busy", page, "busy", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->orders, "has-more", page, "has-more", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (page, "load-more", G_CALLBACK (on_load_more), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "retry", G_CALLBACK (refresh_orders), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->pages, page, "orders");

  gtk_menu_button_set_label (self->account, desk_account_get_display_name (account));
  desk_keys_hold (desk_flows_get_keys (self->flows));
  show_place (self, "home");
}

void
desk_window_forget_pages (DeskWindow *self)
{
  GtkWidget *page;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, page);
  self->under_tools = NULL;
  if (self->account_id != NULL)
    desk_keys_release (desk_flows_get_keys (self->flows));
  g_clear_object (&self->orders);
  g_clear_pointer (&self->account_id, g_free);
}
