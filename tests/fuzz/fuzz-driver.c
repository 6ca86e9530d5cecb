/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-fuzz"

#include "fuzz-driver.h"

#include "desk-pkcs11-module.h"

#include <string.h>

struct _DeskPkcs11Module {
  gboolean initialized;
  DeskPkcs11PhaseFunc phase_func;
  gpointer phase_data;
};

static const uint8_t *script;
static size_t script_length;

void
fuzz_driver_set_script (const uint8_t *bytes, size_t length)
{
  script = bytes;
  script_length = length;
}

static uint8_t
next_byte (void)
{
  if (script_length == 0)
    return 0;

  script_length--;
  return *script++;
}

static void
fill (void *target, size_t length)
{
  for (size_t i = 0; i < length; i++)
    ((uint8_t *) target)[i] = next_byte ();
}

static CK_RV
next_rv (void)
{
  static const CK_RV failures[]
      = { CKR_GENERAL_ERROR, CKR_FUNCTION_FAILED,     CKR_DEVICE_REMOVED,   CKR_PIN_INCORRECT,
          CKR_PIN_LOCKED,    CKR_PIN_EXPIRED,         CKR_BUFFER_TOO_SMALL, CKR_TOKEN_NOT_PRESENT,
          CKR_ARGUMENTS_BAD, CKR_TOKEN_NOT_RECOGNIZED };
  uint8_t byte = next_byte ();

  return byte < 0xf0 ? CKR_OK : failures[byte % G_N_ELEMENTS (failures)];
}

static CK_RV
get_info (CK_INFO *info)
{
  memset (info, 0, sizeof *info);
  fill (info->libraryDescription, sizeof info->libraryDescription);
  memcpy (info->manufacturerID, next_byte () % 2 != 0 ? "OpenSC" : "Others", 6);
  return next_rv ();
}

static CK_RV
get_slot_list (CK_BBOOL present, CK_SLOT_ID *slots, CK_ULONG *n_slots)
{
  CK_ULONG n = next_byte () % 8;

  if (slots != NULL)
    for (CK_ULONG i = 0; i < MIN (n, *n_slots); i++)
      slots[i] = next_byte ();

  *n_slots = slots != NULL ? MIN (n, *n_slots) : n;
  return next_rv ();
}

static CK_RV
get_slot_info (CK_SLOT_ID slot, CK_SLOT_INFO *info)
{
  fill (info->slotDescription, 8);
  info->flags = next_byte ();
  return next_rv ();
}

static CK_RV
get_token_info (CK_SLOT_ID slot, CK_TOKEN_INFO *info)
{
  memset (info, ' ', sizeof *info);
  fill (info->label, 4);
  info->serialNumber[0] = 'S';
  fill (&info->flags, sizeof info->flags);
  fill (&info->ulMinPinLen, 1);
  fill (&info->ulMaxPinLen, 1);
  return next_rv ();
}

static CK_RV
get_mechanism_list (CK_SLOT_ID slot, CK_MECHANISM_TYPE *list, CK_ULONG *n)
{
  *n = next_byte ();
  return next_rv ();
}

static CK_RV
init_token (CK_SLOT_ID slot, CK_UTF8CHAR *pin, CK_ULONG length, CK_UTF8CHAR *label)
{
  g_assert (memchr (label, 0, 32) == NULL);
  return next_rv ();
}

static CK_RV
init_pin (CK_SESSION_HANDLE session, CK_UTF8CHAR *pin, CK_ULONG length)
{
  return next_rv ();
}

static CK_RV
set_pin (CK_SESSION_HANDLE session,
         CK_UTF8CHAR *pin,
         CK_ULONG length,
         CK_UTF8CHAR *new_pin,
         CK_ULONG new_length)
{
  return next_rv ();
}

static CK_RV
open_session (
    CK_SLOT_ID slot, CK_FLAGS flags, void *data, CK_NOTIFY notify, CK_SESSION_HANDLE *session)
{
  *session = 1;
  return next_rv ();
}

static CK_RV
end_session (CK_SESSION_HANDLE session)
{
  return next_rv ();
}

static CK_RV
login (CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR *pin, CK_ULONG length)
{
  g_assert (pin == NULL || pin[length] == '\0');
  return next_rv ();
}

static CK_RV
create_object (CK_SESSION_HANDLE session, CK_ATTRIBUTE *template, CK_ULONG n, CK_OBJECT_HANDLE *o)
{
  *o = next_byte ();
  return next_rv ();
}

static CK_RV
destroy_object (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object)
{
  return next_rv ();
}

/* Also says another length the second time, as drivers do when an object changes. */
static void
answer_attribute (CK_ATTRIBUTE *attribute)
{
  CK_ULONG length = next_byte () == 0xff ? CK_UNAVAILABLE_INFORMATION : next_byte ();

  if (attribute->pValue != NULL && length <= attribute->ulValueLen)
    fill (attribute->pValue, length);

  attribute->ulValueLen = length;
}

static CK_RV
get_attributes (CK_SESSION_HANDLE session,
                CK_OBJECT_HANDLE object,
                CK_ATTRIBUTE *template,
                CK_ULONG n)
{
  for (CK_ULONG i = 0; i < n; i++)
    answer_attribute (&template[i]);

  return next_rv ();
}

static CK_RV
find_init (CK_SESSION_HANDLE session, CK_ATTRIBUTE *template, CK_ULONG n)
{
  return next_rv ();
}

/* More than was asked for, now and then. */
static CK_RV
find (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *objects, CK_ULONG room, CK_ULONG *n)
{
  *n = next_byte ();
  for (CK_ULONG i = 0; i < MIN (*n, room); i++)
    objects[i] = i;

  return next_rv ();
}

static CK_RV
sign_init (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
  return next_rv ();
}

static CK_RV
sign (CK_SESSION_HANDLE session, uint8_t *data, CK_ULONG length, uint8_t *signature, CK_ULONG *n)
{
  CK_ULONG room = *n;

  *n = next_byte () == 0xff ? room + 1 : next_byte ();
  fill (signature, MIN (*n, room));
  return next_rv ();
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
  *public_key = next_byte ();
  *private_key = next_byte ();
  return next_rv ();
}

static CK_FUNCTION_LIST functions = {
  .C_GetInfo = get_info,
  .C_GetSlotList = get_slot_list,
  .C_GetSlotInfo = get_slot_info,
  .C_GetTokenInfo = get_token_info,
  .C_GetMechanismList = get_mechanism_list,
  .C_InitToken = init_token,
  .C_InitPIN = init_pin,
  .C_SetPIN = set_pin,
  .C_OpenSession = open_session,
  .C_CloseSession = end_session,
  .C_Login = login,
  .C_Logout = end_session,
  .C_CreateObject = create_object,
  .C_DestroyObject = destroy_object,
  .C_GetAttributeValue = get_attributes,
  .C_FindObjectsInit = find_init,
  .C_FindObjects = find,
  .C_FindObjectsFinal = end_session,
  .C_SignInit = sign_init,
  .C_Sign = sign,
  .C_GenerateKeyPair = generate,
};

/* --- desk-pkcs11-module.h --- */

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
  self->initialized = next_byte () < 0xf0;
  if (!self->initialized)
    g_set_error_literal (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_FAILED, "C_Initialize");

  return self->initialized;
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
  self->phase_func = func;
  self->phase_data = user_data;
}

void
desk_pkcs11_module_report (DeskPkcs11Module *self, DeskUkeyPhase phase)
{
  self->phase_func (phase, self->phase_data);
}

DeskPlatformLock *
desk_pkcs11_module_lock (DeskPkcs11Module *self)
{
  return NULL;
}
