/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* CMS that says "valid" elsewhere, or could be made to: everything here must be refused by
 * desk_cades_verify(). */

#include "desk-cades.h"
#include "desk-encoding.h"
#include "desk-signature.h"
#include "desk-test-pki.h"
#include "desk-timestamp.h"

#include <openssl/rsa.h>
#include <string.h>

#define CONTENT "the contract"
#define FLAGS   (CMS_PARTIAL | CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP)

typedef struct {
  DeskTestPki *pki;
  CMS_ContentInfo *cms; /* owned; as a test makes it */
  uint8_t digest[32];   /* of CONTENT */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->pki = desk_test_pki_new ();
  desk_sha256 (CONTENT, strlen (CONTENT), fixture->digest);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_clear_pointer (&fixture->cms, CMS_ContentInfo_free);
  desk_test_pki_free (fixture->pki);
}

static GBytes *
to_der (CMS_ContentInfo *cms)
{
  uint8_t *der = NULL;
  int length = i2d_CMS_ContentInfo (cms, &der);

  return desk_openssl_take_der (der, length);
}

/* @why: a part of the message, because most refusals share a code and a test must fail for its own
 * reason. */
static void
check_refused (Fixture *fixture, GBytes *cms, DeskCadesError code, const char *why)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_cades_verify (cms, fixture->digest, &error));
  g_assert_error (error, DESK_CADES_ERROR, (int) code);
  if (strstr (error->message, why) == NULL)
    g_error ("refused because %s, not %s", error->message, why);
}

static void
begin (Fixture *fixture, unsigned int flags)
{
  fixture->cms = CMS_sign (NULL, NULL, fixture->pki->signer->issuers, NULL, flags);
  g_assert_nonnull (fixture->cms);
}

static CMS_SignerInfo *
add_signer (Fixture *fixture, DeskTestIdentity *identity, const EVP_MD *digest, unsigned int flags)
{
  CMS_SignerInfo *signer
      = CMS_add1_signer (fixture->cms, identity->certificate, identity->key, digest, flags);

  g_assert_nonnull (signer);
  return signer;
}

static void
add_digest (Fixture *fixture, CMS_SignerInfo *signer)
{
  CMS_signed_add1_attr_by_NID (signer, NID_pkcs9_contentType, V_ASN1_OBJECT,
                               OBJ_nid2obj (NID_pkcs7_data), -1);
  CMS_signed_add1_attr_by_NID (signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING,
                               fixture->digest, 32);
}

/* OpenSSL's own way to the end; it adds a signing time. */
static GBytes *
finish_with_openssl (Fixture *fixture, unsigned int flags)
{
  g_autoptr (BIO) content = BIO_new_mem_buf (CONTENT, -1);

  g_assert_cmpint (CMS_final (fixture->cms, content, NULL, flags), ==, 1);
  return to_der (fixture->cms);
}

/* Signs the attributes as they stand. */
static GBytes *
finish (Fixture *fixture, CMS_SignerInfo *signer, DeskTestIdentity *identity)
{
  g_autoptr (DeskSigner) key = desk_test_identity_create_signer (identity);
  g_autoptr (GPtrArray) attributes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GByteArray) set = g_byte_array_new ();
  g_autoptr (GBytes) value = NULL;
  uint8_t header[8];
  uint8_t *end = header;
  uint8_t digest[32];
  X509_ALGOR *algorithm = NULL;
  size_t length = 0;

  for (int i = 0; i < CMS_signed_get_attr_count (signer); i++) {
    uint8_t *der = NULL;
    int n = i2d_X509_ATTRIBUTE (CMS_signed_get_attr (signer, i), &der);

    g_ptr_array_add (attributes, desk_openssl_take_der (der, n));
    length += (size_t) n;
  }

  /* Insertion sort: DER order, written differently from the code under test. */
  for (guint i = 1; i < attributes->len; i++) {
    for (guint j = i; j > 0 && g_bytes_compare (attributes->pdata[j - 1], attributes->pdata[j]) > 0;
         j--) {
      gpointer other = attributes->pdata[j];

      attributes->pdata[j] = attributes->pdata[j - 1];
      attributes->pdata[j - 1] = other;
    }
  }

  ASN1_put_object (&end, 1, (int) length, V_ASN1_SET, V_ASN1_UNIVERSAL);
  g_byte_array_append (set, header, (guint) (end - header));
  for (guint i = 0; i < attributes->len; i++)
    g_byte_array_append (set, g_bytes_get_data (attributes->pdata[i], NULL),
                         (guint) g_bytes_get_size (attributes->pdata[i]));
  desk_sha256 (set->data, set->len, digest);
  value = desk_signer_sign_digest (key, digest, NULL);

  CMS_SignerInfo_get0_algs (signer, NULL, NULL, NULL, &algorithm);
  if (EVP_PKEY_is_a (identity->key, "EC"))
    X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_ecdsa_with_SHA256), V_ASN1_UNDEF, NULL);
  else
    X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_rsaEncryption), V_ASN1_NULL, NULL);
  ASN1_OCTET_STRING_set (CMS_SignerInfo_get0_signature (signer), g_bytes_get_data (value, NULL),
                         (int) g_bytes_get_size (value));
  return to_der (fixture->cms);
}

