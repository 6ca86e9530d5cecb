/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-fixture.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_PROCESSES 4
#define N_LOGINS    25 /* of each */

#define COUNT_FLAGS (CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED)

static CK_RV
log_in (Fixture *fixture, CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR *pin)
{
  CK_ULONG length = pin != NULL ? strlen ((const char *) pin) : 0;

  return fixture->calls->C_Login (session, user, pin, length);
}

/* Each wrong PIN says more, the sixth locks. */
static void
test_count (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);

  g_assert_cmphex (fake_fixture_get_flags (fixture) & COUNT_FLAGS, ==, 0);
  for (guint left = 5; left > 0; left--) {
    g_assert_cmphex (log_in (fixture, session, CKU_USER, WRONG_PIN), ==, CKR_PIN_INCORRECT);
    g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==, left);
    g_assert_cmphex (fake_fixture_get_flags (fixture) & COUNT_FLAGS, ==,
                     CKF_USER_PIN_COUNT_LOW | (left == 1 ? CKF_USER_PIN_FINAL_TRY : 0));
  }

  g_assert_cmphex (log_in (fixture, session, CKU_USER, WRONG_PIN), ==, CKR_PIN_LOCKED);
  g_assert_cmphex (fake_fixture_get_flags (fixture) & COUNT_FLAGS, ==, CKF_USER_PIN_LOCKED);
  g_assert_cmphex (log_in (fixture, session, CKU_USER, PIN), ==, CKR_PIN_LOCKED);

  /* What is left stands in the script as well: put it back there. */
  fake_fixture_set (fixture, "tries-left", "2");
  g_assert_cmphex (log_in (fixture, session, CKU_USER, PIN), ==, CKR_OK);
  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==, 6);
}

static void
test_hidden_count (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);

  fake_fixture_set (fixture, "count-flags", "0");
  fake_fixture_set (fixture, "tries", "1");
  g_assert_cmphex (log_in (fixture, session, CKU_USER, WRONG_PIN), ==, CKR_PIN_LOCKED);
  g_assert_cmphex (fake_fixture_get_flags (fixture) & COUNT_FLAGS, ==, 0);
}

static void
test_other_error_for_wrong_pin (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);

  fake_fixture_set (fixture, "wrong-pin-rv", "0x5");
  g_assert_cmphex (log_in (fixture, session, CKU_USER, WRONG_PIN), ==, CKR_GENERAL_ERROR);
  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==, 5);
  g_assert_cmphex (log_in (fixture, session, CKU_USER, PIN), ==, CKR_OK);
}

/* Two programs share the counter. */
static void
test_counter_is_kept (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);

  g_assert_cmphex (log_in (fixture, session, CKU_USER, WRONG_PIN), ==, CKR_PIN_INCORRECT);
  g_assert_cmphex (fixture->calls->C_Finalize (NULL), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_Initialize (NULL), ==, CKR_OK);
  session = fake_fixture_open (fixture, 0);
  g_assert_cmphex (log_in (fixture, session, CKU_USER, WRONG_PIN), ==, CKR_PIN_INCORRECT);
  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==, 4);
}

/* ...also at the same time: no try gets lost. */
static void
test_counter_is_shared (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);

  fake_fixture_set (fixture, "tries", "1000");
  for (guint i = 0; i < N_PROCESSES; i++)
    if (fork () == 0) {
      for (guint k = 0; k < N_LOGINS; k++)
        log_in (fixture, session, CKU_USER, WRONG_PIN);
      _exit (0);
    }
  while (wait (NULL) > 0)
    ;

  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==,
                    1000 - N_PROCESSES * N_LOGINS);
}

