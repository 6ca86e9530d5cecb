/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-backend-test.h"

#include "desk-admin.h"
#include "desk-test-files.h"

#include <stdio.h>
#include <string.h>

#define TIMEOUT_SECONDS 30

DeskBackendTest *
desk_backend_test_new (const char *configuration)
{
  DeskBackendTest *self = g_new0 (DeskBackendTest, 1);

  self->data_directory = desk_test_files_make_directory ();
  self->clock = desk_clock_new_manual (DESK_BACKEND_TEST_NOW * G_USEC_PER_SEC);
  if (configuration != NULL) {
    g_autofree char *path = g_build_filename (self->data_directory, "certdeskd.conf", NULL);

    g_assert_true (g_file_set_contents (path, configuration, -1, NULL));
  }

  desk_backend_test_start (self);
  return self;
}

void
desk_backend_test_start (DeskBackendTest *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program
      = g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "src", "backend", "certdeskd", NULL);

  self->serve
      = desk_serve_start (self->data_directory, "127.0.0.1:0", program, self->clock, &error);
  g_assert_no_error (error);
}

void
desk_backend_test_stop (DeskBackendTest *self)
{
  g_clear_pointer (&self->serve, desk_serve_stop);
}

void
desk_backend_test_free (DeskBackendTest *self)
{
  desk_backend_test_stop (self);
  desk_test_files_remove (self->data_directory);
  g_free (self->data_directory);
  g_assert_finalize_object (self->clock);
  g_free (self);
}

DeskBackend *
desk_backend_test_get_backend (DeskBackendTest *self)
{
  return desk_serve_get_backend (self->serve);
}

void
desk_backend_test_advance (DeskBackendTest *self, gint64 seconds)
{
  desk_clock_advance (self->clock, seconds * G_USEC_PER_SEC);
}

typedef struct {
  char *address; /* host:port */
  GBytes *sent;
  GString *received;
  gint done; /* atomic */
} Wire;

static gpointer
exchange_on_thread (gpointer data)
{
  Wire *wire = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  char buffer[4096];
  gssize n = 0;

  g_socket_client_set_timeout (client, TIMEOUT_SECONDS);
  connection = g_socket_client_connect_to_host (client, wire->address, 0, NULL, NULL);
  if (connection != NULL) {
    GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
    GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));

    /* The server may cut the connection before everything is sent: that is for the test to see. */
    g_output_stream_write_all (output, g_bytes_get_data (wire->sent, NULL),
                               g_bytes_get_size (wire->sent), NULL, NULL, NULL);
    while ((n = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL)) > 0)
      g_string_append_len (wire->received, buffer, n);
  }

  g_atomic_int_set (&wire->done, 1);
  g_main_context_wakeup (NULL);
  return NULL;
}

