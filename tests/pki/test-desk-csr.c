/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-csr.h"

#include "desk-signature.h"
#include "desk-subject-name.h"
#include "desk-test-pki.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_PARAM_BLD, OSSL_PARAM_BLD_free)

static GBytes *
public_key_of (EVP_PKEY *key)
{
  uint8_t *der = NULL;
  int length = i2d_PUBKEY (key, &der);

  return desk_openssl_take_der (der, length);
}

static GBytes *
sign (EVP_PKEY *key, const uint8_t digest[static 32])
{
  g_autoptr (X509) carrier = X509_new ();
  g_autoptr (DeskSigner) signer = desk_signer_new_for_key (carrier, NULL, key);
  g_autoptr (GError) error = NULL;
  GBytes *signature = desk_signer_sign_digest (signer, digest, &error);

  g_assert_no_error (error);
  return signature;
}

static void
check_round_trip (EVP_PKEY *key)
{
  g_autoptr (GBytes) public_key = public_key_of (key);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskCsr) csr = desk_csr_begin (public_key, "张三", &error);
  g_autoptr (GBytes) signature = NULL;
  g_autofree char *pem = NULL;
  g_autoptr (X509_REQ) request = NULL;
  uint8_t digest[32];
  char name[64];

  g_assert_no_error (error);
  desk_csr_get_digest (csr, digest);
  signature = sign (key, digest);
  pem = desk_csr_finish (csr, signature, &error);
  g_assert_no_error (error);

  request = desk_csr_parse (pem, &error);
  g_assert_no_error (error);
  g_assert_cmpint (EVP_PKEY_eq (X509_REQ_get0_pubkey (request), key), ==, 1);
  X509_NAME_get_text_by_NID (X509_REQ_get_subject_name (request), NID_commonName, name,
                             sizeof name);
  g_assert_cmpstr (name, ==, "张三");
}

static void
test_round_trip (void)
{
  g_autoptr (EVP_PKEY) ec = EVP_EC_gen ("P-256");
  g_autoptr (EVP_PKEY) rsa = EVP_RSA_gen (2048);

  check_round_trip (ec);
  check_round_trip (rsa);
}

static void
test_wrong_signature (void)
{
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autoptr (EVP_PKEY) other = EVP_EC_gen ("P-256");
  g_autoptr (GBytes) public_key = public_key_of (key);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskCsr) csr = desk_csr_begin (public_key, "张三", &error);
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GBytes) rubbish = g_bytes_new_static ("rubbish", 7);
  uint8_t digest[32];

  desk_csr_get_digest (csr, digest);
  signature = sign (other, digest);
  g_assert_null (desk_csr_finish (csr, signature, &error));
  g_assert_error (error, DESK_CSR_ERROR, DESK_CSR_ERROR_SIGNATURE);
  g_clear_error (&error);
  g_assert_null (desk_csr_finish (csr, rubbish, &error));
  g_assert_error (error, DESK_CSR_ERROR, DESK_CSR_ERROR_SIGNATURE);
}

static void
test_begin_refuses (void)
{
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autoptr (EVP_PKEY) short_key = EVP_RSA_gen (1024);
  g_autoptr (EVP_PKEY) other_curve = EVP_EC_gen ("secp256k1");
  g_autoptr (EVP_PKEY) other_kind = EVP_PKEY_Q_keygen (NULL, NULL, "ED25519");
  EVP_PKEY *weak[] = { short_key, other_curve, other_kind };
  g_autoptr (GBytes) public_key = public_key_of (key);
  g_autoptr (GBytes) rubbish = g_bytes_new_static ("rubbish", 7);
  g_autofree char *long_name = g_strnfill (65, 'x');
  const char *names[] = { "", long_name, "\xff" };
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_csr_begin (rubbish, "张三", &error));
  g_assert_error (error, DESK_CSR_ERROR, DESK_CSR_ERROR_FORM);

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    g_clear_error (&error);
    g_assert_null (desk_csr_begin (public_key, names[i], &error));
    g_assert_error (error, DESK_SUBJECT_NAME_ERROR, DESK_SUBJECT_NAME_ERROR_FORM);
  }

  for (size_t i = 0; i < G_N_ELEMENTS (weak); i++) {
    g_autoptr (GBytes) weak_key = public_key_of (weak[i]);

    g_clear_error (&error);
    g_assert_null (desk_csr_begin (weak_key, "张三", &error));
    g_assert_error (error, DESK_SIGNATURE_ERROR, DESK_SIGNATURE_ERROR_KEY);
  }
}