static void
test_log_in_twice (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_log_in (fixture);
  CK_SESSION_HANDLE other = fake_fixture_open (fixture, 0);

  g_assert_cmphex (log_in (fixture, other, CKU_USER, PIN), ==, CKR_USER_ALREADY_LOGGED_IN);
  g_assert_cmphex (log_in (fixture, other, CKU_SO, SO_PIN), ==, CKR_USER_ANOTHER_ALREADY_LOGGED_IN);
  g_assert_cmphex (fixture->calls->C_Logout (session), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_Logout (session), ==, CKR_USER_NOT_LOGGED_IN);
  g_assert_cmphex (log_in (fixture, session, 77, PIN), ==, CKR_USER_TYPE_INVALID);

  /* The last session takes the login along. */
  g_assert_cmphex (log_in (fixture, session, CKU_USER, PIN), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_CloseAllSessions (0), ==, CKR_OK);
  session = fake_fixture_open (fixture, 0);
  g_assert_cmphex (fixture->calls->C_Logout (session), ==, CKR_USER_NOT_LOGGED_IN);
}

static void
test_change (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);
  CK_SESSION_HANDLE reading = 0;

  g_assert_cmphex (fixture->calls->C_SetPIN (session, WRONG_PIN, LENGTH, NEW_PIN, LENGTH), ==,
                   CKR_PIN_INCORRECT);
  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==, 5);
  g_assert_cmphex (fixture->calls->C_SetPIN (session, PIN, LENGTH, NEW_PIN, 5), ==,
                   CKR_PIN_LEN_RANGE);
  g_assert_cmphex (fixture->calls->C_SetPIN (session, PIN, LENGTH, NEW_PIN, LENGTH), ==, CKR_OK);
  g_assert_cmphex (log_in (fixture, session, CKU_USER, PIN), ==, CKR_PIN_INCORRECT);
  g_assert_cmphex (log_in (fixture, session, CKU_USER, NEW_PIN), ==, CKR_OK);

  fixture->calls->C_OpenSession (0, CKF_SERIAL_SESSION, NULL, NULL, &reading);
  g_assert_cmphex (fixture->calls->C_SetPIN (reading, NEW_PIN, LENGTH, PIN, LENGTH), ==,
                   CKR_SESSION_READ_ONLY);

  /* The script has the last word again when it says something else. */
  fake_fixture_set (fixture, "pin", "222222");
  fixture->calls->C_Logout (session);
  g_assert_cmphex (log_in (fixture, session, CKU_USER, WRONG_PIN), ==, CKR_OK);
}

static void
test_length (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);
  CK_TOKEN_INFO info;

  fake_fixture_set (fixture, "min-pin", "4");
  fake_fixture_set (fixture, "max-pin", "8");
  g_assert_cmphex (fixture->calls->C_GetTokenInfo (0, &info), ==, CKR_OK);
  g_assert_cmpuint (info.ulMinPinLen, ==, 4);
  g_assert_cmpuint (info.ulMaxPinLen, ==, 8);
  g_assert_cmphex (fixture->calls->C_Login (session, CKU_USER, PIN, 3), ==, CKR_PIN_INCORRECT);
  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==, 5);
}

static void
test_first_pin (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);

  fake_fixture_set (fixture, "first-pin", "1");
  g_assert_cmphex (fake_fixture_get_flags (fixture) & CKF_USER_PIN_INITIALIZED, ==, 0);
  g_assert_cmphex (log_in (fixture, session, CKU_USER, PIN), ==, CKR_USER_PIN_NOT_INITIALIZED);
  g_assert_cmphex (fixture->calls->C_InitPIN (session, NEW_PIN, LENGTH), ==,
                   CKR_USER_NOT_LOGGED_IN);

  g_assert_cmphex (log_in (fixture, session, CKU_SO, SO_PIN), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_InitPIN (session, NEW_PIN, 3), ==, CKR_PIN_LEN_RANGE);
  g_assert_cmphex (fixture->calls->C_InitPIN (session, NEW_PIN, LENGTH), ==, CKR_OK);
  fixture->calls->C_Logout (session);
  g_assert_cmphex (fake_fixture_get_flags (fixture) & CKF_USER_PIN_INITIALIZED, !=, 0);
  g_assert_cmphex (log_in (fixture, session, CKU_USER, NEW_PIN), ==, CKR_OK);
}

