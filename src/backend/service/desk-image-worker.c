/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-image-worker.h"

#include "desk-image-bitmap.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/* The largest picture twice (once turned), a progressive JPEG's coefficients, and the program. */
#define MEMORY_LIMIT (1024u * 1024 * 1024)
#define CPU_SECONDS  10
#define OPEN_FILES   16
#define CHUNK        65536

static gboolean
limit (int resource, rlim_t value)
{
  struct rlimit both = { value, value };

  return setrlimit (resource, &both) == 0;
}

static gboolean
confine (void)
{
  gboolean ok = limit (RLIMIT_CORE, 0) && limit (RLIMIT_CPU, CPU_SECONDS)
                && limit (RLIMIT_NOFILE, OPEN_FILES) && limit (RLIMIT_FSIZE, 0);

  /* AddressSanitizer reserves terabytes of addresses. */
#ifndef __SANITIZE_ADDRESS__
  ok = ok && limit (RLIMIT_AS, MEMORY_LIMIT);
#endif
#ifdef __linux__
  ok = ok && prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
#endif

  return ok;
}

/* One octet more than is allowed is read, so that too much is seen. */
static GBytes *
read_input (void)
{
  g_autoptr (GByteArray) input = g_byte_array_new ();
  guint8 *chunk = g_alloca (CHUNK);

  while (input->len <= DESK_FIELD_FILE_MAX_BYTES) {
    ssize_t n = read (STDIN_FILENO, chunk, CHUNK);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return NULL;
    if (n == 0)
      break;
    g_byte_array_append (input, chunk, (guint) n);
  }

  return g_byte_array_free_to_bytes (g_steal_pointer (&input));
}

static gboolean
write_output (GBytes *output)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (output, &length);
  gsize done = 0;

  while (done < length) {
    ssize_t n = write (STDOUT_FILENO, bytes + done, length - done);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return FALSE;
    done += (gsize) n;
  }

  return TRUE;
}

static DeskImageBitmap *
decode (GBytes *content, const DeskImageHeader *header, DeskFieldProblem *problem)
{
  switch (header->type) {
  case DESK_IMAGE_PNG:
    return desk_image_decode_png (content, header, problem);
  case DESK_IMAGE_BMP:
    return desk_image_decode_bmp (content, header, problem);
  case DESK_IMAGE_JPEG:
  default:
    return desk_image_decode_jpeg (content, header, problem);
  }
}

GBytes *
desk_image_worker_convert (GBytes *content, DeskFieldProblem *problem)
{
  g_autoptr (DeskImageBitmap) bitmap = NULL;
  DeskImageHeader header;

  *problem = desk_image_header_read (content, &header);
  if (*problem != DESK_FIELD_OK)
    return NULL;

  bitmap = decode (content, &header, problem);
  if (bitmap == NULL)
    return NULL;

  bitmap = desk_image_bitmap_upright (g_steal_pointer (&bitmap));
  if (bitmap == NULL) {
    *problem = DESK_FIELD_IMAGE_TOO_LARGE;
    return NULL;
  }

  return desk_image_encode_jpeg (bitmap);
}

int
desk_image_worker_main (void)
{
  g_autoptr (GBytes) input = NULL;
  g_autoptr (GBytes) output = NULL;
  DeskFieldProblem problem = DESK_FIELD_OK;

  if (!confine ())
    return EXIT_FAILURE;

  input = read_input ();
  if (input == NULL)
    return EXIT_FAILURE;
  if (g_bytes_get_size (input) > DESK_FIELD_FILE_MAX_BYTES)
    return DESK_IMAGE_WORKER_PROBLEM + DESK_FIELD_FILE_TOO_LARGE;

  output = desk_image_worker_convert (input, &problem);
  if (output == NULL)
    return DESK_IMAGE_WORKER_PROBLEM + (int) problem;

  return write_output (output) ? EXIT_SUCCESS : EXIT_FAILURE;
}
