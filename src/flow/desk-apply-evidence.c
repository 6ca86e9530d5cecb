/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-apply-step.h"

#include "desk-api-orders.h"

typedef struct {
  /* Input */
  DeskStep step;                      /* EVIDENCE or ATTACHMENTS */
  DeskStepConfirmation *confirmation; /* owned */

  /* In progress */
  DeskOrder *order; /* owned, nullable: not fetched yet */
} Evidence;

static void
evidence_free (Evidence *evidence)
{
  g_clear_pointer (&evidence->confirmation, desk_step_confirmation_free);
  g_clear_object (&evidence->order);
  g_free (evidence);
}

static void on_get_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_upload_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_ink_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_contract_ready (GObject *source, GAsyncResult *result, gpointer user_data);

void
desk_apply_evidence_async (DeskApplyFlow *flow,
                           DeskStep step,
                           const DeskStepConfirmation *confirmation,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task
      = desk_apply_step_begin (flow, desk_apply_evidence_async, cancellable, callback, user_data);
  DeskApplication *application = desk_apply_flow_get_application (flow);
  Evidence *evidence = g_new0 (Evidence, 1);

  evidence->step = step;
  evidence->confirmation = desk_step_confirmation_copy (confirmation);
  g_task_set_task_data (task, evidence, (GDestroyNotify) evidence_free);

  desk_api_orders_get_async (desk_flow_core_get_api (desk_apply_flow_get_core (flow)),
                             desk_application_get_order_id (application), cancellable, on_get_ready,
                             g_object_ref (task));
}

static void
on_get_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Evidence *evidence = g_task_get_task_data (task);
  GError *error = NULL;

  evidence->order = desk_api_orders_finish (DESK_API (source), result, &error);
  if (evidence->order == NULL) {
    g_task_return_error (task, error);
    return;
  }

  desk_apply_upload_async (g_task_get_source_object (task), evidence->step, evidence->order,
                           g_task_get_cancellable (task), on_upload_ready, g_object_ref (task));
}

static void
make_contract (GTask *task)
{
  Evidence *evidence = g_task_get_task_data (task);

  desk_apply_contract_async (g_task_get_source_object (task), evidence->order,
                             evidence->confirmation, g_task_get_cancellable (task),
                             on_contract_ready, g_object_ref (task));
}

static void
on_upload_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskApplyFlow *flow = DESK_APPLY_FLOW (source);
  DeskApplication *application = desk_apply_flow_get_application (flow);
  Evidence *evidence = g_task_get_task_data (task);
  GError *error = NULL;

  if (!desk_apply_step_finish (flow, result, &error)) {
    g_task_return_error (task, error);
    return;
  }

  if (evidence->step == DESK_STEP_ATTACHMENTS) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  /* The same strokes again leave a contract in force at the server. */
  desk_api_orders_put_ink_async (desk_flow_core_get_api (desk_apply_flow_get_core (flow)),
                                 desk_order_get_id (evidence->order),
                                 desk_application_get_ink (application),
                                 g_task_get_cancellable (task), on_ink_ready, g_object_ref (task));
}

static void
on_ink_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Evidence *evidence = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DeskOrder) order = desk_api_orders_finish (DESK_API (source), result, &error);

  if (order == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_set_object (&evidence->order, order);
  make_contract (task);
}

static void
on_contract_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (desk_apply_step_finish (DESK_APPLY_FLOW (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}
