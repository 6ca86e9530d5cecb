/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-api.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* For what sends requests: desk-api-call.c, desk-api-probe.c. */

SoupSession *desk_api_get_session (DeskApi *self); /* borrowed */

/* A message for @path with the headers that every request of this client carries. */
SoupMessage *desk_api_new_message (DeskApi *self, const char *method, const char *path);

void desk_api_set_reachable (DeskApi *self, gboolean reachable);

/* Seconds a whole request may take. */
guint desk_api_get_deadline (DeskApi *self);

G_END_DECLS
