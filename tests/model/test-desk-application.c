/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-application.h"

#define SHA256 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void
count (guint *n)
{
  (*n)++;
}

static void
draw (DeskInk *ink)
{
  DeskInkPoint point = { 1, 1, 0, 500 };

  desk_ink_begin_stroke (ink);
  desk_ink_add_point (ink, &point);
  desk_ink_end_stroke (ink);
}

static DeskApplication *
new_complete (void)
{
  DeskApplication *application = desk_application_new ("id");
  DeskApplicant *applicant = desk_application_get_applicant (application);

  desk_applicant_set_name (applicant, "张三");
  desk_application_set_identity_check_id (application, "check");
  desk_application_set_consent (application, "1", SHA256, 1000);
  draw (desk_application_get_ink (application));
  desk_application_set_ink_confirmed (application, TRUE);
  desk_application_set_contract_sha256 (application, SHA256);
  desk_application_set_contract_read (application, TRUE);
  return application;
}

static void
test_defaults (void)
{
  g_autoptr (DeskApplication) application = desk_application_new ("id");

  g_assert_cmpstr (desk_application_get_id (application), ==, "id");
  g_assert_null (desk_application_get_order_id (application));
  g_assert_null (desk_application_get_order_number (application));
  g_assert_null (desk_application_get_identity_check_id (application));
  g_assert_null (desk_application_get_consent_version (application));
  g_assert_null (desk_application_get_contract_sha256 (application));
  g_assert_cmpint (desk_application_get_validity_years (application), ==, 1);
  g_assert_cmpint (desk_application_get_step (application), ==, DESK_STEP_IDENTITY);
  for (int i = 0; i < DESK_ATTACHMENT_N_KINDS; i++)
    g_assert_cmpint (desk_attachment_get_kind (
                         desk_application_get_attachment (application, (DeskAttachmentKind) i)),
                     ==, i);
  g_assert_finalize_object (g_steal_pointer (&application));
}

static void
test_another_applicant (void)
{
  g_autoptr (DeskApplication) application = new_complete ();
  DeskApplicant *applicant = desk_application_get_applicant (application);

  /* The same name. */
  desk_applicant_set_name (applicant, " 张三 ");
  g_assert_cmpstr (desk_application_get_identity_check_id (application), ==, "check");

  desk_applicant_set_name (applicant, "李四");
  g_assert_null (desk_application_get_identity_check_id (application));
  g_assert_null (desk_application_get_contract_sha256 (application));
  g_assert_false (desk_application_get_contract_read (application));
  g_assert_nonnull (desk_application_get_consent_sha256 (application));
}

static void
test_each_part_of_the_identity (void)
{
  static const char *const properties[] = { "id-type", "name", "id-number", "mobile" };

  for (size_t i = 0; i < G_N_ELEMENTS (properties); i++) {
    g_autoptr (DeskApplication) application = new_complete ();

    g_object_set (desk_application_get_applicant (application), properties[i], "05", NULL);
    g_assert_null (desk_application_get_identity_check_id (application));
  }
}

static void
test_other_ink (void)
{
  g_autoptr (DeskApplication) application = new_complete ();

  draw (desk_application_get_ink (application));
  g_assert_false (desk_application_get_ink_confirmed (application));
  g_assert_null (desk_application_get_contract_sha256 (application));
  g_assert_nonnull (desk_application_get_identity_check_id (application));
}

static void
test_other_consent (void)
{
  g_autoptr (DeskApplication) application = new_complete ();

  desk_application_set_consent (application, "1", SHA256, 2000);
  g_assert_nonnull (desk_application_get_contract_sha256 (application));
  g_assert_cmpint (desk_application_get_consent_time (application), ==, 2000);

  desk_application_set_consent (application, NULL, NULL, 0);
  g_assert_null (desk_application_get_contract_sha256 (application));
  g_assert_true (desk_application_get_ink_confirmed (application));
}

static void
test_other_signing_mode (void)
{
  g_autoptr (DeskApplication) application = new_complete ();

  desk_application_set_signing_mode (application, DESK_SIGNING_ONE_OFF);
  g_assert_nonnull (desk_application_get_contract_sha256 (application));
  g_object_set (application, "signing-mode", DESK_SIGNING_UKEY, NULL);
  g_assert_null (desk_application_get_contract_sha256 (application));
}

static void
test_other_contract (void)
{
  g_autoptr (DeskApplication) application = new_complete ();

  desk_application_set_contract_sha256 (application, SHA256);
  g_assert_true (desk_application_get_contract_read (application));
  desk_application_set_contract_sha256 (application, "00");
  g_assert_false (desk_application_get_contract_read (application));
}

static void
test_steps (void)
{
  g_autoptr (DeskApplication) application = desk_application_new ("id");

  desk_application_set_step (application, DESK_STEP_FORM);
  desk_application_set_step (application, DESK_STEP_CONSENT);
  g_assert_cmpint (desk_application_get_step (application), ==, DESK_STEP_CONSENT);
  g_assert_cmpint (desk_application_get_furthest_step (application), ==, DESK_STEP_FORM);
  g_object_set (application, "step", DESK_STEP_REVIEW, NULL);
  g_assert_cmpint (desk_application_get_furthest_step (application), ==, DESK_STEP_REVIEW);
}

