/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* C_Login, C_Logout, C_InitPIN, C_SetPIN. */

#include "fake-module.h"
#include "fake-pin.h"
#include "fake-session.h"

static CK_RV
check_user (FakeToken *token, const CK_UTF8CHAR *pin, CK_ULONG length)
{
  return pin == NULL && fake_pin_is_protected (token) ? fake_pin_ask_reader (token)
                                                      : fake_pin_check_user (token, pin, length);
}

static gboolean
is_expired (FakeToken *token)
{
  g_autofree char *must_change = fake_token_get (token, "must-change");

  return g_strcmp0 (must_change, "expired") == 0;
}

/* Another program that is logged in. */
static gboolean
is_busy (FakeToken *token)
{
  g_autofree char *busy = fake_token_get (token, "busy");

  return g_strcmp0 (busy, "2") == 0 || g_strcmp0 (busy, "login") == 0;
}

static CK_RV
login_user (FakeToken *token, const CK_UTF8CHAR *pin, CK_ULONG length)
{
  CK_RV rv = check_user (token, pin, length);

  if (rv != CKR_OK)
    return rv;
  if (is_expired (token))
    return CKR_PIN_EXPIRED;

  fake_token_set_login (token, FAKE_LOGIN_USER);
  return CKR_OK;
}

static CK_RV
login_so (FakeToken *token, const CK_UTF8CHAR *pin, CK_ULONG length)
{
  CK_RV rv;

  if (fake_session_count (fake_token_get_slot (token), TRUE) > 0)
    return CKR_SESSION_READ_ONLY_EXISTS;

  rv = fake_pin_check_so (token, pin, length);
  if (rv == CKR_OK)
    fake_token_set_login (token, FAKE_LOGIN_SO);

  return rv;
}

/* For one signature with a key that asks each time. */
static CK_RV
login_again (FakeSession *session, const CK_UTF8CHAR *pin, CK_ULONG length)
{
  CK_RV rv;

  if (!session->signing)
    return CKR_OPERATION_NOT_INITIALIZED;

  rv = check_user (session->token, pin, length);
  session->authenticated = rv == CKR_OK;
  return rv;
}

static CK_RV
login (CK_SESSION_HANDLE handle, CK_USER_TYPE user, const CK_UTF8CHAR *pin, CK_ULONG length)
{
  FakeSession *session = NULL;
  CK_RV rv = fake_session_get (handle, &session);
  FakeLogin wanted = user == CKU_SO ? FAKE_LOGIN_SO : FAKE_LOGIN_USER;
  FakeLogin present;

  if (rv != CKR_OK)
    return rv;
  if (user == CKU_CONTEXT_SPECIFIC)
    return login_again (session, pin, length);
  if (user != CKU_SO && user != CKU_USER)
    return CKR_USER_TYPE_INVALID;

  present = fake_token_get_login (session->token);
  if (present == wanted)
    return CKR_USER_ALREADY_LOGGED_IN;
  if (present != FAKE_LOGIN_NONE || is_busy (session->token))
    return CKR_USER_ANOTHER_ALREADY_LOGGED_IN;

  return user == CKU_SO ? login_so (session->token, pin, length)
                        : login_user (session->token, pin, length);
}

CK_RV
C_Login (CK_SESSION_HANDLE handle, CK_USER_TYPE user, CK_UTF8CHAR *pin, CK_ULONG length)
{
  return FAKE_SERVE (login (handle, user, pin, length));
}

static CK_RV
logout (CK_SESSION_HANDLE handle)
{
  FakeSession *session = NULL;
  CK_RV rv = fake_session_get (handle, &session);

  if (rv != CKR_OK)
    return rv;
  if (fake_token_get_login (session->token) == FAKE_LOGIN_NONE)
    return CKR_USER_NOT_LOGGED_IN;

  fake_token_set_login (session->token, FAKE_LOGIN_NONE);
  return CKR_OK;
}

CK_RV
C_Logout (CK_SESSION_HANDLE handle)
{
  return FAKE_SERVE (logout (handle));
}

static CK_RV
init_pin (CK_SESSION_HANDLE handle, const CK_UTF8CHAR *pin, CK_ULONG length)
{
  FakeSession *session = NULL;
  CK_RV rv = fake_session_get (handle, &session);

  if (rv != CKR_OK)
    return rv;
  if (fake_token_get_login (session->token) != FAKE_LOGIN_SO)
    return CKR_USER_NOT_LOGGED_IN;
  if (pin == NULL)
    return fake_pin_is_protected (session->token) ? CKR_OK : CKR_ARGUMENTS_BAD;

  rv = fake_pin_check_length (session->token, length);
  if (rv != CKR_OK)
    return rv;

  fake_pin_set (session->token, "pin", pin, length);
  fake_token_set (session->token, "first-pin", "0");
  return CKR_OK;
}

CK_RV
C_InitPIN (CK_SESSION_HANDLE handle, CK_UTF8CHAR *pin, CK_ULONG length)
{
  return FAKE_SERVE (init_pin (handle, pin, length));
}

static CK_RV
check_old_pin (FakeToken *token, const CK_UTF8CHAR *pin, CK_ULONG length)
{
  if (fake_token_get_login (token) == FAKE_LOGIN_SO)
    return fake_pin_check_so (token, pin, length);
  if (fake_pin_takes_puk (token))
    return fake_pin_check_puk (token, pin, length);

  return fake_pin_check_user (token, pin, length);
}

/* The SO changes the SO's own PIN, everyone else the user's. */
static CK_RV
replace_pin (FakeToken *token,
             const CK_UTF8CHAR *old_pin,
             CK_ULONG old_length,
             const CK_UTF8CHAR *new_pin,
             CK_ULONG new_length)
{
  gboolean is_so = fake_token_get_login (token) == FAKE_LOGIN_SO;
  CK_RV rv = check_old_pin (token, old_pin, old_length);

  if (rv == CKR_OK)
    rv = fake_pin_check_length (token, new_length);
  if (rv != CKR_OK)
    return rv;

  fake_pin_set (token, is_so ? "so-pin" : "pin", new_pin, new_length);
  if (!is_so)
    fake_token_set (token, "must-change", "0");

  return CKR_OK;
}

static CK_RV
set_pin (CK_SESSION_HANDLE handle,
         const CK_UTF8CHAR *old_pin,
         CK_ULONG old_length,
         const CK_UTF8CHAR *new_pin,
         CK_ULONG new_length)
{
  FakeSession *session = NULL;
  CK_RV rv = fake_session_get (handle, &session);

  if (rv != CKR_OK)
    return rv;
  if (!session->writable)
    return CKR_SESSION_READ_ONLY;
  if (old_pin == NULL && new_pin == NULL && fake_pin_is_protected (session->token))
    return fake_pin_ask_reader (session->token);
  if (old_pin == NULL || new_pin == NULL)
    return CKR_ARGUMENTS_BAD;

  return replace_pin (session->token, old_pin, old_length, new_pin, new_length);
}

CK_RV
C_SetPIN (CK_SESSION_HANDLE handle,
          CK_UTF8CHAR *old_pin,
          CK_ULONG old_length,
          CK_UTF8CHAR *new_pin,
          CK_ULONG new_length)
{
  return FAKE_SERVE (set_pin (handle, old_pin, old_length, new_pin, new_length));
}