static GBytes *
good (Fixture *fixture)
{
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer (fixture->pki->signer);
  g_autoptr (GError) error = NULL;
  GBytes *cms = desk_cades_sign (signer, fixture->digest, &error);

  g_assert_no_error (error);
  return cms;
}

/* So that the refusals below are for what they vary. */
static void
test_base_is_accepted (Fixture *fixture, gconstpointer user_data)
{
  CMS_SignerInfo *signer;
  g_autoptr (GBytes) cms = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskCadesInfo) info = NULL;

  begin (fixture, FLAGS);
  signer = add_signer (fixture, fixture->pki->signer, EVP_sha256 (), FLAGS | CMS_CADES);
  add_digest (fixture, signer);
  cms = finish (fixture, signer, fixture->pki->signer);
  info = desk_cades_verify (cms, fixture->digest, &error);
  g_assert_no_error (error);
}

static void
test_signing_time (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) cms = NULL;

  begin (fixture, FLAGS);
  add_signer (fixture, fixture->pki->signer, EVP_sha256 (), FLAGS | CMS_CADES);
  cms = finish_with_openssl (fixture, FLAGS);
  check_refused (fixture, cms, DESK_CADES_ERROR_FORM, "signed attributes other");
}

static void
test_two_signers (Fixture *fixture, gconstpointer user_data)
{
  CMS_SignerInfo *one;
  CMS_SignerInfo *two;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) cms = NULL;

  begin (fixture, FLAGS);
  one = add_signer (fixture, fixture->pki->signer, EVP_sha256 (), FLAGS | CMS_CADES);
  two = add_signer (fixture, fixture->pki->timestamper, EVP_sha256 (), FLAGS | CMS_CADES);
  add_digest (fixture, one);
  add_digest (fixture, two);
  first = finish (fixture, one, fixture->pki->signer);
  cms = finish (fixture, two, fixture->pki->timestamper);
  check_refused (fixture, cms, DESK_CADES_ERROR_FORM, "one signer");
}

static void
test_no_signer (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) cms = NULL;

  begin (fixture, FLAGS);
  cms = to_der (fixture->cms);
  check_refused (fixture, cms, DESK_CADES_ERROR_FORM, "one signer");
}

static void
test_attached (Fixture *fixture, gconstpointer user_data)
{
  unsigned int flags = FLAGS & ~(unsigned int) CMS_DETACHED;
  g_autoptr (GBytes) cms = NULL;

  begin (fixture, flags);
  add_signer (fixture, fixture->pki->signer, EVP_sha256 (), flags | CMS_CADES);
  cms = finish_with_openssl (fixture, flags);
  check_refused (fixture, cms, DESK_CADES_ERROR_FORM, "detached");
}

static void
test_no_attributes (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) cms = NULL;

  begin (fixture, FLAGS);
  add_signer (fixture, fixture->pki->signer, EVP_sha256 (), FLAGS | CMS_NOATTR);
  cms = finish_with_openssl (fixture, FLAGS);
  check_refused (fixture, cms, DESK_CADES_ERROR_FORM, "signed attributes other");
}

