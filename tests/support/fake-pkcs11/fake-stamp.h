/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What tells one version of a file from the next without reading it; all zero: no such file. */
typedef struct {
  guint64 inode;
  gint64 size;        /* bytes */
  gint64 modified;    /* Unix seconds */
  gint64 nanoseconds; /* of the second above */
} FakeStamp;

FakeStamp fake_stamp_read (const char *path);
gboolean fake_stamp_equal (const FakeStamp *a, const FakeStamp *b);

/* Caller frees. */
char *fake_stamp_to_string (const FakeStamp *stamp);

G_END_DECLS
