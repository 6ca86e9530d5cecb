/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-fixture.h"

#include "desk-test-pki.h"

#include <openssl/ec.h>
#include <openssl/rsa.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ECDSA_SIG, ECDSA_SIG_free)

#define DIGEST_LENGTH 32

/* DER of the object identifier of P-256, 1.2.840.10045.3.1.7. */
static uint8_t p256_parameters[] = { 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07 };

static CK_BBOOL yes = CK_TRUE;
static CK_BBOOL no = CK_FALSE;

static CK_RV
generate (Fixture *fixture, CK_SESSION_HANDLE session, gboolean rsa, CK_OBJECT_HANDLE handles[2])
{
  CK_MECHANISM mechanism = { rsa ? CKM_RSA_PKCS_KEY_PAIR_GEN : CKM_EC_KEY_PAIR_GEN, NULL, 0 };
  CK_ULONG bits = 2048;
  CK_ATTRIBUTE public_template[] = {
    { CKA_TOKEN, &yes, sizeof yes },
    { rsa ? CKA_MODULUS_BITS : CKA_EC_PARAMS, rsa ? (void *) &bits : p256_parameters,
      rsa ? sizeof bits : sizeof p256_parameters },
    { CKA_ID, (void *) "id", 2 },
  };
  CK_ATTRIBUTE private_template[] = {
    { CKA_TOKEN, &yes, sizeof yes },
    { CKA_ID, (void *) "id", 2 },
  };

  return fixture->calls->C_GenerateKeyPair (
      session, &mechanism, public_template, G_N_ELEMENTS (public_template), private_template,
      G_N_ELEMENTS (private_template), &handles[0], &handles[1]);
}

static CK_ULONG
read_value (Fixture *fixture,
            CK_SESSION_HANDLE session,
            CK_OBJECT_HANDLE object,
            CK_ATTRIBUTE_TYPE type,
            uint8_t *value,
            CK_ULONG room)
{
  CK_ATTRIBUTE attribute = { type, value, room };

  g_assert_cmphex (fixture->calls->C_GetAttributeValue (session, object, &attribute, 1), ==,
                   CKR_OK);
  return attribute.ulValueLen;
}

static EVP_PKEY *
build_rsa (const uint8_t *modulus, CK_ULONG length)
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_name (NULL, "RSA", NULL);
  g_autoptr (BIGNUM) n = BN_bin2bn (modulus, (int) length, NULL);
  uint8_t native[512];
  unsigned int exponent = 65537;
  EVP_PKEY *key = NULL;
  OSSL_PARAM parameters[] = {
    OSSL_PARAM_construct_BN ("n", native, length),
    OSSL_PARAM_construct_uint ("e", &exponent),
    OSSL_PARAM_construct_end (),
  };

  g_assert_cmpint (BN_bn2nativepad (n, native, (int) length), >, 0);
  g_assert_cmpint (EVP_PKEY_fromdata_init (context), ==, 1);
  g_assert_cmpint (EVP_PKEY_fromdata (context, &key, EVP_PKEY_PUBLIC_KEY, parameters), ==, 1);
  return key;
}

static EVP_PKEY *
build_p256 (uint8_t *point, CK_ULONG length)
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_name (NULL, "EC", NULL);
  EVP_PKEY *key = NULL;
  OSSL_PARAM parameters[] = {
    OSSL_PARAM_construct_utf8_string ("group", (char *) "P-256", 0),
    OSSL_PARAM_construct_octet_string ("pub", point, length),
    OSSL_PARAM_construct_end (),
  };

  g_assert_cmpint (EVP_PKEY_fromdata_init (context), ==, 1);
  g_assert_cmpint (EVP_PKEY_fromdata (context, &key, EVP_PKEY_PUBLIC_KEY, parameters), ==, 1);
  return key;
}

static void
verify_raw (EVP_PKEY *key, const uint8_t *digest, const uint8_t *signature, CK_ULONG length)
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new (key, NULL);

  g_assert_cmpint (EVP_PKEY_verify_init (context), ==, 1);
  g_assert_cmpint (EVP_PKEY_verify (context, signature, length, digest, DIGEST_LENGTH), ==, 1);
}

