/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-step-confirmation.h"

#include <string.h>

DeskStepConfirmation *
desk_step_confirmation_copy (const DeskStepConfirmation *confirmation)
{
  DeskStepConfirmation *copy = g_new0 (DeskStepConfirmation, 1);

  if (confirmation == NULL)
    return copy;

  copy->sms_code
      = confirmation->sms_code != NULL ? g_strstrip (g_strdup (confirmation->sms_code)) : NULL;
  g_set_object (&copy->certificate, confirmation->certificate);
  copy->pin = confirmation->pin != NULL ? desk_secret_ref (confirmation->pin) : NULL;
  return copy;
}

void
desk_step_confirmation_free (DeskStepConfirmation *confirmation)
{
  if (confirmation->sms_code != NULL)
    desk_secret_wipe ((char *) confirmation->sms_code, strlen (confirmation->sms_code));
  g_free ((char *) confirmation->sms_code);
  g_clear_object (&confirmation->certificate);
  g_clear_pointer (&confirmation->pin, desk_secret_unref);
  g_free (confirmation);
}
