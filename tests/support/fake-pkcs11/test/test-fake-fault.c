/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-fixture.h"

#include <stdlib.h>

static CK_RV
list_slots (Fixture *fixture)
{
  CK_ULONG n_slots = 0;

  return fixture->calls->C_GetSlotList (CK_TRUE, NULL, &n_slots);
}

static void
test_value (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);

  fake_fixture_set_fault (fixture, "C_Login", "rv:0x6");
  g_assert_cmphex (fixture->calls->C_Login (session, CKU_USER, WRONG_PIN, LENGTH), ==,
                   CKR_FUNCTION_FAILED);
  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==, 6);
  desk_test_fake_ukey_unset (fixture->ukey, "module", "C_Login");
  g_assert_cmphex (fixture->calls->C_Login (session, CKU_USER, PIN, LENGTH), ==, CKR_OK);
}

/* The token did what it was asked for; the answer was lost. */
static void
test_late_value (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);

  fake_fixture_set_fault (fixture, "C_Login", "late-rv:0x30");
  g_assert_cmphex (fixture->calls->C_Login (session, CKU_USER, WRONG_PIN, LENGTH), ==,
                   CKR_DEVICE_ERROR);
  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==, 5);
}

static void
test_initialize_and_finalize (Fixture *fixture, gconstpointer unused)
{
  fake_fixture_set_fault (fixture, "C_Finalize", "rv:0x5@1");
  g_assert_cmphex (fixture->calls->C_Finalize (NULL), ==, CKR_GENERAL_ERROR);
  g_assert_cmphex (fixture->calls->C_Finalize (NULL), ==, CKR_OK);
  fake_fixture_set_fault (fixture, "C_Initialize", "rv:0x30");
  g_assert_cmphex (fixture->calls->C_Initialize (NULL), ==, CKR_DEVICE_ERROR);
  fake_fixture_set_fault (fixture, "C_Initialize", "");
  g_assert_cmphex (fixture->calls->C_Initialize (NULL), ==, CKR_OK);
}

static void
test_count (Fixture *fixture, gconstpointer unused)
{
  fake_fixture_set_fault (fixture, "C_GetSlotList", "rv:0x5@2; rv:0x30@3");
  g_assert_cmphex (list_slots (fixture), ==, CKR_OK);
  g_assert_cmphex (list_slots (fixture), ==, CKR_GENERAL_ERROR);
  g_assert_cmphex (list_slots (fixture), ==, CKR_DEVICE_ERROR);
  g_assert_cmphex (list_slots (fixture), ==, CKR_OK);
}

/* Not again in the process that takes the place of the one that broke. */
static void
test_once (Fixture *fixture, gconstpointer unused)
{
  fake_fixture_set_fault (fixture, "C_GetSlotList", "rv:0x5@once");
  g_assert_cmphex (list_slots (fixture), ==, CKR_GENERAL_ERROR);
  g_assert_cmphex (list_slots (fixture), ==, CKR_OK);
  fake_fixture_set_fault (fixture, "C_GetSlotList", "rv:0x6@once");
  g_assert_cmphex (list_slots (fixture), ==, CKR_FUNCTION_FAILED);
}

static void
test_one_slot (Fixture *fixture, gconstpointer unused)
{
  CK_TOKEN_INFO info;

  desk_test_fake_ukey_add_slot (fixture->ukey, 1, "Another");
  desk_test_fake_ukey_set (fixture->ukey, "slot1", "C_GetTokenInfo", "rv:0x5@2");
  g_assert_cmphex (fixture->calls->C_GetTokenInfo (0, &info), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_GetTokenInfo (1, &info), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_GetTokenInfo (0, &info), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_GetTokenInfo (1, &info), ==, CKR_GENERAL_ERROR);

  desk_test_fake_ukey_set (fixture->ukey, "slot1", "C_GetTokenInfo", "late-rv:0x30");
  g_assert_cmphex (fixture->calls->C_GetTokenInfo (1, &info), ==, CKR_DEVICE_ERROR);
  g_assert_cmphex (fixture->calls->C_GetTokenInfo (0, &info), ==, CKR_OK);
}

static void
test_delay (Fixture *fixture, gconstpointer unused)
{
  gint64 start;

  fake_fixture_set_fault (fixture, "C_GetSlotList", "delay:200");
  start = g_get_monotonic_time ();
  g_assert_cmphex (list_slots (fixture), ==, CKR_OK);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 200 * 1000);
}

static gpointer
pull_out_soon (gpointer data)
{
  Fixture *fixture = data;

  g_usleep (100 * 1000);
  desk_test_fake_ukey_remove (fixture->ukey, 0);
  return NULL;
}

/* The PIN does not get to a token that goes away while the driver takes its time. */
static void
test_pull_out_during_delay (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);
  GThread *thread;

  desk_test_fake_ukey_set (fixture->ukey, "slot0", "C_Login", "delay:400");
  thread = g_thread_new ("hand", pull_out_soon, fixture);
  g_assert_cmphex (fixture->calls->C_Login (session, CKU_USER, WRONG_PIN, LENGTH), ==,
                   CKR_DEVICE_REMOVED);
  g_thread_join (thread);
  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==, 6);
}

