/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-pdf-parser.h"
#include "desk-pdf-stream.h"
#include "desk-pdf-xref.h"

#include <string.h>

#define ENTRY_LENGTH       20 /* bytes, ISO 32000-1, 7.5.4 */
#define MAX_DECODED_LENGTH (32 * 1024 * 1024)

void
desk_pdf_section_free (DeskPdfSection *self)
{
  g_clear_pointer (&self->trailer, desk_pdf_value_free);
  g_clear_pointer (&self->entries, g_array_unref);
  g_free (self);
}

gboolean
desk_pdf_find_startxref (GBytes *bytes, size_t *offset)
{
  static const char keyword[] = "startxref";
  size_t length;
  const uint8_t *data = g_bytes_get_data (bytes, &length);

  for (size_t i = length; i >= sizeof keyword; i--) {
    const uint8_t *start = data + i - sizeof keyword;
    DeskPdfParser parser;
    gint64 number;

    if (*start != 's' || memcmp (start, keyword, sizeof keyword - 1) != 0)
      continue;
    desk_pdf_parser_init (&parser, data, length, i - 1);
    if (!desk_pdf_parser_take_integer (&parser, &number) || number >= (gint64) length)
      continue;
    desk_pdf_parser_skip (&parser, FALSE);
    if (length - parser.position < 5 || memcmp (data + parser.position, "%%EOF", 5) != 0)
      continue;
    *offset = (size_t) number;
    return TRUE;
  }

  return FALSE;
}

gint64
desk_pdf_section_get_previous (const DeskPdfSection *self)
{
  const DeskPdfValue *previous = desk_pdf_value_get (self->trailer, "Prev");

  if (previous == NULL)
    return -1;
  return previous->kind == DESK_PDF_INTEGER && previous->integer >= 0 ? previous->integer : -2;
}

static gboolean
parse_digits (const uint8_t *digits, int n_digits, gint64 *number)
{
  *number = 0;
  for (int i = 0; i < n_digits; i++) {
    if (!g_ascii_isdigit ((char) digits[i]))
      return FALSE;
    *number = *number * 10 + (digits[i] - '0');
  }
  return TRUE;
}

/* "nnnnnnnnnn ggggg n" and two bytes of line end. */
static gboolean
parse_entry (const uint8_t *text, gint64 number, DeskPdfEntry *entry)
{
  gint64 offset;
  gint64 generation;

  if (!parse_digits (text, 10, &offset) || text[10] != ' '
      || !parse_digits (text + 11, 5, &generation) || text[16] != ' '
      || (text[17] != 'n' && text[17] != 'f')
      || (memcmp (text + 18, " \n", 2) != 0 && memcmp (text + 18, "\r\n", 2) != 0
          && memcmp (text + 18, " \r", 2) != 0))
    return FALSE;

  *entry = (DeskPdfEntry){
    .number = (guint) number,
    .generation = (guint) generation,
    .kind = text[17] == 'n' ? DESK_PDF_ENTRY_OFFSET : DESK_PDF_ENTRY_FREE,
    .place = (size_t) offset,
  };
  return TRUE;
}

static gboolean
read_subsections (DeskPdfParser *parser, DeskPdfSection *section, guint max_entries)
{
  gint64 first;
  gint64 count;

  while (desk_pdf_parser_take_integer (parser, &first)) {
    if (!desk_pdf_parser_take_integer (parser, &count) || first + count > DESK_PDF_MAX_OBJECTS
        || section->entries->len + count > max_entries)
      return FALSE;
    desk_pdf_parser_skip (parser, FALSE);
    for (gint64 i = 0; i < count; i++) {
      DeskPdfEntry entry;

      if (parser->length - parser->position < ENTRY_LENGTH
          || !parse_entry (parser->data + parser->position, first + i, &entry))
        return FALSE;
      g_array_append_val (section->entries, entry);
      parser->position += ENTRY_LENGTH;
    }
  }

  return TRUE;
}

static gboolean
read_classic (DeskPdfFile *file, size_t offset, guint max_entries, DeskPdfSection *section)
{
  size_t length;
  const uint8_t *data = g_bytes_get_data (desk_pdf_file_get_bytes (file), &length);
  DeskPdfParser parser;

  desk_pdf_parser_init (&parser, data, length, offset);
  if (!desk_pdf_parser_take_keyword (&parser, "xref")
      || !read_subsections (&parser, section, max_entries)
      || !desk_pdf_parser_take_keyword (&parser, "trailer"))
    return FALSE;

  section->trailer = desk_pdf_parser_take_value (&parser);
  section->trailer_end = parser.position;

  /* A hybrid file says two things at once: which one counts depends on the reader. */
  return section->trailer != NULL && section->trailer->kind == DESK_PDF_DICTIONARY
         && desk_pdf_value_get (section->trailer, "XRefStm") == NULL;
}

