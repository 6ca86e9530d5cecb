/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-field.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* A small picture of a chosen file, decoded off the main thread. The size is looked at before any
 * pixel is decoded, so that a few octets cannot ask for gigabytes. */

typedef enum {
  DESK_IMAGE_PREVIEW_ERROR_BAD_TYPE,
  DESK_IMAGE_PREVIEW_ERROR_DAMAGED,
  DESK_IMAGE_PREVIEW_ERROR_TOO_LARGE, /* more than %DESK_FIELD_IMAGE_MAX_PIXELS */
} DeskImagePreviewError;

#define DESK_IMAGE_PREVIEW_ERROR (desk_image_preview_error_quark ())

GQuark desk_image_preview_error_quark (void);

/* @max_size: pixels of the longer side. */
void desk_image_preview_load_async (GBytes *content,
                                    int max_size,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* A new reference. */
GdkTexture *desk_image_preview_load_finish (GAsyncResult *result, GError **error);

/* %DESK_FIELD_OK for an error that says nothing about the picture. */
DeskFieldProblem desk_image_preview_get_problem (const GError *error);

G_END_DECLS
