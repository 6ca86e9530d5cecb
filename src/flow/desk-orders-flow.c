/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-orders-flow-private.h"

#include "desk-flow-error.h"

struct _DeskOrdersFlow {
  GObject parent_instance;

  DeskFlowCore *core; /* owned */
  GListStore *orders; /* owned; DeskOrder, newest first */
  GListStore *drafts; /* owned; DeskDraftSummary, last changed first */
  guint n_running;    /* operations that make it busy */
  char *next;         /* owned, nullable: no further page; cursor of the next page */
};

enum {
  PROP_0,
  PROP_ORDERS,
  PROP_DRAFTS,
  PROP_BUSY,
  PROP_HAS_MORE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskOrdersFlow, desk_orders_flow, G_TYPE_OBJECT)

static void
desk_orders_flow_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskOrdersFlow *self = DESK_ORDERS_FLOW (object);

  switch (id) {
  case PROP_ORDERS:
    g_value_set_object (value, self->orders);
    break;
  case PROP_DRAFTS:
    g_value_set_object (value, self->drafts);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->n_running > 0);
    break;
  case PROP_HAS_MORE:
    g_value_set_boolean (value, self->next != NULL);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_orders_flow_dispose (GObject *object)
{
  DeskOrdersFlow *self = DESK_ORDERS_FLOW (object);

  g_clear_object (&self->orders);
  g_clear_object (&self->drafts);
  g_clear_object (&self->core);
  g_clear_pointer (&self->next, g_free);
  G_OBJECT_CLASS (desk_orders_flow_parent_class)->dispose (object);
}

static void
desk_orders_flow_class_init (DeskOrdersFlowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_orders_flow_get_property;
  object_class->dispose = desk_orders_flow_dispose;

  properties[PROP_ORDERS] = g_param_spec_object ("orders", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_DRAFTS] = g_param_spec_object ("drafts", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_HAS_MORE] = g_param_spec_boolean ("has-more", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_orders_flow_init (DeskOrdersFlow *self)
{
  self->orders = g_list_store_new (DESK_TYPE_ORDER);
  self->drafts = g_list_store_new (DESK_TYPE_DRAFT_SUMMARY);
}

DeskOrdersFlow *
desk_orders_flow_new (DeskFlowCore *core)
{
  DeskOrdersFlow *self = g_object_new (DESK_TYPE_ORDERS_FLOW, NULL);

  self->core = g_object_ref (core);
  return self;
}

GListModel *
desk_orders_flow_get_orders (DeskOrdersFlow *self)
{
  g_return_val_if_fail (DESK_IS_ORDERS_FLOW (self), NULL);

  return G_LIST_MODEL (self->orders);
}

GListModel *
desk_orders_flow_get_drafts (DeskOrdersFlow *self)
{
  g_return_val_if_fail (DESK_IS_ORDERS_FLOW (self), NULL);

  return G_LIST_MODEL (self->drafts);
}

gboolean
desk_orders_flow_get_busy (DeskOrdersFlow *self)
{
  g_return_val_if_fail (DESK_IS_ORDERS_FLOW (self), FALSE);

  return self->n_running > 0;
}

gboolean
desk_orders_flow_get_has_more (DeskOrdersFlow *self)
{
  g_return_val_if_fail (DESK_IS_ORDERS_FLOW (self), FALSE);

  return self->next != NULL;
}

void
desk_orders_flow_refresh_async (DeskOrdersFlow *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_orders_flow_refresh_async);
  g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_UNREACHABLE, "not connected");
}

gboolean
desk_orders_flow_refresh_finish (DeskOrdersFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
desk_orders_flow_load_more_async (DeskOrdersFlow *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_orders_flow_load_more_async);
  g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_UNREACHABLE, "not connected");
}

gboolean
desk_orders_flow_load_more_finish (DeskOrdersFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
desk_orders_flow_load_order_async (DeskOrdersFlow *self,
                                   const char *order_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_orders_flow_load_order_async);
  g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_UNREACHABLE, "not connected");
}

DeskOrder *
desk_orders_flow_load_order_finish (DeskOrdersFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
desk_orders_flow_act_async (DeskOrdersFlow *self,
                            DeskOrder *order,
                            DeskOrderActions action,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_orders_flow_act_async);
  g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_UNREACHABLE, "not connected");
}

DeskOrder *
desk_orders_flow_act_finish (DeskOrdersFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
desk_orders_flow_load_contract_async (DeskOrdersFlow *self,
                                      const char *order_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_orders_flow_load_contract_async);
  g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_UNREACHABLE, "not connected");
}

GBytes *
desk_orders_flow_load_contract_finish (DeskOrdersFlow *self,
                                       GAsyncResult *result,
                                       GListModel **reports,
                                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
desk_orders_flow_delete_draft_async (DeskOrdersFlow *self,
                                     const char *draft_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_orders_flow_delete_draft_async);
  g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_UNREACHABLE, "not connected");
}

gboolean
desk_orders_flow_delete_draft_finish (DeskOrdersFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
