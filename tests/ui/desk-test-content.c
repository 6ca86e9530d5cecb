/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-content.h"

#include <cairo-pdf.h>
#include <gdk/gdk.h>
#include <pango/pangocairo.h>

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
draw_text (cairo_t *cr, double x, double y, double width, const char *font, const char *text)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (description);
}

GBytes *
desk_test_content_create_pdf (void)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes, 595, 842);
  cairo_t *cr = cairo_create (surface);

  for (int page = 1; page <= 3; page++) {
    g_autofree char *number = g_strdup_printf ("第 %d 页，共 3 页", page);
    g_autoptr (GString) text = g_string_new (NULL);

    for (int i = 1; i <= 12; i++)
      g_string_append_printf (text,
                              "%d.%d 甲方应当提供真实、完整、准确的身份资料，"
                              "包括姓名、证件类型及号码、手机号码、证件影像和本人手写签名。\n",
                              page, i);
    draw_text (cr, 60, 60, 475, "Noto Serif CJK SC Bold 18", "数字证书电子认证服务协议");
    draw_text (cr, 60, 110, 475, "Noto Serif CJK SC 11", text->str);
    draw_text (cr, 60, 790, 475, "Noto Serif CJK SC 9", number);
    cairo_show_page (cr);
  }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
desk_test_content_create_picture (void)
{
  const int width = 856;
  const int height = 540;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GRand) noise = g_rand_new_with_seed (1);
  char *buffer = NULL;
  gsize length = 0;

  cairo_set_source_rgb (cr, 0.85, 0.91, 0.93);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.6, 0.65, 0.7);
  cairo_rectangle (cr, 560, 90, 230, 290);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.1, 0.1, 0.15);
  draw_text (cr, 60, 70, 480, "Noto Sans CJK SC 30",
             "姓名  张三\n性别  男  民族  汉\n出生  1990年3月7日");
  draw_text (cr, 60, 430, 780, "Noto Sans CJK SC 28", "公民身份号码  110101199003077512");
  cairo_destroy (cr);

  pixbuf = gdk_pixbuf_get_from_surface (surface, 0, 0, width, height);
  cairo_surface_destroy (surface);
  for (guint8 *pixel = gdk_pixbuf_get_pixels (pixbuf),
              *end = pixel + gdk_pixbuf_get_byte_length (pixbuf);
       pixel < end; pixel++)
    *pixel = (guint8) CLAMP (*pixel + g_rand_int_range (noise, -12, 13), 0, 255);
  g_assert_true (
      gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, "jpeg", NULL, "quality", "95", NULL));

  return g_bytes_new_take (buffer, length);
}

void
desk_test_content_write_ink (DeskInk *ink)
{
  for (int stroke = 0; stroke < 3; stroke++) {
    desk_ink_begin_stroke (ink);
    for (int i = 0; i <= 60; i++) {
      DeskInkPoint point = { .x = 2600 + stroke * 1500 + i * 22,
                             .y = 1700 + (int) (900 * ((i * (stroke + 2) % 40) / 40.0 - 0.5)),
                             .time_ms = stroke * 1000 + i * 12,
                             .pressure = 300 + i * 8 };

      desk_ink_add_point (ink, &point);
    }
    desk_ink_end_stroke (ink);
  }
}
