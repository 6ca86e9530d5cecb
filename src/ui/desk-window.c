/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-window-private.h"

#include "desk-about.h"

#include <glib/gi18n-lib.h>

#define COLLAPSE_WIDTH 860 /* pixels; below, the sidebar shows icons only */
#define LEAST_WIDTH    720 /* a 1366x768 laptop at 125 % */
#define LEAST_HEIGHT   560

enum {
  PROP_FLOWS = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskWindow, desk_window, ADW_TYPE_APPLICATION_WINDOW)

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
    dismiss_toasts (self);
    desk_window_forget_pages (self);
    desk_window_make_pages (self, account);
  }
  g_object_set (self->sign_in, "flow", NULL, NULL);
  desk_window_remove_tools (self, self->tools);
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
on_sign_out (GtkWidget *widget, const char *action, GVariant *target)
{
  DeskWindow *self = DESK_WINDOW (widget);

  dismiss_toasts (self);
  desk_window_forget_pages (self);
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
  desk_window_update_collapsed (self);
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
  desk_window_connect_keys (self);
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
  if (self->flows != NULL) {
    dismiss_toasts (self);
    desk_window_forget_pages (self);
  }
  g_clear_pointer (&self->shown_toasts, g_ptr_array_unref);
  g_clear_object (&self->pins);
  g_clear_object (&self->flows);

  G_OBJECT_CLASS (desk_window_parent_class)->dispose (object);
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
  desk_window_install_page_actions (widget_class);
  desk_window_install_key_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, on_sign_out);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, on_about);

  g_type_ensure (DESK_TYPE_EXPIRY_BANNER);
  g_type_ensure (DESK_TYPE_PIN_BANNER);
  g_type_ensure (DESK_TYPE_SIDEBAR);
  g_type_ensure (DESK_TYPE_SIGN_IN_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, account);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, back);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, expiry);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, offline);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, pin_banner);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, sign_in);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, title);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, tool_title);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, tools);
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
