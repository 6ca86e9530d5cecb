/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-flow-fixture.h"

#include "desk-db.h"
#include "desk-test-async.h"
#include "desk-test-files.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#define PICTURE_WIDTH  480
#define PICTURE_HEIGHT 320

static void
start_client (DeskFlowFixture *self)
{
  g_autoptr (GError) error = NULL;
  const DeskFlowsConfig config = {
    .server = self->proxy != NULL ? desk_test_proxy_get_url (self->proxy)
                                  : desk_test_backend_get_url (self->backend),
    .data_dir = self->data_dir,
    .ukey_module = self->module,
  };

  self->flows = desk_flows_new (&config, &error);
  g_assert_no_error (error);
}

static void
end_client (DeskFlowFixture *self)
{
  desk_flows_close (self->flows);
  desk_test_async_settle ();
  g_assert_finalize_object (self->flows);
}

DeskFlowFixture *
desk_flow_fixture_new (gboolean is_direct, const char *module)
{
  DeskFlowFixture *self;

  if (!desk_test_backend_is_built ()) {
    g_test_skip ("certdeskd was not built");
    return NULL;
  }

  self = g_new0 (DeskFlowFixture, 1);
  self->backend = desk_test_backend_start ();
  self->proxy = is_direct ? NULL : desk_test_proxy_new (self->backend);
  self->data_dir = desk_test_files_make_directory ();
  self->module = g_strdup (module);
  start_client (self);
  return self;
}

void
desk_flow_fixture_free (DeskFlowFixture *self)
{
  end_client (self);
  g_clear_pointer (&self->proxy, desk_test_proxy_free);
  desk_test_backend_stop (self->backend);
  desk_test_files_remove (self->data_dir);
  g_free (self->data_dir);
  g_free (self->module);
  g_free (self);
}

void
desk_flow_fixture_restart_client (DeskFlowFixture *self)
{
  end_client (self);
  start_client (self);
}

void
desk_flow_fixture_sign_in (DeskFlowFixture *self)
{
  desk_flow_fixture_sign_in_as (self, DESK_FLOW_FIXTURE_PHONE);
}

void
desk_flow_fixture_sign_in_as (DeskFlowFixture *self, const char *phone)
{
  g_autoptr (DeskSignInFlow) flow = desk_flows_new_sign_in (self->flows);
  g_autoptr (GAsyncResult) requested = NULL;
  g_autoptr (GAsyncResult) signed_in = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;

  desk_sign_in_flow_set_phone (flow, phone);
  desk_sign_in_flow_request_code_async (flow, NULL, desk_test_async_ready, &requested);
  desk_test_async_wait (&requested);
  desk_sign_in_flow_request_code_finish (flow, requested, &error);
  g_assert_no_error (error);

  code = desk_test_backend_get_code (self->backend, phone);
  desk_sign_in_flow_set_code (flow, code);
  desk_sign_in_flow_sign_in_async (flow, NULL, desk_test_async_ready, &signed_in);
  desk_test_async_wait (&signed_in);
  desk_sign_in_flow_sign_in_finish (flow, signed_in, &error);
  g_assert_no_error (error);
}

