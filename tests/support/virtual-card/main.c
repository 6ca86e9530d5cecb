/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card"

#include "desk-card-reader.h"

#include <stdlib.h>

/* desk-virtual-card STATE-FILE [PORT [MILLISECONDS]]
 *
 * A smart card in pcscd's virtual reader. Starting the program puts it in; SIGTERM, or the end of
 * the reader, pulls it out. The state file is made when there is none. Writes a line once it is in.
 * For PINs and keys it takes so many milliseconds, with a line before each. */

#define SLOWEST_MS (10 * 60 * 1000)

/* Leaves @number as it is if there is no argument. */
static gboolean
read_argument (const char *text, guint64 least, guint64 most, guint64 *number)
{
  return text == NULL || g_ascii_string_to_unsigned (text, 10, least, most, number, NULL);
}

int
main (int argc, char **argv)
{
  guint64 port = DESK_CARD_READER_PORT;
  guint64 slowness_ms = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskCard) card = NULL;
  g_autoptr (DeskCardReader) reader = NULL;
  DeskCardMemory *memory;

  if (argc < 2 || argc > 4 || !read_argument (argv[2], 1, G_MAXUINT16, &port)
      || !read_argument (argc > 3 ? argv[3] : NULL, 0, SLOWEST_MS, &slowness_ms)) {
    g_printerr ("usage: desk-virtual-card STATE-FILE [PORT [MILLISECONDS]]\n");
    return 2;
  }

  memory = desk_card_memory_load (argv[1], &error);
  if (memory != NULL) {
    card = desk_card_new (memory);
    reader = desk_card_reader_connect ((guint16) port, &error);
  }
  if (reader == NULL) {
    g_printerr ("desk-virtual-card: %s\n", error->message);
    return EXIT_FAILURE;
  }

  g_print ("in\n");
  desk_card_reader_run (reader, card, (guint) slowness_ms);
  return EXIT_SUCCESS;
}
