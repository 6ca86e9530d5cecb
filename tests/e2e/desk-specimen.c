/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-specimen.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>
#include <pango/pangocairo.h>

#define WIDTH  1370 /* pixels; 85.6:54 */
#define HEIGHT 864

static void
write_text (cairo_t *cr, double x, double y, double size, const char *text)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autofree char *font = g_strdup_printf ("Noto Sans CJK SC %d", (int) size);
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

/* Waves as on a real card; they also keep the file from compressing to nothing. */
static void
draw_ground (cairo_t *cr)
{
  cairo_set_source_rgb (cr, 0.93, 0.95, 0.98);
  cairo_paint (cr);
  cairo_set_line_width (cr, 1.2);
  for (int line = 0; line < 150; line++) {
    cairo_set_source_rgba (cr, 0.45 + 0.4 * sin (line), 0.62, 0.82, 0.55);
    for (int x = 0; x <= WIDTH; x += 4) {
      double y = line * 6 + 14 * sin (x / 37.0 + line / 3.0) + 5 * sin (x / 11.0 + line);

      if (x == 0)
        cairo_move_to (cr, x, y);
      else
        cairo_line_to (cr, x, y);
    }
    cairo_stroke (cr);
  }
}

static void
draw_portrait_side (cairo_t *cr)
{
  cairo_set_source_rgb (cr, 0.1, 0.12, 0.2);
  write_text (cr, 90, 90, 34, "姓 名   张三");
  write_text (cr, 90, 190, 34, "性 别   男   民 族   汉");
  write_text (cr, 90, 290, 34, "出 生   1990 年 1 月 1 日");
  write_text (cr, 90, 390, 34, "住 址   样例省样例市样例路 1 号");
  write_text (cr, 90, 720, 36, "样张  150102199001010019");

  cairo_set_source_rgb (cr, 0.75, 0.79, 0.86);
  cairo_rectangle (cr, 930, 120, 340, 430);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.42, 0.47, 0.56);
  cairo_arc (cr, 1100, 290, 85, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_arc (cr, 1100, 560, 150, G_PI, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_emblem_side (cairo_t *cr)
{
  cairo_set_source_rgb (cr, 0.8, 0.15, 0.15);
  cairo_arc (cr, 210, 210, 110, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.1, 0.12, 0.2);
  write_text (cr, 400, 120, 48, "居 民 身 份 证");
  write_text (cr, 400, 230, 48, "样 张");
  write_text (cr, 330, 600, 34, "签发机关   样例市公安局");
  write_text (cr, 330, 700, 34, "有效期限   2020.01.01-2040.01.01");
}

GFile *
desk_specimen_write (const char *directory, gboolean portrait)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autofree char *path
      = g_build_filename (directory, portrait ? "身份证-人像面.jpg" : "身份证-国徽面.jpg", NULL);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GError) error = NULL;

  draw_ground (cr);
  if (portrait)
    draw_portrait_side (cr);
  else
    draw_emblem_side (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, WIDTH, HEIGHT);
  for (int y = 0; y < HEIGHT; y++) {
    const guint32 *source
        = (const guint32 *) (const void *) (cairo_image_surface_get_data (surface)
                                            + y * cairo_image_surface_get_stride (surface));
    guint8 *target = gdk_pixbuf_get_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf);

    for (int x = 0; x < WIDTH; x++) {
      target[3 * x] = (guint8) (source[x] >> 16);
      target[3 * x + 1] = (guint8) (source[x] >> 8);
      target[3 * x + 2] = (guint8) source[x];
    }
  }
  cairo_surface_destroy (surface);

  gdk_pixbuf_save (pixbuf, path, "jpeg", &error, "quality", "92", NULL);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}
