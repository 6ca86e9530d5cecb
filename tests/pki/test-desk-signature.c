/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-signature.h"

#include "desk-encoding.h"
#include "desk-openssl.h"

#include <openssl/core_names.h>
#include <string.h>

static EVP_PKEY *
explicit_curve_new (void)
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_name (NULL, "EC", NULL);
  OSSL_PARAM parameters[] = {
    OSSL_PARAM_construct_utf8_string (OSSL_PKEY_PARAM_GROUP_NAME, (char *) "P-256", 0),
    OSSL_PARAM_construct_utf8_string (OSSL_PKEY_PARAM_EC_ENCODING, (char *) "explicit", 0),
    OSSL_PARAM_construct_end (),
  };
  EVP_PKEY *key = NULL;
  uint8_t *der = NULL;
  const uint8_t *next;
  int length;

  EVP_PKEY_keygen_init (context);
  g_assert_cmpint (EVP_PKEY_CTX_set_params (context, parameters), ==, 1);
  g_assert_cmpint (EVP_PKEY_generate (context, &key), ==, 1);

  /* Only what was read counts as written out. */
  length = i2d_PUBKEY (key, &der);
  next = der;
  EVP_PKEY_free (key);
  key = d2i_PUBKEY (NULL, &next, length);
  g_assert_nonnull (key);
  OPENSSL_free (der);
  return key;
}

static void
check_kind (EVP_PKEY *key, gboolean accepted)
{
  g_autoptr (EVP_PKEY) owned = key;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (owned);
  g_assert_cmpint (desk_signature_accepts_key (owned, &error), ==, accepted);
  if (accepted)
    g_assert_no_error (error);
  else
    g_assert_error (error, DESK_SIGNATURE_ERROR, DESK_SIGNATURE_ERROR_KEY);
}

static void
test_kinds (void)
{
  g_autoptr (GError) error = NULL;

  check_kind (EVP_RSA_gen (2048), TRUE);
  check_kind (EVP_EC_gen ("P-256"), TRUE);
  check_kind (EVP_EC_gen ("P-384"), TRUE);
  check_kind (EVP_EC_gen ("P-521"), TRUE);
  check_kind (EVP_RSA_gen (1024), FALSE);
  check_kind (EVP_EC_gen ("P-224"), FALSE);
  check_kind (EVP_EC_gen ("secp256k1"), FALSE);
  check_kind (EVP_PKEY_Q_keygen (NULL, NULL, "ED25519"), FALSE);
  check_kind (explicit_curve_new (), FALSE);
  g_assert_false (desk_signature_accepts_key (NULL, &error));
  g_assert_error (error, DESK_SIGNATURE_ERROR, DESK_SIGNATURE_ERROR_KEY);
}

static GBytes *
sign_with_openssl (EVP_PKEY *key, const char *digest_name, const char *text)
{
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  size_t length = (size_t) EVP_PKEY_get_size (key);
  g_autofree uint8_t *value = g_malloc (length);

  g_assert_cmpint (EVP_DigestSignInit_ex (context, NULL, digest_name, NULL, NULL, key, NULL), ==,
                   1);
  g_assert_cmpint (EVP_DigestSign (context, value, &length, (const uint8_t *) text, strlen (text)),
                   ==, 1);
  return g_bytes_new (value, length);
}

static void
test_digests (void)
{
  static const char *const names[] = { "SHA256", "SHA384", "SHA512" };
  g_autoptr (EVP_PKEY) rsa = EVP_RSA_gen (2048);
  g_autoptr (EVP_PKEY) ec = EVP_EC_gen ("P-384");
  EVP_PKEY *keys[] = { rsa, ec };

  for (size_t i = 0; i < G_N_ELEMENTS (names) * G_N_ELEMENTS (keys); i++) {
    const char *name = names[i / G_N_ELEMENTS (keys)];
    EVP_PKEY *key = keys[i % G_N_ELEMENTS (keys)];
    g_autoptr (GBytes) signature = sign_with_openssl (key, name, "text");
    g_autoptr (GError) error = NULL;
    uint8_t digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;

    EVP_Digest ("text", 4, digest, &length, EVP_get_digestbyname (name), NULL);
    g_assert_true (desk_signature_verify (key, name, digest, length, signature, &error));
    g_assert_no_error (error);
    digest[0] ^= 1;
    g_assert_false (desk_signature_verify (key, name, digest, length, signature, &error));
    g_assert_error (error, DESK_SIGNATURE_ERROR, DESK_SIGNATURE_ERROR_WRONG);
  }
}

/* A failure leaves nothing that the next one would tell as its own. */
static void
test_error_text (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) next = NULL;
  const uint8_t rubbish[] = { 0x30, 0x03, 0x02 };
  const uint8_t *end = rubbish;

  g_assert_null (d2i_X509 (NULL, &end, sizeof rubbish));
  desk_openssl_set_error (&error, DESK_SIGNATURE_ERROR, DESK_SIGNATURE_ERROR_KEY, "doing this");
  desk_openssl_set_error (&next, DESK_SIGNATURE_ERROR, DESK_SIGNATURE_ERROR_WRONG, "doing that");
  g_assert_true (g_str_has_prefix (error->message, "doing this: "));
  g_assert_nonnull (strstr (error->message, "asn1"));
  g_assert_cmpstr (next->message, ==, "doing that");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pki/signature/kinds", test_kinds);
  g_test_add_func ("/pki/signature/digests", test_digests);
  g_test_add_func ("/pki/signature/error-text", test_error_text);
  return g_test_run ();
}
