/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-timestamp.h"

#include "desk-cades.h"
#include "desk-test-pki.h"

#include <string.h>

typedef struct {
  DeskTestPki *pki;
  DeskClock *clock;
  uint8_t imprint[32];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->pki = desk_test_pki_new ();
  fixture->clock = desk_clock_new_manual (DESK_TEST_NOW * G_USEC_PER_SEC);
  memset (fixture->imprint, 0x5a, sizeof fixture->imprint);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_assert_finalize_object (fixture->clock);
  desk_test_pki_free (fixture->pki);
}

static DeskTimestampAuthority *
authority_new (Fixture *fixture, DeskTestIdentity *identity)
{
  return desk_timestamp_authority_new (identity->certificate, identity->issuers, identity->key,
                                       fixture->clock);
}

static GBytes *
issue (Fixture *fixture)
{
  g_autoptr (DeskTimestampAuthority) authority = authority_new (fixture, fixture->pki->timestamper);
  g_autoptr (GError) error = NULL;
  GBytes *token = desk_timestamp_authority_issue (authority, fixture->imprint, &error);

  g_assert_no_error (error);
  return token;
}

static void
test_issue_and_verify (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) token = issue (fixture);
  g_autoptr (GBytes) another = issue (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskTimestampInfo) info = desk_timestamp_verify (token, fixture->imprint, &error);

  g_assert_no_error (error);
  g_assert_cmpint (info->time, ==, DESK_TEST_NOW);
  g_assert_cmpint (X509_cmp (info->certificate, fixture->pki->timestamper->certificate), ==, 0);
  g_assert_cmpint (sk_X509_num (info->certificates), ==, 2);
  g_assert_false (g_bytes_equal (token, another));
}

static void
test_rsa_authority (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (DeskTestIdentity) rsa
      = desk_test_identity_new (&(DeskTestProfile){ .name = "Timestamps RSA",
                                                    .issuer = fixture->pki->issuing,
                                                    .key_usage = DESK_TEST_SIGNER,
                                                    .extended_key_usage = "critical,timeStamping",
                                                    .rsa_bits = 2048 });
  g_autoptr (DeskTimestampAuthority) authority = authority_new (fixture, rsa);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) token = desk_timestamp_authority_issue (authority, fixture->imprint, &error);
  g_autoptr (DeskTimestampInfo) info = NULL;

  g_assert_no_error (error);
  info = desk_timestamp_verify (token, fixture->imprint, &error);
  g_assert_no_error (error);
}

static void
test_other_imprint (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) token = issue (fixture);
  g_autoptr (GError) error = NULL;
  uint8_t other[32] = { 0 };

  g_assert_null (desk_timestamp_verify (token, other, &error));
  g_assert_error (error, DESK_CADES_ERROR, DESK_CADES_ERROR_DIGEST);
}

/* OpenSSL does not stamp with a certificate that is not made for it. */
static void
test_wrong_certificate (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (DeskTimestampAuthority) authority = authority_new (fixture, fixture->pki->signer);
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_timestamp_authority_issue (authority, fixture->imprint, &error));
  g_assert_error (error, DESK_CADES_ERROR, DESK_CADES_ERROR_FORM);
}

static gboolean
is_refused (Fixture *fixture, const uint8_t *data, size_t length)
{
  g_autoptr (GBytes) token = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskTimestampInfo) info = desk_timestamp_verify (token, fixture->imprint, &error);

  return info == NULL && error->domain == DESK_CADES_ERROR;
}

