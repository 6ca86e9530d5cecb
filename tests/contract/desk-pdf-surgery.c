/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-pdf-surgery.h"

#include "desk-encoding.h"
#include "desk-pdf-parser.h"
#include "desk-pdf-update.h"

#include <string.h>

static DeskPdfFile *
open_file (GBytes *pdf)
{
  g_autoptr (GError) error = NULL;
  DeskPdfFile *file = desk_pdf_file_new (pdf, &error);

  g_assert_no_error (error);
  return file;
}

guint
desk_pdf_find_field (GBytes *pdf, const char *name)
{
  g_autoptr (DeskPdfFile) file = open_file (pdf);
  const DeskPdfValue *form = desk_pdf_file_get (file, desk_pdf_file_get_catalog (file), "AcroForm");
  const DeskPdfValue *fields = desk_pdf_file_get (file, form, "Fields");

  for (guint i = 0; i < desk_pdf_value_get_n_items (fields); i++) {
    const DeskPdfValue *reference = desk_pdf_value_get_item (fields, i);
    g_autofree char *title = desk_pdf_value_dup_text (
        desk_pdf_file_get (file, desk_pdf_file_resolve (file, reference), "T"));

    if (strcmp (title, name) == 0)
      return (guint) reference->integer;
  }
  g_assert_not_reached ();
}

char *
desk_pdf_print_object (GBytes *pdf, guint number)
{
  g_autoptr (DeskPdfFile) file = open_file (pdf);
  const DeskPdfObject *object = desk_pdf_file_get_object (file, number);
  GString *text = g_string_new (NULL);

  g_assert_nonnull (object);
  desk_pdf_value_print (object->value, text);
  return g_string_free (text, FALSE);
}

GBytes *
desk_pdf_add_revision (GBytes *pdf, guint number, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskPdfFile) file = open_file (pdf);
  g_autoptr (DeskPdfUpdate) update = desk_pdf_update_new (file, &error);

  g_assert_no_error (error);
  /* A number far above the others needs the size to grow that far. */
  while (number == 0 || number >= desk_pdf_file_get_size (file)) {
    guint next = desk_pdf_update_allocate (update);

    if (number == 0 || number == next) {
      number = next;
      break;
    }
  }
  desk_pdf_update_put (update, number, body);

  return desk_pdf_update_finish (update);
}

GBytes *
desk_pdf_set_key (GBytes *pdf, guint number, const char *key, const char *value)
{
  g_autoptr (DeskPdfFile) file = open_file (pdf);
  const DeskPdfValue *old = desk_pdf_file_get_object (file, number)->value;
  g_autoptr (DeskPdfValue) dictionary = desk_pdf_value_new (DESK_PDF_DICTIONARY);
  g_autoptr (GString) text = g_string_new (NULL);
  DeskPdfParser parser;

  for (guint i = 0; i < old->names->len; i++)
    if (strcmp (old->names->pdata[i], key) != 0)
      desk_pdf_value_set (dictionary, old->names->pdata[i],
                          desk_pdf_value_copy (old->items->pdata[i]));
  if (value != NULL) {
    desk_pdf_parser_init (&parser, value, strlen (value), 0);
    desk_pdf_value_set (dictionary, key, desk_pdf_parser_take_value (&parser));
  }
  desk_pdf_value_print (dictionary, text);

  return desk_pdf_add_revision (pdf, number, text->str);
}

GBytes *
desk_pdf_append (GBytes *pdf, const char *text)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();

  g_byte_array_append (out, g_bytes_get_data (pdf, NULL), (guint) g_bytes_get_size (pdf));
  g_byte_array_append (out, (const guint8 *) text, (guint) strlen (text));
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
desk_pdf_truncate (GBytes *pdf, size_t length)
{
  return g_bytes_new (g_bytes_get_data (pdf, NULL), length);
}

GBytes *
desk_pdf_set_byte (GBytes *pdf, size_t offset, char byte)
{
  size_t length;
  char *copy = g_memdup2 (g_bytes_get_data (pdf, &length), g_bytes_get_size (pdf));

  g_assert_cmpuint (offset, <, length);
  copy[offset] = byte;
  return g_bytes_new_take (copy, length);
}

size_t
desk_pdf_find_last (GBytes *pdf, const char *text)
{
  size_t length;
  const char *data = g_bytes_get_data (pdf, &length);

  for (size_t i = length - strlen (text); i > 0; i--)
    if (memcmp (data + i, text, strlen (text)) == 0)
      return i;
  g_assert_not_reached ();
}

GBytes *
desk_pdf_replace_last (GBytes *pdf, const char *from, const char *to)
{
  size_t length;
  char *copy = g_memdup2 (g_bytes_get_data (pdf, &length), g_bytes_get_size (pdf));

  g_assert_cmpuint (strlen (from), ==, strlen (to));
  memcpy (copy + desk_pdf_find_last (pdf, from), to, strlen (to));
  return g_bytes_new_take (copy, length);
}

GBytes *
desk_pdf_force_cms (GBytes *pdf, GBytes *cms)
{
  size_t length;
  size_t start = desk_pdf_find_last (pdf, "/Contents <") + strlen ("/Contents <");
  char *copy = g_memdup2 (g_bytes_get_data (pdf, &length), g_bytes_get_size (pdf));
  g_autofree char *digits = desk_hex_encode (g_bytes_get_data (cms, NULL), g_bytes_get_size (cms));

  for (size_t i = start; copy[i] != '>'; i++)
    copy[i] = '0';
  memcpy (copy + start, digits, strlen (digits));
  return g_bytes_new_take (copy, length);
}

GBytes *
desk_pdf_extract_cms (GBytes *pdf)
{
  const char *data = g_bytes_get_data (pdf, NULL);
  const char *start = data + desk_pdf_find_last (pdf, "/Contents <") + strlen ("/Contents <");
  g_autofree char *digits = g_strndup (start, (size_t) (strchr (start, '>') - start));
  g_autoptr (GBytes) padded = desk_hex_decode (digits);
  const uint8_t *der = g_bytes_get_data (padded, NULL);

  /* Every CMS here is longer than 255 and shorter than 65536 bytes. */
  g_assert_cmpint (der[1], ==, 0x82);
  return g_bytes_new_from_bytes (padded, 0, 4 + ((size_t) der[2] << 8 | der[3]));
}
