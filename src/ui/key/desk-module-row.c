/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-module-row.h"

#include "desk-key-text.h"

#include <glib/gi18n-lib.h>

struct _DeskModuleRow {
  AdwActionRow parent_instance;

  GtkSwitch *use; /* borrowed child */

  DeskKeySettings *settings; /* owned */
  DeskKeyModule *module;     /* owned */
};

enum {
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskModuleRow, desk_module_row, ADW_TYPE_ACTION_ROW)

static const char *
origin_words (DeskKeyModuleOrigin origin)
{
  switch (origin) {
  case DESK_KEY_MODULE_VENDOR:
    return _ ("The manufacturer's driver");
  case DESK_KEY_MODULE_OPENSC:
    return _ ("Comes with the system");
  case DESK_KEY_MODULE_REGISTERED:
    return _ ("Registered with the system");
  case DESK_KEY_MODULE_OPTION:
    return _ ("Named on the command line");
  case DESK_KEY_MODULE_ADDED:
  default:
    return _ ("Added by you");
  }
}

/* Only what concerns the driver itself; that no key is plugged in is no fault of it. */
static const char *
state_words (DeskKeyModule *module)
{
  DeskKeyState state = desk_key_module_get_state (module);

  if (!desk_key_module_get_in_use (module))
    return _ ("Not in use");
  if (state == DESK_KEY_STATE_READING)
    return _ ("Being checked …");
  if (desk_key_state_get_group (state) == DESK_KEY_GROUP_MODULE || state == DESK_KEY_STATE_NO_HOST)
    return desk_key_text_get_sentence (state);

  return _ ("Works");
}

static void
update (DeskModuleRow *self)
{
  g_autofree char *words = g_strdup_printf (
      "%s\n%s · %s", desk_key_module_get_path (self->module),
      origin_words (desk_key_module_get_origin (self->module)), state_words (self->module));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
  gtk_switch_set_active (self->use, desk_key_module_get_in_use (self->module));
}

static gboolean
on_state_set (DeskModuleRow *self, gboolean in_use)
{
  g_autoptr (GError) error = NULL;

  if (in_use != desk_key_module_get_in_use (self->module)
      && !desk_key_settings_set_in_use (self->settings, self->module, in_use, &error))
    g_signal_emit (self, signals[FAILED], 0, error);

  /* What is shown follows what is stored. */
  update (self);
  gtk_switch_set_state (self->use, desk_key_module_get_in_use (self->module));
  return TRUE;
}

static void
on_remove_clicked (DeskModuleRow *self)
{
  g_autoptr (GError) error = NULL;

  if (!desk_key_settings_remove_module (self->settings, self->module, &error))
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
add_remove_button (DeskModuleRow *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Remove from the List"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove from the List"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_clicked), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

static void
desk_module_row_dispose (GObject *object)
{
  DeskModuleRow *self = DESK_MODULE_ROW (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->module);

  G_OBJECT_CLASS (desk_module_row_parent_class)->dispose (object);
}

static void
desk_module_row_class_init (DeskModuleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_module_row_dispose;

  signals[FAILED] = g_signal_new ("failed", DESK_TYPE_MODULE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
desk_module_row_init (DeskModuleRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

GtkWidget *
desk_module_row_new (DeskKeySettings *settings, DeskKeyModule *module)
{
  DeskModuleRow *self = g_object_new (DESK_TYPE_MODULE_ROW, NULL);
  gboolean fixed = desk_key_settings_is_fixed (settings);

  self->settings = g_object_ref (settings);
  self->module = g_object_ref (module);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), desk_key_module_get_name (module));
  if (desk_key_module_get_origin (module) == DESK_KEY_MODULE_ADDED && !fixed)
    add_remove_button (self);

  self->use = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->use), GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (GTK_WIDGET (self->use), !fixed);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->use), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  desk_key_module_get_name (module), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->use));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->use));
  update (self);
  gtk_switch_set_state (self->use, desk_key_module_get_in_use (module));

  g_signal_connect_object (self->use, "state-set", G_CALLBACK (on_state_set), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (module, "notify::in-use", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (module, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
