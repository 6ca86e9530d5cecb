/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-api-attachments.h"
#include "desk-api-identity.h"
#include "desk-api-orders.h"
#include "desk-api-service.h"
#include "desk-api-session.h"
#include "desk-api-sms.h"
#include "desk-test-async.h"

#include <libsoup/soup.h>
#include <string.h>

#define ORDER_ID "01a203eb-9320-7cf8-8ca7-0232b832b32e"

typedef struct {
  SoupServer *server;
  DeskApi *api;
  guint n_requests;
  char *request_headers; /* "name: value\n" of the last request */

  /* What it answers */
  guint status;
  const char *type; /* NULL: the connection is never answered */
  const char *body;
  const char *extra_name; /* nullable; a header */
  const char *extra_value;
} Fixture;

static void
append_header (const char *name, const char *value, gpointer user_data)
{
  g_string_append_printf (user_data, "%s: %s\n", name, value);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  GString *text = g_string_new (NULL);

  fixture->n_requests++;
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), append_header,
                                text);
  g_free (fixture->request_headers);
  fixture->request_headers = g_string_free (text, FALSE);

  if (fixture->type == NULL) {
    soup_server_message_pause (message);
    return;
  }

  soup_server_message_set_status (message, fixture->status, NULL);
  if (fixture->extra_name != NULL)
    soup_message_headers_replace (headers, fixture->extra_name, fixture->extra_value);
  soup_server_message_set_response (message, fixture->type, SOUP_MEMORY_COPY, fixture->body,
                                    strlen (fixture->body));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoslist (GUri) uris = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, on_request, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  url = g_strdup_printf ("http://127.0.0.1:%d/", g_uri_get_port (uris->data));

  fixture->api = desk_api_new (url, 1, &error);
  g_assert_no_error (error);
  fixture->status = 200;
  fixture->type = "application/json";
  fixture->body = "{}";
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_test_async_settle ();
  g_assert_finalize_object (fixture->api);
  soup_server_disconnect (fixture->server);
  g_object_unref (fixture->server);
  g_free (fixture->request_headers);
}

static gboolean
probe (Fixture *fixture, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_api_service_probe_async (fixture->api, cancellable, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_api_service_probe_finish (fixture->api, result, error);
}

static void
assert_fails (Fixture *fixture, DeskApiError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (probe (fixture, NULL, &error));
  g_assert_error (error, DESK_API_ERROR, (int) code);
}

static void
test_addresses (void)
{
  static const char *const wrong[] = {
    "",
    "127.0.0.1:80",
    "ftp://host",
    "http://",
    "https://user@host",
    "http://host/path",
    "https://host?query",
    "https://host#fragment",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskApi) api = desk_api_new ("https://ca.example.cn/", 5, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (desk_api_get_server (api), ==, "https://ca.example.cn");

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_assert_null (desk_api_new (wrong[i], 5, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    g_clear_error (&error);
  }
}

static void
test_headers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskSecret) token = desk_secret_new_from_string ("token-of-the-session");

  fixture->extra_name = "Set-Cookie";
  fixture->extra_value = "id=1; Path=/";
  g_assert_true (probe (fixture, NULL, NULL));
  g_assert_null (strstr (fixture->request_headers, "Authorization"));

  desk_api_set_token (fixture->api, token);
  g_assert_true (desk_api_has_token (fixture->api));
  g_assert_true (probe (fixture, NULL, NULL));
  g_assert_nonnull (
      strstr (fixture->request_headers, "Authorization: Bearer token-of-the-session\n"));
  g_assert_null (strstr (fixture->request_headers, "Cookie"));
  g_assert_null (strstr (fixture->request_headers, "Accept-Encoding"));
}

static void
test_redirect_is_not_followed (Fixture *fixture, gconstpointer data)
{
  fixture->status = 302;
  fixture->extra_name = "Location";
  fixture->extra_value = "/healthz";
  assert_fails (fixture, DESK_API_ERROR_MALFORMED);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
}

static void
test_malformed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (3 * 1024 * 1024, ' ');

  fixture->body = "{\"status\":";
  assert_fails (fixture, DESK_API_ERROR_MALFORMED);
  fixture->body = huge;
  assert_fails (fixture, DESK_API_ERROR_MALFORMED);
  fixture->body = "<html>";
  fixture->type = "text/html";
  assert_fails (fixture, DESK_API_ERROR_MALFORMED);
  fixture->status = 500;
  assert_fails (fixture, DESK_API_ERROR_MALFORMED);
  /* It answers, badly. */
  g_assert_true (desk_api_get_reachable (fixture->api));
}

