/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-typesetter.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

/* The Serif's subset is a fifth of the Sans's, and is what contracts are set in. */
#define FONT_FAMILY "Noto Serif CJK SC"

#define TOP         78.0  /* first line of text, below the header */
#define BOTTOM      780.0 /* last line of text, above the footer */
#define HEADER_Y    46.0
#define HEADER_RULE 64.0
#define FOOTER_Y    796.0
#define CELL_PAD    5.0
#define LABEL_WIDTH 84.0
#define TEXT_WIDTH  (DESK_PAGE_WIDTH - 2 * DESK_PAGE_MARGIN)

typedef struct {
  double size; /* points */
  PangoWeight weight;
  float spacing; /* line height as a factor of the font's own */
} StyleRow;

static const StyleRow style_rows[] = {
  [DESK_TEXT_TITLE] = { 20.0, PANGO_WEIGHT_BOLD, 1.0f },
  [DESK_TEXT_HEADING] = { 12.0, PANGO_WEIGHT_BOLD, 1.0f },
  [DESK_TEXT_BODY] = { 10.5, PANGO_WEIGHT_NORMAL, 1.1f },
  [DESK_TEXT_LABEL] = { 9.5, PANGO_WEIGHT_BOLD, 1.0f },
  [DESK_TEXT_VALUE] = { 10.0, PANGO_WEIGHT_NORMAL, 1.0f },
  [DESK_TEXT_SMALL] = { 8.5, PANGO_WEIGHT_NORMAL, 1.0f },
  [DESK_TEXT_FURNITURE] = { 8.5, PANGO_WEIGHT_NORMAL, 1.0f },
};

struct _DeskTypesetter {
  DeskTypesetterInfo info; /* borrowed strings */
  guint n_pages;           /* 0: only counting */

  cairo_surface_t *surface; /* owned; a PDF, or a recording that is thrown away */
  cairo_t *cairo;           /* owned */
  PangoContext *context;    /* owned */
  GByteArray *output;       /* owned */

  guint page;       /* from 1 */
  double y;         /* points from the top; where the next text goes */
  guint n_headings; /* names the outline's destinations */
};

