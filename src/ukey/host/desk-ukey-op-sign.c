/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-ukey-op.h"

#include "desk-openssl.h"
#include "desk-pkcs11-error.h"
#include "desk-pkcs11-login.h"

#include <openssl/ec.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ECDSA_SIG, ECDSA_SIG_free)

#define DIGEST_LENGTH        32
#define MAX_SIGNATURE_LENGTH 1024
#define RAW_P256_LENGTH      64

/* DigestInfo of SHA-256 up to the digest (RFC 8017, section 9.2, note 1): CKM_RSA_PKCS pads, but
 * does not say which digest it was. */
static const uint8_t sha256_digest_info[] = {
  0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
  0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20,
};

static gboolean
find_private_key (DeskPkcs11Session *session, GBytes *key_id, CK_OBJECT_HANDLE *key, GError **error)
{
  g_autoptr (GArray) keys
      = desk_pkcs11_session_find_by_id (session, CKO_PRIVATE_KEY, key_id, error);

  if (keys == NULL)
    return FALSE;
  if (keys->len == 0) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_NO_KEY, "the token has no such key");
    return FALSE;
  }

  *key = g_array_index (keys, CK_OBJECT_HANDLE, 0);
  return TRUE;
}

static gboolean
read_flag (DeskPkcs11Session *session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type)
{
  g_autoptr (GBytes) value = desk_pkcs11_session_read (session, object, type);

  return value != NULL && g_bytes_get_size (value) == sizeof (CK_BBOOL)
         && *(const CK_BBOOL *) g_bytes_get_data (value, NULL) == CK_TRUE;
}

static gboolean
read_is_rsa (DeskPkcs11Session *session, CK_OBJECT_HANDLE key)
{
  g_autoptr (GBytes) value = desk_pkcs11_session_read (session, key, CKA_KEY_TYPE);
  CK_KEY_TYPE type = CKK_RSA;

  if (value != NULL && g_bytes_get_size (value) == sizeof type)
    memcpy (&type, g_bytes_get_data (value, NULL), sizeof type);

  return type == CKK_RSA;
}

/* Both at once where the module gives both: every question costs SoftHSM a look at its files, and a
 * card an exchange. */
static void
describe_key (DeskPkcs11Session *session, CK_OBJECT_HANDLE key, DeskKeyKind *kind)
{
  CK_KEY_TYPE type = CKK_RSA;
  CK_BBOOL always_authenticate = CK_FALSE;
  CK_ATTRIBUTE wanted[] = {
    { CKA_KEY_TYPE, &type, sizeof type },
    { CKA_ALWAYS_AUTHENTICATE, &always_authenticate, sizeof always_authenticate },
  };
  CK_RV rv = desk_pkcs11_session_get_functions (session)->C_GetAttributeValue (
      desk_pkcs11_session_get_handle (session), key, wanted, G_N_ELEMENTS (wanted));

  if (rv == CKR_OK && wanted[0].ulValueLen == sizeof type
      && wanted[1].ulValueLen == sizeof always_authenticate) {
    kind->is_rsa = type == CKK_RSA;
    kind->always_authenticate = always_authenticate == CK_TRUE;
  } else {
    kind->is_rsa = read_is_rsa (session, key);
    kind->always_authenticate = read_flag (session, key, CKA_ALWAYS_AUTHENTICATE);
  }
}

/* Some drivers answer in the form that everyone else wants. */
static gboolean
is_der_already (const uint8_t *signature, size_t length)
{
  const uint8_t *in = signature;
  g_autoptr (ECDSA_SIG) parsed
      = length != RAW_P256_LENGTH ? d2i_ECDSA_SIG (NULL, &in, (long) length) : NULL;

  return parsed != NULL && in == signature + length;
}

/* A token answers with r and s side by side, everyone else wants a DER SEQUENCE. */
static GBytes *
ecdsa_to_der (const uint8_t *raw, size_t length, GError **error)
{
  g_autoptr (ECDSA_SIG) signature = ECDSA_SIG_new ();
  BIGNUM *r;
  BIGNUM *s;
  uint8_t *der = NULL;
  int der_length;

  if (is_der_already (raw, length))
    return g_bytes_new (raw, length);
  if (length == 0 || length % 2 != 0) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_DRIVER,
                 "C_Sign gave an ECDSA signature of %zu bytes", length);
    return NULL;
  }

  r = BN_bin2bn (raw, (int) (length / 2), NULL);
  s = BN_bin2bn (raw + length / 2, (int) (length / 2), NULL);
  ECDSA_SIG_set0 (signature, r, s);
  der_length = i2d_ECDSA_SIG (signature, &der);
  return desk_openssl_take_der (der, der_length);
}

