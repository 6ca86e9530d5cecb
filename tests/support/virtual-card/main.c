/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card"

#include "desk-card-reader.h"

#include <stdlib.h>

/* desk-virtual-card STATE-FILE [PORT]
 *
 * A smart card in pcscd's virtual reader. Starting the program puts it in; SIGTERM, or the end of
 * the reader, pulls it out. The state file is made when there is none. Writes a line once it is in.
 */

static guint16
port_of (const char *text)
{
  guint64 port;

  return g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL) ? (guint16) port : 0;
}

int
main (int argc, char **argv)
{
  guint16 port = argc > 2 ? port_of (argv[2]) : DESK_CARD_READER_PORT;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskCard) card = NULL;
  g_autoptr (DeskCardReader) reader = NULL;
  DeskCardMemory *memory;

  if (argc < 2 || argc > 3 || port == 0) {
    g_printerr ("usage: desk-virtual-card STATE-FILE [PORT]\n");
    return 2;
  }

  memory = desk_card_memory_load (argv[1], &error);
  if (memory != NULL) {
    card = desk_card_new (memory);
    reader = desk_card_reader_connect (port, &error);
  }
  if (reader == NULL) {
    g_printerr ("desk-virtual-card: %s\n", error->message);
    return EXIT_FAILURE;
  }

  g_print ("in\n");
  desk_card_reader_run (reader, card);
  return EXIT_SUCCESS;
}
