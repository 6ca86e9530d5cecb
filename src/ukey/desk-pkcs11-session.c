/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-pkcs11-session.h"

#include "desk-pkcs11-error.h"
#include "desk-platform.h"

#define MAX_OBJECTS 256

struct _DeskPkcs11Session {
  DeskPkcs11Module *module;    /* borrowed; outlives the session */
  CK_FUNCTION_LIST *functions; /* borrowed from the module */
  DeskPkcs11Token *token;      /* owned */
  CK_SESSION_HANDLE handle;
  gboolean logged_in;
};

DeskPkcs11Session *
desk_pkcs11_session_open (DeskPkcs11Module *module,
                          const char *token_serial,
                          gboolean writable,
                          GError **error)
{
  g_autoptr (DeskPkcs11Token) token = desk_pkcs11_token_find (module, token_serial, error);
  CK_FUNCTION_LIST *functions = desk_pkcs11_module_get_functions (module);
  CK_FLAGS flags = CKF_SERIAL_SESSION | (writable ? CKF_RW_SESSION : 0);
  CK_SESSION_HANDLE handle = CK_INVALID_HANDLE;
  DeskPkcs11Session *self;
  CK_RV rv;

  if (token == NULL)
    return NULL;

  rv = functions->C_OpenSession (token->slot, flags, NULL, NULL, &handle);
  if (rv != CKR_OK) {
    desk_pkcs11_set_error (error, rv, "C_OpenSession");
    return NULL;
  }

  self = g_new0 (DeskPkcs11Session, 1);
  self->module = module;
  self->functions = functions;
  self->token = g_steal_pointer (&token);
  self->handle = handle;
  return self;
}

void
desk_pkcs11_session_free (DeskPkcs11Session *self)
{
  if (self->logged_in)
    self->functions->C_Logout (self->handle);
  self->functions->C_CloseSession (self->handle);
  desk_pkcs11_token_free (self->token);
  g_free (self);
}

CK_FUNCTION_LIST *
desk_pkcs11_session_get_functions (DeskPkcs11Session *self)
{
  return self->functions;
}

CK_SESSION_HANDLE
desk_pkcs11_session_get_handle (DeskPkcs11Session *self)
{
  return self->handle;
}

static gboolean
check_pin (DeskPkcs11Session *self, DeskSecret *pin, GError **error)
{
  const DeskPkcs11Token *token = self->token;
  size_t length;

  if (pin == NULL) {
    if ((token->flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0)
      return TRUE;
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_PIN_LENGTH, "this key needs a PIN");
    return FALSE;
  }

  length = desk_secret_get_length (pin);
  if (length == 0 || (token->min_pin_length > 0 && length < token->min_pin_length)
      || (token->max_pin_length > 0 && length > token->max_pin_length)) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_PIN_LENGTH,
                 "the PIN has a length this key cannot have");
    return FALSE;
  }

  return TRUE;
}

/* Some drivers answer a wrong PIN with a general failure. Only a counter that went down proves that
 * it was the PIN; everything else stays the driver's fault. */
static CK_RV
judge_login_failure (DeskPkcs11Session *self, CK_RV rv)
{
  DeskPinTries before = desk_pkcs11_token_get_pin_tries (self->token);
  DeskPinTries after;

  if (rv != CKR_GENERAL_ERROR && rv != CKR_FUNCTION_FAILED && rv != CKR_DEVICE_ERROR)
    return rv;
  if (!desk_pkcs11_token_refresh (self->module, self->token, NULL))
    return rv;

  after = desk_pkcs11_token_get_pin_tries (self->token);
  if (after == before)
    return rv;

  return after == DESK_PIN_TRIES_LOCKED ? CKR_PIN_LOCKED : CKR_PIN_INCORRECT;
}

