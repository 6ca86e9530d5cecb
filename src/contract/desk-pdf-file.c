/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-contract-signing.h"
#include "desk-pdf-file.h"
#include "desk-pdf-parser.h"
#include "desk-pdf-stream.h"
#include "desk-pdf-xref.h"

#include <string.h>

#define MAX_SECTIONS       256
#define MAX_PAGE_DEPTH     32
#define MAX_NESTED_READS   4 /* a stream's /Length, an object stream's own */
#define MAX_DECODED_LENGTH (32 * 1024 * 1024)
#define MAX_DECODED_TOTAL  (128 * 1024 * 1024)
#define MAX_PAGES          10000

/* What may be read in all, in bytes, beyond several times the file: entries that point at the same
 * place again and again must not make a small file slow. */
#define READ_ALLOWANCE (16 * 1024 * 1024)

/* Values in all: each takes many times its bytes in memory. */
#define MAX_VALUES 2000000

struct _DeskPdfFile {
  GBytes *bytes;       /* owned */
  GPtrArray *sections; /* owned; DeskPdfSection *, newest first */
  GHashTable *entries; /* owned; number -> const DeskPdfEntry * of a section */
  GHashTable
      *objects; /* owned; number -> DeskPdfObject *, nullable values: those that do not read */
  GHashTable *decoded;  /* owned; number of an object stream -> GBytes * */
  size_t decoded_total; /* bytes decompressed so far */
  size_t allowance;     /* bytes that may still be read */
  guint n_values;       /* made so far */
  guint size;
  guint n_nested; /* reads that are under way inside one another */
};

void
desk_pdf_object_free (DeskPdfObject *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->value, desk_pdf_value_free);
  g_free (self);
}

