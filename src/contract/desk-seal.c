/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-seal.h"

#include <math.h>
#include <pango/pangocairo.h>

/* The seal is drawn in hundredths of a millimetre, which keeps cairo's fixed point far below what
 * can be seen. */
#define DIAMETER 4000.0
#define CENTRE   (DIAMETER / 2)
#define RIM      120.0 /* width of the edge: 1.2 mm */
#define STAR     700.0 /* from the centre to a tip: a star of 14 mm */
#define EM       100.0 /* size a glyph is asked for before it is fitted */

#define SEAL_FONT "Noto Serif CJK SC Bold"

static void
add_ring (cairo_t *cairo)
{
  cairo_new_sub_path (cairo);
  cairo_arc (cairo, CENTRE, CENTRE, CENTRE, 0, 2 * G_PI);
  cairo_close_path (cairo);
  /* The other way round, so that the inside stays empty under the nonzero rule. */
  cairo_new_sub_path (cairo);
  cairo_arc_negative (cairo, CENTRE, CENTRE, CENTRE - RIM, 2 * G_PI, 0);
  cairo_close_path (cairo);
}

static void
add_star (cairo_t *cairo, double radius)
{
  double inner = radius * sin (G_PI / 10) / sin (7 * G_PI / 10);

  cairo_new_sub_path (cairo);
  for (int i = 0; i < 10; i++) {
    double angle = -G_PI / 2 + i * G_PI / 5;
    double distance = i % 2 == 0 ? radius : inner;

    cairo_line_to (cairo, CENTRE + distance * cos (angle), CENTRE + distance * sin (angle));
  }
  cairo_close_path (cairo);
}

/* One character's outline, its em box stretched to @width x @height around the origin: seals use
 * tall narrow type. */
static void
add_glyph (cairo_t *cairo, PangoLayout *layout, const char *glyph, double width, double height)
{
  PangoRectangle logical;
  double baseline;

  pango_layout_set_text (layout, glyph, (int) (g_utf8_next_char (glyph) - glyph));
  pango_layout_get_extents (layout, NULL, &logical);
  baseline = (double) pango_layout_get_baseline (layout) / PANGO_SCALE;

  cairo_save (cairo);
  cairo_translate (cairo, -width / 2, -height / 2);
  cairo_scale (cairo, width * PANGO_SCALE / MAX (logical.width, 1), height / EM);
  /* CJK fonts put 88 % of the em box above the baseline. */
  cairo_move_to (cairo, 0, 0.88 * EM - baseline);
  pango_cairo_layout_path (cairo, layout);
  cairo_restore (cairo);
}

static void
add_arc_text (cairo_t *cairo, PangoLayout *layout, const char *text)
{
  const double height = 520.0;
  const double radius = CENTRE - RIM - 110.0 - height / 2; /* of the glyphs' centres */
  glong n_glyphs = g_utf8_strlen (text, -1);
  double sweep = n_glyphs > 14 ? 1.40 * G_PI : n_glyphs > 9 ? 1.36 * G_PI : 1.08 * G_PI;
  double step = n_glyphs > 1 ? sweep / (double) (n_glyphs - 1) : 0;
  /* Narrow enough that the feet of two neighbours, which stand closer than their heads, do not
   * touch. */
  double width = fmin (440.0, n_glyphs > 1 ? step * (radius - height / 2) * 1.02 : 440.0);
  double angle = n_glyphs > 1 ? -sweep / 2 : 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), angle += step) {
    cairo_save (cairo);
    cairo_translate (cairo, CENTRE, CENTRE);
    cairo_rotate (cairo, angle);
    cairo_translate (cairo, 0, -radius);
    add_glyph (cairo, layout, p, width, height);
    cairo_restore (cairo);
  }
}

static void
add_line_text (cairo_t *cairo, PangoLayout *layout, const char *text)
{
  glong n_glyphs = g_utf8_strlen (text, -1);
  double pitch = fmin (370.0, 1900.0 / (double) MAX (n_glyphs, 1));
  double x = CENTRE - pitch * (double) (n_glyphs - 1) / 2;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), x += pitch) {
    cairo_save (cairo);
    cairo_translate (cairo, x, CENTRE + 1080.0);
    add_glyph (cairo, layout, p, pitch * 0.94, 430.0);
    cairo_restore (cairo);
  }
}

static PangoLayout *
create_glyph_layout (cairo_t *cairo)
{
  PangoLayout *layout = pango_cairo_create_layout (cairo);
  PangoFontDescription *font = pango_font_description_from_string (SEAL_FONT);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (pango_layout_get_context (layout), options);
  cairo_font_options_destroy (options);

  pango_context_set_language (pango_layout_get_context (layout),
                              pango_language_from_string ("zh-cn"));
  pango_font_description_set_absolute_size (font, EM * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  return layout;
}

/* PDF counts from the bottom, cairo from the top. */
static void
print_point (GString *out, const cairo_path_data_t *data)
{
  g_string_append_printf (out, "%d %d ", (int) lround (data->point.x),
                          (int) lround (DIAMETER - data->point.y));
}

static void
print_path (GString *out, const cairo_path_t *path)
{
  for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
    const cairo_path_data_t *data = &path->data[i];

    switch (data->header.type) {
    case CAIRO_PATH_MOVE_TO:
      print_point (out, &data[1]);
      g_string_append (out, "m\n");
      break;
    case CAIRO_PATH_LINE_TO:
      print_point (out, &data[1]);
      g_string_append (out, "l\n");
      break;
    case CAIRO_PATH_CURVE_TO:
      print_point (out, &data[1]);
      print_point (out, &data[2]);
      print_point (out, &data[3]);
      g_string_append (out, "c\n");
      break;
    case CAIRO_PATH_CLOSE_PATH:
      g_string_append (out, "h\n");
      break;
    default:
      break;
    }
  }
}

char *
desk_seal_create_operators (const char *name, const char *kind)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cairo = cairo_create (surface);
  g_autoptr (PangoLayout) layout = create_glyph_layout (cairo);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  GString *out = g_string_new ("q\n");
  cairo_path_t *path;

  add_ring (cairo);
  add_star (cairo, STAR);
  add_arc_text (cairo, layout, name);
  add_line_text (cairo, layout, kind);
  path = cairo_copy_path (cairo);

  g_ascii_formatd (number, sizeof number, "%.8f", DESK_SEAL_DIAMETER / DIAMETER);
  g_string_append_printf (out, "/Seal gs\n%s 0 0 %s 0 0 cm\n0.902 0 0.071 rg\n", number, number);
  print_path (out, path);
  g_string_append (out, "f\nQ\n");

  cairo_path_destroy (path);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);

  return g_string_free (out, FALSE);
}
