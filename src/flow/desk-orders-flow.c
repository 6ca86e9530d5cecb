/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-orders-flow-private.h"

#include "desk-api-orders.h"
#include "desk-draft-summary.h"
#include "desk-flow-error-map.h"

struct _DeskOrdersFlow {
  GObject parent_instance;

  DeskFlowCore *core; /* owned */
  GListStore *orders; /* owned; DeskOrder, newest first */
  GListStore *drafts; /* owned; DeskDraftSummary, last changed first */
  GPtrArray *entries; /* owned; DeskDraftEntry, own ones, submitted ones among them */
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
  g_clear_pointer (&self->entries, g_ptr_array_unref);
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
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_draft_entry_free);
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
desk_orders_flow_begin (DeskOrdersFlow *self)
{
  if (self->n_running++ == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
desk_orders_flow_end (DeskOrdersFlow *self)
{
  g_return_if_fail (self->n_running > 0);

  if (--self->n_running == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

DeskFlowCore *
desk_orders_flow_get_core (DeskOrdersFlow *self)
{
  return self->core;
}

/* Borrowed; NULL if it is not listed. */
static DeskOrder *
find_order (DeskOrdersFlow *self, const char *order_id, guint *position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->orders));

  for (guint i = 0; i < n; i++) {
    g_autoptr (DeskOrder) order = g_list_model_get_item (G_LIST_MODEL (self->orders), i);

    if (g_strcmp0 (desk_order_get_id (order), order_id) == 0) {
      *position = i;
      return order;
    }
  }

  return NULL;
}

/* As the server says it, else as it was when the draft was written. */
static gboolean
is_to_be_continued (DeskOrdersFlow *self, const DeskDraftEntry *entry)
{
  guint position;
  DeskOrder *order = find_order (self, entry->order_id, &position);

  if (order == NULL)
    return !entry->submitted;
  return (desk_order_state_get_actions (desk_order_get_state (order)) & DESK_ORDER_ACTION_SUBMIT)
         != 0;
}

static void
show_drafts (DeskOrdersFlow *self)
{
  g_autoptr (GPtrArray) summaries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->entries->len; i++) {
    const DeskDraftEntry *entry = g_ptr_array_index (self->entries, i);

    if (is_to_be_continued (self, entry))
      g_ptr_array_add (summaries,
                       desk_draft_summary_new (entry->id, entry->order_number, entry->holder,
                                               entry->step, entry->changed));
  }

  g_list_store_splice (self->drafts, 0, g_list_model_get_n_items (G_LIST_MODEL (self->drafts)),
                       summaries->pdata, summaries->len);
}

void
desk_orders_flow_replace_order (DeskOrdersFlow *self, DeskOrder *order)
{
  guint position;

  if (find_order (self, desk_order_get_id (order), &position) == NULL)
    return;

  g_list_store_splice (self->orders, position, 1, (gpointer *) &order, 1);
  show_drafts (self);
}

const char *
desk_orders_flow_find_draft (DeskOrdersFlow *self, const char *order_id)
{
  g_return_val_if_fail (DESK_IS_ORDERS_FLOW (self), NULL);
  g_return_val_if_fail (order_id != NULL, NULL);

  for (guint i = 0; i < self->entries->len; i++) {
    const DeskDraftEntry *entry = g_ptr_array_index (self->entries, i);

    if (g_strcmp0 (entry->order_id, order_id) == 0)
      return entry->id;
  }

  return NULL;
}

void
desk_orders_flow_forget_draft (DeskOrdersFlow *self, const char *draft_id)
{
  for (guint i = 0; i < self->entries->len; i++) {
    const DeskDraftEntry *entry = g_ptr_array_index (self->entries, i);

    if (g_str_equal (entry->id, draft_id)) {
      g_ptr_array_remove_index (self->entries, i);
      show_drafts (self);
      return;
    }
  }
}

static void
on_spent_draft_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* The next list tries it again. */
  if (!desk_draft_store_remove_finish (DESK_DRAFT_STORE (source), result, &error))
    g_message ("the draft of an order that was decided could not be removed: %s", error->message);
}

