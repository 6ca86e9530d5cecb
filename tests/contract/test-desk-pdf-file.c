/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-contract-signing.h"
#include "desk-pdf-file.h"
#include "desk-pdf-stream.h"

#include <string.h>

/* Writes a file of one revision: @bodies are objects 1, 2 ...; @extra goes into the trailer. */
static GBytes *
write_file (const char *const *bodies, const char *extra)
{
  g_autoptr (GString) out = g_string_new ("%PDF-1.7\n");
  g_autoptr (GString) table = g_string_new ("0000000000 65535 f \n");
  guint n = 0;
  size_t xref;

  for (; bodies[n] != NULL; n++) {
    g_string_append_printf (table, "%010zu 00000 n \n", out->len);
    g_string_append_printf (out, "%u 0 obj\n%s\nendobj\n", n + 1, bodies[n]);
  }
  xref = out->len;
  g_string_append_printf (out,
                          "xref\n0 %u\n%strailer\n<< /Size %u /Root 1 0 R %s >>\nstartxref\n%zu\n"
                          "%%%%EOF\n",
                          n + 1, table->str, n + 1, extra, xref);

  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static DeskPdfFile *
open_bodies (const char *const *bodies)
{
  g_autoptr (GBytes) bytes = write_file (bodies, "");
  g_autoptr (GError) error = NULL;
  DeskPdfFile *file = desk_pdf_file_new (bytes, &error);

  g_assert_no_error (error);
  return file;
}

static void
assert_unreadable (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_pdf_file_new (bytes, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM);
}

#define CATALOG "<< /Type /Catalog /Pages 2 0 R >>"

static void
test_pages (void)
{
  const char *const bodies[] = { CATALOG,
                                 "<< /Kids [ 3 0 R 4 0 R ] >>",
                                 "<< /Type /Page >>",
                                 "<< /Kids [ 5 0 R ] >>",
                                 "<< /Type /Page >>",
                                 NULL };
  g_autoptr (DeskPdfFile) file = open_bodies (bodies);

  g_assert_cmpuint (desk_pdf_file_get_page (file, 0), ==, 3);
  g_assert_cmpuint (desk_pdf_file_get_page (file, 1), ==, 5);
  g_assert_cmpuint (desk_pdf_file_get_page (file, 2), ==, 0);
  g_assert_cmpuint (desk_pdf_file_get_size (file), ==, 6);
  g_assert_null (desk_pdf_file_get_object (file, 0));
  g_assert_null (desk_pdf_file_get_object (file, 77));
}

/* Trees and streams that refer to themselves. */
static void
test_loops (void)
{
  const char *const bodies[] = { CATALOG,
                                 "<< /Kids [ 2 0 R 2 0 R 2 0 R ] >>",
                                 "<< /Length 3 0 R >>\nstream\nx\nendstream",
                                 "<< /Length 5 0 R >>\nstream\nx\nendstream",
                                 "<< /Length 4 0 R >>\nstream\nx\nendstream",
                                 NULL };
  g_autoptr (DeskPdfFile) file = open_bodies (bodies);

  g_assert_cmpuint (desk_pdf_file_get_page (file, 0), ==, 0);
  for (guint i = 3; i <= 5; i++)
    g_assert_null (desk_pdf_file_get_object (file, i));
}

static void
test_streams (void)
{
  const char *const bodies[] = { CATALOG,
                                 "<< >>",
                                 "<< /Length 4 0 R >>\nstream\nabc\nendstream",
                                 "3",
                                 "<< /Length 2 >>\nstream\nabc\nendstream",
                                 "<< /Length 999999999 >>\nstream\nabc\nendstream",
                                 "<< /Length -1 >>\nstream\nabc\nendstream",
                                 "[]\nstream\nabc\nendstream",
                                 "<< /Length 3 /Filter /DCTDecode >>\nstream\nabc\nendstream",
                                 "<< /Length 3 /Filter /FlateDecode >>\nstream\nabc\nendstream",
                                 NULL };
  g_autoptr (DeskPdfFile) file = open_bodies (bodies);
  GBytes *bytes = desk_pdf_file_get_bytes (file);
  const DeskPdfObject *object = desk_pdf_file_get_object (file, 3);
  g_autoptr (GBytes) plain = desk_pdf_stream_decode (bytes, object, 3);

  g_assert_cmpuint (object->stream_length, ==, 3);
  g_assert_cmpuint (g_bytes_get_size (plain), ==, 3);
  g_assert_null (desk_pdf_stream_decode (bytes, object, 2));
  for (guint i = 5; i <= 8; i++)
    g_assert_null (desk_pdf_file_get_object (file, i));
  for (guint i = 9; i <= 10; i++)
    g_assert_null (desk_pdf_stream_decode (bytes, desk_pdf_file_get_object (file, i), 1000));
}

/* The predictors of PNG, one row each, over columns of three bytes. */
static void
test_predictors (void)
{
  static const uint8_t rows[] = { 0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 3, 2, 2, 2, 4, 1, 1, 1 };
  static const uint8_t expected[] = { 1, 2, 3, 1, 2, 3, 2, 3, 4, 3, 5, 6, 4, 6, 7 };
  g_autoptr (GBytes) deflated = desk_pdf_stream_compress (rows, sizeof rows);
  g_autoptr (DeskPdfValue) parameters = desk_pdf_value_new (DESK_PDF_DICTIONARY);
  DeskPdfObject object = { .value = desk_pdf_value_new (DESK_PDF_DICTIONARY),
                           .is_stream = TRUE,
                           .stream_length = g_bytes_get_size (deflated) };
  g_autoptr (GBytes) decoded = NULL;

  desk_pdf_value_set (parameters, "Predictor", desk_pdf_value_new_integer (12));
  desk_pdf_value_set (parameters, "Columns", desk_pdf_value_new_integer (3));
  desk_pdf_value_set (object.value, "Filter", desk_pdf_value_new_name ("FlateDecode"));
  desk_pdf_value_set (object.value, "DecodeParms", desk_pdf_value_copy (parameters));
  decoded = desk_pdf_stream_decode (deflated, &object, 1000);
  g_assert_nonnull (decoded);
  g_assert_cmpmem (g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded), expected,
                   sizeof expected);

  g_assert_null (desk_pdf_stream_decode (deflated, &object, 10));
  desk_pdf_value_set (parameters, "Columns", desk_pdf_value_new_integer (4));
  desk_pdf_value_set (object.value, "DecodeParms", desk_pdf_value_copy (parameters));
  g_clear_pointer (&decoded, g_bytes_unref);
  decoded = desk_pdf_stream_decode (deflated, &object, 1000);
  desk_pdf_value_set (parameters, "Columns", desk_pdf_value_new_integer (7));
  desk_pdf_value_set (object.value, "DecodeParms", desk_pdf_value_copy (parameters));
  g_assert_null (desk_pdf_stream_decode (deflated, &object, 1000));
  desk_pdf_value_set (parameters, "Predictor", desk_pdf_value_new_integer (2));
  desk_pdf_value_set (object.value, "DecodeParms", desk_pdf_value_copy (parameters));
  g_assert_null (desk_pdf_stream_decode (deflated, &object, 1000));
  desk_pdf_value_free (object.value);
}

