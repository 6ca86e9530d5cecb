/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* DeskUkey, the real host program and a driver that does everything a driver should not: each costs
 * the operation it was at, says what became of the PIN, and never holds up the main loop. */

#include "desk-test-async.h"
#include "desk-test-fake-ukey.h"
#include "desk-test-pki.h"
#include "desk-ukey-private.h"
#include "desk-x509.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define TICK_MS      5
#define YEAR_SECONDS (365 * 24 * 60 * 60)

typedef struct {
  DeskTestFakeUkey *fake;          /* owned */
  DeskClock *clock;                /* owned */
  DeskUkey *ukey;                  /* owned */
  DeskSecret *pin;                 /* owned */
  DeskKeyCertificate *certificate; /* owned */
  guint ticker;                    /* source */
  gint64 last_tick;                /* monotonic, µs */
  gint64 longest_gap;              /* µs */
} Fixture;

static gboolean
on_tick (gpointer user_data)
{
  Fixture *fixture = user_data;
  gint64 now = g_get_monotonic_time ();

  fixture->longest_gap = MAX (fixture->longest_gap, now - fixture->last_tick);
  fixture->last_tick = now;
  return G_SOURCE_CONTINUE;
}

static void
certify (Fixture *fixture)
{
  g_autoptr (DeskTestIdentity) authority = desk_test_identity_new (
      &(DeskTestProfile){ .name = "Root", .is_ca = TRUE, .key_usage = DESK_TEST_CA });
  gint64 now = desk_clock_now_seconds (fixture->clock);
  g_autoptr (DeskTestIdentity) identity = desk_test_identity_new (
      &(DeskTestProfile){ .name = "张三",
                          .issuer = authority,
                          .key_usage = DESK_TEST_SIGNER,
                          .subject_key = desk_test_fake_ukey_get_key (fixture->fake),
                          .not_before = now - 60,
                          .not_after = now + YEAR_SECONDS });

  desk_test_fake_ukey_add_certificate (fixture->fake, 0, identity->certificate);
}

static DeskUkeyScan *
scan (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DeskUkeyScan *found;

  desk_ukey_scan_async (fixture->ukey, FALSE, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  found = desk_ukey_scan_finish (fixture->ukey, result, &error);
  g_assert_no_error (error);
  return found;
}

static void
assert_scan (Fixture *fixture, DeskKeyState state)
{
  g_autoptr (DeskUkeyScan) found = scan (fixture);

  g_assert_cmpstr (desk_key_state_get_nick (found->state), ==, desk_key_state_get_nick (state));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyModule) module = NULL;
  g_autoptr (DeskUkeyScan) found = NULL;

  fixture->fake = desk_test_fake_ukey_new ();
  desk_test_fake_ukey_set_environment (fixture->fake);
  module = desk_ukey_module_new (DESK_UKEY_MODULE_OPTION, NULL,
                                 desk_test_fake_ukey_get_module (fixture->fake), NULL);
  fixture->clock = desk_clock_new_system ();
  fixture->pin = desk_secret_new_from_string (DESK_TEST_FAKE_UKEY_PIN);
  fixture->ukey = desk_ukey_new (module, fixture->clock);

  certify (fixture);
  found = scan (fixture);
  g_assert_cmpint (found->state, ==, DESK_KEY_STATE_READY);
  fixture->certificate = g_object_ref (g_ptr_array_index (found->certificates, 0));
  fixture->last_tick = g_get_monotonic_time ();
  fixture->ticker = g_timeout_add (TICK_MS, on_tick, fixture);
}

static guint
count_children (void)
{
  g_autofree char *children = NULL;
  g_auto (GStrv) words = NULL;

  g_assert_true (g_file_get_contents ("/proc/thread-self/children", &children, NULL, NULL));
  words = g_strsplit (g_strstrip (children), " ", -1);
  return *children != '\0' ? g_strv_length (words) : 0;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_ukey_close (fixture->ukey);
  while (count_children () > 0)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("longest gap of the main loop: %.1f ms",
                  (double) (fixture->longest_gap - TICK_MS * 1000) / 1000);

  g_source_remove (fixture->ticker);
  g_assert_finalize_object (fixture->ukey);
  g_object_unref (fixture->certificate);
  g_object_unref (fixture->clock);
  desk_secret_unref (fixture->pin);
  desk_test_fake_ukey_free (fixture->fake);
}

