/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-apply-step.h"

#include "desk-api-orders.h"
#include "desk-flow-key.h"

/* The steps before, in the order in which the server wants them. @is_repeated: sent even if the
 * server has it, because it may have been edited after it was sent. */
static const struct {
  DeskStep step;
  const char *done; /* name in the order's list; NULL: see desk_apply_upload_async() */
  gboolean is_repeated;
} parts[] = {
  { DESK_STEP_CONSENT, "consent", FALSE }, { DESK_STEP_CONTRACT, "reading", FALSE },
  { DESK_STEP_FORM, "product", TRUE },     { DESK_STEP_DELIVERY, "delivery", TRUE },
  { DESK_STEP_ATTACHMENTS, NULL, TRUE },
};

typedef struct {
  /* In progress */
  DeskOrder *order; /* owned, nullable: not fetched yet */
  guint part;       /* position in parts */
} Submit;

static void
submit_free (Submit *submit)
{
  g_clear_object (&submit->order);
  g_free (submit);
}

static void on_get_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_part_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_move_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_save_ready (GObject *source, GAsyncResult *result, gpointer user_data);

static void
get_order (GTask *task)
{
  DeskApplyFlow *flow = g_task_get_source_object (task);

  desk_api_orders_get_async (desk_flow_core_get_api (desk_apply_flow_get_core (flow)),
                             desk_application_get_order_id (desk_apply_flow_get_application (flow)),
                             g_task_get_cancellable (task), on_get_ready, g_object_ref (task));
}

void
desk_apply_submit_async (DeskApplyFlow *flow,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task
      = desk_apply_step_begin (flow, desk_apply_submit_async, cancellable, callback, user_data);

  g_task_set_task_data (task, g_new0 (Submit, 1), (GDestroyNotify) submit_free);
  get_order (task);
}

/* The order stands at the server. What was filled in is kept: it may be withdrawn or returned. */
static void
finish_application (GTask *task, DeskOrder *order)
{
  DeskApplyFlow *flow = g_task_get_source_object (task);
  DeskApplication *application = desk_apply_flow_get_application (flow);

  desk_application_set_order (application, desk_order_get_id (order), desk_order_get_number (order),
                              desk_order_get_version (order));
  desk_application_set_submitted (application, TRUE);
  desk_apply_flow_set_order (flow, order);
  desk_autosave_save_async (desk_apply_flow_get_autosave (flow), NULL, on_save_ready,
                            g_object_ref (task));
}

static void
submit_order (GTask *task)
{
  DeskApplyFlow *flow = g_task_get_source_object (task);
  DeskApplication *application = desk_apply_flow_get_application (flow);
  const char *order_id = desk_application_get_order_id (application);
  gint64 version = desk_application_get_order_version (application);
  g_autofree char *version_text = g_strdup_printf ("%" G_GINT64_FORMAT, version);
  g_autofree char *key = desk_flow_key_new (order_id, "submission", version_text, NULL);

  desk_api_orders_move_async (desk_flow_core_get_api (desk_apply_flow_get_core (flow)), order_id,
                              DESK_API_SUBMIT, version, key, g_task_get_cancellable (task),
                              on_move_ready, g_object_ref (task));
}

static void
send_part (GTask *task)
{
  DeskApplyFlow *flow = g_task_get_source_object (task);
  Submit *submit = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  while (submit->part < G_N_ELEMENTS (parts) && !parts[submit->part].is_repeated
         && desk_order_is_done (submit->order, parts[submit->part].done))
    submit->part++;

  if (submit->part == G_N_ELEMENTS (parts))
    submit_order (task);
  else if (parts[submit->part].done == NULL)
    desk_apply_upload_async (flow, parts[submit->part].step, submit->order, cancellable,
                             on_part_ready, g_object_ref (task));
  else
    desk_apply_details_async (flow, parts[submit->part].step, cancellable, on_part_ready,
                              g_object_ref (task));
}

static void
on_get_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskApplyFlow *flow = g_task_get_source_object (task);
  Submit *submit = g_task_get_task_data (task);
  GError *error = NULL;

  submit->order = desk_api_orders_finish (DESK_API (source), result, &error);
  if (submit->order == NULL) {
    g_task_return_error (task, error);
    return;
  }

  /* Submitted before, only the answer was lost. */
  if ((desk_order_state_get_actions (desk_order_get_state (submit->order))
       & DESK_ORDER_ACTION_SUBMIT)
      == 0) {
    finish_application (task, submit->order);
    return;
  }

  desk_application_set_order (
      desk_apply_flow_get_application (flow), desk_order_get_id (submit->order),
      desk_order_get_number (submit->order), desk_order_get_version (submit->order));
  send_part (task);
}

static void
on_part_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Submit *submit = g_task_get_task_data (task);
  GError *error = NULL;

  if (!desk_apply_step_finish (DESK_APPLY_FLOW (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }

  submit->part++;
  send_part (task);
}

static void
on_move_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (DeskOrder) order = desk_api_orders_finish (DESK_API (source), result, &error);

  if (order == NULL)
    g_task_return_error (task, error);
  else
    finish_application (task, order);
}

static void
on_save_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* The application is submitted all the same; opened again, the draft finds that out. */
  if (!desk_autosave_save_finish (DESK_AUTOSAVE (source), result, &error))
    g_message ("a submitted draft could not be saved: %s", error->message);

  g_task_return_boolean (task, TRUE);
}
