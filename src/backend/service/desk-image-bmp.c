/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-image-bitmap.h"

#include <string.h>

#define FILE_HEADER            14
#define OFFSET_PIXELS          10 /* where the pixels begin, from the start of the file */
#define OFFSET_HEIGHT          (FILE_HEADER + 8)
#define OFFSET_BITS            (FILE_HEADER + 14)
#define OFFSET_COMPRESSION     (FILE_HEADER + 16)
#define OFFSET_N_COLOURS       (FILE_HEADER + 32)
#define COMPRESSION_NONE       0
#define COMPRESSION_BIT_FIELDS 3
#define PALETTE_ENTRY          4

/* A BITMAPINFOHEADER and what follows it, bounds checked. */
typedef struct {
  const guint8 *palette; /* borrowed; NULL unless bits is 8 */
  guint n_colours;       /* entries of palette */
  const guint8 *pixels;  /* borrowed */
  gsize stride;          /* octets a row, padded to four */
  guint bits;            /* a pixel: 8, 24 or 32 */
  gboolean from_top;
} Layout;

static guint32
read_le16 (const guint8 *bytes)
{
  return (guint32) bytes[1] << 8 | bytes[0];
}

static guint32
read_le32 (const guint8 *bytes)
{
  return read_le16 (bytes + 2) << 16 | read_le16 (bytes);
}

static gboolean
read_palette (const guint8 *bytes, gsize length, Layout *layout)
{
  guint32 n_colours = read_le32 (bytes + OFFSET_N_COLOURS);
  gsize at = FILE_HEADER + (gsize) read_le32 (bytes + FILE_HEADER);

  layout->n_colours = n_colours == 0 ? 256 : n_colours;
  if (layout->n_colours > 256 || at > length
      || length - at < (gsize) layout->n_colours * PALETTE_ENTRY)
    return FALSE;

  layout->palette = bytes + at;
  return TRUE;
}

/* Only the masks that everyone writes, 0x00RRGGBB, lie where a plain 32-bit pixel has its parts. */
static gboolean
has_plain_masks (const guint8 *bytes, gsize length)
{
  gsize at = FILE_HEADER + 40;

  return length >= at + 12 && read_le32 (bytes + at) == 0xff0000
         && read_le32 (bytes + at + 4) == 0xff00 && read_le32 (bytes + at + 8) == 0xff;
}

/* The forms of an uncompressed picture; run lengths and sixteen bits are no photographs. */
static gboolean
is_supported (const guint8 *bytes, gsize length)
{
  guint32 compression = read_le32 (bytes + OFFSET_COMPRESSION);
  guint32 bits = read_le16 (bytes + OFFSET_BITS);

  if (compression == COMPRESSION_BIT_FIELDS)
    return bits == 32 && has_plain_masks (bytes, length);

  return compression == COMPRESSION_NONE && (bits == 8 || bits == 24 || bits == 32);
}

static gboolean
read_layout (const guint8 *bytes, gsize length, const DeskImageHeader *header, Layout *layout)
{
  gsize at = read_le32 (bytes + OFFSET_PIXELS);

  layout->bits = read_le16 (bytes + OFFSET_BITS);
  layout->from_top = (gint32) read_le32 (bytes + OFFSET_HEIGHT) < 0;
  if (layout->bits == 8 && !read_palette (bytes, length, layout))
    return FALSE;

  layout->stride = ((gsize) header->width * layout->bits + 31) / 32 * 4;
  if (at > length || (length - at) / layout->stride < header->height)
    return FALSE;

  layout->pixels = bytes + at;
  return TRUE;
}

/* Pixels are stored blue, green, red. */
static gboolean
copy_row (const Layout *layout, const guint8 *from, guint8 *to, guint32 width)
{
  guint step = layout->bits / 8;

  for (guint32 x = 0; x < width; x++, from += step, to += 3) {
    const guint8 *colour = from;

    if (layout->palette != NULL) {
      if (*from >= layout->n_colours)
        return FALSE;
      colour = layout->palette + (gsize) *from * PALETTE_ENTRY;
    }
    to[0] = colour[2];
    to[1] = colour[1];
    to[2] = colour[0];
  }

  return TRUE;
}

DeskImageBitmap *
desk_image_decode_bmp (GBytes *content, const DeskImageHeader *header, DeskFieldProblem *problem)
{
  g_autoptr (DeskImageBitmap) bitmap = NULL;
  Layout layout = { 0 };
  gsize length;
  const guint8 *bytes = g_bytes_get_data (content, &length);

  *problem = DESK_FIELD_FILE_BAD_TYPE;
  if (!is_supported (bytes, length))
    return NULL;

  *problem = DESK_FIELD_FILE_DAMAGED;
  if (!read_layout (bytes, length, header, &layout))
    return NULL;

  bitmap = desk_image_bitmap_new (header->width, header->height);
  if (bitmap == NULL) {
    *problem = DESK_FIELD_IMAGE_TOO_LARGE;
    return NULL;
  }

  for (guint32 y = 0; y < header->height; y++) {
    guint32 row = layout.from_top ? y : header->height - 1 - y;

    if (!copy_row (&layout, layout.pixels + (gsize) row * layout.stride,
                   bitmap->pixels + (gsize) y * header->width * 3, header->width))
      return NULL;
  }

  *problem = DESK_FIELD_OK;
  return g_steal_pointer (&bitmap);
}