static void
test_must_change (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);

  fake_fixture_set (fixture, "must-change", "1");
  g_assert_cmphex (fake_fixture_get_flags (fixture) & CKF_USER_PIN_TO_BE_CHANGED, !=, 0);
  g_assert_cmphex (log_in (fixture, session, CKU_USER, PIN), ==, CKR_OK);
  fixture->calls->C_Logout (session);

  fake_fixture_set (fixture, "must-change", "expired");
  g_assert_cmphex (log_in (fixture, session, CKU_USER, PIN), ==, CKR_PIN_EXPIRED);
  g_assert_cmphex (fixture->calls->C_SetPIN (session, PIN, LENGTH, NEW_PIN, LENGTH), ==, CKR_OK);
  g_assert_cmphex (fake_fixture_get_flags (fixture) & CKF_USER_PIN_TO_BE_CHANGED, ==, 0);
  g_assert_cmphex (log_in (fixture, session, CKU_USER, NEW_PIN), ==, CKR_OK);
}

static void
test_unblock (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);
  CK_SESSION_HANDLE reading = 0;

  fake_fixture_set (fixture, "tries-left", "0");
  g_assert_cmphex (log_in (fixture, session, CKU_USER, PIN), ==, CKR_PIN_LOCKED);
  fixture->calls->C_OpenSession (0, CKF_SERIAL_SESSION, NULL, NULL, &reading);
  g_assert_cmphex (log_in (fixture, session, CKU_SO, SO_PIN), ==, CKR_SESSION_READ_ONLY_EXISTS);
  fixture->calls->C_CloseSession (reading);

  g_assert_cmphex (log_in (fixture, session, CKU_SO, SO_PIN), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_OpenSession (0, CKF_SERIAL_SESSION, NULL, NULL, &reading), ==,
                   CKR_SESSION_READ_WRITE_SO_EXISTS);
  g_assert_cmphex (fixture->calls->C_InitPIN (session, NEW_PIN, LENGTH), ==, CKR_OK);
  fixture->calls->C_Logout (session);
  g_assert_cmphex (log_in (fixture, session, CKU_USER, NEW_PIN), ==, CKR_OK);
  g_assert_cmphex (fake_fixture_get_flags (fixture) & COUNT_FLAGS, ==, 0);
}

static CK_RV
unblock (Fixture *fixture, CK_SESSION_HANDLE session, CK_UTF8CHAR *code)
{
  return fixture->calls->C_SetPIN (session, code, LENGTH, NEW_PIN, LENGTH);
}

/* A PUK is taken only while nobody is logged in, and has a counter of its own. */
static void
test_puk (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);

  fake_fixture_set (fixture, "puk", "222222");
  fake_fixture_set (fixture, "tries-left", "0");
  g_assert_cmphex (unblock (fixture, session, PIN), ==, CKR_PIN_INCORRECT);
  g_assert_cmphex (unblock (fixture, session, WRONG_PIN), ==, CKR_OK);
  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==, 6);
  g_assert_cmphex (log_in (fixture, session, CKU_USER, NEW_PIN), ==, CKR_OK);
  g_assert_cmphex (unblock (fixture, session, WRONG_PIN), ==, CKR_PIN_INCORRECT);
  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==, 5);

  fixture->calls->C_Logout (session);
  fake_fixture_set (fixture, "puk-tries-left", "1");
  g_assert_cmphex (unblock (fixture, session, PIN), ==, CKR_PIN_LOCKED);
  g_assert_cmphex (unblock (fixture, session, WRONG_PIN), ==, CKR_PIN_LOCKED);
}

