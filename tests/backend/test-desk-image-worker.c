/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-image-worker.h"

#include "desk-image-bitmap.h"
#include "desk-test-images.h"

#include <string.h>

static DeskImageBitmap *
convert (GBytes *image)
{
  DeskFieldProblem problem;
  g_autoptr (GBytes) jpeg = desk_image_worker_convert (image, &problem);
  DeskImageHeader header;
  DeskImageBitmap *bitmap;

  g_assert_cmpint (problem, ==, DESK_FIELD_OK);
  g_assert_nonnull (jpeg);
  g_assert_cmpint (desk_image_header_read (jpeg, &header), ==, DESK_FIELD_OK);
  g_assert_cmpint (header.type, ==, DESK_IMAGE_JPEG);
  bitmap = desk_image_decode_jpeg (jpeg, &header, &problem);
  g_assert_nonnull (bitmap);

  return bitmap;
}

static void
assert_refused (GBytes *image, DeskFieldProblem expected)
{
  DeskFieldProblem problem;
  g_autoptr (GBytes) jpeg = desk_image_worker_convert (image, &problem);

  g_assert_null (jpeg);
  g_assert_cmpint (problem, ==, expected);
}

static gboolean
is_dark (const DeskImageBitmap *bitmap, guint32 x, guint32 y)
{
  return bitmap->pixels[((gsize) y * bitmap->width + x) * 3] < 128;
}

static void
test_types (void)
{
  g_autoptr (GBytes) jpeg = desk_test_image_jpeg (50, 40);
  g_autoptr (GBytes) png = desk_test_image_png (50, 40);
  g_autoptr (GBytes) bmp8 = desk_test_image_bmp (50, 40, 8);
  g_autoptr (GBytes) bmp24 = desk_test_image_bmp (50, 40, 24);
  g_autoptr (GBytes) bmp32 = desk_test_image_bmp (50, 40, 32);
  GBytes *images[] = { jpeg, png, bmp8, bmp24, bmp32 };

  for (gsize i = 0; i < G_N_ELEMENTS (images); i++) {
    g_autoptr (DeskImageBitmap) bitmap = convert (images[i]);

    g_assert_cmpuint (bitmap->width, ==, 50);
    g_assert_cmpuint (bitmap->height, ==, 40);
  }
}

/* Where the dark quarter must lie once the picture is upright, for each of EXIF's orientations. */
static void
test_orientation (void)
{
  static const struct {
    gboolean right;
    gboolean bottom;
  } expected[8] = { { FALSE, FALSE }, { TRUE, FALSE }, { TRUE, TRUE }, { FALSE, TRUE },
                    { FALSE, FALSE }, { TRUE, FALSE }, { TRUE, TRUE }, { FALSE, TRUE } };

  for (guint orientation = 1; orientation <= 8; orientation++) {
    g_autoptr (GBytes) image = desk_test_image_oriented (64, 32, orientation);
    g_autoptr (DeskImageBitmap) bitmap = convert (image);
    gboolean right = expected[orientation - 1].right;
    gboolean bottom = expected[orientation - 1].bottom;

    g_assert_cmpuint (bitmap->width, ==, orientation < 5 ? 64 : 32);
    for (guint column = 0; column < 2; column++)
      for (guint row = 0; row < 2; row++)
        g_assert_cmpint (is_dark (bitmap, bitmap->width * (1 + 2 * column) / 4,
                                  bitmap->height * (1 + 2 * row) / 4),
                         ==, (column == 1) == right && (row == 1) == bottom);
  }
}

static void
test_metadata_dropped (void)
{
  g_autoptr (GBytes) image = desk_test_image_oriented (64, 32, 1);
  DeskFieldProblem problem;
  g_autoptr (GBytes) jpeg = desk_image_worker_convert (image, &problem);
  gsize length;
  const void *bytes = g_bytes_get_data (jpeg, &length);

  g_assert_nonnull (memmem (g_bytes_get_data (image, NULL), g_bytes_get_size (image), "SECRET", 6));
  g_assert_null (memmem (bytes, length, "SECRET", 6));
  g_assert_null (memmem (bytes, length, "Exif", 4));
}

static void
test_truncated_jpeg (void)
{
  g_autoptr (GBytes) image = desk_test_image_jpeg (300, 300);
  gsize size = g_bytes_get_size (image);

  for (guint percent = 1; percent < 100; percent += 7) {
    g_autoptr (GBytes) cut = desk_test_image_cut (image, size * percent / 100);

    assert_refused (cut, DESK_FIELD_FILE_DAMAGED);
  }
  {
    g_autoptr (GBytes) cut = desk_test_image_cut (image, size - 1);

    assert_refused (cut, DESK_FIELD_FILE_DAMAGED);
  }
}

/* Cut in the middle and padded with zeros: the end is missing although the size is right. */
static void
test_hollow_jpeg (void)
{
  g_autoptr (GBytes) image = desk_test_image_jpeg (300, 300);
  g_autoptr (GBytes) cut = desk_test_image_cut (image, g_bytes_get_size (image) / 2);
  g_autoptr (GBytes) hollow = desk_test_image_pad (cut, g_bytes_get_size (image));

  assert_refused (hollow, DESK_FIELD_FILE_DAMAGED);
}

static void
test_damaged_png (void)
{
  g_autoptr (GBytes) image = desk_test_image_png (100, 100);
  gsize size = g_bytes_get_size (image);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (image, NULL), size);
  g_autoptr (GBytes) damaged = g_bytes_new_static (copy, size);
  g_autoptr (GBytes) claiming = desk_test_image_png_claiming (500, 500);
  g_autoptr (GBytes) bomb = desk_test_image_png_claiming (65535, 65535);

  copy[size / 2] ^= 0x55;
  assert_refused (damaged, DESK_FIELD_FILE_DAMAGED);
  assert_refused (claiming, DESK_FIELD_FILE_DAMAGED);
  assert_refused (bomb, DESK_FIELD_IMAGE_TOO_LARGE);
}

static void
test_damaged_bmp (void)
{
  static const guint8 compressed = 1;
  static const gsize offset_bits = 28;
  static const gsize offset_compression = 30;
  static const gsize offset_n_colours = 46;
  g_autoptr (GBytes) image = desk_test_image_bmp (50, 40, 24);
  gsize size = g_bytes_get_size (image);
  g_autoptr (GBytes) cut = desk_test_image_cut (image, size - 1);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (image, NULL), size);
  g_autoptr (GBytes) changed = g_bytes_new_static (copy, size);

  assert_refused (cut, DESK_FIELD_FILE_DAMAGED);
  copy[offset_compression] = compressed;
  assert_refused (changed, DESK_FIELD_FILE_BAD_TYPE);
  copy[offset_compression] = 0;
  copy[offset_bits] = 5;
  assert_refused (changed, DESK_FIELD_FILE_BAD_TYPE);
  copy[offset_bits] = 8;
  copy[offset_n_colours + 1] = 2;
  assert_refused (changed, DESK_FIELD_FILE_DAMAGED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/image-worker/types", test_types);
  g_test_add_func ("/backend/image-worker/orientation", test_orientation);
  g_test_add_func ("/backend/image-worker/metadata-dropped", test_metadata_dropped);
  g_test_add_func ("/backend/image-worker/truncated-jpeg", test_truncated_jpeg);
  g_test_add_func ("/backend/image-worker/hollow-jpeg", test_hollow_jpeg);
  g_test_add_func ("/backend/image-worker/damaged-png", test_damaged_png);
  g_test_add_func ("/backend/image-worker/damaged-bmp", test_damaged_bmp);

  return g_test_run ();
}
