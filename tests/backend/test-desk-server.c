/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-backend-test.h"

#include "desk-test-files.h"

#include <string.h>

#define GET_HEALTH "GET /healthz HTTP/1.1\r\nHost: test\r\n"
#define POST_CODES "POST /v1/sms-codes HTTP/1.1\r\nHost: test\r\n"

static guint
count_answers (const char *received)
{
  guint count = 0;

  for (const char *p = received; (p = strstr (p, "HTTP/1.1 ")) != NULL; p++)
    count++;
  return count;
}

static void
test_about (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autoptr (DeskTestReply) service
      = desk_backend_test_call (test, "GET", "/v1/service", NULL, NULL);
  g_autoptr (DeskTestReply) trust = desk_backend_test_call (test, "GET", "/v1/trust", NULL, NULL);
  g_autoptr (DeskTestReply) issuers
      = desk_backend_test_call (test, "GET", "/v1/issuers", NULL, NULL);
  g_autoptr (DeskTestReply) text
      = desk_backend_test_call (test, "GET", "/v1/contract-text", NULL, NULL);
  g_autoptr (DeskTestReply) ready = desk_backend_test_call (test, "GET", "/readyz", NULL, NULL);
  g_autofree char *type = desk_test_reply_dup_header (trust, "Content-Type");
  g_autofree char *server = desk_test_reply_dup_header (service, "Server");

  g_assert_cmpstr (desk_test_reply_get_string (service, "authority"), ==,
                   "内蒙古数字证书认证有限公司");
  g_assert_cmpstr (type, ==, "application/x-pem-file");
  g_assert_true (
      g_str_has_prefix (g_bytes_get_data (trust->body, NULL), "-----BEGIN CERTIFICATE-----"));
  g_assert_true (
      g_str_has_prefix (g_bytes_get_data (issuers->body, NULL), "-----BEGIN CERTIFICATE-----"));
  g_assert_false (g_bytes_equal (issuers->body, trust->body));
  g_assert_cmpuint (strlen (desk_test_reply_get_string (text, "sm3")), ==, 64);
  g_assert_cmpstr (desk_test_reply_get_string (ready, "status"), ==, "ok");
  g_assert_null (server);
}

static void
test_dispatch (void)
{
  static const struct {
    const char *method;
    const char *path;
    guint status;
    const char *code;
  } cases[] = {
    { "GET", "/", 404, "not_found" },
    { "GET", "/healthz/", 404, "not_found" },
    { "GET", "/Healthz", 404, "not_found" },
    { "GET", "//healthz", 404, "not_found" },
    { "GET", "/v1/orders/", 404, "not_found" },
    { "POST", "/healthz", 405, "method_not_allowed" },
    { "BREW", "/healthz", 405, "method_not_allowed" },
    { "OPTIONS", "/v1/session", 405, "method_not_allowed" },
    { "GET", "/v1/session", 401, "unauthenticated" },
    { "GET", "/healthz?a=1&a=2", 400, "malformed_request" },
  };
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (DeskTestReply) reply
        = desk_backend_test_call (test, cases[i].method, cases[i].path, NULL, NULL);
    g_autofree char *type = desk_test_reply_dup_header (reply, "Content-Type");
    g_autofree char *id = desk_test_reply_dup_header (reply, "X-Request-Id");

    g_test_message ("%s %s", cases[i].method, cases[i].path);
    g_assert_cmpuint (reply->status, ==, cases[i].status);
    g_assert_cmpstr (desk_test_reply_get_code (reply), ==, cases[i].code);
    g_assert_cmpstr (type, ==, "application/problem+json");
    g_assert_cmpstr (desk_test_reply_get_string (reply, "request_id"), ==, id);
  }
}

