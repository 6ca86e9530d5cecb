/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-ukey-op.h"

#include "desk-openssl.h"
#include "desk-pkcs11-error.h"
#include "desk-pkcs11-login.h"
#include "desk-pkcs11-public-key.h"
#include "desk-x509.h"

static CK_BBOOL yes = CK_TRUE;
static CK_BBOOL no = CK_FALSE;

static GBytes *
encode_name (X509_NAME *name)
{
  uint8_t *der = NULL;
  int length = i2d_X509_NAME (name, &der);

  return desk_openssl_take_der (der, length);
}

/* Removes what stands under @key_id already, after the new one is there: never none. */
static void
remove_others (DeskPkcs11Session *session, GBytes *key_id, CK_OBJECT_HANDLE kept)
{
  g_autoptr (GArray) objects
      = desk_pkcs11_session_find_by_id (session, CKO_CERTIFICATE, key_id, NULL);

  for (guint i = 0; objects != NULL && i < objects->len; i++) {
    CK_OBJECT_HANDLE object = g_array_index (objects, CK_OBJECT_HANDLE, i);

    if (object != kept)
      desk_pkcs11_session_get_functions (session)->C_DestroyObject (
          desk_pkcs11_session_get_handle (session), object);
  }
}

static GBytes *
encode_serial (X509 *certificate)
{
  uint8_t *der = NULL;
  int length = i2d_ASN1_INTEGER (X509_get_serialNumber (certificate), &der);

  return desk_openssl_take_der (der, length);
}

static CK_ATTRIBUTE
make_attribute (CK_ATTRIBUTE_TYPE type, GBytes *value)
{
  return (CK_ATTRIBUTE){ type, (void *) g_bytes_get_data (value, NULL), g_bytes_get_size (value) };
}

/* Issuer and serial number may be left out (PKCS#11 2.40, 4.6.3), but not for NSS. */
static gboolean
create_certificate (DeskPkcs11Session *session,
                    X509 *certificate,
                    GBytes *key_id,
                    GBytes *der,
                    CK_OBJECT_HANDLE *object,
                    GError **error)
{
  CK_OBJECT_CLASS class = CKO_CERTIFICATE;
  CK_CERTIFICATE_TYPE type = CKC_X_509;
  g_autoptr (GBytes) subject = encode_name (X509_get_subject_name (certificate));
  g_autoptr (GBytes) issuer = encode_name (X509_get_issuer_name (certificate));
  g_autoptr (GBytes) serial = encode_serial (certificate);
  CK_ATTRIBUTE template[] = {
    { CKA_CLASS, &class, sizeof class }, { CKA_CERTIFICATE_TYPE, &type, sizeof type },
    { CKA_TOKEN, &yes, sizeof yes },     { CKA_PRIVATE, &no, sizeof no },
    make_attribute (CKA_ID, key_id),     make_attribute (CKA_SUBJECT, subject),
    make_attribute (CKA_ISSUER, issuer), make_attribute (CKA_SERIAL_NUMBER, serial),
    make_attribute (CKA_VALUE, der),
  };
  CK_RV rv = desk_pkcs11_session_get_functions (session)->C_CreateObject (
      desk_pkcs11_session_get_handle (session), template, G_N_ELEMENTS (template), object);

  return rv == CKR_OK || desk_pkcs11_set_error (error, rv, "C_CreateObject");
}

static GBytes *
find_key_id (DeskPkcs11Session *session, X509 *certificate, GError **error)
{
  uint8_t *der = NULL;
  int length = i2d_X509_PUBKEY (X509_get_X509_PUBKEY (certificate), &der);
  g_autoptr (GBytes) public_key = desk_openssl_take_der (der, length);

  return desk_pkcs11_public_key_find_id (session, public_key, error);
}

DeskUkeyMessage *
desk_ukey_op_write_certificate (DeskHost *host, DeskUkeyMessage *request, GError **error)
{
  const char *serial = desk_ukey_message_get_text (request, DESK_UKEY_TAG_SERIAL);
  DeskSecret *pin = desk_ukey_message_get_secret (request, DESK_UKEY_TAG_PIN);
  GBytes *key_id = desk_ukey_message_get_bytes (request, DESK_UKEY_TAG_KEY_ID);
  GBytes *der = desk_ukey_message_get_bytes (request, DESK_UKEY_TAG_DER);
  g_autoptr (X509) certificate = desk_x509_new_from_der (der, error);
  DeskPkcs11Module *module = certificate != NULL ? desk_host_get_module (host, error) : NULL;
  g_autoptr (DeskPkcs11Session) session
      = module != NULL ? desk_pkcs11_session_open (module, serial, TRUE, error) : NULL;
  g_autoptr (GBytes) id = NULL;
  CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;

  if (session == NULL || !desk_pkcs11_login_user (session, pin, error))
    return NULL;

  id = key_id != NULL ? g_bytes_ref (key_id) : find_key_id (session, certificate, error);
  if (id == NULL || !create_certificate (session, certificate, id, der, &object, error))
    return NULL;

  remove_others (session, id, object);
  return desk_ukey_message_new (DESK_UKEY_KIND_DONE);
}