/* What a person filled in is kept no longer than it may still be needed. */
static void
remove_spent_drafts (DeskOrdersFlow *self)
{
  for (guint i = self->entries->len; i > 0; i--) {
    const DeskDraftEntry *entry = g_ptr_array_index (self->entries, i - 1);
    guint position;
    DeskOrder *order = find_order (self, entry->order_id, &position);

    if (order == NULL || desk_order_state_may_be_edited_again (desk_order_get_state (order)))
      continue;

    desk_draft_store_remove_async (desk_flow_core_get_drafts (self->core), entry->id, NULL,
                                   on_spent_draft_removed, NULL);
    g_ptr_array_remove_index (self->entries, i - 1);
  }
}

/* Takes @next. */
static void
set_next (DeskOrdersFlow *self, char *next)
{
  gboolean had_more = self->next != NULL;

  g_free (self->next);
  self->next = next;
  if (had_more != (next != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_MORE]);
}

/* Other people's drafts on this computer are not even known to exist. */
static void
take_drafts (DeskOrdersFlow *self, GPtrArray *entries)
{
  g_ptr_array_set_size (self->entries, 0);
  for (guint i = entries->len; i > 0; i--) {
    const DeskDraftEntry *entry = g_ptr_array_index (entries, i - 1);

    if (desk_flow_core_may_open (self->core, entry->owner))
      g_ptr_array_insert (self->entries, 0, g_ptr_array_steal_index (entries, i - 1));
  }

  show_drafts (self);
}

static void on_drafts_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_orders_ready (GObject *source, GAsyncResult *result, gpointer user_data);

static GTask *
begin_list (DeskOrdersFlow *self,
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

void
desk_orders_flow_refresh_async (DeskOrdersFlow *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_ORDERS_FLOW (self));

  task = begin_list (self, desk_orders_flow_refresh_async, cancellable, callback, user_data);
  desk_draft_store_list_async (desk_flow_core_get_drafts (self->core), cancellable, on_drafts_ready,
                               g_object_ref (task));
}

static void
on_drafts_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskOrdersFlow *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) entries
      = desk_draft_store_list_finish (DESK_DRAFT_STORE (source), result, &error);

  if (entries != NULL)
    take_drafts (self, entries);
  else
    g_task_set_task_data (task, error, (GDestroyNotify) g_error_free);

  desk_api_orders_list_async (desk_flow_core_get_api (self->core), NULL,
                              g_task_get_cancellable (task), on_orders_ready, g_object_ref (task));
}

void
desk_orders_flow_load_more_async (DeskOrdersFlow *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_ORDERS_FLOW (self));

  task = begin_list (self, desk_orders_flow_load_more_async, cancellable, callback, user_data);
  if (self->next == NULL) {
    desk_orders_flow_end (self);
    g_task_return_boolean (task, TRUE);
    return;
  }

  desk_api_orders_list_async (desk_flow_core_get_api (self->core), self->next, cancellable,
                              on_orders_ready, g_object_ref (task));
}

/* Of both: the first page takes the place of everything, a later one is added. */
static void
on_orders_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskOrdersFlow *self = g_task_get_source_object (task);
  gboolean is_first = g_task_get_source_tag (task) == desk_orders_flow_refresh_async;
  const GError *drafts_error = g_task_get_task_data (task);
  char *next = NULL;
  GError *error = NULL;
  g_autoptr (GPtrArray) orders
      = desk_api_orders_list_finish (DESK_API (source), result, &next, &error);
  guint n;

  desk_orders_flow_end (self);
  if (orders == NULL) {
    g_task_return_error (task, desk_flow_core_take_error (self->core, error, NULL, NULL));
    return;
  }

  n = g_list_model_get_n_items (G_LIST_MODEL (self->orders));
  g_list_store_splice (self->orders, is_first ? 0 : n, is_first ? n : 0, orders->pdata,
                       orders->len);
  set_next (self, next);
  remove_spent_drafts (self);
  show_drafts (self);

  if (drafts_error != NULL)
    g_task_return_error (task, desk_flow_error_map (g_error_copy (drafts_error)));
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
desk_orders_flow_refresh_finish (DeskOrdersFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
desk_orders_flow_load_more_finish (DeskOrdersFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