static void
test_digest_algorithms (Fixture *fixture, gconstpointer user_data)
{
  const EVP_MD *digests[] = { EVP_sha1 (), EVP_md5 (), EVP_sha224 (), EVP_sha3_256 () };

  for (size_t i = 0; i < G_N_ELEMENTS (digests); i++) {
    g_autoptr (GBytes) cms = NULL;

    begin (fixture, FLAGS);
    add_signer (fixture, fixture->pki->rsa_signer, digests[i], FLAGS | CMS_CADES);
    cms = finish_with_openssl (fixture, FLAGS);
    check_refused (fixture, cms, DESK_CADES_ERROR_FORM, "digest algorithm");
    g_clear_pointer (&fixture->cms, CMS_ContentInfo_free);
  }
}

/* Strong enough, but the content is known by its SHA-256 only. */
static void
test_longer_digest (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) cms = NULL;

  begin (fixture, FLAGS);
  add_signer (fixture, fixture->pki->signer, EVP_sha384 (), FLAGS | CMS_CADES);
  cms = finish_with_openssl (fixture, FLAGS);
  check_refused (fixture, cms, DESK_CADES_ERROR_FORM, "not signed by its SHA-256");
}

static void
test_pss (Fixture *fixture, gconstpointer user_data)
{
  CMS_SignerInfo *signer;
  g_autoptr (GBytes) cms = NULL;

  begin (fixture, FLAGS);
  signer = add_signer (fixture, fixture->pki->rsa_signer, EVP_sha256 (),
                       FLAGS | CMS_CADES | CMS_KEY_PARAM);
  EVP_PKEY_CTX_set_rsa_padding (CMS_SignerInfo_get0_pkey_ctx (signer), RSA_PKCS1_PSS_PADDING);
  cms = finish_with_openssl (fixture, FLAGS);
  check_refused (fixture, cms, DESK_CADES_ERROR_FORM, "signature algorithm");
}

static void
add_certificate_id (CMS_SignerInfo *signer, const EVP_MD *digest, X509 *certificate)
{
  g_autoptr (ESS_SIGNING_CERT_V2) id
      = OSSL_ESS_signing_cert_v2_new_init (digest, certificate, NULL, 1);
  uint8_t *der = NULL;
  int length = i2d_ESS_SIGNING_CERT_V2 (id, &der);

  CMS_signed_add1_attr_by_NID (signer, NID_id_smime_aa_signingCertificateV2, V_ASN1_SEQUENCE, der,
                               length);
  OPENSSL_free (der);
}

static GBytes *
sign_with_certificate_id (Fixture *fixture, const EVP_MD *digest, X509 *certificate)
{
  CMS_SignerInfo *signer;

  g_clear_pointer (&fixture->cms, CMS_ContentInfo_free);
  begin (fixture, FLAGS);
  signer = add_signer (fixture, fixture->pki->signer, EVP_sha256 (), FLAGS);
  add_digest (fixture, signer);
  if (certificate != NULL)
    add_certificate_id (signer, digest, certificate);

  return finish (fixture, signer, fixture->pki->signer);
}

static void
test_certificate_id (Fixture *fixture, gconstpointer user_data)
{
  X509 *certificate = fixture->pki->signer->certificate;
  g_autoptr (GBytes) missing = sign_with_certificate_id (fixture, NULL, NULL);
  g_autoptr (GBytes) wrong
      = sign_with_certificate_id (fixture, EVP_sha256 (), fixture->pki->issuing->certificate);
  g_autoptr (GBytes) weak = sign_with_certificate_id (fixture, EVP_sha1 (), certificate);
  g_autoptr (GBytes) strong = sign_with_certificate_id (fixture, EVP_sha512 (), certificate);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskCadesInfo) info = NULL;

  check_refused (fixture, missing, DESK_CADES_ERROR_FORM, "signed attributes other");
  check_refused (fixture, wrong, DESK_CADES_ERROR_FORM, "certificate id");
  check_refused (fixture, weak, DESK_CADES_ERROR_FORM, "certificate id");
  info = desk_cades_verify (strong, fixture->digest, &error);
  g_assert_no_error (error);
}

