/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * DeskRequest:
 *
 * What a handler may know of a request, checked and complete before the handler runs. Reference
 * counted; immutable once it is dispatched, so any thread may read it.
 */
typedef struct _DeskRequest DeskRequest;

#define DESK_TYPE_REQUEST (desk_request_get_type ())
GType desk_request_get_type (void);

DeskRequest *desk_request_ref (DeskRequest *self);
void desk_request_unref (DeskRequest *self);

const char *desk_request_get_method (DeskRequest *self);
/* UUID of this request, as in the problem's request_id and the log. */
const char *desk_request_get_id (DeskRequest *self);

/* Who asks: NULL on a public route. */
const char *desk_request_get_account_id (DeskRequest *self);
const char *desk_request_get_session_id (DeskRequest *self);

/* The part of the path that stands for {name} in the template; percent-decoded. */
const char *desk_request_get_parameter (DeskRequest *self, const char *name);
/* NULL if absent. */
const char *desk_request_get_query (DeskRequest *self, const char *name);
const char *desk_request_get_header (DeskRequest *self, const char *name);
const char *desk_request_get_content_type (DeskRequest *self); /* without parameters, lower case */
const char *desk_request_get_idempotency_key (DeskRequest *self);

/* The textual IP address. */
const char *desk_request_get_client_address (DeskRequest *self);

/* Unix seconds, the moment the request was complete. */
gint64 desk_request_get_time (DeskRequest *self);

/* DESK_BODY_JSON: borrowed, never NULL (the root is always an object). */
JsonObject *desk_request_get_json (DeskRequest *self);

/* The body as received: in memory for JSON, mapped from the spool file for an upload. */
GBytes *desk_request_get_body (DeskRequest *self); /* borrowed */
/* DESK_BODY_UPLOAD: the spool file (0600), removed when the last reference goes. NULL otherwise. */
const char *desk_request_get_body_path (DeskRequest *self);
/* SHA-256 of the body, hex. */
const char *desk_request_get_body_sha256 (DeskRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskRequest, desk_request_unref)

G_END_DECLS