void
desk_pdf_file_free (DeskPdfFile *self)
{
  g_clear_pointer (&self->decoded, g_hash_table_unref);
  g_clear_pointer (&self->objects, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static void
add_entries (DeskPdfFile *self, DeskPdfSection *section)
{
  for (guint i = 0; i < section->entries->len; i++) {
    DeskPdfEntry *entry = &g_array_index (section->entries, DeskPdfEntry, i);

    self->size = MAX (self->size, entry->number + 1);
    if (!g_hash_table_contains (self->entries, GUINT_TO_POINTER (entry->number)))
      g_hash_table_insert (self->entries, GUINT_TO_POINTER (entry->number), entry);
  }
}

static gboolean
load_sections (DeskPdfFile *self)
{
  guint n_entries = 0;
  size_t first;
  gint64 offset;

  if (!desk_pdf_find_startxref (self->bytes, &first))
    return FALSE;

  offset = (gint64) first;
  while (offset >= 0) {
    DeskPdfSection *section
        = desk_pdf_section_read (self, (size_t) offset, DESK_PDF_MAX_ENTRIES - n_entries);

    if (section == NULL)
      return FALSE;
    g_ptr_array_add (self->sections, section);
    n_entries += section->entries->len;
    add_entries (self, section);
    offset = desk_pdf_section_get_previous (section);
    if (offset >= (gint64) g_bytes_get_size (self->bytes) || self->sections->len > MAX_SECTIONS)
      return FALSE;
  }

  return offset == -1;
}

static gboolean
check_trailer (DeskPdfFile *self, GError **error)
{
  const DeskPdfValue *trailer = desk_pdf_file_get_trailer (self);
  const DeskPdfValue *size = desk_pdf_value_get (trailer, "Size");

  if (desk_pdf_value_get (trailer, "Encrypt") != NULL) {
    g_set_error_literal (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM,
                         "The PDF is encrypted");
    return FALSE;
  }
  if (size == NULL || size->kind != DESK_PDF_INTEGER || size->integer < 1
      || size->integer > DESK_PDF_MAX_OBJECTS
      || desk_pdf_value_get (desk_pdf_file_get_catalog (self), "Pages") == NULL) {
    g_set_error_literal (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM,
                         "The PDF has no usable trailer or catalog");
    return FALSE;
  }
  self->size = MAX (self->size, (guint) size->integer);

  return TRUE;
}

DeskPdfFile *
desk_pdf_file_new (GBytes *bytes, GError **error)
{
  g_autoptr (DeskPdfFile) self = g_new0 (DeskPdfFile, 1);

  self->bytes = g_bytes_ref (bytes);
  self->allowance = READ_ALLOWANCE + 8 * g_bytes_get_size (bytes);
  self->sections = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_pdf_section_free);
  self->entries = g_hash_table_new (NULL, NULL);
  self->objects = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) desk_pdf_object_free);
  self->decoded = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_bytes_unref);

  if (g_bytes_get_size (bytes) < 8 || memcmp (g_bytes_get_data (bytes, NULL), "%PDF-", 5) != 0) {
    g_set_error_literal (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM, "This is no PDF");
    return NULL;
  }
  if (!load_sections (self)) {
    g_set_error_literal (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM,
                         "The PDF's cross-reference table does not read");
    return NULL;
  }
  if (!check_trailer (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

GBytes *
desk_pdf_file_get_bytes (DeskPdfFile *self)
{
  return self->bytes;
}

GPtrArray *
desk_pdf_file_get_sections (DeskPdfFile *self)
{
  return self->sections;
}

const DeskPdfValue *
desk_pdf_file_get_trailer (DeskPdfFile *self)
{
  const DeskPdfSection *newest = self->sections->pdata[0];

  return newest->trailer;
}

guint
desk_pdf_file_get_size (DeskPdfFile *self)
{
  return self->size;
}

const DeskPdfEntry *
desk_pdf_file_get_entry (DeskPdfFile *self, guint number)
{
  return g_hash_table_lookup (self->entries, GUINT_TO_POINTER (number));
}

/* Where the raw bytes of a stream lie; FALSE if /Length does not lead to "endstream". */
static gboolean
locate_stream (DeskPdfFile *self, DeskPdfParser *parser, DeskPdfObject *object)
{
  const DeskPdfValue *length;

  if (parser->position < parser->length && parser->data[parser->position] == '\r')
    parser->position++;
  if (parser->position >= parser->length || parser->data[parser->position] != '\n')
    return FALSE;
  parser->position++;

  length = desk_pdf_file_get (self, object->value, "Length");
  if (length == NULL || length->kind != DESK_PDF_INTEGER || length->integer < 0
      || (guint64) length->integer > parser->length - parser->position)
    return FALSE;

  object->is_stream = TRUE;
  object->stream_start = parser->position;
  object->stream_length = (size_t) length->integer;
  parser->position += object->stream_length;

  return desk_pdf_parser_take_keyword (parser, "endstream");
}

/* FALSE once the file has used up what may be read of it. */
static gboolean
charge (DeskPdfFile *self, size_t n_bytes)
{
  gboolean is_enough = n_bytes <= self->allowance;

  self->allowance = is_enough ? self->allowance - n_bytes : 0;
  return is_enough;
}

DeskPdfObject *
desk_pdf_file_read_object (DeskPdfFile *self, size_t offset, guint *number)
{
  size_t length;
  const uint8_t *data = g_bytes_get_data (self->bytes, &length);
  g_autoptr (DeskPdfObject) object = g_new0 (DeskPdfObject, 1);
  DeskPdfParser parser;
  gint64 found;
  gint64 generation;

  if (offset >= length || !g_ascii_isdigit ((char) data[offset]) || self->allowance == 0
      || self->n_values > MAX_VALUES)
    return NULL;
  desk_pdf_parser_init (&parser, data, length, offset);
  if (!desk_pdf_parser_take_integer (&parser, &found) || found < 1 || found > DESK_PDF_MAX_OBJECTS
      || !desk_pdf_parser_take_integer (&parser, &generation)
      || !desk_pdf_parser_take_keyword (&parser, "obj"))
    return NULL;

  object->start = offset;
  object->value = desk_pdf_parser_take_value (&parser);
  self->n_values += parser.n_values;
  if (object->value == NULL)
    return NULL;
  if (desk_pdf_parser_take_keyword (&parser, "stream")
      && (object->value->kind != DESK_PDF_DICTIONARY || !locate_stream (self, &parser, object)))
    return NULL;
  if (!desk_pdf_parser_take_keyword (&parser, "endobj") || !charge (self, parser.position - offset))
    return NULL;
  object->end = parser.position;
  if (number != NULL)
    *number = (guint) found;

  return g_steal_pointer (&object);
}

/* The decoded object stream @number; borrowed. */
static GBytes *
get_decoded (DeskPdfFile *self, guint number, const DeskPdfObject *container)
{
  GBytes *decoded = g_hash_table_lookup (self->decoded, GUINT_TO_POINTER (number));

  if (decoded != NULL || self->decoded_total > MAX_DECODED_TOTAL)
    return decoded;

  decoded = desk_pdf_stream_decode (self->bytes, container, MAX_DECODED_LENGTH);
  if (decoded != NULL) {
    self->decoded_total += g_bytes_get_size (decoded);
    g_hash_table_insert (self->decoded, GUINT_TO_POINTER (number), decoded);
  }
  return decoded;
}

static gboolean
take_integer_entry (const DeskPdfValue *dictionary, const char *key, gint64 *integer)
{
  const DeskPdfValue *value = desk_pdf_value_get (dictionary, key);

  if (value == NULL || value->kind != DESK_PDF_INTEGER)
    return FALSE;
  *integer = value->integer;
  return TRUE;
}

/* ISO 32000-1, 7.5.7: pairs of number and offset, then the values from /First on. Gives the offset
 * of
 * @number's value; FALSE if there is none. */
static gboolean
find_compressed (DeskPdfFile *self,
                 const DeskPdfObject *container,
                 GBytes *decoded,
                 guint number,
                 size_t *offset)
{
  DeskPdfParser parser;
  gint64 first;
  gint64 count;
  gint64 found;
  gint64 place;

  if (!take_integer_entry (container->value, "First", &first)
      || !take_integer_entry (container->value, "N", &count))
    return FALSE;

  desk_pdf_parser_init (&parser, g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded), 0);
  for (gint64 i = 0; i < count; i++) {
    if (!desk_pdf_parser_take_integer (&parser, &found)
        || !desk_pdf_parser_take_integer (&parser, &place) || !charge (self, 8))
      return FALSE;
    if (found == number) {
      *offset = (size_t) (first + place);
      return TRUE;
    }
  }
  return FALSE;
}

static DeskPdfObject *
read_compressed (DeskPdfFile *self, guint container_number, guint number)
{
  const DeskPdfEntry *entry = desk_pdf_file_get_entry (self, container_number);
  const DeskPdfObject *container = NULL;
  DeskPdfObject *object;
  DeskPdfValue *value;
  GBytes *decoded;
  DeskPdfParser parser;
  size_t offset;

  if (entry != NULL && entry->kind == DESK_PDF_ENTRY_OFFSET)
    container = desk_pdf_file_get_object (self, container_number);
  if (container == NULL || !container->is_stream || self->n_values > MAX_VALUES
      || !desk_pdf_value_is_name (desk_pdf_value_get (container->value, "Type"), "ObjStm"))
    return NULL;

  decoded = get_decoded (self, container_number, container);
  if (decoded == NULL || !find_compressed (self, container, decoded, number, &offset))
    return NULL;

  desk_pdf_parser_init (&parser, g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded),
                        offset);
  value = desk_pdf_parser_take_value (&parser);
  self->n_values += parser.n_values;
  if (value == NULL)
    return NULL;

  object = g_new0 (DeskPdfObject, 1);
  object->is_compressed = TRUE;
  object->value = value;
  return object;
}

