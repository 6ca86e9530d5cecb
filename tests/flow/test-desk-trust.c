/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-flow-error.h"
#include "desk-test-async.h"
#include "desk-test-backend.h"
#include "desk-test-files.h"
#include "desk-trust.h"
#include "desk-x509.h"

#include <glib/gstdio.h>

static STACK_OF (X509) * load (DeskTrust *trust, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_trust_load_async (trust, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_trust_load_finish (trust, result, error);
}

/* The fingerprint of the one root. */
static char *
load_fingerprint (DeskTrust *trust)
{
  g_autoptr (GError) error = NULL;
  STACK_OF (X509) *roots = load (trust, &error);
  char *fingerprint;

  g_assert_no_error (error);
  g_assert_cmpint (sk_X509_num (roots), ==, 1);
  fingerprint = desk_x509_get_fingerprint (sk_X509_value (roots, 0));
  sk_X509_pop_free (roots, X509_free);
  return fingerprint;
}

static void
assert_fails (DeskTrust *trust, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (trust, &error));
  g_assert_error (error, domain, code);
}

static void
test_pinned_on_first_use (void)
{
  g_autoptr (DeskTestBackend) first = NULL;
  g_autoptr (DeskTestBackend) second = NULL;
  g_autofree char *directory = NULL;
  g_autofree char *path = NULL;
  g_autofree char *pinned = NULL;
  g_autofree char *later = NULL;
  g_autoptr (DeskApi) first_api = NULL;
  g_autoptr (DeskApi) second_api = NULL;
  g_autoptr (DeskTrust) trust = NULL;
  GStatBuf status;

  if (!desk_test_backend_is_built ()) {
    g_test_skip ("certdeskd was not built");
    return;
  }

  first = desk_test_backend_start ();
  second = desk_test_backend_start ();
  directory = desk_test_files_make_directory ();
  path = g_build_filename (directory, "trust.pem", NULL);
  first_api = desk_api_new (desk_test_backend_get_url (first), 5, NULL);
  second_api = desk_api_new (desk_test_backend_get_url (second), 5, NULL);

  trust = desk_trust_new (first_api, NULL, directory);
  pinned = load_fingerprint (trust);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);

  g_clear_object (&trust);
  trust = desk_trust_new (second_api, NULL, directory);
  later = load_fingerprint (trust);
  g_assert_cmpstr (later, ==, pinned);
  desk_test_files_remove (directory);
}

static void
test_failures (void)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autofree char *path = g_build_filename (directory, "root.pem", NULL);
  g_autoptr (DeskApi) api = desk_api_new ("http://127.0.0.1:1", 2, NULL);
  g_autoptr (DeskTrust) fetched = desk_trust_new (api, NULL, directory);
  g_autoptr (DeskTrust) named = desk_trust_new (api, path, directory);
  g_autofree char *pinned_path = g_build_filename (directory, "trust.pem", NULL);

  /* The next try may succeed: nothing was pinned. */
  assert_fails (fetched, DESK_API_ERROR, DESK_API_ERROR_UNREACHABLE);
  g_assert_false (g_file_test (pinned_path, G_FILE_TEST_EXISTS));

  /* A file the operator names is never fetched. */
  assert_fails (named, DESK_FLOW_ERROR, DESK_FLOW_ERROR_TRUST);
  g_assert_true (g_file_set_contents (path, "no certificate", -1, NULL));
  assert_fails (named, DESK_FLOW_ERROR, DESK_FLOW_ERROR_TRUST);
  desk_test_files_remove (directory);
}

/* What cannot be pinned is not trusted either. */
static void
test_not_written (void)
{
  g_autoptr (DeskTestBackend) backend = NULL;
  g_autoptr (DeskApi) api = NULL;
  g_autoptr (DeskTrust) trust = NULL;

  if (!desk_test_backend_is_built ()) {
    g_test_skip ("certdeskd was not built");
    return;
  }

  backend = desk_test_backend_start ();
  api = desk_api_new (desk_test_backend_get_url (backend), 5, NULL);
  trust = desk_trust_new (api, NULL, "/nonexistent/directory");
  assert_fails (trust, DESK_FLOW_ERROR, DESK_FLOW_ERROR_DRAFT);
  assert_fails (trust, DESK_FLOW_ERROR, DESK_FLOW_ERROR_DRAFT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/trust/pinned-on-first-use", test_pinned_on_first_use);
  g_test_add_func ("/flow/trust/failures", test_failures);
  g_test_add_func ("/flow/trust/not-written", test_not_written);
  return g_test_run ();
}
