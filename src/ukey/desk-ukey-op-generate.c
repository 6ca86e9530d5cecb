/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-op.h"

#include "desk-id.h"
#include "desk-openssl.h"
#include "desk-pkcs11-error.h"

#include <openssl/core_names.h>
#include <openssl/bn.h>
#include <openssl/param_build.h>
#include <string.h>

#define KEY_ID_LENGTH 16
#define RSA_BITS      2048

/* DER of the object identifier of P-256, 1.2.840.10045.3.1.7: CKA_EC_PARAMS. */
static const uint8_t p256_parameters[]
    = { 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07 };

static const uint8_t rsa_exponent[] = { 0x01, 0x00, 0x01 };

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_PARAM, OSSL_PARAM_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_PARAM_BLD, OSSL_PARAM_BLD_free)

static CK_BBOOL yes = CK_TRUE;
static CK_BBOOL no = CK_FALSE;

static gboolean
call_generate (DeskPkcs11Session *session,
               DeskUkeyAlgorithm algorithm,
               const uint8_t id[static KEY_ID_LENGTH],
               const char *label,
               CK_OBJECT_HANDLE *public_key,
               GError **error)
{
  CK_FUNCTION_LIST *functions = desk_pkcs11_session_get_functions (session);
  gboolean rsa = algorithm == DESK_UKEY_RSA_2048;
  CK_MECHANISM mechanism = { rsa ? CKM_RSA_PKCS_KEY_PAIR_GEN : CKM_EC_KEY_PAIR_GEN, NULL, 0 };
  CK_ULONG bits = RSA_BITS;
  CK_ATTRIBUTE public_template[] = {
    { CKA_TOKEN, &yes, sizeof yes },
    { CKA_VERIFY, &yes, sizeof yes },
    { CKA_ID, (void *) id, KEY_ID_LENGTH },
    { CKA_LABEL, (void *) label, strlen (label) },
    { rsa ? CKA_MODULUS_BITS : CKA_EC_PARAMS, rsa ? (void *) &bits : (void *) p256_parameters,
      rsa ? sizeof bits : sizeof p256_parameters },
    { CKA_PUBLIC_EXPONENT, (void *) rsa_exponent, sizeof rsa_exponent },
  };
  CK_ATTRIBUTE private_template[] = {
    { CKA_TOKEN, &yes, sizeof yes },
    { CKA_PRIVATE, &yes, sizeof yes },
    { CKA_SENSITIVE, &yes, sizeof yes },
    { CKA_EXTRACTABLE, &no, sizeof no },
    { CKA_SIGN, &yes, sizeof yes },
    { CKA_ID, (void *) id, KEY_ID_LENGTH },
    { CKA_LABEL, (void *) label, strlen (label) },
  };
  CK_ULONG n_public = G_N_ELEMENTS (public_template) - (rsa ? 0 : 1);
  CK_OBJECT_HANDLE private_key;
  CK_RV rv = functions->C_GenerateKeyPair (
      desk_pkcs11_session_get_handle (session), &mechanism, public_template, n_public,
      private_template, G_N_ELEMENTS (private_template), public_key, &private_key);

  if (rv != CKR_OK)
    return desk_pkcs11_set_error (error, rv, "C_GenerateKeyPair");

  return TRUE;
}

/* CKA_EC_POINT is an OCTET STRING around the point; some drivers leave the wrapping out. */
static GBytes *
unwrap_point (GBytes *value)
{
  size_t length;
  const uint8_t *bytes = g_bytes_get_data (value, &length);
  gboolean wrapped = length > 2 && bytes[0] == 0x04 && bytes[1] == length - 2 && bytes[2] == 0x04;

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
desk_ukey_op_generate (DeskPkcs11Module *module,
                       const char *token_serial,
                       DeskSecret *pin,
                       DeskUkeyAlgorithm algorithm,
                       const char *label,
                       GBytes **public_key,
                       GError **error)
{
  g_autoptr (DeskPkcs11Session) session
      = desk_pkcs11_session_open (module, token_serial, TRUE, error);
  uint8_t id[KEY_ID_LENGTH];
  CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;

  if (session == NULL || !desk_pkcs11_session_login (session, pin, error))
    return NULL;

  desk_id_random_bytes (id, sizeof id);
  if (!call_generate (session, algorithm, id, label, &object, error))
    return NULL;

  *public_key = algorithm == DESK_UKEY_RSA_2048 ? read_rsa_public_key (session, object)
                                                : read_p256_public_key (session, object);
  if (*public_key == NULL) {
    g_set_error (error, DESK_UKEY_ERROR, DESK_UKEY_ERROR_DRIVER,
                 "the new key does not tell its public half");
    return NULL;
  }

  return g_bytes_new (id, sizeof id);
}