static CK_RV
sign (Fixture *fixture,
      CK_SESSION_HANDLE session,
      CK_OBJECT_HANDLE key,
      CK_MECHANISM_TYPE type,
      uint8_t signature[512],
      CK_ULONG *length)
{
  CK_MECHANISM mechanism = { type, NULL, 0 };
  uint8_t digest[DIGEST_LENGTH] = { 1, 2, 3 };
  CK_RV rv = fixture->calls->C_SignInit (session, &mechanism, key);

  if (rv != CKR_OK)
    return rv;

  *length = 0;
  g_assert_cmphex (fixture->calls->C_Sign (session, digest, sizeof digest, NULL, length), ==,
                   CKR_OK);
  return fixture->calls->C_Sign (session, digest, sizeof digest, signature, length);
}

static void
test_rsa (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_log_in (fixture);
  CK_OBJECT_HANDLE handles[2];
  uint8_t digest[DIGEST_LENGTH] = { 1, 2, 3 };
  uint8_t modulus[512];
  uint8_t signature[512];
  CK_ULONG length;
  g_autoptr (EVP_PKEY) key = NULL;

  g_assert_cmphex (generate (fixture, session, TRUE, handles), ==, CKR_OK);
  length = read_value (fixture, session, handles[0], CKA_MODULUS, modulus, sizeof modulus);
  g_assert_cmpuint (length, ==, 256);
  key = build_rsa (modulus, length);
  g_assert_cmphex (sign (fixture, session, handles[1], CKM_ECDSA, signature, &length), ==,
                   CKR_KEY_TYPE_INCONSISTENT);
  g_assert_cmphex (sign (fixture, session, handles[1], CKM_RSA_PKCS, signature, &length), ==,
                   CKR_OK);
  verify_raw (key, digest, signature, length);
}

static void
test_p256 (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_log_in (fixture);
  CK_OBJECT_HANDLE handles[2];
  uint8_t digest[DIGEST_LENGTH] = { 1, 2, 3 };
  uint8_t point[128];
  uint8_t signature[512];
  uint8_t *der = NULL;
  CK_ULONG length;
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (ECDSA_SIG) pair = ECDSA_SIG_new ();
  int der_length;

  g_assert_cmphex (generate (fixture, session, FALSE, handles), ==, CKR_OK);
  length = read_value (fixture, session, handles[0], CKA_EC_POINT, point, sizeof point);
  g_assert_cmpuint (length, ==, 67);
  key = build_p256 (point + 2, length - 2);
  g_assert_cmphex (sign (fixture, session, handles[1], CKM_ECDSA, signature, &length), ==, CKR_OK);
  g_assert_cmpuint (length, ==, 64);
  ECDSA_SIG_set0 (pair, BN_bin2bn (signature, 32, NULL), BN_bin2bn (signature + 32, 32, NULL));
  der_length = i2d_ECDSA_SIG (pair, &der);
  verify_raw (key, digest, der, (CK_ULONG) der_length);
  OPENSSL_free (der);
}

static void
test_sign_order (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);
  CK_MECHANISM mechanism = { CKM_ECDSA, NULL, 0 };
  CK_MECHANISM unknown = { CKM_SHA_1, NULL, 0 };
  uint8_t digest[DIGEST_LENGTH] = { 0 };
  uint8_t signature[64];
  CK_ULONG length = sizeof signature;
  CK_OBJECT_HANDLE key;

  g_assert_cmphex (fixture->calls->C_SignInit (session, &mechanism, 1), ==, CKR_USER_NOT_LOGGED_IN);
  fixture->calls->C_Login (session, CKU_USER, PIN, LENGTH);
  key = fake_fixture_find (fixture, session, CKO_PRIVATE_KEY);
  g_assert_cmphex (fixture->calls->C_Sign (session, digest, 32, signature, &length), ==,
                   CKR_OPERATION_NOT_INITIALIZED);
  g_assert_cmphex (fixture->calls->C_SignInit (session, &unknown, key), ==, CKR_MECHANISM_INVALID);
  g_assert_cmphex (fixture->calls->C_SignInit (session, &mechanism, 77), ==,
                   CKR_KEY_HANDLE_INVALID);
  g_assert_cmphex (fixture->calls->C_SignInit (session, &mechanism, key), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_SignInit (session, &mechanism, key), ==, CKR_OPERATION_ACTIVE);
  length = 10;
  g_assert_cmphex (fixture->calls->C_Sign (session, digest, 32, signature, &length), ==,
                   CKR_BUFFER_TOO_SMALL);
  length = sizeof signature;
  g_assert_cmphex (fixture->calls->C_Sign (session, digest, 32, signature, &length), ==, CKR_OK);
}

