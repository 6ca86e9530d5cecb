/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* DeskUkey against a host program that does what a script says (scripted-host.c). */

#include "desk-test-async.h"
#include "desk-test-files.h"
#include "desk-ukey-private.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  char *directory;  /* owned */
  char *plugged_in; /* owned: this file is the token */
  DeskClock *clock; /* owned */
  DeskUkey *ukey;   /* owned */
  DeskSecret *pin;  /* owned */
} Fixture;

static void
plug_in (Fixture *fixture)
{
  g_assert_true (g_file_set_contents (fixture->plugged_in, "", 0, NULL));
}

static void
pull_out (Fixture *fixture)
{
  g_assert_cmpint (g_unlink (fixture->plugged_in), ==, 0);
}

static void
script (const char *text)
{
  g_setenv ("DESK_TEST_HOST", text, TRUE);
}

static void
use_program (void)
{
  g_autofree char *program
      = g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "tests/ukey/scripted-host", NULL);

  g_setenv ("CERTDESK_UKEY_HOST", program, TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyModule) module
      = desk_ukey_module_new (DESK_UKEY_MODULE_OPTION, NULL, "/module.so", NULL);

  use_program ();
  script ("");
  fixture->directory = desk_test_files_make_directory ();
  fixture->plugged_in = g_build_filename (fixture->directory, "token", NULL);
  g_setenv ("DESK_TEST_HOST_TOKEN", fixture->plugged_in, TRUE);
  plug_in (fixture);
  fixture->clock = desk_clock_new_system ();
  fixture->ukey = desk_ukey_new (module, fixture->clock);
  fixture->pin = desk_secret_new_from_string ("111111");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_ukey_close (fixture->ukey);
  desk_test_async_settle ();
  g_assert_finalize_object (fixture->ukey);
  g_object_unref (fixture->clock);
  desk_secret_unref (fixture->pin);
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->plugged_in);
}

static DeskUkeyScan *
scan (Fixture *fixture, gboolean fresh)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DeskUkeyScan *found;

  desk_ukey_scan_async (fixture->ukey, fresh, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  found = desk_ukey_scan_finish (fixture->ukey, result, &error);
  g_assert_no_error (error);
  return found;
}

static void
assert_scan (Fixture *fixture, gboolean fresh, DeskKeyState state)
{
  g_autoptr (DeskUkeyScan) found = scan (fixture, fresh);

  g_assert_cmpstr (desk_key_state_get_nick (found->state), ==, desk_key_state_get_nick (state));
}

static void
start_signing (Fixture *fixture, GCancellable *cancellable, GAsyncResult **result)
{
  static const uint8_t digest[32];
  g_autoptr (GBytes) key_id = g_bytes_new_static ("1", 1);

  desk_ukey_sign_with_key_async (fixture->ukey, "S1", key_id, fixture->pin, digest, cancellable,
                                 desk_test_async_ready, result);
}

static GBytes *
finish_signing (Fixture *fixture, GAsyncResult **result, GError **error)
{
  desk_test_async_wait (result);
  return desk_ukey_sign_with_key_finish (fixture->ukey, *result, error);
}

static void
assert_signs (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  start_signing (fixture, NULL, &result);
  g_bytes_unref (finish_signing (fixture, &result, &error));
  g_assert_no_error (error);
}

static void
assert_fails (Fixture *fixture, DeskKeyState state, DeskPinUse pin_use)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  start_signing (fixture, NULL, &result);
  g_assert_null (finish_signing (fixture, &result, &error));
  g_assert_error (error, DESK_KEY_ERROR, (int) state);
  g_assert_cmpint (desk_key_error_get_pin_use (error), ==, pin_use);
}

/* What the host says, what the person is told, and what became of the PIN. The next operation has a
 * new process. */
