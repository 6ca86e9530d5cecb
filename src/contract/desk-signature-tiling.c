/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-signature-tiling.h"
#include "desk-pdf-parser.h"

#include <string.h>

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const DeskPdfEntry *first = a;
  const DeskPdfEntry *second = b;

  return first->place < second->place ? -1 : first->place > second->place;
}

/* The section's objects that lie in the file, in the order they lie there. */
static GArray *
sort_entries (const DeskPdfSection *section)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (DeskPdfEntry));

  for (guint i = 0; i < section->entries->len; i++) {
    DeskPdfEntry entry = g_array_index (section->entries, DeskPdfEntry, i);

    /* A cross-reference stream need not list itself; it is looked at as the section. */
    if (entry.kind == DESK_PDF_ENTRY_OFFSET
        && !(section->is_stream && entry.place == section->xref))
      g_array_append_val (sorted, entry);
  }
  g_array_sort (sorted, compare_places);

  return sorted;
}

/* "startxref", the number, "%%EOF" and at most one line end. */
static gboolean
take_end (DeskPdfParser *parser, const DeskPdfSection *section)
{
  gint64 number;

  parser->position = section->trailer_end;
  if (!desk_pdf_parser_take_keyword (parser, "startxref")
      || !desk_pdf_parser_take_integer (parser, &number) || number != (gint64) section->xref)
    return FALSE;

  desk_pdf_parser_skip (parser, FALSE);
  if (parser->length - parser->position < 5
      || memcmp (parser->data + parser->position, "%%EOF", 5) != 0)
    return FALSE;
  parser->position += 5;
  if (parser->position < parser->length && parser->data[parser->position] == '\r')
    parser->position++;
  if (parser->position < parser->length && parser->data[parser->position] == '\n')
    parser->position++;

  return TRUE;
}

static gboolean
tile_section (DeskPdfFile *file, const DeskPdfSection *section, DeskPdfParser *parser)
{
  g_autoptr (GArray) entries = sort_entries (section);

  for (guint i = 0; i < entries->len; i++) {
    const DeskPdfEntry *entry = &g_array_index (entries, DeskPdfEntry, i);
    g_autoptr (DeskPdfObject) object = NULL;
    guint number = 0;

    desk_pdf_parser_skip (parser, FALSE);
    if (entry->place != parser->position)
      return FALSE;
    object = desk_pdf_file_read_object (file, entry->place, &number);
    if (object == NULL || number != entry->number)
      return FALSE;
    parser->position = object->end;
  }

  desk_pdf_parser_skip (parser, FALSE);
  return parser->position == section->xref && take_end (parser, section);
}

static gboolean
frees_nothing (const DeskPdfSection *section)
{
  for (guint i = 0; i < section->entries->len; i++) {
    const DeskPdfEntry *entry = &g_array_index (section->entries, DeskPdfEntry, i);

    if (entry->kind == DESK_PDF_ENTRY_FREE && entry->number != 0)
      return FALSE;
  }
  return TRUE;
}

static guint
count_newer (GPtrArray *sections, size_t end)
{
  guint n = 0;

  while (n < sections->len && ((DeskPdfSection *) sections->pdata[n])->xref >= end)
    n++;
  return n;
}

gboolean
desk_signature_tile (
    DeskPdfFile *file, DeskPdfFile *before, size_t end, guint *n_newer, char **problem)
{
  GPtrArray *sections = desk_pdf_file_get_sections (file);
  const DeskPdfSection *last_before = desk_pdf_file_get_sections (before)->pdata[0];
  size_t length;
  const uint8_t *data = g_bytes_get_data (desk_pdf_file_get_bytes (file), &length);
  DeskPdfParser parser;

  *n_newer = count_newer (sections, end);
  if (*n_newer == 0 || *n_newer == sections->len
      || ((DeskPdfSection *) sections->pdata[*n_newer])->xref != last_before->xref) {
    *problem = g_strdup ("what follows is no revision of what was signed");
    return FALSE;
  }

  desk_pdf_parser_init (&parser, data, length, end);
  for (guint i = *n_newer; i > 0; i--) {
    const DeskPdfSection *section = sections->pdata[i - 1];

    if (!frees_nothing (section)) {
      *problem = g_strdup ("a later revision removes objects");
      return FALSE;
    }
    if (!tile_section (file, section, &parser)) {
      *problem = g_strdup ("a later revision holds more or other than its table says");
      return FALSE;
    }
  }
  if (parser.position != length) {
    *problem = g_strdup ("something follows the end of the file");
    return FALSE;
  }

  return TRUE;
}
