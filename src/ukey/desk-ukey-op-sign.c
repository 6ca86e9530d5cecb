/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-op.h"

#include "desk-openssl.h"
#include "desk-pkcs11-error.h"

#include <openssl/ec.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ECDSA_SIG, ECDSA_SIG_free)

#define DIGEST_LENGTH        32
#define MAX_SIGNATURE_LENGTH 1024

/* DigestInfo of SHA-256 up to the digest (RFC 8017, section 9.2, note 1): CKM_RSA_PKCS pads, but
 * does not say which digest it was. */
static const uint8_t sha256_digest_info[] = {
  0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
  0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20,
};

static CK_OBJECT_HANDLE
find_private_key (DeskPkcs11Session *session, GBytes *key_id, GError **error)
{
  CK_OBJECT_CLASS class = CKO_PRIVATE_KEY;
  CK_ATTRIBUTE template[] = {
    { CKA_CLASS, &class, sizeof class },
    { CKA_ID, (void *) g_bytes_get_data (key_id, NULL), g_bytes_get_size (key_id) },
  };

  return desk_pkcs11_session_find (session, template, G_N_ELEMENTS (template), error);
}

static gboolean
read_flag (DeskPkcs11Session *session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type)
{
  g_autoptr (GBytes) value = desk_pkcs11_session_read (session, object, type);

  return value != NULL && g_bytes_get_size (value) == sizeof (CK_BBOOL)
         && *(const CK_BBOOL *) g_bytes_get_data (value, NULL) == CK_TRUE;
}

static gboolean
is_rsa (DeskPkcs11Session *session, CK_OBJECT_HANDLE key)
{
  g_autoptr (GBytes) value = desk_pkcs11_session_read (session, key, CKA_KEY_TYPE);
  CK_KEY_TYPE type = CKK_RSA;

  if (value != NULL && g_bytes_get_size (value) == sizeof type)
    memcpy (&type, g_bytes_get_data (value, NULL), sizeof type);

  return type == CKK_RSA;
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

static GBytes *
sign_with (DeskPkcs11Session *session,
           CK_OBJECT_HANDLE key,
           DeskSecret *pin,
           const uint8_t digest[static DIGEST_LENGTH],
           GError **error)
{
  CK_FUNCTION_LIST *functions = desk_pkcs11_session_get_functions (session);
  CK_SESSION_HANDLE handle = desk_pkcs11_session_get_handle (session);
  gboolean rsa = is_rsa (session, key);
  CK_MECHANISM mechanism = { rsa ? CKM_RSA_PKCS : CKM_ECDSA, NULL, 0 };
  uint8_t input[sizeof sha256_digest_info + DIGEST_LENGTH];
  size_t prefix = rsa ? sizeof sha256_digest_info : 0;
  uint8_t signature[MAX_SIGNATURE_LENGTH];
  CK_ULONG length = sizeof signature;
  CK_RV rv;

  memcpy (input, sha256_digest_info, prefix);
  memcpy (input + prefix, digest, DIGEST_LENGTH);

  rv = functions->C_SignInit (handle, &mechanism, key);
  if (rv != CKR_OK) {
    desk_pkcs11_set_error (error, rv, "C_SignInit");
    return NULL;
  }
  if (read_flag (session, key, CKA_ALWAYS_AUTHENTICATE)
      && !desk_pkcs11_session_login_again (session, pin, error))
    return NULL;

  rv = functions->C_Sign (handle, input, prefix + DIGEST_LENGTH, signature, &length);
  if (rv != CKR_OK) {
    desk_pkcs11_set_error (error, rv, "C_Sign");
    return NULL;
  }

  return rsa ? g_bytes_new (signature, length) : ecdsa_to_der (signature, length, error);
}

GBytes *
desk_ukey_op_sign (DeskPkcs11Module *module,
                   const char *token_serial,
                   GBytes *key_id,
                   DeskSecret *pin,
                   const uint8_t digest[static DIGEST_LENGTH],
                   GError **error)
{
  g_autoptr (DeskPkcs11Session) session
      = desk_pkcs11_session_open (module, token_serial, FALSE, error);
  CK_OBJECT_HANDLE key;

  if (session == NULL || !desk_pkcs11_session_login (session, pin, error))
    return NULL;

  key = find_private_key (session, key_id, error);
  if (key == CK_INVALID_HANDLE)
    return NULL;

  return sign_with (session, key, pin, digest, error);
}