static void
test_allow_and_head (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autoptr (DeskTestReply) refused
      = desk_backend_test_call (test, "PUT", "/v1/session", NULL, NULL);
  g_autofree char *allow = desk_test_reply_dup_header (refused, "Allow");
  g_autofree char *head = desk_backend_test_exchange (
      test, "HEAD /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
      strlen ("HEAD /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));

  g_assert_cmpstr (allow, ==, "GET, HEAD, DELETE");
  g_assert_true (g_str_has_prefix (head, "HTTP/1.1 200 "));
  g_assert_nonnull (strstr (head, "Content-Length: 15\r\n"));
  g_assert_true (g_str_has_suffix (head, "\r\n\r\n"));
}

static void
test_media_type (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (DeskTestReply) text = desk_backend_test_call_full (
      test, "POST", "/v1/ukey-challenges", NULL, "Content-Type: text/plain\r\n", body);
  g_autoptr (DeskTestReply) none
      = desk_backend_test_call_full (test, "POST", "/v1/ukey-challenges", NULL, NULL, body);
  g_autoptr (DeskTestReply) parameter
      = desk_backend_test_call_full (test, "POST", "/v1/ukey-challenges", NULL,
                                     "Content-Type: Application/JSON; charset=utf-8\r\n", body);

  g_assert_cmpstr (desk_test_reply_get_code (text), ==, "unsupported_media_type");
  g_assert_cmpstr (desk_test_reply_get_code (none), ==, "unsupported_media_type");
  g_assert_cmpuint (parameter->status, ==, 201);
}

/* What a proxy in front could read in another way than this server is never answered with success,
 * nor is anything behind it. */
static void
test_hostile_framing (void)
{
  static const struct {
    const char *data;
    const char *status;
  } cases[] = {
    { POST_CODES "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" GET_HEALTH
                 "\r\n",
      "HTTP/1.1 400 " },
    { POST_CODES "Content-Length: 0\r\nContent-Length: 4\r\n\r\n" GET_HEALTH "\r\n",
      "HTTP/1.1 400 " },
    { POST_CODES "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" GET_HEALTH "\r\n", "HTTP/1.1 411 " },
    { GET_HEALTH "Host: other\r\n\r\n", "HTTP/1.1 400 " },
    { "GET /healthz HTTP/1.1\r\n\r\n", "HTTP/1.1 400 " },
    { "GET /healthz HTTP/1.1\nHost: a\n\n", "HTTP/1.1 400 " },
    { GET_HEALTH "X: a\n\r\n", "HTTP/1.1 400 " },
    { GET_HEALTH "X: a\r\n b\r\n\r\n", "HTTP/1.1 400 " },
    { "GET /v1/../healthz HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400 " },
    { "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/1.1 400 " },
    { POST_CODES "Content-Length: 99999999\r\n\r\n{", "HTTP/1.1 413 " },
    { GET_HEALTH "Content-Length: 20\r\n\r\n", "HTTP/1.1 413 " },
    { "\r\n" GET_HEALTH "\r\n", "HTTP/1.1 400 " },
  };
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *received
        = desk_backend_test_exchange (test, cases[i].data, strlen (cases[i].data));

    g_test_message ("case %zu", i);
    g_assert_true (g_str_has_prefix (received, cases[i].status));
    g_assert_nonnull (strstr (received, "application/problem+json"));
    g_assert_cmpuint (count_answers (received), ==, 1);
  }
}

static void
test_long_header (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autofree char *filler = g_strnfill (100000, 'a');
  g_autofree char *data = g_strdup_printf (GET_HEALTH "X: %s\r\n\r\n", filler);
  g_autofree char *received = desk_backend_test_exchange (test, data, strlen (data));

  /* The client may learn of the cut before it reads the answer. */
  g_assert_true (received[0] == '\0' || g_str_has_prefix (received, "HTTP/1.1 400 "));
}

static void
test_keeps_connections (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  static const char two[] = GET_HEALTH "\r\n" GET_HEALTH "Connection: close\r\n\r\n";
  g_autofree char *received = desk_backend_test_exchange (test, two, strlen (two));

  g_assert_cmpuint (count_answers (received), ==, 2);
}

/* Silence, half a header and half a body all end. */
static void
test_overdue (void)
{
  static const char *const beginnings[]
      = { "", "GET /heal",
          POST_CODES "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{" };
  g_autoptr (DeskBackendTest) test
      = desk_backend_test_new ("[limits]\nidle_seconds=1\nrequest_seconds=1\n");

  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++) {
    g_autofree char *received
        = desk_backend_test_exchange (test, beginnings[i], strlen (beginnings[i]));

    g_assert_cmpstr (received, ==, "");
  }
}

static void
test_connection_cap (void)
{
  g_autoptr (DeskBackendTest) test
      = desk_backend_test_new ("[limits]\nconnections=2\nidle_seconds=1\n");
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  const char *address = desk_serve_get_url (test->serve) + strlen ("http://");
  g_autoptr (GSocketConnection) first
      = g_socket_client_connect_to_host (client, address, 0, NULL, NULL);
  g_autoptr (GSocketConnection) second
      = g_socket_client_connect_to_host (client, address, 0, NULL, NULL);
  g_autofree char *refused = NULL;
  g_autofree char *served = NULL;

  g_assert_nonnull (first);
  g_assert_nonnull (second);
  refused = desk_backend_test_exchange (test, GET_HEALTH "Connection: close\r\n\r\n",
                                        strlen (GET_HEALTH "Connection: close\r\n\r\n"));
  g_assert_cmpstr (refused, ==, "");

  /* The two silent ones are ended, and there is room again. */
  for (int i = 0; i < 100 && (served == NULL || served[0] == '\0'); i++) {
    g_free (served);
    g_usleep (100000);
    served = desk_backend_test_exchange (test, GET_HEALTH "Connection: close\r\n\r\n",
                                         strlen (GET_HEALTH "Connection: close\r\n\r\n"));
  }
  g_assert_true (g_str_has_prefix (served, "HTTP/1.1 200 "));
}

