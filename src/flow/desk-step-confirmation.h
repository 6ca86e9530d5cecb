/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-certificate.h"
#include "desk-secret.h"

G_BEGIN_DECLS

/* What signing the contract needs beyond the application itself. Borrowed by the call it is given
 * to. */
typedef struct {
  const char *sms_code;            /* nullable; EVIDENCE with DESK_SIGNING_ONE_OFF */
  DeskKeyCertificate *certificate; /* nullable; EVIDENCE with DESK_SIGNING_UKEY */
  DeskSecret *pin;                 /* nullable: protected path */
} DeskStepConfirmation;

/* A deep copy; of NULL: one without anything. */
DeskStepConfirmation *desk_step_confirmation_copy (const DeskStepConfirmation *confirmation);
void desk_step_confirmation_free (DeskStepConfirmation *confirmation); /* of a copy */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskStepConfirmation, desk_step_confirmation_free)

G_END_DECLS
