/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-wire-draft.h"

#include "desk-wire-text.h"

static void
draw (DeskInk *ink, int from)
{
  desk_ink_begin_stroke (ink);
  for (int i = 0; i < 20; i++) {
    DeskInkPoint point = { from + i * 100, i * 50, i * 16, 400 + i };

    desk_ink_add_point (ink, &point);
  }
  desk_ink_end_stroke (ink);
}

/* Everything filled in, in the form a person types it. */
static DeskApplication *
new_complete (void)
{
  DeskApplication *application = desk_application_new ("0193a5c0-1234-7abc-8def-0123456789ab");
  g_autoptr (GBytes) content = g_bytes_new_static ("abc", 3);

  desk_application_set_owner (application, "account");
  desk_application_set_order (application, "order", "20261122-0001", 5);
  desk_application_set_submitted (application, TRUE);
  g_object_set (desk_application_get_applicant (application), "id-type", "05", "name",
                " 阿依•古丽 ", "id-number", "e 123", "mobile", "+86 138", NULL);
  desk_application_set_identity_check_id (application, "check");
  desk_application_set_consent (application, "1", SHA256, 1795329000);
  desk_ink_set_height (desk_application_get_ink (application), 3500);
  draw (desk_application_get_ink (application), 0);
  draw (desk_application_get_ink (application), 5000);
  desk_application_set_ink_confirmed (application, TRUE);
  desk_application_set_signing_mode (application, DESK_SIGNING_UKEY);
  desk_application_set_contract_sha256 (application, SHA256);
  desk_application_set_contract_read (application, TRUE);
  desk_application_set_validity_years (application, 3);
  desk_application_set_seal_kind (application, DESK_SEAL_PERSONAL_NAME);
  g_object_set (desk_application_get_invoice (application), "kind", DESK_INVOICE_NONE, "buyer-kind",
                DESK_BUYER_ORGANISATION, "title", " 某某 ", "email", "a@", "account", "06 02",
                NULL);
  g_object_set (desk_application_get_delivery (application), "method", DESK_DELIVERY_COLLECT,
                "carrier", DESK_CARRIER_EMS, "address", "新华\"大街\"\\\n", "branch", "hohhot",
                NULL);
  desk_attachment_set_content (
      desk_application_get_attachment (application, DESK_ATTACHMENT_ID_FRONT), content, "正面.jpg");
  desk_attachment_set_state (
      desk_application_get_attachment (application, DESK_ATTACHMENT_ID_FRONT),
      DESK_ATTACHMENT_UPLOADED);
  desk_attachment_set_content (
      desk_application_get_attachment (application, DESK_ATTACHMENT_ID_BACK), content, "b.jpg");
  desk_attachment_set_problem (
      desk_application_get_attachment (application, DESK_ATTACHMENT_ID_BACK),
      DESK_FIELD_FILE_DAMAGED);
  desk_application_set_step (application, DESK_STEP_DELIVERY);
  desk_application_set_step (application, DESK_STEP_CONTRACT);
  return application;
}

static DeskApplication *
round_trip (DeskApplication *application)
{
  g_autoptr (JsonNode) node = desk_wire_draft_to_json (application);
  g_autoptr (GBytes) bytes = desk_wire_print (node);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) parsed = desk_wire_parse (bytes, &error);
  DeskApplication *back;

  g_assert_no_error (error);
  back = desk_wire_draft_from_json (parsed, &error);
  g_assert_no_error (error);
  return back;
}

static void
assert_same (DeskApplication *a, DeskApplication *b)
{
  g_autoptr (JsonNode) first = desk_wire_draft_to_json (a);
  g_autoptr (JsonNode) second = desk_wire_draft_to_json (b);
  g_autofree char *first_text = json_to_string (first, FALSE);
  g_autofree char *second_text = json_to_string (second, FALSE);

  g_assert_cmpstr (first_text, ==, second_text);
}