static void
test_so_count (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);

  fake_fixture_set (fixture, "so-tries", "2");
  g_assert_cmphex (log_in (fixture, session, CKU_SO, WRONG_PIN), ==, CKR_PIN_INCORRECT);
  g_assert_cmphex (fake_fixture_get_flags (fixture) & CKF_SO_PIN_FINAL_TRY, !=, 0);
  g_assert_cmphex (log_in (fixture, session, CKU_SO, WRONG_PIN), ==, CKR_PIN_LOCKED);
  g_assert_cmphex (fake_fixture_get_flags (fixture) & CKF_SO_PIN_LOCKED, !=, 0);
  g_assert_cmphex (log_in (fixture, session, CKU_SO, SO_PIN), ==, CKR_PIN_LOCKED);
}

static void
test_so_changes_own (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);

  g_assert_cmphex (log_in (fixture, session, CKU_SO, SO_PIN), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_SetPIN (session, SO_PIN, SO_LENGTH, NEW_PIN, LENGTH), ==,
                   CKR_OK);
  fixture->calls->C_Logout (session);
  g_assert_cmphex (fixture->calls->C_Login (session, CKU_SO, NEW_PIN, LENGTH), ==, CKR_OK);
  fixture->calls->C_Logout (session);
  g_assert_cmphex (log_in (fixture, session, CKU_USER, PIN), ==, CKR_OK);
}

static void
test_protected_path (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);

  g_assert_cmphex (log_in (fixture, session, CKU_USER, NULL), ==, CKR_PIN_INCORRECT);
  g_assert_cmphex (fixture->calls->C_SetPIN (session, NULL, 0, NULL, 0), ==, CKR_ARGUMENTS_BAD);

  fake_fixture_set (fixture, "protected-path", "cancel");
  g_assert_cmphex (log_in (fixture, session, CKU_USER, NULL), ==, CKR_FUNCTION_CANCELED);
  fake_fixture_set (fixture, "protected-path", "1");
  g_assert_cmphex (fake_fixture_get_flags (fixture) & CKF_PROTECTED_AUTHENTICATION_PATH, !=, 0);
  g_assert_cmphex (log_in (fixture, session, CKU_USER, NULL), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_SetPIN (session, NULL, 0, NULL, 0), ==, CKR_OK);

  fixture->calls->C_Logout (session);
  fake_fixture_set (fixture, "tries-left", "0");
  g_assert_cmphex (log_in (fixture, session, CKU_USER, NULL), ==, CKR_PIN_LOCKED);
}

static void
test_busy (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);
  CK_SESSION_HANDLE other;

  fake_fixture_set (fixture, "busy", "session");
  g_assert_cmphex (fixture->calls->C_OpenSession (0, CKF_SERIAL_SESSION, NULL, NULL, &other), ==,
                   CKR_SESSION_COUNT);
  fake_fixture_set (fixture, "busy", "login");
  g_assert_cmphex (log_in (fixture, session, CKU_USER, PIN), ==,
                   CKR_USER_ANOTHER_ALREADY_LOGGED_IN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  FAKE_TEST_ADD ("pin/count", test_count);
  FAKE_TEST_ADD ("pin/hidden-count", test_hidden_count);
  FAKE_TEST_ADD ("pin/other-error-for-wrong-pin", test_other_error_for_wrong_pin);
  FAKE_TEST_ADD ("pin/counter-is-kept", test_counter_is_kept);
  FAKE_TEST_ADD ("pin/counter-is-shared", test_counter_is_shared);
  FAKE_TEST_ADD ("pin/log-in-twice", test_log_in_twice);
  FAKE_TEST_ADD ("pin/change", test_change);
  FAKE_TEST_ADD ("pin/length", test_length);
  FAKE_TEST_ADD ("pin/first-pin", test_first_pin);
  FAKE_TEST_ADD ("pin/must-change", test_must_change);
  FAKE_TEST_ADD ("pin/unblock", test_unblock);
  FAKE_TEST_ADD ("pin/puk", test_puk);
  FAKE_TEST_ADD ("pin/so-count", test_so_count);
  FAKE_TEST_ADD ("pin/so-changes-own", test_so_changes_own);
  FAKE_TEST_ADD ("pin/protected-path", test_protected_path);
  FAKE_TEST_ADD ("pin/busy", test_busy);

  return g_test_run ();
}
