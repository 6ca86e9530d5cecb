/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-doctor-looks.h"

#include <glib/gi18n-lib.h>

#define US_PER_MS 1000

static const struct {
  DeskKeyState state;
  const char *words; /* for support */
} outcomes[] = {
  [DESK_API_PROBE_ANSWERED] = { DESK_KEY_STATE_READY, "answered" },
  [DESK_API_PROBE_FOREIGN]
  = { DESK_KEY_STATE_SERVER_UNREACHABLE, "something else answers in its place" },
  [DESK_API_PROBE_PROXY] = { DESK_KEY_STATE_SERVER_UNREACHABLE, "the proxy refuses" },
  [DESK_API_PROBE_UNTRUSTED]
  = { DESK_KEY_STATE_SERVER_UNTRUSTED, "its TLS certificate does not hold" },
  [DESK_API_PROBE_UNRESOLVED] = { DESK_KEY_STATE_SERVER_UNREACHABLE, "its name has no address" },
  [DESK_API_PROBE_UNREACHABLE] = { DESK_KEY_STATE_SERVER_UNREACHABLE, "no connection" },
};

static const char *
sentence_of (DeskApiProbeOutcome outcome)
{
  switch (outcome) {
  case DESK_API_PROBE_ANSWERED:
    return _ ("The server answers");
  case DESK_API_PROBE_FOREIGN:
    return _ ("The network answers in the server's place; it may want you to sign in to it first");
  case DESK_API_PROBE_UNRESOLVED:
    return _ ("The server's address cannot be found");
  case DESK_API_PROBE_PROXY:
  case DESK_API_PROBE_UNTRUSTED:
  case DESK_API_PROBE_UNREACHABLE:
  default:
    return NULL;
  }
}

static DeskDoctorCheck *
judge (DeskDoctorContext *context)
{
  const DeskApiProbe *probe = context->probe;
  g_autofree char *detail = g_strdup_printf (
      "%s: %s, HTTP %u, %" G_GINT64_FORMAT " ms%s%s", desk_api_get_server (context->api),
      outcomes[probe->outcome].words, probe->status, probe->elapsed_us / US_PER_MS,
      probe->detail != NULL ? "\n" : "", probe->detail != NULL ? probe->detail : "");

  return desk_doctor_check_new (DESK_DOCTOR_SERVER, outcomes[probe->outcome].state,
                                sentence_of (probe->outcome), detail);
}

static void
on_probe_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskDoctorContext *context = desk_doctor_context_of (task);
  GError *error = NULL;

  context->probe = desk_api_probe_finish (DESK_API (source), result, &error);
  if (context->probe == NULL) {
    g_task_return_error (task, error);
    return;
  }

  context->probed_us = desk_clock_now (context->clock);
  desk_doctor_context_return (task, judge (context));
}

void
desk_doctor_look_at_server (DeskDoctorContext *context, GTask *task)
{
  if (context->api == NULL) {
    desk_doctor_context_return (
        task,
        desk_doctor_check_new_skipped (DESK_DOCTOR_SERVER, _ ("Not checked: no server was named")));
    return;
  }

  desk_api_probe_async (context->api, g_task_get_cancellable (task), on_probe_ready,
                        g_object_ref (task));
}
