/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-ui-dialogs.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static const DeskUiDialogHooks *dialog_hooks; /* borrowed, nullable; set by tests only */

void
desk_ui_dialogs_set_hooks (const DeskUiDialogHooks *hooks)
{
  dialog_hooks = hooks;
}

static GtkWindow *
window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
on_confirm_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, g_str_equal (response, "act"));
}

void
desk_ui_confirm_async (GtkWidget *parent,
                       const char *heading,
                       const char *body,
                       const char *act,
                       DeskConfirmKind kind,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (heading != NULL && act != NULL);

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_ui_confirm_async);

  if (dialog_hooks != NULL && dialog_hooks->confirm != NULL) {
    g_task_return_boolean (task, dialog_hooks->confirm (heading, act, dialog_hooks->user_data));
    return;
  }

  dialog = adw_message_dialog_new (window_of (parent), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "act",
                                    act, NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "act",
      kind == DESK_CONFIRM_DESTRUCTIVE ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  g_signal_connect (dialog, "response", G_CALLBACK (on_confirm_response), g_steal_pointer (&task));
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
desk_ui_confirm_finish (GAsyncResult *result)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static GtkFileFilter *
image_filter_new (void)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Pictures (JPEG, PNG, BMP)"));
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/bmp");
  return filter;
}

/* Drivers have no type of their own; the suffix is all there is. */
static GtkFileFilter *
module_filter_new (void)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Drivers (.so, .dll, .dylib)"));
  gtk_file_filter_add_pattern (filter, "*.so");
  gtk_file_filter_add_pattern (filter, "*.so.*");
  gtk_file_filter_add_suffix (filter, "dll");
  gtk_file_filter_add_suffix (filter, "dylib");
  return filter;
}

static void
on_file_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GFile *file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  g_task_return_pointer (task, file, g_object_unref);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

void
desk_ui_pick_file_async (GtkWidget *parent,
                         DeskPickKind kind,
                         const char *title,
                         const char *suggested_name,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  gboolean opening = kind == DESK_PICK_IMAGE || kind == DESK_PICK_MODULE;
  GtkFileChooserNative *dialog;

  g_return_if_fail (GTK_IS_WIDGET (parent));

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_ui_pick_file_async);

  if (dialog_hooks != NULL && dialog_hooks->pick_file != NULL) {
    g_task_return_pointer (task, dialog_hooks->pick_file (kind, dialog_hooks->user_data),
                           g_object_unref);
    return;
  }

  dialog = gtk_file_chooser_native_new (title, window_of (parent),
                                        opening ? GTK_FILE_CHOOSER_ACTION_OPEN
                                                : GTK_FILE_CHOOSER_ACTION_SAVE,
                                        opening ? _ ("_Open") : _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (opening) {
    g_autoptr (GtkFileFilter) filter
        = kind == DESK_PICK_MODULE ? module_filter_new () : image_filter_new ();

    gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  } else if (suggested_name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), suggested_name);
  g_signal_connect (dialog, "response", G_CALLBACK (on_file_response), g_steal_pointer (&task));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

GFile *
desk_ui_pick_file_finish (GAsyncResult *result)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