static void
test_answers_that_lack_something (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) sms = NULL;
  g_autoptr (GAsyncResult) session = NULL;
  g_autoptr (GAsyncResult) challenge = NULL;
  g_autoptr (GAsyncResult) service = NULL;
  g_autoptr (GAsyncResult) text = NULL;
  g_autoptr (GError) error = NULL;
  guint resend_after;

  desk_api_sms_request_sign_in_async (fixture->api, "13800138000", NULL, desk_test_async_ready,
                                      &sms);
  desk_test_async_wait (&sms);
  g_assert_false (desk_api_sms_request_finish (fixture->api, sms, &resend_after, &error));
  g_assert_error (error, DESK_API_ERROR, DESK_API_ERROR_MALFORMED);
  g_clear_error (&error);

  /* A token that would add a header of its own. */
  fixture->body = "{\"token\":\"a\\r\\nX: 1\",\"expires\":\"2026-11-22T06:30:00Z\",\"account\":"
                  "{\"id\":\"" ORDER_ID "\",\"display_name\":\"*\",\"phone\":\"*\","
                  "\"created\":false}}";
  desk_api_session_start_by_code_async (fixture->api, "13800138000", "123456", NULL,
                                        desk_test_async_ready, &session);
  desk_test_async_wait (&session);
  g_assert_null (desk_api_session_start_finish (fixture->api, session, &error));
  g_assert_error (error, DESK_API_ERROR, DESK_API_ERROR_MALFORMED);
  g_assert_false (desk_api_has_token (fixture->api));
  g_clear_error (&error);

  fixture->body = "[]";
  desk_api_session_request_challenge_async (fixture->api, NULL, desk_test_async_ready, &challenge);
  desk_test_async_wait (&challenge);
  g_assert_null (desk_api_session_request_challenge_finish (fixture->api, challenge, &error));
  g_assert_error (error, DESK_API_ERROR, DESK_API_ERROR_MALFORMED);
  g_clear_error (&error);

  desk_api_service_get_async (fixture->api, NULL, desk_test_async_ready, &service);
  desk_test_async_wait (&service);
  g_assert_null (desk_api_service_get_finish (fixture->api, service, &error));
  g_assert_error (error, DESK_API_ERROR, DESK_API_ERROR_MALFORMED);
  g_clear_error (&error);

  /* The digest is not the text's. */
  fixture->body = "{\"version\":\"1\",\"text\":\"words\",\"sm3\":"
                  "\"0000000000000000000000000000000000000000000000000000000000000000\","
                  "\"sha256\":"
                  "\"0000000000000000000000000000000000000000000000000000000000000000\"}";
  desk_api_service_get_text_async (fixture->api, NULL, desk_test_async_ready, &text);
  desk_test_async_wait (&text);
  g_assert_null (desk_api_service_get_text_finish (fixture->api, text, &error));
  g_assert_error (error, DESK_API_ERROR, DESK_API_ERROR_MALFORMED);
}

static void
test_problem (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskApplicant) applicant = desk_applicant_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;

  fixture->status = 422;
  fixture->type = "application/problem+json";
  fixture->body = "{\"type\":\"about:blank\",\"title\":\"t\",\"status\":422,"
                  "\"code\":\"invalid_fields\",\"request_id\":\"" ORDER_ID "\","
                  "\"fields\":[{\"field\":\"applicant.id_number\",\"problem\":\"bad_check\"},"
                  "{\"field\":\"applicant.name\",\"problem\":\"of_the_future\"}]}";
  desk_api_identity_check_async (fixture->api, applicant, ORDER_ID, NULL, desk_test_async_ready,
                                 &result);
  desk_test_async_wait (&result);
  g_assert_null (desk_api_identity_check_finish (fixture->api, result, &error));

  g_assert_error (error, DESK_API_ERROR, DESK_API_ERROR_PROBLEM);
  copy = g_error_copy (error);
  g_clear_error (&error);
  g_assert_cmpstr (desk_api_error_get_code (copy), ==, "invalid_fields");
  g_assert_cmpint (desk_issues_find (desk_api_error_get_issues (copy), "applicant.id_number"), ==,
                   DESK_FIELD_BAD_CHECK);
  g_assert_cmpint (desk_issues_find (desk_api_error_get_issues (copy), "applicant.name"), ==,
                   DESK_FIELD_BAD_FORMAT);
  g_assert_nonnull (strstr (fixture->request_headers, "Idempotency-Key: " ORDER_ID "\n"));
}