static void
test_misbehaves (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *script;
    DeskKeyState state;
    DeskPinUse pin_use;
  } cases[] = {
    { "start=exit", DESK_KEY_STATE_NO_HOST, DESK_PIN_USE_NONE },
    { "start=die", DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_NONE },
    { "sign=progress1,exit", DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_MAYBE },
    { "sign=progress1,fall-silent,hang", DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_MAYBE },
    { "start=garbage", DESK_KEY_STATE_NO_HOST, DESK_PIN_USE_NONE },
    { "start=hello-99", DESK_KEY_STATE_NO_HOST, DESK_PIN_USE_NONE },
    { "start=opened", DESK_KEY_STATE_NO_HOST, DESK_PIN_USE_NONE },
    { "start=hello,hello", DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_NONE },
    { "start=hello,signed", DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_NONE },
    { "start=hello,hang", DESK_KEY_STATE_MODULE_HANGS, DESK_PIN_USE_NONE },
    { "open=die", DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_NONE },
    { "open=failed", DESK_KEY_STATE_MODULE_FAILED, DESK_PIN_USE_NONE },
    { "open=hang", DESK_KEY_STATE_MODULE_HANGS, DESK_PIN_USE_NONE },
    { "sign=die", DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_NONE },
    { "sign=progress1,die", DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_MAYBE },
    { "sign=progress1,progress2,die", DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_ACCEPTED },
    { "sign=progress1,hang", DESK_KEY_STATE_MODULE_HANGS, DESK_PIN_USE_MAYBE },
    { "sign=progress1,progress2,hang", DESK_KEY_STATE_MODULE_HANGS, DESK_PIN_USE_ACCEPTED },
    { "sign=progress1,half,hang", DESK_KEY_STATE_MODULE_HANGS, DESK_PIN_USE_MAYBE },
    { "sign=progress1,half,die", DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_MAYBE },
    { "sign=progress1,garbage", DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_MAYBE },
    { "sign=progress1,bad-frame", DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_MAYBE },
    { "sign=progress1,done", DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_MAYBE },
    { "sign=progress1,scanned", DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_MAYBE },
    { "sign=opened", DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_NONE },
    { "sign=unknown-state", DESK_KEY_STATE_DRIVER, DESK_PIN_USE_MAYBE },
    { "sign=progress1,wrong-pin", DESK_KEY_STATE_PIN_WRONG, DESK_PIN_USE_MAYBE },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    guint patience = cases[i].state == DESK_KEY_STATE_MODULE_HANGS ? 200 : 30000;

    g_test_message ("%s", cases[i].script);
    desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_OPEN, patience);
    desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_SIGN, patience);
    script (cases[i].script);
    desk_ukey_restart (fixture->ukey);
    assert_fails (fixture, cases[i].state, cases[i].pin_use);

    desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_OPEN, 30000);
    desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_SIGN, 30000);
    script ("");
    desk_ukey_restart (fixture->ukey);
    assert_signs (fixture);
  }
}

/* The bytes of a good answer are followed by others: the answer counts, the host does not. */
static void
test_talks_on (Fixture *fixture, gconstpointer data)
{
  script ("sign=signed,signed");
  assert_signs (fixture);
  script ("");
  desk_test_async_settle ();
  assert_scan (fixture, TRUE, DESK_KEY_STATE_NO_CERTIFICATE);
}

static void
test_no_host (Fixture *fixture, gconstpointer data)
{
  g_setenv ("CERTDESK_UKEY_HOST", "/nonexistent/host", TRUE);
  assert_fails (fixture, DESK_KEY_STATE_NO_HOST, DESK_PIN_USE_NONE);
  assert_scan (fixture, FALSE, DESK_KEY_STATE_NO_HOST);
  use_program ();
  assert_scan (fixture, TRUE, DESK_KEY_STATE_NO_CERTIFICATE);
}

static void
test_no_module (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkey) ukey = desk_ukey_new (NULL, fixture->clock);
  Fixture without = *fixture;

  without.ukey = ukey;
  assert_scan (&without, FALSE, DESK_KEY_STATE_NO_MODULE);
  assert_fails (&without, DESK_KEY_STATE_NO_MODULE, DESK_PIN_USE_NONE);
  desk_ukey_close (ukey);
}

/* A scan after a failure repeats it for a while instead of starting a process each time; a person
 * who asks, or any other operation, is not held up. */
static void
test_backs_off (Fixture *fixture, gconstpointer data)
{
  script ("open=failed");
  assert_scan (fixture, FALSE, DESK_KEY_STATE_MODULE_FAILED);
  script ("");
  assert_scan (fixture, FALSE, DESK_KEY_STATE_MODULE_FAILED);
  assert_scan (fixture, TRUE, DESK_KEY_STATE_NO_CERTIFICATE);

  script ("scan=die");
  desk_ukey_restart (fixture->ukey);
  assert_scan (fixture, FALSE, DESK_KEY_STATE_MODULE_CRASHED);
  script ("");
  assert_scan (fixture, FALSE, DESK_KEY_STATE_MODULE_CRASHED);
  assert_signs (fixture);
  assert_scan (fixture, FALSE, DESK_KEY_STATE_NO_CERTIFICATE);
}

static void
test_goes_on_after_delay (Fixture *fixture, gconstpointer data)
{
  script ("open=failed");
  assert_scan (fixture, FALSE, DESK_KEY_STATE_MODULE_FAILED);
  script ("");
  g_usleep (1100 * 1000);
  assert_scan (fixture, FALSE, DESK_KEY_STATE_NO_CERTIFICATE);
}

