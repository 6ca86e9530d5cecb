/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-image-check.h"

#include "desk-image-header.h"
#include "desk-image-worker.h"

typedef struct {
  GSubprocess *child; /* borrowed */
  GBytes *output;     /* owned, nullable */
  GError *error;      /* owned, nullable */
  gboolean done;
} Run;

void
desk_image_free (DeskImage *image)
{
  g_bytes_unref (image->jpeg);
  g_free (image);
}

static gboolean
on_deadline (gpointer user_data)
{
  Run *run = user_data;

  g_message ("an image worker took too long and is killed");
  g_subprocess_force_exit (run->child);

  return G_SOURCE_REMOVE;
}

static void
on_communicate_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  g_subprocess_communicate_finish (G_SUBPROCESS (source), result, &run->output, NULL, &run->error);
  run->done = TRUE;
}

/* The child may end before it has read everything: not an error of ours. */
static gboolean
communicate (
    GSubprocess *child, guint deadline_ms, GBytes *content, GBytes **output, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) deadline = g_timeout_source_new (deadline_ms);
  Run run = { .child = child };

  g_main_context_push_thread_default (context);
  g_source_set_callback (deadline, on_deadline, &run, NULL);
  g_source_attach (deadline, context);
  g_subprocess_communicate_async (child, content, NULL, on_communicate_ready, &run);
  while (!run.done)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (deadline);
  g_main_context_pop_thread_default (context);

  *output = run.output;
  if (run.error == NULL || g_error_matches (run.error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE)) {
    g_clear_error (&run.error);
    return g_subprocess_wait (child, NULL, error);
  }

  g_subprocess_force_exit (child);
  g_propagate_error (error, run.error);
  return FALSE;
}

/* %DESK_FIELD_OK if the child did its work. */
static DeskFieldProblem
judge_exit (GSubprocess *child)
{
  int status;

  if (!g_subprocess_get_if_exited (child))
    return DESK_FIELD_FILE_DAMAGED;

  status = g_subprocess_get_exit_status (child);
  if (status == 0)
    return DESK_FIELD_OK;
  if (status > DESK_IMAGE_WORKER_PROBLEM
      && status < DESK_IMAGE_WORKER_PROBLEM + (int) DESK_FIELD_N_PROBLEMS)
    return (DeskFieldProblem) (status - DESK_IMAGE_WORKER_PROBLEM);

  return DESK_FIELD_FILE_DAMAGED;
}

static DeskImage *
convert (
    const char *program, guint deadline, GBytes *content, DeskFieldProblem *problem, GError **error)
{
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GBytes) output = NULL;
  g_autoptr (DeskImage) image = NULL;
  DeskImageHeader header;

  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                            error, program, "image-worker", NULL);
  if (child == NULL || !communicate (child, deadline, content, &output, error))
    return NULL;

  *problem = judge_exit (child);
  if (*problem != DESK_FIELD_OK)
    return NULL;
  if (output == NULL || desk_image_header_read (output, &header) != DESK_FIELD_OK
      || header.type != DESK_IMAGE_JPEG) {
    *problem = DESK_FIELD_FILE_DAMAGED;
    return NULL;
  }

  image = g_new0 (DeskImage, 1);
  image->jpeg = g_steal_pointer (&output);
  image->width = header.width;
  image->height = header.height;

  return g_steal_pointer (&image);
}

DeskImage *
desk_image_check (
    const char *program, guint deadline, GBytes *content, DeskFieldProblem *problem, GError **error)
{
  DeskImageHeader header;

  *problem = DESK_FIELD_OK;
  if (g_bytes_get_size (content) < DESK_FIELD_FILE_MIN_BYTES)
    *problem = DESK_FIELD_FILE_TOO_SMALL;
  else if (g_bytes_get_size (content) > DESK_FIELD_FILE_MAX_BYTES)
    *problem = DESK_FIELD_FILE_TOO_LARGE;
  else
    *problem = desk_image_header_read (content, &header);
  if (*problem != DESK_FIELD_OK)
    return NULL;

  return convert (program, deadline, content, problem, error);
}
