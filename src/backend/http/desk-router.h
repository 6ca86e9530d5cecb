/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"

G_BEGIN_DECLS

/**
 * DeskRouter:
 *
 * Finds the row of the route table for a method and a path: strictly, without redirects, a trailing
 * slash or letters of another case. Immutable.
 */
typedef struct _DeskRouter DeskRouter;

/* @routes: a NULL-terminated list of rows, borrowed for the router's life. */
DeskRouter *desk_router_new (const DeskRoute *const *routes);
void desk_router_free (DeskRouter *self);

/* @path: as sent, percent-encoded, without the query. NULL if there is no such path (*@allow NULL)
 * or not with
 * @method (*@allow: the methods it has, caller frees). HEAD finds GET's row. @parameters: filled
 * with what stands for {name}. */
const DeskRoute *desk_router_match (
    DeskRouter *self, const char *method, const char *path, GHashTable *parameters, char **allow);

/* The largest body any row takes, in bytes. */
gsize desk_router_get_max_body (DeskRouter *self);
/* The largest body of @route. */
gsize desk_route_get_max_body (const DeskRoute *route);

/* "GET /v1/orders/{id}" for every row, in table order. Caller frees with g_strfreev(). */
char **desk_router_list (DeskRouter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskRouter, desk_router_free)

G_END_DECLS
