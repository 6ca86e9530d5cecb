/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-doctor-looks.h"
#include "desk-module-file.h"

#include <glib/gi18n-lib.h>

/* A file to look at, away from the main thread. */
typedef struct {
  /* Input */
  char *path; /* owned */

  /* Output */
  DeskKeyState state;
  char *detail; /* owned, nullable */
} Inspection;

static void
inspection_free (gpointer data)
{
  Inspection *inspection = data;

  g_free (inspection->path);
  g_free (inspection->detail);
  g_free (inspection);
}

static void on_files_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_description_ready (GObject *source, GAsyncResult *result, gpointer user_data);

/* 1. The files of all drivers. */

static void
inspect_files (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GPtrArray *inspections = task_data;

  for (guint i = 0; i < inspections->len; i++) {
    Inspection *inspection = g_ptr_array_index (inspections, i);

    inspection->state = desk_module_file_inspect (inspection->path, &inspection->detail);
  }

  g_task_return_boolean (task, TRUE);
}

void
desk_doctor_look_at_modules (DeskDoctorContext *context, GTask *task)
{
  g_autoptr (GTask) looking
      = g_task_new (NULL, g_task_get_cancellable (task), on_files_ready, g_object_ref (task));
  GPtrArray *inspections = g_ptr_array_new_with_free_func (inspection_free);

  for (guint i = 0; i < context->drivers->len; i++) {
    const DeskDoctorDriver *driver = g_ptr_array_index (context->drivers, i);
    Inspection *inspection = g_new0 (Inspection, 1);

    inspection->path = g_strdup (desk_ukey_module_get_path (driver->module));
    g_ptr_array_add (inspections, inspection);
  }

  g_task_set_task_data (looking, inspections, (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (looking, inspect_files);
}

/* 2. What those that are in use say of themselves. */

static gboolean
is_waiting (DeskDoctorContext *context)
{
  for (guint i = 0; i < context->drivers->len; i++) {
    const DeskDoctorDriver *driver = g_ptr_array_index (context->drivers, i);

    if (driver->ukey != NULL && driver->description == NULL)
      return TRUE;
  }

  return FALSE;
}

static DeskKeyState
state_of (const DeskDoctorDriver *driver)
{
  return driver->description != NULL ? driver->description->state : driver->file_state;
}

static char *
describe_driver (const DeskDoctorDriver *driver)
{
  const DeskUkeyDescription *description = driver->description;
  const char *words = description != NULL ? description->detail : NULL;
  g_autofree char *head
      = g_strdup_printf ("%s: %s (%s)%s", driver->name, desk_ukey_module_get_path (driver->module),
                         driver->file_detail != NULL ? driver->file_detail : "no file",
                         driver->in_use ? "" : ", switched off");

  if (description != NULL && description->state == DESK_KEY_STATE_READY)
    return g_strdup_printf ("%s\n  %s %s, %s, PKCS#11 %s, %u slots", head, description->library,
                            description->library_version, description->manufacturer,
                            description->cryptoki_version, description->slots->len);

  return words != NULL ? g_strdup_printf ("%s\n  %s", head, words) : g_steal_pointer (&head);
}

static DeskDoctorCheck *
judge_failed (const DeskDoctorDriver *driver)
{
  DeskKeyState state = state_of (driver);
  g_autoptr (DeskDoctorCheck) plain
      = desk_doctor_check_new (DESK_DOCTOR_MODULES, state, NULL, NULL);
  /* Translators: a driver's name, and what is wrong with it. */
  g_autofree char *sentence = g_strdup_printf (C_ ("driver", "%s: %s"), driver->name,
                                               desk_doctor_check_get_sentence (plain));
  g_autofree char *detail = describe_driver (driver);

  return desk_doctor_check_new (DESK_DOCTOR_MODULES, state, sentence, detail);
}

/* The first line: what works, with all that is known. */
static DeskDoctorCheck *
judge_working (DeskDoctorContext *context, guint n_working)
{
  g_autoptr (GString) detail = g_string_new (NULL);
  g_autofree char *sentence = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u driver works", "%u drivers work", n_working), n_working);

  for (guint i = 0; i < context->drivers->len; i++) {
    const DeskDoctorDriver *driver = g_ptr_array_index (context->drivers, i);
    g_autofree char *line = describe_driver (driver);

    if (!driver->in_use || state_of (driver) == DESK_KEY_STATE_READY)
      g_string_append_printf (detail, "%s%s", detail->len > 0 ? "\n" : "", line);
  }

  return desk_doctor_check_new (DESK_DOCTOR_MODULES,
                                n_working > 0 ? DESK_KEY_STATE_READY : DESK_KEY_STATE_NO_MODULE,
                                n_working > 0 ? sentence : NULL, detail->str);
}

static GPtrArray *
judge (DeskDoctorContext *context)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_working = 0;

  for (guint i = 0; i < context->drivers->len; i++) {
    const DeskDoctorDriver *driver = g_ptr_array_index (context->drivers, i);

    if (!driver->in_use)
      continue;
    if (state_of (driver) == DESK_KEY_STATE_READY)
      n_working++;
    else
      g_ptr_array_add (findings, judge_failed (driver));
  }

  if (n_working > 0 || findings->len == 0)
    g_ptr_array_insert (findings, 0, judge_working (context, n_working));
  return findings;
}

static void
ask_drivers (DeskDoctorContext *context, GTask *task)
{
  for (guint i = 0; i < context->drivers->len; i++) {
    DeskDoctorDriver *driver = g_ptr_array_index (context->drivers, i);

    if (!driver->in_use || driver->file_state != DESK_KEY_STATE_READY)
      continue;
    driver->ukey = desk_ukey_new (driver->module, context->clock);
    desk_ukey_describe_async (driver->ukey, g_task_get_cancellable (task), on_description_ready,
                              g_object_ref (task));
  }

  if (!is_waiting (context))
    desk_doctor_context_return_all (task, judge (context));
}

static void
on_files_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskDoctorContext *context = desk_doctor_context_of (task);
  GPtrArray *inspections = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_error (task, error);
    return;
  }

  for (guint i = 0; i < inspections->len; i++) {
    Inspection *inspection = g_ptr_array_index (inspections, i);
    DeskDoctorDriver *driver = g_ptr_array_index (context->drivers, i);

    driver->file_state = inspection->state;
    driver->file_detail = g_steal_pointer (&inspection->detail);
  }

  ask_drivers (context, task);
}

static void
on_description_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskDoctorContext *context = desk_doctor_context_of (task);
  DeskUkeyDescription *description = desk_ukey_describe_finish (DESK_UKEY (source), result, NULL);

  /* One that was cancelled says nothing of the driver; the run is over then. */
  if (description == NULL)
    description = desk_ukey_description_new (DESK_KEY_STATE_MODULE_HANGS, NULL);

  for (guint i = 0; i < context->drivers->len; i++) {
    DeskDoctorDriver *driver = g_ptr_array_index (context->drivers, i);

    if (driver->ukey == DESK_UKEY (source))
      driver->description = description;
  }

  if (!is_waiting (context))
    desk_doctor_context_return_all (task, judge (context));
}
