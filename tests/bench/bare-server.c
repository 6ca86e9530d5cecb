/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the backend's requests are measured against: SoupServer alone, answering every request with
 * the bytes of a file. Prints its port. Argument: FILE. */

#include <libsoup/soup.h>
#include <stdio.h>

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  GBytes *body = user_data;

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC,
                                    g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SoupServer) server = soup_server_new ("server-header", "bare", NULL);
  g_autoptr (GBytes) body = NULL;
  char *contents = NULL;
  size_t length = 0;
  GSList *uris;

  g_assert_cmpint (argc, ==, 2);
  g_assert_true (g_file_get_contents (argv[1], &contents, &length, NULL));
  body = g_bytes_new_take (contents, length);

  soup_server_add_handler (server, NULL, on_request, body, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  printf ("%d\n", g_uri_get_port (uris->data));
  fflush (stdout);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (loop);
  return 0;
}