/* Operations are answered in their order, by one process. */
static void
test_queue (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *results[3] = { NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;

  script ("sign=progress1,pause,signed");
  g_assert_false (desk_ukey_get_busy (fixture->ukey));
  for (size_t i = 0; i < G_N_ELEMENTS (results); i++)
    start_signing (fixture, NULL, &results[i]);
  g_assert_true (desk_ukey_get_busy (fixture->ukey));

  for (size_t i = 0; i < G_N_ELEMENTS (results); i++) {
    g_bytes_unref (finish_signing (fixture, &results[i], &error));
    g_assert_no_error (error);
    g_assert_true (i == 2 || results[i + 1] == NULL);
    g_object_unref (results[i]);
  }
  desk_test_async_settle ();
  g_assert_false (desk_ukey_get_busy (fixture->ukey));
}

/* One that waits is never sent, one under way is answered while the driver goes on; what follows is
 * answered after it. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) first_cancellable = g_cancellable_new ();
  g_autoptr (GCancellable) second_cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;

  assert_signs (fixture);
  script ("sign=progress1,pause,pause,signed");
  desk_ukey_restart (fixture->ukey);
  start_signing (fixture, first_cancellable, &first);
  start_signing (fixture, second_cancellable, &second);
  for (guint i = 0; i < 20; i++) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }

  g_cancellable_cancel (second_cancellable);
  g_assert_null (finish_signing (fixture, &second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_cancellable_cancel (first_cancellable);
  g_assert_null (finish_signing (fixture, &first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (desk_ukey_get_busy (fixture->ukey));

  assert_signs (fixture);
  desk_test_async_settle ();
  g_assert_false (desk_ukey_get_busy (fixture->ukey));
}

static void
note_slow (DeskUkey *ukey, GParamSpec *pspec, guint *n_changes)
{
  (*n_changes)++;
}

static void
test_slow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_changes = 0;

  script ("sign=progress1,pause,pause,signed");
  g_signal_connect (fixture->ukey, "notify::slow", G_CALLBACK (note_slow), &n_changes);
  desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_SLOW, 50);
  start_signing (fixture, NULL, &result);
  while (!desk_ukey_get_slow (fixture->ukey))
    g_main_context_iteration (NULL, TRUE);
  g_bytes_unref (finish_signing (fixture, &result, &error));
  g_assert_no_error (error);
  g_assert_false (desk_ukey_get_slow (fixture->ukey));
  g_assert_cmpuint (n_changes, ==, 2);
}

/* A request that does not fit into the pipe is written as the host takes it. */
static void
test_long_request (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) der = g_bytes_new_take (g_malloc0 (64 * 1024), 64 * 1024);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  script ("start=hello,read-slowly");
  for (guint i = 0; i < 3; i++) {
    desk_ukey_write_certificate_async (fixture->ukey, "S1", fixture->pin, NULL, der, NULL,
                                       desk_test_async_ready, &result);
    desk_test_async_wait (&result);
    g_assert_true (desk_ukey_write_certificate_finish (fixture->ukey, result, &error));
    g_assert_no_error (error);
    g_clear_object (&result);
  }
}

/* A host that takes no more is given up, and closing does not wait for it either. */
static void
test_takes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) der = g_bytes_new_take (g_malloc0 (64 * 1024), 64 * 1024);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  script ("open=opened,hang");
  desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_OTHER, 200);
  for (guint i = 0; i < 2; i++) {
    desk_ukey_write_certificate_async (fixture->ukey, "S1", fixture->pin, NULL, der, NULL,
                                       desk_test_async_ready, &result);
    desk_test_async_wait (&result);
    g_assert_false (desk_ukey_write_certificate_finish (fixture->ukey, result, &error));
    g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_HANGS);
    g_assert_cmpint (desk_key_error_get_pin_use (error), ==, DESK_PIN_USE_NONE);
    g_clear_error (&error);
    g_clear_object (&result);
  }
}

/* No key takes such a PIN; it is not even sent. */
static void
test_long_pin (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (256, '1');

  desk_secret_unref (fixture->pin);
  fixture->pin = desk_secret_new_from_string (text);
  assert_fails (fixture, DESK_KEY_STATE_PIN_LENGTH, DESK_PIN_USE_NONE);
}