static void
test_changed (void)
{
  g_autoptr (DeskApplication) application = desk_application_new ("id");
  DeskAttachment *attachment
      = desk_application_get_attachment (application, DESK_ATTACHMENT_SUPPORTING);
  g_autoptr (GBytes) content = g_bytes_new_static ("abc", 3);
  guint n = 0;
  guint before;

  g_signal_connect_swapped (application, "changed", G_CALLBACK (count), &n);

#define ASSERT_CHANGES(statement)                                                                  \
  before = n;                                                                                      \
  statement;                                                                                       \
  g_assert_cmpuint (n, >, before)

  ASSERT_CHANGES (
      desk_applicant_set_mobile (desk_application_get_applicant (application), "13812348000"));
  ASSERT_CHANGES (draw (desk_application_get_ink (application)));
  ASSERT_CHANGES (desk_invoice_set_title (desk_application_get_invoice (application), "a"));
  ASSERT_CHANGES (desk_delivery_set_branch (desk_application_get_delivery (application), "a"));
  ASSERT_CHANGES (desk_attachment_set_content (attachment, content, "a.jpg"));
  ASSERT_CHANGES (desk_attachment_set_problem (attachment, DESK_FIELD_FILE_DAMAGED));
  ASSERT_CHANGES (desk_application_set_step (application, DESK_STEP_CONSENT));
  ASSERT_CHANGES (desk_application_set_order (application, "a", "b", 1));
  ASSERT_CHANGES (desk_application_set_identity_check_id (application, "a"));
  ASSERT_CHANGES (desk_application_set_consent (application, "1", SHA256, 1));
  ASSERT_CHANGES (desk_application_set_ink_confirmed (application, TRUE));
  ASSERT_CHANGES (desk_application_set_signing_mode (application, DESK_SIGNING_UKEY));
  ASSERT_CHANGES (desk_application_set_contract_sha256 (application, SHA256));
  ASSERT_CHANGES (desk_application_set_contract_read (application, TRUE));
  ASSERT_CHANGES (desk_application_set_validity_years (application, 2));
  ASSERT_CHANGES (desk_application_set_seal_kind (application, DESK_SEAL_PERSONAL_NAME));
#undef ASSERT_CHANGES

  /* Nothing new, and nothing to be saved. */
  before = n;
  desk_application_set_validity_years (application, 2);
  desk_application_set_order (application, "a", "b", 1);
  desk_application_set_step (application, DESK_STEP_CONSENT);
  desk_attachment_set_progress (attachment, 0.3);
  g_assert_cmpuint (n, ==, before);

  g_assert_cmpstr (desk_application_get_order_number (application), ==, "b");
  g_assert_cmpint (desk_application_get_order_version (application), ==, 1);
  g_assert_cmpint (desk_application_get_seal_kind (application), ==, DESK_SEAL_PERSONAL_NAME);
}

static void
test_properties (void)
{
  g_autoptr (DeskApplication) application = new_complete ();
  g_autoptr (DeskInk) ink = NULL;
  g_autoptr (DeskApplicant) applicant = NULL;
  g_autoptr (DeskInvoice) invoice = NULL;
  g_autoptr (DeskDelivery) delivery = NULL;
  g_autofree char *sha256 = NULL;
  gboolean confirmed;
  gboolean read;

  g_object_get (application, "ink", &ink, "applicant", &applicant, "invoice", &invoice, "delivery",
                &delivery, "contract-sha256", &sha256, "ink-confirmed", &confirmed, "contract-read",
                &read, NULL);
  g_assert_true (ink == desk_application_get_ink (application));
  g_assert_true (applicant == desk_application_get_applicant (application));
  g_assert_true (invoice == desk_application_get_invoice (application));
  g_assert_true (delivery == desk_application_get_delivery (application));
  g_assert_cmpstr (sha256, ==, SHA256);
  g_assert_true (confirmed && read);

  g_object_set (application, "ink-confirmed", FALSE, "contract-read", FALSE, "validity-years", 3,
                NULL);
  g_assert_false (desk_application_get_ink_confirmed (application));
  g_assert_false (desk_application_get_contract_read (application));
  g_assert_cmpint (desk_application_get_validity_years (application), ==, 3);
}

/* Parts that outlive the application must not reach back to it. */
static void
test_parts_outlive (void)
{
  g_autoptr (DeskApplication) application = new_complete ();
  g_autoptr (DeskInk) ink = g_object_ref (desk_application_get_ink (application));

  g_assert_finalize_object (g_steal_pointer (&application));
  draw (ink);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/application/defaults", test_defaults);
  g_test_add_func ("/model/application/another-applicant", test_another_applicant);
  g_test_add_func ("/model/application/each-part-of-the-identity", test_each_part_of_the_identity);
  g_test_add_func ("/model/application/other-ink", test_other_ink);
  g_test_add_func ("/model/application/other-consent", test_other_consent);
  g_test_add_func ("/model/application/other-signing-mode", test_other_signing_mode);
  g_test_add_func ("/model/application/other-contract", test_other_contract);
  g_test_add_func ("/model/application/steps", test_steps);
  g_test_add_func ("/model/application/changed", test_changed);
  g_test_add_func ("/model/application/properties", test_properties);
  g_test_add_func ("/model/application/parts-outlive", test_parts_outlive);
  return g_test_run ();
}