static void
test_always_authenticate (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_log_in (fixture);
  CK_OBJECT_HANDLE key = fake_fixture_find (fixture, session, CKO_PRIVATE_KEY);
  CK_MECHANISM mechanism = { CKM_ECDSA, NULL, 0 };
  uint8_t digest[DIGEST_LENGTH] = { 0 };
  uint8_t signature[512];
  uint8_t flag = 0;
  CK_ULONG length = sizeof signature;

  fake_fixture_set (fixture, "always-authenticate", "1");
  read_value (fixture, session, key, CKA_ALWAYS_AUTHENTICATE, &flag, 1);
  g_assert_cmpuint (flag, ==, CK_TRUE);
  g_assert_cmphex (fixture->calls->C_Login (session, CKU_CONTEXT_SPECIFIC, PIN, LENGTH), ==,
                   CKR_OPERATION_NOT_INITIALIZED);
  g_assert_cmphex (sign (fixture, session, key, CKM_ECDSA, signature, &length), ==,
                   CKR_USER_NOT_LOGGED_IN);

  length = sizeof signature;
  fixture->calls->C_SignInit (session, &mechanism, key);
  g_assert_cmphex (fixture->calls->C_Login (session, CKU_CONTEXT_SPECIFIC, WRONG_PIN, LENGTH), ==,
                   CKR_PIN_INCORRECT);
  g_assert_cmphex (fixture->calls->C_Login (session, CKU_CONTEXT_SPECIFIC, PIN, LENGTH), ==,
                   CKR_OK);
  g_assert_cmphex (fixture->calls->C_Sign (session, digest, 32, signature, &length), ==, CKR_OK);
}

/* The private half is there for the user alone, and its value for nobody. */
static void
test_private (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);
  uint8_t value[512];
  CK_ATTRIBUTE attributes[] = {
    { CKA_VALUE, value, sizeof value },
    { CKA_KEY_TYPE, value, sizeof value },
    { CKA_MODULUS, value, sizeof value },
  };
  CK_OBJECT_HANDLE key;

  g_assert_cmpuint (fake_fixture_find (fixture, session, CKO_PRIVATE_KEY), ==, CK_INVALID_HANDLE);
  g_assert_cmpuint (fake_fixture_find (fixture, session, CKO_PUBLIC_KEY), !=, CK_INVALID_HANDLE);
  fixture->calls->C_Login (session, CKU_USER, PIN, LENGTH);
  key = fake_fixture_find (fixture, session, CKO_PRIVATE_KEY);
  g_assert_cmphex (fixture->calls->C_GetAttributeValue (session, key, attributes, 1), ==,
                   CKR_ATTRIBUTE_SENSITIVE);
  g_assert_cmphex (fixture->calls->C_GetAttributeValue (session, key, attributes, 3), ==,
                   CKR_ATTRIBUTE_TYPE_INVALID);
  g_assert_cmpuint (attributes[0].ulValueLen, ==, CK_UNAVAILABLE_INFORMATION);
  g_assert_cmpuint (attributes[1].ulValueLen, ==, sizeof (CK_KEY_TYPE));
  attributes[1].ulValueLen = 1;
  g_assert_cmphex (fixture->calls->C_GetAttributeValue (session, key, attributes + 1, 1), ==,
                   CKR_BUFFER_TOO_SMALL);
  g_assert_cmphex (fixture->calls->C_GetAttributeValue (session, 77, attributes, 1), ==,
                   CKR_OBJECT_HANDLE_INVALID);
}

static CK_RV
create_certificate (Fixture *fixture, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *object)
{
  CK_OBJECT_CLASS class = CKO_CERTIFICATE;
  CK_ATTRIBUTE attributes[] = {
    { CKA_CLASS, &class, sizeof class },
    { CKA_TOKEN, &yes, sizeof yes },
    { CKA_PRIVATE, &no, sizeof no },
    { CKA_VALUE, (void *) "der", 3 },
  };

  return fixture->calls->C_CreateObject (session, attributes, G_N_ELEMENTS (attributes), object);
}

