/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire-draft.h"

#include "desk-wire-ink.h"
#include "desk-wire-message.h"
#include "desk-wire-parts.h"

#define TEXT_MAX   200
#define NUMBER_MAX ((gint64) 1000 * 1000 * 1000 * 1000)

static JsonObject *
add_object (JsonObject *json, const char *member)
{
  JsonObject *child = json_object_new ();

  json_object_set_object_member (json, member, child);
  return child;
}

static void
add_order (JsonObject *json, DeskApplication *application)
{
  JsonObject *order = add_object (json, "order");

  desk_wire_set_text (order, "id", desk_application_get_order_id (application));
  desk_wire_set_text (order, "number", desk_application_get_order_number (application));
  json_object_set_boolean_member (order, "submitted", desk_application_get_submitted (application));
  json_object_set_int_member (order, "version", desk_application_get_order_version (application));
}

static void
add_consent (JsonObject *json, DeskApplication *application)
{
  JsonObject *consent = add_object (json, "consent");

  desk_wire_set_text (consent, "version", desk_application_get_consent_version (application));
  desk_wire_set_text (consent, "sha256", desk_application_get_consent_sha256 (application));
  json_object_set_int_member (consent, "time", desk_application_get_consent_time (application));
}

static void
add_attachments (JsonObject *json, DeskApplication *application)
{
  JsonObject *attachments = add_object (json, "attachments");

  for (int i = 0; i < DESK_ATTACHMENT_N_KINDS; i++) {
    DeskAttachment *attachment
        = desk_application_get_attachment (application, (DeskAttachmentKind) i);
    JsonObject *entry
        = add_object (attachments, desk_attachment_kind_get_code ((DeskAttachmentKind) i));
    g_autofree char *file_name
        = desk_wire_dup_readable (desk_attachment_get_file_name (attachment));
    DeskAttachmentState state = desk_attachment_get_state (attachment);

    /* Whoever opens the draft does not go on with an upload that was under way. */
    if (state == DESK_ATTACHMENT_UPLOADING)
      state = DESK_ATTACHMENT_LOCAL;
    desk_wire_set_enum (entry, "state", DESK_TYPE_ATTACHMENT_STATE, (int) state);
    desk_wire_set_text (entry, "file_name", file_name);
    desk_wire_set_text (entry, "sha256", desk_attachment_get_sha256 (attachment));
    desk_wire_set_text (entry, "problem",
                        desk_field_problem_get_code (desk_attachment_get_problem (attachment)));
  }
}

JsonNode *
desk_wire_draft_to_json (DeskApplication *application)
{
  JsonObject *json = json_object_new ();

  json_object_set_int_member (json, "format", DESK_WIRE_DRAFT_VERSION);
  desk_wire_set_text (json, "id", desk_application_get_id (application));
  desk_wire_set_text (json, "owner", desk_application_get_owner (application));
  desk_wire_set_enum (json, "step", DESK_TYPE_STEP, (int) desk_application_get_step (application));
  desk_wire_set_enum (json, "furthest_step", DESK_TYPE_STEP,
                      (int) desk_application_get_furthest_step (application));
  add_order (json, application);
  desk_wire_applicant_add (desk_application_get_applicant (application), DESK_WIRE_AS_TYPED,
                           add_object (json, "applicant"));
  desk_wire_set_text (json, "identity_check_id",
                      desk_application_get_identity_check_id (application));
  add_consent (json, application);
  json_object_set_member (json, "ink",
                          desk_wire_ink_to_json (desk_application_get_ink (application)));
  json_object_set_boolean_member (json, "ink_confirmed",
                                  desk_application_get_ink_confirmed (application));
  desk_wire_set_enum (json, "signing_mode", DESK_TYPE_SIGNING_MODE,
                      (int) desk_application_get_signing_mode (application));
  desk_wire_set_text (json, "contract_sha256", desk_application_get_contract_sha256 (application));
  json_object_set_boolean_member (json, "contract_read",
                                  desk_application_get_contract_read (application));
  json_object_set_int_member (json, "validity_years",
                              desk_application_get_validity_years (application));
  desk_wire_set_enum (json, "seal_kind", DESK_TYPE_SEAL_KIND,
                      (int) desk_application_get_seal_kind (application));
  desk_wire_invoice_add_all (desk_application_get_invoice (application), DESK_WIRE_AS_TYPED,
                             add_object (json, "invoice"));
  desk_wire_delivery_add_all (desk_application_get_delivery (application), DESK_WIRE_AS_TYPED,
                              add_object (json, "delivery"));
  add_attachments (json, application);

  return desk_wire_take_object (json);
}

static void
read_order (DeskWireReader *reader, DeskApplication *application)
{
  const char *id = desk_wire_reader_optional (reader, "id", TEXT_MAX);
  const char *number = desk_wire_reader_optional (reader, "number", TEXT_MAX);

  desk_application_set_order (application, id, number,
                              desk_wire_reader_int (reader, "version", 0, NUMBER_MAX));
  /* Drafts written before it was kept were removed when they were submitted. */
  if (desk_wire_reader_has (reader, "submitted"))
    desk_application_set_submitted (application, desk_wire_reader_bool (reader, "submitted"));
}

