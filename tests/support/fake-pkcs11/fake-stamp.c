/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-stamp.h"

#include <sys/stat.h>

FakeStamp
fake_stamp_read (const char *path)
{
  struct stat status;

  if (stat (path, &status) != 0)
    return (FakeStamp){ 0 };

  return (FakeStamp){ .inode = status.st_ino,
                      .size = status.st_size,
                      .modified = status.st_mtim.tv_sec,
                      .nanoseconds = status.st_mtim.tv_nsec };
}

gboolean
fake_stamp_equal (const FakeStamp *a, const FakeStamp *b)
{
  return a->inode == b->inode && a->size == b->size && a->modified == b->modified
         && a->nanoseconds == b->nanoseconds;
}

char *
fake_stamp_to_string (const FakeStamp *stamp)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT "-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT
                          ".%09" G_GINT64_FORMAT,
                          stamp->inode, stamp->size, stamp->modified, stamp->nanoseconds);
}