static void
test_certificate (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_open (fixture, 0);
  CK_ATTRIBUTE label = { CKA_LABEL, (void *) "name", 4 };
  CK_ATTRIBUTE class = { CKA_CLASS, (void *) "name", 4 };
  CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
  uint8_t value[8];

  g_assert_cmphex (create_certificate (fixture, session, &object), ==, CKR_USER_NOT_LOGGED_IN);
  fixture->calls->C_Login (session, CKU_USER, PIN, LENGTH);
  g_assert_cmphex (create_certificate (fixture, session, &object), ==, CKR_OK);
  g_assert_cmpuint (fake_fixture_find (fixture, session, CKO_CERTIFICATE), ==, object);
  g_assert_cmpmem (value, read_value (fixture, session, object, CKA_VALUE, value, 8), "der", 3);
  g_assert_cmphex (fixture->calls->C_SetAttributeValue (session, object, &label, 1), ==, CKR_OK);
  g_assert_cmpmem (value, read_value (fixture, session, object, CKA_LABEL, value, 8), "name", 4);
  g_assert_cmphex (fixture->calls->C_SetAttributeValue (session, object, &class, 1), ==,
                   CKR_ATTRIBUTE_READ_ONLY);
  g_assert_cmphex (fixture->calls->C_DestroyObject (session, object), ==, CKR_OK);
  g_assert_cmphex (fixture->calls->C_DestroyObject (session, object), ==,
                   CKR_OBJECT_HANDLE_INVALID);
  g_assert_cmpuint (fake_fixture_find (fixture, session, CKO_CERTIFICATE), ==, CK_INVALID_HANDLE);
}

static void
test_full (Fixture *fixture, gconstpointer unused)
{
  CK_SESSION_HANDLE session = fake_fixture_log_in (fixture);
  CK_SESSION_HANDLE other;
  CK_OBJECT_HANDLE handles[2];

  fake_fixture_set (fixture, "full", "1");
  g_assert_cmphex (create_certificate (fixture, session, handles), ==, CKR_DEVICE_MEMORY);
  g_assert_cmphex (generate (fixture, session, FALSE, handles), ==, CKR_DEVICE_MEMORY);
  fake_fixture_set (fixture, "write-protected", "1");
  g_assert_cmphex (create_certificate (fixture, session, handles), ==, CKR_TOKEN_WRITE_PROTECTED);
  g_assert_cmphex (fake_fixture_get_flags (fixture) & CKF_WRITE_PROTECTED, !=, 0);
  g_assert_cmphex (
      fixture->calls->C_OpenSession (0, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &other),
      ==, CKR_TOKEN_WRITE_PROTECTED);
  fake_fixture_set (fixture, "rsa", "0");
  fake_fixture_set (fixture, "full", "0");
  fake_fixture_set (fixture, "write-protected", "0");
  g_assert_cmphex (generate (fixture, session, TRUE, handles), ==, CKR_MECHANISM_INVALID);
}

/* What a test puts on a token looks like what a program made there. */
static void
test_prepared (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DeskTestIdentity) identity = desk_test_identity_new (&(DeskTestProfile){
      .name = "Somebody", .subject_key = desk_test_fake_ukey_get_key (fixture->ukey) });
  CK_SESSION_HANDLE session = fake_fixture_log_in (fixture);
  uint8_t key_id[64];
  uint8_t certificate_id[64];
  CK_ULONG length;
  CK_OBJECT_HANDLE object;

  desk_test_fake_ukey_add_certificate (fixture->ukey, 0, identity->certificate);
  object = fake_fixture_find (fixture, session, CKO_PRIVATE_KEY);
  length = read_value (fixture, session, object, CKA_ID, key_id, sizeof key_id);
  object = fake_fixture_find (fixture, session, CKO_CERTIFICATE);
  g_assert_cmpmem (
      certificate_id,
      read_value (fixture, session, object, CKA_ID, certificate_id, sizeof certificate_id), key_id,
      length);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  FAKE_TEST_ADD ("objects/rsa", test_rsa);
  FAKE_TEST_ADD ("objects/p256", test_p256);
  FAKE_TEST_ADD ("objects/sign-order", test_sign_order);
  FAKE_TEST_ADD ("objects/always-authenticate", test_always_authenticate);
  FAKE_TEST_ADD ("objects/private", test_private);
  FAKE_TEST_ADD ("objects/certificate", test_certificate);
  FAKE_TEST_ADD ("objects/full", test_full);
  FAKE_TEST_ADD ("objects/prepared", test_prepared);

  return g_test_run ();
}
