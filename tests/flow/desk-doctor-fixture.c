/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-doctor-fixture.h"

#include "desk-test-async.h"
#include "desk-test-files.h"
#include "desk-x509.h"

#include <string.h>

#define TIME_OUT_SECONDS 2 /* of the server's connection */
#define PATIENCE_SECONDS 10

static void
set_date (DeskDoctorFixture *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (self->server_time);
  g_autofree char *text = soup_date_time_to_string (time, SOUP_DATE_HTTP);

  if (self->server_time != 0)
    soup_message_headers_replace (headers, "Date", text);
  else
    soup_message_headers_replace (headers, "Date", "never");
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  DeskDoctorFixture *self = user_data;

  if (self->is_silent) {
    soup_server_message_pause (message);
    return;
  }

  set_date (self, message);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  if (g_str_equal (path, "/v1/issuers") && self->issuers != NULL)
    soup_server_message_set_response (message, "application/x-pem-file", SOUP_MEMORY_COPY,
                                      self->issuers, strlen (self->issuers));
  else if (g_str_equal (path, "/healthz"))
    soup_server_message_set_response (message, self->type, SOUP_MEMORY_STATIC, "{}", 2);
  else
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
}

static void
start_server (DeskDoctorFixture *self)
{
  g_autoslist (GUri) uris = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  self->api = desk_api_new (url, TIME_OUT_SECONDS, &error);
  g_assert_no_error (error);
}

void
desk_doctor_fixture_set_up (DeskDoctorFixture *self, gconstpointer data)
{
  self->directory = desk_test_files_make_directory ();
  self->sysfs = g_build_filename (self->directory, "sys", NULL);
  self->root = g_build_filename (self->directory, "root", NULL);
  g_assert_cmpint (g_mkdir_with_parents (self->root, 0700), ==, 0);
  self->clock = desk_clock_new_manual (DESK_TEST_NOW * G_USEC_PER_SEC);
  self->server_time = DESK_TEST_NOW;
  self->type = "application/json";
  start_server (self);

  self->config = (DeskDoctorConfig){
    .clock = self->clock,
    .api = self->api,
    .sysfs = self->sysfs,
    .root = self->root,
  };
}

