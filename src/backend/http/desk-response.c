/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-response-private.h"

#include <string.h>

#define STATUS_OK 200

struct _DeskResponse {
  guint status;           /* HTTP; 0 until something is set */
  GBytes *body;           /* owned, nullable */
  const char *media_type; /* static, nullable */
  char *etag;             /* owned, nullable */
  GError *problem;        /* owned, nullable; instead of all the above */
};

DeskResponse *
desk_response_new (void)
{
  return g_new0 (DeskResponse, 1);
}

static void
clear (DeskResponse *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->etag, g_free);
  g_clear_error (&self->problem);
  self->media_type = NULL;
  self->status = 0;
}

void
desk_response_free (DeskResponse *self)
{
  if (self == NULL)
    return;

  clear (self);
  g_free (self);
}

void
desk_response_take_json (DeskResponse *self, guint status, JsonNode *root)
{
  char *text = json_to_string (root, FALSE);

  json_node_unref (root);
  desk_response_take_stored (self, status, g_bytes_new_take (text, strlen (text)));
}

void
desk_response_take_stored (DeskResponse *self, guint status, GBytes *body)
{
  clear (self);
  self->status = status;
  self->body = body;
  self->media_type = body != NULL ? "application/json" : NULL;
}

void
desk_response_set_bytes (
    DeskResponse *self, guint status, GBytes *body, const char *media_type, const char *etag)
{
  clear (self);
  self->status = status;
  self->body = g_bytes_ref (body);
  self->media_type = g_intern_string (media_type);
  self->etag = g_strdup (etag);
}

void
desk_response_set_empty (DeskResponse *self, guint status)
{
  clear (self);
  self->status = status;
}

void
desk_response_take_problem (DeskResponse *self, GError *problem)
{
  clear (self);
  self->problem = problem;
}

gboolean
desk_response_is_problem (DeskResponse *self)
{
  return self->problem != NULL;
}

gboolean
desk_response_is_set (DeskResponse *self)
{
  return self->status != 0 || self->problem != NULL;
}

guint
desk_response_get_status (DeskResponse *self)
{
  return self->status != 0 ? self->status : STATUS_OK;
}

GBytes *
desk_response_get_body (DeskResponse *self)
{
  return self->body;
}

const char *
desk_response_get_media_type (DeskResponse *self)
{
  return self->media_type;
}

const char *
desk_response_get_etag (DeskResponse *self)
{
  return self->etag;
}

GError *
desk_response_get_problem (DeskResponse *self)
{
  return self->problem;
}
