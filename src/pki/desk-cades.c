/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-pki"

#include "desk-cades.h"

#include "desk-cms.h"
#include "desk-encoding.h"
#include "desk-signature.h"
#include "desk-timestamp.h"

#include <string.h>

G_DEFINE_QUARK (desk - cades - error - quark, desk_cades_error)

#define DIGEST_LENGTH 32

struct _DeskCades {
  CMS_ContentInfo *cms;                  /* owned; its signature value is still missing */
  X509 *certificate;                     /* owned; the signer's */
  uint8_t content_digest[DIGEST_LENGTH]; /* SHA-256 of what is signed */
};

static const DeskCmsRules rules = { .content_type = NID_pkcs7_data };

static gboolean
fail (GError **error, DeskCadesError code, const char *what)
{
  desk_openssl_set_error (error, DESK_CADES_ERROR, (int) code, what);
  return FALSE;
}

void
desk_cades_free (DeskCades *self)
{
  CMS_ContentInfo_free (self->cms);
  X509_free (self->certificate);
  g_free (self);
}

/* OpenSSL sets it only when it signs itself. RSA is rsaEncryption with NULL (RFC 3370, 3.2), ECDSA
 * has no parameters (RFC 5758, 3.2). */
static gboolean
set_signature_algorithm (CMS_SignerInfo *signer, EVP_PKEY *key)
{
  X509_ALGOR *algorithm = NULL;

  CMS_SignerInfo_get0_algs (signer, NULL, NULL, NULL, &algorithm);
  if (EVP_PKEY_is_a (key, "RSA") == 1)
    return X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_rsaEncryption), V_ASN1_NULL, NULL) == 1;

  return X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_ecdsa_with_SHA256), V_ASN1_UNDEF, NULL) == 1;
}

static gboolean
add_signer (CMS_ContentInfo *cms, X509 *certificate, const uint8_t *content_digest)
{
  EVP_PKEY *key = X509_get0_pubkey (certificate);
  /* The public half is enough, because nothing is signed here. */
  CMS_SignerInfo *signer
      = CMS_add1_signer (cms, certificate, key, EVP_sha256 (),
                         CMS_PARTIAL | CMS_DETACHED | CMS_BINARY | CMS_CADES | CMS_NOSMIMECAP);

  return signer != NULL
         && CMS_signed_add1_attr_by_NID (signer, NID_pkcs9_contentType, V_ASN1_OBJECT,
                                         OBJ_nid2obj (NID_pkcs7_data), -1)
                == 1
         && CMS_signed_add1_attr_by_NID (signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING,
                                         content_digest, DIGEST_LENGTH)
                == 1
         && set_signature_algorithm (signer, key);
}

DeskCades *
desk_cades_begin (X509 *certificate,
                  STACK_OF (X509) * issuers,
                  const uint8_t content_digest[static 32],
                  GError **error)
{
  g_autoptr (DeskCades) self = g_new0 (DeskCades, 1);

  if (!desk_signature_accepts_key (X509_get0_pubkey (certificate), error))
    return NULL;

  X509_up_ref (certificate);
  self->certificate = certificate;
  memcpy (self->content_digest, content_digest, DIGEST_LENGTH);
  self->cms = CMS_sign (NULL, NULL, issuers, NULL, CMS_PARTIAL | CMS_DETACHED | CMS_BINARY);
  if (self->cms == NULL || !add_signer (self->cms, certificate, content_digest)) {
    fail (error, DESK_CADES_ERROR_FORM, "the signature cannot be prepared");
    return NULL;
  }

  return g_steal_pointer (&self);
}

void
desk_cades_get_attributes_digest (DeskCades *self, uint8_t digest[static 32])
{
  g_autoptr (GBytes) attributes = desk_cms_get_signed_attributes (desk_cms_get_signer (self->cms));

  desk_sha256 (g_bytes_get_data (attributes, NULL), g_bytes_get_size (attributes), digest);
}

static void
hash_signature (CMS_ContentInfo *cms, uint8_t digest[static 32])
{
  const ASN1_STRING *value = CMS_SignerInfo_get0_signature (desk_cms_get_signer (cms));

  desk_sha256 (ASN1_STRING_get0_data (value), (size_t) ASN1_STRING_length (value), digest);
}

/* Puts the key's answer in and checks it: key, form and digests are all here, so that the CMS need
 * not be read again for it. */
