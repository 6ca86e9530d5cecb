/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-window.h"

#include "desk-about.h"
#include "desk-error-text.h"
#include "desk-home-page.h"
#include "desk-order-page.h"
#include "desk-order-row.h"
#include "desk-orders-page.h"
#include "desk-sidebar.h"
#include "desk-sign-in-page.h"
#include "desk-wizard.h"

#include <glib/gi18n-lib.h>

#define COLLAPSE_WIDTH 860 /* pixels; below, the sidebar shows icons only */
#define LEAST_WIDTH    720 /* a 1366x768 laptop at 125 % */
#define LEAST_HEIGHT   560

struct _DeskWindow {
  AdwApplicationWindow parent_instance;

  GtkMenuButton *account;
  GtkWidget *back;
  GtkRevealer *offline;
  GtkStack *pages;
  DeskSidebar *sidebar;
  DeskSignInPage *sign_in;
  GtkStack *stack;
  AdwWindowTitle *title;
  AdwToastOverlay *toasts;

  DeskFlows *flows;          /* owned */
  GPtrArray *shown_toasts;   /* owned; AdwToast, shown or waiting to be */
  DeskOrdersFlow *orders;    /* owned, nullable: signed out */
  DeskSignInFlow *keys;      /* owned, nullable: watches the key while signed in */
  char *account_id;          /* owned, nullable: whose pages there are */
  const char *place;         /* static: the sidebar's place that was shown last */
  gboolean is_narrow;        /* the width is below COLLAPSE_WIDTH */
  guint collapse_source;     /* idle, 0: none */
  GCancellable *cancellable; /* owned, nullable: of the pages there are */
};

enum {
  PROP_FLOWS = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskWindow, desk_window, ADW_TYPE_APPLICATION_WINDOW)

/* Moving about */

static gboolean
has_wizard (DeskWindow *self)
{
  return gtk_stack_get_child_by_name (self->pages, "wizard") != NULL;
}

static void
update_collapsed (DeskWindow *self)
{
  /* The wizard has a list of its own at the left. */
  desk_sidebar_set_collapsed (self->sidebar, self->is_narrow || has_wizard (self));
}

static const char *
title_of (const char *page)
{
  if (g_str_equal (page, "orders"))
    return _ ("My Applications");
  if (g_str_equal (page, "order"))
    return _ ("Application");
  if (g_str_equal (page, "wizard"))
    return _ ("Apply for a Digital Certificate");
  return _ ("Home");
}

/* Takes away the page on top of the places: order or wizard. */
static void
remove_sub_page (DeskWindow *self, const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  if (page != NULL)
    gtk_stack_remove (self->pages, page);
}

static void
show_page (DeskWindow *self, const char *name)
{
  gboolean is_place = g_str_equal (name, "home") || g_str_equal (name, "orders");

  gtk_stack_set_visible_child_name (self->pages, name);
  if (!g_str_equal (name, "wizard"))
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->pages), GTK_DIR_TAB_FORWARD);
  adw_window_title_set_title (self->title, title_of (name));
  gtk_widget_set_visible (self->back, !is_place);
  desk_sidebar_set_page (self->sidebar, is_place ? name : NULL);
  update_collapsed (self);
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

  show_page (self, name);
  remove_sub_page (self, "order");
  update_collapsed (self);
  refresh_orders (self);
}

/* The wizard */

static void
on_wizard_closed (DeskWindow *self, gboolean submitted, GtkWidget *wizard)
{
  /* It was left to itself when its applicant signed out. */
  if (wizard != gtk_stack_get_child_by_name (self->pages, "wizard"))
    return;

  remove_sub_page (self, "wizard");
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
  remove_sub_page (self, "wizard");
  gtk_stack_add_named (self->pages, wizard, "wizard");
  show_page (self, "wizard");
}

static void
open_application (DeskWindow *self, const char *draft_id)
{
  desk_flows_open_application_async (self->flows, draft_id, self->cancellable,
                                     on_application_opened, g_object_ref (self));
}

/* Signing in and out */

/* Dialogs show as much of a person as pages do. */
static void
close_dialogs (DeskWindow *self)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  g_autoptr (GPtrArray) dialogs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

    if (gtk_window_get_transient_for (window) == GTK_WINDOW (self))
      g_ptr_array_add (dialogs, g_steal_pointer (&window));
  }

  for (guint i = 0; i < dialogs->len; i++)
    gtk_window_close (g_ptr_array_index (dialogs, i));
}

static void
dismiss_toasts (DeskWindow *self)
{
  while (self->shown_toasts->len > 0) {
    g_autoptr (AdwToast) toast = g_ptr_array_steal_index (self->shown_toasts, 0);

    adw_toast_dismiss (toast);
  }
}

static void
forget_pages (DeskWindow *self)
{
  GtkWidget *page;

  dismiss_toasts (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, page);
  if (self->keys != NULL)
    desk_sign_in_flow_set_watching (self->keys, FALSE);
  g_clear_object (&self->keys);
  g_clear_object (&self->orders);
  g_clear_pointer (&self->account_id, g_free);
}

static void
watch_key (DeskWindow *self)
{
  self->keys = desk_flows_new_sign_in (self->flows);
  g_object_bind_property (self->keys, "key-state", self->sidebar, "key-state",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->keys, "certificates", self->sidebar, "certificates",
                          G_BINDING_SYNC_CREATE);
  desk_sign_in_flow_set_watching (self->keys, TRUE);
}

static void
make_pages (DeskWindow *self, DeskAccount *account)
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
  watch_key (self);
  show_place (self, "home");
}

