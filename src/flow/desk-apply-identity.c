/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-apply-step.h"

#include "desk-api-identity.h"
#include "desk-api-orders.h"
#include "desk-flow-key.h"

static void on_check_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_create_ready (GObject *source, GAsyncResult *result, gpointer user_data);

static void
create_order (GTask *task)
{
  DeskApplyFlow *flow = g_task_get_source_object (task);
  DeskApplication *application = desk_apply_flow_get_application (flow);
  const char *check_id = desk_application_get_identity_check_id (application);
  g_autofree char *key
      = desk_flow_key_new (desk_application_get_id (application), "order", check_id, NULL);

  desk_api_orders_create_async (desk_flow_core_get_api (desk_apply_flow_get_core (flow)), check_id,
                                key, g_task_get_cancellable (task), on_create_ready,
                                g_object_ref (task));
}

void
desk_apply_identity_async (DeskApplyFlow *flow,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task
      = desk_apply_step_begin (flow, desk_apply_identity_async, cancellable, callback, user_data);
  DeskApplication *application = desk_apply_flow_get_application (flow);
  DeskApplicant *applicant = desk_application_get_applicant (application);
  g_autofree char *name = NULL;
  g_autofree char *id_number = NULL;
  g_autofree char *mobile = NULL;
  g_autofree char *key = NULL;

  /* The model forgets the check when the applicant changes: what is there is of this very person.
   */
  if (desk_application_get_identity_check_id (application) != NULL) {
    if (desk_application_get_order_id (application) != NULL)
      g_task_return_boolean (task, TRUE);
    else
      create_order (task);
    return;
  }

  name = desk_applicant_dup_name_normalised (applicant);
  id_number = desk_applicant_dup_id_number_normalised (applicant);
  mobile = desk_applicant_dup_mobile_normalised (applicant);
  key = desk_flow_key_new (desk_application_get_id (application), "identity",
                           desk_applicant_get_id_type (applicant), name, id_number, mobile, NULL);
  desk_api_identity_check_async (desk_flow_core_get_api (desk_apply_flow_get_core (flow)),
                                 applicant, key, cancellable, on_check_ready, g_object_ref (task));
}

static void
on_check_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskApplyFlow *flow = g_task_get_source_object (task);
  DeskApplication *application = desk_apply_flow_get_application (flow);
  GError *error = NULL;
  g_autoptr (DeskApiIdentity) identity
      = desk_api_identity_check_finish (DESK_API (source), result, &error);

  if (identity == NULL) {
    g_task_return_error (task, error);
    return;
  }

  /* An order of another person stays behind as a draft at the server; nothing of it may be reused.
   */
  desk_application_set_order (application, NULL, NULL, 0);
  desk_application_set_identity_check_id (application, identity->id);
  create_order (task);
}

static void
on_create_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  DeskOrder *order = desk_api_orders_finish (DESK_API (source), result, &error);

  desk_apply_step_return_order (task, order, error);
}
