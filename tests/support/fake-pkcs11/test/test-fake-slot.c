/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-fixture.h"

#include <string.h>

static CK_ULONG
count_slots (Fixture *fixture, CK_BBOOL only_present)
{
  CK_ULONG n_slots = 0;

  g_assert_cmphex (fixture->calls->C_GetSlotList (only_present, NULL, &n_slots), ==, CKR_OK);
  return n_slots;
}

static void
test_list (Fixture *fixture, gconstpointer unused)
{
  CK_SLOT_ID slots[2] = { 7, 7 };
  CK_ULONG n_slots = 1;

  desk_test_fake_ukey_add_slot (fixture->ukey, 1, "CertDesk Ukey");
  g_assert_cmpuint (count_slots (fixture, CK_TRUE), ==, 2);
  g_assert_cmphex (fixture->calls->C_GetSlotList (CK_TRUE, slots, &n_slots), ==,
                   CKR_BUFFER_TOO_SMALL);
  g_assert_cmpuint (n_slots, ==, 2);
  g_assert_cmphex (fixture->calls->C_GetSlotList (CK_TRUE, slots, &n_slots), ==, CKR_OK);
  g_assert_cmpuint (slots[0], ==, 0);
  g_assert_cmpuint (slots[1], ==, 1);
  g_assert_cmphex (fixture->calls->C_GetSlotList (CK_TRUE, NULL, NULL), ==, CKR_ARGUMENTS_BAD);
}

/* The same label twice: the serial tells them apart. */
static void
test_same_label (Fixture *fixture, gconstpointer unused)
{
  CK_TOKEN_INFO first;
  CK_TOKEN_INFO second;

  desk_test_fake_ukey_add_slot (fixture->ukey, 1, "CertDesk Ukey");
  g_assert_cmphex (fixture->calls->C_GetTokenInfo (0, &first), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_GetTokenInfo (1, &second), ==, CKR_OK);
  g_assert_cmpmem (first.label, sizeof first.label, second.label, sizeof second.label);
  g_assert_cmpint (memcmp (first.serialNumber, second.serialNumber, 16), !=, 0);
  g_assert_cmpmem (second.serialNumber, 16, "FAKE0001        ", 16);
}

static void
test_no_reader (Fixture *fixture, gconstpointer unused)
{
  CK_SLOT_INFO info;

  fake_fixture_set (fixture, "reader", "0");
  g_assert_cmpuint (count_slots (fixture, CK_FALSE), ==, 0);
  g_assert_cmphex (fixture->calls->C_GetSlotInfo (0, &info), ==, CKR_SLOT_ID_INVALID);
  g_assert_cmphex (fixture->calls->C_GetSlotInfo (9, &info), ==, CKR_SLOT_ID_INVALID);
}

static void
test_no_token (Fixture *fixture, gconstpointer unused)
{
  CK_SLOT_INFO slot;
  CK_TOKEN_INFO token;
  CK_SESSION_HANDLE session;

  desk_test_fake_ukey_remove (fixture->ukey, 0);
  g_assert_cmpuint (count_slots (fixture, CK_FALSE), ==, 1);
  g_assert_cmpuint (count_slots (fixture, CK_TRUE), ==, 0);
  g_assert_cmphex (fixture->calls->C_GetSlotInfo (0, &slot), ==, CKR_OK);
  g_assert_cmphex (slot.flags & CKF_TOKEN_PRESENT, ==, 0);
  g_assert_cmphex (fixture->calls->C_GetTokenInfo (0, &token), ==, CKR_TOKEN_NOT_PRESENT);
  g_assert_cmphex (fixture->calls->C_OpenSession (0, CKF_SERIAL_SESSION, NULL, NULL, &session), ==,
                   CKR_TOKEN_NOT_PRESENT);

  desk_test_fake_ukey_insert (fixture->ukey, 0);
  g_assert_cmpuint (count_slots (fixture, CK_TRUE), ==, 1);
}

