/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "odd-driver.h"

#include "desk-pkcs11-module.h"

#include <string.h>

#define KEY_ID "id"

OddDriver odd_driver;

static guint n_left; /* objects that are still to be found */

static CK_RV
get_slot_list (CK_BBOOL present, CK_SLOT_ID *slots, CK_ULONG *n_slots)
{
  *n_slots = 1;
  if (slots != NULL)
    slots[0] = 1;

  return CKR_OK;
}

static CK_RV
get_slot_info (CK_SLOT_ID slot, CK_SLOT_INFO *info)
{
  return CKR_FUNCTION_FAILED;
}

static CK_RV
get_token_info (CK_SLOT_ID slot, CK_TOKEN_INFO *info)
{
  memset (info, 0, sizeof *info);
  info->serialNumber[0] = 'S';
  info->flags = CKF_TOKEN_INITIALIZED | CKF_USER_PIN_INITIALIZED | CKF_LOGIN_REQUIRED;
  /* "Unlimited", as some say it. */
  info->ulMaxPinLen = CK_UNAVAILABLE_INFORMATION;
  return CKR_OK;
}

static CK_RV
open_session (
    CK_SLOT_ID slot, CK_FLAGS flags, void *data, CK_NOTIFY notify, CK_SESSION_HANDLE *session)
{
  *session = 1;
  return CKR_OK;
}

static CK_RV
end_session (CK_SESSION_HANDLE session)
{
  return CKR_OK;
}

static CK_RV
login (CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR *pin, CK_ULONG length)
{
  return CKR_OK;
}

static CK_RV
answer_attribute (CK_ATTRIBUTE *attribute, const void *value, size_t length)
{
  if (attribute->pValue != NULL)
    memcpy (attribute->pValue, value, length);

  attribute->ulValueLen = length;
  return CKR_OK;
}

static CK_RV
get_attribute (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *a, CK_ULONG n)
{
  CK_KEY_TYPE type = CKK_EC;

  if (n != 1)
    return CKR_FUNCTION_FAILED;

  switch (a->type) {
  case CKA_KEY_TYPE:
    return answer_attribute (a, &type, sizeof type);
  case CKA_ID:
    return answer_attribute (a, odd_driver.other_id ? "xx" : KEY_ID, strlen (KEY_ID));
  case CKA_EC_POINT:
    return answer_attribute (a, g_bytes_get_data (odd_driver.point, NULL),
                             g_bytes_get_size (odd_driver.point));
  default:
    a->ulValueLen = CK_UNAVAILABLE_INFORMATION;
    return CKR_ATTRIBUTE_TYPE_INVALID;
  }
}

static CK_RV
find_init (CK_SESSION_HANDLE session, CK_ATTRIBUTE *template, CK_ULONG n)
{
  gboolean by_id = n > 1 && template[1].type == CKA_ID;

  odd_driver.n_find_calls++;
  n_left = by_id && odd_driver.blind ? 0 : odd_driver.one_by_one ? 2 : 1;
  return by_id && odd_driver.no_id_search ? CKR_ATTRIBUTE_TYPE_INVALID : CKR_OK;
}

static CK_RV
find (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *objects, CK_ULONG room, CK_ULONG *n)
{
  *n = MIN (n_left, 1);
  objects[0] = n_left;
  n_left -= *n;
  return CKR_OK;
}

static CK_RV
sign_init (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
  return mechanism->mechanism == CKM_ECDSA ? CKR_OK : CKR_MECHANISM_INVALID;
}

static CK_RV
sign (CK_SESSION_HANDLE session, uint8_t *data, CK_ULONG length, uint8_t *signature, CK_ULONG *n)
{
  *n = g_bytes_get_size (odd_driver.signature);
  memcpy (signature, g_bytes_get_data (odd_driver.signature, NULL), *n);
  return CKR_OK;
}

static CK_RV
generate (CK_SESSION_HANDLE session,
          CK_MECHANISM *mechanism,
          CK_ATTRIBUTE *public_template,
          CK_ULONG n_public,
          CK_ATTRIBUTE *private_template,
          CK_ULONG n_private,
          CK_OBJECT_HANDLE *public_key,
          CK_OBJECT_HANDLE *private_key)
{
  *public_key = 0;
  *private_key = 1;
  return CKR_OK;
}

static CK_FUNCTION_LIST functions = {
  .C_GetSlotList = get_slot_list,
  .C_GetSlotInfo = get_slot_info,
  .C_GetTokenInfo = get_token_info,
  .C_OpenSession = open_session,
  .C_CloseSession = end_session,
  .C_Login = login,
  .C_Logout = end_session,
  .C_GetAttributeValue = get_attribute,
  .C_FindObjectsInit = find_init,
  .C_FindObjects = find,
  .C_FindObjectsFinal = end_session,
  .C_SignInit = sign_init,
  .C_Sign = sign,
  .C_GenerateKeyPair = generate,
};

/* --- desk-pkcs11-module.h --- */

struct _DeskPkcs11Module {
  gboolean initialized;
};

DeskPkcs11Module *
desk_pkcs11_module_load (const char *path, const char *arguments, guint lock_wait, GError **error)
{
  DeskPkcs11Module *self = g_new0 (DeskPkcs11Module, 1);

  self->initialized = TRUE;
  return self;
}

void
desk_pkcs11_module_free (DeskPkcs11Module *self)
{
  g_free (self);
}

gboolean
desk_pkcs11_module_restart (DeskPkcs11Module *self, GError **error)
{
  return TRUE;
}

gboolean
desk_pkcs11_module_is_initialized (DeskPkcs11Module *self)
{
  return self->initialized;
}

CK_FUNCTION_LIST *
desk_pkcs11_module_get_functions (DeskPkcs11Module *self)
{
  return &functions;
}

void
desk_pkcs11_module_set_phase_func (DeskPkcs11Module *self,
                                   DeskPkcs11PhaseFunc func,
                                   gpointer user_data)
{
}

void
desk_pkcs11_module_report (DeskPkcs11Module *self, DeskUkeyPhase phase)
{
}

DeskPlatformLock *
desk_pkcs11_module_lock (DeskPkcs11Module *self)
{
  return NULL;
}