/* A small stream that says it is 64 MB. */
static void
test_decompression_bomb (void)
{
  g_autofree char *zeros = g_malloc0 (64 * 1024 * 1024);
  g_autoptr (GBytes) deflated = desk_pdf_stream_compress (zeros, 64 * 1024 * 1024);
  DeskPdfObject object = { .value = desk_pdf_value_new (DESK_PDF_DICTIONARY),
                           .is_stream = TRUE,
                           .stream_length = g_bytes_get_size (deflated) };

  desk_pdf_value_set (object.value, "Filter", desk_pdf_value_new_name ("FlateDecode"));
  g_assert_null (desk_pdf_stream_decode (deflated, &object, 1024 * 1024));
  desk_pdf_value_free (object.value);
}

static void
test_malformed (void)
{
  static const char *const texts[] = {
    "",
    "%PDF-1.7\n",
    "No PDF at all, but long enough",
    "%PDF-1.7\nstartxref\n5\n%%EOF\n",
    "%PDF-1.7\nstartxref\n99999\n%%EOF\n",
    "%PDF-1.7\nxref\n0 1\nstartxref\n9\n%%EOF\n",
    "%PDF-1.7\nxref\n0 9999999\n0000000000 65535 f \ntrailer\n<< >>\nstartxref\n9\n%%EOF\n",
    "%PDF-1.7\nxref\n0 1\n0000000000 65535 g \ntrailer\n<< >>\nstartxref\n9\n%%EOF\n",
    "%PDF-1.7\nxref\n0 1\n00000x0000 65535 f \ntrailer\n<< >>\nstartxref\n9\n%%EOF\n",
    "%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n[ ]\nstartxref\n9\n%%EOF\n",
    "%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 >>\nstartxref\n9\n%%EOF\n",
    /* A section that follows itself, one before a negative offset, one in two forms. */
    "%PDF-1.7\nxref\n0 0\ntrailer\n<< /Size 1 /Prev 9 >>\nstartxref\n9\n%%EOF\n",
    "%PDF-1.7\nxref\n0 0\ntrailer\n<< /Size 1 /Prev -9 >>\nstartxref\n9\n%%EOF\n",
    "%PDF-1.7\nxref\n0 0\ntrailer\n<< /Size 1 /Prev 9999 >>\nstartxref\n9\n%%EOF\n",
    "%PDF-1.7\nxref\n0 0\ntrailer\n<< /Size 1 /XRefStm 9 >>\nstartxref\n9\n%%EOF\n",
    /* Cross-reference streams without data, with wrong widths, with more rows than there are. */
    "%PDF-1.7\n1 0 obj\n<< /Type /XRef /Size 1 >>\nendobj\nstartxref\n9\n%%EOF\n",
    "%PDF-1.7\n1 0 obj\n<< /Type /XRef /Size 1 /W [0 0 0] /Length 0 "
    ">>\nstream\n\nendstream\nendobj\n"
    "startxref\n9\n%%EOF\n",
    "%PDF-1.7\n1 0 obj\n<< /Type /XRef /Size 99 /W [1 1 1] /Length 3 >>\nstream\nabc\nendstream\n"
    "endobj\nstartxref\n9\n%%EOF\n",
    "%PDF-1.7\n1 0 obj\n<< /Type /XRef /Size 1 /W [1 1 1] /Index [0] /Length 3 >>\nstream\nabc\n"
    "endstream\nendobj\nstartxref\n9\n%%EOF\n",
    "%PDF-1.7\n1 0 obj\n<< /Type /XRef /Size 1 /W [1 1 1] /Index [0 -1] /Length 3 >>\nstream\nabc\n"
    "endstream\nendobj\nstartxref\n9\n%%EOF\n",
    "%PDF-1.7\n1 0 obj\n<< /Type /Other /Length 3 >>\nstream\nabc\nendstream\nendobj\n"
    "startxref\n9\n%%EOF\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_unreadable (texts[i]);
}

static void
test_encrypted (void)
{
  const char *const bodies[] = { CATALOG, "<< >>", NULL };
  g_autoptr (GBytes) bytes = write_file (bodies, "/Encrypt 2 0 R");
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_pdf_file_new (bytes, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/contract/pdf-file/pages", test_pages);
  g_test_add_func ("/contract/pdf-file/loops", test_loops);
  g_test_add_func ("/contract/pdf-file/streams", test_streams);
  g_test_add_func ("/contract/pdf-file/predictors", test_predictors);
  g_test_add_func ("/contract/pdf-file/decompression-bomb", test_decompression_bomb);
  g_test_add_func ("/contract/pdf-file/malformed", test_malformed);
  g_test_add_func ("/contract/pdf-file/encrypted", test_encrypted);

  return g_test_run ();
}
