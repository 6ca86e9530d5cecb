/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule book of the wizard: what keeps an applicant from leaving each step. */

#define G_LOG_DOMAIN "desk-model"

#include "desk-application.h"

typedef void (*StepRule) (DeskApplication *self, guint32 today, DeskIssues *issues);

static void
check_identity (DeskApplication *self, guint32 today, DeskIssues *issues)
{
  desk_applicant_validate (desk_application_get_applicant (self), today, issues);
}

static void
check_consent (DeskApplication *self, guint32 today, DeskIssues *issues)
{
  if (desk_application_get_consent_sha256 (self) == NULL)
    desk_issues_add (issues, "consent", DESK_FIELD_NOT_ACCEPTED);
}

static DeskFieldProblem
attachment_problem (DeskAttachment *attachment, gboolean required)
{
  switch (desk_attachment_get_state (attachment)) {
  case DESK_ATTACHMENT_EMPTY:
    return required ? DESK_FIELD_MISSING : DESK_FIELD_OK;
  case DESK_ATTACHMENT_FAILED:
    return desk_attachment_get_problem (attachment);
  case DESK_ATTACHMENT_LOCAL:
    return desk_attachment_check_content (desk_attachment_get_content (attachment));
  case DESK_ATTACHMENT_UPLOADING:
  case DESK_ATTACHMENT_UPLOADED:
  default:
    return DESK_FIELD_OK;
  }
}

static void
check_attachment (DeskApplication *self,
                  DeskAttachmentKind kind,
                  gboolean required,
                  DeskIssues *issues)
{
  DeskAttachment *attachment = desk_application_get_attachment (self, kind);
  g_autofree char *field = desk_attachment_dup_field (attachment);

  desk_issues_add (issues, field, attachment_problem (attachment, required));
}

static void
check_evidence (DeskApplication *self, guint32 today, DeskIssues *issues)
{
  check_attachment (self, DESK_ATTACHMENT_ID_FRONT, TRUE, issues);
  check_attachment (self, DESK_ATTACHMENT_ID_BACK, TRUE, issues);

  desk_issues_add (issues, "ink", desk_ink_check (desk_application_get_ink (self)));
  if (!desk_application_get_ink_confirmed (self))
    desk_issues_add (issues, "ink", DESK_FIELD_NOT_CONFIRMED);
}

static void
check_contract (DeskApplication *self, guint32 today, DeskIssues *issues)
{
  if (desk_application_get_contract_sha256 (self) == NULL)
    desk_issues_add (issues, "contract.read", DESK_FIELD_MISSING);
  else if (!desk_application_get_contract_read (self))
    desk_issues_add (issues, "contract.read", DESK_FIELD_NOT_ACCEPTED);
}

static void
check_form (DeskApplication *self, guint32 today, DeskIssues *issues)
{
  int years = desk_application_get_validity_years (self);

  if (years < 1 || years > DESK_APPLICATION_MAX_VALIDITY_YEARS)
    desk_issues_add (issues, "product.validity_years", DESK_FIELD_NOT_ALLOWED);
  desk_invoice_validate (desk_application_get_invoice (self), issues);
}

static void
check_delivery (DeskApplication *self, guint32 today, DeskIssues *issues)
{
  desk_delivery_validate (desk_application_get_delivery (self), issues);
}

static void
check_attachments (DeskApplication *self, guint32 today, DeskIssues *issues)
{
  check_attachment (self, DESK_ATTACHMENT_HANDHELD, FALSE, issues);
  check_attachment (self, DESK_ATTACHMENT_SUPPORTING, FALSE, issues);
}

/* Every earlier step, and that the real-name check was done for this very person. */
static void
check_review (DeskApplication *self, guint32 today, DeskIssues *issues)
{
  for (int step = DESK_STEP_IDENTITY; step < DESK_STEP_REVIEW; step++) {
    desk_application_validate_step (self, (DeskStep) step, today, issues);
    if (step == DESK_STEP_IDENTITY && desk_application_get_identity_check_id (self) == NULL)
      desk_issues_add (issues, "applicant.id_number", DESK_FIELD_NOT_CONFIRMED);
  }
}

static const StepRule rules[DESK_N_STEPS] = {
  [DESK_STEP_IDENTITY] = check_identity,
  [DESK_STEP_CONSENT] = check_consent,
  [DESK_STEP_EVIDENCE] = check_evidence,
  [DESK_STEP_CONTRACT] = check_contract,
  [DESK_STEP_FORM] = check_form,
  [DESK_STEP_DELIVERY] = check_delivery,
  [DESK_STEP_ATTACHMENTS] = check_attachments,
  [DESK_STEP_REVIEW] = check_review,
};

void
desk_application_validate_step (DeskApplication *self,
                                DeskStep step,
                                guint32 today,
                                DeskIssues *issues)
{
  g_return_if_fail (DESK_IS_APPLICATION (self));
  g_return_if_fail ((unsigned int) step < DESK_N_STEPS);
  g_return_if_fail (issues != NULL);

  rules[step](self, today, issues);
}