static void
test_extra_attribute (Fixture *fixture, gconstpointer user_data)
{
  static const int nids[]
      = { NID_pkcs9_messageDigest, NID_pkcs9_contentType, NID_pkcs9_unstructuredName };

  for (size_t i = 0; i < G_N_ELEMENTS (nids); i++) {
    g_autoptr (GBytes) cms = NULL;
    CMS_SignerInfo *signer;

    begin (fixture, FLAGS);
    signer = add_signer (fixture, fixture->pki->signer, EVP_sha256 (), FLAGS | CMS_CADES);
    add_digest (fixture, signer);
    CMS_signed_add1_attr_by_NID (signer, nids[i], V_ASN1_OCTET_STRING, "x", 1);
    cms = finish (fixture, signer, fixture->pki->signer);
    check_refused (fixture, cms, DESK_CADES_ERROR_FORM, "signed attributes other");
    g_clear_pointer (&fixture->cms, CMS_ContentInfo_free);
  }
}

static void
test_two_values (Fixture *fixture, gconstpointer user_data)
{
  CMS_SignerInfo *signer;
  g_autoptr (GBytes) cms = NULL;
  X509_ATTRIBUTE *attribute;

  begin (fixture, FLAGS);
  signer = add_signer (fixture, fixture->pki->signer, EVP_sha256 (), FLAGS | CMS_CADES);
  add_digest (fixture, signer);
  attribute = CMS_signed_get_attr (
      signer, CMS_signed_get_attr_by_NID (signer, NID_pkcs9_messageDigest, -1));
  X509_ATTRIBUTE_set1_data (attribute, V_ASN1_OCTET_STRING, "another", 7);
  cms = finish (fixture, signer, fixture->pki->signer);
  check_refused (fixture, cms, DESK_CADES_ERROR_FORM, "message digest");
}

static void
test_content_type (Fixture *fixture, gconstpointer user_data)
{
  CMS_SignerInfo *signer;
  g_autoptr (GBytes) cms = NULL;

  begin (fixture, FLAGS);
  CMS_set1_eContentType (fixture->cms, OBJ_nid2obj (NID_id_smime_ct_TSTInfo));
  signer = add_signer (fixture, fixture->pki->signer, EVP_sha256 (), FLAGS | CMS_CADES);
  add_digest (fixture, signer);
  cms = finish (fixture, signer, fixture->pki->signer);
  check_refused (fixture, cms, DESK_CADES_ERROR_FORM, "detached signature over data");
}

static void
test_certificate_missing (Fixture *fixture, gconstpointer user_data)
{
  CMS_SignerInfo *signer;
  g_autoptr (GBytes) cms = NULL;

  begin (fixture, FLAGS);
  signer
      = add_signer (fixture, fixture->pki->signer, EVP_sha256 (), FLAGS | CMS_CADES | CMS_NOCERTS);
  add_digest (fixture, signer);
  cms = finish (fixture, signer, fixture->pki->signer);
  check_refused (fixture, cms, DESK_CADES_ERROR_FORM, "exactly once");
}

static void
test_revocation_list_inside (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (X509_CRL) crl = desk_test_crl_new (fixture->pki->issuing, NULL, 0);
  CMS_SignerInfo *signer;
  g_autoptr (GBytes) cms = NULL;

  begin (fixture, FLAGS);
  CMS_add1_crl (fixture->cms, crl);
  signer = add_signer (fixture, fixture->pki->signer, EVP_sha256 (), FLAGS | CMS_CADES);
  add_digest (fixture, signer);
  cms = finish (fixture, signer, fixture->pki->signer);
  check_refused (fixture, cms, DESK_CADES_ERROR_FORM, "revocation lists");
}

static void
test_signed_by_another_key (Fixture *fixture, gconstpointer user_data)
{
  CMS_SignerInfo *signer;
  g_autoptr (GBytes) cms = NULL;

  begin (fixture, FLAGS);
  signer = add_signer (fixture, fixture->pki->signer, EVP_sha256 (), FLAGS | CMS_CADES);
  add_digest (fixture, signer);
  cms = finish (fixture, signer, fixture->pki->timestamper);
  check_refused (fixture, cms, DESK_CADES_ERROR_SIGNATURE, "does not verify");
}

