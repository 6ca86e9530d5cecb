/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-orders-flow-private.h"

#include "desk-api-orders.h"
#include "desk-fetched-contract.h"
#include "desk-flow-error.h"
#include "desk-flow-key.h"

static GTask *
begin_action (DeskOrdersFlow *self,
              gpointer source_tag,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_check_cancellable (task, FALSE);
  desk_orders_flow_begin (self);
  return task;
}

/* Takes @error. */
static void
fail_action (GTask *task, GError *error)
{
  DeskOrdersFlow *self = g_task_get_source_object (task);

  desk_orders_flow_end (self);
  g_task_return_error (
      task, desk_flow_core_take_error (desk_orders_flow_get_core (self), error, NULL, NULL));
}

static void
on_order_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskOrdersFlow *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (DeskOrder) order = desk_api_orders_finish (DESK_API (source), result, &error);

  if (order == NULL) {
    fail_action (task, error);
    return;
  }

  desk_orders_flow_end (self);
  desk_orders_flow_replace_order (self, order);
  g_task_return_pointer (task, g_steal_pointer (&order), g_object_unref);
}

void
desk_orders_flow_load_order_async (DeskOrdersFlow *self,
                                   const char *order_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_ORDERS_FLOW (self));

  task = begin_action (self, desk_orders_flow_load_order_async, cancellable, callback, user_data);
  desk_api_orders_get_async (desk_flow_core_get_api (desk_orders_flow_get_core (self)), order_id,
                             cancellable, on_order_ready, g_object_ref (task));
}

DeskOrder *
desk_orders_flow_load_order_finish (DeskOrdersFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* FALSE for what is no action of this list, or not of this state. */
static gboolean
find_move (DeskOrder *order, DeskOrderActions action, DeskApiMove *move)
{
  if ((desk_order_state_get_actions (desk_order_get_state (order)) & action) == 0)
    return FALSE;

  switch (action) {
  case DESK_ORDER_ACTION_WITHDRAW:
    *move = DESK_API_WITHDRAW;
    return TRUE;
  case DESK_ORDER_ACTION_CANCEL:
    *move = DESK_API_CANCEL;
    return TRUE;
  default:
    return FALSE;
  }
}

void
desk_orders_flow_act_async (DeskOrdersFlow *self,
                            DeskOrder *order,
                            DeskOrderActions action,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *action_text = g_strdup_printf ("%d", (int) action);
  g_autofree char *version = NULL;
  g_autofree char *key = NULL;
  DeskApiMove move;

  g_return_if_fail (DESK_IS_ORDERS_FLOW (self));
  g_return_if_fail (DESK_IS_ORDER (order));

  task = begin_action (self, desk_orders_flow_act_async, cancellable, callback, user_data);
  if (!find_move (order, action, &move)) {
    fail_action (task, g_error_new (DESK_FLOW_ERROR, DESK_FLOW_ERROR_NOT_ALLOWED,
                                    "the order's state does not let it happen"));
    return;
  }

  version = g_strdup_printf ("%" G_GINT64_FORMAT, desk_order_get_version (order));
  key = desk_flow_key_new (desk_order_get_id (order), "move", action_text, version, NULL);
  desk_api_orders_move_async (desk_flow_core_get_api (desk_orders_flow_get_core (self)),
                              desk_order_get_id (order), move, desk_order_get_version (order), key,
                              cancellable, on_order_ready, g_object_ref (task));
}

DeskOrder *
desk_orders_flow_act_finish (DeskOrdersFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_contract_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskOrdersFlow *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (DeskFetchedContract) contract
      = desk_fetched_contract_new_finish (DESK_FLOW_CORE (source), result, &error);

  if (contract != NULL && !desk_fetched_contract_is_valid (contract))
    error = g_error_new (DESK_FLOW_ERROR, DESK_FLOW_ERROR_CONTRACT_INVALID,
                         "the contract's verdict is %s", desk_verdict_get_code (contract->verdict));
  if (error != NULL) {
    fail_action (task, error);
    return;
  }

  desk_orders_flow_end (self);
  g_task_return_pointer (task, g_steal_pointer (&contract),
                         (GDestroyNotify) desk_fetched_contract_free);
}

void
desk_orders_flow_load_contract_async (DeskOrdersFlow *self,
                                      const char *order_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_ORDERS_FLOW (self));

  task
      = begin_action (self, desk_orders_flow_load_contract_async, cancellable, callback, user_data);
  desk_fetched_contract_new_async (desk_orders_flow_get_core (self), order_id, cancellable,
                                   on_contract_ready, g_object_ref (task));
}

GBytes *
desk_orders_flow_load_contract_finish (DeskOrdersFlow *self,
                                       GAsyncResult *result,
                                       GListModel **reports,
                                       GError **error)
{
  g_autoptr (DeskFetchedContract) contract = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  contract = g_task_propagate_pointer (G_TASK (result), error);
  if (contract == NULL)
    return NULL;

  if (reports != NULL)
    *reports = g_steal_pointer (&contract->reports);
  return g_steal_pointer (&contract->pdf);
}

static void
on_remove_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskOrdersFlow *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!desk_draft_store_remove_finish (DESK_DRAFT_STORE (source), result, &error)) {
    fail_action (task, error);
    return;
  }

  desk_orders_flow_end (self);
  desk_orders_flow_forget_draft (self, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

void
desk_orders_flow_delete_draft_async (DeskOrdersFlow *self,
                                     const char *draft_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_ORDERS_FLOW (self));

  task = begin_action (self, desk_orders_flow_delete_draft_async, cancellable, callback, user_data);
  g_task_set_task_data (task, g_strdup (draft_id), g_free);
  desk_draft_store_remove_async (desk_flow_core_get_drafts (desk_orders_flow_get_core (self)),
                                 draft_id, cancellable, on_remove_ready, g_object_ref (task));
}

gboolean
desk_orders_flow_delete_draft_finish (DeskOrdersFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
