/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Keys, signatures, random bytes. */

#include "fake-key.h"
#include "fake-module.h"
#include "fake-session.h"
#include "fake-store.h"

#include <openssl/ec.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)

#define RSA_MIN_BITS 2048
#define RSA_MAX_BITS 4096

static const uint8_t p256_parameters[]
    = { 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07 };

static CK_RV
generate_rsa (FakeObject *wanted, EVP_PKEY **key)
{
  CK_ULONG bits = fake_object_get_number (wanted, CKA_MODULUS_BITS);

  if (bits < RSA_MIN_BITS || bits > RSA_MAX_BITS)
    return CKR_KEY_SIZE_RANGE;

  *key = EVP_RSA_gen ((unsigned int) bits);
  return CKR_OK;
}

static CK_RV
generate_p256 (FakeObject *wanted, EVP_PKEY **key)
{
  GBytes *parameters = fake_object_get (wanted, CKA_EC_PARAMS);

  if (parameters == NULL || g_bytes_get_size (parameters) != sizeof p256_parameters
      || memcmp (g_bytes_get_data (parameters, NULL), p256_parameters, sizeof p256_parameters) != 0)
    return CKR_DOMAIN_PARAMS_INVALID;

  *key = EVP_EC_gen ("P-256");
  return CKR_OK;
}

static CK_RV
generate_key (FakeToken *token, CK_MECHANISM_TYPE type, FakeObject *wanted, EVP_PKEY **key)
{
  CK_RV rv = CKR_MECHANISM_INVALID;

  if (fake_token_get_flag (token, "full", FALSE))
    return CKR_DEVICE_MEMORY;
  if (type == CKM_RSA_PKCS_KEY_PAIR_GEN && fake_token_get_flag (token, "rsa", TRUE))
    rv = generate_rsa (wanted, key);
  else if (type == CKM_EC_KEY_PAIR_GEN && fake_token_get_flag (token, "p256", TRUE))
    rv = generate_p256 (wanted, key);

  return rv == CKR_OK && *key == NULL ? CKR_DEVICE_ERROR : rv;
}

static CK_OBJECT_HANDLE
store_half (FakeToken *token, FakeObject *object, EVP_PKEY *key, gboolean is_private)
{
  fake_key_describe (object, key, is_private);
  return fake_store_add (fake_token_get_directory (token), fake_token_get_group (token), object);
}

/* The templates of a call, taken apart. */
typedef struct {
  const CK_ATTRIBUTE *attributes;
  CK_ULONG n_attributes;
} FakeTemplate;

static CK_RV
generate_key_pair (CK_SESSION_HANDLE handle,
                   const CK_MECHANISM *mechanism,
                   FakeTemplate public_template,
                   FakeTemplate private_template,
                   CK_OBJECT_HANDLE *public_key,
                   CK_OBJECT_HANDLE *private_key)
{
  FakeSession *session = NULL;
  CK_RV rv = fake_session_get_writable (handle, &session);
  g_autoptr (FakeObject) public_half = fake_object_new ();
  g_autoptr (FakeObject) private_half = fake_object_new ();
  g_autoptr (EVP_PKEY) key = NULL;

  if (rv != CKR_OK)
    return rv;

  fake_object_set_all (public_half, public_template.attributes, public_template.n_attributes);
  fake_object_set_all (private_half, private_template.attributes, private_template.n_attributes);
  rv = generate_key (session->token, mechanism->mechanism, public_half, &key);
  if (rv != CKR_OK)
    return rv;

  *public_key = store_half (session->token, public_half, key, FALSE);
  *private_key = store_half (session->token, private_half, key, TRUE);
  return *public_key != CK_INVALID_HANDLE && *private_key != CK_INVALID_HANDLE ? CKR_OK
                                                                               : CKR_DEVICE_ERROR;
}