static void
show_sign_in (DeskWindow *self)
{
  g_autoptr (DeskSignInFlow) flow = desk_flows_new_sign_in (self->flows);

  g_object_set (self->sign_in, "flow", flow, NULL);
  gtk_stack_set_visible_child_name (self->stack, "sign-in");
  desk_sign_in_page_focus (self->sign_in);
}

static void
on_account_changed (DeskWindow *self)
{
  DeskAccount *account = desk_flows_get_account (self->flows);

  if (account == NULL) {
    close_dialogs (self);
    show_sign_in (self);
    return;
  }

  /* After a session that had expired, the same person goes on where he was. */
  if (g_strcmp0 (self->account_id, desk_account_get_id (account)) != 0) {
    forget_pages (self);
    make_pages (self, account);
  }
  g_object_set (self->sign_in, "flow", NULL, NULL);
  gtk_stack_set_visible_child_name (self->stack, "main");
}

static void
on_session_expired (DeskWindow *self)
{
  desk_window_toast (self, _ ("You have been signed out because of a long pause."));
}

static void
on_online_changed (DeskWindow *self)
{
  gtk_revealer_set_reveal_child (self->offline, !desk_flows_get_online (self->flows));
}

static void
on_sign_out_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* The session has ended on this side in any case, and another one may have begun. */
  desk_flows_sign_out_finish (DESK_FLOWS (source), result, NULL);
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
  remove_sub_page (self, "order");
  gtk_stack_add_named (self->pages, page, "order");
  desk_order_page_load (DESK_ORDER_PAGE (page), g_variant_get_string (target, NULL));
  show_page (self, "order");
}

static void
on_back (GtkWidget *widget, const char *action, GVariant *target)
{
  DeskWindow *self = DESK_WINDOW (widget);

  show_place (self, self->place);
}

static void
on_sign_out (GtkWidget *widget, const char *action, GVariant *target)
{
  DeskWindow *self = DESK_WINDOW (widget);

  forget_pages (self);
  desk_flows_sign_out_async (self->flows, NULL, on_sign_out_ready, NULL);
}

static void
on_about (GtkWidget *widget, const char *action, GVariant *target)
{
  desk_about_present (GTK_WINDOW (widget));
}

/* Class */

static gboolean
on_collapse_idle (gpointer user_data)
{
  DeskWindow *self = user_data;

  self->collapse_source = 0;
  update_collapsed (self);
  return G_SOURCE_REMOVE;
}

static void
desk_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DeskWindow *self = DESK_WINDOW (widget);
  gboolean is_narrow = width < COLLAPSE_WIDTH;

  /* A child may not ask for another size while it is being given one. */
  if (self->is_narrow != is_narrow) {
    self->is_narrow = is_narrow;
    if (self->collapse_source == 0)
      self->collapse_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_collapse_idle, self, NULL);
  }

  GTK_WIDGET_CLASS (desk_window_parent_class)->size_allocate (widget, width, height, baseline);
}

static void
desk_window_constructed (GObject *object)
{
  DeskWindow *self = DESK_WINDOW (object);

  G_OBJECT_CLASS (desk_window_parent_class)->constructed (object);

  g_signal_connect_object (self->flows, "notify::account", G_CALLBACK (on_account_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flows, "notify::online", G_CALLBACK (on_online_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flows, "session-expired", G_CALLBACK (on_session_expired), self,
                           G_CONNECT_SWAPPED);
  on_account_changed (self);
}

static void
desk_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_FLOWS:
    DESK_WINDOW (object)->flows = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_window_dispose (GObject *object)
{
  DeskWindow *self = DESK_WINDOW (object);

  g_clear_handle_id (&self->collapse_source, g_source_remove);
  if (self->flows != NULL)
    forget_pages (self);
  g_clear_pointer (&self->shown_toasts, g_ptr_array_unref);
  g_clear_object (&self->flows);

  G_OBJECT_CLASS (desk_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.page", "s", on_page);
  gtk_widget_class_install_action (widget_class, "win.apply", NULL, on_apply);
  gtk_widget_class_install_action (widget_class, "win.continue", "s", on_continue);
  gtk_widget_class_install_action (widget_class, "win.order", "s", on_order);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, on_sign_out);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, on_about);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
}

static void
desk_window_class_init (DeskWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = desk_window_constructed;
  object_class->set_property = desk_window_set_property;
  object_class->dispose = desk_window_dispose;
  widget_class->size_allocate = desk_window_size_allocate;

  properties[PROP_FLOWS]
      = g_param_spec_object ("flows", NULL, NULL, DESK_TYPE_FLOWS,
                             G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_actions (widget_class);

  g_type_ensure (DESK_TYPE_SIDEBAR);
  g_type_ensure (DESK_TYPE_SIGN_IN_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, account);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, back);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, offline);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, sign_in);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, title);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, toasts);
}

static void
desk_window_init (DeskWindow *self)
{
  self->place = "home";
  self->shown_toasts = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_size_request (GTK_WIDGET (self), LEAST_WIDTH, LEAST_HEIGHT);
}

GtkWidget *
desk_window_new (GtkApplication *application, DeskFlows *flows)
{
  g_return_val_if_fail (application == NULL || GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (DESK_IS_FLOWS (flows), NULL);

  return g_object_new (DESK_TYPE_WINDOW, "application", application, "flows", flows, NULL);
}

static void
on_toast_dismissed (DeskWindow *self, AdwToast *toast)
{
  g_ptr_array_remove (self->shown_toasts, toast);
}

void
desk_window_toast (DeskWindow *self, const char *text)
{
  AdwToast *toast;

  g_return_if_fail (DESK_IS_WINDOW (self));
  g_return_if_fail (text != NULL);

  toast = adw_toast_new (text);
  g_ptr_array_add (self->shown_toasts, g_object_ref (toast));
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_toast_dismissed), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
}
