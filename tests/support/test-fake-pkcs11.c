/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-fake-ukey.h"

#include <gmodule.h>
#include <p11-kit/pkcs11.h>
#include <string.h>

#define PIN       ((CK_UTF8CHAR *) "111111")
#define WRONG_PIN ((CK_UTF8CHAR *) "222222")

typedef struct {
  DeskTestFakeUkey *ukey;    /* owned */
  GModule *library;          /* owned */
  CK_FUNCTION_LIST *calls;   /* borrowed from the library */
  CK_SESSION_HANDLE session; /* 0: none */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
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

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  fixture->calls->C_Finalize (NULL);
  g_module_close (fixture->library);
  desk_test_fake_ukey_free (fixture->ukey);
}

static CK_SESSION_HANDLE
open_session (Fixture *fixture, CK_SLOT_ID slot)
{
  CK_SESSION_HANDLE session = 0;

  g_assert_cmphex (fixture->calls->C_OpenSession (slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL,
                                                  NULL, &session),
                   ==, CKR_OK);
  return session;
}

static CK_FLAGS
get_flags (Fixture *fixture)
{
  CK_TOKEN_INFO info;

  g_assert_cmphex (fixture->calls->C_GetTokenInfo (0, &info), ==, CKR_OK);
  return info.flags;
}

static void
test_wrong_pin (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = open_session (fixture, 0);

  g_assert_cmphex (fixture->calls->C_Login (session, CKU_USER, WRONG_PIN, 6), ==,
                   CKR_PIN_INCORRECT);
  g_assert_cmphex (get_flags (fixture) & CKF_USER_PIN_COUNT_LOW, !=, 0);
  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==, 5);
  g_assert_cmphex (fixture->calls->C_Login (session, CKU_USER, PIN, 6), ==, CKR_OK);
  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==, 6);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/support/fake-pkcs11/wrong-pin", test_wrong_pin);

  return g_test_run ();
}