CK_RV
C_GenerateKeyPair (CK_SESSION_HANDLE handle,
                   CK_MECHANISM *mechanism,
                   CK_ATTRIBUTE *public_attributes,
                   CK_ULONG n_public_attributes,
                   CK_ATTRIBUTE *private_attributes,
                   CK_ULONG n_private_attributes,
                   CK_OBJECT_HANDLE *public_key,
                   CK_OBJECT_HANDLE *private_key)
{
  FakeTemplate public_template = { public_attributes, n_public_attributes };
  FakeTemplate private_template = { private_attributes, n_private_attributes };

  return FAKE_SERVE (generate_key_pair (handle, mechanism, public_template, private_template,
                                        public_key, private_key));
}

static CK_RV
load_key (FakeSession *session, CK_OBJECT_HANDLE handle, EVP_PKEY **key)
{
  g_autoptr (FakeObject) object = fake_store_load (fake_token_get_directory (session->token),
                                                   fake_token_get_group (session->token), handle);

  *key = object != NULL ? fake_key_load (object) : NULL;
  return *key != NULL ? CKR_OK : CKR_KEY_HANDLE_INVALID;
}

static CK_RV
sign_init (CK_SESSION_HANDLE handle, const CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key_handle)
{
  FakeSession *session = NULL;
  CK_RV rv = fake_session_get (handle, &session);
  g_autoptr (EVP_PKEY) key = NULL;

  if (rv != CKR_OK)
    return rv;
  if (session->signing)
    return CKR_OPERATION_ACTIVE;
  if (mechanism->mechanism != CKM_RSA_PKCS && mechanism->mechanism != CKM_ECDSA)
    return CKR_MECHANISM_INVALID;
  if (fake_token_get_login (session->token) != FAKE_LOGIN_USER)
    return CKR_USER_NOT_LOGGED_IN;

  rv = load_key (session, key_handle, &key);
  if (rv != CKR_OK)
    return rv;
  if (EVP_PKEY_is_a (key, "RSA") != (mechanism->mechanism == CKM_RSA_PKCS))
    return CKR_KEY_TYPE_INCONSISTENT;

  session->signing = TRUE;
  session->authenticated = FALSE;
  session->key = key_handle;
  return CKR_OK;
}

CK_RV
C_SignInit (CK_SESSION_HANDLE handle, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
  return FAKE_SERVE (sign_init (handle, mechanism, key));
}

static CK_RV
sign (CK_SESSION_HANDLE handle,
      const CK_BYTE *data,
      CK_ULONG data_length,
      CK_BYTE *signature,
      CK_ULONG *length)
{
  FakeSession *session = NULL;
  CK_RV rv = fake_session_get (handle, &session);
  g_autoptr (EVP_PKEY) key = NULL;

  if (rv != CKR_OK)
    return rv;
  if (!session->signing)
    return CKR_OPERATION_NOT_INITIALIZED;

  rv = load_key (session, session->key, &key);
  if (rv == CKR_OK && signature == NULL) {
    *length = fake_key_get_signature_length (key);
    return CKR_OK;
  }
  if (rv == CKR_OK && !session->authenticated
      && fake_token_get_flag (session->token, "always-authenticate", FALSE))
    rv = CKR_USER_NOT_LOGGED_IN;
  if (rv == CKR_OK)
    rv = fake_key_sign (key, data, data_length, signature, length);

  session->signing = rv == CKR_BUFFER_TOO_SMALL;
  return rv;
}

CK_RV
C_Sign (CK_SESSION_HANDLE handle,
        CK_BYTE *data,
        CK_ULONG data_length,
        CK_BYTE *signature,
        CK_ULONG *length)
{
  return FAKE_SERVE (sign (handle, data, data_length, signature, length));
}

static CK_RV
generate_random (CK_SESSION_HANDLE handle, CK_BYTE *bytes, CK_ULONG length)
{
  FakeSession *session = NULL;
  CK_RV rv = fake_session_get (handle, &session);

  if (rv != CKR_OK)
    return rv;

  return RAND_bytes (bytes, (int) length) == 1 ? CKR_OK : CKR_DEVICE_ERROR;
}

CK_RV
C_GenerateRandom (CK_SESSION_HANDLE handle, CK_BYTE *bytes, CK_ULONG length)
{
  return FAKE_SERVE (generate_random (handle, bytes, length));
}
