/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-image-header.h"
#include "desk-test-client.h"
#include "desk-test-images.h"

#include <string.h>

#define PHONE     "13800138000"
#define ID_NUMBER "150102199001010019"

typedef struct {
  DeskTestBackend *backend;
  DeskTestClient *client;
  char *order;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->backend = desk_test_backend_start ();
  fixture->client = desk_test_client_new (fixture->backend);
  desk_test_client_sign_in (fixture->client, PHONE);
  fixture->order = desk_test_client_create_order (fixture->client, "张三", ID_NUMBER);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->order);
  desk_test_client_free (fixture->client);
  desk_test_backend_stop (fixture->backend);
}

static guint
upload (Fixture *fixture, const char *kind, GBytes *content)
{
  g_autofree char *path = g_strconcat (fixture->order, "/attachments/", kind, NULL);

  return desk_test_client_upload (fixture->client, path, content);
}

static guint
download (Fixture *fixture, const char *kind)
{
  g_autofree char *path = g_strconcat (fixture->order, "/attachments/", kind, NULL);

  return desk_test_client_send (fixture->client, "GET", path, NULL);
}

static void
assert_refused (Fixture *fixture, GBytes *content, const char *problem)
{
  desk_test_client_assert (fixture->client, upload (fixture, "id_front", content), 422);
  g_assert_cmpstr (desk_test_client_get_problem (fixture->client), ==, "invalid_fields");
  g_assert_cmpstr (desk_test_client_get_field (fixture->client, "attachments.id_front"), ==,
                   problem);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) image = desk_test_image_upload (1);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, image);
  DeskImageHeader header;

  desk_test_client_assert (fixture->client, upload (fixture, "id_front", image), 200);
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "kind"), ==, "id_front");
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "sha256"), ==, sha256);
  g_assert_cmpint (desk_test_client_get_int (fixture->client, "width"), ==, 480);

  desk_test_client_assert (fixture->client, download (fixture, "id_front"), 200);
  g_assert_cmpint (desk_image_header_read (desk_test_client_get_body (fixture->client), &header),
                   ==, DESK_FIELD_OK);
  g_assert_cmpuint (header.height, ==, 320);

  desk_test_client_assert (fixture->client, download (fixture, "id_back"), 404);
  desk_test_client_assert (fixture->client, download (fixture, "passport"), 404);
  desk_test_client_assert (fixture->client, upload (fixture, "passport", image), 404);
}

/* The same file again is answered alike; another one takes its place. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) image = desk_test_image_upload (1);
  g_autoptr (GBytes) other = desk_test_image_upload (2);
  gint64 size;

  desk_test_client_assert (fixture->client, upload (fixture, "id_front", image), 200);
  size = desk_test_client_get_int (fixture->client, "size");
  desk_test_client_assert (fixture->client, upload (fixture, "id_front", image), 200);
  g_assert_cmpint (desk_test_client_get_int (fixture->client, "size"), ==, size);
  desk_test_client_assert (fixture->client, upload (fixture, "id_front", other), 200);
  g_assert_cmpint (desk_test_client_get_int (fixture->client, "size"), !=, size);
}

static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) image = desk_test_image_jpeg (300, 200);
  g_autoptr (GBytes) too_small = desk_test_image_pad (image, 153599);
  g_autoptr (GBytes) smallest = desk_test_image_pad (image, 153600);
  g_autoptr (GBytes) largest = desk_test_image_pad (image, 1048576);
  g_autoptr (GBytes) too_large = desk_test_image_pad (image, 1048577);

  assert_refused (fixture, too_small, "file_too_small");
  assert_refused (fixture, too_large, "file_too_large");
  desk_test_client_assert (fixture->client, upload (fixture, "id_front", smallest), 200);
  desk_test_client_assert (fixture->client, upload (fixture, "id_front", largest), 200);
}

static void
test_bad_images (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF-1.7\n", 9);
  g_autoptr (GBytes) renamed = desk_test_image_pad (pdf, 200 * 1024);
  g_autoptr (GBytes) jpeg = desk_test_image_jpeg (800, 600);
  g_autoptr (GBytes) truncated = desk_test_image_cut (jpeg, 200 * 1024);
  g_autoptr (GBytes) bomb = desk_test_image_png_claiming (65535, 65535);
  g_autoptr (GBytes) hollow = desk_test_image_png_claiming (8000, 8000);

  g_assert_cmpuint (g_bytes_get_size (jpeg), >, 200 * 1024);
  assert_refused (fixture, renamed, "file_bad_type");
  assert_refused (fixture, truncated, "file_damaged");
  assert_refused (fixture, bomb, "image_too_large");
  assert_refused (fixture, hollow, "file_damaged");
  desk_test_client_assert (fixture->client, download (fixture, "id_front"), 404);
}

static void
test_types (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) png = desk_test_image_png (300, 200);
  g_autoptr (GBytes) bmp = desk_test_image_bmp (400, 300, 24);

  desk_test_client_assert (fixture->client, upload (fixture, "id_front", png), 200);
  desk_test_client_assert (fixture->client, upload (fixture, "id_back", bmp), 200);
  desk_test_client_assert (fixture->client, download (fixture, "id_back"), 200);
  g_assert_cmpmem (g_bytes_get_data (desk_test_client_get_body (fixture->client), NULL), 2,
                   "\xff\xd8", 2);
}

static void
test_metadata_dropped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) image = desk_test_image_oriented (600, 400, 6);
  g_autoptr (GBytes) padded = desk_test_image_pad (image, 200 * 1024);
  GBytes *kept;

  desk_test_client_assert (fixture->client, upload (fixture, "handheld", padded), 200);
  g_assert_cmpint (desk_test_client_get_int (fixture->client, "width"), ==, 400);
  desk_test_client_assert (fixture->client, download (fixture, "handheld"), 200);
  kept = desk_test_client_get_body (fixture->client);
  g_assert_null (memmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), "SECRET", 6));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/backend/attachments/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("again", test_again);
  ADD ("sizes", test_sizes);
  ADD ("bad-images", test_bad_images);
  ADD ("types", test_types);
  ADD ("metadata-dropped", test_metadata_dropped);
#undef ADD

  return g_test_run ();
}