static cairo_status_t
write_output (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
begin_tag (DeskTypesetter *self, const char *tag, const char *attributes)
{
  if (self->n_pages > 0)
    cairo_tag_begin (self->cairo, tag, attributes);
}

static void
end_tag (DeskTypesetter *self, const char *tag)
{
  if (self->n_pages > 0)
    cairo_tag_end (self->cairo, tag);
}

static PangoLayout *
create_layout (DeskTypesetter *self, DeskTextStyle style, double width, const char *text)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_new ();
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_font_description_set_family_static (font, FONT_FAMILY);
  pango_font_description_set_weight (font, style_rows[style].weight);
  pango_font_description_set_absolute_size (font, style_rows[style].size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  /* A ligature in a digest would be copied from the PDF as one character. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("liga=0, clig=0, dlig=0"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, style_rows[style].spacing);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

static double
get_layout_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

double
desk_typesetter_place (DeskTypesetter *self,
                       DeskTextStyle style,
                       PangoAlignment alignment,
                       double x,
                       double y,
                       double width,
                       const char *text)
{
  g_autoptr (PangoLayout) layout = create_layout (self, style, width, text);

  pango_layout_set_alignment (layout, alignment);
  begin_tag (self, "P", NULL);
  cairo_move_to (self->cairo, x, y);
  pango_cairo_show_layout (self->cairo, layout);
  end_tag (self, "P");

  return get_layout_height (layout);
}

/* Header and footer are drawn outside every paragraph's tag: they are furniture, not text. */
static void
draw_furniture (DeskTypesetter *self)
{
  g_autofree char *number = g_strdup_printf ("协议编号：%s", self->info.number);
  g_autofree char *page = g_strdup_printf ("第 %u 页 共 %u 页", self->page, self->n_pages);
  const struct {
    const char *text;
    PangoAlignment alignment;
    double y;
  } pieces[] = {
    { self->info.title, PANGO_ALIGN_LEFT, HEADER_Y },
    { number, PANGO_ALIGN_RIGHT, HEADER_Y },
    { page, PANGO_ALIGN_CENTER, FOOTER_Y },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (PangoLayout) layout
        = create_layout (self, DESK_TEXT_FURNITURE, TEXT_WIDTH, pieces[i].text);

    pango_layout_set_alignment (layout, pieces[i].alignment);
    cairo_set_source_rgb (self->cairo, 0.3, 0.3, 0.3);
    cairo_move_to (self->cairo, DESK_PAGE_MARGIN, pieces[i].y);
    pango_cairo_show_layout (self->cairo, layout);
  }

  cairo_set_line_width (self->cairo, 0.5);
  cairo_move_to (self->cairo, DESK_PAGE_MARGIN, HEADER_RULE);
  cairo_rel_line_to (self->cairo, TEXT_WIDTH, 0);
  cairo_stroke (self->cairo);
  cairo_set_source_rgb (self->cairo, 0, 0, 0);
}

static void
set_metadata (DeskTypesetter *self)
{
  const struct {
    cairo_pdf_metadata_t key;
    const char *value;
  } rows[] = {
    { CAIRO_PDF_METADATA_TITLE, self->info.title },
    { CAIRO_PDF_METADATA_AUTHOR, self->info.author },
    { CAIRO_PDF_METADATA_SUBJECT, self->info.number },
    { CAIRO_PDF_METADATA_CREATOR, "CertDesk" },
    { CAIRO_PDF_METADATA_CREATE_DATE, self->info.date },
    { CAIRO_PDF_METADATA_MOD_DATE, self->info.date },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    cairo_pdf_surface_set_metadata (self->surface, rows[i].key, rows[i].value);
}

DeskTypesetter *
desk_typesetter_new (const DeskTypesetterInfo *info, guint n_pages)
{
  DeskTypesetter *self = g_new0 (DeskTypesetter, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  self->info = *info;
  self->n_pages = n_pages;
  self->output = g_byte_array_new ();
  self->page = 1;
  self->y = TOP;

  if (n_pages > 0) {
    self->surface = cairo_pdf_surface_create_for_stream (write_output, self->output,
                                                         DESK_PAGE_WIDTH, DESK_PAGE_HEIGHT);
    /* Newer cairos write object streams from 1.5 on, which an incremental update cannot follow. */
    cairo_pdf_surface_restrict_to_version (self->surface, CAIRO_PDF_VERSION_1_4);
    set_metadata (self);
  } else {
    self->surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  }

  self->cairo = cairo_create (self->surface);
  self->context = pango_cairo_create_context (self->cairo);
  /* Without this Pango may choose the Japanese forms of shared characters. */
  pango_context_set_language (self->context, pango_language_from_string ("zh-cn"));
  /* Both passes must break lines at the same places, whatever the machine's screen settings. */
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (self->context, options);
  pango_cairo_context_set_resolution (self->context, 72.0);
  cairo_font_options_destroy (options);

  begin_tag (self, "Document", NULL);
  return self;
}

void
desk_typesetter_free (DeskTypesetter *self)
{
  g_clear_object (&self->context);
  g_clear_pointer (&self->cairo, cairo_destroy);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_pointer (&self->output, g_byte_array_unref);
  g_free (self);
}

static void
break_page (DeskTypesetter *self)
{
  draw_furniture (self);
  cairo_show_page (self->cairo);
  self->page++;
  self->y = TOP;
}

void
desk_typesetter_need (DeskTypesetter *self, double points)
{
  if (self->y + points > BOTTOM)
    break_page (self);
}

void
desk_typesetter_skip (DeskTypesetter *self, double points)
{
  self->y += points;
}

void
desk_typesetter_add_title (DeskTypesetter *self, const char *text)
{
  g_autoptr (PangoLayout) layout = create_layout (self, DESK_TEXT_TITLE, TEXT_WIDTH, text);

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  begin_tag (self, "H1", NULL);
  cairo_move_to (self->cairo, DESK_PAGE_MARGIN, self->y);
  pango_cairo_show_layout (self->cairo, layout);
  end_tag (self, "H1");
  self->y += get_layout_height (layout) + 14.0;
}

void
desk_typesetter_add_heading (DeskTypesetter *self, const char *text)
{
  g_autoptr (PangoLayout) layout = create_layout (self, DESK_TEXT_HEADING, TEXT_WIDTH, text);
  g_autofree char *name = g_strdup_printf ("heading-%u", ++self->n_headings);
  g_autofree char *destination = g_strdup_printf ("name='%s'", name);
  g_autofree char *target = g_strdup_printf ("dest='%s'", name);
  double height = get_layout_height (layout);

  /* A heading never stands alone at the foot of a page. */
  desk_typesetter_need (self, 8.0 + height + 4 * style_rows[DESK_TEXT_BODY].size);
  if (self->y > TOP)
    self->y += 8.0;

  begin_tag (self, CAIRO_TAG_DEST, destination);
  begin_tag (self, "H2", NULL);
  cairo_move_to (self->cairo, DESK_PAGE_MARGIN, self->y);
  pango_cairo_show_layout (self->cairo, layout);
  end_tag (self, "H2");
  end_tag (self, CAIRO_TAG_DEST);
  if (self->n_pages > 0)
    cairo_pdf_surface_add_outline (self->surface, CAIRO_PDF_OUTLINE_ROOT, text, target, 0);

  self->y += height + 4.0;
}

/* How many of @n_lines go on this page, so that neither page shows a single line of a paragraph. */
static int
count_lines_that_fit (DeskTypesetter *self, int n_lines, double line_height)
{
  int room = (int) floor ((BOTTOM - self->y + 0.01) / line_height);

  if (room >= n_lines)
    return n_lines;
  if (n_lines - room == 1)
    room--;
  return room >= 2 ? room : 0;
}

static void
draw_lines (DeskTypesetter *self, PangoLayoutIter *iter, int n_lines)
{
  PangoRectangle extents;
  int top = 0;
  int bottom = 0;
  int first_top;

  pango_layout_iter_get_line_yrange (iter, &first_top, NULL);
  begin_tag (self, "P", NULL);
  for (int i = 0; i < n_lines; i++) {
    pango_layout_iter_get_line_extents (iter, NULL, &extents);
    pango_layout_iter_get_line_yrange (iter, &top, &bottom);
    cairo_move_to (
        self->cairo, DESK_PAGE_MARGIN + (double) extents.x / PANGO_SCALE,
        self->y + (double) (pango_layout_iter_get_baseline (iter) - first_top) / PANGO_SCALE);
    pango_cairo_show_layout_line (self->cairo, pango_layout_iter_get_line_readonly (iter));
    pango_layout_iter_next_line (iter);
  }
  end_tag (self, "P");
  self->y += (double) (bottom - first_top) / PANGO_SCALE;
}

void
desk_typesetter_add_paragraph (DeskTypesetter *self, const char *text)
{
  g_autoptr (PangoLayout) layout = create_layout (self, DESK_TEXT_BODY, TEXT_WIDTH, text);
  g_autoptr (PangoLayoutIter) iter = NULL;
  double line_height;
  int n_lines;

  pango_layout_set_justify (layout, TRUE);
  pango_layout_set_indent (layout, (int) (2 * style_rows[DESK_TEXT_BODY].size * PANGO_SCALE));
  n_lines = pango_layout_get_line_count (layout);
  line_height = get_layout_height (layout) / n_lines;
  iter = pango_layout_get_iter (layout);

  while (n_lines > 0) {
    int n_fit = count_lines_that_fit (self, n_lines, line_height);

    if (n_fit > 0)
      draw_lines (self, iter, n_fit);
    n_lines -= n_fit;
    if (n_lines > 0)
      break_page (self);
  }
  self->y += 3.0;
}

static void
draw_cell (DeskTypesetter *self, PangoLayout *layout, const char *tag, double x, double row_height)
{
  double offset = (row_height - get_layout_height (layout)) / 2;

  begin_tag (self, tag, NULL);
  cairo_move_to (self->cairo, x + CELL_PAD, self->y + offset);
  pango_cairo_show_layout (self->cairo, layout);
  end_tag (self, tag);
}

static void
add_row (DeskTypesetter *self, const DeskTypesetterRow *row)
{
  int n_pairs = row->labels[1] != NULL ? 2 : 1;
  double pair_width = TEXT_WIDTH / n_pairs;
  double row_height = 0;
  PangoLayout *labels[2] = { NULL, NULL };
  PangoLayout *values[2] = { NULL, NULL };

  for (int i = 0; i < n_pairs; i++) {
    labels[i] = create_layout (self, DESK_TEXT_LABEL, LABEL_WIDTH - 2 * CELL_PAD, row->labels[i]);
    values[i]
        = create_layout (self, row->style, pair_width - LABEL_WIDTH - 2 * CELL_PAD, row->values[i]);
    row_height = MAX (row_height, get_layout_height (labels[i]) + 2 * CELL_PAD);
    row_height = MAX (row_height, get_layout_height (values[i]) + 2 * CELL_PAD);
  }

  desk_typesetter_need (self, row_height);
  begin_tag (self, "TR", NULL);
  for (int i = 0; i < n_pairs; i++) {
    double x = DESK_PAGE_MARGIN + i * pair_width;

    cairo_set_source_rgb (self->cairo, 0.95, 0.95, 0.95);
    cairo_rectangle (self->cairo, x, self->y, LABEL_WIDTH, row_height);
    cairo_fill (self->cairo);
    cairo_set_source_rgb (self->cairo, 0.35, 0.35, 0.35);
    cairo_set_line_width (self->cairo, 0.6);
    cairo_rectangle (self->cairo, x, self->y, LABEL_WIDTH, row_height);
    cairo_rectangle (self->cairo, x, self->y, pair_width, row_height);
    cairo_stroke (self->cairo);
    cairo_set_source_rgb (self->cairo, 0, 0, 0);
    draw_cell (self, labels[i], "TH", x, row_height);
    draw_cell (self, values[i], "TD", x + LABEL_WIDTH, row_height);
    g_object_unref (labels[i]);
    g_object_unref (values[i]);
  }
  end_tag (self, "TR");
  self->y += row_height;
}

void
desk_typesetter_add_table (DeskTypesetter *self, const DeskTypesetterRow *rows, guint n_rows)
{
  begin_tag (self, "Table", NULL);
  for (guint i = 0; i < n_rows; i++)
    add_row (self, &rows[i]);
  end_tag (self, "Table");
  self->y += 12.0;
}

cairo_t *
desk_typesetter_get_cairo (DeskTypesetter *self)
{
  return self->cairo;
}

double
desk_typesetter_get_y (DeskTypesetter *self)
{
  return self->y;
}

guint
desk_typesetter_get_page (DeskTypesetter *self)
{
  return self->page;
}

GBytes *
desk_typesetter_finish (DeskTypesetter *self, GError **error)
{
  cairo_status_t status;

  draw_furniture (self);
  end_tag (self, "Document");
  cairo_show_page (self->cairo);
  status = cairo_status (self->cairo);
  cairo_surface_finish (self->surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (self->surface);

  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Could not write the PDF: %s",
                 cairo_status_to_string (status));
    return NULL;
  }

  return g_bytes_new (self->output->data, self->output->len);
}
