/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-api"

#include "desk-api-private.h"

#include <string.h>

/* A server that keeps a request alive byte by byte is given up after this many time-outs. */
#define DEADLINE_FACTOR 6

/* A request that waits for a free connection cannot be cancelled (libsoup 3.2): there shall always
 * be one. */
#define MAX_CONNECTIONS 16

struct _DeskApi {
  GObject parent_instance;

  SoupSession *session; /* owned */
  char *server;         /* owned; base URL without trailing slash */
  DeskSecret *token;    /* owned, nullable: signed out */
  gboolean reachable;
};

enum {
  PROP_0,
  PROP_REACHABLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskApi, desk_api, G_TYPE_OBJECT)

/* NULL unless @server is scheme, host and port alone: a path or a user would make the origin of a
 * Ukey challenge ambiguous. */
static char *
normalise_server (const char *server)
{
  g_autoptr (GUri) uri = g_uri_parse (server, G_URI_FLAGS_NONE, NULL);
  g_autofree char *text = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return NULL;
  if (!g_str_equal (g_uri_get_scheme (uri), "https")
      && !g_str_equal (g_uri_get_scheme (uri), "http"))
    return NULL;
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL
      || g_uri_get_fragment (uri) != NULL)
    return NULL;
  if (!g_str_equal (g_uri_get_path (uri), "") && !g_str_equal (g_uri_get_path (uri), "/"))
    return NULL;

  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     g_uri_get_port (uri), "", NULL, NULL);
}

static void
desk_api_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskApi *self = DESK_API (object);

  switch (id) {
  case PROP_REACHABLE:
    g_value_set_boolean (value, self->reachable);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_api_finalize (GObject *object)
{
  DeskApi *self = DESK_API (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->token, desk_secret_unref);
  g_free (self->server);
  G_OBJECT_CLASS (desk_api_parent_class)->finalize (object);
}

static void
desk_api_class_init (DeskApiClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_api_get_property;
  object_class->finalize = desk_api_finalize;

  properties[PROP_REACHABLE] = g_param_spec_boolean ("reachable", NULL, NULL, TRUE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_api_init (DeskApi *self)
{
  self->reachable = TRUE;
}

DeskApi *
desk_api_new (const char *server, guint timeout, GError **error)
{
  DeskApi *self;
  g_autofree char *base = NULL;

  g_return_val_if_fail (server != NULL && timeout > 0, NULL);

  base = normalise_server (server);
  if (base == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         "the server's address is not an origin");
    return NULL;
  }

  self = g_object_new (DESK_TYPE_API, NULL);
  self->server = g_steal_pointer (&base);
  self->session = soup_session_new_with_options ("timeout", timeout, "user-agent",
                                                 "certdesk/" DESK_VERSION, NULL);

  /* A compressed answer could be far larger than what was received, and the only kind of sign-in is
   * the bearer token. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  return self;
}

const char *
desk_api_get_server (DeskApi *self)
{
  g_return_val_if_fail (DESK_IS_API (self), NULL);

  return self->server;
}

void
desk_api_set_token (DeskApi *self, DeskSecret *token)
{
  g_return_if_fail (DESK_IS_API (self));

  if (token != NULL)
    desk_secret_ref (token);
  g_clear_pointer (&self->token, desk_secret_unref);
  self->token = token;
}

gboolean
desk_api_has_token (DeskApi *self)
{
  g_return_val_if_fail (DESK_IS_API (self), FALSE);

  return self->token != NULL;
}

gboolean
desk_api_get_reachable (DeskApi *self)
{
  g_return_val_if_fail (DESK_IS_API (self), FALSE);

  return self->reachable;
}

void
desk_api_set_reachable (DeskApi *self, gboolean reachable)
{
  if (self->reachable == reachable)
    return;

  self->reachable = reachable;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REACHABLE]);
}

SoupSession *
desk_api_get_session (DeskApi *self)
{
  return self->session;
}

guint
desk_api_get_deadline (DeskApi *self)
{
  return soup_session_get_timeout (self->session) * DEADLINE_FACTOR;
}

SoupMessage *
desk_api_new_message (DeskApi *self, const char *method, const char *path)
{
  g_autofree char *url = g_strconcat (self->server, path, NULL);
  SoupMessage *message = soup_message_new (method, url);
  SoupMessageHeaders *headers;

  g_return_val_if_fail (message != NULL, NULL);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (message);

  if (self->token != NULL) {
    char *bearer = g_strconcat ("Bearer ", desk_secret_get_data (self->token), NULL);

    soup_message_headers_replace (headers, "Authorization", bearer);
    desk_secret_wipe (bearer, strlen (bearer));
    g_free (bearer);
  }

  return message;
}
