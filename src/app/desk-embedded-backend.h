/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskEmbeddedBackend:
 *
 * The bundled certdeskd as a child of the client, on a free port of this machine: for trying the
 * product out without a server. It ends with the client.
 */
#define DESK_TYPE_EMBEDDED_BACKEND (desk_embedded_backend_get_type ())

G_DECLARE_FINAL_TYPE (DeskEmbeddedBackend, desk_embedded_backend, DESK, EMBEDDED_BACKEND, GObject)

/* Starts certdeskd with @data_dir: the program named by the environment variable CERTDESK_BACKEND,
 * else the one beside this program, else the one in PATH. Calls back once it takes connections. */
void desk_embedded_backend_start_async (const char *data_dir,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
DeskEmbeddedBackend *desk_embedded_backend_start_finish (GAsyncResult *result, GError **error);

/* Base URL, "http://127.0.0.1:43121". */
const char *desk_embedded_backend_get_server (DeskEmbeddedBackend *self);

/* Asks it to end and waits, at most five seconds, then kills it. Blocks; call when the window is
 * gone. */
void desk_embedded_backend_stop (DeskEmbeddedBackend *self);

G_END_DECLS
