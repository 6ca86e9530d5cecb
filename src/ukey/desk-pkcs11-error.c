/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-pkcs11-error.h"

#include <p11-kit/p11-kit.h>

static DeskKeyState
code_for (CK_RV rv)
{
  switch (rv) {
  case CKR_PIN_INCORRECT:
    return DESK_KEY_STATE_PIN_WRONG;
  case CKR_PIN_LOCKED:
    return DESK_KEY_STATE_PIN_LOCKED;
  case CKR_PIN_LEN_RANGE:
  case CKR_PIN_INVALID:
    return DESK_KEY_STATE_PIN_LENGTH;
  case CKR_FUNCTION_CANCELED:
  case CKR_CANCEL:
    return DESK_KEY_STATE_PIN_CANCELLED;
  /* 0x82 is what SoftHSM answers for the objects of a token that went away. */
  case CKR_DEVICE_REMOVED:
  case CKR_TOKEN_NOT_PRESENT:
  case CKR_TOKEN_NOT_RECOGNIZED:
  case CKR_SLOT_ID_INVALID:
  case CKR_SESSION_HANDLE_INVALID:
  case CKR_SESSION_CLOSED:
  case CKR_OBJECT_HANDLE_INVALID:
    return DESK_KEY_STATE_REMOVED;
  case CKR_SESSION_COUNT:
  case CKR_OPERATION_ACTIVE:
  case CKR_USER_ANOTHER_ALREADY_LOGGED_IN:
    return DESK_KEY_STATE_BUSY;
  case CKR_DEVICE_MEMORY:
    return DESK_KEY_STATE_NO_SPACE;
  case CKR_KEY_HANDLE_INVALID:
    return DESK_KEY_STATE_NO_KEY;
  default:
    return DESK_KEY_STATE_DRIVER;
  }
}

gboolean
desk_pkcs11_set_error (GError **error, CK_RV rv, const char *call)
{
  g_set_error (error, DESK_KEY_ERROR, code_for (rv), "%s: %s (0x%lx)", call, p11_kit_strerror (rv),
               rv);
  return FALSE;
}
