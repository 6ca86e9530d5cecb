/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-field.h"

G_BEGIN_DECLS

typedef enum {
  DESK_IMAGE_JPEG,
  DESK_IMAGE_PNG,
  DESK_IMAGE_BMP,
} DeskImageType;

typedef struct {
  DeskImageType type;
  guint32 width;  /* pixels, as stored (before an EXIF orientation is applied) */
  guint32 height; /* pixels */
} DeskImageHeader;

/* A longer side is no photograph of a document. */
#define DESK_IMAGE_MAX_SIDE 20000

/* What an image's first bytes claim, read without decoding anything: this is what keeps a
 * decompression bomb from being decoded. %DESK_FIELD_FILE_BAD_TYPE if @content is none of the three
 * types, %DESK_FIELD_FILE_DAMAGED if its structure is broken or cut off before the dimensions (PNG:
 * or before its end), %DESK_FIELD_IMAGE_TOO_LARGE beyond DESK_FIELD_IMAGE_MAX_PIXELS or
 * DESK_IMAGE_MAX_SIDE. */
DeskFieldProblem desk_image_header_read (GBytes *content, DeskImageHeader *header);

G_END_DECLS
