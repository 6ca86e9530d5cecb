/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What changes in the flow: contract, service, issues, consent, work. */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-apply-flow-private.h"

#include <string.h>

void
desk_apply_flow_begin (DeskApplyFlow *self)
{
  if (self->n_running++ == 0)
    g_object_notify (G_OBJECT (self), "busy");
}

void
desk_apply_flow_end (DeskApplyFlow *self)
{
  g_return_if_fail (self->n_running > 0);

  if (--self->n_running == 0)
    g_object_notify (G_OBJECT (self), "busy");
}

gboolean
desk_apply_flow_is_step_running (DeskApplyFlow *self)
{
  return self->is_step_running;
}

void
desk_apply_flow_set_step_running (DeskApplyFlow *self, gboolean running)
{
  self->is_step_running = running;
  if (running)
    desk_apply_flow_begin (self);
  else
    desk_apply_flow_end (self);
}

void
desk_apply_flow_set_issues (DeskApplyFlow *self, DeskIssues *issues)
{
  desk_issues_ref (issues);
  desk_issues_unref (self->issues);
  self->issues = issues;
  g_object_notify (G_OBJECT (self), "issues");
}

GError *
desk_apply_flow_take_error (DeskApplyFlow *self, GError *error)
{
  g_autoptr (DeskIssues) issues = NULL;
  GError *mapped = desk_flow_core_take_error (self->core, error, self->retry, &issues);

  if (issues != NULL)
    desk_apply_flow_set_issues (self, issues);
  return mapped;
}

gboolean
desk_apply_flow_has_service (DeskApplyFlow *self)
{
  return self->has_service;
}

void
desk_apply_flow_set_service (DeskApplyFlow *self, const DeskApiService *service)
{
  self->has_service = TRUE;
  self->invoice_offered = service->offers_invoice;
  self->payment_offered = service->offers_payment;
  memcpy (self->prices_fen, service->prices_fen, sizeof self->prices_fen);

  g_list_store_remove_all (self->branches);
  for (guint i = 0; i < service->branches->len; i++) {
    const DeskApiBranch *source = g_ptr_array_index (service->branches, i);
    g_autoptr (DeskBranch) branch
        = desk_branch_new (source->code, source->name, source->address, source->hours);

    g_list_store_append (self->branches, branch);
  }

  /* What is not offered cannot be asked for, whatever an older draft says. */
  if (!service->offers_invoice)
    desk_invoice_set_kind (desk_application_get_invoice (self->application), DESK_INVOICE_NONE);
  g_object_notify (G_OBJECT (self), "invoice-offered");
}

void
desk_apply_flow_set_contract_text (DeskApplyFlow *self,
                                   const char *text,
                                   const char *version,
                                   const char *sha256)
{
  g_free (self->contract_text);
  g_free (self->contract_version);
  g_free (self->contract_sha256);
  self->contract_text = g_strdup (text);
  self->contract_version = g_strdup (version);
  self->contract_sha256 = g_strdup (sha256);
  g_object_notify (G_OBJECT (self), "contract-text");
}

void
desk_apply_flow_set_contract (DeskApplyFlow *self,
                              GBytes *pdf,
                              GListModel *signatures,
                              DeskVerdict verdict)
{
  g_object_freeze_notify (G_OBJECT (self));

  g_clear_pointer (&self->contract_pdf, g_bytes_unref);
  if (pdf != NULL)
    self->contract_pdf = g_bytes_ref (pdf);
  self->verdict = verdict;

  g_list_store_remove_all (self->signatures);
  for (guint i = 0; signatures != NULL && i < g_list_model_get_n_items (signatures); i++) {
    g_autoptr (DeskSignatureReport) report = g_list_model_get_item (signatures, i);

    g_list_store_append (self->signatures, report);
  }

  g_object_notify (G_OBJECT (self), "contract-pdf");
  g_object_notify (G_OBJECT (self), "verdict");
  g_object_thaw_notify (G_OBJECT (self));
}

void
desk_apply_flow_set_order (DeskApplyFlow *self, DeskOrder *order)
{
  g_set_object (&self->order, order);
}

void
desk_apply_flow_take_up (DeskApplyFlow *self)
{
  DeskStep step = DESK_STEP_IDENTITY;

  if (!desk_application_get_submitted (self->application))
    return;

  for (; step < DESK_STEP_REVIEW; step++) {
    g_autoptr (DeskIssues) issues = desk_apply_flow_find_issues (self, step);

    if (desk_issues_get_size (issues) > 0)
      break;
  }

  desk_application_set_submitted (self->application, FALSE);
  desk_application_set_step (self->application, step);
}

gint64
desk_apply_flow_get_price_fen (DeskApplyFlow *self, int years)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), -1);

  if (!self->has_service || !self->payment_offered || years < 1
      || years > DESK_APPLICATION_MAX_VALIDITY_YEARS)
    return -1;

  return self->prices_fen[years];
}

gboolean
desk_apply_flow_set_agreed (DeskApplyFlow *self, gboolean agreed)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), FALSE);

  if (!agreed) {
    desk_application_set_consent (self->application, NULL, NULL, 0);
    return TRUE;
  }

  if (self->contract_sha256 == NULL)
    return FALSE;

  desk_application_set_consent (self->application, self->contract_version, self->contract_sha256,
                                desk_clock_now_seconds (desk_flow_core_get_clock (self->core)));
  return TRUE;
}

/* Days are those of the applicant's calendar, not UTC's: a birthday is a local thing. */
static guint32
today (DeskApplyFlow *self)
{
  gint64 now = desk_clock_now_seconds (desk_flow_core_get_clock (self->core));
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (now);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (time),
                  (GDateMonth) g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));
  return g_date_get_julian (&date);
}

DeskIssues *
desk_apply_flow_find_issues (DeskApplyFlow *self, DeskStep step)
{
  DeskIssues *issues = desk_issues_new ();

  desk_application_validate_step (self->application, step, today (self), issues);
  return issues;
}

gboolean
desk_apply_flow_validate (DeskApplyFlow *self, DeskStep step)
{
  g_autoptr (DeskIssues) issues = NULL;

  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), FALSE);

  issues = desk_apply_flow_find_issues (self, step);
  desk_apply_flow_set_issues (self, issues);
  return desk_issues_get_size (issues) == 0;
}

static void
on_save_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (desk_autosave_save_finish (DESK_AUTOSAVE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, desk_apply_flow_take_error (g_task_get_source_object (task), error));
}

void
desk_apply_flow_save_async (DeskApplyFlow *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_APPLY_FLOW (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_apply_flow_save_async);
  desk_autosave_save_async (self->autosave, cancellable, on_save_ready, g_object_ref (task));
}

gboolean
desk_apply_flow_save_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
