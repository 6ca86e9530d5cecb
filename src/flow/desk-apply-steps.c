/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-apply-step.h"

#include "desk-api-sms.h"
#include "desk-field.h"
#include "desk-flow-error.h"

GTask *
desk_apply_step_begin (DeskApplyFlow *flow,
                       gpointer source_tag,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (flow, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  /* The callback hears what happened, not what was wished for meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

gboolean
desk_apply_step_finish (DeskApplyFlow *flow, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, flow), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
desk_apply_step_drop_stale (DeskApplyFlow *flow, const GError *error)
{
  if (!g_error_matches (error, DESK_API_ERROR, DESK_API_ERROR_PROBLEM))
    return;

  if (g_str_equal (desk_api_error_get_code (error), "contract_stale"))
    desk_application_set_contract_sha256 (desk_apply_flow_get_application (flow), NULL);

  if (desk_issues_find (desk_api_error_get_issues (error), "consent") != DESK_FIELD_OK) {
    desk_apply_flow_set_agreed (flow, FALSE);
    desk_apply_flow_set_contract_text (flow, NULL, NULL, NULL);
  }
}

void
desk_apply_step_return_order (GTask *task, DeskOrder *order, GError *error)
{
  DeskApplyFlow *flow = g_task_get_source_object (task);
  g_autoptr (DeskOrder) owned = order;

  if (owned == NULL) {
    g_task_return_error (task, error);
    return;
  }

  desk_application_set_order (desk_apply_flow_get_application (flow), desk_order_get_id (owned),
                              desk_order_get_number (owned), desk_order_get_version (owned));
  g_task_return_boolean (task, TRUE);
}

/* What signing needs beyond the application itself: the code, or a certificate. */
static void
validate_confirmation (DeskApplyFlow *self,
                       const DeskStepConfirmation *confirmation,
                       DeskIssues *issues)
{
  DeskApplication *application = desk_apply_flow_get_application (self);
  gboolean has_key = confirmation != NULL && confirmation->certificate != NULL;
  g_autoptr (DeskStepConfirmation) trimmed = NULL;

  if (desk_application_get_contract_sha256 (application) != NULL)
    return;

  if (desk_application_get_signing_mode (application) == DESK_SIGNING_UKEY) {
    if (!has_key)
      desk_issues_add (issues, "certificate", DESK_FIELD_MISSING);
    return;
  }

  trimmed = desk_step_confirmation_copy (confirmation);
  desk_issues_add (issues, "sms_code",
                   trimmed->sms_code != NULL ? desk_field_check_sms_code (trimmed->sms_code)
                                             : DESK_FIELD_MISSING);
}

static void
on_step_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskApplyFlow *self = DESK_APPLY_FLOW (source);
  g_autoptr (GTask) task = user_data;
  DeskStep step = (DeskStep) GPOINTER_TO_INT (g_task_get_task_data (task));
  GError *error = NULL;

  desk_apply_flow_set_step_running (self, FALSE);
  if (!desk_apply_step_finish (self, result, &error)) {
    desk_apply_step_drop_stale (self, error);
    g_task_return_error (task, desk_apply_flow_take_error (self, error));
    return;
  }

  if (step < DESK_STEP_REVIEW)
    desk_application_set_step (desk_apply_flow_get_application (self), step + 1);
  g_task_return_boolean (task, TRUE);
}

static void
run_step (DeskApplyFlow *self, DeskStep step, const DeskStepConfirmation *confirmation, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  gpointer data = g_object_ref (task);

  switch (step) {
  case DESK_STEP_IDENTITY:
    desk_apply_identity_async (self, cancellable, on_step_ready, data);
    break;
  case DESK_STEP_EVIDENCE:
  case DESK_STEP_ATTACHMENTS:
    desk_apply_evidence_async (self, step, confirmation, cancellable, on_step_ready, data);
    break;
  case DESK_STEP_REVIEW:
    desk_apply_submit_async (self, cancellable, on_step_ready, data);
    break;
  case DESK_STEP_CONSENT:
  case DESK_STEP_CONTRACT:
  case DESK_STEP_FORM:
  case DESK_STEP_DELIVERY:
  default:
    desk_apply_details_async (self, step, cancellable, on_step_ready, data);
    break;
  }
}

void
desk_apply_flow_complete_step_async (DeskApplyFlow *self,
                                     DeskStep step,
                                     const DeskStepConfirmation *confirmation,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (DeskIssues) issues = NULL;
  DeskApplication *application;

  g_return_if_fail (DESK_IS_APPLY_FLOW (self));

  task = desk_apply_step_begin (self, desk_apply_flow_complete_step_async, cancellable, callback,
                                user_data);
  g_task_set_task_data (task, GINT_TO_POINTER ((int) step), NULL);
  application = desk_apply_flow_get_application (self);

  if (desk_apply_flow_is_step_running (self)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "a step is running");
    return;
  }

  issues = desk_apply_flow_find_issues (self, step);
  if (step == DESK_STEP_EVIDENCE)
    validate_confirmation (self, confirmation, issues);
  desk_apply_flow_set_issues (self, issues);
  if (desk_issues_get_size (issues) > 0) {
    g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_FIELDS,
                             "the step is not complete");
    return;
  }

  /* Without a real-name check for this very person there is no order anything could belong to. */
  if (step != DESK_STEP_IDENTITY
      && (desk_application_get_order_id (application) == NULL
          || desk_application_get_identity_check_id (application) == NULL)) {
    g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_NOT_ALLOWED,
                             "the identity is not checked");
    return;
  }

  desk_apply_flow_set_step_running (self, TRUE);
  run_step (self, step, confirmation, task);
}

gboolean
desk_apply_flow_complete_step_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_code_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskApplyFlow *self = g_task_get_source_object (task);
  guint resend_after = 0;
  GError *error = NULL;

  desk_apply_flow_end (self);
  if (!desk_api_sms_request_finish (DESK_API (source), result, &resend_after, &error)) {
    desk_flow_core_wait_for_code (error, desk_apply_flow_get_resend (self));
    g_task_return_error (task, desk_apply_flow_take_error (self, error));
    return;
  }

  desk_countdown_start (desk_apply_flow_get_resend (self), resend_after);
  g_task_return_boolean (task, TRUE);
}

void
desk_apply_flow_request_code_async (DeskApplyFlow *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_APPLY_FLOW (self));

  task = desk_apply_step_begin (self, desk_apply_flow_request_code_async, cancellable, callback,
                                user_data);
  desk_apply_flow_begin (self);
  desk_api_sms_request_contract_async (desk_flow_core_get_api (desk_apply_flow_get_core (self)),
                                       cancellable, on_code_ready, g_object_ref (task));
}

gboolean
desk_apply_flow_request_code_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