/* What was cancelled ends a little later. */
static void
wait_for_others (gpointer object)
{
  const gint64 deadline = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;

  while (G_OBJECT (object)->ref_count > 1 && g_get_monotonic_time () < deadline)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

void
desk_doctor_fixture_tear_down (DeskDoctorFixture *self, gconstpointer data)
{
  desk_test_async_settle ();
  if (self->doctor != NULL) {
    wait_for_others (self->doctor);
    g_assert_finalize_object (self->doctor);
  }
  if (self->trust != NULL) {
    wait_for_others (self->trust);
    g_assert_finalize_object (self->trust);
  }
  g_clear_object (&self->settings);
  wait_for_others (self->api);
  g_assert_finalize_object (self->api);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_object_unref (self->clock);
  desk_test_files_remove (self->directory);
  g_free (self->directory);
  g_free (self->sysfs);
  g_free (self->root);
  g_free (self->issuers);
}

void
desk_doctor_fixture_set_module (DeskDoctorFixture *self, const char *path)
{
  g_assert_null (self->settings);
  self->settings = desk_key_settings_new (NULL, path, NULL);
}

char *
desk_doctor_fixture_write (DeskDoctorFixture *self,
                           const char *name,
                           const char *content,
                           gssize length)
{
  char *path = g_build_filename (self->directory, name, NULL);
  g_autofree char *directory = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_file_set_contents (path, content, length, &error);
  g_assert_no_error (error);
  return path;
}

void
desk_doctor_fixture_set_trust (DeskDoctorFixture *self, DeskTestPki *pki)
{
  g_autofree char *pem = desk_x509_to_pem (pki->root->certificate);
  g_autofree char *path = desk_doctor_fixture_write (self, "trust.pem", pem, -1);

  self->issuers = desk_x509_to_pem (pki->issuing->certificate);
  self->trust = desk_trust_new (self->api, path, NULL);
  self->config.trust = self->trust;
}

static void
write_attribute (DeskDoctorFixture *self,
                 const char *device,
                 const char *attribute,
                 const char *value)
{
  g_autofree char *name = g_strconcat ("sys/bus/usb/devices/", device, "/", attribute, NULL);
  g_autofree char *line = g_strconcat (value, "\n", NULL);
  g_autofree char *path = desk_doctor_fixture_write (self, name, line, -1);
}

void
desk_doctor_fixture_add_usb (DeskDoctorFixture *self,
                             const char *name,
                             const char *vendor,
                             const char *product,
                             const char *interface_class)
{
  g_autofree char *interface = g_strconcat (name, ":1.0", NULL);

  write_attribute (self, name, "idVendor", vendor);
  write_attribute (self, name, "idProduct", product);
  write_attribute (self, interface, "bInterfaceClass", interface_class);
}

void
desk_doctor_fixture_run (DeskDoctorFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (self->settings == NULL)
    desk_doctor_fixture_set_module (self, "/nonexistent/driver.so");
  self->config.settings = self->settings;
  g_clear_object (&self->doctor);
  self->doctor = desk_doctor_new_with (&self->config);
  desk_doctor_run_async (self->doctor, NULL, desk_test_async_ready, &result);
  g_assert_true (desk_doctor_get_running (self->doctor));
  desk_test_async_wait (&result);
  g_assert_true (desk_doctor_run_finish (self->doctor, result, &error));
  g_assert_no_error (error);
  g_assert_false (desk_doctor_get_running (self->doctor));
}

DeskDoctorCheck *
desk_doctor_fixture_find (DeskDoctorFixture *self, DeskDoctorSubject subject)
{
  GListModel *checks = desk_doctor_get_checks (self->doctor);

  for (guint i = 0; i < g_list_model_get_n_items (checks); i++) {
    g_autoptr (DeskDoctorCheck) check = g_list_model_get_item (checks, i);

    if (desk_doctor_check_get_subject (check) == subject)
      return check;
  }

  g_error ("nothing is said of %s", desk_doctor_subject_get_nick (subject));
}

void
desk_doctor_fixture_assert_state (DeskDoctorFixture *self,
                                  DeskDoctorSubject subject,
                                  DeskKeyState state)
{
  DeskDoctorCheck *check = desk_doctor_fixture_find (self, subject);

  g_test_message ("%s: %s", desk_doctor_check_get_sentence (check),
                  desk_doctor_check_get_detail (check));
  g_assert_cmpint (desk_doctor_check_get_progress (check), ==, DESK_DOCTOR_DONE);
  g_assert_cmpstr (desk_key_state_get_nick (desk_doctor_check_get_state (check)), ==,
                   desk_key_state_get_nick (state));
  g_assert_cmpstr (desk_doctor_check_get_code (check), ==, desk_key_state_get_code (state));
}

void
desk_doctor_fixture_assert_skipped (DeskDoctorFixture *self, DeskDoctorSubject subject)
{
  DeskDoctorCheck *check = desk_doctor_fixture_find (self, subject);

  g_assert_cmpint (desk_doctor_check_get_progress (check), ==, DESK_DOCTOR_SKIPPED);
  g_assert_null (desk_doctor_check_get_code (check));
  g_assert_cmpint (desk_doctor_check_get_severity (check), <, DESK_KEY_SEVERITY_WARNING);
}

void
desk_doctor_fixture_assert_detail (DeskDoctorFixture *self,
                                   DeskDoctorSubject subject,
                                   const char *text)
{
  const char *detail = desk_doctor_check_get_detail (desk_doctor_fixture_find (self, subject));

  if (strstr (detail, text) == NULL)
    g_error ("no \"%s\" in \"%s\"", text, detail);
}