static void
test_unsigned_attributes (Fixture *fixture, gconstpointer user_data)
{
  static const int nids[] = { NID_pkcs9_unstructuredName, NID_pkcs9_countersignature };
  g_autoptr (GBytes) cms = good (fixture);

  for (size_t i = 0; i < G_N_ELEMENTS (nids); i++) {
    const uint8_t *data = g_bytes_get_data (cms, NULL);
    g_autoptr (CMS_ContentInfo) parsed
        = d2i_CMS_ContentInfo (NULL, &data, (long) g_bytes_get_size (cms));
    CMS_SignerInfo *signer = sk_CMS_SignerInfo_value (CMS_get0_SignerInfos (parsed), 0);
    g_autoptr (GBytes) changed = NULL;

    CMS_unsigned_add1_attr_by_NID (signer, nids[i], V_ASN1_OCTET_STRING, "x", 1);
    changed = to_der (parsed);
    check_refused (fixture, changed, DESK_CADES_ERROR_FORM, "unsigned attributes");
  }
}

static void
test_two_timestamps (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) cms = good (fixture);
  const uint8_t *data = g_bytes_get_data (cms, NULL);
  g_autoptr (CMS_ContentInfo) parsed
      = d2i_CMS_ContentInfo (NULL, &data, (long) g_bytes_get_size (cms));
  CMS_SignerInfo *signer = sk_CMS_SignerInfo_value (CMS_get0_SignerInfos (parsed), 0);
  g_autoptr (GBytes) changed = NULL;

  for (int i = 0; i < 2; i++)
    CMS_unsigned_add1_attr_by_NID (signer, NID_id_smime_aa_timeStampToken, V_ASN1_SEQUENCE,
                                   "\x30\x00", 2);
  changed = to_der (parsed);
  check_refused (fixture, changed, DESK_CADES_ERROR_FORM, "unsigned attributes");
}

static GBytes *
concatenate (
    const void *a, size_t a_length, const void *b, size_t b_length, const void *c, size_t c_length)
{
  GByteArray *array = g_byte_array_new ();

  g_byte_array_append (array, a, (guint) a_length);
  g_byte_array_append (array, b, (guint) b_length);
  g_byte_array_append (array, c, (guint) c_length);
  return g_byte_array_free_to_bytes (array);
}

static void
test_not_der (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) cms = good (fixture);
  size_t length;
  const uint8_t *data = g_bytes_get_data (cms, &length);
  uint8_t long_length[] = { 0x30, 0x83, 0x00, data[2], data[3] };
  g_autoptr (GBytes) indefinite = concatenate ("\x30\x80", 2, data + 4, length - 4, "\0\0", 2);
  g_autoptr (GBytes) longer = concatenate (long_length, 5, data + 4, length - 4, NULL, 0);
  g_autoptr (GBytes) trailing = concatenate (data, length, "\0", 1, NULL, 0);
  g_autoptr (GBytes) truncated = g_bytes_new (data, length - 1);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);

  g_assert_cmphex (data[1], ==, 0x82);
  check_refused (fixture, indefinite, DESK_CADES_ERROR_FORM, "not DER");
  check_refused (fixture, longer, DESK_CADES_ERROR_FORM, "not DER");
  check_refused (fixture, trailing, DESK_CADES_ERROR_FORM, "not DER");
  check_refused (fixture, truncated, DESK_CADES_ERROR_FORM, "not CMS");
  check_refused (fixture, empty, DESK_CADES_ERROR_FORM, "not CMS");
}

