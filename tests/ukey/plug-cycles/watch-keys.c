/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* watch-keys MODULE: what the window knows of keys, a line at every change: the state, how many
 * tokens, how many certificates, and whether the first of them can be used. Ends with its standard
 * input. */

#include "desk-keys.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <stdio.h>

typedef struct {
  DeskKeys *keys;  /* borrowed */
  GMainLoop *loop; /* borrowed */
  char *line;      /* owned; the last one that was written */
} Watch;

static gboolean
is_first_usable (GListModel *certificates)
{
  g_autoptr (DeskKeyCertificate) first = g_list_model_get_item (certificates, 0);

  return first != NULL && desk_key_certificate_is_usable (first);
}

static void
on_change (Watch *watch)
{
  GListModel *certificates = desk_keys_get_certificates (watch->keys);
  g_autofree char *line = g_strdup_printf (
      "%s %u %u %s", desk_key_state_get_nick (desk_keys_get_state (watch->keys)),
      g_list_model_get_n_items (desk_keys_get_tokens (watch->keys)),
      g_list_model_get_n_items (certificates), is_first_usable (certificates) ? "usable" : "-");

  if (g_strcmp0 (line, watch->line) == 0)
    return;

  g_free (watch->line);
  watch->line = g_steal_pointer (&line);
  puts (watch->line);
  fflush (stdout);
}

static gboolean
on_input (int descriptor, GIOCondition condition, gpointer user_data)
{
  Watch *watch = user_data;

  g_main_loop_quit (watch->loop);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  g_autoptr (DeskClock) clock = desk_clock_new_system ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (DeskKeySettings) settings = NULL;
  g_autoptr (DeskKeys) keys = NULL;
  Watch watch = { .loop = loop };

  if (argc != 2)
    return 2;

  settings = desk_key_settings_new (NULL, argv[1], NULL);
  keys = desk_keys_new (settings, clock);
  watch.keys = keys;
  g_signal_connect_swapped (keys, "notify::state", G_CALLBACK (on_change), &watch);
  g_signal_connect_swapped (desk_keys_get_tokens (keys), "items-changed", G_CALLBACK (on_change),
                            &watch);
  g_signal_connect_swapped (desk_keys_get_certificates (keys), "items-changed",
                            G_CALLBACK (on_change), &watch);
  g_unix_fd_add (0, G_IO_IN | G_IO_HUP, on_input, &watch);

  desk_keys_hold (keys);
  g_main_loop_run (loop);
  desk_keys_release (keys);

  g_signal_handlers_disconnect_by_data (desk_keys_get_certificates (keys), &watch);
  g_signal_handlers_disconnect_by_data (desk_keys_get_tokens (keys), &watch);
  g_signal_handlers_disconnect_by_data (keys, &watch);
  desk_keys_close (keys);
  g_free (watch.line);
  return 0;
}