static void
test_complete (void)
{
  g_autoptr (DeskApplication) application = new_complete ();
  g_autoptr (DeskApplication) back = round_trip (application);
  DeskAttachment *picture = desk_application_get_attachment (back, DESK_ATTACHMENT_ID_FRONT);
  guint n_points;

  assert_same (application, back);

  /* Not only written the same: it is the same. */
  g_assert_cmpstr (desk_application_get_id (back), ==, desk_application_get_id (application));
  g_assert_cmpstr (desk_application_get_owner (back), ==, "account");
  g_assert_cmpint (desk_application_get_order_version (back), ==, 5);
  g_assert_true (desk_application_get_submitted (back));
  g_assert_cmpint (desk_application_get_step (back), ==, DESK_STEP_CONTRACT);
  g_assert_cmpint (desk_application_get_furthest_step (back), ==, DESK_STEP_DELIVERY);
  g_assert_cmpstr (desk_applicant_get_name (desk_application_get_applicant (back)), ==,
                   " 阿依•古丽 ");
  g_assert_cmpstr (desk_application_get_identity_check_id (back), ==, "check");
  g_assert_cmpint (desk_application_get_consent_time (back), ==, 1795329000);
  g_assert_cmpuint (desk_ink_get_n_strokes (desk_application_get_ink (back)), ==, 2);
  g_assert_cmpint (desk_ink_get_stroke (desk_application_get_ink (back), 1, &n_points)[19].pressure,
                   ==, 419);
  g_assert_true (desk_application_get_ink_confirmed (back));
  g_assert_cmpint (desk_application_get_signing_mode (back), ==, DESK_SIGNING_UKEY);
  g_assert_cmpstr (desk_application_get_contract_sha256 (back), ==, SHA256);
  g_assert_true (desk_application_get_contract_read (back));
  g_assert_cmpint (desk_application_get_validity_years (back), ==, 3);
  g_assert_cmpstr (desk_invoice_get_title (desk_application_get_invoice (back)), ==, " 某某 ");
  g_assert_cmpstr (desk_delivery_get_address (desk_application_get_delivery (back)), ==,
                   "新华\"大街\"\\\n");
  g_assert_cmpint (desk_attachment_get_state (picture), ==, DESK_ATTACHMENT_UPLOADED);
  g_assert_cmpstr (desk_attachment_get_sha256 (picture), ==, SHA256);
  g_assert_cmpstr (desk_attachment_get_file_name (picture), ==, "正面.jpg");
  g_assert_null (desk_attachment_get_content (picture));
  picture = desk_application_get_attachment (back, DESK_ATTACHMENT_ID_BACK);
  g_assert_cmpint (desk_attachment_get_state (picture), ==, DESK_ATTACHMENT_FAILED);
  g_assert_cmpint (desk_attachment_get_problem (picture), ==, DESK_FIELD_FILE_DAMAGED);
}

static void
test_new (void)
{
  g_autoptr (DeskApplication) application = desk_application_new ("a");
  g_autoptr (DeskApplication) back = round_trip (application);

  assert_same (application, back);
  g_assert_null (desk_application_get_order_id (back));
  g_assert_null (desk_application_get_consent_sha256 (back));
}

/* As it was written before an owner and a submission were kept. */
static void
test_older (void)
{
  g_autoptr (DeskApplication) application = new_complete ();
  g_autoptr (JsonNode) node = desk_wire_draft_to_json (application);
  JsonObject *json = json_node_get_object (node);
  g_autoptr (DeskApplication) back = NULL;
  g_autoptr (GError) error = NULL;

  json_object_remove_member (json, "owner");
  json_object_remove_member (json_object_get_object_member (json, "order"), "submitted");
  back = desk_wire_draft_from_json (node, &error);
  g_assert_no_error (error);
  g_assert_null (desk_application_get_owner (back));
  g_assert_false (desk_application_get_submitted (back));
  g_assert_cmpstr (desk_application_get_order_id (back), ==, "order");
}

