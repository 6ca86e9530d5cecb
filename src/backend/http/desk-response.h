/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * DeskResponse:
 *
 * What a handler answers. 200 and an empty body until something is set. Used by one thread at a
 * time.
 */
typedef struct _DeskResponse DeskResponse;

/* Takes @root. */
void desk_response_take_json (DeskResponse *self, guint status, JsonNode *root);

/* @etag: nullable, without quotes; a request whose If-None-Match names it gets 304. */
void desk_response_set_bytes (
    DeskResponse *self, guint status, GBytes *body, const char *media_type, const char *etag);

/* No body: 204. */
void desk_response_set_empty (DeskResponse *self, guint status);

/* Answers with a problem although the handler returns TRUE: what it changed is committed, such as a
 * counted wrong try. Takes @problem (domain %DESK_PROBLEM). */
void desk_response_take_problem (DeskResponse *self, GError *problem);

gboolean desk_response_is_problem (DeskResponse *self);
/* TRUE once one of the functions above was called. */
gboolean desk_response_is_set (DeskResponse *self);

G_END_DECLS