/* The content and the SignerInfo; what else a token holds is not signed, or the chain's matter. */
static void
test_every_octet (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) token = issue (fixture);
  size_t length;
  const uint8_t *data = g_bytes_get_data (token, &length);
  const uint8_t *next = data;
  g_autoptr (CMS_ContentInfo) cms = d2i_CMS_ContentInfo (NULL, &next, (long) length);
  const ASN1_OCTET_STRING *octets = *CMS_get0_content (cms);
  size_t content_length = (size_t) ASN1_STRING_length (octets);
  const uint8_t *content = memmem (data, length, ASN1_STRING_get0_data (octets), content_length);
  const uint8_t *attributes = memmem (data, length, "\xf7\x0d\x01\x09\x03", 5);
  g_autofree uint8_t *copy = g_memdup2 (data, length);

  g_assert_nonnull (content);
  g_assert_nonnull (attributes);
  for (size_t i = (size_t) (content - data); i < length; i++) {
    if (data + i >= content + content_length && data + i < attributes)
      continue;

    copy[i] ^= 0x01;
    if (!is_refused (fixture, copy, length))
      g_error ("octet %zu of %zu is not covered", i, length);
    copy[i] ^= 0x01;
  }
}

static void
test_not_a_token (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer (fixture->pki->signer);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) cms = desk_cades_sign (signer, fixture->imprint, &error);
  g_autoptr (GBytes) text = g_bytes_new_static ("text", 4);

  g_assert_null (desk_timestamp_verify (cms, fixture->imprint, &error));
  g_assert_error (error, DESK_CADES_ERROR, DESK_CADES_ERROR_FORM);
  g_clear_error (&error);
  g_assert_null (desk_timestamp_verify (text, fixture->imprint, &error));
  g_assert_error (error, DESK_CADES_ERROR, DESK_CADES_ERROR_FORM);
}

/* A CMS over a true TSTInfo, well made, but by somebody's signing key. */
static void
test_not_an_authority (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) token = issue (fixture);
  const uint8_t *data = g_bytes_get_data (token, NULL);
  g_autoptr (CMS_ContentInfo) genuine
      = d2i_CMS_ContentInfo (NULL, &data, (long) g_bytes_get_size (token));
  const ASN1_OCTET_STRING *content = *CMS_get0_content (genuine);
  g_autoptr (BIO) source
      = BIO_new_mem_buf (ASN1_STRING_get0_data (content), ASN1_STRING_length (content));
  unsigned int flags = CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP;
  g_autoptr (CMS_ContentInfo) cms = CMS_sign (NULL, NULL, NULL, NULL, flags);
  g_autoptr (GBytes) forged = NULL;
  g_autoptr (GError) error = NULL;
  uint8_t *der = NULL;
  int length;

  CMS_set1_eContentType (cms, OBJ_nid2obj (NID_id_smime_ct_TSTInfo));
  CMS_add1_signer (cms, fixture->pki->signer->certificate, fixture->pki->signer->key, EVP_sha256 (),
                   flags | CMS_CADES);
  g_assert_cmpint (CMS_final (cms, source, NULL, flags), ==, 1);
  length = i2d_CMS_ContentInfo (cms, &der);
  forged = desk_openssl_take_der (der, length);

  g_assert_null (desk_timestamp_verify (forged, fixture->imprint, &error));
  g_assert_error (error, DESK_CADES_ERROR, DESK_CADES_ERROR_FORM);
  g_assert_nonnull (strstr (error->message, "not a timestamp authority's"));
}

static void
test_not_for_this_signature (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer (fixture->pki->signer);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) cms = desk_cades_sign (signer, fixture->imprint, &error);
  g_autoptr (GBytes) token = issue (fixture);

  g_assert_null (desk_cades_add_timestamp (cms, token, &error));
  g_assert_error (error, DESK_CADES_ERROR, DESK_CADES_ERROR_DIGEST);
}

#define ADD(path, func) g_test_add ("/pki/timestamp/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("issue-and-verify", test_issue_and_verify);
  ADD ("rsa-authority", test_rsa_authority);
  ADD ("other-imprint", test_other_imprint);
  ADD ("wrong-certificate", test_wrong_certificate);
  ADD ("every-octet", test_every_octet);
  ADD ("not-a-token", test_not_a_token);
  ADD ("not-an-authority", test_not_an_authority);
  ADD ("not-for-this-signature", test_not_for_this_signature);
  return g_test_run ();
}