static void
set_fault (Fixture *fixture, const char *function, const char *fault)
{
  desk_test_fake_ukey_set (fixture->fake, "module", function, fault);
}

static void
clear_fault (Fixture *fixture, const char *function)
{
  desk_test_fake_ukey_unset (fixture->fake, "module", function);
}

static void
start_signing (Fixture *fixture, GAsyncResult **result)
{
  static const uint8_t digest[32];

  desk_ukey_sign_async (fixture->ukey, fixture->certificate, fixture->pin, digest, NULL,
                        desk_test_async_ready, result);
}

static void
assert_signs (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  start_signing (fixture, &result);
  desk_test_async_wait (&result);
  g_bytes_unref (desk_ukey_sign_finish (fixture->ukey, result, &error));
  g_assert_no_error (error);
}

static void
assert_failed (Fixture *fixture, GAsyncResult **result, DeskKeyState state, DeskPinUse pin_use)
{
  g_autoptr (GError) error = NULL;

  desk_test_async_wait (result);
  g_assert_null (desk_ukey_sign_finish (fixture->ukey, *result, &error));
  g_assert_error (error, DESK_KEY_ERROR, (int) state);
  g_assert_cmpint (desk_key_error_get_pin_use (error), ==, pin_use);
}

typedef struct {
  const char *function;
  const char *fault;
  DeskKeyState state;
  DeskPinUse pin_use;
} FaultCase;

#define HANGS   DESK_KEY_STATE_MODULE_HANGS
#define CRASHED DESK_KEY_STATE_MODULE_CRASHED

static const FaultCase fault_cases[] = {
  { "C_Initialize", "hang", HANGS, DESK_PIN_USE_NONE },
  { "C_Initialize", "abort", CRASHED, DESK_PIN_USE_NONE },
  { "C_GetSlotList", "hang", HANGS, DESK_PIN_USE_NONE },
  { "C_GetSlotList", "abort", CRASHED, DESK_PIN_USE_NONE },
  { "C_GetTokenInfo", "hang", HANGS, DESK_PIN_USE_NONE },
  { "C_OpenSession", "hang", HANGS, DESK_PIN_USE_NONE },
  { "C_OpenSession", "exit", CRASHED, DESK_PIN_USE_NONE },
  { "C_Login", "hang", HANGS, DESK_PIN_USE_MAYBE },
  { "C_Login", "abort", CRASHED, DESK_PIN_USE_MAYBE },
  { "C_Login", "exit", CRASHED, DESK_PIN_USE_MAYBE },
  { "C_Login", "late-abort", CRASHED, DESK_PIN_USE_MAYBE },
  { "C_FindObjectsInit", "abort", CRASHED, DESK_PIN_USE_ACCEPTED },
  { "C_SignInit", "exit", CRASHED, DESK_PIN_USE_ACCEPTED },
  { "C_Sign", "hang", HANGS, DESK_PIN_USE_ACCEPTED },
  { "C_Sign", "abort", CRASHED, DESK_PIN_USE_ACCEPTED },
  { "C_Sign", "exit", CRASHED, DESK_PIN_USE_ACCEPTED },
  { "C_Sign", "late-exit", CRASHED, DESK_PIN_USE_ACCEPTED },
  { "C_Logout", "hang", HANGS, DESK_PIN_USE_ACCEPTED },
  { "C_CloseSession", "abort", CRASHED, DESK_PIN_USE_ACCEPTED },
};

static void
test_fault (Fixture *fixture, gconstpointer data)
{
  const FaultCase *row = data;
  g_autoptr (GAsyncResult) result = NULL;

  set_fault (fixture, row->function, row->fault);
  desk_ukey_restart (fixture->ukey);
  if (row->state == HANGS) {
    desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_OPEN, 500);
    desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_SIGN, 500);
  }
  start_signing (fixture, &result);
  assert_failed (fixture, &result, row->state, row->pin_use);

  clear_fault (fixture, row->function);
  desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_OPEN, 30000);
  desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_SIGN, 30000);
  assert_signs (fixture);
  assert_scan (fixture, DESK_KEY_STATE_READY);
}

