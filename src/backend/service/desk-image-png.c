/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-image-bitmap.h"

#include <png.h>

DeskImageBitmap *
desk_image_decode_png (GBytes *content, const DeskImageHeader *header, DeskFieldProblem *problem)
{
  /* What is transparent stands on white paper. */
  static const png_color white = { 255, 255, 255 };
  g_autoptr (DeskImageBitmap) bitmap = NULL;
  png_image codec = { .version = PNG_IMAGE_VERSION };
  gsize length;
  const void *bytes = g_bytes_get_data (content, &length);
  gboolean decoded;

  *problem = DESK_FIELD_FILE_DAMAGED;
  if (!png_image_begin_read_from_memory (&codec, bytes, length))
    return NULL;
  if (codec.width != header->width || codec.height != header->height) {
    png_image_free (&codec);
    return NULL;
  }

  bitmap = desk_image_bitmap_new (codec.width, codec.height);
  if (bitmap == NULL) {
    *problem = DESK_FIELD_IMAGE_TOO_LARGE;
    png_image_free (&codec);
    return NULL;
  }

  codec.format = PNG_FORMAT_RGB;
  decoded = png_image_finish_read (&codec, &white, bitmap->pixels, 0, NULL) != 0;
  png_image_free (&codec);
  if (!decoded)
    return NULL;

  *problem = DESK_FIELD_OK;
  return g_steal_pointer (&bitmap);
}