static DeskPdfObject *
read_entry (DeskPdfFile *self, const DeskPdfEntry *entry)
{
  g_autoptr (DeskPdfObject) object = NULL;
  guint number = 0;

  if (entry->kind == DESK_PDF_ENTRY_COMPRESSED)
    return read_compressed (self, (guint) entry->place, entry->number);

  object = desk_pdf_file_read_object (self, entry->place, &number);
  return number == entry->number ? g_steal_pointer (&object) : NULL;
}

const DeskPdfObject *
desk_pdf_file_get_object (DeskPdfFile *self, guint number)
{
  const DeskPdfEntry *entry = desk_pdf_file_get_entry (self, number);
  DeskPdfObject *object;

  if (entry == NULL || entry->kind == DESK_PDF_ENTRY_FREE)
    return NULL;
  if (g_hash_table_contains (self->objects, GUINT_TO_POINTER (number)))
    return g_hash_table_lookup (self->objects, GUINT_TO_POINTER (number));
  if (self->n_nested >= MAX_NESTED_READS)
    return NULL;

  self->n_nested++;
  object = read_entry (self, entry);
  self->n_nested--;
  /* An inner read of the same object, through its own /Length, may have come first. */
  if (!g_hash_table_contains (self->objects, GUINT_TO_POINTER (number)))
    g_hash_table_insert (self->objects, GUINT_TO_POINTER (number), object);
  else
    desk_pdf_object_free (object);

  return g_hash_table_lookup (self->objects, GUINT_TO_POINTER (number));
}