void
desk_flow_fixture_sign_out (DeskFlowFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_flows_sign_out_async (self->flows, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  desk_flows_sign_out_finish (self->flows, result, &error);
  g_assert_no_error (error);
}

void
desk_flow_fixture_change_server (DeskFlowFixture *self, const char *sql)
{
  g_autofree char *path
      = g_build_filename (desk_test_backend_get_data_dir (self->backend), "backend.db", NULL);
  g_autoptr (GError) error = NULL;
  DeskDb *db;

  desk_test_backend_kill (self->backend);
  db = desk_db_open (path, DESK_DB_DURABLE, &error);
  g_assert_no_error (error);
  desk_db_exec (db, sql, &error);
  g_assert_no_error (error);
  desk_db_free (db);
  desk_test_backend_restart (self->backend);
}

DeskApplyFlow *
desk_flow_fixture_open (DeskFlowFixture *self, const char *draft_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DeskApplyFlow *flow;

  desk_flows_open_application_async (self->flows, draft_id, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  flow = desk_flows_open_application_finish (self->flows, result, &error);
  g_assert_no_error (error);
  return flow;
}

GFile *
desk_flow_fixture_make_picture (const char *directory, guint seed)
{
  g_autoptr (GdkPixbuf) pixbuf
      = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, PICTURE_WIDTH, PICTURE_HEIGHT);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree char *name = g_strdup_printf ("picture-%u.jpg", seed);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  guint length;
  guchar *pixels = gdk_pixbuf_get_pixels_with_length (pixbuf, &length);
  g_autoptr (GError) error = NULL;

  /* Noise does not compress: about 270 KiB. */
  for (guint i = 0; i < length; i++)
    pixels[i] = (guchar) g_rand_int (random);
  gdk_pixbuf_save (pixbuf, path, "jpeg", &error, "quality", "95", NULL);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static void
choose_picture (DeskFlowFixture *self, DeskApplyFlow *flow, DeskAttachmentKind kind)
{
  g_autoptr (GFile) file = desk_flow_fixture_make_picture (self->data_dir, (guint) kind + 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_apply_flow_choose_file_async (flow, kind, file, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  desk_apply_flow_choose_file_finish (flow, result, &error);
  g_assert_no_error (error);
}

static void
write_signature (DeskInk *ink)
{
  for (int stroke = 0; stroke < 3; stroke++) {
    desk_ink_begin_stroke (ink);
    for (int i = 0; i < 20; i++)
      desk_ink_add_point (
          ink, &(DeskInkPoint){ 1000 + 300 * i, 800 + 900 * stroke, 500 * stroke + 10 * i, 500 });
    desk_ink_end_stroke (ink);
  }
}

/* May fail where there is no network; what is shown then is what was there. */
static void
load_step (DeskApplyFlow *flow, DeskStep step)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean is_loaded = FALSE;

  for (int i = 0; i < 8 && !is_loaded; i++) {
    g_clear_object (&result);
    desk_apply_flow_load_step_async (flow, step, NULL, desk_test_async_ready, &result);
    desk_test_async_wait (&result);
    is_loaded = desk_apply_flow_load_step_finish (flow, result, NULL);
  }

  g_assert_true (is_loaded);
}

static void
fill_identity (DeskApplication *application)
{
  DeskApplicant *applicant = desk_application_get_applicant (application);

  desk_applicant_set_id_type (applicant, "01");
  desk_applicant_set_name (applicant, DESK_FLOW_FIXTURE_NAME);
  desk_applicant_set_id_number (applicant, "11010519491231002X");
  desk_applicant_set_mobile (applicant, DESK_FLOW_FIXTURE_PHONE);
}

static void
fill_delivery (DeskApplication *application)
{
  DeskDelivery *delivery = desk_application_get_delivery (application);

  desk_delivery_set_method (delivery, DESK_DELIVERY_MAIL);
  desk_delivery_set_carrier (delivery, DESK_CARRIER_EMS);
  desk_delivery_set_recipient (delivery, DESK_FLOW_FIXTURE_NAME);
  desk_delivery_set_phone (delivery, DESK_FLOW_FIXTURE_PHONE);
  desk_delivery_set_region (delivery, "内蒙古自治区 呼和浩特市 赛罕区");
  desk_delivery_set_address (delivery, "大学东街1号");
}

void
desk_flow_fixture_fill (DeskFlowFixture *self, DeskApplyFlow *flow, DeskStep step)
{
  DeskApplication *application = desk_apply_flow_get_application (flow);

  load_step (flow, step);

  switch (step) {
  case DESK_STEP_IDENTITY:
    fill_identity (application);
    break;
  case DESK_STEP_CONSENT:
    g_assert_true (desk_apply_flow_set_agreed (flow, TRUE));
    break;
  case DESK_STEP_EVIDENCE:
    choose_picture (self, flow, DESK_ATTACHMENT_ID_FRONT);
    choose_picture (self, flow, DESK_ATTACHMENT_ID_BACK);
    write_signature (desk_application_get_ink (application));
    desk_application_set_ink_confirmed (application, TRUE);
    break;
  case DESK_STEP_CONTRACT:
    desk_application_set_contract_read (application, TRUE);
    break;
  case DESK_STEP_FORM:
    desk_application_set_validity_years (application, 2);
    break;
  case DESK_STEP_DELIVERY:
    fill_delivery (application);
    break;
  case DESK_STEP_ATTACHMENTS:
    choose_picture (self, flow, DESK_ATTACHMENT_SUPPORTING);
    break;
  case DESK_STEP_REVIEW:
  default:
    break;
  }
}

gboolean
desk_flow_fixture_complete (DeskApplyFlow *flow,
                            DeskStep step,
                            const DeskStepConfirmation *confirmation,
                            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_apply_flow_complete_step_async (flow, step, confirmation, NULL, desk_test_async_ready,
                                       &result);
  desk_test_async_wait (&result);
  g_assert_false (desk_apply_flow_get_busy (flow));
  return desk_apply_flow_complete_step_finish (flow, result, error);
}

char *
desk_flow_fixture_request_code (DeskFlowFixture *self, DeskApplyFlow *flow)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_apply_flow_request_code_async (flow, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  desk_apply_flow_request_code_finish (flow, result, &error);
  g_assert_no_error (error);
  return desk_test_backend_get_code (self->backend, DESK_FLOW_FIXTURE_PHONE);
}

void
desk_flow_fixture_go (DeskFlowFixture *self, DeskApplyFlow *flow, DeskStep first, DeskStep last)
{
  for (DeskStep step = first; step <= last; step++) {
    g_autofree char *code = NULL;
    g_autoptr (GError) error = NULL;
    DeskStepConfirmation confirmation = { 0 };

    desk_flow_fixture_fill (self, flow, step);
    if (step == DESK_STEP_EVIDENCE)
      confirmation.sms_code = code = desk_flow_fixture_request_code (self, flow);
    desk_flow_fixture_complete (flow, step, &confirmation, &error);
    g_assert_no_error (error);
  }
}
