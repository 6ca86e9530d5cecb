/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-image-bitmap.h"

/* libjpeg names FILE without declaring it. */
#include <stdio.h>

#include <jerror.h>
#include <jpeglib.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#define EXIF_MARKER        (JPEG_APP0 + 1)
#define EXIF_HEADER_LENGTH 6
#define TAG_ORIENTATION    0x0112
#define TYPE_SHORT         3
#define QUALITY            90
/* A camera writes about ten; thousands are an attack on the decoder's time. */
#define MAX_SCANS 100

typedef struct {
  struct jpeg_error_mgr base; /* first: libjpeg knows only this part */
  jmp_buf give_up;
  gboolean damaged;
} Errors;

typedef struct {
  struct jpeg_decompress_struct codec;
  struct jpeg_progress_mgr progress;
  Errors errors;
  DeskImageBitmap *bitmap; /* owned, nullable */
  guint8 *row;             /* owned, nullable; one row of four channels */
  gboolean out_of_memory;
} Decoder;

static void
on_error (j_common_ptr codec)
{
  Errors *errors = (Errors *) codec->err;

  longjmp (errors->give_up, 1);
}

/* libjpeg mends what it can and only warns: fills the rest with grey after a lost end, for one. */
static void
on_message (j_common_ptr codec, int level)
{
  Errors *errors = (Errors *) codec->err;
  int code = codec->err->msg_code;

  if (level >= 0)
    return;
  if (code != JWRN_EXTRANEOUS_DATA && code != JWRN_ADOBE_XFORM && code != JWRN_BOGUS_ICC)
    errors->damaged = TRUE;
}

static void
on_progress (j_common_ptr codec)
{
  if (codec->is_decompressor && ((j_decompress_ptr) codec)->input_scan_number > MAX_SCANS)
    on_error (codec);
}

static struct jpeg_error_mgr *
errors_init (Errors *errors)
{
  jpeg_std_error (&errors->base);
  errors->base.error_exit = on_error;
  errors->base.emit_message = on_message;

  return &errors->base;
}

static guint
read_short (const guint8 *bytes, gboolean big_endian)
{
  return big_endian ? (guint) bytes[0] << 8 | bytes[1] : (guint) bytes[1] << 8 | bytes[0];
}

static guint
read_long (const guint8 *bytes, gboolean big_endian)
{
  guint first = read_short (bytes, big_endian);
  guint second = read_short (bytes + 2, big_endian);

  return big_endian ? first << 16 | second : second << 16 | first;
}

/* Looks through the first directory of the TIFF block (CIPA DC-008, 4.6.2); 1 if it says nothing.
 */
static guint
find_orientation (const guint8 *tiff, gsize length)
{
  gboolean big_endian;
  guint directory;
  guint n_entries;

  if (length < 8 || (memcmp (tiff, "II", 2) != 0 && memcmp (tiff, "MM", 2) != 0))
    return 1;
  big_endian = tiff[0] == 'M';
  directory = read_long (tiff + 4, big_endian);
  if (directory > length - 2)
    return 1;

  n_entries = read_short (tiff + directory, big_endian);
  for (guint i = 0; i < n_entries; i++) {
    gsize at = (gsize) directory + 2 + (gsize) i * 12;
    guint value;

    if (at + 12 > length)
      return 1;
    if (read_short (tiff + at, big_endian) != TAG_ORIENTATION
        || read_short (tiff + at + 2, big_endian) != TYPE_SHORT)
      continue;
    value = read_short (tiff + at + 8, big_endian);
    return value >= 1 && value <= 8 ? value : 1;
  }

  return 1;
}

static guint
read_orientation (j_decompress_ptr codec)
{
  for (jpeg_saved_marker_ptr marker = codec->marker_list; marker != NULL; marker = marker->next)
    if (marker->marker == EXIF_MARKER && marker->data_length > EXIF_HEADER_LENGTH
        && memcmp (marker->data, "Exif\0\0", EXIF_HEADER_LENGTH) == 0)
      return find_orientation (marker->data + EXIF_HEADER_LENGTH,
                               marker->data_length - EXIF_HEADER_LENGTH);

  return 1;
}