/* The public key of @key with exponent 1: the padded digest is its own signature. */
static EVP_PKEY *
without_exponent (EVP_PKEY *key)
{
  g_autoptr (OSSL_PARAM_BLD) builder = OSSL_PARAM_BLD_new ();
  g_autoptr (BIGNUM) one = BN_new ();
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_name (NULL, "RSA", NULL);
  BIGNUM *modulus = NULL;
  OSSL_PARAM *parameters;
  EVP_PKEY *changed = NULL;

  g_assert_cmpint (EVP_PKEY_get_bn_param (key, OSSL_PKEY_PARAM_RSA_N, &modulus), ==, 1);
  BN_one (one);
  OSSL_PARAM_BLD_push_BN (builder, OSSL_PKEY_PARAM_RSA_N, modulus);
  OSSL_PARAM_BLD_push_BN (builder, OSSL_PKEY_PARAM_RSA_E, one);
  parameters = OSSL_PARAM_BLD_to_param (builder);
  EVP_PKEY_fromdata_init (context);
  g_assert_cmpint (EVP_PKEY_fromdata (context, &changed, EVP_PKEY_PUBLIC_KEY, parameters), ==, 1);
  OSSL_PARAM_free (parameters);
  BN_free (modulus);
  return changed;
}

static void
test_unsound_key (void)
{
  /* DigestInfo of SHA-256 (RFC 8017, 9.2, note 1) */
  static const uint8_t prefix[] = { 0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                    0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20 };
  g_autoptr (EVP_PKEY) key = EVP_RSA_gen (2048);
  g_autoptr (EVP_PKEY) unsound = without_exponent (key);
  g_autoptr (GBytes) public_key = public_key_of (unsound);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskCsr) csr = desk_csr_begin (public_key, "张三", &error);
  g_autoptr (GBytes) signature = NULL;
  uint8_t padded[256] = { 0x00, 0x01 };

  g_assert_no_error (error);
  memset (padded + 2, 0xff, 256 - 2 - 1 - sizeof prefix - 32);
  memcpy (padded + 256 - 32 - sizeof prefix, prefix, sizeof prefix);
  desk_csr_get_digest (csr, padded + 256 - 32);
  signature = g_bytes_new (padded, sizeof padded);
  g_assert_null (desk_csr_finish (csr, signature, &error));
  g_assert_error (error, DESK_CSR_ERROR, DESK_CSR_ERROR_FORM);
  g_assert_nonnull (strstr (error->message, "sound"));
}

static char *
request_by_openssl (EVP_PKEY *key, const EVP_MD *digest)
{
  g_autoptr (X509_REQ) request = X509_REQ_new ();
  g_autoptr (BIO) sink = BIO_new (BIO_s_mem ());
  char *data = NULL;
  long length;

  X509_REQ_set_pubkey (request, key);
  g_assert_cmpint (X509_REQ_sign (request, key, digest), >, 0);
  PEM_write_bio_X509_REQ (sink, request);
  length = BIO_get_mem_data (sink, &data);
  return g_strndup (data, (size_t) length);
}

static void
test_parse (void)
{
  g_autoptr (EVP_PKEY) key = EVP_RSA_gen (2048);
  g_autoptr (EVP_PKEY) weak = EVP_RSA_gen (1024);
  g_autofree char *strong_request = request_by_openssl (key, EVP_sha384 ());
  g_autofree char *sha1_request = request_by_openssl (key, EVP_sha1 ());
  g_autofree char *weak_request = request_by_openssl (weak, EVP_sha256 ());
  g_autoptr (GError) error = NULL;
  g_autoptr (X509_REQ) request = desk_csr_parse (strong_request, &error);

  g_assert_no_error (error);
  g_assert_null (desk_csr_parse (sha1_request, &error));
  g_assert_error (error, DESK_CSR_ERROR, DESK_CSR_ERROR_FORM);
  g_clear_error (&error);
  g_assert_null (desk_csr_parse (weak_request, &error));
  g_assert_error (error, DESK_SIGNATURE_ERROR, DESK_SIGNATURE_ERROR_KEY);
  g_clear_error (&error);
  g_assert_null (desk_csr_parse ("", &error));
  g_assert_error (error, DESK_CSR_ERROR, DESK_CSR_ERROR_FORM);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pki/csr/round-trip", test_round_trip);
  g_test_add_func ("/pki/csr/wrong-signature", test_wrong_signature);
  g_test_add_func ("/pki/csr/begin-refuses", test_begin_refuses);
  g_test_add_func ("/pki/csr/unsound-key", test_unsound_key);
  g_test_add_func ("/pki/csr/parse", test_parse);
  return g_test_run ();
}
