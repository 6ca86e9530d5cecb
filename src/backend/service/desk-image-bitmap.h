/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-image-header.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskImageBitmap:
 *
 * A decoded picture, inside the image worker only: three octets a pixel, rows from the top without
 * padding. Everything a file knew beside its pixels is gone here, but for the orientation.
 */
typedef struct {
  guint32 width;  /* pixels */
  guint32 height; /* pixels */
  /* How the first pixel and rows lie, as EXIF counts them (1: upright ... 8; CIPA DC-008, 4.6.4).
   */
  guint orientation;
  guint8 *pixels; /* owned; width * height * 3 octets */
} DeskImageBitmap;

/* NULL if there is not enough memory under the worker's limit. */
DeskImageBitmap *desk_image_bitmap_new (guint32 width, guint32 height);
void desk_image_bitmap_free (DeskImageBitmap *self);

/* The same picture with orientation 1. Takes @self; NULL if memory ran out. */
DeskImageBitmap *desk_image_bitmap_upright (DeskImageBitmap *self);

/* Decode the whole of @content, strictly: a file that is cut off or has a damaged part is refused,
 * where viewers show what they can. NULL with @problem set. @header: desk_image_header_read(). */
DeskImageBitmap *
desk_image_decode_jpeg (GBytes *content, const DeskImageHeader *header, DeskFieldProblem *problem);
DeskImageBitmap *
desk_image_decode_png (GBytes *content, const DeskImageHeader *header, DeskFieldProblem *problem);
/* Uncompressed, 8, 24 or 32 bits a pixel; %DESK_FIELD_FILE_BAD_TYPE for another form. */
DeskImageBitmap *
desk_image_decode_bmp (GBytes *content, const DeskImageHeader *header, DeskFieldProblem *problem);

/* As JFIF without any metadata. */
GBytes *desk_image_encode_jpeg (const DeskImageBitmap *bitmap);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskImageBitmap, desk_image_bitmap_free)

G_END_DECLS