static void
test_close_while_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;

  script ("sign=progress1,hang");
  start_signing (fixture, NULL, &first);
  start_signing (fixture, NULL, &second);
  for (guint i = 0; i < 50; i++) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }

  desk_ukey_close (fixture->ukey);
  g_assert_false (desk_ukey_get_busy (fixture->ukey));
  g_assert_null (finish_signing (fixture, &first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (finish_signing (fixture, &second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A key that is pulled out while its driver does not answer: the other process sees it. */
static void
test_lookout (Fixture *fixture, gconstpointer data)
{
  const char *before = data;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 deadline = g_get_monotonic_time () + 400 * 1000;

  script (before);
  desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_SLOW, 100);
  start_signing (fixture, NULL, &result);
  while (g_get_monotonic_time () < deadline) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
  g_assert_null (result);

  pull_out (fixture);
  g_assert_null (finish_signing (fixture, &result, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_REMOVED);
  g_assert_cmpint (desk_key_error_get_pin_use (error), ==,
                   strstr (before, "progress2") != NULL ? DESK_PIN_USE_ACCEPTED
                                                        : DESK_PIN_USE_MAYBE);
  plug_in (fixture);
  script ("");
  assert_signs (fixture);
}

/* Pulled out before the other process looked for the first time. */
static void
test_lookout_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  script ("sign=progress1,hang");
  desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_SLOW, 100);
  start_signing (fixture, NULL, &result);
  pull_out (fixture);
  g_assert_null (finish_signing (fixture, &result, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_REMOVED);
}

/* Another process that fails, sees nothing clearly or hangs as well proves nothing. */
static void
test_lookout_unsure (Fixture *fixture, gconstpointer data)
{
  static const char *const scripts[] = {
    "sign=progress1,hang slots=die",
    "sign=progress1,hang slots=hang",
    "sign=progress1,hang slots=scanned-in-part",
    "sign=progress1,hang slots=failed",
  };

  pull_out (fixture);
  desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_SLOW, 50);
  desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_SIGN, 700);
  for (size_t i = 0; i < G_N_ELEMENTS (scripts); i++) {
    g_test_message ("%s", scripts[i]);
    script (scripts[i]);
    desk_ukey_restart (fixture->ukey);
    assert_fails (fixture, DESK_KEY_STATE_MODULE_HANGS, DESK_PIN_USE_MAYBE);
  }
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) directory = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (directory) != NULL)
    n++;

  return n;
}

/* Children of this process, dead ones included. */
static guint
count_children (void)
{
  g_autofree char *children = NULL;
  g_auto (GStrv) words = NULL;

  g_assert_true (g_file_get_contents ("/proc/thread-self/children", &children, NULL, NULL));
  words = g_strsplit (g_strstrip (children), " ", -1);
  return g_strv_length (words);
}

/* The host is dead, and nobody knows yet: to write to it must not end this process. */
static void
test_dies_unnoticed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *children = NULL;

  assert_signs (fixture);
  g_assert_true (g_file_get_contents ("/proc/thread-self/children", &children, NULL, NULL));
  for (char *next = children; *g_strchug (next) != '\0';)
    g_assert_cmpint (kill ((pid_t) strtol (next, &next, 10), SIGKILL), ==, 0);
  g_usleep (50 * 1000);

  assert_fails (fixture, DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_NONE);
  assert_signs (fixture);
}

#define N_RESTARTS 200

static void
test_restarts (Fixture *fixture, gconstpointer data)
{
  guint n_descriptors = 0;

  for (guint i = 0; i < N_RESTARTS; i++) {
    script (i % 2 == 0 ? "" : "sign=progress1,die");
    desk_ukey_restart (fixture->ukey);
    if (i % 2 == 0)
      assert_signs (fixture);
    else
      assert_fails (fixture, DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_MAYBE);
    if (i == N_RESTARTS / 10)
      n_descriptors = count_descriptors ();
  }

  while (count_children () > 1)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (count_descriptors (), <=, n_descriptors + 5);
}

#define ADD(name, data, function)                                                                  \
  g_test_add ("/ukey/process/" name, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("misbehaves", NULL, test_misbehaves);
  ADD ("talks-on", NULL, test_talks_on);
  ADD ("no-host", NULL, test_no_host);
  ADD ("no-module", NULL, test_no_module);
  ADD ("backs-off", NULL, test_backs_off);
  ADD ("goes-on-after-delay", NULL, test_goes_on_after_delay);
  ADD ("queue", NULL, test_queue);
  ADD ("cancel", NULL, test_cancel);
  ADD ("slow", NULL, test_slow);
  ADD ("long-request", NULL, test_long_request);
  ADD ("takes-nothing", NULL, test_takes_nothing);
  ADD ("long-pin", NULL, test_long_pin);
  ADD ("close-while-busy", NULL, test_close_while_busy);
  ADD ("lookout/login", "sign=progress1,hang", test_lookout);
  ADD ("lookout/sign", "sign=progress1,progress2,hang", test_lookout);
  ADD ("lookout/late", NULL, test_lookout_late);
  ADD ("lookout/unsure", NULL, test_lookout_unsure);
  ADD ("dies-unnoticed", NULL, test_dies_unnoticed);
  ADD ("restarts", NULL, test_restarts);
  return g_test_run ();
}
