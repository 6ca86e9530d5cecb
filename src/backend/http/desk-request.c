/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-request-private.h"

#include "desk-encoding.h"
#include "desk-id.h"

#include <glib/gstdio.h>

G_DEFINE_BOXED_TYPE (DeskRequest, desk_request, desk_request_ref, desk_request_unref)

DeskRequest *
desk_request_new (const char *method, gint64 now_us)
{
  DeskRequest *self = g_new0 (DeskRequest, 1);

  g_atomic_ref_count_init (&self->references);
  self->method = g_strdup (method);
  self->id = desk_id_new (now_us);
  self->time = now_us / G_USEC_PER_SEC;
  self->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->body = g_bytes_new (NULL, 0);
  return self;
}

DeskRequest *
desk_request_ref (DeskRequest *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
desk_request_unref (DeskRequest *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->body, g_bytes_unref);
  if (self->body_path != NULL && g_unlink (self->body_path) != 0)
    g_warning ("a spool file could not be removed");
  g_clear_pointer (&self->json, json_node_unref);
  g_hash_table_unref (self->parameters);
  g_hash_table_unref (self->query);
  g_hash_table_unref (self->headers);
  g_free (self->method);
  g_free (self->id);
  g_free (self->path);
  g_free (self->client_address);
  g_free (self->content_type);
  g_free (self->idempotency_key);
  g_free (self->account_id);
  g_free (self->session_id);
  g_free (self->body_sha256);
  g_free (self->body_path);
  g_free (self);
}

const char *
desk_request_get_method (DeskRequest *self)
{
  return self->method;
}

const char *
desk_request_get_id (DeskRequest *self)
{
  return self->id;
}

const char *
desk_request_get_account_id (DeskRequest *self)
{
  return self->account_id;
}

const char *
desk_request_get_session_id (DeskRequest *self)
{
  return self->session_id;
}

const char *
desk_request_get_parameter (DeskRequest *self, const char *name)
{
  return g_hash_table_lookup (self->parameters, name);
}

const char *
desk_request_get_query (DeskRequest *self, const char *name)
{
  return g_hash_table_lookup (self->query, name);
}

const char *
desk_request_get_header (DeskRequest *self, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (self->headers, lower);
}

const char *
desk_request_get_content_type (DeskRequest *self)
{
  return self->content_type;
}

const char *
desk_request_get_idempotency_key (DeskRequest *self)
{
  return self->idempotency_key;
}

const char *
desk_request_get_client_address (DeskRequest *self)
{
  return self->client_address;
}

gint64
desk_request_get_time (DeskRequest *self)
{
  return self->time;
}

JsonObject *
desk_request_get_json (DeskRequest *self)
{
  g_return_val_if_fail (self->json != NULL, NULL);

  return json_node_get_object (self->json);
}

GBytes *
desk_request_get_body (DeskRequest *self)
{
  return self->body;
}

const char *
desk_request_get_body_path (DeskRequest *self)
{
  return self->body_path;
}

const char *
desk_request_get_body_sha256 (DeskRequest *self)
{
  if (self->body_sha256 == NULL)
    self->body_sha256 = desk_sha256_hex (self->body);

  return self->body_sha256;
}
