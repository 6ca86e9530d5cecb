/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-doctor-fixture.h"
#include "desk-test-async.h"

#include <string.h>

static const char *
summarise (DeskDoctorFixture *fixture)
{
  static char text[200];
  g_autofree char *summary = desk_doctor_dup_summary (fixture->doctor);

  g_strlcpy (text, summary, sizeof text);
  return text;
}

/* The way to the server */

static void
test_server_answers (DeskDoctorFixture *fixture, gconstpointer data)
{
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_SERVER, DESK_KEY_STATE_READY);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_CLOCK, DESK_KEY_STATE_READY);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_PROXY, DESK_KEY_STATE_READY);
  desk_doctor_fixture_assert_detail (fixture, DESK_DOCTOR_SERVER, "HTTP 200");
}

static void
test_server_gone (DeskDoctorFixture *fixture, gconstpointer data)
{
  soup_server_disconnect (fixture->server);
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_SERVER, DESK_KEY_STATE_SERVER_UNREACHABLE);
  desk_doctor_fixture_assert_skipped (fixture, DESK_DOCTOR_CLOCK);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_PROXY, DESK_KEY_STATE_READY);
}

static void
test_network_answers (DeskDoctorFixture *fixture, gconstpointer data)
{
  fixture->type = "text/html";
  /* Its clock counts for nothing. */
  fixture->server_time = DESK_TEST_NOW + DESK_TEST_DAY;
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_SERVER, DESK_KEY_STATE_SERVER_UNREACHABLE);
  desk_doctor_fixture_assert_detail (fixture, DESK_DOCTOR_SERVER, "something else answers");
  desk_doctor_fixture_assert_skipped (fixture, DESK_DOCTOR_CLOCK);
}

static void
test_no_server (DeskDoctorFixture *fixture, gconstpointer data)
{
  fixture->config.api = NULL;
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_skipped (fixture, DESK_DOCTOR_SERVER);
  desk_doctor_fixture_assert_skipped (fixture, DESK_DOCTOR_CLOCK);
  desk_doctor_fixture_assert_skipped (fixture, DESK_DOCTOR_PROXY);
}

static void
test_clock (DeskDoctorFixture *fixture, gconstpointer data)
{
  static const struct {
    int difference; /* seconds */
    DeskKeyState state;
  } rows[] = {
    { 119, DESK_KEY_STATE_READY },          { -119, DESK_KEY_STATE_READY },
    { 121, DESK_KEY_STATE_CLOCK_WRONG },    { -121, DESK_KEY_STATE_CLOCK_WRONG },
    { -86400, DESK_KEY_STATE_CLOCK_WRONG },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    fixture->server_time = DESK_TEST_NOW - rows[i].difference;
    desk_doctor_fixture_run (fixture);
    desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_CLOCK, rows[i].state);
  }

  desk_doctor_fixture_assert_detail (fixture, DESK_DOCTOR_CLOCK, "difference -86400 s");
}

static void
test_no_date (DeskDoctorFixture *fixture, gconstpointer data)
{
  fixture->server_time = 0;
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_skipped (fixture, DESK_DOCTOR_CLOCK);
}

static void
test_proxy (DeskDoctorFixture *fixture, gconstpointer data)
{
  g_autoptr (GProxyResolver) resolver
      = g_simple_proxy_resolver_new ("http://zhang:secret@proxy.example.cn:3128", NULL);

  fixture->config.resolver = resolver;
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_PROXY, DESK_KEY_STATE_READY);

  soup_server_disconnect (fixture->server);
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_PROXY, DESK_KEY_STATE_PROXY);
  desk_doctor_fixture_assert_detail (fixture, DESK_DOCTOR_PROXY, "http://proxy.example.cn:3128");
}

/* Settings that a script on a server that is away decides. */
#define HANGING_TYPE_RESOLVER (hanging_resolver_get_type ())
G_DECLARE_FINAL_TYPE (HangingResolver, hanging_resolver, HANGING, RESOLVER, GObject)

struct _HangingResolver {
  GObject parent_instance;

  GTask *task; /* owned, nullable: the lookup that waits */
};

