/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-fixture.h"

void
fake_fixture_set_up (Fixture *fixture, gconstpointer unused)
{
  CK_C_GetFunctionList get_function_list;

  fixture->ukey = desk_test_fake_ukey_new ();
  desk_test_fake_ukey_set_environment (fixture->ukey);
  fixture->library = g_module_open (desk_test_fake_ukey_get_module (fixture->ukey), 0);
  g_assert_nonnull (fixture->library);
  g_assert_true (
      g_module_symbol (fixture->library, "C_GetFunctionList", (gpointer *) &get_function_list));
  g_assert_cmphex (get_function_list (&fixture->calls), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_Initialize (NULL), ==, CKR_OK);
}

void
fake_fixture_tear_down (Fixture *fixture, gconstpointer unused)
{
  fixture->calls->C_Finalize (NULL);
  g_module_close (fixture->library);
  desk_test_fake_ukey_free (fixture->ukey);
}

void
fake_fixture_set (Fixture *fixture, const char *key, const char *value)
{
  desk_test_fake_ukey_set_slot (fixture->ukey, key, value);
}

void
fake_fixture_set_fault (Fixture *fixture, const char *function, const char *fault)
{
  desk_test_fake_ukey_set (fixture->ukey, "module", function, fault);
}

CK_SESSION_HANDLE
fake_fixture_open (Fixture *fixture, CK_SLOT_ID slot)
{
  CK_SESSION_HANDLE session = 0;
  CK_RV rv = fixture->calls->C_OpenSession (slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL,
                                            &session);

  g_assert_cmphex (rv, ==, CKR_OK);
  return session;
}

CK_SESSION_HANDLE
fake_fixture_log_in (Fixture *fixture)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);

  g_assert_cmphex (fixture->calls->C_Login (session, CKU_USER, PIN, LENGTH), ==, CKR_OK);
  return session;
}

CK_FLAGS
fake_fixture_get_flags (Fixture *fixture)
{
  CK_TOKEN_INFO info;

  g_assert_cmphex (fixture->calls->C_GetTokenInfo (0, &info), ==, CKR_OK);
  return info.flags;
}

CK_OBJECT_HANDLE
fake_fixture_find (Fixture *fixture, CK_SESSION_HANDLE session, CK_OBJECT_CLASS class)
{
  CK_ATTRIBUTE wanted[] = { { CKA_CLASS, &class, sizeof class } };
  CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
  CK_ULONG n_found = 0;

  g_assert_cmphex (fixture->calls->C_FindObjectsInit (session, wanted, 1), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_FindObjects (session, &object, 1, &n_found), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_FindObjectsFinal (session), ==, CKR_OK);
  return n_found > 0 ? object : CK_INVALID_HANDLE;
}
