/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-pki"

#include "desk-cms.h"

#include "desk-cades.h"
#include "desk-signature.h"

#include <string.h>

static gboolean
fail (GError **error, DeskCadesError code, const char *what)
{
  desk_openssl_set_error (error, DESK_CADES_ERROR, (int) code, what);
  return FALSE;
}

GBytes *
desk_cms_to_der (CMS_ContentInfo *cms)
{
  uint8_t *der = NULL;
  int length = i2d_CMS_ContentInfo (cms, &der);

  return desk_openssl_take_der (der, length);
}

CMS_SignerInfo *
desk_cms_get_signer (CMS_ContentInfo *cms)
{
  return sk_CMS_SignerInfo_value (CMS_get0_SignerInfos (cms), 0);
}

CMS_ContentInfo *
desk_cms_parse (GBytes *der, GError **error)
{
  size_t length;
  const uint8_t *start = g_bytes_get_data (der, &length);
  const uint8_t *end = start;
  g_autoptr (CMS_ContentInfo) cms = NULL;
  g_autoptr (GBytes) again = NULL;

  if (length > 0 && length <= G_MAXINT)
    cms = d2i_CMS_ContentInfo (NULL, &end, (long) length);
  if (cms == NULL || OBJ_obj2nid (CMS_get0_type (cms)) != NID_pkcs7_signed) {
    fail (error, DESK_CADES_ERROR_FORM, "not CMS signed data");
    return NULL;
  }

  again = desk_cms_to_der (cms);
  if (end != start + length || again == NULL || !g_bytes_equal (again, der)) {
    fail (error, DESK_CADES_ERROR_FORM, "not DER, or something follows it");
    return NULL;
  }

  if (sk_CMS_SignerInfo_num (CMS_get0_SignerInfos (cms)) != 1) {
    fail (error, DESK_CADES_ERROR_FORM, "not exactly one signer");
    return NULL;
  }

  return g_steal_pointer (&cms);
}

X509 *
desk_cms_find_signer_certificate (CMS_ContentInfo *cms, X509Stack *certificates, GError **error)
{
  CMS_SignerInfo *signer = desk_cms_get_signer (cms);
  X509 *found = NULL;
  int matches = 0;

  for (int i = 0; i < sk_X509_num (certificates); i++) {
    if (CMS_SignerInfo_cert_cmp (signer, sk_X509_value (certificates, i)) == 0) {
      found = sk_X509_value (certificates, i);
      matches++;
    }
  }

  if (matches != 1)
    fail (error, DESK_CADES_ERROR_FORM, "the signer's certificate is not there exactly once");
  return matches == 1 ? found : NULL;
}

static gboolean
has_no_parameters (const X509_ALGOR *algorithm)
{
  int type;

  X509_ALGOR_get0 (NULL, &type, NULL, algorithm);
  return type == V_ASN1_UNDEF || type == V_ASN1_NULL;
}

const char *
desk_cms_get_digest_name (CMS_SignerInfo *signer, GError **error)
{
  X509_ALGOR *algorithm = NULL;
  const ASN1_OBJECT *object;

  CMS_SignerInfo_get0_algs (signer, NULL, NULL, &algorithm, NULL);
  X509_ALGOR_get0 (&object, NULL, NULL, algorithm);

  switch (has_no_parameters (algorithm) ? OBJ_obj2nid (object) : NID_undef) {
  case NID_sha256:
    return "SHA256";
  case NID_sha384:
    return "SHA384";
  case NID_sha512:
    return "SHA512";
  default:
    fail (error, DESK_CADES_ERROR_FORM, "a digest algorithm that is not accepted");
    return NULL;
  }
}

/* The signature algorithm must say the same digest and the kind of the key; plain rsaEncryption
 * says none. */
static gboolean
check_signature_algorithm (CMS_SignerInfo *signer, X509 *certificate, GError **error)
{
  EVP_PKEY *key = X509_get0_pubkey (certificate);
  X509_ALGOR *digest_algorithm = NULL;
  X509_ALGOR *algorithm = NULL;
  const ASN1_OBJECT *object;
  const ASN1_OBJECT *digest_object;
  int digest = NID_undef;
  int kind = NID_undef;
  gboolean is_rsa = key != NULL && EVP_PKEY_is_a (key, "RSA") == 1;
  gboolean ok;

  CMS_SignerInfo_get0_algs (signer, NULL, NULL, &digest_algorithm, &algorithm);
  X509_ALGOR_get0 (&object, NULL, NULL, algorithm);
  X509_ALGOR_get0 (&digest_object, NULL, NULL, digest_algorithm);

  ok = is_rsa && OBJ_obj2nid (object) == NID_rsaEncryption;
  if (!ok && OBJ_find_sigid_algs (OBJ_obj2nid (object), &digest, &kind) == 1)
    ok = digest == OBJ_obj2nid (digest_object)
         && kind == (is_rsa ? NID_rsaEncryption : NID_X9_62_id_ecPublicKey);

  return (ok && has_no_parameters (algorithm))
         || fail (error, DESK_CADES_ERROR_FORM, "a signature algorithm that is not accepted");
}

/* The value of the attribute @nid as OpenSSL's structure for @type, borrowed; NULL unless it is
 * there once with one value. */
