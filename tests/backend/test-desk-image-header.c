/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-image-header.h"

#include "desk-test-images.h"

static void
assert_header (GBytes *image, DeskImageType type, guint32 width, guint32 height)
{
  DeskImageHeader header;

  g_assert_cmpint (desk_image_header_read (image, &header), ==, DESK_FIELD_OK);
  g_assert_cmpint (header.type, ==, type);
  g_assert_cmpuint (header.width, ==, width);
  g_assert_cmpuint (header.height, ==, height);
}

static void
assert_refused (GBytes *image, DeskFieldProblem problem)
{
  DeskImageHeader header;

  g_assert_cmpint (desk_image_header_read (image, &header), ==, problem);
}

static void
test_dimensions (void)
{
  g_autoptr (GBytes) jpeg = desk_test_image_jpeg (33, 17);
  g_autoptr (GBytes) oriented = desk_test_image_oriented (40, 20, 6);
  g_autoptr (GBytes) png = desk_test_image_png (300, 5);
  g_autoptr (GBytes) bmp = desk_test_image_bmp (7, 9, 24);

  assert_header (jpeg, DESK_IMAGE_JPEG, 33, 17);
  assert_header (oriented, DESK_IMAGE_JPEG, 40, 20);
  assert_header (png, DESK_IMAGE_PNG, 300, 5);
  assert_header (bmp, DESK_IMAGE_BMP, 7, 9);
}

static void
test_other_types (void)
{
  static const char *const texts[]
      = { "", "B", "%PDF-1.7 and more", "GIF89a......", "RIFF....WEBP" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GBytes) content = g_bytes_new_static (texts[i], strlen (texts[i]));

    assert_refused (content, DESK_FIELD_FILE_BAD_TYPE);
  }
}

static void
test_too_large (void)
{
  g_autoptr (GBytes) bomb = desk_test_image_png_claiming (65535, 65535);
  g_autoptr (GBytes) wide = desk_test_image_png_claiming (20001, 1);
  g_autoptr (GBytes) many = desk_test_image_png_claiming (8001, 8000);
  g_autoptr (GBytes) most = desk_test_image_png_claiming (8000, 8000);
  g_autoptr (GBytes) none = desk_test_image_png_claiming (0, 10);

  assert_refused (bomb, DESK_FIELD_IMAGE_TOO_LARGE);
  assert_refused (wide, DESK_FIELD_IMAGE_TOO_LARGE);
  assert_refused (many, DESK_FIELD_IMAGE_TOO_LARGE);
  assert_header (most, DESK_IMAGE_PNG, 8000, 8000);
  assert_refused (none, DESK_FIELD_FILE_DAMAGED);
}

/* Every length of a header that was cut off is read without leaving it. */
static void
test_cut_off (void)
{
  g_autoptr (GBytes) jpeg = desk_test_image_jpeg (16, 16);
  g_autoptr (GBytes) png = desk_test_image_png (4, 4);
  g_autoptr (GBytes) bmp = desk_test_image_bmp (4, 4, 24);
  GBytes *images[] = { jpeg, png, bmp };

  for (gsize i = 0; i < G_N_ELEMENTS (images); i++) {
    for (gsize size = 0; size < 60; size++) {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (images[i], NULL), size);
      g_autoptr (GBytes) cut = g_bytes_new_static (copy, size);
      DeskImageHeader header;
      DeskFieldProblem problem = desk_image_header_read (cut, &header);

      g_assert_true (size >= 50 || problem != DESK_FIELD_OK);
    }
  }
}

static void
test_png_without_end (void)
{
  g_autoptr (GBytes) png = desk_test_image_png (64, 64);
  g_autoptr (GBytes) cut = desk_test_image_cut (png, g_bytes_get_size (png) - 1);

  assert_refused (cut, DESK_FIELD_FILE_DAMAGED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/image-header/dimensions", test_dimensions);
  g_test_add_func ("/backend/image-header/other-types", test_other_types);
  g_test_add_func ("/backend/image-header/too-large", test_too_large);
  g_test_add_func ("/backend/image-header/cut-off", test_cut_off);
  g_test_add_func ("/backend/image-header/png-without-end", test_png_without_end);

  return g_test_run ();
}
