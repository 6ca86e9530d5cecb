/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-pki"

#include "desk-signature.h"

#include "desk-openssl.h"

#include <openssl/core_names.h>
#include <openssl/rsa.h>

G_DEFINE_QUARK (desk - signature - error - quark, desk_signature_error)

/* SP 800-131A: nothing weaker than 112 bits. */
#define RSA_BITS_MINIMUM 2048
/* A longer key only costs the verifier time. */
#define RSA_BITS_MAXIMUM 8192

static const char *const curves[] = { "prime256v1", "secp384r1", "secp521r1", NULL };

static gboolean
accepts_curve (EVP_PKEY *key)
{
  char group[32];
  int is_explicit = 0;

  /* Parameters written out instead of named can hide another generator (CVE-2020-0601). */
  if (EVP_PKEY_get_int_param (key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &is_explicit)
          == 1
      && is_explicit != 0)
    return FALSE;

  return EVP_PKEY_get_utf8_string_param (key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, NULL)
             == 1
         && g_strv_contains (curves, group);
}

gboolean
desk_signature_accepts_key (EVP_PKEY *key, GError **error)
{
  gboolean accepted = FALSE;

  if (key != NULL && EVP_PKEY_is_a (key, "RSA") == 1)
    accepted = EVP_PKEY_get_bits (key) >= RSA_BITS_MINIMUM
               && EVP_PKEY_get_bits (key) <= RSA_BITS_MAXIMUM;
  else if (key != NULL && EVP_PKEY_is_a (key, "EC") == 1)
    accepted = accepts_curve (key);

  if (!accepted)
    desk_openssl_set_error (error, DESK_SIGNATURE_ERROR, DESK_SIGNATURE_ERROR_KEY,
                            "the key is not of an accepted kind and size");
  return accepted;
}

gboolean
desk_signature_verify (EVP_PKEY *key,
                       const char *digest_name,
                       const uint8_t *digest,
                       size_t digest_length,
                       GBytes *signature,
                       GError **error)
{
  g_autoptr (EVP_PKEY_CTX) context = NULL;
  const EVP_MD *md = EVP_get_digestbyname (digest_name);
  size_t length;
  const uint8_t *value = g_bytes_get_data (signature, &length);
  gboolean ok;

  g_return_val_if_fail (md != NULL && digest_length == (size_t) EVP_MD_get_size (md), FALSE);

  if (!desk_signature_accepts_key (key, error))
    return FALSE;

  context = EVP_PKEY_CTX_new_from_pkey (NULL, key, NULL);
  ok = context != NULL && EVP_PKEY_verify_init (context) == 1
       && (EVP_PKEY_is_a (key, "EC") == 1
           || EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PADDING) == 1)
       && EVP_PKEY_CTX_set_signature_md (context, md) == 1
       && EVP_PKEY_verify (context, value, length, digest, digest_length) == 1;
  if (!ok)
    desk_openssl_set_error (error, DESK_SIGNATURE_ERROR, DESK_SIGNATURE_ERROR_WRONG,
                            "the signature does not verify");
  return ok;
}
