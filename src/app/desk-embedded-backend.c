/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-app"

#include "desk-embedded-backend.h"

#include "desk-platform.h"

#include <signal.h>
#include <string.h>

#define READY_LINE   "certdeskd: listening on "
#define STOP_SECONDS 5

struct _DeskEmbeddedBackend {
  GObject parent_instance;

  GSubprocess *process;    /* owned, nullable once stopped */
  GDataInputStream *lines; /* owned, nullable: its standard output */
  char *server;            /* owned, nullable until ready */
  guint stop_source;       /* timeout while it is being stopped, 0: none */
};

G_DEFINE_FINAL_TYPE (DeskEmbeddedBackend, desk_embedded_backend, G_TYPE_OBJECT)

static void
desk_embedded_backend_finalize (GObject *object)
{
  DeskEmbeddedBackend *self = DESK_EMBEDDED_BACKEND (object);

  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->process);
  g_clear_object (&self->lines);
  g_free (self->server);

  G_OBJECT_CLASS (desk_embedded_backend_parent_class)->finalize (object);
}

static void
desk_embedded_backend_class_init (DeskEmbeddedBackendClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_embedded_backend_finalize;
}

static void
desk_embedded_backend_init (DeskEmbeddedBackend *self)
{
}

/* certdeskd where this program is installed, or where both were built. */
static char *
find_program (void)
{
  static const char *const places[] = { "certdeskd", "../backend/certdeskd", NULL };
  const char *named = g_getenv ("CERTDESK_BACKEND");
  char *beside;

  if (named != NULL)
    return g_strdup (named);

  beside = desk_platform_find_beside (places);
  return beside != NULL ? beside : g_find_program_in_path ("certdeskd");
}

static void
on_line_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskEmbeddedBackend *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *line
      = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (line == NULL) {
    if (error == NULL)
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           "certdeskd ended before it was ready");
    g_task_return_error (task, g_steal_pointer (&error));
  } else if (g_str_has_prefix (line, READY_LINE)) {
    self->server = g_strstrip (g_strdup (line + strlen (READY_LINE)));
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
  } else
    g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT,
                                         g_task_get_cancellable (task), on_line_ready,
                                         g_object_ref (task));
}

void
desk_embedded_backend_start_async (const char *data_dir,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (DeskEmbeddedBackend) self = g_object_new (DESK_TYPE_EMBEDDED_BACKEND, NULL);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autofree char *program = find_program ();
  g_autoptr (GError) error = NULL;

  g_return_if_fail (data_dir != NULL);

  g_task_set_source_tag (task, desk_embedded_backend_start_async);
  if (program == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "certdeskd was not found");
    return;
  }

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  desk_platform_end_with_parent (launcher);
  self->process = g_subprocess_launcher_spawn (launcher, &error, program, "--data-dir", data_dir,
                                               "--listen", "127.0.0.1:0", NULL);
  if (self->process == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  self->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_task_set_task_data (task, g_object_ref (self), g_object_unref);
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, cancellable, on_line_ready,
                                       g_steal_pointer (&task));
}

DeskEmbeddedBackend *
desk_embedded_backend_start_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
desk_embedded_backend_get_server (DeskEmbeddedBackend *self)
{
  g_return_val_if_fail (DESK_IS_EMBEDDED_BACKEND (self), NULL);

  return self->server;
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  g_main_loop_quit (user_data);
}

/* The wait goes on and ends as soon as the process is gone. */
static void
on_stop_timeout (gpointer user_data)
{
  DeskEmbeddedBackend *self = user_data;

  self->stop_source = 0;
  g_subprocess_force_exit (self->process);
}

void
desk_embedded_backend_stop (DeskEmbeddedBackend *self)
{
  g_autoptr (GMainLoop) loop = NULL;

  g_return_if_fail (DESK_IS_EMBEDDED_BACKEND (self));

  if (self->process == NULL)
    return;

  loop = g_main_loop_new (NULL, FALSE);
  g_subprocess_send_signal (self->process, SIGTERM);
  self->stop_source = g_timeout_add_once (STOP_SECONDS * 1000, on_stop_timeout, self);
  g_subprocess_wait_async (self->process, NULL, on_ended, loop);
  g_main_loop_run (loop);
  g_clear_handle_id (&self->stop_source, g_source_remove);
  g_clear_object (&self->process);
}
