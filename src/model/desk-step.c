/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-step.h"

G_DEFINE_ENUM_TYPE (DeskStep,
                    desk_step,
                    G_DEFINE_ENUM_VALUE (DESK_STEP_IDENTITY, "identity"),
                    G_DEFINE_ENUM_VALUE (DESK_STEP_CONSENT, "consent"),
                    G_DEFINE_ENUM_VALUE (DESK_STEP_EVIDENCE, "evidence"),
                    G_DEFINE_ENUM_VALUE (DESK_STEP_CONTRACT, "contract"),
                    G_DEFINE_ENUM_VALUE (DESK_STEP_FORM, "form"),
                    G_DEFINE_ENUM_VALUE (DESK_STEP_DELIVERY, "delivery"),
                    G_DEFINE_ENUM_VALUE (DESK_STEP_ATTACHMENTS, "attachments"),
                    G_DEFINE_ENUM_VALUE (DESK_STEP_REVIEW, "review"))

G_DEFINE_ENUM_TYPE (DeskSigningMode,
                    desk_signing_mode,
                    G_DEFINE_ENUM_VALUE (DESK_SIGNING_ONE_OFF, "one_off"),
                    G_DEFINE_ENUM_VALUE (DESK_SIGNING_UKEY, "ukey"))

G_DEFINE_ENUM_TYPE (DeskSealKind,
                    desk_seal_kind,
                    G_DEFINE_ENUM_VALUE (DESK_SEAL_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (DESK_SEAL_PERSONAL_NAME, "personal_name"))

/* The longer path comes first where one begins with another. */
static const struct {
  const char *prefix;
  DeskStep step;
} places[] = {
  { "applicant.", DESK_STEP_IDENTITY },
  { "consent", DESK_STEP_CONSENT },
  { "attachments.id_front", DESK_STEP_EVIDENCE },
  { "attachments.id_back", DESK_STEP_EVIDENCE },
  { "ink", DESK_STEP_EVIDENCE },
  { "sms_code", DESK_STEP_EVIDENCE },
  { "contract.", DESK_STEP_CONTRACT },
  { "product.", DESK_STEP_FORM },
  { "invoice.", DESK_STEP_FORM },
  { "delivery.", DESK_STEP_DELIVERY },
  { "attachments.", DESK_STEP_ATTACHMENTS },
};

gboolean
desk_step_from_field (const char *field, DeskStep *step)
{
  g_return_val_if_fail (field != NULL && step != NULL, FALSE);

  for (size_t i = 0; i < G_N_ELEMENTS (places); i++) {
    if (g_str_has_prefix (field, places[i].prefix)) {
      *step = places[i].step;
      return TRUE;
    }
  }

  return FALSE;
}
