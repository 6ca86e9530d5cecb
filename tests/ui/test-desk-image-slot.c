/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-image-preview.h"
#include "desk-image-slot.h"
#include "desk-test-content.h"
#include "desk-test-flow.h"
#include "desk-ui-dialogs.h"
#include "desk-ui-test.h"

#include <glib/gstdio.h>
#include <string.h>

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static GdkTexture *
load (GBytes *content, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_image_preview_load_async (content, 300, NULL, on_loaded, &result);
  DESK_UI_WAIT (result != NULL);

  return desk_image_preview_load_finish (result, error);
}

static void
assert_refused (GBytes *content, DeskFieldProblem problem)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (content, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (desk_image_preview_get_problem (error), ==, problem);
}

static void
test_preview (void)
{
  g_autoptr (GBytes) picture = desk_test_content_create_picture ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = load (picture, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 300);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 189);
}

static void
test_preview_truncated (void)
{
  g_autoptr (GBytes) picture = desk_test_content_create_picture ();
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (picture, 0, g_bytes_get_size (picture) / 2);

  assert_refused (half, DESK_FIELD_FILE_DAMAGED);
}

static void
test_preview_pdf (void)
{
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF-1.7 and so on", 18);

  assert_refused (pdf, DESK_FIELD_FILE_BAD_TYPE);
}

static guint32
crc32_of (const guint8 *data, size_t length)
{
  guint32 crc = 0xFFFFFFFF;

  for (size_t i = 0; i < length; i++) {
    crc ^= data[i];
    for (int bit = 0; bit < 8; bit++)
      crc = (crc >> 1) ^ (0xEDB88320 & (guint32) - (gint32) (crc & 1));
  }

  return ~crc;
}

/* A PNG that claims 65535 x 65535 pixels. */
static void
test_preview_bomb (void)
{
  guint8 header[]
      = { 0x89, 'P',  'N',  'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0,
          0,    0xFF, 0xFF, 0,   0,    0xFF, 0xFF, 8,    6, 0, 0, 0,  0,   0,   0,   0 };
  guint32 crc = crc32_of (header + 12, 17);
  guint8 content[4096] = { 0 };
  g_autoptr (GBytes) bytes = NULL;

  header[29] = (guint8) (crc >> 24);
  header[30] = (guint8) (crc >> 16);
  header[31] = (guint8) (crc >> 8);
  header[32] = (guint8) crc;
  memcpy (content, header, sizeof header);
  memcpy (content + sizeof header, "\0\0\x0f\0IDAT", 8);
  bytes = g_bytes_new (content, sizeof content);
  assert_refused (bytes, DESK_FIELD_IMAGE_TOO_LARGE);
}

static GFile *
pick_file (DeskPickKind kind, gpointer user_data)
{
  g_assert_cmpint (kind, ==, DESK_PICK_IMAGE);

  return g_file_new_for_path (user_data);
}

static void
write_file (const char *path, GBytes *content)
{
  gsize length;
  const char *data = g_bytes_get_data (content, &length);

  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
}

static void
test_choose (void)
{
  g_autoptr (DeskApplyFlow) flow = desk_test_flow_new ();
  g_autofree char *directory = g_dir_make_tmp ("certdesk-ui-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "id.jpg", NULL);
  g_autoptr (GBytes) picture = desk_test_content_create_picture ();
  g_autoptr (GBytes) small = g_bytes_new_from_bytes (picture, 0, 2000);
  g_autoptr (GBytes) damaged = g_bytes_new_from_bytes (picture, 0, DESK_FIELD_FILE_MIN_BYTES);
  DeskUiDialogHooks hooks = { .pick_file = pick_file, .user_data = path };
  DeskAttachment *attachment = desk_application_get_attachment (
      desk_apply_flow_get_application (flow), DESK_ATTACHMENT_ID_FRONT);
  GtkWidget *slot = g_object_new (DESK_TYPE_IMAGE_SLOT, "caption", "人像面", "valign",
                                  GTK_ALIGN_CENTER, "halign", GTK_ALIGN_CENTER, NULL);
  GtkWindow *window;

  g_assert_cmpuint (g_bytes_get_size (picture), >, DESK_FIELD_FILE_MIN_BYTES);
  desk_image_slot_set_attachment (DESK_IMAGE_SLOT (slot), flow, DESK_ATTACHMENT_ID_FRONT);
  window = desk_ui_test_show (slot, 400, 400);
  desk_ui_dialogs_set_hooks (&hooks);

  write_file (path, small);
  desk_ui_test_click (desk_ui_test_find_named (slot, "choose"));
  DESK_UI_WAIT (desk_attachment_get_problem (attachment) == DESK_FIELD_FILE_TOO_SMALL);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (window, "slot-too-small");
  g_assert_true (gtk_widget_get_mapped (desk_ui_test_find_named (slot, "message")));

  /* What only decoding shows: the picture breaks off. */
  write_file (path, damaged);
  desk_ui_test_click (desk_ui_test_find_named (slot, "replace"));
  DESK_UI_WAIT (desk_attachment_get_problem (attachment) == DESK_FIELD_FILE_DAMAGED);

  write_file (path, picture);
  desk_ui_test_click (desk_ui_test_find_named (slot, "replace"));
  DESK_UI_WAIT (desk_attachment_get_problem (attachment) == DESK_FIELD_OK);
  DESK_UI_WAIT (!gtk_widget_get_mapped (desk_ui_test_find_named (slot, "message")));

  desk_attachment_set_state (attachment, DESK_ATTACHMENT_UPLOADING);
  desk_attachment_set_progress (attachment, 0.4);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (window, "slot-uploading");
  g_assert_false (gtk_widget_is_sensitive (desk_ui_test_find_named (slot, "replace")));
  desk_attachment_set_state (attachment, DESK_ATTACHMENT_UPLOADED);
  desk_ui_test_settle ();
  desk_ui_test_audit_names (slot);

  desk_ui_test_click (desk_ui_test_find_named (slot, "remove"));
  DESK_UI_WAIT (desk_attachment_get_content (attachment) == NULL);
  desk_ui_dialogs_set_hooks (NULL);
  desk_ui_test_close (window);
  g_unlink (path);
  g_rmdir (directory);
}

int
main (int argc, char *argv[])
{
  desk_ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/image-preview/scaled", test_preview);
  g_test_add_func ("/ui/image-preview/truncated", test_preview_truncated);
  g_test_add_func ("/ui/image-preview/renamed-pdf", test_preview_pdf);
  g_test_add_func ("/ui/image-preview/bomb", test_preview_bomb);
  g_test_add_func ("/ui/image-slot/choose", test_choose);

  return g_test_run ();
}
