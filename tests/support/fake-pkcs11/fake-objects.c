/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Finding, reading and changing the objects of a token. */

#include "fake-module.h"
#include "fake-session.h"
#include "fake-store.h"

#include <string.h>

/* Private objects are there for the user who is logged in. */
static FakeObject *
load_visible (FakeSession *session, CK_OBJECT_HANDLE handle)
{
  FakeToken *token = session->token;
  g_autoptr (FakeObject) object
      = fake_store_load (fake_token_get_directory (token), fake_token_get_group (token), handle);

  if (object == NULL)
    return NULL;
  if (fake_object_get_flag (object, CKA_PRIVATE) && fake_token_get_login (token) != FAKE_LOGIN_USER)
    return NULL;

  return g_steal_pointer (&object);
}

static CK_RV
find_objects_init (CK_SESSION_HANDLE handle, const CK_ATTRIBUTE *wanted, CK_ULONG n_wanted)
{
  FakeSession *session = NULL;
  CK_RV rv = fake_session_get (handle, &session);
  g_autoptr (GArray) all = NULL;

  if (rv != CKR_OK)
    return rv;
  if (session->found != NULL)
    return CKR_OPERATION_ACTIVE;

  session->found = g_array_new (FALSE, FALSE, sizeof (CK_OBJECT_HANDLE));
  session->next_found = 0;
  all = fake_store_list (fake_token_get_directory (session->token),
                         fake_token_get_group (session->token));
  for (guint i = 0; i < all->len; i++) {
    CK_OBJECT_HANDLE candidate = g_array_index (all, CK_OBJECT_HANDLE, i);
    g_autoptr (FakeObject) object = load_visible (session, candidate);

    if (object != NULL && fake_object_matches (object, wanted, n_wanted))
      g_array_append_val (session->found, candidate);
  }

  return CKR_OK;
}

CK_RV
C_FindObjectsInit (CK_SESSION_HANDLE handle, CK_ATTRIBUTE *wanted, CK_ULONG n_wanted)
{
  return FAKE_SERVE (find_objects_init (handle, wanted, n_wanted));
}

static CK_RV
find_objects (CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE *objects, CK_ULONG room, CK_ULONG *n_found)
{
  FakeSession *session = NULL;
  CK_RV rv = fake_session_get (handle, &session);

  if (rv != CKR_OK)
    return rv;
  if (session->found == NULL)
    return CKR_OPERATION_NOT_INITIALIZED;

  for (*n_found = 0; *n_found < room && session->next_found < session->found->len; (*n_found)++)
    objects[*n_found] = g_array_index (session->found, CK_OBJECT_HANDLE, session->next_found++);

  return CKR_OK;
}

CK_RV
C_FindObjects (CK_SESSION_HANDLE handle,
               CK_OBJECT_HANDLE *objects,
               CK_ULONG room,
               CK_ULONG *n_found)
{
  return FAKE_SERVE (find_objects (handle, objects, room, n_found));
}

static CK_RV
find_objects_final (CK_SESSION_HANDLE handle)
{
  FakeSession *session = NULL;
  CK_RV rv = fake_session_get (handle, &session);

  if (rv != CKR_OK)
    return rv;
  if (session->found == NULL)
    return CKR_OPERATION_NOT_INITIALIZED;

  g_clear_pointer (&session->found, g_array_unref);
  return CKR_OK;
}

CK_RV
C_FindObjectsFinal (CK_SESSION_HANDLE handle)
{
  return FAKE_SERVE (find_objects_final (handle));
}

/* What never leaves the token. */
static gboolean
is_secret (FakeObject *object, CK_ATTRIBUTE_TYPE type)
{
  switch (type) {
  case FAKE_CKA_PRIVATE_VALUE:
    return TRUE;
  case CKA_VALUE:
  case CKA_PRIVATE_EXPONENT:
  case CKA_PRIME_1:
  case CKA_PRIME_2:
  case CKA_EXPONENT_1:
  case CKA_EXPONENT_2:
  case CKA_COEFFICIENT:
    return fake_object_get_number (object, CKA_CLASS) == CKO_PRIVATE_KEY;
  default:
    return FALSE;
  }
}

static CK_RV
read_attribute (FakeObject *object, CK_ATTRIBUTE *attribute)
{
  GBytes *value = fake_object_get (object, attribute->type);
  size_t length = value != NULL ? g_bytes_get_size (value) : 0;
  CK_RV rv = CKR_OK;

  if (is_secret (object, attribute->type))
    rv = CKR_ATTRIBUTE_SENSITIVE;
  else if (value == NULL)
    rv = CKR_ATTRIBUTE_TYPE_INVALID;
  else if (attribute->pValue != NULL && attribute->ulValueLen < length)
    rv = CKR_BUFFER_TOO_SMALL;
  else if (attribute->pValue != NULL && length > 0)
    memcpy (attribute->pValue, g_bytes_get_data (value, NULL), length);

  attribute->ulValueLen = rv == CKR_OK ? length : CK_UNAVAILABLE_INFORMATION;
  return rv;
}