/* What a scan meets is a state. */
static void
test_fault_of_scan (Fixture *fixture, gconstpointer data)
{
  desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_SCAN, 500);
  set_fault (fixture, "C_GetSlotList", "hang");
  assert_scan (fixture, HANGS);
  assert_scan (fixture, HANGS);
  clear_fault (fixture, "C_GetSlotList");
  assert_signs (fixture);

  set_fault (fixture, "C_GetSlotList", "abort");
  assert_scan (fixture, CRASHED);
  clear_fault (fixture, "C_GetSlotList");
  assert_signs (fixture);
  assert_scan (fixture, DESK_KEY_STATE_READY);
}

/* A heap that is spoilt shows now, later or never; whatever it is, the next operation but one is
 * fine. */
static void
test_spoils_heap (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) signature = NULL;

  set_fault (fixture, "C_Sign", "heap");
  start_signing (fixture, &result);
  desk_test_async_wait (&result);
  signature = desk_ukey_sign_finish (fixture->ukey, result, &error);
  if (signature == NULL)
    g_assert_error (error, DESK_KEY_ERROR, (int) CRASHED);

  clear_fault (fixture, "C_Sign");
  g_clear_object (&result);
  start_signing (fixture, &result);
  desk_test_async_wait (&result);
  g_clear_pointer (&signature, g_bytes_unref);
  g_clear_error (&error);
  signature = desk_ukey_sign_finish (fixture->ukey, result, &error);
  assert_signs (fixture);
}

/* A module that does not end is not waited for, and its process does not stay. */
static void
test_finalize_hangs (Fixture *fixture, gconstpointer data)
{
  set_fault (fixture, "C_Finalize", "hang");
  desk_ukey_restart (fixture->ukey);
  assert_signs (fixture);
  while (count_children () > 1)
    g_main_context_iteration (NULL, TRUE);
}

/* Drivers print; that is no answer. */
static void
test_prints (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set (fixture->fake, "module", "print", "a driver at work");
  desk_ukey_restart (fixture->ukey);
  assert_signs (fixture);
  assert_scan (fixture, DESK_KEY_STATE_READY);
}

static void
run_for (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_phase (Fixture *fixture, DeskUkeyPhase phase)
{
  while (desk_ukey_get_phase (fixture->ukey) != phase)
    g_main_context_iteration (NULL, TRUE);
}

typedef struct {
  const char *function;
  const char *fault;
  DeskUkeyPhase phase;
  DeskPinUse pin_use;
} PhaseCase;

static const PhaseCase removal_cases[] = {
  { "C_Login", "delay:30000", DESK_UKEY_PHASE_LOGIN, DESK_PIN_USE_MAYBE },
  { "C_Login", "hang", DESK_UKEY_PHASE_LOGIN, DESK_PIN_USE_MAYBE },
  { "C_Sign", "hang", DESK_UKEY_PHASE_WORKING, DESK_PIN_USE_ACCEPTED },
};

/* Pulled out at once, and after the other process looked already. It is back in the next moment,
 * and the same certificate signs. */
static void
test_removed (Fixture *fixture, gconstpointer data)
{
  static const guint waits_ms[] = { 0, 1600 };
  const PhaseCase *row = data;

  for (size_t i = 0; i < G_N_ELEMENTS (waits_ms); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    gint64 begin;

    set_fault (fixture, row->function, row->fault);
    start_signing (fixture, &result);
    wait_for_phase (fixture, row->phase);
    run_for (waits_ms[i]);
    g_assert_null (result);

    desk_test_fake_ukey_remove (fixture->fake, 0);
    begin = g_get_monotonic_time ();
    assert_failed (fixture, &result, DESK_KEY_STATE_REMOVED, row->pin_use);
    g_test_message ("told after %.0f ms", (double) (g_get_monotonic_time () - begin) / 1000);

    desk_test_fake_ukey_insert (fixture->fake, 0);
    clear_fault (fixture, row->function);
    assert_signs (fixture);
  }
}

/* A driver that notices tells it itself. */
static void
test_removed_and_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  set_fault (fixture, "C_Sign", "remove");
  start_signing (fixture, &result);
  assert_failed (fixture, &result, DESK_KEY_STATE_REMOVED, DESK_PIN_USE_ACCEPTED);
  clear_fault (fixture, "C_Sign");
  assert_signs (fixture);
}

