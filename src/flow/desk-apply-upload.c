/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-apply-step.h"

#include "desk-api-attachments.h"
#include "desk-flow-error.h"

typedef struct {
  /* Input */
  DeskOrder *order;        /* owned */
  DeskAttachmentKind last; /* of the step */

  /* In progress */
  DeskAttachmentKind kind;    /* that is looked at */
  DeskAttachment *attachment; /* owned, nullable; that is under way */
  GBytes *content;            /* owned, nullable; of attachment, as it is sent */
} Upload;

static void
upload_free (Upload *upload)
{
  g_clear_object (&upload->order);
  g_clear_object (&upload->attachment);
  g_clear_pointer (&upload->content, g_bytes_unref);
  g_free (upload);
}

static gboolean
is_needed (DeskAttachment *attachment, DeskOrder *order)
{
  g_autofree char *field = desk_attachment_dup_field (attachment);

  return desk_attachment_get_content (attachment) != NULL
         && (desk_attachment_get_state (attachment) != DESK_ATTACHMENT_UPLOADED
             || !desk_order_is_done (order, field));
}

static void
on_progress (double fraction, gpointer user_data)
{
  desk_attachment_set_progress (user_data, fraction);
}

static void on_put_ready (GObject *source, GAsyncResult *result, gpointer user_data);

static void
upload_next (GTask *task)
{
  DeskApplyFlow *flow = g_task_get_source_object (task);
  Upload *upload = g_task_get_task_data (task);

  for (; upload->kind <= upload->last; upload->kind++) {
    DeskAttachment *attachment
        = desk_application_get_attachment (desk_apply_flow_get_application (flow), upload->kind);

    if (!is_needed (attachment, upload->order))
      continue;

    g_set_object (&upload->attachment, attachment);
    g_clear_pointer (&upload->content, g_bytes_unref);
    upload->content = g_bytes_ref (desk_attachment_get_content (attachment));
    desk_attachment_set_progress (attachment, 0);
    desk_attachment_set_state (attachment, DESK_ATTACHMENT_UPLOADING);
    desk_api_attachments_put_async (
        desk_flow_core_get_api (desk_apply_flow_get_core (flow)), desk_order_get_id (upload->order),
        upload->kind, upload->content, on_progress, attachment, g_task_get_cancellable (task),
        on_put_ready, g_object_ref (task));
    return;
  }

  g_task_return_boolean (task, TRUE);
}

/* A refused picture says why; one that only did not arrive waits for the next try. */
static void
mark_failed (DeskAttachment *attachment, const GError *error)
{
  g_autofree char *field = desk_attachment_dup_field (attachment);
  DeskFieldProblem problem = DESK_FIELD_OK;

  if (error->domain == DESK_API_ERROR)
    problem = desk_issues_find (desk_api_error_get_issues (error), field);

  if (problem != DESK_FIELD_OK)
    desk_attachment_set_problem (attachment, problem);
  else
    desk_attachment_set_state (attachment, DESK_ATTACHMENT_LOCAL);
}

static void
on_put_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Upload *upload = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean is_stored
      = desk_api_attachments_put_finish (DESK_API (source), result, upload->content, &error);
  /* Another picture may have been chosen meanwhile: its state is its own. */
  gboolean is_current = desk_attachment_get_content (upload->attachment) == upload->content;

  if (!is_stored) {
    if (is_current)
      mark_failed (upload->attachment, error);
    g_task_return_error (task, error);
    return;
  }

  if (is_current) {
    desk_attachment_set_progress (upload->attachment, 1);
    desk_attachment_set_state (upload->attachment, DESK_ATTACHMENT_UPLOADED);
    upload->kind++;
  }
  upload_next (task);
}

void
desk_apply_upload_async (DeskApplyFlow *flow,
                         DeskStep step,
                         DeskOrder *order,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task
      = desk_apply_step_begin (flow, desk_apply_upload_async, cancellable, callback, user_data);
  gboolean is_evidence = step == DESK_STEP_EVIDENCE;
  Upload *upload = g_new0 (Upload, 1);

  upload->order = g_object_ref (order);
  upload->kind = is_evidence ? DESK_ATTACHMENT_ID_FRONT : DESK_ATTACHMENT_HANDHELD;
  upload->last = is_evidence ? DESK_ATTACHMENT_ID_BACK : DESK_ATTACHMENT_SUPPORTING;
  g_task_set_task_data (task, upload, (GDestroyNotify) upload_free);
  upload_next (task);
}
