/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-image-header.h"

#include <string.h>

#define PNG_SIGNATURE_LENGTH 8
#define PNG_CHUNK_OVERHEAD   12 /* length, type and checksum */
#define BMP_FILE_HEADER      14
#define BMP_INFO_HEADER      40

static guint32
read_be16 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 8 | bytes[1];
}

static guint32
read_be32 (const guint8 *bytes)
{
  return read_be16 (bytes) << 16 | read_be16 (bytes + 2);
}

static guint32
read_le32 (const guint8 *bytes)
{
  return (guint32) bytes[3] << 24 | (guint32) bytes[2] << 16 | (guint32) bytes[1] << 8 | bytes[0];
}

/* SOF0 to SOF15 without the three markers in between that mean something else (T.81, table B.1). */
static gboolean
is_start_of_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Walks the marker segments up to the frame header (T.81, B.2.2). */
static DeskFieldProblem
read_jpeg (const guint8 *bytes, gsize length, DeskImageHeader *header)
{
  gsize at = 2;

  while (at + 9 <= length) {
    guint8 marker = bytes[at + 1];

    if (bytes[at] != 0xff)
      return DESK_FIELD_FILE_DAMAGED;
    if (marker == 0xff) {
      at++;
      continue;
    }
    if (is_start_of_frame (marker)) {
      header->height = read_be16 (bytes + at + 5);
      header->width = read_be16 (bytes + at + 7);
      return DESK_FIELD_OK;
    }
    if (marker == 0xda || read_be16 (bytes + at + 2) < 2)
      return DESK_FIELD_FILE_DAMAGED;
    at += 2 + read_be16 (bytes + at + 2);
  }

  return DESK_FIELD_FILE_DAMAGED;
}

/* The whole chain of chunks must be there: the decoder does not miss a lost end (PNG, 5.3). */
static gboolean
png_ends (const guint8 *bytes, gsize length)
{
  gsize at = PNG_SIGNATURE_LENGTH;

  while (length - at >= PNG_CHUNK_OVERHEAD) {
    guint32 size = read_be32 (bytes + at);

    if (size > length - at - PNG_CHUNK_OVERHEAD)
      return FALSE;
    if (memcmp (bytes + at + 4, "IEND", 4) == 0)
      return TRUE;
    at += PNG_CHUNK_OVERHEAD + size;
  }

  return FALSE;
}

static DeskFieldProblem
read_png (const guint8 *bytes, gsize length, DeskImageHeader *header)
{
  if (length < PNG_SIGNATURE_LENGTH + PNG_CHUNK_OVERHEAD + 13
      || memcmp (bytes + PNG_SIGNATURE_LENGTH + 4, "IHDR", 4) != 0)
    return DESK_FIELD_FILE_DAMAGED;

  header->width = read_be32 (bytes + PNG_SIGNATURE_LENGTH + 8);
  header->height = read_be32 (bytes + PNG_SIGNATURE_LENGTH + 12);

  return DESK_FIELD_OK;
}

static DeskFieldProblem
read_bmp (const guint8 *bytes, gsize length, DeskImageHeader *header)
{
  gint32 height;

  if (length < BMP_FILE_HEADER + BMP_INFO_HEADER
      || read_le32 (bytes + BMP_FILE_HEADER) < BMP_INFO_HEADER)
    return DESK_FIELD_FILE_DAMAGED;

  /* A negative height says that the rows run from the top. */
  height = (gint32) read_le32 (bytes + BMP_FILE_HEADER + 8);
  header->width = read_le32 (bytes + BMP_FILE_HEADER + 4);
  header->height = height < 0 ? 0u - (guint32) height : (guint32) height;

  return DESK_FIELD_OK;
}

static DeskFieldProblem
check_dimensions (const DeskImageHeader *header)
{
  if (header->width == 0 || header->height == 0)
    return DESK_FIELD_FILE_DAMAGED;
  if (header->width > DESK_IMAGE_MAX_SIDE || header->height > DESK_IMAGE_MAX_SIDE
      || (guint64) header->width * header->height > DESK_FIELD_IMAGE_MAX_PIXELS)
    return DESK_FIELD_IMAGE_TOO_LARGE;

  return DESK_FIELD_OK;
}

DeskFieldProblem
desk_image_header_read (GBytes *content, DeskImageHeader *header)
{
  static const guint8 png_signature[PNG_SIGNATURE_LENGTH]
      = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  gsize length;
  const guint8 *bytes = g_bytes_get_data (content, &length);
  DeskFieldProblem problem;

  if (length >= 3 && bytes[0] == 0xff && bytes[1] == 0xd8 && bytes[2] == 0xff) {
    header->type = DESK_IMAGE_JPEG;
    problem = read_jpeg (bytes, length, header);
  } else if (length >= sizeof png_signature
             && memcmp (bytes, png_signature, sizeof png_signature) == 0) {
    header->type = DESK_IMAGE_PNG;
    problem = read_png (bytes, length, header);
  } else if (length >= 2 && bytes[0] == 'B' && bytes[1] == 'M') {
    header->type = DESK_IMAGE_BMP;
    problem = read_bmp (bytes, length, header);
  } else {
    return DESK_FIELD_FILE_BAD_TYPE;
  }

  if (problem == DESK_FIELD_OK)
    problem = check_dimensions (header);
  if (problem == DESK_FIELD_OK && header->type == DESK_IMAGE_PNG && !png_ends (bytes, length))
    problem = DESK_FIELD_FILE_DAMAGED;

  return problem;
}
