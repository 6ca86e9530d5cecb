/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-doctor-looks.h"

#include <glib/gi18n-lib.h>

static gboolean
is_direct (char **proxies)
{
  for (char **proxy = proxies; *proxy != NULL; proxy++)
    if (!g_str_has_prefix (*proxy, "direct:"))
      return FALSE;

  return TRUE;
}

static DeskDoctorCheck *
judge (DeskDoctorContext *context, char **proxies)
{
  const gboolean reached
      = context->probe != NULL && context->probe->outcome == DESK_API_PROBE_ANSWERED;
  g_autofree char *detail = g_strjoinv (", ", proxies);

  if (is_direct (proxies))
    return desk_doctor_check_new (DESK_DOCTOR_PROXY, DESK_KEY_STATE_READY,
                                  _ ("No proxy stands between this computer and the server"),
                                  detail);
  if (reached)
    return desk_doctor_check_new (DESK_DOCTOR_PROXY, DESK_KEY_STATE_READY,
                                  _ ("The proxy lets the connection through"), detail);

  return desk_doctor_check_new (DESK_DOCTOR_PROXY, DESK_KEY_STATE_PROXY, NULL, detail);
}

static void
on_lookup_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) proxies
      = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (proxies == NULL)
    /* Settings that cannot be read: an address of a script that is not there, for instance. */
    desk_doctor_context_return (task,
                                desk_doctor_check_new (DESK_DOCTOR_PROXY, DESK_KEY_STATE_PROXY,
                                                       _ ("The proxy settings of this "
                                                          "computer cannot be used"),
                                                       error->message));
  else
    desk_doctor_context_return (task, judge (desk_doctor_context_of (task), proxies));
}

void
desk_doctor_look_at_proxy (DeskDoctorContext *context, GTask *task)
{
  if (context->api == NULL) {
    desk_doctor_context_return (
        task,
        desk_doctor_check_new_skipped (DESK_DOCTOR_PROXY, _ ("Not checked: no server was named")));
    return;
  }

  g_proxy_resolver_lookup_async (context->resolver, desk_api_get_server (context->api),
                                 g_task_get_cancellable (task), on_lookup_ready,
                                 g_object_ref (task));
}
