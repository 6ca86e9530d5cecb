/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-attachment.h"

#include <string.h>

static GBytes *
new_content (const char *magic, size_t magic_length, size_t size)
{
  /* One byte more, so that there is a place to copy nothing to. */
  char *data = g_malloc0 (size + 1);

  memcpy (data, magic, MIN (magic_length, size));
  return g_bytes_new_take (data, size);
}

static void
test_content (void)
{
  static const char jpeg[] = { '\xff', '\xd8', '\xff', '\xe0' };
  static const char png[] = { '\x89', 'P', 'N', 'G', '\r', '\n', '\x1a', '\n' };
  static const char bmp[] = { 'B', 'M', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0 };
  static const char bad_bmp[] = { 'B', 'M', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 41, 0, 0, 0 };
  static const struct {
    const char *magic;
    size_t magic_length;
    size_t size;
    DeskFieldProblem problem;
  } cases[] = {
    { jpeg, sizeof jpeg, 153600, DESK_FIELD_OK },
    { jpeg, sizeof jpeg, 1048576, DESK_FIELD_OK },
    { jpeg, sizeof jpeg, 153599, DESK_FIELD_FILE_TOO_SMALL },
    { jpeg, sizeof jpeg, 1048577, DESK_FIELD_FILE_TOO_LARGE },
    { png, sizeof png, 200000, DESK_FIELD_OK },
    { bmp, sizeof bmp, 200000, DESK_FIELD_OK },
    { bad_bmp, sizeof bad_bmp, 200000, DESK_FIELD_FILE_BAD_TYPE },
    { "BM", 2, 17, DESK_FIELD_FILE_BAD_TYPE },
    { "%PDF-1.7", 8, 200000, DESK_FIELD_FILE_BAD_TYPE },
    { "GIF89a", 6, 200000, DESK_FIELD_FILE_BAD_TYPE },
    { jpeg, 2, 2, DESK_FIELD_FILE_BAD_TYPE },
    { jpeg, 0, 0, DESK_FIELD_MISSING },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) content = new_content (cases[i].magic, cases[i].magic_length, cases[i].size);

    g_test_message ("case %zu", i);
    g_assert_cmpint (desk_attachment_check_content (content), ==, cases[i].problem);
  }
  g_assert_cmpint (desk_attachment_check_content (NULL), ==, DESK_FIELD_MISSING);
}

static void
test_life (void)
{
  g_autoptr (DeskAttachment) attachment = desk_attachment_new (DESK_ATTACHMENT_ID_BACK);
  g_autoptr (GBytes) content = g_bytes_new_static ("abc", 3);
  g_autofree char *field = desk_attachment_dup_field (attachment);

  g_assert_cmpstr (field, ==, "attachments.id_back");
  g_assert_cmpint (desk_attachment_get_state (attachment), ==, DESK_ATTACHMENT_EMPTY);
  g_assert_null (desk_attachment_get_content (attachment));
  g_assert_null (desk_attachment_get_sha256 (attachment));

  desk_attachment_set_content (attachment, content, "front.jpg");
  g_assert_cmpint (desk_attachment_get_state (attachment), ==, DESK_ATTACHMENT_LOCAL);
  g_assert_cmpstr (desk_attachment_get_file_name (attachment), ==, "front.jpg");
  g_assert_cmpstr (desk_attachment_get_sha256 (attachment), ==,
                   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

  desk_attachment_set_state (attachment, DESK_ATTACHMENT_UPLOADING);
  desk_attachment_set_progress (attachment, 0.5);
  g_assert_cmpfloat (desk_attachment_get_progress (attachment), ==, 0.5);
  desk_attachment_set_progress (attachment, 7.0);
  g_assert_cmpfloat (desk_attachment_get_progress (attachment), ==, 1.0);

  desk_attachment_set_problem (attachment, DESK_FIELD_FILE_DAMAGED);
  g_assert_cmpint (desk_attachment_get_state (attachment), ==, DESK_ATTACHMENT_FAILED);
  g_assert_nonnull (desk_attachment_get_content (attachment));
  desk_attachment_set_problem (attachment, DESK_FIELD_OK);
  g_assert_cmpint (desk_attachment_get_state (attachment), ==, DESK_ATTACHMENT_LOCAL);

  desk_attachment_set_problem (attachment, DESK_FIELD_FILE_DAMAGED);
  desk_attachment_set_state (attachment, DESK_ATTACHMENT_UPLOADED);
  g_assert_cmpint (desk_attachment_get_problem (attachment), ==, DESK_FIELD_OK);
  desk_attachment_set_problem (attachment, DESK_FIELD_OK);
  g_assert_cmpint (desk_attachment_get_state (attachment), ==, DESK_ATTACHMENT_UPLOADED);

  desk_attachment_set_content (attachment, NULL, NULL);
  g_assert_cmpint (desk_attachment_get_state (attachment), ==, DESK_ATTACHMENT_EMPTY);
  g_assert_cmpstr (desk_attachment_get_file_name (attachment), ==, "");
  g_assert_null (desk_attachment_get_sha256 (attachment));
  g_assert_cmpfloat (desk_attachment_get_progress (attachment), ==, 0.0);
  g_assert_finalize_object (g_steal_pointer (&attachment));
}

static void
test_restore (void)
{
  g_autoptr (DeskAttachment) attachment = desk_attachment_new (DESK_ATTACHMENT_HANDHELD);

  desk_attachment_restore (attachment, DESK_ATTACHMENT_FAILED, "a.png", "00ff",
                           DESK_FIELD_FILE_TOO_SMALL);
  g_assert_cmpint (desk_attachment_get_state (attachment), ==, DESK_ATTACHMENT_FAILED);
  g_assert_cmpint (desk_attachment_get_problem (attachment), ==, DESK_FIELD_FILE_TOO_SMALL);
  g_assert_cmpstr (desk_attachment_get_sha256 (attachment), ==, "00ff");
  g_assert_null (desk_attachment_get_content (attachment));

  desk_attachment_restore (attachment, DESK_ATTACHMENT_UPLOADED, "a.png", "00ff", DESK_FIELD_OK);
  g_assert_cmpint (desk_attachment_get_state (attachment), ==, DESK_ATTACHMENT_UPLOADED);
}

static void
test_kind_codes (void)
{
  DeskAttachmentKind found;

  for (int i = 0; i < DESK_ATTACHMENT_N_KINDS; i++) {
    g_assert_true (desk_attachment_kind_from_code (
        desk_attachment_kind_get_code ((DeskAttachmentKind) i), &found));
    g_assert_cmpint (found, ==, i);
  }
  g_assert_false (desk_attachment_kind_from_code ("id-front", &found));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/attachment/content", test_content);
  g_test_add_func ("/model/attachment/life", test_life);
  g_test_add_func ("/model/attachment/restore", test_restore);
  g_test_add_func ("/model/attachment/kind-codes", test_kind_codes);
  return g_test_run ();
}
