/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-doctor-looks.h"

#include <glib/gi18n-lib.h>

/* Where the program of PC/SC Lite is installed. */
static const char *const programs[] = { "usr/sbin/pcscd", "usr/bin/pcscd", "usr/local/sbin/pcscd" };

/* What says whom the system lets in. */
static const char *const policies[] = { "usr/share/polkit-1/actions/org.debian.pcsc-lite.policy" };

static const char *const sockets[] = { "run/pcscd/pcscd.comm", "var/run/pcscd/pcscd.comm" };

static gboolean
has_any (DeskDoctorContext *context, const char *const *paths, size_t n_paths)
{
  for (size_t i = 0; i < n_paths; i++) {
    g_autofree char *path = g_build_filename (context->root, paths[i], NULL);

    if (g_file_test (path, G_FILE_TEST_EXISTS))
      return TRUE;
  }

  return FALSE;
}

/* PC/SC Lite's library may be there without the service; only where programs can be seen at all,
 * which is not so in a container for applications. */
static gboolean
lacks_program (DeskDoctorContext *context)
{
  g_autofree char *directory = g_build_filename (context->root, "usr", "sbin", NULL);
  g_autofree char *container = g_build_filename (context->root, ".flatpak-info", NULL);

  return g_file_test (directory, G_FILE_TEST_IS_DIR) && !g_file_test (container, G_FILE_TEST_EXISTS)
         && !has_any (context, programs, G_N_ELEMENTS (programs));
}

static char *
describe (DeskDoctorContext *context)
{
  const DeskUkeyService *service = context->service;
  const gboolean installed = has_any (context, programs, G_N_ELEMENTS (programs));

  return g_strdup_printf (
      "PC/SC: 0x%08" G_GINT64_MODIFIER "x%s%s\npcscd %s, socket %s, polkit %s", service->code,
      service->detail != NULL ? ", " : "", service->detail != NULL ? service->detail : "",
      installed ? "installed" : "not found",
      has_any (context, sockets, G_N_ELEMENTS (sockets)) ? "there" : "not there",
      has_any (context, policies, G_N_ELEMENTS (policies)) ? "asked" : "not asked");
}

static DeskDoctorCheck *
judge (DeskDoctorContext *context)
{
  DeskUkeyService *service = context->service;
  g_autofree char *detail = describe (context);

  if (service->state == DESK_KEY_STATE_SERVICE_STOPPED && lacks_program (context))
    service->state = DESK_KEY_STATE_SERVICE_MISSING;

  return desk_doctor_check_new (
      DESK_DOCTOR_SERVICE, service->state,
      service->state == DESK_KEY_STATE_READY ? _ ("The smart card service answers") : NULL, detail);
}

static void
on_service_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskDoctorContext *context = desk_doctor_context_of (task);
  GError *error = NULL;

  context->service = desk_ukey_service_finish (DESK_UKEY (source), result, &error);
  if (context->service == NULL)
    g_task_return_error (task, error);
  else
    desk_doctor_context_return (task, judge (context));
}

void
desk_doctor_look_at_service (DeskDoctorContext *context, GTask *task)
{
  context->asker = desk_ukey_new (NULL, context->clock);
  desk_ukey_service_async (context->asker, g_task_get_cancellable (task), on_service_ready,
                           g_object_ref (task));
}
