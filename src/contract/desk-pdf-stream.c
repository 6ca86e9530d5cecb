/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-pdf-stream.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK       16384 /* bytes */
#define MAX_COLUMNS 65536

static GBytes *
inflate_bytes (const uint8_t *data, size_t length, size_t max_length)
{
  g_autoptr (GConverter) inflater
      = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  g_autoptr (GByteArray) out = g_byte_array_new ();
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED) {
    uint8_t chunk[CHUNK];
    gsize n_read = 0;
    gsize n_written = 0;

    result = g_converter_convert (inflater, data, length, chunk, sizeof chunk,
                                  G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
    if (result == G_CONVERTER_ERROR || out->len + n_written > max_length)
      return NULL;
    if (result != G_CONVERTER_FINISHED && n_read == 0 && n_written == 0)
      return NULL;
    g_byte_array_append (out, chunk, (guint) n_written);
    data += n_read;
    length -= n_read;
  }

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
desk_pdf_stream_compress (const void *data, size_t length)
{
  g_autoptr (GConverter) deflater
      = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6));
  g_autoptr (GByteArray) out = g_byte_array_new ();
  const uint8_t *in = data;
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED) {
    uint8_t chunk[CHUNK];
    gsize n_read = 0;
    gsize n_written = 0;

    result = g_converter_convert (deflater, in, length, chunk, sizeof chunk,
                                  G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
    if (result == G_CONVERTER_ERROR)
      g_error ("zlib cannot compress");
    g_byte_array_append (out, chunk, (guint) n_written);
    in += n_read;
    length -= n_read;
  }

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static uint8_t
paeth (uint8_t left, uint8_t up, uint8_t up_left)
{
  int estimate = left + up - up_left;
  int to_left = abs (estimate - left);
  int to_up = abs (estimate - up);
  int to_up_left = abs (estimate - up_left);

  if (to_left <= to_up && to_left <= to_up_left)
    return left;
  return to_up <= to_up_left ? up : up_left;
}

/* Undoes one row of a PNG predictor with one byte per sample; FALSE for an unknown kind. */
static gboolean
undo_row (uint8_t kind, uint8_t *row, const uint8_t *above, size_t columns)
{
  if (kind > 4)
    return FALSE;

  for (size_t i = 0; i < columns; i++) {
    uint8_t left = i > 0 ? row[i - 1] : 0;
    uint8_t up_left = i > 0 ? above[i - 1] : 0;
    const uint8_t add[]
        = { 0, left, above[i], (uint8_t) ((left + above[i]) / 2), paeth (left, above[i], up_left) };

    row[i] = (uint8_t) (row[i] + add[kind]);
  }
  return TRUE;
}

static GBytes *
undo_predictor (GBytes *bytes, size_t columns)
{
  size_t length;
  const uint8_t *in = g_bytes_get_data (bytes, &length);
  size_t n_rows = length / (columns + 1);
  g_autofree uint8_t *out = NULL;
  g_autofree uint8_t *zeros = g_malloc0 (columns);

  if (length % (columns + 1) != 0)
    return NULL;

  out = g_malloc (n_rows * columns + 1);
  for (size_t i = 0; i < n_rows; i++) {
    uint8_t *row = out + i * columns;

    memcpy (row, in + i * (columns + 1) + 1, columns);
    if (!undo_row (in[i * (columns + 1)], row, i > 0 ? row - columns : zeros, columns))
      return NULL;
  }

  return g_bytes_new_take (g_steal_pointer (&out), n_rows * columns);
}

/* The one filter of a stream, direct or as an array of one. */
static const DeskPdfValue *
get_single (const DeskPdfValue *dictionary, const char *key)
{
  const DeskPdfValue *value = desk_pdf_value_get (dictionary, key);

  if (value != NULL && value->kind == DESK_PDF_ARRAY)
    return desk_pdf_value_get_n_items (value) == 1 ? desk_pdf_value_get_item (value, 0) : value;
  return value;
}

static gint64
get_integer (const DeskPdfValue *dictionary, const char *key, gint64 fallback)
{
  const DeskPdfValue *value = desk_pdf_value_get (dictionary, key);

  if (value == NULL)
    return fallback;
  return value->kind == DESK_PDF_INTEGER ? value->integer : -1;
}

GBytes *
desk_pdf_stream_decode (GBytes *file, const DeskPdfObject *object, size_t max_length)
{
  const uint8_t *data = g_bytes_get_data (file, NULL);
  const DeskPdfValue *filter = get_single (object->value, "Filter");
  const DeskPdfValue *parameters = get_single (object->value, "DecodeParms");
  gint64 predictor = get_integer (parameters, "Predictor", 1);
  gint64 columns = get_integer (parameters, "Columns", 1);
  g_autoptr (GBytes) inflated = NULL;

  if (filter == NULL && object->stream_length <= max_length)
    return g_bytes_new_from_bytes (file, object->stream_start, object->stream_length);
  if (!desk_pdf_value_is_name (filter, "FlateDecode"))
    return NULL;
  if (get_integer (parameters, "Colors", 1) != 1
      || get_integer (parameters, "BitsPerComponent", 8) != 8)
    return NULL;

  inflated = inflate_bytes (data + object->stream_start, object->stream_length, max_length);
  if (inflated == NULL || predictor == 1)
    return g_steal_pointer (&inflated);
  if (predictor < 10 || predictor > 15 || columns < 1 || columns > MAX_COLUMNS)
    return NULL;

  return undo_predictor (inflated, (size_t) columns);
}
