/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-pki"

#include "desk-cms.h"

#include <openssl/asn1t.h>
#include <string.h>

/* RFC 5035, section 3: read with templates of our own, because OpenSSL's types are opaque and its
 * check accepts any digest and any number of certificates. */

typedef struct {
  GENERAL_NAMES *issuer;
  ASN1_INTEGER *serial;
} EssIssuerSerial;

typedef struct {
  X509_ALGOR *algorithm; /* nullable: SHA-256 */
  ASN1_OCTET_STRING *hash;
  EssIssuerSerial *issuer_serial; /* nullable */
} EssCertId;

DEFINE_STACK_OF (EssCertId)

typedef struct {
  STACK_OF (EssCertId) * certificates;
  STACK_OF (POLICYINFO) * policies; /* nullable */
} EssSigningCertificate;

ASN1_SEQUENCE (EssIssuerSerial) = {
  ASN1_SEQUENCE_OF (EssIssuerSerial, issuer, GENERAL_NAME),
  ASN1_SIMPLE (EssIssuerSerial, serial, ASN1_INTEGER),
} static_ASN1_SEQUENCE_END (EssIssuerSerial)

ASN1_SEQUENCE (EssCertId) = {
  ASN1_OPT (EssCertId, algorithm, X509_ALGOR),
  ASN1_SIMPLE (EssCertId, hash, ASN1_OCTET_STRING),
  ASN1_OPT (EssCertId, issuer_serial, EssIssuerSerial),
} static_ASN1_SEQUENCE_END (EssCertId)

ASN1_SEQUENCE (EssSigningCertificate) = {
  ASN1_SEQUENCE_OF (EssSigningCertificate, certificates, EssCertId),
  ASN1_SEQUENCE_OF_OPT (EssSigningCertificate, policies, POLICYINFO),
} static_ASN1_SEQUENCE_END (EssSigningCertificate)

static void
ess_signing_certificate_free (EssSigningCertificate *value)
{
  ASN1_item_free ((ASN1_VALUE *) value, ASN1_ITEM_rptr (EssSigningCertificate));
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EssSigningCertificate, ess_signing_certificate_free)

static EssSigningCertificate *
parse (const ASN1_STRING *value)
{
  const uint8_t *start = ASN1_STRING_get0_data (value);
  int length = ASN1_STRING_length (value);
  const uint8_t *end = start;
  g_autoptr (EssSigningCertificate) parsed = (EssSigningCertificate *) ASN1_item_d2i (
      NULL, &end, length, ASN1_ITEM_rptr (EssSigningCertificate));
  uint8_t *again = NULL;
  gboolean canonical;
  int again_length;

  if (parsed == NULL || end != start + length)
    return NULL;

  again_length
      = ASN1_item_i2d ((ASN1_VALUE *) parsed, &again, ASN1_ITEM_rptr (EssSigningCertificate));
  canonical = again_length == length && memcmp (again, start, (size_t) length) == 0;
  OPENSSL_free (again);

  return canonical ? g_steal_pointer (&parsed) : NULL;
}

static const EVP_MD *
get_digest (const EssCertId *id)
{
  const ASN1_OBJECT *object;

  if (id->algorithm == NULL)
    return EVP_sha256 ();

  X509_ALGOR_get0 (&object, NULL, NULL, id->algorithm);
  switch (OBJ_obj2nid (object)) {
  case NID_sha256:
    return EVP_sha256 ();
  case NID_sha384:
    return EVP_sha384 ();
  case NID_sha512:
    return EVP_sha512 ();
  default:
    return NULL;
  }
}

static gboolean
issuer_serial_matches (const EssIssuerSerial *id, X509 *certificate)
{
  const GENERAL_NAME *name;

  if (sk_GENERAL_NAME_num (id->issuer) != 1)
    return FALSE;

  name = sk_GENERAL_NAME_value (id->issuer, 0);
  return name->type == GEN_DIRNAME
         && X509_NAME_cmp (name->d.directoryName, X509_get_issuer_name (certificate)) == 0
         && ASN1_INTEGER_cmp (id->serial, X509_get0_serialNumber (certificate)) == 0;
}

gboolean
desk_ess_matches (const ASN1_STRING *value, X509 *certificate)
{
  g_autoptr (EssSigningCertificate) parsed = parse (value);
  uint8_t hash[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  const EssCertId *id;
  const EVP_MD *digest;

  if (parsed == NULL || sk_EssCertId_num (parsed->certificates) != 1)
    return FALSE;

  id = sk_EssCertId_value (parsed->certificates, 0);
  digest = get_digest (id);
  if (digest == NULL || X509_digest (certificate, digest, hash, &length) != 1)
    return FALSE;

  return ASN1_STRING_length (id->hash) == (int) length
         && memcmp (ASN1_STRING_get0_data (id->hash), hash, length) == 0
         && (id->issuer_serial == NULL || issuer_serial_matches (id->issuer_serial, certificate));
}