static gboolean
set_signature (DeskCades *self, GBytes *signature, GError **error)
{
  CMS_SignerInfo *signer = desk_cms_get_signer (self->cms);
  size_t length;
  const uint8_t *data = g_bytes_get_data (signature, &length);

  if (length == 0 || length > G_MAXINT
      || ASN1_OCTET_STRING_set (CMS_SignerInfo_get0_signature (signer), data, (int) length) != 1)
    return fail (error, DESK_CADES_ERROR_SIGNATURE, "the signature value cannot be put in");

  return desk_cms_verify_signer (signer, &rules, self->certificate, self->content_digest,
                                 DIGEST_LENGTH, error);
}

static GBytes *
encode (CMS_ContentInfo *cms, GError **error)
{
  GBytes *der = desk_cms_to_der (cms);

  if (der == NULL)
    fail (error, DESK_CADES_ERROR_FORM, "the signature cannot be encoded");
  return der;
}

GBytes *
desk_cades_finish (DeskCades *self, GBytes *signature, GError **error)
{
  return set_signature (self, signature, error) ? encode (self->cms, error) : NULL;
}

/* @cms with @token, if that is for its signature value. */
static gboolean
put_timestamp (CMS_ContentInfo *cms, GBytes *token, GError **error)
{
  CMS_SignerInfo *signer = desk_cms_get_signer (cms);
  g_autoptr (DeskTimestampInfo) checked = NULL;
  uint8_t digest[DIGEST_LENGTH];

  hash_signature (cms, digest);
  checked = desk_timestamp_verify (token, digest, error);
  if (checked == NULL)
    return FALSE;

  if (CMS_unsigned_get_attr_count (signer) > 0)
    return fail (error, DESK_CADES_ERROR_FORM, "the signature has unsigned attributes already");

  return CMS_unsigned_add1_attr_by_NID (signer, NID_id_smime_aa_timeStampToken, V_ASN1_SEQUENCE,
                                        g_bytes_get_data (token, NULL),
                                        (int) g_bytes_get_size (token))
             == 1
         || fail (error, DESK_CADES_ERROR_FORM, "the timestamp cannot be put in");
}

/* A timestamp of @authority over the signature value. */
static gboolean
stamp (DeskCades *self, DeskTimestampAuthority *authority, GError **error)
{
  uint8_t imprint[DIGEST_LENGTH];
  g_autoptr (GBytes) token = NULL;

  hash_signature (self->cms, imprint);
  token = desk_timestamp_authority_issue (authority, imprint, error);

  return token != NULL && put_timestamp (self->cms, token, error);
}

GBytes *
desk_cades_sign_with_timestamp (DeskSigner *signer,
                                DeskTimestampAuthority *authority,
                                const uint8_t content_digest[static 32],
                                GError **error)
{
  g_autoptr (DeskCades) cades
      = desk_cades_begin (desk_signer_get_certificate (signer), desk_signer_get_issuers (signer),
                          content_digest, error);
  g_autoptr (GBytes) signature = NULL;
  uint8_t digest[DIGEST_LENGTH];

  if (cades == NULL)
    return NULL;

  desk_cades_get_attributes_digest (cades, digest);
  signature = desk_signer_sign_digest (signer, digest, error);
  if (signature == NULL || !set_signature (cades, signature, error)
      || (authority != NULL && !stamp (cades, authority, error)))
    return NULL;

  return encode (cades->cms, error);
}

GBytes *
desk_cades_sign (DeskSigner *signer, const uint8_t content_digest[static 32], GError **error)
{
  return desk_cades_sign_with_timestamp (signer, NULL, content_digest, error);
}

gboolean
desk_cades_get_signature_digest (GBytes *cms, uint8_t digest[static 32], GError **error)
{
  g_autoptr (CMS_ContentInfo) parsed = desk_cms_parse (cms, error);

  if (parsed == NULL)
    return FALSE;

  hash_signature (parsed, digest);
  return TRUE;
}

static gboolean
has_certificate (X509Stack *certificates, X509 *wanted)
{
  for (int i = 0; i < sk_X509_num (certificates); i++) {
    if (X509_cmp (sk_X509_value (certificates, i), wanted) == 0)
      return TRUE;
  }

  return FALSE;
}