static void
test_not_recognised (Fixture *fixture, gconstpointer unused)
{
  CK_TOKEN_INFO info;

  fake_fixture_set (fixture, "recognised", "0");
  g_assert_cmpuint (count_slots (fixture, CK_TRUE), ==, 1);
  g_assert_cmphex (fixture->calls->C_GetTokenInfo (0, &info), ==, CKR_TOKEN_NOT_RECOGNIZED);
}

static void
test_login_required (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmphex (fake_fixture_get_flags (fixture) & CKF_LOGIN_REQUIRED, !=, 0);
  fake_fixture_set (fixture, "login-required", "0");
  g_assert_cmphex (fake_fixture_get_flags (fixture) & CKF_LOGIN_REQUIRED, ==, 0);
}

static void
test_initialise (Fixture *fixture, gconstpointer unused)
{
  CK_UTF8CHAR label[33] = "New name                        ";
  CK_SESSION_HANDLE session;
  CK_TOKEN_INFO info;

  fake_fixture_set (fixture, "initialised", "0");
  g_assert_cmphex (fake_fixture_get_flags (fixture) & CKF_TOKEN_INITIALIZED, ==, 0);
  session = fake_fixture_open (fixture, 0);
  g_assert_cmphex (fixture->calls->C_Login (session, CKU_USER, PIN, LENGTH), ==,
                   CKR_USER_PIN_NOT_INITIALIZED);
  g_assert_cmphex (fixture->calls->C_InitToken (0, NEW_PIN, LENGTH, label), ==, CKR_SESSION_EXISTS);
  fixture->calls->C_CloseSession (session);

  g_assert_cmphex (fixture->calls->C_InitToken (0, NEW_PIN, LENGTH, label), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_GetTokenInfo (0, &info), ==, CKR_OK);
  g_assert_cmpmem (info.label, sizeof info.label, label, sizeof info.label);
  g_assert_cmphex (info.flags & CKF_TOKEN_INITIALIZED, !=, 0);
  g_assert_cmphex (info.flags & CKF_USER_PIN_INITIALIZED, ==, 0);

  /* Once it is initialised the SO PIN is asked for. */
  g_assert_cmphex (fixture->calls->C_InitToken (0, SO_PIN, SO_LENGTH, label), ==,
                   CKR_PIN_INCORRECT);

  session = fake_fixture_open (fixture, 0);
  g_assert_cmphex (fixture->calls->C_Login (session, CKU_SO, NEW_PIN, LENGTH), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_InitPIN (session, PIN, LENGTH), ==, CKR_OK);
  fixture->calls->C_Logout (session);
  g_assert_cmphex (fixture->calls->C_Login (session, CKU_USER, PIN, LENGTH), ==, CKR_OK);
  g_assert_cmpuint (fake_fixture_find (fixture, session, CKO_PRIVATE_KEY), ==, CK_INVALID_HANDLE);
}

/* Sessions die with the token and do not come back to life with it. */
static void
test_pull_out (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_log_in (fixture);
  CK_SESSION_INFO info;

  desk_test_fake_ukey_remove (fixture->ukey, 0);
  g_assert_cmphex (fixture->calls->C_GetSessionInfo (session, &info), ==, CKR_DEVICE_REMOVED);
  desk_test_fake_ukey_insert (fixture->ukey, 0);
  g_assert_cmphex (fixture->calls->C_GetSessionInfo (session, &info), ==,
                   CKR_SESSION_HANDLE_INVALID);
  g_assert_cmphex (fixture->calls->C_CloseSession (session), ==, CKR_SESSION_HANDLE_INVALID);

  session = fake_fixture_open (fixture, 0);
  g_assert_cmphex (fixture->calls->C_GetSessionInfo (session, &info), ==, CKR_OK);
  g_assert_cmpuint (info.state, ==, CKS_RW_PUBLIC_SESSION);
}

