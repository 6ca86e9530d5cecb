/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-pkcs11-login.h"

#include "desk-pkcs11-error.h"

static gboolean
has_flag (DeskPkcs11Session *session, CK_FLAGS flag)
{
  return (desk_pkcs11_session_get_token (session)->flags & flag) != 0;
}

static CK_UTF8CHAR *
pin_bytes (DeskSecret *pin)
{
  return pin != NULL ? (CK_UTF8CHAR *) desk_secret_get_data (pin) : NULL;
}

static CK_ULONG
pin_length (DeskSecret *pin)
{
  return pin != NULL ? desk_secret_get_length (pin) : 0;
}

static void
report (DeskPkcs11Session *session, DeskUkeyPhase phase)
{
  desk_pkcs11_module_report (desk_pkcs11_session_get_module (session), phase);
}

static gboolean
fits (DeskPkcs11Session *session, DeskSecret *pin)
{
  const DeskPkcs11Token *token = desk_pkcs11_session_get_token (session);
  CK_ULONG length = pin_length (pin);

  if (pin == NULL)
    return has_flag (session, CKF_PROTECTED_AUTHENTICATION_PATH);

  return length > 0 && (token->min_pin_length == 0 || length >= token->min_pin_length)
         && (token->max_pin_length == 0 || length <= token->max_pin_length);
}

static gboolean
refuse (GError **error, DeskKeyState state, const char *why)
{
  g_set_error_literal (error, DESK_KEY_ERROR, (int) state, why);
  return FALSE;
}

/* What the token says before it is asked. */
static gboolean
check_user (DeskPkcs11Session *session, DeskSecret *pin, GError **error)
{
  if (has_flag (session, CKF_USER_PIN_LOCKED))
    return refuse (error, DESK_KEY_STATE_PIN_LOCKED, "the token says that its PIN is locked");
  if (!has_flag (session, CKF_USER_PIN_INITIALIZED))
    return refuse (error, DESK_KEY_STATE_PIN_FIRST, "the token says that it has no PIN");
  if (!fits (session, pin))
    return refuse (error, DESK_KEY_STATE_PIN_LENGTH, "the PIN has a length this token cannot have");

  return TRUE;
}

/* Some drivers answer a wrong PIN with a general failure. Only flags that moved prove that it was
 * the PIN; everything else stays the driver's fault. */
static CK_RV
judge (DeskPkcs11Session *session, CK_RV rv, CK_FLAGS counters, CK_FLAGS locked)
{
  DeskPkcs11Token *token = desk_pkcs11_session_get_token (session);
  CK_FLAGS before = token->flags & counters;

  if (rv != CKR_GENERAL_ERROR && rv != CKR_FUNCTION_FAILED && rv != CKR_DEVICE_ERROR)
    return rv;
  if (!desk_pkcs11_token_refresh (desk_pkcs11_session_get_module (session), token)
      || (token->flags & counters) == before || (token->flags & counters) == 0)
    return rv;

  return (token->flags & locked) != 0 ? CKR_PIN_LOCKED : CKR_PIN_INCORRECT;
}

static CK_RV
judge_user (DeskPkcs11Session *session, CK_RV rv)
{
  return judge (session, rv, CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED,
                CKF_USER_PIN_LOCKED);
}

static CK_RV
judge_officer (DeskPkcs11Session *session, CK_RV rv)
{
  return judge (session, rv, CKF_SO_PIN_COUNT_LOW | CKF_SO_PIN_FINAL_TRY | CKF_SO_PIN_LOCKED,
                CKF_SO_PIN_LOCKED);
}

static CK_RV
call_login (DeskPkcs11Session *session, CK_USER_TYPE user, DeskSecret *pin)
{
  DeskPlatformLock *lock = desk_pkcs11_module_lock (desk_pkcs11_session_get_module (session));
  CK_RV rv = desk_pkcs11_session_get_functions (session)->C_Login (
      desk_pkcs11_session_get_handle (session), user, pin_bytes (pin), pin_length (pin));

  g_clear_pointer (&lock, desk_platform_lock_release);
  return rv;
}

/* Tells what the answer says about the PIN. */
static gboolean
settle (DeskPkcs11Session *session, CK_RV rv)
{
  if (rv == CKR_OK || rv == CKR_USER_ALREADY_LOGGED_IN)
    report (session, DESK_UKEY_PHASE_WORKING);
  if (rv == CKR_FUNCTION_CANCELED || rv == CKR_USER_PIN_NOT_INITIALIZED)
    report (session, DESK_UKEY_PHASE_OPENING);

  return rv == CKR_OK || rv == CKR_USER_ALREADY_LOGGED_IN;
}

static CK_RV
log_in (DeskPkcs11Session *session, DeskSecret *pin)
{
  CK_RV rv;

  report (session, DESK_UKEY_PHASE_LOGIN);
  rv = call_login (session, CKU_USER, pin);
  if (!settle (session, rv))
    return judge_user (session, rv);

  desk_pkcs11_session_set_logged_in (session);
  return CKR_OK;
}

