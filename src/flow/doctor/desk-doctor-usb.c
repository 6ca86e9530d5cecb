/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-doctor-looks.h"
#include "desk-usb-devices.h"

#include <glib/gi18n-lib.h>

static gboolean
is_pcsc_reader (DeskDoctorContext *context, const char *name)
{
  const char *const *readers
      = context->service != NULL ? (const char *const *) context->service->readers : NULL;

  /* CK_SLOT_INFO cuts a reader's name at 64 bytes and pads it. */
  for (; readers != NULL && *readers != NULL; readers++)
    if (*name != '\0' && g_str_has_prefix (*readers, name))
      return TRUE;

  return FALSE;
}

/* TRUE if a driver shows a key that PC/SC has no part in: one that brings its own way to the
 * device. */
static gboolean
has_own_way (DeskDoctorContext *context)
{
  for (guint i = 0; i < context->drivers->len; i++) {
    const DeskDoctorDriver *driver = g_ptr_array_index (context->drivers, i);
    GPtrArray *slots = driver->description != NULL ? driver->description->slots : NULL;

    for (guint j = 0; slots != NULL && j < slots->len; j++) {
      const DeskUkeySlot *slot = g_ptr_array_index (slots, j);

      if (slot->token != NULL && !is_pcsc_reader (context, slot->reader))
        return TRUE;
    }
  }

  return FALSE;
}

/* The names that PC/SC gives say nothing sure of the device, but each device has one at least. */
static gboolean
lacks_driver (DeskDoctorContext *context, GPtrArray *devices)
{
  const gboolean has_service
      = context->service != NULL && context->service->state == DESK_KEY_STATE_READY;
  const guint n_pcsc = has_service ? g_strv_length (context->service->readers) : 0;
  guint n_readers = 0;
  guint n_others = 0;

  for (guint i = 0; i < devices->len; i++) {
    const DeskUsbDevice *device = g_ptr_array_index (devices, i);

    if (device->is_reader)
      n_readers++;
    else
      n_others++;
  }

  /* Without the service nothing serves a reader; that has a line of its own already. */
  return (has_service && n_readers > n_pcsc) || (n_others > 0 && !has_own_way (context));
}

static char *
describe (GPtrArray *devices)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < devices->len; i++) {
    const DeskUsbDevice *device = g_ptr_array_index (devices, i);

    g_string_append_printf (text, "%s%04x:%04x %s%s%s", i > 0 ? "\n" : "", device->vendor,
                            device->product, device->is_reader ? "card reader" : "no card reader",
                            device->maker != NULL ? ", " : "",
                            device->maker != NULL ? device->maker : "");
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static DeskDoctorCheck *
judge (DeskDoctorContext *context, GPtrArray *devices)
{
  g_autofree char *detail = describe (devices);

  if (lacks_driver (context, devices))
    return desk_doctor_check_new (DESK_DOCTOR_USB, DESK_KEY_STATE_READER_NO_DRIVER, NULL, detail);
  if (devices->len == 0)
    return desk_doctor_check_new (DESK_DOCTOR_USB, DESK_KEY_STATE_NO_READER,
                                  _ ("No Ukey is known among the USB devices"), NULL);

  return desk_doctor_check_new (DESK_DOCTOR_USB, DESK_KEY_STATE_READY,
                                _ ("Every Ukey and reader at the USB has a driver"), detail);
}

static void
list_devices (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, desk_usb_devices_list (task_data),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
on_devices_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (devices == NULL)
    desk_doctor_context_return (
        task, desk_doctor_check_new_skipped (
                  DESK_DOCTOR_USB, _ ("Not checked: this system does not show its USB devices")));
  else
    desk_doctor_context_return (task, judge (desk_doctor_context_of (task), devices));
}

void
desk_doctor_look_at_usb (DeskDoctorContext *context, GTask *task)
{
  g_autoptr (GTask) listing
      = g_task_new (NULL, g_task_get_cancellable (task), on_devices_ready, g_object_ref (task));

  g_task_set_task_data (listing, g_strdup (context->sysfs), g_free);
  g_task_run_in_thread (listing, list_devices);
}
