/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-api-probe.h"
#include "desk-api-private.h"
#include "desk-test-async.h"
#include "desk-test-pki.h"
#include "desk-x509.h"

#include <openssl/pem.h>
#include <string.h>

typedef struct {
  SoupServer *server;
  DeskApi *api;
  gboolean saw_token;

  /* What it answers */
  guint status;
  const char *type;
  const char *date; /* nullable: now */
} Fixture;

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->saw_token = soup_message_headers_get_one (
                           soup_server_message_get_request_headers (message), "Authorization")
                       != NULL;
  if (fixture->date != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date",
                                  fixture->date);
  soup_server_message_set_status (message, fixture->status, NULL);
  soup_server_message_set_response (message, fixture->type, SOUP_MEMORY_STATIC, "{}", 2);
}

/* @certificate nullable: without TLS. */
static void
start (Fixture *fixture, GTlsCertificate *certificate)
{
  const gboolean https = certificate != NULL;
  g_autoslist (GUri) uris = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  fixture->server = soup_server_new (NULL, NULL);
  if (https)
    soup_server_set_tls_certificate (fixture->server, certificate);
  soup_server_add_handler (fixture->server, NULL, on_request, fixture, NULL);
  soup_server_listen_local (fixture->server, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY
                                | (https ? SOUP_SERVER_LISTEN_HTTPS : (SoupServerListenOptions) 0),
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  url = g_strdup_printf ("%s://127.0.0.1:%d", https ? "https" : "http",
                         g_uri_get_port (uris->data));
  fixture->api = desk_api_new (url, 2, &error);
  g_assert_no_error (error);
  fixture->status = 200;
  fixture->type = "application/json";
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  start (fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_test_async_settle ();
  g_assert_finalize_object (fixture->api);
  soup_server_disconnect (fixture->server);
  g_object_unref (fixture->server);
}

static DeskApiProbe *
probe (DeskApi *api)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DeskApiProbe *probed;

  desk_api_probe_async (api, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  probed = desk_api_probe_finish (api, result, &error);
  g_assert_no_error (error);
  return probed;
}

static void
assert_outcome (Fixture *fixture, DeskApiProbeOutcome outcome)
{
  g_autoptr (DeskApiProbe) probed = probe (fixture->api);

  g_assert_cmpint (probed->outcome, ==, outcome);
}

static void
test_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskSecret) token = desk_secret_new_from_string ("token-of-the-session");
  g_autoptr (DeskApiProbe) probed = NULL;

  fixture->date = "Sun, 22 Nov 2026 06:30:00 GMT";
  desk_api_set_token (fixture->api, token);
  probed = probe (fixture->api);
  g_assert_cmpint (probed->outcome, ==, DESK_API_PROBE_ANSWERED);
  g_assert_cmpuint (probed->status, ==, 200);
  g_assert_cmpint (probed->date, ==, 1795329000);
  g_assert_cmpint (probed->elapsed_us, >, 0);
  g_assert_false (fixture->saw_token);
}

static void
test_date_that_is_none (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskApiProbe) probed = NULL;

  fixture->date = "today";
  probed = probe (fixture->api);
  g_assert_cmpint (probed->date, ==, 0);
}

/* A hotel's sign-in page, another program. */
static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  fixture->type = "text/html";
  assert_outcome (fixture, DESK_API_PROBE_FOREIGN);
  fixture->status = 302;
  assert_outcome (fixture, DESK_API_PROBE_FOREIGN);
  fixture->status = 407;
  assert_outcome (fixture, DESK_API_PROBE_PROXY);
  /* The server itself, in trouble. */
  fixture->status = 503;
  fixture->type = "application/problem+json";
  assert_outcome (fixture, DESK_API_PROBE_ANSWERED);
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  soup_server_disconnect (fixture->server);
  assert_outcome (fixture, DESK_API_PROBE_UNREACHABLE);
}

static void
test_no_address (void)
{
  g_autoptr (DeskApi) api = desk_api_new ("http://certdesk.invalid", 2, NULL);
  g_autoptr (DeskApiProbe) probed = probe (api);

  g_assert_cmpint (probed->outcome, ==, DESK_API_PROBE_UNRESOLVED);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_api_probe_async (fixture->api, cancellable, desk_test_async_ready, &result);
  g_cancellable_cancel (cancellable);
  desk_test_async_wait (&result);
  g_assert_null (desk_api_probe_finish (fixture->api, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A certificate that nobody vouches for: told apart from a server that is not there. */
static void
test_untrusted (void)
{
  const DeskTestProfile profile = { .name = "127.0.0.1" };
  g_autoptr (DeskTestIdentity) identity = desk_test_identity_new (&profile);
  g_autofree char *pem = desk_x509_to_pem (identity->certificate);
  BIO *bio = BIO_new (BIO_s_mem ());
  g_autofree char *both = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };
  char *key;
  long length;

  g_assert_true (PEM_write_bio_PKCS8PrivateKey (bio, identity->key, NULL, NULL, 0, NULL, NULL));
  length = BIO_get_mem_data (bio, &key);
  both = g_strdup_printf ("%s%.*s", pem, (int) length, key);
  BIO_free (bio);
  certificate = g_tls_certificate_new_from_pem (both, -1, &error);
  g_assert_no_error (error);

  start (&fixture, certificate);
  assert_outcome (&fixture, DESK_API_PROBE_UNTRUSTED);
  tear_down (&fixture, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/api/probe/answer", Fixture, NULL, set_up, test_answer, tear_down);
  g_test_add ("/api/probe/date-that-is-none", Fixture, NULL, set_up, test_date_that_is_none,
              tear_down);
  g_test_add ("/api/probe/foreign", Fixture, NULL, set_up, test_foreign, tear_down);
  g_test_add ("/api/probe/nobody", Fixture, NULL, set_up, test_nobody, tear_down);
  g_test_add ("/api/probe/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add_func ("/api/probe/no-address", test_no_address);
  g_test_add_func ("/api/probe/untrusted", test_untrusted);
  return g_test_run ();
}