static void
hanging_resolver_lookup_async (GProxyResolver *resolver,
                               const char *uri,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  HANGING_RESOLVER (resolver)->task = g_task_new (resolver, cancellable, callback, user_data);
}

static char **
hanging_resolver_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
hanging_resolver_interface_init (GProxyResolverInterface *interface)
{
  interface->lookup_async = hanging_resolver_lookup_async;
  interface->lookup_finish = hanging_resolver_lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HangingResolver,
                               hanging_resolver,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      hanging_resolver_interface_init))

static void
hanging_resolver_class_init (HangingResolverClass *klass)
{
}

static void
hanging_resolver_init (HangingResolver *self)
{
}

static void
test_proxy_hangs (DeskDoctorFixture *fixture, gconstpointer data)
{
  g_autoptr (HangingResolver) resolver = g_object_new (HANGING_TYPE_RESOLVER, NULL);

  fixture->config.resolver = G_PROXY_RESOLVER (resolver);
  fixture->config.time_out_ms = 700;
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_skipped (fixture, DESK_DOCTOR_PROXY);
  /* An answer after the end changes nothing. */
  g_task_return_error_if_cancelled (resolver->task);
  g_clear_object (&resolver->task);
  desk_test_async_settle ();
  desk_doctor_fixture_assert_skipped (fixture, DESK_DOCTOR_PROXY);
}

/* USB; no service and no driver serves anything here */

static void
test_no_usb (DeskDoctorFixture *fixture, gconstpointer data)
{
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_skipped (fixture, DESK_DOCTOR_USB);
}

static void
test_key_without_driver (DeskDoctorFixture *fixture, gconstpointer data)
{
  desk_doctor_fixture_add_usb (fixture, "1-1", "5448", "0004", "03");
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_USB, DESK_KEY_STATE_READER_NO_DRIVER);
  desk_doctor_fixture_assert_detail (fixture, DESK_DOCTOR_USB, "5448:0004 no card reader, Haitai");
}

static void
test_mouse (DeskDoctorFixture *fixture, gconstpointer data)
{
  desk_doctor_fixture_add_usb (fixture, "1-2", "046d", "c077", "03");
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_USB, DESK_KEY_STATE_NO_READER);
}

/* The run */

/* Everything hangs, yet it ends, and says so. */
static void
test_time_out (DeskDoctorFixture *fixture, gconstpointer data)
{
  fixture->is_silent = TRUE;
  fixture->config.time_out_ms = 700;
  desk_doctor_fixture_run (fixture);
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_SERVER, DESK_KEY_STATE_SERVER_UNREACHABLE);
  desk_doctor_fixture_assert_detail (fixture, DESK_DOCTOR_SERVER, "no answer in time");
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_PROXY, DESK_KEY_STATE_READY);
}

static void
start (DeskDoctorFixture *fixture, GCancellable *cancellable, GAsyncResult **result)
{
  desk_doctor_fixture_set_module (fixture, "/nonexistent/driver.so");
  fixture->config.settings = fixture->settings;
  fixture->is_silent = TRUE;
  fixture->doctor = desk_doctor_new_with (&fixture->config);
  desk_doctor_run_async (fixture->doctor, cancellable, desk_test_async_ready, result);
}

