/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-apply-step.h"

#include "desk-api-service.h"
#include "desk-branch.h"
#include "desk-fetched-contract.h"
#include "desk-flow-error.h"

/* What a step shows and this computer does not have: the settings of the project, the contract's
 * text, the contract. */

typedef struct {
  /* Input */
  DeskStep step;
} Load;

static void on_service_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_text_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_contract_ready (GObject *source, GAsyncResult *result, gpointer user_data);

/* Every way out. Takes @error, NULL: it is all there. */
static void
end_load (GTask *task, GError *error)
{
  DeskApplyFlow *self = g_task_get_source_object (task);

  if (error != NULL) {
    desk_apply_step_drop_stale (self, error);
    g_task_return_error (task, desk_apply_flow_take_error (self, error));
  } else {
    g_task_return_boolean (task, TRUE);
  }
}

static void
load_contents (GTask *task)
{
  DeskApplyFlow *self = g_task_get_source_object (task);
  DeskFlowCore *core = desk_apply_flow_get_core (self);
  DeskApplication *application = desk_apply_flow_get_application (self);
  Load *load = g_task_get_task_data (task);

  if (load->step == DESK_STEP_CONSENT && desk_apply_flow_get_contract_text (self) == NULL)
    desk_api_service_get_text_async (desk_flow_core_get_api (core), g_task_get_cancellable (task),
                                     on_text_ready, g_object_ref (task));
  else if (load->step == DESK_STEP_CONTRACT && desk_apply_flow_get_contract_pdf (self) == NULL
           && desk_application_get_contract_sha256 (application) != NULL)
    desk_fetched_contract_new_async (core, desk_application_get_order_id (application),
                                     g_task_get_cancellable (task), on_contract_ready,
                                     g_object_ref (task));
  else
    end_load (task, NULL);
}

void
desk_apply_flow_load_step_async (DeskApplyFlow *self,
                                 DeskStep step,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Load *load = g_new0 (Load, 1);

  g_return_if_fail (DESK_IS_APPLY_FLOW (self));

  task = desk_apply_step_begin (self, desk_apply_flow_load_step_async, cancellable, callback,
                                user_data);
  load->step = step;
  g_task_set_task_data (task, load, g_free);

  if (desk_apply_flow_has_service (self))
    load_contents (task);
  else
    desk_api_service_get_async (desk_flow_core_get_api (desk_apply_flow_get_core (self)),
                                cancellable, on_service_ready, g_object_ref (task));
}

static void
on_service_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (DeskApiService) service
      = desk_api_service_get_finish (DESK_API (source), result, &error);

  if (service == NULL) {
    end_load (task, error);
    return;
  }

  desk_apply_flow_set_service (g_task_get_source_object (task), service);
  load_contents (task);
}

static void
on_text_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (DeskApiText) text
      = desk_api_service_get_text_finish (DESK_API (source), result, &error);

  if (text != NULL)
    desk_apply_flow_set_contract_text (g_task_get_source_object (task), text->text, text->version,
                                       text->sha256);
  end_load (task, error);
}

static void
on_contract_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskApplyFlow *self = g_task_get_source_object (task);
  DeskApplication *application = desk_apply_flow_get_application (self);
  GError *error = NULL;
  g_autoptr (DeskFetchedContract) fetched
      = desk_fetched_contract_new_finish (DESK_FLOW_CORE (source), result, &error);

  if (fetched == NULL) {
    end_load (task, error);
    return;
  }

  desk_apply_flow_set_contract (self, fetched->pdf, fetched->reports, fetched->verdict);
  if (!desk_fetched_contract_is_valid (fetched)
      || g_strcmp0 (fetched->sha256, desk_application_get_contract_sha256 (application)) != 0)
    error = g_error_new (DESK_FLOW_ERROR, DESK_FLOW_ERROR_CONTRACT_INVALID,
                         "the contract's verdict is %s", desk_verdict_get_code (fetched->verdict));
  end_load (task, error);
}

gboolean
desk_apply_flow_load_step_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
