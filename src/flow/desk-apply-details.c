/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-apply-step.h"

#include "desk-api-contract.h"
#include "desk-api-orders.h"
#include "desk-flow-key.h"

static void on_order_ready (GObject *source, GAsyncResult *result, gpointer user_data);

static void
put_consent (GTask *task, DeskApi *api, DeskApplication *application)
{
  desk_api_orders_put_consent_async (api, desk_application_get_order_id (application),
                                     desk_application_get_consent_version (application),
                                     desk_application_get_consent_sha256 (application),
                                     desk_application_get_consent_time (application),
                                     g_task_get_cancellable (task), on_order_ready,
                                     g_object_ref (task));
}

static void
confirm_reading (GTask *task, DeskApi *api, DeskApplication *application)
{
  const char *order_id = desk_application_get_order_id (application);
  const char *sha256 = desk_application_get_contract_sha256 (application);
  g_autofree char *key = desk_flow_key_new (order_id, "reading", sha256, NULL);

  desk_api_contract_confirm_reading_async (api, order_id, sha256, key,
                                           g_task_get_cancellable (task), on_order_ready,
                                           g_object_ref (task));
}

static void
put_product (GTask *task, DeskApi *api, DeskApplication *application)
{
  desk_api_orders_put_product_async (api, desk_application_get_order_id (application), application,
                                     g_task_get_cancellable (task), on_order_ready,
                                     g_object_ref (task));
}

static void
put_delivery (GTask *task, DeskApi *api, DeskApplication *application)
{
  desk_api_orders_put_delivery_async (
      api, desk_application_get_order_id (application), desk_application_get_delivery (application),
      g_task_get_cancellable (task), on_order_ready, g_object_ref (task));
}

static void (*const requests[DESK_N_STEPS]) (GTask *, DeskApi *, DeskApplication *) = {
  [DESK_STEP_CONSENT] = put_consent,
  [DESK_STEP_CONTRACT] = confirm_reading,
  [DESK_STEP_FORM] = put_product,
  [DESK_STEP_DELIVERY] = put_delivery,
};

void
desk_apply_details_async (DeskApplyFlow *flow,
                          DeskStep step,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task
      = desk_apply_step_begin (flow, desk_apply_details_async, cancellable, callback, user_data);

  g_return_if_fail (requests[step] != NULL);

  requests[step](task, desk_flow_core_get_api (desk_apply_flow_get_core (flow)),
                 desk_apply_flow_get_application (flow));
}

static void
on_order_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  DeskOrder *order = desk_api_orders_finish (DESK_API (source), result, &error);

  desk_apply_step_return_order (task, order, error);
}