static void
test_limited (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->status = 429;
  fixture->type = "application/problem+json";
  fixture->body = "{\"type\":\"about:blank\",\"title\":\"t\",\"status\":429,\"code\":\"limited\"}";
  fixture->extra_name = "Retry-After";
  fixture->extra_value = "17";
  g_assert_false (probe (fixture, NULL, &error));
  g_assert_cmpstr (desk_api_error_get_code (error), ==, "limited");
  g_assert_cmpuint (desk_api_error_get_retry_after (error), ==, 17);
}

static void
test_hangs (Fixture *fixture, gconstpointer data)
{
  fixture->type = NULL;
  assert_fails (fixture, DESK_API_ERROR_TIMED_OUT);
  g_assert_false (desk_api_get_reachable (fixture->api));

  fixture->type = "application/json";
  g_assert_true (probe (fixture, NULL, NULL));
  g_assert_true (desk_api_get_reachable (fixture->api));
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->type = NULL;
  desk_api_service_probe_async (fixture->api, cancellable, desk_test_async_ready, &result);
  while (fixture->n_requests == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  desk_test_async_wait (&result);
  g_assert_false (desk_api_service_probe_finish (fixture->api, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (desk_api_get_reachable (fixture->api));
}

static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  soup_server_disconnect (fixture->server);
  assert_fails (fixture, DESK_API_ERROR_UNREACHABLE);
  g_assert_false (desk_api_get_reachable (fixture->api));
}

/* Reads a part of the request and goes away. On a thread of its own. */
static gboolean
on_run (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer user_data)
{
  char buffer[1000];

  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                       sizeof buffer, NULL, NULL);
  g_atomic_int_inc ((int *) user_data);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

static void
on_progress (double fraction, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

static void
test_cut_upload (void)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (1);
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr (DeskApi) api = desk_api_new (url, 5, NULL);
  g_autofree char *noise = g_malloc0 (1000 * 1000);
  g_autoptr (GBytes) content = g_bytes_new_static (noise, 1000 * 1000);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int n_connections = 0;
  double progress = 0;

  g_signal_connect (service, "run", G_CALLBACK (on_run), &n_connections);
  g_socket_service_start (service);

  desk_api_attachments_put_async (api, ORDER_ID, DESK_ATTACHMENT_ID_FRONT, content, on_progress,
                                  &progress, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_assert_false (desk_api_attachments_put_finish (api, result, content, &error));
  g_assert_error (error, DESK_API_ERROR, DESK_API_ERROR_UNREACHABLE);
  /* It is the caller who tries again. */
  g_assert_cmpint (g_atomic_int_get (&n_connections), ==, 1);
  g_socket_service_stop (service);
}

static void
test_upload_of_something_else (Fixture *fixture, gconstpointer data)
{
  g_autofree char *noise = g_malloc0 (300 * 1000);
  g_autoptr (GBytes) content = g_bytes_new_static (noise, 300 * 1000);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  double progress = 0;

  fixture->body = "{\"kind\":\"id_front\",\"width\":1,\"height\":1,\"size\":1,\"sha256\":"
                  "\"0000000000000000000000000000000000000000000000000000000000000000\"}";
  desk_api_attachments_put_async (fixture->api, ORDER_ID, DESK_ATTACHMENT_ID_FRONT, content,
                                  on_progress, &progress, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_assert_false (desk_api_attachments_put_finish (fixture->api, result, content, &error));
  g_assert_error (error, DESK_API_ERROR, DESK_API_ERROR_MALFORMED);
  g_assert_cmpfloat (progress, ==, 1);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/api/call/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/api/addresses", test_addresses);
  ADD ("headers", test_headers);
  ADD ("redirect-is-not-followed", test_redirect_is_not_followed);
  ADD ("malformed", test_malformed);
  ADD ("answers-that-lack-something", test_answers_that_lack_something);
  ADD ("problem", test_problem);
  ADD ("limited", test_limited);
  ADD ("hangs", test_hangs);
  ADD ("cancelled", test_cancelled);
  ADD ("unreachable", test_unreachable);
  g_test_add_func ("/api/call/cut-upload", test_cut_upload);
  ADD ("upload-of-something-else", test_upload_of_something_else);
  return g_test_run ();
}
