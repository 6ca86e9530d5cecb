/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-apply-flow-private.h"

#include "desk-flow-error.h"

void
desk_apply_flow_save_async (DeskApplyFlow *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_apply_flow_save_async);
  g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_UNREACHABLE, "not connected");
}

gboolean
desk_apply_flow_save_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
desk_apply_flow_choose_file_async (DeskApplyFlow *self,
                                   DeskAttachmentKind kind,
                                   GFile *file,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_apply_flow_choose_file_async);
  g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_UNREACHABLE, "not connected");
}

gboolean
desk_apply_flow_choose_file_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
desk_apply_flow_complete_step_async (DeskApplyFlow *self,
                                     DeskStep step,
                                     const DeskStepConfirmation *confirmation,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_apply_flow_complete_step_async);
  g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_UNREACHABLE, "not connected");
}

gboolean
desk_apply_flow_complete_step_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
desk_apply_flow_request_code_async (DeskApplyFlow *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_apply_flow_request_code_async);
  g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_UNREACHABLE, "not connected");
}

gboolean
desk_apply_flow_request_code_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
desk_apply_flow_load_step_async (DeskApplyFlow *self,
                                 DeskStep step,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_apply_flow_load_step_async);
  g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_UNREACHABLE, "not connected");
}

gboolean
desk_apply_flow_load_step_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