static void
assert_cancelled (DeskDoctorFixture *fixture, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  desk_test_async_wait (result);
  g_assert_false (desk_doctor_run_finish (fixture->doctor, *result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancel (DeskDoctorFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  start (fixture, cancellable, &result);
  g_assert_cmpuint (g_list_model_get_n_items (desk_doctor_get_checks (fixture->doctor)), ==,
                    DESK_DOCTOR_N_SUBJECTS);
  for (guint i = 0; i < DESK_DOCTOR_N_SUBJECTS; i++)
    g_assert_cmpint (desk_doctor_check_get_progress (desk_doctor_fixture_find (fixture, i)), ==,
                     DESK_DOCTOR_RUNNING);
  g_assert_cmpstr (summarise (fixture), ==, "Checking the Ukey…");

  g_cancellable_cancel (cancellable);
  assert_cancelled (fixture, &result);
  for (guint i = 0; i < DESK_DOCTOR_N_SUBJECTS; i++)
    desk_doctor_fixture_assert_skipped (fixture, i);
  g_assert_cmpuint (desk_doctor_count (fixture->doctor, DESK_KEY_SEVERITY_PROBLEM), ==, 0);
  soup_server_disconnect (fixture->server);
  desk_test_async_settle ();
}

static void
test_cancelled_before (DeskDoctorFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_cancellable_cancel (cancellable);
  start (fixture, cancellable, &result);
  assert_cancelled (fixture, &result);
}

/* 重新检测 pressed twice: the first run ends, the second one counts. */
static void
test_again (DeskDoctorFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  GListModel *checks;

  start (fixture, NULL, &first);
  checks = desk_doctor_get_checks (fixture->doctor);
  fixture->is_silent = FALSE;
  desk_doctor_run_async (fixture->doctor, NULL, desk_test_async_ready, &second);
  assert_cancelled (fixture, &first);
  desk_test_async_wait (&second);
  g_assert_true (desk_doctor_run_finish (fixture->doctor, second, NULL));
  g_assert_true (checks == desk_doctor_get_checks (fixture->doctor));
  desk_doctor_fixture_assert_state (fixture, DESK_DOCTOR_SERVER, DESK_KEY_STATE_READY);
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, guint *n_changes)
{
  *n_changes += 1;
}

/* The server's line is there while another still hangs. */
static void
test_results_come_one_by_one (DeskDoctorFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint n_changes = 0;

  start (fixture, NULL, &result);
  g_signal_connect (desk_doctor_get_checks (fixture->doctor), "items-changed",
                    G_CALLBACK (on_items_changed), &n_changes);
  while (desk_doctor_check_get_progress (desk_doctor_fixture_find (fixture, DESK_DOCTOR_MODULES))
         == DESK_DOCTOR_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (
      desk_doctor_check_get_progress (desk_doctor_fixture_find (fixture, DESK_DOCTOR_SERVER)), ==,
      DESK_DOCTOR_RUNNING);
  g_assert_true (desk_doctor_get_running (fixture->doctor));
  g_assert_cmpuint (n_changes, >, 0);
  desk_doctor_stop (fixture->doctor);
  assert_cancelled (fixture, &result);
}

static void
test_report (DeskDoctorFixture *fixture, gconstpointer data)
{
  g_autofree char *report = NULL;

  desk_doctor_fixture_add_usb (fixture, "1-1", "5448", "0004", "03");
  fixture->server_time = DESK_TEST_NOW + 600;
  desk_doctor_fixture_run (fixture);
  report = desk_doctor_dup_report (fixture->doctor);
  g_test_message ("%s", report);
  g_assert_true (g_utf8_validate (report, -1, NULL));
  g_assert_nonnull (strstr (report, "CertDesk " DESK_VERSION "\n"));
  g_assert_nonnull (
      strstr (report, "[Problem] Clock: The clock of this computer is wrong (UK-801)"));
  g_assert_nonnull (strstr (report, "    Please set date and time, best automatically.\n"));
  g_assert_nonnull (strstr (report, "    | 5448:0004 no card reader, Haitai\n"));
  g_assert_nonnull (strstr (report, "(UK-302)"));
  g_assert_nonnull (strstr (summarise (fixture), " problems were found"));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/flow/doctor/" path, DeskDoctorFixture, NULL, desk_doctor_fixture_set_up, function, \
              desk_doctor_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("server-answers", test_server_answers);
  ADD ("server-gone", test_server_gone);
  ADD ("network-answers", test_network_answers);
  ADD ("no-server", test_no_server);
  ADD ("clock", test_clock);
  ADD ("no-date", test_no_date);
  ADD ("proxy", test_proxy);
  ADD ("proxy-hangs", test_proxy_hangs);
  ADD ("no-usb", test_no_usb);
  ADD ("key-without-driver", test_key_without_driver);
  ADD ("mouse", test_mouse);
  ADD ("time-out", test_time_out);
  ADD ("cancel", test_cancel);
  ADD ("cancelled-before", test_cancelled_before);
  ADD ("again", test_again);
  ADD ("results-come-one-by-one", test_results_come_one_by_one);
  ADD ("report", test_report);
  return g_test_run ();
}
