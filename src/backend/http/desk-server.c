/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-server-private.h"

#include "desk-exchange.h"
#include "desk-id.h"
#include "desk-problem.h"
#include "desk-spool.h"
#include "desk-unix-address.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Jobs that wait for a free worker; more are told to come back. */
#define MAX_WAITING_WORK 32
#define MIN_WORKERS      2
#define MAX_WORKERS      8

#define SPOOL_KEY "desk-spool"

struct _DeskServer {
  GObject parent_instance;

  DeskServerSetup setup;
  char *spool_directory;
  DeskRouter *router;     /* owned */
  SoupServer *soup;       /* owned */
  DeskListener *listener; /* owned */
  GThreadPool *pool;      /* owned */
  int n_exchanges;
};

typedef struct {
  DeskServerWork work;
  gpointer data;
} Work;

G_DEFINE_FINAL_TYPE (DeskServer, desk_server, G_TYPE_OBJECT)

const DeskServerSetup *
desk_server_get_setup (DeskServer *self)
{
  return &self->setup;
}

DeskRouter *
desk_server_get_router (DeskServer *self)
{
  return self->router;
}

void
desk_server_count_exchange (DeskServer *self, int delta)
{
  self->n_exchanges += delta;
}

static void
run_work (gpointer data, gpointer user_data)
{
  g_autofree Work *work = data;

  work->work (work->data);
}

gboolean
desk_server_push_work (DeskServer *self, DeskServerWork work, gpointer data)
{
  Work *item;

  if (g_thread_pool_unprocessed (self->pool) >= MAX_WAITING_WORK)
    return FALSE;

  item = g_new0 (Work, 1);
  item->work = work;
  item->data = data;
  g_thread_pool_push (self->pool, item, NULL);
  return TRUE;
}

/* What can be refused by the header alone, before the body is read. */
static gboolean
check_framing (const DeskFraming *framing, gpointer user_data, GError **error)
{
  DeskServer *self = user_data;
  g_autofree char *allow = NULL;
  const DeskRoute *route
      = desk_router_match (self->router, framing->method, framing->path, NULL, &allow);
  gsize max = route != NULL && route->body != DESK_BODY_NONE ? desk_route_get_max_body (route) : 0;

  if (route != NULL && route->body == DESK_BODY_UPLOAD && !framing->has_length)
    return desk_problem_set (error, DESK_PROBLEM_LENGTH_REQUIRED, "an upload needs its length");
  /* Where there is no route the answer says so; a small body is no reason to cut. */
  if (framing->content_length > (gint64) MAX (max, 2))
    return route != NULL || framing->content_length > DESK_FRAMING_MAX_HEADER
               ? desk_problem_set (error, DESK_PROBLEM_TOO_LARGE, "the body is too large")
               : TRUE;

  return TRUE;
}

static void
on_accepted (DeskGuard *guard, GSocketAddress *local, GSocketAddress *remote, gpointer user_data)
{
  DeskServer *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!soup_server_accept_iostream (self->soup, G_IO_STREAM (guard), local, remote, &error))
    g_message ("a connection was not accepted: %s", error->message);
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  desk_spool_append (user_data, chunk);
}

/* Runs when the header is there: an upload goes to a file from its first octet. */
static void
on_early_request (SoupServer *soup,
                  SoupServerMessage *message,
                  const char *path,
                  GHashTable *query,
                  gpointer user_data)
{
  DeskServer *self = user_data;
  const char *raw_path = g_uri_get_path (soup_server_message_get_uri (message));
  const char *method = soup_server_message_get_method (message);
  g_autofree char *allow = NULL;
  const DeskRoute *route;
  g_autoptr (GError) error = NULL;
  DeskSpool *spool;

  if (strcmp (method, "GET") == 0)
    return;

  route = desk_router_match (self->router, method, raw_path, NULL, &allow);
  if (route == NULL || route->body != DESK_BODY_UPLOAD)
    return;

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  spool = desk_spool_new (self->spool_directory, &error);
  if (spool == NULL) {
    g_warning ("%s", error->message);
    return;
  }

  g_object_set_data_full (G_OBJECT (message), SPOOL_KEY, spool, (GDestroyNotify) desk_spool_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), spool);
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  DeskSpool *spool = g_object_steal_data (G_OBJECT (message), SPOOL_KEY);

  desk_exchange_start (DESK_SERVER (user_data), message, spool);
}

