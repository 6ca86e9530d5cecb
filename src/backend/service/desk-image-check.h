/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-field.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What became of an uploaded picture. */
typedef struct {
  GBytes *jpeg;   /* owned; decoded, turned upright and encoded again, without metadata */
  guint32 width;  /* pixels of jpeg */
  guint32 height; /* pixels of jpeg */
} DeskImage;

/* Enough for the largest picture on a busy machine. */
#define DESK_IMAGE_CHECK_DEADLINE (20 * 1000)

void desk_image_free (DeskImage *image);

/* Judges an upload by its content alone, cheapest question first: size (DESK_FIELD_FILE_MIN_BYTES
 * to DESK_FIELD_FILE_MAX_BYTES, both allowed), type, dimensions, and then the full decode, in the
 * child process `@program image-worker` (desk-image-worker.h), killed after @deadline milliseconds.
 * Blocks: for a worker thread. SIGPIPE has to be ignored, as GSocket sees to. Returns NULL with
 * *@problem set when the picture is refused; NULL with @error set (and *@problem %DESK_FIELD_OK)
 * when it could not be judged. */
DeskImage *desk_image_check (const char *program,
                             guint deadline,
                             GBytes *content,
                             DeskFieldProblem *problem,
                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskImage, desk_image_free)

G_END_DECLS
