/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-backend.h"

G_BEGIN_DECLS

/* Its name in the data directory. */
#define DESK_ADMIN_SOCKET_NAME "admin.sock"

/**
 * DeskAdminSocket:
 *
 * The running backend's side of administration: DIR/admin.sock, mode 0600. One line of JSON in, one
 * out (desk-admin.h), then the connection ends.
 */
typedef struct _DeskAdminSocket DeskAdminSocket;

/* @backend is borrowed and must outlive the socket. The caller holds the database, so a socket file
 * that is there already is what a killed backend left. */
DeskAdminSocket *desk_admin_socket_new (DeskBackend *backend, GError **error);

/* Removes the file and waits for commands under way. */
void desk_admin_socket_free (DeskAdminSocket *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskAdminSocket, desk_admin_socket_free)

G_END_DECLS