static CK_RV
call_login (DeskPkcs11Session *self, CK_USER_TYPE user, DeskSecret *pin)
{
  g_autoptr (DeskPlatformLock) lock = desk_pkcs11_module_lock ();
  CK_UTF8CHAR *bytes = pin != NULL ? (CK_UTF8CHAR *) desk_secret_get_data (pin) : NULL;
  CK_ULONG length = pin != NULL ? desk_secret_get_length (pin) : 0;

  return self->functions->C_Login (self->handle, user, bytes, length);
}

gboolean
desk_pkcs11_session_login (DeskPkcs11Session *self, DeskSecret *pin, GError **error)
{
  CK_RV rv;

  if ((self->token->flags & CKF_USER_PIN_LOCKED) != 0)
    return desk_pkcs11_set_error (error, CKR_PIN_LOCKED, "C_GetTokenInfo");
  if (!check_pin (self, pin, error))
    return FALSE;

  rv = call_login (self, CKU_USER, pin);
  if (rv != CKR_OK && rv != CKR_USER_ALREADY_LOGGED_IN)
    return desk_pkcs11_set_error (error, judge_login_failure (self, rv), "C_Login");

  self->logged_in = TRUE;
  return TRUE;
}

gboolean
desk_pkcs11_session_login_again (DeskPkcs11Session *self, DeskSecret *pin, GError **error)
{
  CK_RV rv = call_login (self, CKU_CONTEXT_SPECIFIC, pin);

  if (rv != CKR_OK)
    return desk_pkcs11_set_error (error, judge_login_failure (self, rv), "C_Login");

  return TRUE;
}

GArray *
desk_pkcs11_session_find_all (DeskPkcs11Session *self,
                              CK_ATTRIBUTE *template,
                              CK_ULONG n_attributes,
                              GError **error)
{
  g_autoptr (GArray) objects = g_array_new (FALSE, FALSE, sizeof (CK_OBJECT_HANDLE));
  CK_ULONG n_found = 0;
  CK_RV rv = self->functions->C_FindObjectsInit (self->handle, template, n_attributes);

  if (rv != CKR_OK) {
    desk_pkcs11_set_error (error, rv, "C_FindObjectsInit");
    return NULL;
  }

  g_array_set_size (objects, MAX_OBJECTS);
  rv = self->functions->C_FindObjects (self->handle, (CK_OBJECT_HANDLE *) (void *) objects->data,
                                       MAX_OBJECTS, &n_found);
  self->functions->C_FindObjectsFinal (self->handle);
  if (rv != CKR_OK) {
    desk_pkcs11_set_error (error, rv, "C_FindObjects");
    return NULL;
  }

  g_array_set_size (objects, (guint) n_found);
  return g_steal_pointer (&objects);
}

CK_OBJECT_HANDLE
desk_pkcs11_session_find (DeskPkcs11Session *self,
                          CK_ATTRIBUTE *template,
                          CK_ULONG n_attributes,
                          GError **error)
{
  g_autoptr (GArray) objects = desk_pkcs11_session_find_all (self, template, n_attributes, error);

  if (objects == NULL)
    return CK_INVALID_HANDLE;
  if (objects->len == 0) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_NO_KEY, "the key has no such object");
    return CK_INVALID_HANDLE;
  }

  return g_array_index (objects, CK_OBJECT_HANDLE, 0);
}

GBytes *
desk_pkcs11_session_read (DeskPkcs11Session *self, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type)
{
  CK_ATTRIBUTE attribute = { type, NULL, 0 };
  g_autofree uint8_t *value = NULL;
  CK_RV rv = self->functions->C_GetAttributeValue (self->handle, object, &attribute, 1);

  if (rv != CKR_OK || attribute.ulValueLen == (CK_ULONG) -1)
    return NULL;

  value = g_malloc (attribute.ulValueLen + 1);
  attribute.pValue = value;
  rv = self->functions->C_GetAttributeValue (self->handle, object, &attribute, 1);
  if (rv != CKR_OK || attribute.ulValueLen == (CK_ULONG) -1)
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&value), attribute.ulValueLen);
}
