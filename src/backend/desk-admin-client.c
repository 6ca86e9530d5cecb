/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-admin-client.h"

#include "desk-admin-socket.h"
#include "desk-admin.h"
#include "desk-unix-address.h"
#include "desk-wire.h"

#include <string.h>
#include <unistd.h>

#define TIMEOUT_SECONDS 30

static GSocketConnection *
connect_to_running (const char *data_directory, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = NULL;
  GSocketConnection *connection = NULL;
  int directory_fd;

  g_socket_client_set_timeout (client, TIMEOUT_SECONDS);
  g_socket_client_set_enable_proxy (client, FALSE);
  address = desk_unix_address_new (data_directory, DESK_ADMIN_SOCKET_NAME, &directory_fd, error);
  if (address != NULL)
    connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, error);
  if (directory_fd >= 0)
    close (directory_fd);

  return connection;
}

static char *
ask (GSocketConnection *connection, const char *line, GError **error)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GDataInputStream) input
      = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  char *reply;

  if (!g_output_stream_write_all (output, line, strlen (line), NULL, NULL, error)
      || !g_output_stream_write_all (output, "\n", 1, NULL, NULL, error))
    return NULL;

  reply = g_data_input_stream_read_line (input, NULL, NULL, error);
  if (reply == NULL && error != NULL && *error == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                 "the backend closed the connection");
  return reply;
}

static char *
run_alone (const char *data_directory, const char *program, const char *line, GError **error)
{
  g_autoptr (DeskClock) clock = desk_clock_new_system ();
  g_autoptr (DeskBackend) backend = NULL;

  if (!g_file_test (data_directory, G_FILE_TEST_IS_DIR)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "there is no directory %s",
                 data_directory);
    return NULL;
  }

  backend = desk_backend_open (data_directory, program, clock, error);
  return backend != NULL ? desk_admin_run_line (backend, line, strlen (line)) : NULL;
}

static char *
text_of_reply (const char *reply, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (reply, strlen (reply));
  g_autoptr (JsonNode) node = desk_wire_parse (bytes, error);
  JsonObject *object;

  if (node == NULL)
    return NULL;

  object = json_node_get_object (node);
  if (json_object_has_member (object, "text"))
    return g_strdup (json_object_get_string_member (object, "text"));

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       json_object_get_string_member_with_default (object, "error", "no answer"));
  return NULL;
}

char *
desk_admin_client_run (const char *data_directory,
                       const char *program,
                       JsonNode *request,
                       GError **error)
{
  g_autofree char *line = json_to_string (request, FALSE);
  g_autofree char *reply = NULL;
  g_autoptr (GSocketConnection) connection = connect_to_running (data_directory, NULL);

  reply = connection != NULL ? ask (connection, line, error)
                             : run_alone (data_directory, program, line, error);

  return reply != NULL ? text_of_reply (reply, error) : NULL;
}
