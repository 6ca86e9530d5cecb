/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-image-preview.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

G_DEFINE_QUARK (desk - image - preview - error - quark, desk_image_preview_error)

typedef struct {
  GBytes *content; /* owned */
  int max_size;    /* pixels */
  gboolean too_large;
} Preview;

static void
preview_free (gpointer data)
{
  Preview *preview = data;

  g_bytes_unref (preview->content);
  g_free (preview);
}

/* The formats an attachment may have (guide, figure 3-2-1-4); gdk-pixbuf would try others. */
static const char *
find_type (GBytes *content)
{
  size_t length;
  const guint8 *data = g_bytes_get_data (content, &length);

  if (length > 3 && data[0] == 0xFF && data[1] == 0xD8 && data[2] == 0xFF)
    return "jpeg";
  if (length > 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "png";
  if (length > 2 && data[0] == 'B' && data[1] == 'M')
    return "bmp";

  return NULL;
}

/* The decoder takes a JPEG that breaks off for a whole one with grey below. Inside the compressed
 * data 0xFF is always followed by 0x00 or a restart marker (ITU-T T.81, B.1.1.5), so the end marker
 * cannot occur there; before it, segments are skipped because a thumbnail in one has an end of its
 * own. */
static gboolean
is_complete_jpeg (GBytes *content)
{
  const size_t marker_length = 2;
  size_t length;
  const guint8 *data = g_bytes_get_data (content, &length);
  size_t position = marker_length; /* after the start marker */

  while (position + 4 <= length && data[position] == 0xFF && data[position + 1] != 0xDA)
    position += marker_length + (((size_t) data[position + 2] << 8) | data[position + 3]);

  return position < length
         && memmem (data + position, length - position, "\xFF\xD9", marker_length) != NULL;
}

static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Preview *preview = user_data;
  double scale;

  if (width <= 0 || height <= 0 || (gint64) width * height > DESK_FIELD_IMAGE_MAX_PIXELS) {
    preview->too_large = TRUE;
    gdk_pixbuf_loader_set_size (loader, 0, 0); /* ends the loading */
    return;
  }

  scale = MIN (1.0, preview->max_size / (double) MAX (width, height));
  gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * scale)),
                              MAX (1, (int) (height * scale)));
}

static GdkTexture *
decode (Preview *preview)
{
  const char *type = find_type (preview->content);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  GdkPixbuf *pixbuf;
  gboolean complete = !g_str_equal (type, "jpeg") || is_complete_jpeg (preview->content);

  if (!complete)
    return NULL;

  loader = gdk_pixbuf_loader_new_with_type (type, NULL);
  if (loader == NULL)
    return NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), preview);
  complete = gdk_pixbuf_loader_write_bytes (loader, preview->content, NULL);
  complete = gdk_pixbuf_loader_close (loader, NULL) && complete;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (!complete || pixbuf == NULL)
    return NULL;

  /* Phones write how they were held into the picture. */
  upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);

  return gdk_texture_new_for_pixbuf (upright);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Preview *preview = task_data;
  g_autoptr (GdkTexture) texture = NULL;

  if (find_type (preview->content) == NULL) {
    g_task_return_new_error (task, DESK_IMAGE_PREVIEW_ERROR, DESK_IMAGE_PREVIEW_ERROR_BAD_TYPE,
                             "Not one of the accepted image formats");
    return;
  }

  texture = decode (preview);
  if (texture != NULL)
    g_task_return_pointer (task, g_steal_pointer (&texture), g_object_unref);
  else if (preview->too_large)
    g_task_return_new_error (task, DESK_IMAGE_PREVIEW_ERROR, DESK_IMAGE_PREVIEW_ERROR_TOO_LARGE,
                             "The image has too many pixels");
  else
    g_task_return_new_error (task, DESK_IMAGE_PREVIEW_ERROR, DESK_IMAGE_PREVIEW_ERROR_DAMAGED,
                             "The image does not decode");
}

void
desk_image_preview_load_async (GBytes *content,
                               int max_size,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Preview *preview = g_new0 (Preview, 1);

  preview->content = g_bytes_ref (content);
  preview->max_size = max_size;
  g_task_set_source_tag (task, desk_image_preview_load_async);
  g_task_set_task_data (task, preview, preview_free);
  g_task_run_in_thread (task, load_in_thread);
}

GdkTexture *
desk_image_preview_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

DeskFieldProblem
desk_image_preview_get_problem (const GError *error)
{
  if (g_error_matches (error, DESK_IMAGE_PREVIEW_ERROR, DESK_IMAGE_PREVIEW_ERROR_BAD_TYPE))
    return DESK_FIELD_FILE_BAD_TYPE;
  if (g_error_matches (error, DESK_IMAGE_PREVIEW_ERROR, DESK_IMAGE_PREVIEW_ERROR_DAMAGED))
    return DESK_FIELD_FILE_DAMAGED;
  if (g_error_matches (error, DESK_IMAGE_PREVIEW_ERROR, DESK_IMAGE_PREVIEW_ERROR_TOO_LARGE))
    return DESK_FIELD_IMAGE_TOO_LARGE;

  return DESK_FIELD_OK;
}