static gint64
read_big_endian (const uint8_t *bytes, int n_bytes)
{
  gint64 number = 0;

  for (int i = 0; i < n_bytes; i++)
    number = number << 8 | bytes[i];
  return number;
}

/* The three widths of /W; FALSE if they are not usable. */
static gboolean
get_widths (const DeskPdfValue *dictionary, int widths[3])
{
  const DeskPdfValue *array = desk_pdf_value_get (dictionary, "W");

  if (desk_pdf_value_get_n_items (array) != 3)
    return FALSE;
  for (guint i = 0; i < 3; i++) {
    const DeskPdfValue *item = desk_pdf_value_get_item (array, i);

    if (item->kind != DESK_PDF_INTEGER || item->integer < 0 || item->integer > 7)
      return FALSE;
    widths[i] = (int) item->integer;
  }
  return widths[1] > 0;
}

static gboolean
append_stream_entry (DeskPdfSection *section,
                     const uint8_t *row,
                     const int widths[3],
                     gint64 number)
{
  gint64 kind = widths[0] > 0 ? read_big_endian (row, widths[0]) : 1;
  gint64 second = read_big_endian (row + widths[0], widths[1]);
  gint64 third = read_big_endian (row + widths[0] + widths[1], widths[2]);
  DeskPdfEntry entry = { .number = (guint) number, .place = (size_t) second };

  if (kind > 2 || (kind == 1 && third > G_MAXUINT16)
      || (kind == 2 && (second == 0 || second > DESK_PDF_MAX_OBJECTS)))
    return FALSE;
  entry.kind = kind == 0   ? DESK_PDF_ENTRY_FREE
               : kind == 1 ? DESK_PDF_ENTRY_OFFSET
                           : DESK_PDF_ENTRY_COMPRESSED;
  entry.generation = kind == 1 ? (guint) third : 0;
  g_array_append_val (section->entries, entry);

  return TRUE;
}

static gboolean
read_stream_rows (DeskPdfSection *section, GBytes *decoded, guint max_entries)
{
  size_t length;
  const uint8_t *row = g_bytes_get_data (decoded, &length);
  const DeskPdfValue *size = desk_pdf_value_get (section->trailer, "Size");
  const DeskPdfValue *index = desk_pdf_value_get (section->trailer, "Index");
  guint n_numbers = index != NULL ? desk_pdf_value_get_n_items (index) : 2;
  int widths[3];
  size_t row_length;

  if (!get_widths (section->trailer, widths) || n_numbers % 2 != 0 || size == NULL
      || size->kind != DESK_PDF_INTEGER)
    return FALSE;

  row_length = (size_t) (widths[0] + widths[1] + widths[2]);
  for (guint i = 0; i < n_numbers; i += 2) {
    const DeskPdfValue *first = desk_pdf_value_get_item (index, i);
    const DeskPdfValue *count = index != NULL ? desk_pdf_value_get_item (index, i + 1) : size;
    gint64 start = first != NULL ? first->integer : 0;

    if ((first != NULL && first->kind != DESK_PDF_INTEGER) || count->kind != DESK_PDF_INTEGER
        || start < 0 || count->integer < 0 || start > DESK_PDF_MAX_OBJECTS
        || count->integer > (gint64) (length / row_length)
        || section->entries->len + count->integer > max_entries)
      return FALSE;
    for (gint64 j = 0; j < count->integer; j++, row += row_length, length -= row_length)
      if (!append_stream_entry (section, row, widths, start + j))
        return FALSE;
  }

  return TRUE;
}

static gboolean
read_stream (DeskPdfFile *file, size_t offset, guint max_entries, DeskPdfSection *section)
{
  g_autoptr (DeskPdfObject) object = desk_pdf_file_read_object (file, offset, NULL);
  g_autoptr (GBytes) decoded = NULL;

  if (object == NULL || !object->is_stream
      || !desk_pdf_value_is_name (desk_pdf_value_get (object->value, "Type"), "XRef"))
    return FALSE;

  decoded = desk_pdf_stream_decode (desk_pdf_file_get_bytes (file), object, MAX_DECODED_LENGTH);
  section->is_stream = TRUE;
  section->trailer = g_steal_pointer (&object->value);
  section->trailer_end = object->end;

  return decoded != NULL && read_stream_rows (section, decoded, max_entries);
}

DeskPdfSection *
desk_pdf_section_read (DeskPdfFile *file, size_t offset, guint max_entries)
{
  size_t length;
  const uint8_t *data = g_bytes_get_data (desk_pdf_file_get_bytes (file), &length);
  g_autoptr (DeskPdfSection) section = g_new0 (DeskPdfSection, 1);
  gboolean is_classic = offset < length && data[offset] == 'x';

  section->xref = offset;
  section->entries = g_array_new (FALSE, FALSE, sizeof (DeskPdfEntry));
  if (is_classic ? !read_classic (file, offset, max_entries, section)
                 : !read_stream (file, offset, max_entries, section))
    return NULL;

  return g_steal_pointer (&section);
}