const DeskPdfValue *
desk_pdf_file_resolve (DeskPdfFile *self, const DeskPdfValue *value)
{
  const DeskPdfObject *object;

  if (value == NULL || value->kind != DESK_PDF_REFERENCE)
    return value;
  if (value->integer < 1 || value->integer > DESK_PDF_MAX_OBJECTS)
    return NULL;

  object = desk_pdf_file_get_object (self, (guint) value->integer);
  return object != NULL ? object->value : NULL;
}

const DeskPdfValue *
desk_pdf_file_get (DeskPdfFile *self, const DeskPdfValue *dictionary, const char *key)
{
  return desk_pdf_file_resolve (self, desk_pdf_value_get (dictionary, key));
}

const DeskPdfValue *
desk_pdf_file_get_catalog (DeskPdfFile *self)
{
  return desk_pdf_file_get (self, desk_pdf_file_get_trailer (self), "Root");
}

/* Counts @index down over the nodes' leaves below @number; gives the page it reaches zero at. */
static guint
find_page (DeskPdfFile *self, guint number, guint *index, guint *n_nodes, guint depth)
{
  const DeskPdfObject *node = desk_pdf_file_get_object (self, number);
  const DeskPdfValue *kids;

  if (node == NULL || depth > MAX_PAGE_DEPTH || ++*n_nodes > MAX_PAGES)
    return 0;
  kids = desk_pdf_file_get (self, node->value, "Kids");
  if (kids == NULL)
    return (*index)-- == 0 ? number : 0;

  for (guint i = 0; i < desk_pdf_value_get_n_items (kids); i++) {
    const DeskPdfValue *kid = desk_pdf_value_get_item (kids, i);
    guint page = kid->kind == DESK_PDF_REFERENCE
                     ? find_page (self, (guint) kid->integer, index, n_nodes, depth + 1)
                     : 0;

    if (page != 0)
      return page;
  }
  return 0;
}

guint
desk_pdf_file_get_page (DeskPdfFile *self, guint index)
{
  guint root = desk_pdf_value_get_reference (desk_pdf_file_get_catalog (self), "Pages");
  guint n_nodes = 0;

  return root != 0 ? find_page (self, root, &index, &n_nodes, 0) : 0;
}
