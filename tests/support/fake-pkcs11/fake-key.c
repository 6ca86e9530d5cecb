/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-key.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ECDSA_SIG, ECDSA_SIG_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY_CTX, EVP_PKEY_CTX_free)

#define P256_FIELD_LENGTH 32
#define P256_POINT_LENGTH 65
#define MAX_LENGTH        1024

/* DER of the object identifier of P-256, 1.2.840.10045.3.1.7. */
static const uint8_t p256_parameters[]
    = { 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07 };

static void
set_number_parameter (FakeObject *object,
                      CK_ATTRIBUTE_TYPE type,
                      EVP_PKEY *key,
                      const char *parameter)
{
  g_autoptr (BIGNUM) number = NULL;
  uint8_t bytes[MAX_LENGTH];

  if (EVP_PKEY_get_bn_param (key, parameter, &number) == 1)
    fake_object_set (object, type, bytes, (size_t) BN_bn2bin (number, bytes));
}

static void
describe_rsa (FakeObject *object, EVP_PKEY *key, gboolean is_private)
{
  fake_object_set_number (object, CKA_KEY_TYPE, CKK_RSA);
  set_number_parameter (object, CKA_MODULUS, key, OSSL_PKEY_PARAM_RSA_N);
  set_number_parameter (object, CKA_PUBLIC_EXPONENT, key, OSSL_PKEY_PARAM_RSA_E);
  if (!is_private)
    fake_object_set_number (object, CKA_MODULUS_BITS, (CK_ULONG) EVP_PKEY_get_bits (key));
}

/* CKA_EC_POINT is an OCTET STRING around the point (PKCS#11 2.40, 2.3.3). */
static void
describe_p256 (FakeObject *object, EVP_PKEY *key, gboolean is_private)
{
  uint8_t point[2 + P256_POINT_LENGTH] = { 0x04, P256_POINT_LENGTH };
  size_t length = 0;

  fake_object_set_number (object, CKA_KEY_TYPE, CKK_EC);
  fake_object_set (object, CKA_EC_PARAMS, p256_parameters, sizeof p256_parameters);
  EVP_PKEY_get_octet_string_param (key, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, point + 2,
                                   P256_POINT_LENGTH, &length);
  if (!is_private)
    fake_object_set (object, CKA_EC_POINT, point, sizeof point);
}

static void
describe_private (FakeObject *object, EVP_PKEY *key)
{
  PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8 (key);
  uint8_t *der = NULL;
  int length = i2d_PKCS8_PRIV_KEY_INFO (info, &der);

  fake_object_set_number (object, CKA_CLASS, CKO_PRIVATE_KEY);
  fake_object_set (object, FAKE_CKA_PRIVATE_VALUE, der, (size_t) length);
  fake_object_set_flag (object, CKA_PRIVATE, TRUE);
  fake_object_set_flag (object, CKA_SENSITIVE, TRUE);
  fake_object_set_flag (object, CKA_ALWAYS_SENSITIVE, TRUE);
  fake_object_set_flag (object, CKA_EXTRACTABLE, FALSE);
  fake_object_set_flag (object, CKA_NEVER_EXTRACTABLE, TRUE);
  fake_object_set_flag (object, CKA_SIGN, TRUE);
  fake_object_set_flag (object, CKA_SIGN_RECOVER, FALSE);
  fake_object_set_flag (object, CKA_DECRYPT, FALSE);
  fake_object_set_flag (object, CKA_UNWRAP, FALSE);
  OPENSSL_clear_free (der, (size_t) length);
  PKCS8_PRIV_KEY_INFO_free (info);
}

void
fake_key_describe (FakeObject *object, EVP_PKEY *key, gboolean is_private)
{
  fake_object_set_flag (object, CKA_TOKEN, TRUE);
  fake_object_set_flag (object, CKA_LOCAL, TRUE);
  fake_object_set_flag (object, CKA_DERIVE, FALSE);
  if (EVP_PKEY_is_a (key, "RSA"))
    describe_rsa (object, key, is_private);
  else
    describe_p256 (object, key, is_private);

  if (is_private) {
    describe_private (object, key);
    return;
  }

  fake_object_set_number (object, CKA_CLASS, CKO_PUBLIC_KEY);
  fake_object_set_flag (object, CKA_PRIVATE, FALSE);
  fake_object_set_flag (object, CKA_VERIFY, TRUE);
  fake_object_set_flag (object, CKA_VERIFY_RECOVER, FALSE);
  fake_object_set_flag (object, CKA_ENCRYPT, FALSE);
  fake_object_set_flag (object, CKA_WRAP, FALSE);
}

EVP_PKEY *
fake_key_load (FakeObject *object)
{
  GBytes *value = fake_object_get (object, FAKE_CKA_PRIVATE_VALUE);
  const uint8_t *der;
  size_t length;

  if (value == NULL)
    return NULL;

  der = g_bytes_get_data (value, &length);
  return d2i_AutoPrivateKey (NULL, &der, (long) length);
}

CK_ULONG
fake_key_get_signature_length (EVP_PKEY *key)
{
  return EVP_PKEY_is_a (key, "RSA") ? (CK_ULONG) EVP_PKEY_get_size (key) : 2 * P256_FIELD_LENGTH;
}

static gboolean
sign_with_openssl (
    EVP_PKEY *key, const uint8_t *data, size_t data_length, uint8_t *result, size_t *length)
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new (key, NULL);
  gboolean done = EVP_PKEY_sign_init (context) > 0;

  if (EVP_PKEY_is_a (key, "RSA"))
    done = done && EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PADDING) > 0;

  done = done && EVP_PKEY_sign (context, result, length, data, data_length) > 0;
  ERR_clear_error ();
  return done;
}

static void
flatten_ecdsa (const uint8_t *der, size_t length, uint8_t *signature)
{
  g_autoptr (ECDSA_SIG) pair = d2i_ECDSA_SIG (NULL, &der, (long) length);

  BN_bn2binpad (ECDSA_SIG_get0_r (pair), signature, P256_FIELD_LENGTH);
  BN_bn2binpad (ECDSA_SIG_get0_s (pair), signature + P256_FIELD_LENGTH, P256_FIELD_LENGTH);
}

CK_RV
fake_key_sign (
    EVP_PKEY *key, const uint8_t *data, size_t data_length, uint8_t *signature, CK_ULONG *length)
{
  CK_ULONG needed = fake_key_get_signature_length (key);
  uint8_t result[MAX_LENGTH];
  size_t result_length = sizeof result;

  if (*length < needed)
    return CKR_BUFFER_TOO_SMALL;
  if (!sign_with_openssl (key, data, data_length, result, &result_length))
    return CKR_DATA_LEN_RANGE;

  if (EVP_PKEY_is_a (key, "RSA"))
    memcpy (signature, result, result_length);
  else
    flatten_ecdsa (result, result_length, signature);

  *length = needed;
  return CKR_OK;
}
