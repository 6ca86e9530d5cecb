/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-pki"

#include "desk-csr.h"

#include "desk-encoding.h"
#include "desk-openssl.h"
#include "desk-signature.h"
#include "desk-subject-name.h"

#include <openssl/pem.h>

G_DEFINE_QUARK (desk - csr - error - quark, desk_csr_error)

#define DIGEST_LENGTH 32

struct _DeskCsr {
  X509_REQ *request; /* owned; its signature is still missing */
  GBytes *info;      /* owned; DER of CertificationRequestInfo */
};

static gboolean
fail (GError **error, DeskCsrError code, const char *what)
{
  desk_openssl_set_error (error, DESK_CSR_ERROR, (int) code, what);
  return FALSE;
}

void
desk_csr_free (DeskCsr *self)
{
  X509_REQ_free (self->request);
  g_clear_pointer (&self->info, g_bytes_unref);
  g_free (self);
}

static gboolean
set_algorithm (X509_REQ *request, EVP_PKEY *key)
{
  g_autoptr (X509_ALGOR) algorithm = X509_ALGOR_new ();
  gboolean is_rsa = EVP_PKEY_is_a (key, "RSA") == 1;

  return algorithm != NULL
         && X509_ALGOR_set0 (
                algorithm,
                OBJ_nid2obj (is_rsa ? NID_sha256WithRSAEncryption : NID_ecdsa_with_SHA256),
                is_rsa ? V_ASN1_NULL : V_ASN1_UNDEF, NULL)
                == 1
         && X509_REQ_set1_signature_algo (request, algorithm) == 1;
}

static EVP_PKEY *
parse_public_key (GBytes *public_key, GError **error)
{
  size_t length;
  const uint8_t *start = g_bytes_get_data (public_key, &length);
  const uint8_t *end = start;
  g_autoptr (EVP_PKEY) key = NULL;

  if (length > 0 && length <= G_MAXINT)
    key = d2i_PUBKEY (NULL, &end, (long) length);
  if (key == NULL || end != start + length) {
    fail (error, DESK_CSR_ERROR_FORM, "not a public key");
    return NULL;
  }

  return desk_signature_accepts_key (key, error) ? g_steal_pointer (&key) : NULL;
}

DeskCsr *
desk_csr_begin (GBytes *public_key, const char *subject, GError **error)
{
  g_autoptr (EVP_PKEY) key = parse_public_key (public_key, error);
  g_autoptr (DeskCsr) self = g_new0 (DeskCsr, 1);
  g_autoptr (X509_NAME) name = NULL;
  uint8_t *info = NULL;
  int info_length;

  if (key == NULL)
    return NULL;
  name = desk_subject_name_parse (subject, error);
  if (name == NULL)
    return NULL;

  self->request = X509_REQ_new ();
  if (self->request == NULL || X509_REQ_set_version (self->request, X509_REQ_VERSION_1) != 1
      || X509_REQ_set_subject_name (self->request, name) != 1
      || X509_REQ_set_pubkey (self->request, key) != 1 || !set_algorithm (self->request, key)) {
    fail (error, DESK_CSR_ERROR_FORM, "the request cannot be made");
    return NULL;
  }

  info_length = i2d_re_X509_REQ_tbs (self->request, &info);
  self->info = desk_openssl_take_der (info, info_length);
  return self->info != NULL ? g_steal_pointer (&self) : NULL;
}

void
desk_csr_get_digest (DeskCsr *self, uint8_t digest[static 32])
{
  desk_sha256 (g_bytes_get_data (self->info, NULL), g_bytes_get_size (self->info), digest);
}

static gboolean
set_signature (X509_REQ *request, GBytes *signature)
{
  ASN1_BIT_STRING *bits = ASN1_BIT_STRING_new ();

  if (bits == NULL
      || ASN1_BIT_STRING_set (bits, (uint8_t *) g_bytes_get_data (signature, NULL),
                              (int) g_bytes_get_size (signature))
             != 1) {
    ASN1_BIT_STRING_free (bits);
    return FALSE;
  }

  /* All bits count: without this, zeros at the end would be dropped. */
  bits->flags |= ASN1_STRING_FLAG_BITS_LEFT;
  X509_REQ_set0_signature (request, bits);
  return TRUE;
}

/* Numbers that are no key, as the RSA exponent 1, with which anybody signs (NIST SP
 * 800-56B, 6.4.2.2). */
static gboolean
check_key (EVP_PKEY *key, GError **error)
{
  g_autoptr (EVP_PKEY_CTX) context = NULL;

  if (!desk_signature_accepts_key (key, error))
    return FALSE;

  context = EVP_PKEY_CTX_new_from_pkey (NULL, key, NULL);
  return (context != NULL && EVP_PKEY_public_check (context) == 1)
         || fail (error, DESK_CSR_ERROR_FORM, "not a sound public key");
}

static gboolean
check (X509_REQ *request, GError **error)
{
  EVP_PKEY *key = X509_REQ_get0_pubkey (request);
  int digest = NID_undef;

  if (!check_key (key, error))
    return FALSE;
  if (OBJ_find_sigid_algs (X509_REQ_get_signature_nid (request), &digest, NULL) != 1
      || (digest != NID_sha256 && digest != NID_sha384 && digest != NID_sha512))
    return fail (error, DESK_CSR_ERROR_FORM, "a signature algorithm that is not accepted");

  return X509_REQ_verify (request, key) == 1
         || fail (error, DESK_CSR_ERROR_SIGNATURE, "the request is not signed by its key");
}

char *
desk_csr_finish (DeskCsr *self, GBytes *signature, GError **error)
{
  g_autoptr (BIO) sink = BIO_new (BIO_s_mem ());
  char *data = NULL;
  long length;

  if (!set_signature (self->request, signature)) {
    fail (error, DESK_CSR_ERROR_SIGNATURE, "the signature value cannot be put in");
    return NULL;
  }
  if (!check (self->request, error))
    return NULL;

  PEM_write_bio_X509_REQ (sink, self->request);
  length = BIO_get_mem_data (sink, &data);
  return g_strndup (data, (size_t) length);
}

X509_REQ *
desk_csr_parse (const char *pem, GError **error)
{
  g_autoptr (BIO) source = BIO_new_mem_buf (pem, -1);
  g_autoptr (X509_REQ) request = PEM_read_bio_X509_REQ (source, NULL, NULL, NULL);

  if (request == NULL) {
    fail (error, DESK_CSR_ERROR_FORM, "not a certificate request in PEM");
    return NULL;
  }

  return check (request, error) ? g_steal_pointer (&request) : NULL;
}