/* Printing colours, inverted as every program since Photoshop stores them. */
static void
cmyk_to_rgb (const guint8 *cmyk, guint8 *rgb, guint32 n_pixels)
{
  for (guint32 i = 0; i < n_pixels; i++, cmyk += 4, rgb += 3)
    for (guint channel = 0; channel < 3; channel++)
      rgb[channel] = (guint8) ((guint) cmyk[channel] * cmyk[3] / 255);
}

static void
read_rows (Decoder *decoder)
{
  j_decompress_ptr codec = &decoder->codec;

  while (codec->output_scanline < codec->output_height) {
    guint8 *to = decoder->bitmap->pixels + (gsize) codec->output_scanline * codec->output_width * 3;
    JSAMPROW row = decoder->row != NULL ? decoder->row : to;

    jpeg_read_scanlines (codec, &row, 1);
    if (decoder->row != NULL)
      cmyk_to_rgb (decoder->row, to, codec->output_width);
  }
}

/* Returns FALSE where libjpeg gave up. */
static gboolean
run_decoder (Decoder *decoder, GBytes *content)
{
  j_decompress_ptr codec = &decoder->codec;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (content, &length);

  if (setjmp (decoder->errors.give_up) != 0)
    return FALSE;

  jpeg_create_decompress (codec);
  codec->progress = &decoder->progress;
  jpeg_mem_src (codec, bytes, length);
  jpeg_save_markers (codec, EXIF_MARKER, 0xffff);
  jpeg_read_header (codec, TRUE);

  if (codec->num_components == 4) {
    codec->out_color_space = JCS_CMYK;
    decoder->row = g_try_malloc_n (codec->image_width, 4);
  } else {
    codec->out_color_space = JCS_RGB;
  }
  decoder->bitmap = desk_image_bitmap_new (codec->image_width, codec->image_height);
  decoder->out_of_memory
      = decoder->bitmap == NULL || (codec->num_components == 4 && decoder->row == NULL);
  if (decoder->out_of_memory)
    return FALSE;

  decoder->bitmap->orientation = read_orientation (codec);
  jpeg_start_decompress (codec);
  read_rows (decoder);
  jpeg_finish_decompress (codec);

  return !decoder->errors.damaged;
}

DeskImageBitmap *
desk_image_decode_jpeg (GBytes *content, const DeskImageHeader *header, DeskFieldProblem *problem)
{
  g_autofree Decoder *decoder = g_new0 (Decoder, 1);
  DeskImageBitmap *bitmap = NULL;

  decoder->codec.err = errors_init (&decoder->errors);
  decoder->progress.progress_monitor = on_progress;

  if (run_decoder (decoder, content))
    bitmap = g_steal_pointer (&decoder->bitmap);
  else
    *problem = decoder->out_of_memory ? DESK_FIELD_IMAGE_TOO_LARGE : DESK_FIELD_FILE_DAMAGED;

  g_clear_pointer (&decoder->bitmap, desk_image_bitmap_free);
  g_free (decoder->row);
  jpeg_destroy_decompress (&decoder->codec);

  return bitmap;
}

GBytes *
desk_image_encode_jpeg (const DeskImageBitmap *bitmap)
{
  struct jpeg_compress_struct codec = { 0 };
  struct jpeg_error_mgr errors;
  unsigned char *data = NULL;
  unsigned long length = 0;

  /* The standard handler ends the process, which is what a worker out of memory should do. */
  codec.err = jpeg_std_error (&errors);
  jpeg_create_compress (&codec);
  jpeg_mem_dest (&codec, &data, &length);
  codec.image_width = bitmap->width;
  codec.image_height = bitmap->height;
  codec.input_components = 3;
  codec.in_color_space = JCS_RGB;
  jpeg_set_defaults (&codec);
  jpeg_set_quality (&codec, QUALITY, TRUE);
  jpeg_start_compress (&codec, TRUE);
  while (codec.next_scanline < codec.image_height) {
    JSAMPROW row = bitmap->pixels + (gsize) codec.next_scanline * bitmap->width * 3;

    jpeg_write_scanlines (&codec, &row, 1);
  }
  jpeg_finish_compress (&codec);
  jpeg_destroy_compress (&codec);

  return g_bytes_new_with_free_func (data, length, free, data);
}