/* Right before the call is served, and until the script is written again. */
static void
test_remove (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_log_in (fixture);
  uint8_t bytes[4];
  CK_TOKEN_INFO info;

  fake_fixture_set_fault (fixture, "C_GenerateRandom", "remove@2");
  g_assert_cmphex (fixture->calls->C_GenerateRandom (session, bytes, 4), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_GenerateRandom (session, bytes, 4), ==, CKR_DEVICE_REMOVED);
  g_assert_cmphex (fixture->calls->C_GenerateRandom (session, bytes, 4), ==, CKR_DEVICE_REMOVED);
  g_assert_cmphex (fixture->calls->C_GetTokenInfo (0, &info), ==, CKR_TOKEN_NOT_PRESENT);

  /* Another process sees the same. */
  fixture->calls->C_Finalize (NULL);
  g_assert_cmphex (fixture->calls->C_Initialize (NULL), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_GetTokenInfo (0, &info), ==, CKR_TOKEN_NOT_PRESENT);

  desk_test_fake_ukey_insert (fixture->ukey, 0);
  session = fake_fixture_log_in (fixture);
  g_assert_cmphex (fixture->calls->C_GenerateRandom (session, bytes, 4), ==, CKR_OK);
}

static void
test_remove_one (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE first = fake_fixture_log_in (fixture);
  CK_SESSION_HANDLE second;
  uint8_t bytes[4];

  desk_test_fake_ukey_add_slot (fixture->ukey, 1, "Another");
  second = fake_fixture_open (fixture, 1);
  desk_test_fake_ukey_set (fixture->ukey, "slot1", "C_GenerateRandom", "late-remove");
  g_assert_cmphex (fixture->calls->C_GenerateRandom (second, bytes, 4), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_GenerateRandom (second, bytes, 4), ==, CKR_DEVICE_REMOVED);
  g_assert_cmphex (fixture->calls->C_GenerateRandom (first, bytes, 4), ==, CKR_OK);
}

static void
test_print (Fixture *fixture, gconstpointer unused)
{
  if (g_test_subprocess ()) {
    desk_test_fake_ukey_set (fixture->ukey, "module", "print", "driver says hello");
    list_slots (fixture);
    return;
  }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*driver says hello*");
}

/* What ends the process, or would keep it for ever. */
static void
strike (Fixture *fixture, const char *fault)
{
  if (g_test_subprocess ()) {
    fake_fixture_set_fault (fixture, "C_GetSlotList", fault);
    list_slots (fixture);
    /* A broken heap is found out by whoever uses it next. */
    for (size_t i = 16; i < 4096; i += 16)
      g_free (g_malloc (i));
    return;
  }

  g_test_trap_subprocess (NULL, 2 * G_USEC_PER_SEC, 0);
  g_assert_false (g_test_trap_has_passed ());
}

static void
test_abort (Fixture *fixture, gconstpointer unused)
{
  strike (fixture, "abort");
}

static void
test_exit (Fixture *fixture, gconstpointer unused)
{
  strike (fixture, "exit");
}

static void
test_heap (Fixture *fixture, gconstpointer unused)
{
  strike (fixture, "heap");
}

static void
test_hang (Fixture *fixture, gconstpointer unused)
{
  strike (fixture, "hang");
  if (!g_test_subprocess ())
    g_assert_true (g_test_trap_reached_timeout ());
}

static void
test_load (Fixture *fixture, gconstpointer unused)
{
  if (g_test_subprocess ()) {
    fixture->calls->C_Finalize (NULL);
    g_module_close (fixture->library);
    fake_fixture_set_fault (fixture, "load", "abort");
    g_module_open (desk_test_fake_ukey_get_module (fixture->ukey), 0);
    exit (0);
  }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  FAKE_TEST_ADD ("fault/value", test_value);
  FAKE_TEST_ADD ("fault/late-value", test_late_value);
  FAKE_TEST_ADD ("fault/initialize-and-finalize", test_initialize_and_finalize);
  FAKE_TEST_ADD ("fault/count", test_count);
  FAKE_TEST_ADD ("fault/once", test_once);
  FAKE_TEST_ADD ("fault/one-slot", test_one_slot);
  FAKE_TEST_ADD ("fault/delay", test_delay);
  FAKE_TEST_ADD ("fault/pull-out-during-delay", test_pull_out_during_delay);
  FAKE_TEST_ADD ("fault/remove", test_remove);
  FAKE_TEST_ADD ("fault/remove-one", test_remove_one);
  FAKE_TEST_ADD ("fault/print", test_print);
  FAKE_TEST_ADD ("fault/load", test_load);
  FAKE_TEST_ADD ("fault/abort", test_abort);
  FAKE_TEST_ADD ("fault/exit", test_exit);
  FAKE_TEST_ADD ("fault/heap", test_heap);
  FAKE_TEST_ADD ("fault/hang", test_hang);

  return g_test_run ();
}
