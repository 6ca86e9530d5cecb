/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-doctor-looks.h"

#include <glib/gi18n-lib.h>

/* More would make signatures and sign-in challenges wrong: those are good for two minutes. */
#define TOLERANCE_SECONDS 120

/* Of all keys, whether one is not valid yet: the clock may be slow. */
static gboolean
has_future_certificate (DeskDoctorContext *context)
{
  for (guint i = 0; i < context->drivers->len; i++) {
    const DeskDoctorDriver *driver = g_ptr_array_index (context->drivers, i);
    GPtrArray *certificates = driver->scan != NULL ? driver->scan->certificates : NULL;

    for (guint j = 0; certificates != NULL && j < certificates->len; j++)
      if (desk_key_certificate_get_state (g_ptr_array_index (certificates, j))
          == DESK_KEY_STATE_NOT_YET_VALID)
        return TRUE;
  }

  return FALSE;
}

static DeskDoctorCheck *
judge_alone (DeskDoctorContext *context)
{
  g_autofree char *now = desk_clock_format_utc (desk_clock_now_seconds (context->clock));
  g_autofree char *detail
      = g_strdup_printf ("here %s; a certificate is not valid yet; no server to compare with", now);

  if (has_future_certificate (context))
    return desk_doctor_check_new (DESK_DOCTOR_CLOCK, DESK_KEY_STATE_CLOCK_WRONG,
                                  _ ("The clock of this computer may be wrong: a certificate on "
                                     "the Ukey is not valid yet"),
                                  detail);

  return desk_doctor_check_new_skipped (
      DESK_DOCTOR_CLOCK, _ ("Not checked: there is no server's clock to compare with"));
}

void
desk_doctor_look_at_clock (DeskDoctorContext *context, GTask *task)
{
  const gint64 theirs = context->probe != NULL ? context->probe->date : 0;
  const gint64 ours = context->probed_us / G_USEC_PER_SEC;
  g_autofree char *ours_text = NULL;
  g_autofree char *theirs_text = NULL;
  g_autofree char *detail = NULL;

  /* Whoever answers in the server's place may have any clock. */
  if (theirs == 0 || context->probe->outcome != DESK_API_PROBE_ANSWERED) {
    desk_doctor_context_return (task, judge_alone (context));
    return;
  }

  ours_text = desk_clock_format_utc (ours);
  theirs_text = desk_clock_format_utc (theirs);
  detail = g_strdup_printf ("here %s, server %s, difference %" G_GINT64_FORMAT " s", ours_text,
                            theirs_text, ours - theirs);
  if (ABS (ours - theirs) > TOLERANCE_SECONDS)
    desk_doctor_context_return (
        task, desk_doctor_check_new (DESK_DOCTOR_CLOCK, DESK_KEY_STATE_CLOCK_WRONG, NULL, detail));
  else
    desk_doctor_context_return (
        task, desk_doctor_check_new (DESK_DOCTOR_CLOCK, DESK_KEY_STATE_READY,
                                     _ ("The clock of this computer is right"), detail));
}