/* The attributes in another order hash to the same after sorting, but DER has one order only. */
static void
test_unsorted_attributes (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) cms = good (fixture);
  size_t length;
  const uint8_t *data = g_bytes_get_data (cms, &length);
  /* contentType: SEQUENCE of 24 octets; messageDigest: of 47; the one follows the other. */
  static const uint8_t start[]
      = { 0x30, 0x18, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03 };
  const uint8_t *place = memmem (data, length, start, sizeof start);
  g_autofree uint8_t *copy = g_memdup2 (data, length);
  size_t offset;
  g_autoptr (GBytes) changed = NULL;

  g_assert_nonnull (place);
  g_assert_cmpmem (place + 26, 2, "\x30\x2f", 2);
  offset = (size_t) (place - data);
  memcpy (copy + offset, place + 26, 49);
  memcpy (copy + offset + 49, place, 26);
  changed = g_bytes_new (copy, length);
  check_refused (fixture, changed, DESK_CADES_ERROR_FORM, "not DER");
}

/* From the signed attributes to the end, no octet may differ. */
static void
test_every_octet (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) cms = good (fixture);
  size_t length;
  const uint8_t *data = g_bytes_get_data (cms, &length);
  const uint8_t *place = memmem (data, length, "\xf7\x0d\x01\x09\x03", 5);

  g_assert_nonnull (place);
  for (size_t i = (size_t) (place - data); i < length; i++) {
    g_autofree uint8_t *copy = g_memdup2 (data, length);
    g_autoptr (GBytes) changed = NULL;
    g_autoptr (GError) error = NULL;

    copy[i] ^= 0x01;
    changed = g_bytes_new (copy, length);
    g_assert_null (desk_cades_verify (changed, fixture->digest, &error));
    g_assert_cmpuint (error->domain, ==, DESK_CADES_ERROR);
  }
}

static void
test_not_signed_data (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (BIO) content = BIO_new_mem_buf (CONTENT, -1);
  g_autoptr (GBytes) cms = NULL;

  fixture->cms = CMS_data_create (content, CMS_BINARY);
  cms = to_der (fixture->cms);
  check_refused (fixture, cms, DESK_CADES_ERROR_FORM, "not CMS");
}

static void
test_weak_key (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (DeskTestIdentity) weak
      = desk_test_identity_new (&(DeskTestProfile){ .name = "weak",
                                                    .issuer = fixture->pki->issuing,
                                                    .key_usage = DESK_TEST_SIGNER,
                                                    .rsa_bits = 1024 });
  CMS_SignerInfo *signer;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) cms = NULL;

  g_assert_null (desk_cades_begin (weak->certificate, NULL, fixture->digest, &error));
  g_assert_error (error, DESK_SIGNATURE_ERROR, DESK_SIGNATURE_ERROR_KEY);

  begin (fixture, FLAGS);
  signer = add_signer (fixture, weak, EVP_sha256 (), FLAGS | CMS_CADES);
  add_digest (fixture, signer);
  cms = finish (fixture, signer, weak);
  check_refused (fixture, cms, DESK_CADES_ERROR_SIGNATURE, "kind and size");
}

#define ADD(path, func)                                                                            \
  g_test_add ("/pki/cades-strict/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("base-is-accepted", test_base_is_accepted);
  ADD ("signing-time", test_signing_time);
  ADD ("two-signers", test_two_signers);
  ADD ("no-signer", test_no_signer);
  ADD ("attached", test_attached);
  ADD ("no-attributes", test_no_attributes);
  ADD ("digest-algorithms", test_digest_algorithms);
  ADD ("longer-digest", test_longer_digest);
  ADD ("pss", test_pss);
  ADD ("certificate-id", test_certificate_id);
  ADD ("extra-attribute", test_extra_attribute);
  ADD ("two-values", test_two_values);
  ADD ("content-type", test_content_type);
  ADD ("certificate-missing", test_certificate_missing);
  ADD ("revocation-list-inside", test_revocation_list_inside);
  ADD ("signed-by-another-key", test_signed_by_another_key);
  ADD ("unsigned-attributes", test_unsigned_attributes);
  ADD ("two-timestamps", test_two_timestamps);
  ADD ("not-der", test_not_der);
  ADD ("unsorted-attributes", test_unsorted_attributes);
  ADD ("every-octet", test_every_octet);
  ADD ("not-signed-data", test_not_signed_data);
  ADD ("weak-key", test_weak_key);
  return g_test_run ();
}
