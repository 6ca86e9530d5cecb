/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-spool.h"

#include "desk-id.h"
#include "desk-platform.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define NAME_BYTES 16

struct _DeskSpool {
  char *path; /* NULL once it was taken */
  int fd;     /* -1 when closed */
  int failed; /* errno of the first error; 0: none */
};

gboolean
desk_spool_prepare_directory (const char *directory, GError **error)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!desk_platform_make_private_directory (directory, error))
    return FALSE;

  dir = g_dir_open (directory, 0, error);
  if (dir == NULL)
    return FALSE;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (directory, name, NULL);

    if (g_unlink (path) != 0)
      g_warning ("%s could not be removed: %s", path, g_strerror (errno));
  }

  return TRUE;
}

static gboolean
fail (int code, GError **error)
{
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "spooling an upload: %s",
               g_strerror (code));
  return FALSE;
}

DeskSpool *
desk_spool_new (const char *directory, GError **error)
{
  g_autofree char *name = desk_id_random_token (NAME_BYTES);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  DeskSpool *self;

  if (fd < 0) {
    fail (errno, error);
    return NULL;
  }

  self = g_new0 (DeskSpool, 1);
  self->path = g_steal_pointer (&path);
  self->fd = fd;
  return self;
}

void
desk_spool_free (DeskSpool *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    close (self->fd);
  if (self->path != NULL)
    (void) g_unlink (self->path);
  g_free (self->path);
  g_free (self);
}

void
desk_spool_append (DeskSpool *self, GBytes *chunk)
{
  gsize length;
  const char *data = g_bytes_get_data (chunk, &length);
  gsize done = 0;

  while (done < length && self->failed == 0) {
    ssize_t n = write (self->fd, data + done, length - done);

    if (n < 0 && errno != EINTR)
      self->failed = errno;
    else if (n > 0)
      done += (gsize) n;
  }
}

gboolean
desk_spool_finish (DeskSpool *self, char **path, GBytes **content, GError **error)
{
  g_autoptr (GMappedFile) mapped = NULL;

  if (self->failed != 0)
    return fail (self->failed, error);
  if (close (g_steal_fd (&self->fd)) != 0)
    return fail (errno, error);

  mapped = g_mapped_file_new (self->path, FALSE, error);
  if (mapped == NULL)
    return FALSE;

  *content = g_mapped_file_get_bytes (mapped);
  *path = g_steal_pointer (&self->path);
  return TRUE;
}
