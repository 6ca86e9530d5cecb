/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-module-dialog.h"

#include "desk-key-error.h"
#include "desk-module-row.h"
#include "desk-notice.h"
#include "desk-ui-dialogs.h"

#include <glib/gi18n-lib.h>

struct _DeskModuleDialog {
  AdwWindow parent_instance;

  GtkWidget *add;
  GtkWidget *empty;
  GtkLabel *explanation;
  GtkListBox *list;
  DeskNotice *notice;

  DeskKeySettings *settings; /* owned */
  GCancellable *cancellable; /* owned; of the file that is being chosen */
};

enum {
  PROP_SETTINGS = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskModuleDialog, desk_module_dialog, ADW_TYPE_WINDOW)

static void
show_error (DeskModuleDialog *self, const GError *error)
{
  if (error->domain == DESK_KEY_ERROR) {
    desk_notice_show_error (self->notice, error);
    return;
  }

  g_warning ("the choice of drivers was not kept: %s", error->message);
  desk_notice_show (self->notice, _ ("The choice could not be stored on this computer."),
                    _ ("Please check that there is room on the disk."));
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  DeskModuleDialog *self = user_data;
  GtkWidget *row = desk_module_row_new (self->settings, item);

  g_signal_connect_object (row, "failed", G_CALLBACK (show_error), self, G_CONNECT_SWAPPED);
  return row;
}

static void
update (DeskModuleDialog *self)
{
  gboolean empty = g_list_model_get_n_items (desk_key_settings_get_modules (self->settings)) == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->list), !empty);
  gtk_widget_set_visible (self->empty, empty);
}

static void
on_picked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskModuleDialog) self = user_data;
  g_autoptr (GFile) file = desk_ui_pick_file_finish (result);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  desk_notice_show (self->notice, NULL, NULL);
  if (!desk_key_settings_add_module (self->settings, path, NULL, &error))
    show_error (self, error);
}

static void
on_add_clicked (DeskModuleDialog *self)
{
  desk_ui_pick_file_async (GTK_WIDGET (self), DESK_PICK_MODULE, _ ("Add a Driver File"), NULL,
                           self->cancellable, on_picked, g_object_ref (self));
}

static void
desk_module_dialog_constructed (GObject *object)
{
  DeskModuleDialog *self = DESK_MODULE_DIALOG (object);
  GListModel *modules;

  G_OBJECT_CLASS (desk_module_dialog_parent_class)->constructed (object);

  desk_key_settings_refresh (self->settings);
  modules = desk_key_settings_get_modules (self->settings);
  gtk_list_box_bind_model (self->list, modules, create_row, self, NULL);
  g_signal_connect_object (modules, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (desk_key_settings_is_fixed (self->settings)) {
    gtk_label_set_label (self->explanation,
                         _ ("The driver was named when the program was started and cannot be "
                            "changed here."));
    gtk_widget_set_visible (self->add, FALSE);
  }
  update (self);
}

static void
desk_module_dialog_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_SETTINGS:
    DESK_MODULE_DIALOG (object)->settings = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_module_dialog_dispose (GObject *object)
{
  DeskModuleDialog *self = DESK_MODULE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (desk_module_dialog_parent_class)->dispose (object);
}

static void
desk_module_dialog_finalize (GObject *object)
{
  g_object_unref (DESK_MODULE_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (desk_module_dialog_parent_class)->finalize (object);
}

static void
desk_module_dialog_class_init (DeskModuleDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = desk_module_dialog_constructed;
  object_class->set_property = desk_module_dialog_set_property;
  object_class->dispose = desk_module_dialog_dispose;
  object_class->finalize = desk_module_dialog_finalize;

  properties[PROP_SETTINGS]
      = g_param_spec_object ("settings", NULL, NULL, DESK_TYPE_KEY_SETTINGS,
                             G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  g_type_ensure (DESK_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-module-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskModuleDialog, add);
  gtk_widget_class_bind_template_child (widget_class, DeskModuleDialog, empty);
  gtk_widget_class_bind_template_child (widget_class, DeskModuleDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, DeskModuleDialog, list);
  gtk_widget_class_bind_template_child (widget_class, DeskModuleDialog, notice);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
}

static void
desk_module_dialog_init (DeskModuleDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
desk_module_dialog_new (GtkWidget *parent, DeskKeySettings *settings)
{
  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (DESK_IS_KEY_SETTINGS (settings), NULL);

  return g_object_new (DESK_TYPE_MODULE_DIALOG, "settings", settings, "transient-for",
                       gtk_widget_get_root (parent), NULL);
}
