/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-admin-socket.h"

#include "desk-admin.h"
#include "desk-unix-address.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DESK_ADMIN_SOCKET_NAME "admin.sock"
#define MAX_THREADS            4
#define TIMEOUT_SECONDS        10

struct _DeskAdminSocket {
  DeskBackend *backend;    /* borrowed */
  GSocketService *service; /* owned, threaded */
  char *path;

  GMutex lock;
  GCond idle;
  int n_running; /* guarded by lock */
};

static void
answer_line (DeskAdminSocket *self, GIOStream *stream)
{
  g_autoptr (GDataInputStream) input
      = g_data_input_stream_new (g_io_stream_get_input_stream (stream));
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  g_autofree char *line = NULL;
  g_autofree char *reply = NULL;
  gsize length;

  line = g_data_input_stream_read_line (input, &length, NULL, NULL);
  if (line == NULL || length > DESK_ADMIN_MAX_LINE)
    return;

  reply = desk_admin_run_line (self->backend, line, length);
  if (g_output_stream_write_all (output, reply, strlen (reply), NULL, NULL, NULL))
    g_output_stream_write_all (output, "\n", 1, NULL, NULL, NULL);
}

static gboolean
on_run (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer user_data)
{
  DeskAdminSocket *self = user_data;

  g_mutex_lock (&self->lock);
  self->n_running++;
  g_mutex_unlock (&self->lock);

  g_socket_set_timeout (g_socket_connection_get_socket (connection), TIMEOUT_SECONDS);
  answer_line (self, G_IO_STREAM (connection));

  g_mutex_lock (&self->lock);
  self->n_running--;
  g_cond_signal (&self->idle);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static gboolean
bind_private (DeskAdminSocket *self, GSocketAddress *address, GError **error)
{
  /* The file is private from the moment it exists. Called before any other thread makes files. */
  mode_t old = umask (0177);
  gboolean ok = g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                               G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT,
                                               NULL, NULL, error);

  umask (old);
  return ok;
}

DeskAdminSocket *
desk_admin_socket_new (DeskBackend *backend, GError **error)
{
  g_autoptr (DeskAdminSocket) self = g_new0 (DeskAdminSocket, 1);
  g_autoptr (GSocketAddress) address = NULL;
  int directory_fd;
  gboolean ok;

  g_mutex_init (&self->lock);
  g_cond_init (&self->idle);
  self->backend = backend;
  self->path = g_build_filename (backend->data_directory, DESK_ADMIN_SOCKET_NAME, NULL);
  self->service = g_threaded_socket_service_new (MAX_THREADS);
  if (g_unlink (self->path) != 0 && errno != ENOENT)
    g_warning ("%s could not be removed: %s", self->path, g_strerror (errno));

  address = desk_unix_address_new (backend->data_directory, DESK_ADMIN_SOCKET_NAME, &directory_fd,
                                   error);
  ok = address != NULL && bind_private (self, address, error);
  if (directory_fd >= 0)
    close (directory_fd);
  if (!ok)
    return NULL;

  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_socket_service_start (self->service);
  return g_steal_pointer (&self);
}

void
desk_admin_socket_free (DeskAdminSocket *self)
{
  if (self == NULL)
    return;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_mutex_lock (&self->lock);
  while (self->n_running > 0)
    g_cond_wait (&self->idle, &self->lock);
  g_mutex_unlock (&self->lock);

  (void) g_unlink (self->path);
  g_clear_object (&self->service);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->idle);
  g_free (self->path);
  g_free (self);
}
