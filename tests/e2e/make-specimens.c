/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* make-specimens PORTRAIT EMBLEM: writes the two sides of a drawn ID card to these files. */

#include "desk-specimen.h"

static gboolean
make (const char *path, gboolean portrait)
{
  g_autofree char *directory = g_path_get_dirname (path);
  g_autoptr (GFile) made = desk_specimen_write (directory, portrait);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  if (g_file_move (made, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error))
    return TRUE;

  g_printerr ("%s\n", error->message);
  return FALSE;
}

int
main (int argc, char **argv)
{
  if (argc != 3) {
    g_printerr ("usage: make-specimens PORTRAIT EMBLEM\n");
    return 2;
  }

  return make (argv[1], TRUE) && make (argv[2], FALSE) ? 0 : 1;
}
