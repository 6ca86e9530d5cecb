/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#define BACKLOG 128

typedef struct {
  DeskListener *listener; /* borrowed; outlives its connections' entries */
  DeskGuard *guard;       /* borrowed; says that it is closed before it goes */
  char *address;          /* textual IP of the client */
} Connection;

struct _DeskListener {
  GObject parent_instance;

  DeskListenerLimits limits;
  DeskGuardCheck check;
  DeskListenerAccepted accepted;
  gpointer user_data; /* borrowed */

  GSocketService *service; /* owned, nullable */
  GHashTable *connections; /* set of Connection, owned */
  GHashTable *per_address; /* char* -> number of connections */
  guint tick;              /* source id */
  char *url;               /* nullable */
};

G_DEFINE_FINAL_TYPE (DeskListener, desk_listener, G_TYPE_OBJECT)

static guint
count_of (DeskListener *self, const char *address)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->per_address, address));
}

static void
set_count (DeskListener *self, const char *address, guint count)
{
  if (count == 0)
    g_hash_table_remove (self->per_address, address);
  else
    g_hash_table_insert (self->per_address, g_strdup (address), GUINT_TO_POINTER (count));
}

static void
connection_free (gpointer pointer)
{
  Connection *connection = pointer;

  g_free (connection->address);
  g_free (connection);
}

static void
on_guard_closed (DeskGuard *guard, gpointer user_data)
{
  Connection *connection = user_data;
  DeskListener *self = connection->listener;

  set_count (self, connection->address, count_of (self, connection->address) - 1);
  g_hash_table_remove (self->connections, connection);
}

static char *
address_text (GSocketAddress *address)
{
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return g_strdup ("local");

  return g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static gboolean
has_room (DeskListener *self, const char *address)
{
  return g_hash_table_size (self->connections) < self->limits.connections
         && count_of (self, address) < self->limits.connections_per_address;
}

static gboolean
on_incoming (GSocketService *service,
             GSocketConnection *stream,
             GObject *source,
             gpointer user_data)
{
  DeskListener *self = user_data;
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (stream, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (stream, NULL);
  g_autoptr (DeskGuard) guard = NULL;
  g_autofree char *address = address_text (remote);
  Connection *connection;

  if (local == NULL || remote == NULL || !has_room (self, address)) {
    g_debug ("a connection was not taken");
    g_io_stream_close (G_IO_STREAM (stream), NULL, NULL);
    return TRUE;
  }

  g_socket_set_option (g_socket_connection_get_socket (stream), IPPROTO_TCP, TCP_NODELAY, TRUE,
                       NULL);
  guard = desk_guard_new (stream, &self->limits.times, self->check, self->user_data);
  connection = g_new0 (Connection, 1);
  connection->listener = self;
  connection->guard = guard;
  connection->address = g_strdup (address);
  g_hash_table_add (self->connections, connection);
  set_count (self, address, count_of (self, address) + 1);
  g_signal_connect (guard, "closed", G_CALLBACK (on_guard_closed), connection);

  self->accepted (guard, local, remote, self->user_data);
  return TRUE;
}

static gboolean
on_tick (gpointer user_data)
{
  DeskListener *self = user_data;
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    Connection *connection = key;

    /* Shutting down the socket frees nothing here: the owner learns of it from its next read. */
    if (desk_guard_is_overdue (connection->guard, now))
      desk_guard_cut (connection->guard);
  }

  return G_SOURCE_CONTINUE;
}

static void
desk_listener_dispose (GObject *object)
{
  DeskListener *self = DESK_LISTENER (object);
  GHashTableIter iter;
  gpointer key;

  desk_listener_stop (self);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    Connection *connection = key;

    g_signal_handlers_disconnect_by_data (connection->guard, connection);
  }
  g_hash_table_remove_all (self->connections);

  G_OBJECT_CLASS (desk_listener_parent_class)->dispose (object);
}

static void
desk_listener_finalize (GObject *object)
{
  DeskListener *self = DESK_LISTENER (object);

  g_hash_table_unref (self->connections);
  g_hash_table_unref (self->per_address);
  g_free (self->url);
  G_OBJECT_CLASS (desk_listener_parent_class)->finalize (object);
}

static void
desk_listener_class_init (DeskListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_listener_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_listener_finalize;
}

static void
desk_listener_init (DeskListener *self)
{
  self->connections = g_hash_table_new_full (NULL, NULL, connection_free, NULL);
  self->per_address = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tick = g_timeout_add_seconds (1, on_tick, self);
}

DeskListener *
desk_listener_new (const DeskListenerLimits *limits,
                   DeskGuardCheck check,
                   DeskListenerAccepted accepted,
                   gpointer user_data)
{
  DeskListener *self = g_object_new (DESK_TYPE_LISTENER, NULL);

  self->limits = *limits;
  self->check = check;
  self->accepted = accepted;
  self->user_data = user_data;
  return self;
}

static GSocketAddress *
parse_address (const char *text, GError **error)
{
  g_autoptr (GSocketConnectable) host = g_network_address_parse (text, 0, error);
  g_autoptr (GSocketAddressEnumerator) enumerator = NULL;

  if (host == NULL)
    return NULL;

  enumerator = g_socket_connectable_enumerate (host);
  return g_socket_address_enumerator_next (enumerator, NULL, error);
}

static char *
url_of (GSocketAddress *address)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  g_autofree char *host = g_inet_address_to_string (g_inet_socket_address_get_address (inet));
  gboolean bracketed = g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV6;

  return g_strdup_printf ("http://%s%s%s:%u", bracketed ? "[" : "", host, bracketed ? "]" : "",
                          g_inet_socket_address_get_port (inet));
}

gboolean
desk_listener_listen (DeskListener *self, const char *address, GError **error)
{
  g_autoptr (GSocketAddress) wanted = parse_address (address, error);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GSocketService) service = NULL;

  if (wanted == NULL)
    return FALSE;

  service = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (service), BACKLOG);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), wanted, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &effective, error))
    return FALSE;

  self->url = url_of (effective);
  g_signal_connect (service, "incoming", G_CALLBACK (on_incoming), self);
  g_socket_service_start (service);
  self->service = g_steal_pointer (&service);
  return TRUE;
}

const char *
desk_listener_get_url (DeskListener *self)
{
  return self->url;
}

static void
cut_connections (DeskListener *self, gboolean idle_only)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    Connection *connection = key;

    if (!idle_only || desk_guard_is_idle (connection->guard))
      desk_guard_cut (connection->guard);
  }
}

void
desk_listener_stop (DeskListener *self)
{
  if (self->service == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  cut_connections (self, TRUE);
}

guint
desk_listener_count_busy (DeskListener *self)
{
  GHashTableIter iter;
  gpointer key;
  guint busy = 0;

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    Connection *connection = key;

    if (!desk_guard_is_idle (connection->guard))
      busy++;
  }

  return busy;
}

guint
desk_listener_count (DeskListener *self)
{
  return g_hash_table_size (self->connections);
}

void
desk_listener_cut (DeskListener *self)
{
  cut_connections (self, FALSE);
}