/* The application that came back knows what a change undoes. */
static void
test_alive (void)
{
  g_autoptr (DeskApplication) application = new_complete ();
  g_autoptr (DeskApplication) back = round_trip (application);

  desk_applicant_set_name (desk_application_get_applicant (back), "阿依·古丽");
  g_assert_nonnull (desk_application_get_identity_check_id (back));
  desk_applicant_set_name (desk_application_get_applicant (back), "李四");
  g_assert_null (desk_application_get_identity_check_id (back));
}

static void
test_interrupted_upload (void)
{
  g_autoptr (DeskApplication) application = new_complete ();
  g_autoptr (DeskApplication) back = NULL;

  desk_attachment_set_state (
      desk_application_get_attachment (application, DESK_ATTACHMENT_ID_FRONT),
      DESK_ATTACHMENT_UPLOADING);
  back = round_trip (application);
  g_assert_cmpint (
      desk_attachment_get_state (desk_application_get_attachment (back, DESK_ATTACHMENT_ID_FRONT)),
      ==, DESK_ATTACHMENT_LOCAL);
}

/* Whatever gets into a field, the draft can be opened again. */
static void
test_pasted_nonsense (void)
{
  g_autoptr (DeskApplication) application = desk_application_new ("a");
  g_autoptr (DeskApplication) back = NULL;
  g_autoptr (GString) novel = g_string_new (NULL);

  for (int i = 0; i < 200000; i++)
    g_string_append (novel, "字");
  desk_applicant_set_name (desk_application_get_applicant (application), novel->str);
  desk_applicant_set_mobile (desk_application_get_applicant (application), "138\xff\xfe");
  back = round_trip (application);
  g_assert_cmpint (
      g_utf8_strlen (desk_applicant_get_name (desk_application_get_applicant (back)), -1), ==,
      1000);
  g_assert_true (
      g_str_has_prefix (desk_applicant_get_mobile (desk_application_get_applicant (back)), "138"));
}

static void
test_refused (void)
{
  g_autoptr (DeskApplication) application = new_complete ();
  g_autoptr (JsonNode) node = desk_wire_draft_to_json (application);
  g_autoptr (JsonNode) array = desk_wire_from_text ("[]");
  g_autoptr (GList) members = json_object_get_members (json_node_get_object (node));
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_wire_draft_from_json (array, &error));
  g_assert_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_INVALID_JSON);
  g_clear_error (&error);

  /* Each member in turn as something else; a later version, too, is something else. */
  for (GList *l = members; l != NULL; l = l->next) {
    JsonObject *object = json_node_get_object (node);
    g_autofree char *member = g_strdup (l->data);
    JsonNode *kept = json_node_ref (json_object_get_member (object, member));

    json_object_set_member (object, member, json_node_init_int (json_node_alloc (), 12345));
    g_assert_null (desk_wire_draft_from_json (node, &error));
    g_assert_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_INVALID_FIELD);
    g_clear_error (&error);
    json_object_set_member (object, member, kept);
  }

  json_object_set_int_member (json_node_get_object (node), "more", 1);
  g_assert_null (desk_wire_draft_from_json (node, &error));
  g_assert_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_UNKNOWN_MEMBER);
}

static void
test_half_a_consent (void)
{
  g_autoptr (DeskApplication) application = new_complete ();
  g_autoptr (JsonNode) node = desk_wire_draft_to_json (application);
  JsonObject *consent = json_object_get_object_member (json_node_get_object (node), "consent");
  GError *error = NULL;

  json_object_set_null_member (consent, "sha256");
  g_assert_null (desk_wire_draft_from_json (node, &error));
  desk_wire_assert_field (error, "consent.version", DESK_FIELD_MISMATCH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/draft/complete", test_complete);
  g_test_add_func ("/wire/draft/new", test_new);
  g_test_add_func ("/wire/draft/older", test_older);
  g_test_add_func ("/wire/draft/alive", test_alive);
  g_test_add_func ("/wire/draft/interrupted-upload", test_interrupted_upload);
  g_test_add_func ("/wire/draft/pasted-nonsense", test_pasted_nonsense);
  g_test_add_func ("/wire/draft/refused", test_refused);
  g_test_add_func ("/wire/draft/half-a-consent", test_half_a_consent);
  return g_test_run ();
}