static GString *
exchange (DeskBackendTest *self, GBytes *sent)
{
  Wire wire = { .sent = sent, .received = g_string_new (NULL) };
  GThread *thread;

  wire.address = g_strdup (desk_serve_get_url (self->serve) + strlen ("http://"));
  thread = g_thread_new ("test-client", exchange_on_thread, &wire);
  while (!g_atomic_int_get (&wire.done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  g_free (wire.address);

  return wire.received;
}

char *
desk_backend_test_exchange (DeskBackendTest *self, const void *data, gsize length)
{
  g_autoptr (GBytes) sent = g_bytes_new (data, length);

  return g_string_free (exchange (self, sent), FALSE);
}

static DeskTestReply *
reply_new (GString *received)
{
  DeskTestReply *reply = g_new0 (DeskTestReply, 1);
  const char *end = strstr (received->str, "\r\n\r\n");
  gsize head_length;
  JsonParser *parser = json_parser_new ();

  g_assert_nonnull (end);
  head_length = (gsize) (end - received->str) + 4;
  g_assert_cmpint (sscanf (received->str, "HTTP/1.1 %u", &reply->status), ==, 1);
  reply->head = g_strndup (received->str, head_length);
  reply->body = g_bytes_new (received->str + head_length, received->len - head_length);
  if (strstr (reply->head, "json") != NULL
      && json_parser_load_from_data (parser, received->str + head_length,
                                     (gssize) (received->len - head_length), NULL))
    reply->json = json_parser_steal_root (parser);
  g_object_unref (parser);

  return reply;
}

DeskTestReply *
desk_backend_test_call_full (DeskBackendTest *self,
                             const char *method,
                             const char *path,
                             const char *token,
                             const char *headers,
                             GBytes *body)
{
  g_autoptr (GString) request = g_string_new (NULL);
  g_autoptr (GString) received = NULL;
  g_autoptr (GBytes) sent = NULL;

  g_string_append_printf (request, "%s %s HTTP/1.1\r\nHost: test\r\nConnection: close\r\n", method,
                          path);
  if (token != NULL)
    g_string_append_printf (request, "Authorization: Bearer %s\r\n", token);
  if (headers != NULL)
    g_string_append (request, headers);
  if (body != NULL)
    g_string_append_printf (request, "Content-Length: %zu\r\n", g_bytes_get_size (body));
  g_string_append (request, "\r\n");
  if (body != NULL)
    g_string_append_len (request, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));

  sent = g_bytes_new (request->str, request->len);
  received = exchange (self, sent);
  return reply_new (received);
}

DeskTestReply *
desk_backend_test_call (DeskBackendTest *self,
                        const char *method,
                        const char *path,
                        const char *token,
                        const char *json)
{
  g_autoptr (GBytes) body = json != NULL ? g_bytes_new (json, strlen (json)) : NULL;

  return desk_backend_test_call_full (
      self, method, path, token, json != NULL ? "Content-Type: application/json\r\n" : NULL, body);
}

void
desk_test_reply_free (DeskTestReply *reply)
{
  if (reply == NULL)
    return;

  g_clear_pointer (&reply->json, json_node_unref);
  g_bytes_unref (reply->body);
  g_free (reply->head);
  g_free (reply);
}

JsonObject *
desk_test_reply_get_object (DeskTestReply *reply)
{
  g_assert_nonnull (reply->json);
  return json_node_get_object (reply->json);
}

const char *
desk_test_reply_get_string (DeskTestReply *reply, const char *member)
{
  JsonObject *object = desk_test_reply_get_object (reply);

  g_assert_true (json_object_has_member (object, member));
  return json_object_get_string_member (object, member);
}

gint64
desk_test_reply_get_int (DeskTestReply *reply, const char *member)
{
  JsonObject *object = desk_test_reply_get_object (reply);

  g_assert_true (json_object_has_member (object, member));
  return json_object_get_int_member (object, member);
}

const char *
desk_test_reply_get_code (DeskTestReply *reply)
{
  return reply->status >= 400 && reply->json != NULL ? desk_test_reply_get_string (reply, "code")
                                                     : "";
}

const char *
desk_test_reply_get_field (DeskTestReply *reply, const char *field)
{
  JsonObject *object = desk_test_reply_get_object (reply);
  JsonArray *fields;

  if (!json_object_has_member (object, "fields"))
    return "";

  fields = json_object_get_array_member (object, "fields");
  for (guint i = 0; i < json_array_get_length (fields); i++) {
    JsonObject *entry = json_array_get_object_element (fields, i);

    if (strcmp (json_object_get_string_member (entry, "field"), field) == 0)
      return json_object_get_string_member (entry, "problem");
  }

  return "";
}

char *
desk_test_reply_dup_header (DeskTestReply *reply, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (reply->head, "\r\n", -1);
  gsize length = strlen (name);

  for (char **line = lines; *line != NULL; line++)
    if (g_ascii_strncasecmp (*line, name, length) == 0 && (*line)[length] == ':')
      return g_strstrip (g_strdup (*line + length + 1));

  return NULL;
}

char *
desk_backend_test_admin (DeskBackendTest *self, const char *request_json)
{
  g_autofree char *line = desk_admin_run_line (desk_backend_test_get_backend (self), request_json,
                                               strlen (request_json));
  g_autoptr (JsonNode) node = json_from_string (line, NULL);

  return g_strdup (
      json_object_get_string_member_with_default (json_node_get_object (node), "text", NULL));
}

char *
desk_backend_test_get_code (DeskBackendTest *self, const char *phone)
{
  g_autofree char *request
      = g_strdup_printf ("{\"command\": \"outbox\", \"phone\": \"%s\"}", phone);
  g_autofree char *text = desk_backend_test_admin (self, request);
  const char *digits;

  g_assert_nonnull (text);
  digits = strpbrk (text, "0123456789");
  g_assert_nonnull (digits);
  return g_strndup (digits, 6);
}

char *
desk_backend_test_sign_in (DeskBackendTest *self, const char *phone)
{
  g_autofree char *ask = g_strdup_printf ("{\"phone\": \"%s\", \"purpose\": \"sign_in\"}", phone);
  g_autoptr (DeskTestReply) sent
      = desk_backend_test_call (self, "POST", "/v1/sms-codes", NULL, ask);
  g_autofree char *code = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (DeskTestReply) opened = NULL;

  g_assert_cmpuint (sent->status, ==, 202);
  code = desk_backend_test_get_code (self, phone);
  answer = g_strdup_printf ("{\"phone\": \"%s\", \"code\": \"%s\"}", phone, code);
  opened = desk_backend_test_call (self, "POST", "/v1/sessions/sms", NULL, answer);
  g_assert_cmpuint (opened->status, ==, 201);

  return g_strdup (desk_test_reply_get_string (opened, "token"));
}