/* Up to the point where the key is ready to sign. */
static gboolean
begin (DeskPkcs11Session *session,
       CK_OBJECT_HANDLE key,
       const DeskKeyKind *kind,
       DeskSecret *pin,
       GError **error)
{
  CK_MECHANISM mechanism = { kind->is_rsa ? CKM_RSA_PKCS : CKM_ECDSA, NULL, 0 };
  CK_RV rv = desk_pkcs11_session_get_functions (session)->C_SignInit (
      desk_pkcs11_session_get_handle (session), &mechanism, key);

  if (rv != CKR_OK)
    return desk_pkcs11_set_error (error, rv, "C_SignInit");

  return !kind->always_authenticate || desk_pkcs11_login_again (session, pin, error);
}

static GBytes *
sign_with (DeskPkcs11Session *session,
           CK_OBJECT_HANDLE key,
           const DeskKeyKind *kind,
           DeskSecret *pin,
           GBytes *digest,
           GError **error)
{
  uint8_t input[sizeof sha256_digest_info + DIGEST_LENGTH];
  size_t prefix = kind->is_rsa ? sizeof sha256_digest_info : 0;
  uint8_t signature[MAX_SIGNATURE_LENGTH];
  CK_ULONG length = sizeof signature;
  CK_RV rv;

  memcpy (input, sha256_digest_info, prefix);
  memcpy (input + prefix, g_bytes_get_data (digest, NULL), DIGEST_LENGTH);
  if (!begin (session, key, kind, pin, error))
    return NULL;

  rv = desk_pkcs11_session_get_functions (session)->C_Sign (
      desk_pkcs11_session_get_handle (session), input, prefix + DIGEST_LENGTH, signature, &length);
  if (rv != CKR_OK) {
    desk_pkcs11_set_error (error, rv, "C_Sign");
    return NULL;
  }
  if (length == 0 || length > sizeof signature) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_DRIVER, "C_Sign gave %lu bytes", length);
    return NULL;
  }

  return kind->is_rsa ? g_bytes_new (signature, length) : ecdsa_to_der (signature, length, error);
}

DeskUkeyMessage *
desk_ukey_op_sign (DeskHost *host, DeskUkeyMessage *request, GError **error)
{
  const char *serial = desk_ukey_message_get_text (request, DESK_UKEY_TAG_SERIAL);
  GBytes *key_id = desk_ukey_message_get_bytes (request, DESK_UKEY_TAG_KEY_ID);
  GBytes *digest = desk_ukey_message_get_bytes (request, DESK_UKEY_TAG_DIGEST);
  DeskSecret *pin = desk_ukey_message_get_secret (request, DESK_UKEY_TAG_PIN);
  DeskPkcs11Module *module = desk_host_get_module (host, error);
  g_autoptr (DeskPkcs11Session) session
      = module != NULL ? desk_pkcs11_session_open (module, serial, FALSE, error) : NULL;
  g_autoptr (GBytes) signature = NULL;
  CK_OBJECT_HANDLE key;
  DeskKeyKind kind;
  DeskUkeyMessage *answer;

  if (session == NULL || !desk_pkcs11_login_user (session, pin, error))
    return NULL;

  if (!find_private_key (session, key_id, &key, error))
    return NULL;

  if (!desk_host_recall_key (host, serial, key_id, &kind))
    describe_key (session, key, &kind);
  signature = sign_with (session, key, &kind, pin, digest, error);
  if (signature == NULL)
    return NULL;

  desk_host_remember_key (host, serial, key_id, &kind);
  answer = desk_ukey_message_new (DESK_UKEY_KIND_SIGNED);
  desk_ukey_message_add_bytes (answer, DESK_UKEY_TAG_SIGNATURE, signature);
  return answer;
}
