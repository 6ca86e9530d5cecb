/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-images.h"

#include "desk-image-bitmap.h"

#include <png.h>
#include <string.h>

static DeskImageBitmap *
noise (guint32 width, guint32 height, guint seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  DeskImageBitmap *bitmap = desk_image_bitmap_new (width, height);

  g_assert_nonnull (bitmap);
  for (gsize i = 0; i < (gsize) width * height * 3; i++)
    bitmap->pixels[i] = (guint8) g_rand_int (random);

  return bitmap;
}

GBytes *
desk_test_image_jpeg (guint32 width, guint32 height)
{
  g_autoptr (DeskImageBitmap) bitmap = noise (width, height, 1);

  return desk_image_encode_jpeg (bitmap);
}

GBytes *
desk_test_image_upload (guint seed)
{
  g_autoptr (DeskImageBitmap) bitmap = noise (480, 320, seed);
  g_autoptr (GBytes) jpeg = desk_image_encode_jpeg (bitmap);

  g_assert_cmpuint (g_bytes_get_size (jpeg), <, 300 * 1024);
  return desk_test_image_pad (jpeg, 300 * 1024);
}

GBytes *
desk_test_image_png (guint32 width, guint32 height)
{
  g_autoptr (DeskImageBitmap) bitmap = noise (width, height, 2);
  png_image codec = {
    .version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = PNG_FORMAT_RGB
  };
  png_alloc_size_t size = 0;
  g_autofree guint8 *data = NULL;

  g_assert_true (png_image_write_to_memory (&codec, NULL, &size, 0, bitmap->pixels, 0, NULL));
  data = g_malloc (size);
  g_assert_true (png_image_write_to_memory (&codec, data, &size, 0, bitmap->pixels, 0, NULL));

  return g_bytes_new (data, size);
}

static void
put_le32 (guint8 *to, guint32 value)
{
  for (guint i = 0; i < 4; i++)
    to[i] = (guint8) (value >> (8 * i));
}

GBytes *
desk_test_image_bmp (guint32 width, guint32 height, guint bits)
{
  gsize palette = bits == 8 ? 256 * 4 : 0;
  gsize stride = ((gsize) width * bits + 31) / 32 * 4;
  gsize begin = 54 + palette;
  gsize size = begin + stride * height;
  guint8 *data = g_malloc0 (size);

  memcpy (data, "BM", 2);
  put_le32 (data + 2, (guint32) size);
  put_le32 (data + 10, (guint32) begin);
  put_le32 (data + 14, 40);
  put_le32 (data + 18, width);
  put_le32 (data + 22, height);
  data[26] = 1;
  data[28] = (guint8) bits;
  for (gsize i = 54; i < size; i++)
    data[i] = (guint8) (i * 7 + i / 251);

  return g_bytes_new_take (data, size);
}

/* An APP1 segment: TIFF, little-endian, one entry (orientation), and words where GPS data stand. */
static GByteArray *
exif_segment (guint orientation)
{
  static const guint8 start[] = { 0xff, 0xe1, 0, 44, 'E', 'x', 'i',  'f',  0, 0, 'I', 'I', 42, 0,
                                  8,    0,    0, 0,  1,   0,   0x12, 0x01, 3, 0, 1,   0,   0,  0 };
  GByteArray *segment = g_byte_array_new ();
  guint8 value[8] = { (guint8) orientation };

  g_byte_array_append (segment, start, sizeof start);
  g_byte_array_append (segment, value, sizeof value);
  g_byte_array_append (segment, (const guint8 *) "GPS SECRET", 10);
  g_assert_cmpuint (segment->len, ==, 46);

  return segment;
}

GBytes *
desk_test_image_oriented (guint32 width, guint32 height, guint orientation)
{
  g_autoptr (DeskImageBitmap) bitmap = desk_image_bitmap_new (width, height);
  g_autoptr (GByteArray) segment = exif_segment (orientation);
  g_autoptr (GByteArray) image = g_byte_array_new ();
  g_autoptr (GBytes) jpeg = NULL;
  gsize length;
  const guint8 *bytes;

  memset (bitmap->pixels, 0xff, (gsize) width * height * 3);
  for (guint32 y = 0; y < height / 2; y++)
    memset (bitmap->pixels + (gsize) y * width * 3, 0, (gsize) width / 2 * 3);

  jpeg = desk_image_encode_jpeg (bitmap);
  bytes = g_bytes_get_data (jpeg, &length);
  g_byte_array_append (image, bytes, 2);
  g_byte_array_append (image, segment->data, segment->len);
  g_byte_array_append (image, bytes + 2, (guint) length - 2);

  return g_byte_array_free_to_bytes (g_steal_pointer (&image));
}

GBytes *
desk_test_image_pad (GBytes *image, gsize size)
{
  gsize length;
  const void *bytes = g_bytes_get_data (image, &length);
  guint8 *padded = g_malloc0 (size);

  g_assert_cmpuint (length, <=, size);
  memcpy (padded, bytes, length);

  return g_bytes_new_take (padded, size);
}

GBytes *
desk_test_image_cut (GBytes *image, gsize size)
{
  return g_bytes_new_from_bytes (image, 0, size);
}

GBytes *
desk_test_image_png_claiming (guint32 width, guint32 height)
{
  g_autoptr (GBytes) small = desk_test_image_png (8, 8);
  g_autoptr (GBytes) padded = desk_test_image_pad (small, 200 * 1024);
  gsize size;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&padded), &size);

  for (guint i = 0; i < 4; i++) {
    data[16 + i] = (guint8) (width >> (24 - 8 * i));
    data[20 + i] = (guint8) (height >> (24 - 8 * i));
  }

  return g_bytes_new_take (data, size);
}
