/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-window-private.h"

#include "desk-certificate-window.h"
#include "desk-doctor-page.h"
#include "desk-key-actions.h"
#include "desk-key-page.h"
#include "desk-module-dialog.h"

#include <glib/gi18n-lib.h>

static GtkWidget *key_page_new (DeskWindow *self);
static GtkWidget *doctor_page_new (DeskWindow *self);

typedef struct {
  const char *name;
  const char *title;
  GtkWidget *(*create) (DeskWindow *self);
} ToolRow;

/* The second may be opened from the first, and returns there. */
static const ToolRow tools[] = {
  { "keys", N_ ("My Ukey"), key_page_new },
  { "doctor", N_ ("Check the Ukey"), doctor_page_new },
};

static const ToolRow *
find_tool (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (tools); i++)
    if (g_strcmp0 (tools[i].name, name) == 0)
      return &tools[i];

  return NULL;
}

const char *
desk_window_get_tool_title (const char *name)
{
  const ToolRow *row = find_tool (name);

  return row != NULL ? _ (row->title) : NULL;
}

static gboolean
is_signed_in (DeskWindow *self)
{
  return desk_flows_get_account (self->flows) != NULL;
}

/* Where tools are shown now. */
static GtkStack *
get_tool_stack (DeskWindow *self)
{
  return is_signed_in (self) ? self->pages : self->tools;
}

static GtkWidget *
key_page_new (DeskWindow *self)
{
  DeskKeys *keys = desk_flows_get_keys (self->flows);
  GtkWidget *page = desk_key_page_new ();

  g_object_bind_property (keys, "state", page, "state", G_BINDING_SYNC_CREATE);
  g_object_set (page, "tokens", desk_keys_get_tokens (keys), "certificates",
                desk_keys_get_certificates (keys), NULL);
  g_signal_connect_object (page, "map", G_CALLBACK (desk_keys_hold), keys, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "unmap", G_CALLBACK (desk_keys_release), keys, G_CONNECT_SWAPPED);
  return page;
}

static GtkWidget *
doctor_page_new (DeskWindow *self)
{
  return desk_doctor_page_new (self->flows);
}

static void
show_tool (DeskWindow *self, const ToolRow *row)
{
  if (is_signed_in (self)) {
    desk_window_show_page (self, row->name);
    return;
  }

  adw_window_title_set_title (self->tool_title, _ (row->title));
  gtk_stack_set_visible_child_name (self->tools, row->name);
  gtk_stack_set_visible_child_name (self->stack, "tools");
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->tools), GTK_DIR_TAB_FORWARD);
}

static void
open_tool (DeskWindow *self, const char *name)
{
  const ToolRow *row = find_tool (name);
  GtkStack *stack = get_tool_stack (self);
  const char *shown = gtk_stack_get_visible_child_name (stack);

  /* Pages of a session that has expired stay, and what lies below their tools with them. */
  if (is_signed_in (self) && find_tool (shown) == NULL)
    self->under_tools = g_intern_string (shown);
  if (gtk_stack_get_child_by_name (stack, name) == NULL)
    gtk_stack_add_named (stack, row->create (self), name);
  show_tool (self, row);
}

void
desk_window_remove_tools (DeskWindow *self, GtkStack *stack)
{
  for (size_t i = 0; i < G_N_ELEMENTS (tools); i++) {
    GtkWidget *page = gtk_stack_get_child_by_name (stack, tools[i].name);

    if (page != NULL)
      gtk_stack_remove (stack, page);
  }
}

/* Back to what lies below the last tool. */
static void
show_under (DeskWindow *self)
{
  if (is_signed_in (self)) {
    desk_window_show_page (self, self->under_tools);
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->pages), GTK_DIR_TAB_FORWARD);
  } else {
    gtk_stack_set_visible_child_name (self->stack, "sign-in");
    gtk_widget_child_focus (GTK_WIDGET (self->sign_in), GTK_DIR_TAB_FORWARD);
  }
}

