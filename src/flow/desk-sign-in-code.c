/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-sign-in-flow-private.h"

#include "desk-api-session.h"
#include "desk-api-sms.h"
#include "desk-field.h"
#include "desk-flow-error.h"

/* Signing in with a code from an SMS (免密码登录). */

GTask *
desk_sign_in_flow_begin (DeskSignInFlow *self,
                         gpointer source_tag,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  /* The callback hears what happened, not what was wished for meanwhile. */
  g_task_set_check_cancellable (task, FALSE);

  if (desk_sign_in_flow_get_busy (self)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "the flow is busy");
    return NULL;
  }

  desk_sign_in_flow_set_busy (self, TRUE);
  return g_steal_pointer (&task);
}

void
desk_sign_in_flow_succeed (GTask *task)
{
  desk_sign_in_flow_set_busy (g_task_get_source_object (task), FALSE);
  g_task_return_boolean (task, TRUE);
}

void
desk_sign_in_flow_fail (GTask *task, GError *error)
{
  DeskSignInFlow *self = g_task_get_source_object (task);
  g_autoptr (DeskIssues) issues = NULL;

  error = desk_flow_core_take_error (desk_sign_in_flow_get_core (self), error,
                                     desk_sign_in_flow_get_retry (self), &issues);
  if (issues != NULL)
    desk_sign_in_flow_set_issues (self, issues);

  desk_sign_in_flow_set_busy (self, FALSE);
  g_task_return_error (task, error);
}

/* TRUE if phone and, when it is wanted, code may be sent. */
static gboolean
validate (DeskSignInFlow *self, const char *phone, const char *code)
{
  g_autoptr (DeskIssues) issues = desk_issues_new ();

  desk_issues_add (issues, "phone", desk_field_check_mobile (phone));
  if (code != NULL)
    desk_issues_add (issues, "code", desk_field_check_sms_code (code));

  desk_sign_in_flow_set_issues (self, issues);
  return desk_issues_get_size (issues) == 0;
}

static void
on_code_request_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSignInFlow *self = g_task_get_source_object (task);
  GError *error = NULL;
  guint resend_after = 0;

  if (!desk_api_sms_request_finish (DESK_API (source), result, &resend_after, &error)) {
    desk_flow_core_wait_for_code (error, desk_sign_in_flow_get_resend (self));
    desk_sign_in_flow_fail (task, error);
    return;
  }

  desk_countdown_start (desk_sign_in_flow_get_resend (self), resend_after);
  desk_sign_in_flow_succeed (task);
}

void
desk_sign_in_flow_request_code_async (DeskSignInFlow *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *phone = NULL;

  g_return_if_fail (DESK_IS_SIGN_IN_FLOW (self));

  task = desk_sign_in_flow_begin (self, desk_sign_in_flow_request_code_async, cancellable, callback,
                                  user_data);
  if (task == NULL)
    return;

  phone = desk_field_normalise_mobile (desk_sign_in_flow_get_phone (self));
  if (!validate (self, phone, NULL)) {
    desk_sign_in_flow_fail (
        task, g_error_new (DESK_FLOW_ERROR, DESK_FLOW_ERROR_FIELDS, "the phone number is none"));
    return;
  }

  desk_api_sms_request_sign_in_async (desk_flow_core_get_api (desk_sign_in_flow_get_core (self)),
                                      phone, cancellable, on_code_request_ready,
                                      g_object_ref (task));
}

gboolean
desk_sign_in_flow_request_code_finish (DeskSignInFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_session_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSignInFlow *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (DeskAccount) account
      = desk_api_session_start_finish (DESK_API (source), result, &error);

  if (account == NULL) {
    desk_sign_in_flow_fail (task, error);
    return;
  }

  /* It is used up. */
  desk_sign_in_flow_set_code (self, "");
  desk_flow_core_set_account (desk_sign_in_flow_get_core (self), account);
  desk_sign_in_flow_succeed (task);
}

void
desk_sign_in_flow_sign_in_async (DeskSignInFlow *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *phone = NULL;
  g_autofree char *code = NULL;

  g_return_if_fail (DESK_IS_SIGN_IN_FLOW (self));

  task = desk_sign_in_flow_begin (self, desk_sign_in_flow_sign_in_async, cancellable, callback,
                                  user_data);
  if (task == NULL)
    return;

  phone = desk_field_normalise_mobile (desk_sign_in_flow_get_phone (self));
  code = g_strstrip (g_strdup (desk_sign_in_flow_get_code (self)));
  if (!validate (self, phone, code)) {
    desk_sign_in_flow_fail (
        task, g_error_new (DESK_FLOW_ERROR, DESK_FLOW_ERROR_FIELDS, "phone or code is none"));
    return;
  }

  desk_api_session_start_by_code_async (desk_flow_core_get_api (desk_sign_in_flow_get_core (self)),
                                        phone, code, cancellable, on_session_ready,
                                        g_object_ref (task));
}

gboolean
desk_sign_in_flow_sign_in_finish (DeskSignInFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
