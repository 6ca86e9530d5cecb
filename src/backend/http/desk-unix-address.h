/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The address of a Unix socket @name in @directory, however long the directory's path is: the
 * system takes about 100 octets, and GIO cuts what is longer. @directory_fd (out): -1, or to be
 * closed once the address was bound or connected to. */
GSocketAddress *
desk_unix_address_new (const char *directory, const char *name, int *directory_fd, GError **error);

G_END_DECLS
