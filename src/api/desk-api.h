/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-api-error.h"
#include "desk-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskApi:
 *
 * The connection to one server: every request of the client goes through it (the resources are in
 * desk-api-sms.h, desk-api-session.h ...). Follows no redirects, keeps no cookies, takes no answer
 * larger than the resource allows, and holds the session's token in memory only. Every function of
 * a resource is bound to the main context it is called in. A `..._finish` function takes the result
 * of its own `..._async`.
 *
 * Property `reachable`: FALSE after a request found no connection, TRUE after any answer; TRUE at
 * first.
 *
 * A request that moves something carries the idempotency key that its caller gives it: repeating
 * the call with the same key and arguments after a lost answer gives the first answer again. NULL
 * where the route knows none.
 */
#define DESK_TYPE_API (desk_api_get_type ())

G_DECLARE_FINAL_TYPE (DeskApi, desk_api, DESK, API, GObject)

/* Seconds a connection may be silent. */
#define DESK_API_TIMEOUT_SECONDS 20

/* @server: "https://host[:port]", without a path; NULL with %G_IO_ERROR_INVALID_ARGUMENT if it is
 * not one.
 * @timeout in seconds. */
DeskApi *desk_api_new (const char *server, guint timeout, GError **error);

/* The base URL without a trailing slash: what a Ukey challenge names as origin. */
const char *desk_api_get_server (DeskApi *self);

/* NULL: signed out. */
void desk_api_set_token (DeskApi *self, DeskSecret *token);
gboolean desk_api_has_token (DeskApi *self);

gboolean desk_api_get_reachable (DeskApi *self);

/* @fraction: 0..1 of a request's body handed to the connection. */
typedef void (*DeskApiProgressFunc) (double fraction, gpointer user_data);

G_END_DECLS
