/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-wizard-table.h"

#include "desk-page-attachments.h"
#include "desk-page-consent.h"
#include "desk-page-contract.h"
#include "desk-page-delivery.h"
#include "desk-page-evidence.h"
#include "desk-page-form.h"
#include "desk-page-identity.h"
#include "desk-page-review.h"

#include <glib/gi18n-lib.h>

static const DeskWizardRow rows[] = {
  { DESK_STEP_IDENTITY, desk_page_identity_get_type, "identity", N_ ("Identity check") },
  { DESK_STEP_CONSENT, desk_page_consent_get_type, "consent", N_ ("Read the contract") },
  { DESK_STEP_EVIDENCE, desk_page_evidence_get_type, "evidence", N_ ("Upload and sign") },
  { DESK_STEP_CONTRACT, desk_page_contract_get_type, "contract", N_ ("Confirm the contract") },
  { DESK_STEP_FORM, desk_page_form_get_type, "form", N_ ("Application details") },
  { DESK_STEP_DELIVERY, desk_page_delivery_get_type, "delivery", N_ ("Collection") },
  { DESK_STEP_ATTACHMENTS, desk_page_attachments_get_type, "attachments", N_ ("Attachments") },
  { DESK_STEP_REVIEW, desk_page_review_get_type, "review", N_ ("Check and submit") },
};

/* The longest prefix comes first. */
static const struct {
  const char *prefix;
  DeskStep step;
} fields[] = {
  { "applicant.", DESK_STEP_IDENTITY },
  { "consent", DESK_STEP_CONSENT },
  { "attachments.id_", DESK_STEP_EVIDENCE },
  { "ink", DESK_STEP_EVIDENCE },
  { "sms_code", DESK_STEP_EVIDENCE },
  { "contract", DESK_STEP_CONTRACT },
  { "product.", DESK_STEP_FORM },
  { "invoice.", DESK_STEP_FORM },
  { "delivery.", DESK_STEP_DELIVERY },
  { "attachments.", DESK_STEP_ATTACHMENTS },
};

const DeskWizardRow *
desk_wizard_table_get (guint *n_rows)
{
  g_return_val_if_fail (n_rows != NULL, NULL);

  *n_rows = G_N_ELEMENTS (rows);
  return rows;
}

gboolean
desk_wizard_table_find_step (const char *field, DeskStep *step)
{
  g_return_val_if_fail (field != NULL && step != NULL, FALSE);

  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++) {
    if (g_str_has_prefix (field, fields[i].prefix)) {
      *step = fields[i].step;
      return TRUE;
    }
  }

  return FALSE;
}
