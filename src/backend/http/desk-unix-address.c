/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-unix-address.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <string.h>

/* What fits sockaddr_un on every system. */
#define MAX_PATH_LENGTH 100

GSocketAddress *
desk_unix_address_new (const char *directory, const char *name, int *directory_fd, GError **error)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *short_path = NULL;

  *directory_fd = -1;
  if (strlen (path) <= MAX_PATH_LENGTH)
    return g_unix_socket_address_new (path);

  *directory_fd = open (directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (*directory_fd < 0) {
    int code = errno;

    g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "opening %s: %s", directory,
                 g_strerror (code));
    return NULL;
  }

  short_path = g_strdup_printf ("/proc/self/fd/%d/%s", *directory_fd, name);
  return g_unix_socket_address_new (short_path);
}
