/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-pkcs11-public-key.h"

#include "desk-key-error.h"
#include "desk-openssl.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_PARAM, OSSL_PARAM_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_PARAM_BLD, OSSL_PARAM_BLD_free)

#define POINT_LENGTH 65 /* of P-256, uncompressed */

/* CKA_EC_POINT is an OCTET STRING around the point; some drivers leave the wrapping out. */
static GBytes *
unwrap_point (GBytes *value)
{
  size_t length;
  const uint8_t *bytes = g_bytes_get_data (value, &length);
  gboolean wrapped = length == POINT_LENGTH + 2 && bytes[0] == 0x04 && bytes[1] == POINT_LENGTH;

  return wrapped ? g_bytes_new_from_bytes (value, 2, length - 2) : g_bytes_ref (value);
}

static GBytes *
encode_public_key (const char *type, OSSL_PARAM_BLD *builder)
{
  g_autoptr (OSSL_PARAM) parameters = OSSL_PARAM_BLD_to_param (builder);
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_name (NULL, type, NULL);
  g_autoptr (EVP_PKEY) key = NULL;
  uint8_t *der = NULL;
  int length;

  if (parameters == NULL || EVP_PKEY_fromdata_init (context) != 1
      || EVP_PKEY_fromdata (context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
    return NULL;

  length = i2d_PUBKEY (key, &der);
  return desk_openssl_take_der (der, length);
}

static GBytes *
read_rsa_public_key (DeskPkcs11Session *session, CK_OBJECT_HANDLE object)
{
  g_autoptr (GBytes) modulus = desk_pkcs11_session_read (session, object, CKA_MODULUS);
  g_autoptr (GBytes) exponent = desk_pkcs11_session_read (session, object, CKA_PUBLIC_EXPONENT);
  g_autoptr (OSSL_PARAM_BLD) builder = OSSL_PARAM_BLD_new ();
  g_autoptr (BIGNUM) n = NULL;
  g_autoptr (BIGNUM) e = NULL;

  if (modulus == NULL || exponent == NULL)
    return NULL;

  n = BN_bin2bn (g_bytes_get_data (modulus, NULL), (int) g_bytes_get_size (modulus), NULL);
  e = BN_bin2bn (g_bytes_get_data (exponent, NULL), (int) g_bytes_get_size (exponent), NULL);
  OSSL_PARAM_BLD_push_BN (builder, OSSL_PKEY_PARAM_RSA_N, n);
  OSSL_PARAM_BLD_push_BN (builder, OSSL_PKEY_PARAM_RSA_E, e);
  return encode_public_key ("RSA", builder);
}

static GBytes *
read_p256_public_key (DeskPkcs11Session *session, CK_OBJECT_HANDLE object)
{
  g_autoptr (GBytes) value = desk_pkcs11_session_read (session, object, CKA_EC_POINT);
  g_autoptr (OSSL_PARAM_BLD) builder = OSSL_PARAM_BLD_new ();
  g_autoptr (GBytes) point = NULL;

  if (value == NULL)
    return NULL;

  point = unwrap_point (value);
  OSSL_PARAM_BLD_push_utf8_string (builder, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
  OSSL_PARAM_BLD_push_octet_string (builder, OSSL_PKEY_PARAM_PUB_KEY,
                                    g_bytes_get_data (point, NULL), g_bytes_get_size (point));
  return encode_public_key ("EC", builder);
}

GBytes *
desk_pkcs11_public_key_read (DeskPkcs11Session *session, CK_OBJECT_HANDLE object)
{
  g_autoptr (GBytes) value = desk_pkcs11_session_read (session, object, CKA_KEY_TYPE);
  CK_KEY_TYPE type;

  if (value == NULL || g_bytes_get_size (value) != sizeof type)
    return NULL;

  memcpy (&type, g_bytes_get_data (value, NULL), sizeof type);
  switch (type) {
  case CKK_RSA:
    return read_rsa_public_key (session, object);
  case CKK_EC:
    return read_p256_public_key (session, object);
  default:
    return NULL;
  }
}

GBytes *
desk_pkcs11_public_key_find_id (DeskPkcs11Session *session, GBytes *public_key, GError **error)
{
  CK_OBJECT_CLASS class = CKO_PUBLIC_KEY;
  CK_ATTRIBUTE template[] = { { CKA_CLASS, &class, sizeof class } };
  g_autoptr (GArray) objects
      = desk_pkcs11_session_find_all (session, template, G_N_ELEMENTS (template), error);

  if (objects == NULL)
    return NULL;

  for (guint i = 0; i < objects->len; i++) {
    CK_OBJECT_HANDLE object = g_array_index (objects, CK_OBJECT_HANDLE, i);
    g_autoptr (GBytes) candidate = desk_pkcs11_public_key_read (session, object);

    if (candidate != NULL && g_bytes_equal (candidate, public_key)) {
      GBytes *id = desk_pkcs11_session_read (session, object, CKA_ID);

      return id != NULL ? id : g_bytes_new_static ("", 0);
    }
  }

  g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_NO_KEY,
               "the token has no key that belongs to the certificate");
  return NULL;
}