/* Out and in again between two looks: nothing is lost. */
static void
test_replugged (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 5; i++) {
    desk_test_fake_ukey_remove (fixture->fake, 0);
    if (i % 2 == 0)
      assert_scan (fixture, DESK_KEY_STATE_ABSENT);
    desk_test_fake_ukey_insert (fixture->fake, 0);
    assert_scan (fixture, DESK_KEY_STATE_READY);
    assert_signs (fixture);
  }
}

/* In the middle of a hanging operation: the key is there, so nothing is concluded. */
static void
test_replugged_while_hanging (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  set_fault (fixture, "C_Login", "hang");
  desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_SLOW, 100);
  desk_ukey_set_timeout (fixture->ukey, DESK_UKEY_TIMEOUT_SIGN, 1500);
  start_signing (fixture, &result);
  wait_for_phase (fixture, DESK_UKEY_PHASE_LOGIN);
  desk_test_fake_ukey_remove (fixture->fake, 0);
  desk_test_fake_ukey_insert (fixture->fake, 0);
  assert_failed (fixture, &result, HANGS, DESK_PIN_USE_MAYBE);
}

static void
kill_children (void)
{
  g_autofree char *children = NULL;
  g_auto (GStrv) words = NULL;

  g_assert_true (g_file_get_contents ("/proc/thread-self/children", &children, NULL, NULL));
  words = g_strsplit (g_strstrip (children), " ", -1);
  for (size_t i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_assert_cmpint (kill ((pid_t) atoi (words[i]), SIGKILL), ==, 0);
}

static const PhaseCase kill_cases[] = {
  { "C_Initialize", "delay:20000", DESK_UKEY_PHASE_OPENING, DESK_PIN_USE_NONE },
  { "C_OpenSession", "delay:20000", DESK_UKEY_PHASE_OPENING, DESK_PIN_USE_NONE },
  { "C_Login", "delay:20000", DESK_UKEY_PHASE_LOGIN, DESK_PIN_USE_MAYBE },
  { "C_Sign", "delay:20000", DESK_UKEY_PHASE_WORKING, DESK_PIN_USE_ACCEPTED },
};

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  const PhaseCase *row = data;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 begin;

  set_fault (fixture, row->function, row->fault);
  desk_ukey_restart (fixture->ukey);
  start_signing (fixture, &result);
  wait_for_phase (fixture, row->phase);
  run_for (500);
  kill_children ();
  begin = g_get_monotonic_time ();
  assert_failed (fixture, &result, CRASHED, row->pin_use);
  g_test_message ("told after %.1f ms", (double) (g_get_monotonic_time () - begin) / 1000);

  clear_fault (fixture, row->function);
  assert_signs (fixture);
}

/* Between two operations nobody is told; the next one has a new process. */
static void
test_killed_while_idle (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 3; i++) {
    kill_children ();
    while (count_children () > 0)
      g_main_context_iteration (NULL, TRUE);
    run_for (20);
    assert_signs (fixture);
  }
}

#define ADD(name, data, function)                                                                  \
  g_test_add ("/ukey/faults/" name, Fixture, data, set_up, function, tear_down)

static void
add_case (const char *group,
          const char *function,
          const char *fault,
          gconstpointer row,
          void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *name = g_strdup_printf ("/ukey/faults/%s/%s/%s", group, function, fault);

  g_test_add (name, Fixture, row, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    add_case ("fault", fault_cases[i].function, fault_cases[i].fault, &fault_cases[i], test_fault);
  for (size_t i = 0; i < G_N_ELEMENTS (removal_cases); i++)
    add_case ("removed", removal_cases[i].function, removal_cases[i].fault, &removal_cases[i],
              test_removed);
  for (size_t i = 0; i < G_N_ELEMENTS (kill_cases); i++)
    add_case ("killed", kill_cases[i].function, kill_cases[i].fault, &kill_cases[i], test_killed);
  ADD ("fault-of-scan", NULL, test_fault_of_scan);
  ADD ("spoils-heap", NULL, test_spoils_heap);
  ADD ("finalize-hangs", NULL, test_finalize_hangs);
  ADD ("prints", NULL, test_prints);
  ADD ("removed-and-told", NULL, test_removed_and_told);
  ADD ("replugged", NULL, test_replugged);
  ADD ("replugged-while-hanging", NULL, test_replugged_while_hanging);
  ADD ("killed-while-idle", NULL, test_killed_while_idle);
  return g_test_run ();
}