GBytes *
desk_cades_add_certificates (GBytes *cms, STACK_OF (X509) * certificates, GError **error)
{
  g_autoptr (CMS_ContentInfo) parsed = desk_cms_parse (cms, error);
  g_autoptr (X509Stack) present = NULL;

  if (parsed == NULL)
    return NULL;

  present = CMS_get1_certs (parsed);
  for (int i = 0; i < sk_X509_num (certificates); i++) {
    X509 *certificate = sk_X509_value (certificates, i);

    if (!has_certificate (present, certificate) && CMS_add1_cert (parsed, certificate) != 1) {
      fail (error, DESK_CADES_ERROR_FORM, "a certificate cannot be put in");
      return NULL;
    }
  }

  return desk_cms_to_der (parsed);
}

GBytes *
desk_cades_add_timestamp (GBytes *cms, GBytes *token, GError **error)
{
  g_autoptr (CMS_ContentInfo) parsed = desk_cms_parse (cms, error);

  return parsed != NULL && put_timestamp (parsed, token, error) ? encode (parsed, error) : NULL;
}

void
desk_cades_info_free (DeskCadesInfo *info)
{
  X509_free (info->certificate);
  desk_x509_stack_free (info->certificates);
  g_clear_pointer (&info->timestamp, g_bytes_unref);
  g_free (info);
}

static gboolean
check_detached (CMS_ContentInfo *cms, GError **error)
{
  g_autoptr (X509CrlStack) crls = CMS_get1_crls (cms);

  if (OBJ_obj2nid (CMS_get0_eContentType (cms)) != NID_pkcs7_data || CMS_is_detached (cms) != 1)
    return fail (error, DESK_CADES_ERROR_FORM, "not a detached signature over data");
  if (sk_X509_CRL_num (crls) > 0)
    return fail (error, DESK_CADES_ERROR_FORM, "revocation lists inside the signature");

  return TRUE;
}

/* Nobody signed these attributes; one timestamp is all they may be. */
static gboolean
read_timestamp (CMS_SignerInfo *signer, DeskCadesInfo *info, GError **error)
{
  int count = CMS_unsigned_get_attr_count (signer);
  X509_ATTRIBUTE *attribute;
  ASN1_STRING *value;

  if (count <= 0)
    return TRUE;

  attribute = CMS_unsigned_get_attr (signer, 0);
  if (count != 1 || X509_ATTRIBUTE_count (attribute) != 1
      || OBJ_obj2nid (X509_ATTRIBUTE_get0_object (attribute)) != NID_id_smime_aa_timeStampToken)
    return fail (error, DESK_CADES_ERROR_FORM, "unsigned attributes other than one timestamp");

  value = X509_ATTRIBUTE_get0_data (attribute, 0, V_ASN1_SEQUENCE, NULL);
  if (value == NULL)
    return fail (error, DESK_CADES_ERROR_FORM, "the timestamp is not a token");

  info->timestamp
      = g_bytes_new (ASN1_STRING_get0_data (value), (size_t) ASN1_STRING_length (value));
  return TRUE;
}

/* The content is known by its SHA-256 only, so a signature by another digest cannot be compared
 * with it. */
static gboolean
check_digest_name (CMS_SignerInfo *signer, GError **error)
{
  const char *name = desk_cms_get_digest_name (signer, error);

  return name != NULL
         && (g_str_equal (name, "SHA256")
             || fail (error, DESK_CADES_ERROR_FORM, "the content is not signed by its SHA-256"));
}

DeskCadesInfo *
desk_cades_verify (GBytes *cms, const uint8_t content_digest[static 32], GError **error)
{
  g_autoptr (CMS_ContentInfo) parsed = desk_cms_parse (cms, error);
  g_autoptr (DeskCadesInfo) info = g_new0 (DeskCadesInfo, 1);
  CMS_SignerInfo *signer;

  if (parsed == NULL || !check_detached (parsed, error))
    return NULL;

  signer = desk_cms_get_signer (parsed);
  info->certificates = CMS_get1_certs (parsed);
  info->certificate = desk_cms_find_signer_certificate (parsed, info->certificates, error);
  if (info->certificate == NULL)
    return NULL;
  X509_up_ref (info->certificate);

  if (!check_digest_name (signer, error)
      || !desk_cms_verify_signer (signer, &rules, info->certificate, content_digest, DIGEST_LENGTH,
                                  error)
      || !read_timestamp (signer, info, error))
    return NULL;

  hash_signature (parsed, info->signature_digest);
  return g_steal_pointer (&info);
}
