/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-pki.h"

#include "desk-id.h"

static EVP_PKEY *
key_new (unsigned int rsa_bits)
{
  EVP_PKEY *key = rsa_bits > 0 ? EVP_PKEY_Q_keygen (NULL, NULL, "RSA", (size_t) rsa_bits)
                               : EVP_PKEY_Q_keygen (NULL, NULL, "EC", "P-256");

  g_assert_nonnull (key);
  return key;
}

static ASN1_INTEGER *
serial_new (void)
{
  g_autoptr (BIGNUM) number = NULL;
  uint8_t octets[16];

  desk_id_random_bytes (octets, sizeof octets);
  octets[0] = (octets[0] & 0x7f) | 0x40;
  number = BN_bin2bn (octets, sizeof octets, NULL);
  return BN_to_ASN1_INTEGER (number, NULL);
}

static void
add_extension (X509 *certificate, X509 *issuer, int nid, const char *value)
{
  X509V3_CTX context;
  X509_EXTENSION *extension;

  if (value == NULL)
    return;

  X509V3_set_ctx (&context, issuer, certificate, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  g_assert_nonnull (extension);
  g_assert_cmpint (X509_add_ext (certificate, extension, -1), ==, 1);
  X509_EXTENSION_free (extension);
}

static void
set_times (X509 *certificate, const DeskTestProfile *profile)
{
  gint64 from = profile->not_before != 0 ? profile->not_before : DESK_TEST_NOW - DESK_TEST_DAY;
  gint64 until = profile->not_after != 0 ? profile->not_after : DESK_TEST_NOW + 365 * DESK_TEST_DAY;
  g_autoptr (ASN1_TIME) not_before = desk_openssl_time_new (from);
  g_autoptr (ASN1_TIME) not_after = desk_openssl_time_new (until);

  X509_set1_notBefore (certificate, not_before);
  X509_set1_notAfter (certificate, not_after);
}

/* OpenSSL keeps the private key in a certificate that was just made. */
static void
forget_key (DeskTestIdentity *self)
{
  uint8_t *der = NULL;
  int length = i2d_X509 (self->certificate, &der);
  const uint8_t *end = der;

  X509_free (self->certificate);
  self->certificate = d2i_X509 (NULL, &end, length);
  g_assert_nonnull (self->certificate);
  OPENSSL_free (der);
}

DeskTestIdentity *
desk_test_identity_new (const DeskTestProfile *profile)
{
  DeskTestIdentity *self = g_new0 (DeskTestIdentity, 1);
  g_autoptr (ASN1_INTEGER) serial = serial_new ();
  X509 *issuer;
  EVP_PKEY *issuer_key;

  if (profile->subject_key != NULL) {
    EVP_PKEY_up_ref (profile->subject_key);
    self->key = profile->subject_key;
  } else {
    self->key = key_new (profile->rsa_bits);
  }
  self->certificate = X509_new ();
  self->issuers = desk_openssl_copy_stack (NULL);
  issuer = profile->issuer != NULL ? profile->issuer->certificate : self->certificate;
  issuer_key = profile->issuer != NULL ? profile->issuer->key : self->key;
  if (profile->issuer != NULL && profile->issuer->issuers != NULL
      && X509_NAME_cmp (X509_get_subject_name (issuer), X509_get_issuer_name (issuer)) != 0)
    X509_add_cert (self->issuers, issuer, X509_ADD_FLAG_UP_REF);

  X509_set_version (self->certificate, X509_VERSION_3);
  X509_set_serialNumber (self->certificate, serial);
  X509_NAME_add_entry_by_NID (X509_get_subject_name (self->certificate), NID_commonName,
                              MBSTRING_UTF8, (const uint8_t *) profile->name, -1, -1, 0);
  X509_set_issuer_name (self->certificate, X509_get_subject_name (issuer));
  set_times (self->certificate, profile);
  X509_set_pubkey (self->certificate, self->key);
  add_extension (self->certificate, issuer, NID_subject_key_identifier, "hash");
  add_extension (self->certificate, issuer, NID_authority_key_identifier,
                 profile->issuer != NULL ? "keyid:always" : NULL);
  add_extension (self->certificate, issuer, NID_basic_constraints,
                 profile->is_ca ? "critical,CA:TRUE" : NULL);
  add_extension (self->certificate, issuer, NID_key_usage, profile->key_usage);
  add_extension (self->certificate, issuer, NID_ext_key_usage, profile->extended_key_usage);
  g_assert_cmpint (
      X509_sign (self->certificate, issuer_key,
                 EVP_get_digestbyname (profile->digest != NULL ? profile->digest : "SHA256")),
      >, 0);
  forget_key (self);
  return self;
}

void
desk_test_identity_free (DeskTestIdentity *self)
{
  X509_free (self->certificate);
  EVP_PKEY_free (self->key);
  desk_x509_stack_free (self->issuers);
  g_free (self);
}

DeskSigner *
desk_test_identity_create_signer (DeskTestIdentity *self)
{
  return desk_signer_new_for_key (self->certificate, self->issuers, self->key);
}

/* Made once for all tests of a program, because it takes long. Borrowed. */
static EVP_PKEY *
get_rsa_key (void)
{
  static EVP_PKEY *key;

  if (key == NULL)
    key = key_new (2048);

  return key;
}

DeskTestPki *
desk_test_pki_new (void)
{
  DeskTestPki *self = g_new0 (DeskTestPki, 1);

  self->root = desk_test_identity_new (
      &(DeskTestProfile){ .name = "Root", .is_ca = TRUE, .key_usage = DESK_TEST_CA });
  self->issuing = desk_test_identity_new (&(DeskTestProfile){
      .name = "Issuing", .issuer = self->root, .is_ca = TRUE, .key_usage = DESK_TEST_CA });
  self->signer = desk_test_identity_new (
      &(DeskTestProfile){ .name = "张三", .issuer = self->issuing, .key_usage = DESK_TEST_SIGNER });
  self->rsa_signer = desk_test_identity_new (&(DeskTestProfile){ .name = "李四",
                                                                 .issuer = self->issuing,
                                                                 .key_usage = DESK_TEST_SIGNER,
                                                                 .subject_key = get_rsa_key () });
  self->timestamper = desk_test_identity_new (
      &(DeskTestProfile){ .name = "Timestamps",
                          .issuer = self->issuing,
                          .key_usage = DESK_TEST_SIGNER,
                          .extended_key_usage = "critical,timeStamping" });
  self->trust = desk_openssl_copy_stack (NULL);
  X509_add_cert (self->trust, self->root->certificate, X509_ADD_FLAG_UP_REF);
  return self;
}

void
desk_test_pki_free (DeskTestPki *self)
{
  desk_test_identity_free (self->root);
  desk_test_identity_free (self->issuing);
  desk_test_identity_free (self->signer);
  desk_test_identity_free (self->rsa_signer);
  desk_test_identity_free (self->timestamper);
  desk_x509_stack_free (self->trust);
  g_free (self);
}

X509_CRL *
desk_test_crl_new (const DeskTestIdentity *issuer, X509 *certificate, gint64 time)
{
  X509_CRL *crl = X509_CRL_new ();
  g_autoptr (ASN1_TIME) from = desk_openssl_time_new (DESK_TEST_NOW);
  g_autoptr (ASN1_TIME) until = desk_openssl_time_new (DESK_TEST_NOW + 7 * DESK_TEST_DAY);
  g_autoptr (ASN1_TIME) revoked = desk_openssl_time_new (time);

  X509_CRL_set_version (crl, X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name (crl, X509_get_subject_name (issuer->certificate));
  X509_CRL_set1_lastUpdate (crl, from);
  X509_CRL_set1_nextUpdate (crl, until);
  if (certificate != NULL) {
    X509_REVOKED *entry = X509_REVOKED_new ();

    X509_REVOKED_set_serialNumber (entry, X509_get_serialNumber (certificate));
    X509_REVOKED_set_revocationDate (entry, revoked);
    X509_CRL_add0_revoked (crl, entry);
  }

  X509_CRL_sort (crl);
  g_assert_cmpint (X509_CRL_sign (crl, issuer->key, EVP_sha256 ()), >, 0);
  return crl;
}