static void
test_idempotency (void)
{
  static const char headers[] = "Content-Type: application/json\r\n"
                                "Idempotency-Key: 01a203dc-e06a-721c-8e9a-60eb2b4dcb6d\r\n";
  static const char ask[] = "{\"phone\": \"13800138000\", \"purpose\": \"sign_in\"}";
  static const char other[] = "{\"phone\": \"13900139000\", \"purpose\": \"sign_in\"}";
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autoptr (GBytes) body = g_bytes_new_static (ask, strlen (ask));
  g_autoptr (GBytes) other_body = g_bytes_new_static (other, strlen (other));
  g_autoptr (DeskTestReply) first
      = desk_backend_test_call_full (test, "POST", "/v1/sms-codes", NULL, headers, body);
  g_autofree char *code = desk_backend_test_get_code (test, "13800138000");
  g_autofree char *same_code = NULL;
  g_autoptr (DeskTestReply) again = NULL;
  g_autoptr (DeskTestReply) conflict = NULL;
  g_autoptr (DeskTestReply) bad = NULL;
  g_autoptr (DeskTestReply) late = NULL;

  g_assert_cmpuint (first->status, ==, 202);

  /* The same again, after a restart too: no second text, no limit, the same answer. */
  desk_backend_test_stop (test);
  desk_backend_test_start (test);
  again = desk_backend_test_call_full (test, "POST", "/v1/sms-codes", NULL, headers, body);
  g_assert_cmpuint (again->status, ==, 202);
  g_assert_true (g_bytes_equal (first->body, again->body));
  same_code = desk_backend_test_get_code (test, "13800138000");
  g_assert_cmpstr (code, ==, same_code);

  conflict = desk_backend_test_call_full (test, "POST", "/v1/sms-codes", NULL, headers, other_body);
  g_assert_cmpuint (conflict->status, ==, 409);
  g_assert_cmpstr (desk_test_reply_get_code (conflict), ==, "idempotency_conflict");

  bad = desk_backend_test_call_full (test, "POST", "/v1/sms-codes", NULL,
                                     "Content-Type: application/json\r\nIdempotency-Key: again\r\n",
                                     body);
  g_assert_cmpstr (desk_test_reply_get_code (bad), ==, "malformed_request");

  desk_backend_test_advance (test, 24 * 60 * 60);
  late = desk_backend_test_call_full (test, "POST", "/v1/sms-codes", NULL, headers, other_body);
  g_assert_cmpuint (late->status, ==, 202);
}

static void
test_second_backend (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (
      desk_serve_start (test->data_directory, "127.0.0.1:0", "certdeskd", test->clock, &error));
  g_assert_error (error, DESK_DB_ERROR, DESK_DB_ERROR_BUSY);
}

static void
test_lost_key (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autofree char *path = g_build_filename (test->data_directory, "master.key", NULL);
  g_autoptr (GError) error = NULL;

  desk_backend_test_stop (test);
  desk_test_files_remove (path);
  g_assert_null (
      desk_serve_start (test->data_directory, "127.0.0.1:0", "certdeskd", test->clock, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/server/about", test_about);
  g_test_add_func ("/backend/server/dispatch", test_dispatch);
  g_test_add_func ("/backend/server/allow-and-head", test_allow_and_head);
  g_test_add_func ("/backend/server/media-type", test_media_type);
  g_test_add_func ("/backend/server/hostile-framing", test_hostile_framing);
  g_test_add_func ("/backend/server/long-header", test_long_header);
  g_test_add_func ("/backend/server/keeps-connections", test_keeps_connections);
  g_test_add_func ("/backend/server/overdue", test_overdue);
  g_test_add_func ("/backend/server/connection-cap", test_connection_cap);
  g_test_add_func ("/backend/server/idempotency", test_idempotency);
  g_test_add_func ("/backend/server/second-backend", test_second_backend);
  g_test_add_func ("/backend/server/lost-key", test_lost_key);
  return g_test_run ();
}