/* Nobody looked while it was out. */
static void
test_pull_out_quickly (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_log_in (fixture);
  CK_SESSION_INFO info;

  g_assert_cmphex (fixture->calls->C_GetSessionInfo (session, &info), ==, CKR_OK);
  g_assert_cmpuint (info.state, ==, CKS_RW_USER_FUNCTIONS);
  desk_test_fake_ukey_remove (fixture->ukey, 0);
  desk_test_fake_ukey_insert (fixture->ukey, 0);
  g_assert_cmphex (fixture->calls->C_GetSessionInfo (session, &info), ==,
                   CKR_SESSION_HANDLE_INVALID);
}

static void
test_mechanisms (Fixture *fixture, gconstpointer unused)
{
  CK_MECHANISM_TYPE types[8];
  CK_MECHANISM_INFO info;
  CK_ULONG n_types = 1;

  g_assert_cmphex (fixture->calls->C_GetMechanismList (0, types, &n_types), ==,
                   CKR_BUFFER_TOO_SMALL);
  g_assert_cmpuint (n_types, ==, 4);
  g_assert_cmphex (fixture->calls->C_GetMechanismInfo (0, CKM_ECDSA, &info), ==, CKR_OK);
  g_assert_cmpuint (info.ulMaxKeySize, ==, 256);

  fake_fixture_set (fixture, "p256", "0");
  g_assert_cmphex (fixture->calls->C_GetMechanismList (0, types, &n_types), ==, CKR_OK);
  g_assert_cmpuint (n_types, ==, 2);
  g_assert_cmphex (fixture->calls->C_GetMechanismInfo (0, CKM_ECDSA, &info), ==,
                   CKR_MECHANISM_INVALID);
}

static void
test_module_info (Fixture *fixture, gconstpointer unused)
{
  CK_SLOT_ID slot;
  CK_INFO info;

  desk_test_fake_ukey_set (fixture->ukey, "module", "manufacturer", "Somebody");
  g_assert_cmphex (fixture->calls->C_GetInfo (&info), ==, CKR_OK);
  g_assert_cmpmem (info.manufacturerID, 10, "Somebody  ", 10);
  g_assert_cmpuint (info.cryptokiVersion.major, ==, 2);
  g_assert_cmphex (fixture->calls->C_WaitForSlotEvent (0, &slot, NULL), ==,
                   CKR_FUNCTION_NOT_SUPPORTED);
  g_assert_cmphex (fixture->calls->C_SeedRandom (0, NULL, 0), ==, CKR_FUNCTION_NOT_SUPPORTED);
}

static void
test_arguments (Fixture *fixture, gconstpointer unused)
{
  CK_C_INITIALIZE_ARGS arguments = { .pReserved = (void *) "configdir='x'" };

  g_assert_cmphex (fixture->calls->C_Initialize (NULL), ==, CKR_CRYPTOKI_ALREADY_INITIALIZED);
  g_assert_cmphex (fixture->calls->C_Finalize (NULL), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_Finalize (NULL), ==, CKR_CRYPTOKI_NOT_INITIALIZED);
  desk_test_fake_ukey_set (fixture->ukey, "module", "arguments", "configdir='x'");
  g_assert_cmphex (fixture->calls->C_Initialize (NULL), ==, CKR_ARGUMENTS_BAD);
  g_assert_cmphex (fixture->calls->C_Initialize (&arguments), ==, CKR_OK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  FAKE_TEST_ADD ("slot/list", test_list);
  FAKE_TEST_ADD ("slot/same-label", test_same_label);
  FAKE_TEST_ADD ("slot/no-reader", test_no_reader);
  FAKE_TEST_ADD ("slot/no-token", test_no_token);
  FAKE_TEST_ADD ("slot/not-recognised", test_not_recognised);
  FAKE_TEST_ADD ("slot/login-required", test_login_required);
  FAKE_TEST_ADD ("slot/initialise", test_initialise);
  FAKE_TEST_ADD ("slot/pull-out", test_pull_out);
  FAKE_TEST_ADD ("slot/pull-out-quickly", test_pull_out_quickly);
  FAKE_TEST_ADD ("slot/mechanisms", test_mechanisms);
  FAKE_TEST_ADD ("slot/module-info", test_module_info);
  FAKE_TEST_ADD ("slot/arguments", test_arguments);

  return g_test_run ();
}
