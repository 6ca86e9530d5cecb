/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo.h>
#include <gio/gio.h>
#include <pango/pango.h>

G_BEGIN_DECLS

/* The page, in points (1/72 inch): A4 with margins of 25 mm at the sides. */
#define DESK_PAGE_WIDTH  595.276
#define DESK_PAGE_HEIGHT 841.890
#define DESK_PAGE_MARGIN 70.866

typedef enum {
  DESK_TEXT_TITLE,
  DESK_TEXT_HEADING,
  DESK_TEXT_BODY,
  DESK_TEXT_LABEL, /* in a table, what a value is */
  DESK_TEXT_VALUE,
  DESK_TEXT_SMALL,     /* digests */
  DESK_TEXT_FURNITURE, /* header and footer of the page */
} DeskTextStyle;

/* What the PDF says of itself. All borrowed for the life of the typesetter, none NULL. */
typedef struct {
  const char *title;
  const char *number; /* in the header of each page, and the subject */
  const char *author;
  const char *date; /* ISO 8601, as creation and modification date */
} DeskTypesetterInfo;

/* One row of a table; @values and @labels of the second pair are NULL where the first spans the
 * row. */
typedef struct {
  const char *labels[2];
  const char *values[2];
  DeskTextStyle style; /* of the values */
} DeskTypesetterRow;

/**
 * DeskTypesetter:
 *
 * Sets Chinese legal text on A4 pages and writes them as a tagged PDF. Because a page says how many
 * there are, a document is set twice: once with @n_pages 0, which only counts, then with the count.
 * Not thread-safe; one instance belongs to one thread.
 */
typedef struct _DeskTypesetter DeskTypesetter;

DeskTypesetter *desk_typesetter_new (const DeskTypesetterInfo *info, guint n_pages);
void desk_typesetter_free (DeskTypesetter *self);

void desk_typesetter_add_title (DeskTypesetter *self, const char *text);
/* Also becomes an entry of the outline. */
void desk_typesetter_add_heading (DeskTypesetter *self, const char *text);
void desk_typesetter_add_paragraph (DeskTypesetter *self, const char *text);
void desk_typesetter_add_table (DeskTypesetter *self, const DeskTypesetterRow *rows, guint n_rows);
void desk_typesetter_skip (DeskTypesetter *self, double points);
/* A new page unless this one has @points left. */
void desk_typesetter_need (DeskTypesetter *self, double points);

/* Text outside the flow, as a paragraph of its own; gives the height it took. */
double desk_typesetter_place (DeskTypesetter *self,
                              DeskTextStyle style,
                              PangoAlignment alignment,
                              double x,
                              double y,
                              double width,
                              const char *text);

/* Borrowed; for drawing on the current page. */
cairo_t *desk_typesetter_get_cairo (DeskTypesetter *self);
double desk_typesetter_get_y (DeskTypesetter *self);
/* From 1. */
guint desk_typesetter_get_page (DeskTypesetter *self);

/* Ends the document; an empty GBytes if it only counted. %G_IO_ERROR_FAILED if cairo failed. */
GBytes *desk_typesetter_finish (DeskTypesetter *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTypesetter, desk_typesetter_free)

G_END_DECLS
