/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-api.h"

G_BEGIN_DECLS

/* How far a request to the server got. */
typedef enum {
  DESK_API_PROBE_ANSWERED,
  DESK_API_PROBE_FOREIGN,    /* something answers that is not the server: a portal, a proxy */
  DESK_API_PROBE_PROXY,      /* the proxy in between refuses, or is not there */
  DESK_API_PROBE_UNTRUSTED,  /* a connection, but its certificate does not hold (TLS) */
  DESK_API_PROBE_UNRESOLVED, /* the server's name has no address */
  DESK_API_PROBE_UNREACHABLE,
} DeskApiProbeOutcome;

typedef struct {
  DeskApiProbeOutcome outcome;
  guint status;      /* of HTTP, 0: none came */
  gint64 date;       /* the answer's Date, Unix seconds; 0: none */
  gint64 elapsed_us; /* from the request to the answer or the failure */
  char *detail;      /* owned, nullable; for the log */
} DeskApiProbe;

void desk_api_probe_free (DeskApiProbe *probe);

/* GET /healthz on a connection of its own, to tell what is wrong with the way to the server. Turns
 * `reachable` only where the server answered. */
void desk_api_probe_async (DeskApi *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/* NULL only when it was cancelled: a server that does not answer is an outcome. Caller frees. */
DeskApiProbe *desk_api_probe_finish (DeskApi *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskApiProbe, desk_api_probe_free)

G_END_DECLS
