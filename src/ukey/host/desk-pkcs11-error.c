/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-pkcs11-error.h"

#include <p11-kit/p11-kit.h>

typedef struct {
  CK_RV rv;
  DeskKeyState state;
} Row;

/* FUNCTION_FAILED, GENERAL_ERROR and DEVICE_ERROR are in no table: they never mean a wrong PIN. */
static const Row user_rows[] = {
  { CKR_PIN_INCORRECT, DESK_KEY_STATE_PIN_WRONG },
  { CKR_PIN_LOCKED, DESK_KEY_STATE_PIN_LOCKED },
  { CKR_PIN_LEN_RANGE, DESK_KEY_STATE_PIN_LENGTH },
  { CKR_PIN_INVALID, DESK_KEY_STATE_PIN_LENGTH },
  { CKR_PIN_EXPIRED, DESK_KEY_STATE_PIN_MUST_CHANGE },
  { CKR_USER_PIN_NOT_INITIALIZED, DESK_KEY_STATE_PIN_FIRST },
  { CKR_FUNCTION_CANCELED, DESK_KEY_STATE_PIN_CANCELLED },
  { CKR_CANCEL, DESK_KEY_STATE_PIN_CANCELLED },
  { CKR_DEVICE_REMOVED, DESK_KEY_STATE_REMOVED },
  { CKR_TOKEN_NOT_PRESENT, DESK_KEY_STATE_REMOVED },
  { CKR_SLOT_ID_INVALID, DESK_KEY_STATE_REMOVED },
  { CKR_SESSION_HANDLE_INVALID, DESK_KEY_STATE_REMOVED },
  { CKR_SESSION_CLOSED, DESK_KEY_STATE_REMOVED },
  /* SoftHSM's answer for the objects of a token that went away. */
  { CKR_OBJECT_HANDLE_INVALID, DESK_KEY_STATE_REMOVED },
  { CKR_TOKEN_NOT_RECOGNIZED, DESK_KEY_STATE_UNRECOGNISED },
  { CKR_SESSION_COUNT, DESK_KEY_STATE_BUSY },
  { CKR_OPERATION_ACTIVE, DESK_KEY_STATE_BUSY },
  { CKR_USER_ANOTHER_ALREADY_LOGGED_IN, DESK_KEY_STATE_BUSY },
  { CKR_USER_TOO_MANY_TYPES, DESK_KEY_STATE_BUSY },
  { CKR_DEVICE_MEMORY, DESK_KEY_STATE_NO_SPACE },
  { CKR_TOKEN_WRITE_PROTECTED, DESK_KEY_STATE_WRITE_PROTECTED },
  { CKR_KEY_HANDLE_INVALID, DESK_KEY_STATE_NO_KEY },
};

static const Row officer_rows[] = {
  { CKR_PIN_INCORRECT, DESK_KEY_STATE_PUK_WRONG },
  { CKR_PIN_LEN_RANGE, DESK_KEY_STATE_PUK_WRONG },
  { CKR_PIN_INVALID, DESK_KEY_STATE_PUK_WRONG },
  { CKR_PIN_LOCKED, DESK_KEY_STATE_PUK_LOCKED },
  { CKR_FUNCTION_NOT_SUPPORTED, DESK_KEY_STATE_NO_UNBLOCK },
  { CKR_USER_TYPE_INVALID, DESK_KEY_STATE_NO_UNBLOCK },
};

static const Row new_pin_rows[] = {
  { CKR_PIN_LEN_RANGE, DESK_KEY_STATE_PIN_REFUSED },
  { CKR_PIN_INVALID, DESK_KEY_STATE_PIN_REFUSED },
};

static const Row *
find_row (const Row *rows, size_t n_rows, CK_RV rv)
{
  for (size_t i = 0; i < n_rows; i++)
    if (rows[i].rv == rv)
      return &rows[i];

  return NULL;
}

DeskKeyState
desk_pkcs11_error_get_state (DeskPkcs11Context context, CK_RV rv)
{
  const Row *row = NULL;

  if (context == DESK_PKCS11_CONTEXT_OFFICER)
    row = find_row (officer_rows, G_N_ELEMENTS (officer_rows), rv);
  if (context == DESK_PKCS11_CONTEXT_NEW_PIN)
    row = find_row (new_pin_rows, G_N_ELEMENTS (new_pin_rows), rv);
  if (row == NULL)
    row = find_row (user_rows, G_N_ELEMENTS (user_rows), rv);

  return row != NULL ? row->state : DESK_KEY_STATE_DRIVER;
}

char *
desk_pkcs11_error_dup_text (CK_RV rv, const char *call)
{
  return g_strdup_printf ("%s: %s (0x%lx)", call, p11_kit_strerror (rv), rv);
}

gboolean
desk_pkcs11_set_error_in (GError **error, DeskPkcs11Context context, CK_RV rv, const char *call)
{
  g_autofree char *text = desk_pkcs11_error_dup_text (rv, call);

  g_set_error_literal (error, DESK_KEY_ERROR, (int) desk_pkcs11_error_get_state (context, rv),
                       text);
  return FALSE;
}

gboolean
desk_pkcs11_set_error (GError **error, CK_RV rv, const char *call)
{
  return desk_pkcs11_set_error_in (error, DESK_PKCS11_CONTEXT_USER, rv, call);
}