static const void *
get_single (CMS_SignerInfo *signer, int nid, int type)
{
  int index = CMS_signed_get_attr_by_NID (signer, nid, -1);
  X509_ATTRIBUTE *attribute;

  if (index < 0 || CMS_signed_get_attr_by_NID (signer, nid, index) >= 0)
    return NULL;

  attribute = CMS_signed_get_attr (signer, index);
  if (X509_ATTRIBUTE_count (attribute) != 1)
    return NULL;

  return X509_ATTRIBUTE_get0_data (attribute, 0, type, NULL);
}

static gboolean
check_content_type (CMS_SignerInfo *signer, int wanted)
{
  const void *type = get_single (signer, NID_pkcs9_contentType, V_ASN1_OBJECT);

  return type != NULL && OBJ_obj2nid (type) == wanted;
}

static gboolean
check_attributes (CMS_SignerInfo *signer,
                  const DeskCmsRules *rules,
                  X509 *certificate,
                  GError **error)
{
  const ASN1_STRING *ess
      = get_single (signer, NID_id_smime_aa_signingCertificateV2, V_ASN1_SEQUENCE);
  int count = 3; /* content type, message digest, signing certificate */

  if (rules->allows_signing_time
      && CMS_signed_get_attr_by_NID (signer, NID_pkcs9_signingTime, -1) >= 0)
    count++;

  if (CMS_signed_get_attr_count (signer) != count)
    return fail (error, DESK_CADES_ERROR_FORM, "signed attributes other than those asked for");
  if (!check_content_type (signer, rules->content_type))
    return fail (error, DESK_CADES_ERROR_FORM, "the content type is not signed as it must be");
  if (ess == NULL || !desk_ess_matches (ess, certificate))
    return fail (error, DESK_CADES_ERROR_FORM, "the signed certificate id is not the signer's");

  return TRUE;
}

static gboolean
check_digest (CMS_SignerInfo *signer, const uint8_t *digest, size_t digest_length, GError **error)
{
  const ASN1_STRING *value = get_single (signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING);

  if (value == NULL)
    return fail (error, DESK_CADES_ERROR_FORM, "no message digest");

  return ((size_t) ASN1_STRING_length (value) == digest_length
          && memcmp (ASN1_STRING_get0_data (value), digest, digest_length) == 0)
         || fail (error, DESK_CADES_ERROR_DIGEST, "the content is not what was signed");
}

static int
compare_der (gconstpointer a, gconstpointer b)
{
  /* g_bytes_compare () orders as X.690, 11.6 does: by octets, the shorter first. */
  return g_bytes_compare (*(GBytes *const *) a, *(GBytes *const *) b);
}

GBytes *
desk_cms_get_signed_attributes (CMS_SignerInfo *signer)
{
  g_autoptr (GPtrArray) encoded = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree uint8_t *der = NULL;
  uint8_t *next;
  int length = 0;
  int total;

  for (int i = 0; i < CMS_signed_get_attr_count (signer); i++) {
    uint8_t *attribute = NULL;
    int n = i2d_X509_ATTRIBUTE (CMS_signed_get_attr (signer, i), &attribute);

    if (n <= 0)
      g_error ("out of memory");
    g_ptr_array_add (encoded, desk_openssl_take_der (attribute, n));
    length += n;
  }

  g_ptr_array_sort (encoded, compare_der);
  total = ASN1_object_size (1, length, V_ASN1_SET);
  der = g_malloc ((size_t) total);
  next = der;
  ASN1_put_object (&next, 1, length, V_ASN1_SET, V_ASN1_UNIVERSAL);
  for (unsigned int i = 0; i < encoded->len; i++) {
    size_t n;
    const void *data = g_bytes_get_data (g_ptr_array_index (encoded, i), &n);

    next = mempcpy (next, data, n);
  }

  return g_bytes_new_take (g_steal_pointer (&der), (size_t) total);
}

static gboolean
check_value (CMS_SignerInfo *signer, const char *digest_name, X509 *certificate, GError **error)
{
  ASN1_OCTET_STRING *value = CMS_SignerInfo_get0_signature (signer);
  g_autoptr (GBytes) attributes = desk_cms_get_signed_attributes (signer);
  g_autoptr (GBytes) signature
      = g_bytes_new (ASN1_STRING_get0_data (value), (size_t) ASN1_STRING_length (value));
  g_autoptr (GError) reason = NULL;
  uint8_t digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;

  EVP_Digest (g_bytes_get_data (attributes, NULL), g_bytes_get_size (attributes), digest, &length,
              EVP_get_digestbyname (digest_name), NULL);

  return desk_signature_verify (X509_get0_pubkey (certificate), digest_name, digest, length,
                                signature, &reason)
         || fail (error, DESK_CADES_ERROR_SIGNATURE, reason->message);
}

gboolean
desk_cms_verify_signer (CMS_SignerInfo *signer,
                        const DeskCmsRules *rules,
                        X509 *certificate,
                        const uint8_t *digest,
                        size_t digest_length,
                        GError **error)
{
  const char *digest_name = desk_cms_get_digest_name (signer, error);

  return digest_name != NULL && check_signature_algorithm (signer, certificate, error)
         && check_attributes (signer, rules, certificate, error)
         && check_digest (signer, digest, digest_length, error)
         && check_value (signer, digest_name, certificate, error);
}
