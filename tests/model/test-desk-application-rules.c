/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-application.h"

#include "desk-issues-text.h"

#define SHA256 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static guint32
today (void)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 22, G_DATE_NOVEMBER, 2026);
  return g_date_get_julian (&date);
}

static GBytes *
new_picture (size_t size)
{
  char *data = g_malloc0 (size);

  data[0] = '\xff';
  data[1] = '\xd8';
  data[2] = '\xff';
  return g_bytes_new_take (data, size);
}

static void
choose (DeskApplication *application, DeskAttachmentKind kind, size_t size)
{
  g_autoptr (GBytes) picture = new_picture (size);

  desk_attachment_set_content (desk_application_get_attachment (application, kind), picture,
                               "picture.jpg");
}

static void
sign (DeskApplication *application)
{
  DeskInk *ink = desk_application_get_ink (application);

  desk_ink_begin_stroke (ink);
  for (int i = 0; i < 20; i++) {
    DeskInkPoint point = { i * 300, 2000, i * 10, 500 };

    desk_ink_add_point (ink, &point);
  }
  desk_ink_end_stroke (ink);
}

static void
assert_issues (DeskApplication *application, DeskStep step, const char *expected)
{
  g_autoptr (DeskIssues) issues = desk_issues_new ();
  g_autofree char *found = NULL;

  desk_application_validate_step (application, step, today (), issues);
  found = desk_issues_to_text (issues);
  g_assert_cmpstr (found, ==, expected);
}

static void
fill_in_identity (DeskApplication *application)
{
  DeskApplicant *applicant = desk_application_get_applicant (application);

  desk_applicant_set_name (applicant, "张三");
  desk_applicant_set_id_number (applicant, "150102199001010019");
  desk_applicant_set_mobile (applicant, "13812348000");
}

static void
test_identity (void)
{
  g_autoptr (DeskApplication) application = desk_application_new ("id");

  assert_issues (application, DESK_STEP_IDENTITY,
                 "applicant.name=missing applicant.id_number=missing applicant.mobile=missing");
  fill_in_identity (application);
  assert_issues (application, DESK_STEP_IDENTITY, "");
}

static void
test_consent (void)
{
  g_autoptr (DeskApplication) application = desk_application_new ("id");

  assert_issues (application, DESK_STEP_CONSENT, "consent=not_accepted");
  desk_application_set_consent (application, "1", SHA256, 1);
  assert_issues (application, DESK_STEP_CONSENT, "");
}

static void
test_evidence (void)
{
  g_autoptr (DeskApplication) application = desk_application_new ("id");
  DeskAttachment *front;

  assert_issues (application, DESK_STEP_EVIDENCE,
                 "attachments.id_front=missing attachments.id_back=missing ink=empty_signature");

  choose (application, DESK_ATTACHMENT_ID_FRONT, 153600);
  choose (application, DESK_ATTACHMENT_ID_BACK, 153599);
  sign (application);
  assert_issues (application, DESK_STEP_EVIDENCE,
                 "attachments.id_back=file_too_small ink=not_confirmed");

  choose (application, DESK_ATTACHMENT_ID_BACK, 1048576);
  desk_application_set_ink_confirmed (application, TRUE);
  assert_issues (application, DESK_STEP_EVIDENCE, "");

  front = desk_application_get_attachment (application, DESK_ATTACHMENT_ID_FRONT);
  desk_attachment_set_problem (front, DESK_FIELD_FILE_DAMAGED);
  assert_issues (application, DESK_STEP_EVIDENCE, "attachments.id_front=file_damaged");
  desk_attachment_set_state (front, DESK_ATTACHMENT_UPLOADING);
  assert_issues (application, DESK_STEP_EVIDENCE, "");
  desk_attachment_set_state (front, DESK_ATTACHMENT_UPLOADED);
  assert_issues (application, DESK_STEP_EVIDENCE, "");

  /* A draft whose picture was lost. */
  desk_attachment_set_content (front, NULL, NULL);
  desk_attachment_restore (front, DESK_ATTACHMENT_LOCAL, "a.jpg", SHA256, DESK_FIELD_OK);
  assert_issues (application, DESK_STEP_EVIDENCE, "attachments.id_front=missing");
}