gboolean
desk_pkcs11_login_user (DeskPkcs11Session *session, DeskSecret *pin, GError **error)
{
  CK_RV rv;

  if (pin == NULL && !has_flag (session, CKF_LOGIN_REQUIRED))
    return TRUE;
  if (!check_user (session, pin, error))
    return FALSE;
  if (has_flag (session, CKF_USER_PIN_TO_BE_CHANGED))
    return refuse (error, DESK_KEY_STATE_PIN_MUST_CHANGE, "the token wants another PIN first");

  rv = log_in (session, pin);
  return rv == CKR_OK || desk_pkcs11_set_error (error, rv, "C_Login");
}

gboolean
desk_pkcs11_login_again (DeskPkcs11Session *session, DeskSecret *pin, GError **error)
{
  CK_RV rv = call_login (session, CKU_CONTEXT_SPECIFIC, pin);

  if (rv != CKR_OK)
    return desk_pkcs11_set_error (error, judge_user (session, rv), "C_Login");

  return TRUE;
}

gboolean
desk_pkcs11_login_officer (DeskPkcs11Session *session, DeskSecret *so_pin, GError **error)
{
  CK_RV rv;

  if (has_flag (session, CKF_SO_PIN_LOCKED))
    return refuse (error, DESK_KEY_STATE_PUK_LOCKED, "the token says that its SO PIN is locked");
  if (so_pin == NULL && !has_flag (session, CKF_PROTECTED_AUTHENTICATION_PATH))
    return refuse (error, DESK_KEY_STATE_PUK_WRONG, "this token needs its SO PIN");

  report (session, DESK_UKEY_PHASE_LOGIN);
  rv = call_login (session, CKU_SO, so_pin);
  if (!settle (session, rv))
    return desk_pkcs11_set_error_in (error, DESK_PKCS11_CONTEXT_OFFICER,
                                     judge_officer (session, rv), "C_Login");

  desk_pkcs11_session_set_logged_in (session);
  return TRUE;
}

gboolean
desk_pkcs11_login_check_new_pin (DeskPkcs11Session *session, DeskSecret *new_pin, GError **error)
{
  if (!fits (session, new_pin))
    return refuse (error, DESK_KEY_STATE_PIN_REFUSED,
                   "the new PIN has a length this token cannot have");

  return TRUE;
}

static CK_RV
call_set_pin (DeskPkcs11Session *session, DeskSecret *pin, DeskSecret *new_pin)
{
  return desk_pkcs11_session_get_functions (session)->C_SetPIN (
      desk_pkcs11_session_get_handle (session), pin_bytes (pin), pin_length (pin),
      pin_bytes (new_pin), pin_length (new_pin));
}

gboolean
desk_pkcs11_login_change_pin (DeskPkcs11Session *session,
                              DeskSecret *pin,
                              DeskSecret *new_pin,
                              GError **error)
{
  CK_RV rv;

  if (!check_user (session, pin, error)
      || !desk_pkcs11_login_check_new_pin (session, new_pin, error))
    return FALSE;

  /* With nobody logged in OpenSC may take the old PIN for a PUK, and NSS refuses. A token that
   * wants a new PIN may refuse the login for that very reason. */
  rv = log_in (session, pin);
  if (rv != CKR_OK && rv != CKR_PIN_EXPIRED)
    return desk_pkcs11_set_error (error, rv, "C_Login");

  rv = call_set_pin (session, pin, new_pin);
  if (rv != CKR_OK)
    return desk_pkcs11_set_error_in (error, DESK_PKCS11_CONTEXT_NEW_PIN, judge_user (session, rv),
                                     "C_SetPIN");

  report (session, DESK_UKEY_PHASE_WORKING);
  return TRUE;
}

gboolean
desk_pkcs11_login_unblock (DeskPkcs11Session *session,
                           DeskSecret *puk,
                           DeskSecret *new_pin,
                           GError **error)
{
  CK_RV rv;

  if (!fits (session, puk))
    return refuse (error, DESK_KEY_STATE_PUK_WRONG, "the PUK has a length this token cannot have");
  if (!desk_pkcs11_login_check_new_pin (session, new_pin, error))
    return FALSE;

  report (session, DESK_UKEY_PHASE_LOGIN);
  rv = call_set_pin (session, puk, new_pin);
  if (!settle (session, rv))
    return desk_pkcs11_set_error_in (error, DESK_PKCS11_CONTEXT_OFFICER, rv, "C_SetPIN");

  return TRUE;
}

gboolean
desk_pkcs11_login_init_pin (DeskPkcs11Session *session, DeskSecret *new_pin, GError **error)
{
  CK_RV rv = desk_pkcs11_session_get_functions (session)->C_InitPIN (
      desk_pkcs11_session_get_handle (session), pin_bytes (new_pin), pin_length (new_pin));

  if (rv == CKR_FUNCTION_NOT_SUPPORTED)
    return desk_pkcs11_set_error_in (error, DESK_PKCS11_CONTEXT_OFFICER, rv, "C_InitPIN");
  if (rv != CKR_OK)
    return desk_pkcs11_set_error_in (error, DESK_PKCS11_CONTEXT_NEW_PIN, rv, "C_InitPIN");

  return TRUE;
}
