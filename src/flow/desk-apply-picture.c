/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-apply-step.h"

#include "desk-flow-error.h"

/* A refused picture is kept so that it can be shown beside what is wrong with it, but not a whole
 * film. */
#define MAX_KEPT_BYTES (16 * 1024 * 1024)

typedef struct {
  /* Input */
  DeskAttachmentKind kind;
  GFile *file; /* owned */

  /* Output */
  DeskFieldProblem problem;
} Picture;

static void
picture_free (Picture *picture)
{
  g_object_unref (picture->file);
  g_free (picture);
}

/* Worker thread: at most MAX_KEPT_BYTES + 1 bytes of the file. */
static void
read_file (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GFileInputStream) stream = g_file_read (task_data, cancellable, NULL);
  g_autofree char *buffer = g_malloc (MAX_KEPT_BYTES + 1);
  GError *error = NULL;
  size_t length = 0;

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, MAX_KEPT_BYTES + 1, &length,
                                   cancellable, &error)) {
    g_clear_error (&error);
    g_task_return_pointer (task, NULL, NULL);
    return;
  }

  g_task_return_pointer (task, g_bytes_new (buffer, length), (GDestroyNotify) g_bytes_unref);
}

/* Puts @content into the attachment; what is wrong with it. */
static DeskFieldProblem
take_content (DeskAttachment *attachment, GBytes *content, const char *name)
{
  DeskFieldProblem problem;

  if (content == NULL || g_bytes_get_size (content) > MAX_KEPT_BYTES) {
    desk_attachment_set_content (attachment, NULL, NULL);
    problem = content == NULL ? DESK_FIELD_FILE_DAMAGED : DESK_FIELD_FILE_TOO_LARGE;
  } else {
    desk_attachment_set_content (attachment, content, name);
    problem = desk_attachment_check_content (content);
  }

  desk_attachment_set_problem (attachment, problem);
  return problem;
}

static void
on_save_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Picture *picture = g_task_get_task_data (task);
  GError *error = NULL;

  if (!desk_autosave_save_finish (DESK_AUTOSAVE (source), result, &error))
    g_task_return_error (task, desk_apply_flow_take_error (g_task_get_source_object (task), error));
  else if (picture->problem != DESK_FIELD_OK)
    g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_FIELDS,
                             "the picture is not taken");
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_file_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskApplyFlow *self = g_task_get_source_object (task);
  DeskApplication *application = desk_apply_flow_get_application (self);
  Picture *picture = g_task_get_task_data (task);
  DeskAttachment *attachment = desk_application_get_attachment (application, picture->kind);
  g_autoptr (DeskIssues) issues = desk_issues_new ();
  g_autofree char *name = g_file_get_basename (picture->file);
  g_autofree char *shown_name = name != NULL ? g_filename_display_name (name) : g_strdup ("");
  g_autofree char *field = desk_attachment_dup_field (attachment);
  g_autoptr (GBytes) content = NULL;
  GError *error = NULL;

  content = g_task_propagate_pointer (G_TASK (result), &error);
  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }

  picture->problem = take_content (attachment, content, shown_name);
  desk_issues_add (issues, field, picture->problem);
  desk_apply_flow_set_issues (self, issues);
  desk_autosave_save_async (desk_apply_flow_get_autosave (self), NULL, on_save_ready,
                            g_object_ref (task));
}

void
desk_apply_flow_choose_file_async (DeskApplyFlow *self,
                                   DeskAttachmentKind kind,
                                   GFile *file,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) reading = NULL;
  Picture *picture = g_new0 (Picture, 1);

  g_return_if_fail (DESK_IS_APPLY_FLOW (self));
  g_return_if_fail (G_IS_FILE (file));

  task = desk_apply_step_begin (self, desk_apply_flow_choose_file_async, cancellable, callback,
                                user_data);
  picture->kind = kind;
  picture->file = g_object_ref (file);
  g_task_set_task_data (task, picture, (GDestroyNotify) picture_free);

  reading = g_task_new (NULL, cancellable, on_file_ready, g_object_ref (task));
  g_task_set_task_data (reading, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (reading, read_file);
}

gboolean
desk_apply_flow_choose_file_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
