/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-serve.h"

#include "desk-admin-socket.h"
#include "desk-routes.h"

/* How long requests under way may take to finish when the backend is told to end. */
#define PATIENCE_SECONDS 10

struct _DeskServe {
  DeskBackend *backend;
  const DeskRoute **routes; /* owned list of borrowed rows */
  char *spool_directory;
  DeskServer *server;
  DeskAdminSocket *admin;
};

static gboolean
start_server (DeskServe *self, const char *listen, GError **error)
{
  const DeskLimits *limits = desk_config_get_limits (self->backend->config);
  const char *public_url = desk_config_get_public_url (self->backend->config);
  DeskServerSetup setup = {
    .backend = self->backend,
    .store = self->backend->store,
    .crypt = self->backend->crypt,
    .clock = self->backend->clock,
    .routes = self->routes,
    .spool_directory = self->spool_directory,
    .limits = { .connections = (guint) limits->connections,
                .connections_per_address = (guint) limits->connections_per_address,
                .times = { .idle = limits->idle_seconds,
                           .request = limits->request_seconds,
                           .answer = limits->answer_seconds } },
  };

  self->server = desk_server_new (&setup, error);
  if (self->server == NULL || !desk_server_listen (self->server, listen, error))
    return FALSE;

  g_free (self->backend->origin);
  self->backend->origin
      = g_strdup (public_url != NULL ? public_url : desk_server_get_url (self->server));
  return TRUE;
}

DeskServe *
desk_serve_start (const char *data_directory,
                  const char *listen,
                  const char *program,
                  DeskClock *clock,
                  GError **error)
{
  g_autoptr (DeskServe) self = g_new0 (DeskServe, 1);

  self->backend = desk_backend_open (data_directory, program, clock, error);
  if (self->backend == NULL)
    return NULL;

  self->routes = desk_routes_new ();
  self->spool_directory = g_build_filename (data_directory, "spool", NULL);
  self->admin = desk_admin_socket_new (self->backend, error);
  if (self->admin == NULL || !start_server (self, listen, error))
    return NULL;

  return g_steal_pointer (&self);
}

const char *
desk_serve_get_url (DeskServe *self)
{
  return desk_server_get_url (self->server);
}

DeskBackend *
desk_serve_get_backend (DeskServe *self)
{
  return self->backend;
}

void
desk_serve_stop (DeskServe *self)
{
  if (self == NULL)
    return;

  if (self->server != NULL)
    desk_server_shut_down (self->server, PATIENCE_SECONDS);
  g_clear_object (&self->server);
  g_clear_pointer (&self->admin, desk_admin_socket_free);
  g_clear_pointer (&self->backend, desk_backend_free);
  g_free (self->routes);
  g_free (self->spool_directory);
  g_free (self);
}
