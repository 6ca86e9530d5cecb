/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-pkcs11-session.h"

#include "desk-pkcs11-error.h"

#define MAX_OBJECTS         256
#define MAX_ATTRIBUTE_BYTES (1024 * 1024)

struct _DeskPkcs11Session {
  DeskPkcs11Module *module;    /* borrowed; outlives the session */
  CK_FUNCTION_LIST *functions; /* borrowed from the module */
  DeskPkcs11Token *token;      /* owned */
  CK_SESSION_HANDLE handle;
  gboolean logged_in;
};

DeskPkcs11Session *
desk_pkcs11_session_open_token (DeskPkcs11Module *module,
                                DeskPkcs11Token *token,
                                gboolean writable,
                                GError **error)
{
  CK_FUNCTION_LIST *functions = desk_pkcs11_module_get_functions (module);
  g_autoptr (DeskPkcs11Token) owned = token;
  CK_FLAGS flags = CKF_SERIAL_SESSION | (writable ? CKF_RW_SESSION : 0);
  CK_SESSION_HANDLE handle = CK_INVALID_HANDLE;
  DeskPkcs11Session *self;
  CK_RV rv = functions->C_OpenSession (token->slot, flags, NULL, NULL, &handle);

  if (rv != CKR_OK) {
    desk_pkcs11_set_error (error, rv, "C_OpenSession");
    return NULL;
  }

  self = g_new0 (DeskPkcs11Session, 1);
  self->module = module;
  self->functions = functions;
  self->token = g_steal_pointer (&owned);
  self->handle = handle;
  return self;
}

DeskPkcs11Session *
desk_pkcs11_session_open (DeskPkcs11Module *module,
                          const char *token_serial,
                          gboolean writable,
                          GError **error)
{
  DeskPkcs11Token *token = desk_pkcs11_token_find (module, token_serial, error);

  return token != NULL ? desk_pkcs11_session_open_token (module, token, writable, error) : NULL;
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

DeskPkcs11Module *
desk_pkcs11_session_get_module (DeskPkcs11Session *self)
{
  return self->module;
}

DeskPkcs11Token *
desk_pkcs11_session_get_token (DeskPkcs11Session *self)
{
  return self->token;
}

void
desk_pkcs11_session_set_logged_in (DeskPkcs11Session *self)
{
  self->logged_in = TRUE;
}

/* A module may give fewer at a time than it was asked for; none means that there are no more. */
static CK_RV
collect (DeskPkcs11Session *self, GArray *objects)
{
  CK_ULONG n_found = 1;
  CK_RV rv = CKR_OK;

  while (rv == CKR_OK && n_found > 0 && objects->len < MAX_OBJECTS) {
    CK_OBJECT_HANDLE found[MAX_OBJECTS];
    CK_ULONG room = MAX_OBJECTS - objects->len;

    n_found = 0;
    rv = self->functions->C_FindObjects (self->handle, found, room, &n_found);
    if (rv == CKR_OK)
      g_array_append_vals (objects, found, (guint) MIN (n_found, room));
  }

  return rv;
}

GArray *
desk_pkcs11_session_find_all (DeskPkcs11Session *self,
                              CK_ATTRIBUTE *template,
                              CK_ULONG n_attributes,
                              GError **error)
{
  g_autoptr (GArray) objects = g_array_new (FALSE, FALSE, sizeof (CK_OBJECT_HANDLE));
  CK_RV rv = self->functions->C_FindObjectsInit (self->handle, template, n_attributes);

  if (rv != CKR_OK) {
    desk_pkcs11_set_error (error, rv, "C_FindObjectsInit");
    return NULL;
  }

  rv = collect (self, objects);
  self->functions->C_FindObjectsFinal (self->handle);
  if (rv != CKR_OK) {
    desk_pkcs11_set_error (error, rv, "C_FindObjects");
    return NULL;
  }

  return g_steal_pointer (&objects);
}

GArray *
desk_pkcs11_session_find_by_id (DeskPkcs11Session *self,
                                CK_OBJECT_CLASS class,
                                GBytes *key_id,
                                GError **error)
{
  CK_ATTRIBUTE template[] = {
    { CKA_CLASS, &class, sizeof class },
    { CKA_ID, (void *) g_bytes_get_data (key_id, NULL), g_bytes_get_size (key_id) },
  };
  g_autoptr (GArray) objects
      = desk_pkcs11_session_find_all (self, template, G_N_ELEMENTS (template), NULL);

  if (objects != NULL && objects->len > 0)
    return g_steal_pointer (&objects);

  g_clear_pointer (&objects, g_array_unref);
  objects = desk_pkcs11_session_find_all (self, template, 1, error);
  for (guint i = objects != NULL ? objects->len : 0; i-- > 0;) {
    g_autoptr (GBytes) id
        = desk_pkcs11_session_read (self, g_array_index (objects, CK_OBJECT_HANDLE, i), CKA_ID);

    if (id == NULL || !g_bytes_equal (id, key_id))
      g_array_remove_index (objects, i);
  }

  return g_steal_pointer (&objects);
}

GBytes *
desk_pkcs11_session_read (DeskPkcs11Session *self, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type)
{
  CK_ATTRIBUTE attribute = { type, NULL, 0 };
  g_autofree uint8_t *value = NULL;
  CK_ULONG room;
  CK_RV rv = self->functions->C_GetAttributeValue (self->handle, object, &attribute, 1);

  if (rv != CKR_OK || attribute.ulValueLen > MAX_ATTRIBUTE_BYTES)
    return NULL;

  room = attribute.ulValueLen;
  value = g_malloc0 (room + 1);
  attribute.pValue = value;
  rv = self->functions->C_GetAttributeValue (self->handle, object, &attribute, 1);
  if (rv != CKR_OK || attribute.ulValueLen > room)
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&value), attribute.ulValueLen);
}