static void
desk_server_dispose (GObject *object)
{
  DeskServer *self = DESK_SERVER (object);

  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_clear_object (&self->listener);
  if (self->pool != NULL)
    g_thread_pool_free (g_steal_pointer (&self->pool), FALSE, TRUE);

  G_OBJECT_CLASS (desk_server_parent_class)->dispose (object);
}

static void
desk_server_finalize (GObject *object)
{
  DeskServer *self = DESK_SERVER (object);

  g_clear_pointer (&self->router, desk_router_free);
  g_free (self->spool_directory);
  G_OBJECT_CLASS (desk_server_parent_class)->finalize (object);
}

static void
desk_server_class_init (DeskServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_server_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_server_finalize;
}

static void
desk_server_init (DeskServer *self)
{
  int n_workers = CLAMP ((int) g_get_num_processors (), MIN_WORKERS, MAX_WORKERS);

  self->soup = soup_server_new ("raw-paths", TRUE, NULL);
  self->pool = g_thread_pool_new (run_work, NULL, n_workers, FALSE, NULL);
}

/* SoupServer ends every connection after one answer unless it has a listener of its own
 * (libsoup 3.2, request_finished()). It gets one that nobody can reach: a Unix socket in the
 * private spool directory whose name is removed before anything could connect. */
static gboolean
add_unreachable_listener (DeskServer *self, GError **error)
{
  g_autofree char *name = desk_id_random_token (8);
  g_autofree char *path = g_build_filename (self->spool_directory, name, NULL);
  g_autoptr (GSocket) socket
      = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);
  g_autoptr (GSocketAddress) address = NULL;
  int directory_fd;
  gboolean bound;

  if (socket == NULL)
    return FALSE;

  address = desk_unix_address_new (self->spool_directory, name, &directory_fd, error);
  bound = address != NULL && g_socket_bind (socket, address, FALSE, error);
  if (directory_fd >= 0)
    close (directory_fd);
  if (!bound)
    return FALSE;

  (void) g_unlink (path);
  return g_socket_listen (socket, error)
         && soup_server_listen_socket (self->soup, socket, 0, error);
}

DeskServer *
desk_server_new (const DeskServerSetup *setup, GError **error)
{
  g_autoptr (DeskServer) self = g_object_new (DESK_TYPE_SERVER, NULL);

  if (!desk_spool_prepare_directory (setup->spool_directory, error))
    return NULL;

  self->setup = *setup;
  self->spool_directory = g_strdup (setup->spool_directory);
  self->setup.spool_directory = self->spool_directory;
  self->router = desk_router_new (setup->routes);
  self->listener = desk_listener_new (&setup->limits, check_framing, on_accepted, self);
  if (!add_unreachable_listener (self, error))
    return NULL;
  soup_server_add_early_handler (self->soup, NULL, on_early_request, self, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  return g_steal_pointer (&self);
}

gboolean
desk_server_listen (DeskServer *self, const char *address, GError **error)
{
  return desk_listener_listen (self->listener, address, error);
}

const char *
desk_server_get_url (DeskServer *self)
{
  return desk_listener_get_url (self->listener);
}

static gboolean
on_patience_over (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;
  return G_SOURCE_REMOVE;
}

void
desk_server_shut_down (DeskServer *self, int seconds)
{
  gboolean over = FALSE;
  guint timer = g_timeout_add_seconds ((guint) seconds, on_patience_over, &over);

  desk_listener_stop (self->listener);
  while (!over && (self->n_exchanges > 0 || desk_listener_count_busy (self->listener) > 0))
    g_main_context_iteration (NULL, TRUE);
  if (!over)
    g_source_remove (timer);

  /* A handler still at work holds its exchange: it is waited for, whatever its client does. */
  desk_listener_cut (self->listener);
  while (self->n_exchanges > 0)
    g_main_context_iteration (NULL, TRUE);
}
