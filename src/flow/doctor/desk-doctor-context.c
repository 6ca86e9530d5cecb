/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-doctor-context.h"

static void
driver_free (gpointer data)
{
  DeskDoctorDriver *driver = data;

  g_clear_pointer (&driver->scan, desk_ukey_scan_free);
  g_clear_pointer (&driver->description, desk_ukey_description_free);
  g_clear_object (&driver->ukey);
  desk_ukey_module_unref (driver->module);
  g_free (driver->file_detail);
  g_free (driver->name);
  g_free (driver);
}

/* The two lists of origins say the same to two folders. */
static DeskUkeyModuleOrigin
origin_of (DeskKeyModule *module)
{
  static const DeskUkeyModuleOrigin origins[] = {
    [DESK_KEY_MODULE_VENDOR] = DESK_UKEY_MODULE_VENDOR,
    [DESK_KEY_MODULE_OPENSC] = DESK_UKEY_MODULE_OPENSC,
    [DESK_KEY_MODULE_REGISTERED] = DESK_UKEY_MODULE_P11_KIT,
    [DESK_KEY_MODULE_ADDED] = DESK_UKEY_MODULE_USER,
    [DESK_KEY_MODULE_OPTION] = DESK_UKEY_MODULE_OPTION,
  };

  return origins[desk_key_module_get_origin (module)];
}

static DeskDoctorDriver *
driver_new (DeskKeyModule *module)
{
  DeskDoctorDriver *driver = g_new0 (DeskDoctorDriver, 1);

  driver->name = g_strdup (desk_key_module_get_name (module));
  driver->module
      = desk_ukey_module_new (origin_of (module), driver->name, desk_key_module_get_path (module),
                              desk_key_module_get_arguments (module));
  driver->in_use = desk_key_module_get_in_use (module);
  return driver;
}

DeskDoctorContext *
desk_doctor_context_new (DeskClock *clock, DeskKeySettings *settings)
{
  DeskDoctorContext *self = g_rc_box_new0 (DeskDoctorContext);
  GListModel *modules = desk_key_settings_get_modules (settings);

  self->clock = g_object_ref (clock);
  self->drivers = g_ptr_array_new_with_free_func (driver_free);
  for (guint i = 0; i < g_list_model_get_n_items (modules); i++) {
    g_autoptr (DeskKeyModule) module = g_list_model_get_item (modules, i);

    g_ptr_array_add (self->drivers, driver_new (module));
  }

  return self;
}

DeskDoctorContext *
desk_doctor_context_ref (DeskDoctorContext *self)
{
  return g_rc_box_acquire (self);
}

static void
context_clear (gpointer data)
{
  DeskDoctorContext *self = data;

  g_clear_pointer (&self->probe, desk_api_probe_free);
  g_clear_pointer (&self->drivers, g_ptr_array_unref);
  g_clear_pointer (&self->service, desk_ukey_service_free);
  g_clear_object (&self->asker);
  g_clear_object (&self->resolver);
  g_clear_object (&self->trust);
  g_clear_object (&self->clock);
  g_clear_object (&self->api);
  g_free (self->sysfs);
  g_free (self->root);
}

void
desk_doctor_context_unref (DeskDoctorContext *self)
{
  g_rc_box_release_full (self, context_clear);
}

void
desk_doctor_context_close (DeskDoctorContext *self)
{
  if (self->asker != NULL)
    desk_ukey_close (self->asker);
  for (guint i = 0; i < self->drivers->len; i++) {
    DeskDoctorDriver *driver = g_ptr_array_index (self->drivers, i);

    if (driver->ukey != NULL)
      desk_ukey_close (driver->ukey);
  }
}

guint
desk_doctor_context_count_tokens (DeskDoctorContext *self)
{
  guint n_tokens = 0;

  for (guint i = 0; i < self->drivers->len; i++) {
    const DeskDoctorDriver *driver = g_ptr_array_index (self->drivers, i);
    GPtrArray *slots = driver->description != NULL ? driver->description->slots : NULL;

    for (guint j = 0; slots != NULL && j < slots->len; j++) {
      const DeskUkeySlot *slot = g_ptr_array_index (slots, j);

      n_tokens
          += slot->token != NULL
                     && desk_key_token_get_state (slot->token) != DESK_KEY_STATE_NOT_INITIALISED
                     && desk_key_token_get_state (slot->token) != DESK_KEY_STATE_UNRECOGNISED
                 ? 1
                 : 0;
    }
  }

  return n_tokens;
}

GTask *
desk_doctor_context_new_task (DeskDoctorContext *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_doctor_context_new_task);
  g_task_set_task_data (task, desk_doctor_context_ref (self),
                        (GDestroyNotify) desk_doctor_context_unref);
  return task;
}

DeskDoctorContext *
desk_doctor_context_of (GTask *task)
{
  return g_task_get_task_data (task);
}

void
desk_doctor_context_return (GTask *task, DeskDoctorCheck *check)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (findings, check);
  desk_doctor_context_return_all (task, findings);
}

void
desk_doctor_context_return_all (GTask *task, GPtrArray *findings)
{
  g_return_if_fail (findings->len > 0);

  g_task_return_pointer (task, findings, (GDestroyNotify) g_ptr_array_unref);
}
