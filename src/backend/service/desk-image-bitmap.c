/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-image-bitmap.h"

#include <string.h>

#define CHANNELS 3

DeskImageBitmap *
desk_image_bitmap_new (guint32 width, guint32 height)
{
  guint8 *pixels = g_try_malloc_n ((gsize) width * height, CHANNELS);
  DeskImageBitmap *self;

  if (pixels == NULL)
    return NULL;

  self = g_new0 (DeskImageBitmap, 1);
  self->width = width;
  self->height = height;
  self->orientation = 1;
  self->pixels = pixels;

  return self;
}

void
desk_image_bitmap_free (DeskImageBitmap *self)
{
  g_free (self->pixels);
  g_free (self);
}

/* Where the pixel that belongs at (x, y) of the upright picture stands in the stored one. */
static const guint8 *
stored_pixel (const DeskImageBitmap *stored, guint32 x, guint32 y)
{
  guint32 right = stored->width - 1;
  guint32 bottom = stored->height - 1;
  guint32 column = x;
  guint32 row = y;

  switch (stored->orientation) {
  case 2:
    column = right - x;
    break;
  case 3:
    column = right - x;
    row = bottom - y;
    break;
  case 4:
    row = bottom - y;
    break;
  case 5:
    column = y;
    row = x;
    break;
  case 6:
    column = y;
    row = bottom - x;
    break;
  case 7:
    column = right - y;
    row = bottom - x;
    break;
  case 8:
    column = right - y;
    row = x;
    break;
  default:
    break;
  }

  return stored->pixels + ((gsize) row * stored->width + column) * CHANNELS;
}

DeskImageBitmap *
desk_image_bitmap_upright (DeskImageBitmap *self)
{
  g_autoptr (DeskImageBitmap) stored = self;
  gboolean sides_change = stored->orientation >= 5;
  DeskImageBitmap *upright;
  guint8 *to;

  if (stored->orientation == 1)
    return g_steal_pointer (&stored);

  upright = desk_image_bitmap_new (sides_change ? stored->height : stored->width,
                                   sides_change ? stored->width : stored->height);
  if (upright == NULL)
    return NULL;

  to = upright->pixels;
  for (guint32 y = 0; y < upright->height; y++)
    for (guint32 x = 0; x < upright->width; x++, to += CHANNELS)
      memcpy (to, stored_pixel (stored, x, y), CHANNELS);

  return upright;
}
