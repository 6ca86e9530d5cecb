/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-cades.h"

#include "desk-chain.h"
#include "desk-encoding.h"
#include "desk-test-pki.h"
#include "desk-timestamp.h"

#include <string.h>

static const uint8_t *
content_digest (void)
{
  static uint8_t digest[32];

  desk_sha256 ("the contract", 12, digest);
  return digest;
}

static GBytes *
sign (DeskTestIdentity *identity)
{
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer (identity);
  g_autoptr (GError) error = NULL;
  GBytes *cms = desk_cades_sign (signer, content_digest (), &error);

  g_assert_no_error (error);
  return cms;
}

static void
test_sign_and_verify (gconstpointer user_data)
{
  gboolean with_rsa = GPOINTER_TO_INT (user_data);
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  DeskTestIdentity *identity = with_rsa ? pki->rsa_signer : pki->signer;
  g_autoptr (GBytes) cms = sign (identity);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskCadesInfo) info = desk_cades_verify (cms, content_digest (), &error);
  uint8_t digest[32];

  g_assert_no_error (error);
  g_assert_cmpint (X509_cmp (info->certificate, identity->certificate), ==, 0);
  g_assert_cmpint (sk_X509_num (info->certificates), ==, 2);
  g_assert_null (info->timestamp);
  g_assert_true (desk_cades_get_signature_digest (cms, digest, &error));
  g_assert_cmpmem (digest, 32, info->signature_digest, 32);
}

static void
test_other_content (void)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  g_autoptr (GBytes) cms = sign (pki->signer);
  g_autoptr (GError) error = NULL;
  uint8_t other[32] = { 1 };

  g_assert_null (desk_cades_verify (cms, other, &error));
  g_assert_error (error, DESK_CADES_ERROR, DESK_CADES_ERROR_DIGEST);
}

/* What a client makes that knows nothing but its key's own certificate. */
static void
test_add_certificates (void)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  g_autoptr (DeskSigner) alone
      = desk_signer_new_for_key (pki->signer->certificate, NULL, pki->signer->key);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) cms = desk_cades_sign (alone, content_digest (), &error);
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) same = NULL;
  g_autoptr (GBytes) rubbish = g_bytes_new_static ("rubbish", 7);
  g_autoptr (DeskCadesInfo) info = NULL;

  g_assert_no_error (error);
  whole = desk_cades_add_certificates (cms, pki->signer->issuers, &error);
  g_assert_no_error (error);
  info = desk_cades_verify (whole, content_digest (), &error);
  g_assert_no_error (error);
  g_assert_cmpint (sk_X509_num (info->certificates), ==, 2);
  g_assert_true (desk_chain_verify (info->certificate, info->certificates, pki->trust, NULL,
                                    DESK_TEST_NOW, DESK_CHAIN_SIGNATURE, &error));

  same = desk_cades_add_certificates (whole, info->certificates, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (whole, same));
  g_assert_null (desk_cades_add_certificates (rubbish, NULL, &error));
  g_assert_error (error, DESK_CADES_ERROR, DESK_CADES_ERROR_FORM);
}

static void
test_timestamp (void)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  g_autoptr (DeskClock) clock = desk_clock_new_manual (DESK_TEST_NOW * G_USEC_PER_SEC);
  g_autoptr (DeskTimestampAuthority) authority = desk_timestamp_authority_new (
      pki->timestamper->certificate, pki->timestamper->issuers, pki->timestamper->key, clock);
  g_autoptr (GBytes) cms = sign (pki->signer);
  g_autoptr (GError) error = NULL;
  uint8_t digest[32];
  g_autoptr (GBytes) token = NULL;
  g_autoptr (GBytes) stamped = NULL;
  g_autoptr (DeskCadesInfo) info = NULL;
  g_autoptr (DeskTimestampInfo) stamp = NULL;

  desk_cades_get_signature_digest (cms, digest, &error);
  token = desk_timestamp_authority_issue (authority, digest, &error);
  g_assert_no_error (error);
  stamped = desk_cades_add_timestamp (cms, token, &error);
  g_assert_no_error (error);
  info = desk_cades_verify (stamped, content_digest (), &error);
  g_assert_no_error (error);
  g_assert_cmpmem (digest, 32, info->signature_digest, 32);
  stamp = desk_timestamp_verify (info->timestamp, info->signature_digest, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stamp->time, ==, DESK_TEST_NOW);

  /* A second one is refused. */
  g_assert_null (desk_cades_add_timestamp (stamped, token, &error));
  g_assert_error (error, DESK_CADES_ERROR, DESK_CADES_ERROR_FORM);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/pki/cades/sign-and-verify/ec", GINT_TO_POINTER (FALSE),
                        test_sign_and_verify);
  g_test_add_data_func ("/pki/cades/sign-and-verify/rsa", GINT_TO_POINTER (TRUE),
                        test_sign_and_verify);
  g_test_add_func ("/pki/cades/other-content", test_other_content);
  g_test_add_func ("/pki/cades/add-certificates", test_add_certificates);
  g_test_add_func ("/pki/cades/timestamp", test_timestamp);
  return g_test_run ();
}