/* Confirmed is not enough if there is nothing to confirm. */
static void
test_empty_signature_confirmed (void)
{
  g_autoptr (DeskApplication) application = desk_application_new ("id");

  choose (application, DESK_ATTACHMENT_ID_FRONT, 200000);
  choose (application, DESK_ATTACHMENT_ID_BACK, 200000);
  desk_application_set_ink_confirmed (application, TRUE);
  assert_issues (application, DESK_STEP_EVIDENCE, "ink=empty_signature");
}

static void
test_contract (void)
{
  g_autoptr (DeskApplication) application = desk_application_new ("id");

  desk_application_set_contract_read (application, TRUE);
  assert_issues (application, DESK_STEP_CONTRACT, "contract.read=missing");
  desk_application_set_contract_sha256 (application, SHA256);
  assert_issues (application, DESK_STEP_CONTRACT, "contract.read=not_accepted");
  desk_application_set_contract_read (application, TRUE);
  assert_issues (application, DESK_STEP_CONTRACT, "");
}

static void
test_form (void)
{
  g_autoptr (DeskApplication) application = desk_application_new ("id");

  assert_issues (application, DESK_STEP_FORM, "");
  for (int years = 1; years <= 3; years++) {
    desk_application_set_validity_years (application, years);
    assert_issues (application, DESK_STEP_FORM, "");
  }
  desk_application_set_validity_years (application, 0);
  assert_issues (application, DESK_STEP_FORM, "product.validity_years=not_allowed");
  desk_application_set_validity_years (application, 4);
  desk_invoice_set_kind (desk_application_get_invoice (application), DESK_INVOICE_ORDINARY);
  assert_issues (application, DESK_STEP_FORM,
                 "product.validity_years=not_allowed invoice.title=missing invoice.email=missing");
}

static void
test_delivery_and_attachments (void)
{
  g_autoptr (DeskApplication) application = desk_application_new ("id");

  desk_delivery_set_method (desk_application_get_delivery (application), DESK_DELIVERY_COLLECT);
  assert_issues (application, DESK_STEP_DELIVERY, "delivery.branch=missing");

  assert_issues (application, DESK_STEP_ATTACHMENTS, "");
  choose (application, DESK_ATTACHMENT_HANDHELD, 1048577);
  choose (application, DESK_ATTACHMENT_SUPPORTING, 200000);
  assert_issues (application, DESK_STEP_ATTACHMENTS, "attachments.handheld=file_too_large");
}

static void
test_review (void)
{
  g_autoptr (DeskApplication) application = desk_application_new ("id");

  fill_in_identity (application);
  desk_delivery_set_method (desk_application_get_delivery (application), DESK_DELIVERY_COLLECT);
  assert_issues (application, DESK_STEP_REVIEW,
                 "applicant.id_number=not_confirmed consent=not_accepted "
                 "attachments.id_front=missing attachments.id_back=missing ink=empty_signature "
                 "contract.read=missing delivery.branch=missing");

  desk_application_set_identity_check_id (application, "check");
  desk_application_set_consent (application, "1", SHA256, 1);
  choose (application, DESK_ATTACHMENT_ID_FRONT, 200000);
  choose (application, DESK_ATTACHMENT_ID_BACK, 200000);
  sign (application);
  desk_application_set_ink_confirmed (application, TRUE);
  desk_application_set_contract_sha256 (application, SHA256);
  desk_application_set_contract_read (application, TRUE);
  desk_delivery_set_branch (desk_application_get_delivery (application), "hohhot");
  assert_issues (application, DESK_STEP_REVIEW, "");

  desk_applicant_set_mobile (desk_application_get_applicant (application), "13912348000");
  assert_issues (application, DESK_STEP_REVIEW,
                 "applicant.id_number=not_confirmed contract.read=missing");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/application-rules/identity", test_identity);
  g_test_add_func ("/model/application-rules/consent", test_consent);
  g_test_add_func ("/model/application-rules/evidence", test_evidence);
  g_test_add_func ("/model/application-rules/empty-signature-confirmed",
                   test_empty_signature_confirmed);
  g_test_add_func ("/model/application-rules/contract", test_contract);
  g_test_add_func ("/model/application-rules/form", test_form);
  g_test_add_func ("/model/application-rules/delivery-and-attachments",
                   test_delivery_and_attachments);
  g_test_add_func ("/model/application-rules/review", test_review);
  return g_test_run ();
}
