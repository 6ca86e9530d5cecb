/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-router.h"

#include <string.h>

#define SMALL_BODY (64 * 1024)

struct _DeskRouter {
  GPtrArray *rows; /* of Row */
  gsize max_body;  /* bytes */
};

typedef struct {
  const DeskRoute *route;
  char **segments; /* of the template, after the first slash */
  guint n_segments;
} Row;

static void
row_free (gpointer pointer)
{
  Row *row = pointer;

  g_strfreev (row->segments);
  g_free (row);
}

gsize
desk_route_get_max_body (const DeskRoute *route)
{
  return route->max_body != 0 ? route->max_body : SMALL_BODY;
}

DeskRouter *
desk_router_new (const DeskRoute *const *routes)
{
  DeskRouter *self = g_new0 (DeskRouter, 1);

  self->rows = g_ptr_array_new_with_free_func (row_free);
  for (; *routes != NULL; routes++) {
    Row *row = g_new0 (Row, 1);

    g_assert (((*routes)->handler == NULL) != ((*routes)->job == NULL));
    g_assert (((*routes)->flags & DESK_ROUTE_FIXED) == 0
              || ((*routes)->handler != NULL && (*routes)->access == DESK_ACCESS_PUBLIC));
    row->route = *routes;
    row->segments = g_strsplit ((*routes)->template + 1, "/", -1);
    row->n_segments = g_strv_length (row->segments);
    g_ptr_array_add (self->rows, row);
    self->max_body = MAX (self->max_body, desk_route_get_max_body (*routes));
  }

  return self;
}

void
desk_router_free (DeskRouter *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->rows);
  g_free (self);
}

static gboolean
is_parameter (const char *segment)
{
  return segment[0] == '{';
}

static gboolean
row_matches (const Row *row, char **segments, guint n_segments)
{
  if (row->n_segments != n_segments)
    return FALSE;

  for (guint i = 0; i < n_segments; i++)
    if (is_parameter (row->segments[i]) ? segments[i][0] == '\0'
                                        : strcmp (row->segments[i], segments[i]) != 0)
      return FALSE;

  return TRUE;
}

static void
take_parameters (const Row *row, char **segments, GHashTable *parameters)
{
  for (guint i = 0; i < row->n_segments; i++)
    if (is_parameter (row->segments[i]))
      g_hash_table_insert (parameters,
                           g_strndup (row->segments[i] + 1, strlen (row->segments[i]) - 2),
                           g_strdup (segments[i]));
}

/* NULL if a segment is not well encoded or hides a slash or a control character. */
static char **
split_path (const char *path)
{
  g_auto (GStrv) segments = NULL;

  if (path[0] != '/')
    return NULL;

  segments = g_strsplit (path + 1, "/", -1);
  for (char **segment = segments; *segment != NULL; segment++) {
    char *plain = g_uri_unescape_segment (*segment, NULL, "/");

    if (plain == NULL || !g_utf8_validate (plain, -1, NULL)) {
      g_free (plain);
      return NULL;
    }
    g_free (*segment);
    *segment = plain;
  }

  return g_steal_pointer (&segments);
}

static void
note_allowed (GString *allowed, const char *method)
{
  g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", method);
  if (strcmp (method, "GET") == 0)
    g_string_append (allowed, ", HEAD");
}

const DeskRoute *
desk_router_match (
    DeskRouter *self, const char *method, const char *path, GHashTable *parameters, char **allow)
{
  g_auto (GStrv) segments = split_path (path);
  g_autoptr (GString) allowed = g_string_new (NULL);
  const char *wanted = strcmp (method, "HEAD") == 0 ? "GET" : method;
  guint n_segments = segments != NULL ? g_strv_length (segments) : 0;

  *allow = NULL;
  for (guint i = 0; segments != NULL && i < self->rows->len; i++) {
    const Row *row = g_ptr_array_index (self->rows, i);

    if (!row_matches (row, segments, n_segments))
      continue;
    if (strcmp (row->route->method, wanted) == 0) {
      if (parameters != NULL)
        take_parameters (row, segments, parameters);
      return row->route;
    }
    note_allowed (allowed, row->route->method);
  }

  if (allowed->len > 0)
    *allow = g_strdup (allowed->str);
  return NULL;
}

gsize
desk_router_get_max_body (DeskRouter *self)
{
  return self->max_body;
}

char **
desk_router_list (DeskRouter *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = g_ptr_array_index (self->rows, i);
    g_autofree char *line = g_strdup_printf ("%s %s", row->route->method, row->route->template);

    g_strv_builder_add (lines, line);
  }

  return g_strv_builder_end (lines);
}
