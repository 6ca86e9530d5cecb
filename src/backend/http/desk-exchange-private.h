/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-request-private.h"
#include "desk-response-private.h"
#include "desk-server-private.h"

G_BEGIN_DECLS

/* One request on its way to its answer. Used by one thread at a time: the main one, then the
 * database thread or a pool thread while the main one waits for it. */
typedef struct {
  /* Input */
  DeskServer *server;         /* owned */
  SoupServerMessage *message; /* owned; main thread only */
  const DeskRoute *route;     /* borrowed; NULL if none matched */
  DeskRequest *request;       /* owned */
  gint64 started;             /* monotonic microseconds */

  /* In progress */
  gpointer job;           /* of the route's job handler, nullable */
  gboolean touch_session; /* its last use is to be noted */
  gboolean paused;
  gboolean gone; /* the client went away */

  /* Output */
  DeskResponse *response; /* owned */
  GError *error;          /* owned, nullable; instead of the response */
  char *allow;            /* owned, nullable; the methods of a path that lacks this one */
} DeskExchange;

G_END_DECLS