static CK_RV
get_attribute_value (CK_SESSION_HANDLE handle,
                     CK_OBJECT_HANDLE object_handle,
                     CK_ATTRIBUTE *attributes,
                     CK_ULONG n_attributes)
{
  FakeSession *session = NULL;
  CK_RV rv = fake_session_get (handle, &session);
  g_autoptr (FakeObject) object = NULL;

  if (rv != CKR_OK)
    return rv;

  object = load_visible (session, object_handle);
  if (object == NULL)
    return CKR_OBJECT_HANDLE_INVALID;

  /* The script has the last word, whatever the key was made with. */
  if (fake_object_get_number (object, CKA_CLASS) == CKO_PRIVATE_KEY)
    fake_object_set_flag (object, CKA_ALWAYS_AUTHENTICATE,
                          fake_token_get_flag (session->token, "always-authenticate", FALSE));

  for (CK_ULONG i = 0; i < n_attributes; i++) {
    CK_RV one = read_attribute (object, &attributes[i]);

    if (one != CKR_OK)
      rv = one;
  }

  return rv;
}

CK_RV
C_GetAttributeValue (CK_SESSION_HANDLE handle,
                     CK_OBJECT_HANDLE object,
                     CK_ATTRIBUTE *attributes,
                     CK_ULONG n_attributes)
{
  return FAKE_SERVE (get_attribute_value (handle, object, attributes, n_attributes));
}

static CK_RV
check_new_object (FakeToken *token, FakeObject *object)
{
  CK_ULONG class = fake_object_get_number (object, CKA_CLASS);

  if (class == CK_UNAVAILABLE_INFORMATION)
    return CKR_TEMPLATE_INCOMPLETE;
  if (class != CKO_CERTIFICATE && class != CKO_PUBLIC_KEY && class != CKO_DATA)
    return CKR_TEMPLATE_INCONSISTENT;
  if (class == CKO_CERTIFICATE && fake_object_get (object, CKA_VALUE) == NULL)
    return CKR_TEMPLATE_INCOMPLETE;
  if (!fake_object_get_flag (object, CKA_TOKEN))
    return CKR_ATTRIBUTE_VALUE_INVALID;

  return fake_token_get_flag (token, "full", FALSE) ? CKR_DEVICE_MEMORY : CKR_OK;
}

static CK_RV
create_object (CK_SESSION_HANDLE handle,
               const CK_ATTRIBUTE *attributes,
               CK_ULONG n_attributes,
               CK_OBJECT_HANDLE *created)
{
  FakeSession *session = NULL;
  CK_RV rv = fake_session_get_writable (handle, &session);
  g_autoptr (FakeObject) object = fake_object_new ();

  if (rv != CKR_OK)
    return rv;

  fake_object_set_all (object, attributes, n_attributes);
  rv = check_new_object (session->token, object);
  if (rv != CKR_OK)
    return rv;

  *created = fake_store_add (fake_token_get_directory (session->token),
                             fake_token_get_group (session->token), object);
  return *created != CK_INVALID_HANDLE ? CKR_OK : CKR_DEVICE_ERROR;
}

CK_RV
C_CreateObject (CK_SESSION_HANDLE handle,
                CK_ATTRIBUTE *attributes,
                CK_ULONG n_attributes,
                CK_OBJECT_HANDLE *object)
{
  return FAKE_SERVE (create_object (handle, attributes, n_attributes, object));
}

static CK_RV
destroy_object (CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE object)
{
  FakeSession *session = NULL;
  CK_RV rv = fake_session_get_writable (handle, &session);

  if (rv != CKR_OK)
    return rv;

  return fake_store_remove (fake_token_get_directory (session->token),
                            fake_token_get_group (session->token), object)
             ? CKR_OK
             : CKR_OBJECT_HANDLE_INVALID;
}

CK_RV
C_DestroyObject (CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE object)
{
  return FAKE_SERVE (destroy_object (handle, object));
}

static gboolean
may_change (CK_ATTRIBUTE_TYPE type)
{
  return type == CKA_ID || type == CKA_LABEL || type == CKA_SUBJECT || type == CKA_ISSUER
         || type == CKA_SERIAL_NUMBER;
}

static CK_RV
set_attribute_value (CK_SESSION_HANDLE handle,
                     CK_OBJECT_HANDLE object_handle,
                     const CK_ATTRIBUTE *attributes,
                     CK_ULONG n_attributes)
{
  FakeSession *session = NULL;
  CK_RV rv = fake_session_get_writable (handle, &session);
  g_autoptr (FakeObject) object = NULL;

  if (rv != CKR_OK)
    return rv;

  object = load_visible (session, object_handle);
  if (object == NULL)
    return CKR_OBJECT_HANDLE_INVALID;
  for (CK_ULONG i = 0; i < n_attributes; i++)
    if (!may_change (attributes[i].type))
      return CKR_ATTRIBUTE_READ_ONLY;

  fake_object_set_all (object, attributes, n_attributes);
  return fake_store_replace (fake_token_get_directory (session->token),
                             fake_token_get_group (session->token), object_handle, object)
             ? CKR_OK
             : CKR_DEVICE_ERROR;
}

CK_RV
C_SetAttributeValue (CK_SESSION_HANDLE handle,
                     CK_OBJECT_HANDLE object,
                     CK_ATTRIBUTE *attributes,
                     CK_ULONG n_attributes)
{
  return FAKE_SERVE (set_attribute_value (handle, object, attributes, n_attributes));
}