gboolean
desk_window_leave_tool (DeskWindow *self)
{
  GtkStack *stack = get_tool_stack (self);
  const ToolRow *shown = find_tool (gtk_stack_get_visible_child_name (stack));

  if (shown == NULL
      || (!is_signed_in (self)
          && !g_str_equal (gtk_stack_get_visible_child_name (self->stack), "tools")))
    return FALSE;

  if (shown != tools && gtk_stack_get_child_by_name (stack, tools[0].name) != NULL) {
    show_tool (self, tools);
    gtk_stack_remove (stack, gtk_stack_get_child_by_name (stack, shown->name));
    return TRUE;
  }

  show_under (self);
  desk_window_remove_tools (self, stack);
  return TRUE;
}

/* Actions */

static void
on_key_page (GtkWidget *widget, const char *action, GVariant *target)
{
  open_tool (DESK_WINDOW (widget), "keys");
}

static void
on_doctor (GtkWidget *widget, const char *action, GVariant *target)
{
  open_tool (DESK_WINDOW (widget), "doctor");
}

static void
on_choose_module (GtkWidget *widget, const char *action, GVariant *target)
{
  DeskWindow *self = DESK_WINDOW (widget);

  gtk_window_present (desk_module_dialog_new (widget, desk_flows_get_key_settings (self->flows)));
}

static void
on_rescan_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskWindow) self = user_data;

  /* What went wrong is a state of the keys by now. */
  desk_keys_rescan_finish (DESK_KEYS (source), result, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.rescan-keys", TRUE);
}

static void
on_rescan_keys (GtkWidget *widget, const char *action, GVariant *target)
{
  DeskWindow *self = DESK_WINDOW (widget);

  gtk_widget_action_set_enabled (widget, "win.rescan-keys", FALSE);
  desk_keys_rescan_async (desk_flows_get_keys (self->flows), NULL, on_rescan_ready,
                          g_object_ref (self));
}

static void
on_certificate (GtkWidget *widget, const char *action, GVariant *target)
{
  DeskWindow *self = DESK_WINDOW (widget);
  GListModel *certificates = desk_keys_get_certificates (desk_flows_get_keys (self->flows));
  g_autoptr (DeskKeyCertificate) certificate
      = desk_key_actions_find_certificate (certificates, g_variant_get_string (target, NULL));
  g_autoptr (DeskCertificateFacts) facts = NULL;

  if (certificate != NULL)
    facts = desk_flows_new_certificate_facts (self->flows,
                                              desk_key_certificate_get_der (certificate));
  if (facts == NULL) {
    desk_window_toast (self, _ ("The certificate is not there any more."));
    return;
  }

  gtk_window_present (
      desk_certificate_window_new (widget, facts, desk_key_certificate_get_state (certificate)));
}

void
desk_window_install_key_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.key-page", NULL, on_key_page);
  gtk_widget_class_install_action (widget_class, "win.doctor", NULL, on_doctor);
  gtk_widget_class_install_action (widget_class, "win.choose-module", NULL, on_choose_module);
  gtk_widget_class_install_action (widget_class, "win.rescan-keys", NULL, on_rescan_keys);
  gtk_widget_class_install_action (widget_class, "win.certificate", "s", on_certificate);
}

static void
on_pin_changed (DeskWindow *self)
{
  desk_window_toast (self, _ ("The PIN has been changed."));
}

void
desk_window_connect_keys (DeskWindow *self)
{
  DeskKeys *keys = desk_flows_get_keys (self->flows);

  g_object_bind_property (keys, "state", self->sidebar, "key-state", G_BINDING_SYNC_CREATE);
  g_object_set (self->expiry, "certificates", desk_keys_get_certificates (keys), NULL);
  self->pins = desk_pin_tasks_new (GTK_WIDGET (self), self->flows);
  g_object_bind_property (self->pins, "default-token", self->pin_banner, "token",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->pins, "changed", G_CALLBACK (on_pin_changed), self,
                           G_CONNECT_SWAPPED);
}
