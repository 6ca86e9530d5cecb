/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-proxy.h"

#include <libsoup/soup.h>

/* How often a request was lost that passes from now on. */
#define LOST_TWICE 2

struct _DeskTestProxy {
  DeskTestBackend *backend; /* borrowed */
  SoupServer *server;       /* owned */
  SoupSession *session;     /* owned; to the backend */
  char *url;                /* owned */
  DeskTestProxyMode mode;
  GHashTable *n_lost; /* owned; "METHOD path" to how often it was lost */
  guint n_kills;
};

typedef struct {
  DeskTestProxy *proxy;       /* borrowed */
  SoupServerMessage *message; /* owned */
  SoupMessage *forwarded;     /* owned */
  gboolean is_lost;           /* once it was answered */
} Exchange;

static void
cut (SoupServerMessage *message)
{
  g_socket_shutdown (soup_server_message_get_socket (message), TRUE, TRUE, NULL);
  soup_server_message_set_status (message, SOUP_STATUS_BAD_GATEWAY, NULL);
}

static void
kill_backend (DeskTestProxy *self)
{
  self->n_kills++;
  desk_test_backend_kill (self->backend);
  desk_test_backend_restart (self->backend);
}

static void
copy_header (const char *name, const char *value, gpointer user_data)
{
  /* The body is complete on both sides; each connection says itself how it is framed. */
  if (g_ascii_strcasecmp (name, "Content-Length") != 0
      && g_ascii_strcasecmp (name, "Transfer-Encoding") != 0
      && g_ascii_strcasecmp (name, "Connection") != 0 && g_ascii_strcasecmp (name, "Host") != 0)
    soup_message_headers_replace (user_data, name, value);
}

static void
on_answer_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *exchange = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body
      = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_assert_no_error (error);
  if (exchange->is_lost) {
    kill_backend (exchange->proxy);
    cut (exchange->message);
  } else {
    soup_server_message_set_status (exchange->message,
                                    soup_message_get_status (exchange->forwarded), NULL);
    soup_message_headers_foreach (soup_message_get_response_headers (exchange->forwarded),
                                  copy_header,
                                  soup_server_message_get_response_headers (exchange->message));
    soup_message_body_append_bytes (soup_server_message_get_response_body (exchange->message),
                                    body);
  }

  soup_server_message_unpause (exchange->message);
  g_object_unref (exchange->message);
  g_object_unref (exchange->forwarded);
  g_free (exchange);
}

static void
forward (DeskTestProxy *self, SoupServerMessage *message, gboolean is_lost)
{
  g_autofree char *target = g_uri_to_string_partial (soup_server_message_get_uri (message), 0);
  g_autoptr (GUri) uri = g_uri_parse (target, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *path
      = g_strconcat (desk_test_backend_get_url (self->backend), g_uri_get_path (uri),
                     g_uri_get_query (uri) != NULL ? "?" : "", g_uri_get_query (uri), NULL);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) body
      = soup_message_body_flatten (soup_server_message_get_request_body (message));
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->proxy = self;
  exchange->message = g_object_ref (message);
  exchange->is_lost = is_lost;
  exchange->forwarded = soup_message_new (soup_server_message_get_method (message), path);
  soup_message_headers_foreach (headers, copy_header,
                                soup_message_get_request_headers (exchange->forwarded));
  if (g_bytes_get_size (body) > 0)
    soup_message_set_request_body_from_bytes (
        exchange->forwarded, soup_message_headers_get_content_type (headers, NULL), body);

  soup_server_message_pause (message);
  soup_session_send_and_read_async (self->session, exchange->forwarded, G_PRIORITY_DEFAULT, NULL,
                                    on_answer_ready, exchange);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  DeskTestProxy *self = user_data;
  g_autofree char *name = g_strconcat (soup_server_message_get_method (message), " ", path, NULL);
  guint n_lost = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_lost, name));

  if (self->mode == DESK_TEST_PROXY_CUT) {
    cut (message);
    return;
  }
  if (self->mode == DESK_TEST_PROXY_PASS || n_lost >= LOST_TWICE) {
    forward (self, message, FALSE);
    return;
  }

  g_hash_table_insert (self->n_lost, g_strdup (name), GUINT_TO_POINTER (n_lost + 1));
  if (n_lost == 0) {
    kill_backend (self);
    cut (message);
  } else {
    forward (self, message, TRUE);
  }
}

DeskTestProxy *
desk_test_proxy_new (DeskTestBackend *backend)
{
  DeskTestProxy *self = g_new0 (DeskTestProxy, 1);
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;

  self->backend = backend;
  self->n_lost = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->session = soup_session_new ();
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  return self;
}

void
desk_test_proxy_free (DeskTestProxy *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_hash_table_unref (self->n_lost);
  g_free (self->url);
  g_free (self);
}

const char *
desk_test_proxy_get_url (DeskTestProxy *self)
{
  return self->url;
}

void
desk_test_proxy_set_mode (DeskTestProxy *self, DeskTestProxyMode mode)
{
  self->mode = mode;
}

guint
desk_test_proxy_get_n_kills (DeskTestProxy *self)
{
  return self->n_kills;
}
