/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-doctor-looks.h"

#include <glib/gi18n-lib.h>

static DeskDoctorCheck *
judge (char **readers)
{
  const guint n_readers = g_strv_length (readers);
  g_autofree char *detail = g_strjoinv ("\n", readers);
  g_autofree char *sentence = NULL;

  if (n_readers == 0)
    return desk_doctor_check_new (DESK_DOCTOR_READERS, DESK_KEY_STATE_NO_READER,
                                  _ ("The smart card service sees no reader and no Ukey"), NULL);

  sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The smart card service sees %u reader",
                                           "The smart card service sees %u readers", n_readers),
                              n_readers);
  return desk_doctor_check_new (DESK_DOCTOR_READERS, DESK_KEY_STATE_READY, sentence, detail);
}

void
desk_doctor_look_at_readers (DeskDoctorContext *context, GTask *task)
{
  if (context->service == NULL || context->service->state != DESK_KEY_STATE_READY)
    desk_doctor_context_return (
        task, desk_doctor_check_new_skipped (
                  DESK_DOCTOR_READERS, _ ("Not checked: the smart card service does not answer")));
  else
    desk_doctor_context_return (task, judge (context->service->readers));
}