static void
read_consent (DeskWireReader *reader, DeskApplication *application)
{
  const char *version = desk_wire_reader_optional (reader, "version", TEXT_MAX);
  const char *sha256
      = desk_wire_reader_has (reader, "sha256") ? desk_wire_reader_sha256 (reader, "sha256") : NULL;
  gint64 time = desk_wire_reader_int (reader, "time", 0, NUMBER_MAX);

  if ((version == NULL) != (sha256 == NULL))
    desk_wire_reader_fail (reader, "version", DESK_FIELD_MISMATCH);
  else
    desk_application_set_consent (application, version, sha256, time);
}

static void
read_attachment (DeskWireReader *reader, DeskAttachment *attachment)
{
  DeskAttachmentState state
      = (DeskAttachmentState) desk_wire_reader_enum (reader, "state", DESK_TYPE_ATTACHMENT_STATE);
  const char *file_name = desk_wire_reader_string (reader, "file_name", DESK_WIRE_MAX_PROPERTY);
  const char *sha256
      = desk_wire_reader_has (reader, "sha256") ? desk_wire_reader_sha256 (reader, "sha256") : NULL;
  DeskFieldProblem problem = DESK_FIELD_OK;

  if (!desk_field_problem_from_code (desk_wire_reader_filled (reader, "problem", TEXT_MAX),
                                     &problem))
    desk_wire_reader_fail (reader, "problem", DESK_FIELD_NOT_ALLOWED);
  desk_attachment_restore (attachment, state, file_name, sha256, problem);
}

static void
read_attachments (DeskWireReader *reader, DeskApplication *application)
{
  for (int i = 0; i < DESK_ATTACHMENT_N_KINDS; i++) {
    DeskAttachmentKind kind = (DeskAttachmentKind) i;

    read_attachment (desk_wire_reader_object (reader, desk_attachment_kind_get_code (kind)),
                     desk_application_get_attachment (application, kind));
  }
}

/* What another part undoes when it changes comes after that part. */
static void
read_progress (DeskWireReader *reader, DeskApplication *application)
{
  desk_application_set_identity_check_id (
      application, desk_wire_reader_optional (reader, "identity_check_id", TEXT_MAX));
  desk_application_set_ink_confirmed (application, desk_wire_reader_bool (reader, "ink_confirmed"));
  desk_application_set_signing_mode (
      application,
      (DeskSigningMode) desk_wire_reader_enum (reader, "signing_mode", DESK_TYPE_SIGNING_MODE));
  desk_application_set_contract_sha256 (
      application, desk_wire_reader_optional (reader, "contract_sha256", TEXT_MAX));
  desk_application_set_contract_read (application, desk_wire_reader_bool (reader, "contract_read"));

  /* The furthest step is the highest one the application has ever been at. */
  desk_application_set_step (
      application, (DeskStep) desk_wire_reader_enum (reader, "furthest_step", DESK_TYPE_STEP));
  desk_application_set_step (application,
                             (DeskStep) desk_wire_reader_enum (reader, "step", DESK_TYPE_STEP));
}

DeskApplication *
desk_wire_draft_from_json (JsonNode *json, GError **error)
{
  g_autoptr (DeskWireReader) reader = NULL;
  g_autoptr (DeskApplication) application = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (json)) {
    g_set_error (error, DESK_WIRE_ERROR, DESK_WIRE_ERROR_INVALID_JSON, "a draft is an object");
    return NULL;
  }

  reader = desk_wire_reader_new (json_node_get_object (json), "", FALSE);
  desk_wire_reader_int (reader, "format", DESK_WIRE_DRAFT_VERSION, DESK_WIRE_DRAFT_VERSION);
  application = desk_application_new (desk_wire_reader_filled (reader, "id", TEXT_MAX));

  /* Drafts written before it was kept belong to nobody yet. */
  desk_application_set_owner (application, desk_wire_reader_optional (reader, "owner", TEXT_MAX));
  read_order (desk_wire_reader_object (reader, "order"), application);
  desk_wire_applicant_read (desk_wire_reader_object (reader, "applicant"), DESK_WIRE_AS_TYPED,
                            desk_application_get_applicant (application));
  read_consent (desk_wire_reader_object (reader, "consent"), application);
  desk_wire_ink_read (desk_wire_reader_object (reader, "ink"),
                      desk_application_get_ink (application));
  read_progress (reader, application);
  desk_application_set_validity_years (
      application, (int) desk_wire_reader_int (reader, "validity_years", 0, 100));
  desk_application_set_seal_kind (
      application, (DeskSealKind) desk_wire_reader_enum (reader, "seal_kind", DESK_TYPE_SEAL_KIND));
  desk_wire_invoice_read_all (desk_wire_reader_object (reader, "invoice"), DESK_WIRE_AS_TYPED,
                              desk_application_get_invoice (application));
  desk_wire_delivery_read_all (desk_wire_reader_object (reader, "delivery"), DESK_WIRE_AS_TYPED,
                               desk_application_get_delivery (application));
  read_attachments (desk_wire_reader_object (reader, "attachments"), application);

  return desk_wire_reader_finish (reader, error) ? g_steal_pointer (&application) : NULL;
}
