/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whole contracts with the authority's real certificates, judged by our verifier and by NSS. */

#include "desk-authority.h"
#include "desk-cades.h"
#include "desk-contract-fixture.h"
#include "desk-contract-verify.h"
#include "desk-csr.h"
#include "desk-pdf-tools.h"
#include "desk-test-files.h"

#include <string.h>

#define NAME "内蒙古数字证书认证有限公司"

typedef struct {
  DeskContractFixture *contract;
  char *directory;
  DeskClock *clock; /* the system's: NSS knows no other */
  DeskAuthority *authority;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *ca = NULL;
  g_autoptr (GError) error = NULL;

  fixture->contract = desk_contract_fixture_new ();
  fixture->directory = desk_test_files_make_directory ();
  fixture->clock = desk_clock_new_system ();
  ca = g_build_filename (fixture->directory, "ca", NULL);
  fixture->authority = desk_authority_open (ca, NAME, fixture->clock, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_assert_finalize_object (fixture->authority);
  g_assert_finalize_object (fixture->clock);
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
  desk_contract_fixture_free (fixture->contract);
}

/* Takes @applicant_signed. */
static GBytes *
seal (Fixture *fixture, GBytes *applicant_signed)
{
  DeskTimestampAuthority *timestamps = desk_authority_get_timestamp_authority (fixture->authority);
  g_autoptr (GBytes) pdf = applicant_signed;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) sealed = desk_contract_sign (
      pdf, DESK_SIGNATURE_AUTHORITY, NAME, desk_clock_now_seconds (fixture->clock),
      desk_authority_get_seal_signer (fixture->authority), timestamps, &error);
  GBytes *stamped;

  g_assert_no_error (error);
  stamped = desk_contract_add_timestamp (sealed, timestamps, &error);
  g_assert_no_error (error);
  return stamped;
}

static GBytes *
sign_one_off (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskSigner) signer = desk_authority_create_one_off_signer (fixture->authority, "张三",
                                                                        "CD20261122000001", &error);
  GBytes *pdf;

  g_assert_no_error (error);
  pdf = desk_contract_sign (fixture->contract->composed, DESK_SIGNATURE_APPLICANT, "张三",
                            desk_clock_now_seconds (fixture->clock), signer,
                            desk_authority_get_timestamp_authority (fixture->authority), &error);
  g_assert_no_error (error);
  return seal (fixture, pdf);
}

/* The certificate of a key as on a Ukey. */
static X509 *
certify (Fixture *fixture, EVP_PKEY *key)
{
  g_autoptr (GError) error = NULL;
  uint8_t *der = NULL;
  int length = i2d_PUBKEY (key, &der);
  g_autoptr (GBytes) public_key = desk_openssl_take_der (der, length);
  g_autoptr (DeskCsr) csr = desk_csr_begin (public_key, "张三", &error);
  g_autoptr (X509) carrier = X509_new ();
  g_autoptr (DeskSigner) signer = desk_signer_new_for_key (carrier, NULL, key);
  g_autoptr (GBytes) signature = NULL;
  g_autofree char *request = NULL;
  uint8_t digest[32];
  X509 *certificate;

  g_assert_no_error (error);
  desk_csr_get_digest (csr, digest);
  signature = desk_signer_sign_digest (signer, digest, &error);
  request = desk_csr_finish (csr, signature, &error);
  g_assert_no_error (error);
  certificate = desk_authority_issue_person (fixture->authority, request, "张三", 365, &error);
  g_assert_no_error (error);
  return certificate;
}

/* As it goes between client and server: only the digest reaches the key, only its own certificate
 * is known there. */
static GBytes *
sign_with_key (Fixture *fixture)
{
  g_autoptr (EVP_PKEY) key = EVP_RSA_gen (2048);
  g_autoptr (X509) certificate = certify (fixture, key);
  g_autoptr (DeskSigner) signer = desk_signer_new_for_key (certificate, NULL, key);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) prepared
      = desk_contract_prepare (fixture->contract->composed, DESK_SIGNATURE_APPLICANT, "张三",
                               desk_clock_now_seconds (fixture->clock), &error);
  g_autoptr (GBytes) cms = NULL;
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) token = NULL;
  g_autoptr (GBytes) stamped = NULL;
  uint8_t digest[32];
  GBytes *pdf;

  g_assert_no_error (error);
  g_assert_true (desk_contract_get_digest (prepared, DESK_SIGNATURE_APPLICANT, digest, &error));
  cms = desk_cades_sign (signer, digest, &error);
  whole
      = desk_cades_add_certificates (cms, desk_authority_get_issuers (fixture->authority), &error);
  g_assert_no_error (error);
  g_assert_true (desk_cades_get_signature_digest (whole, digest, &error));
  token = desk_timestamp_authority_issue (
      desk_authority_get_timestamp_authority (fixture->authority), digest, &error);
  stamped = desk_cades_add_timestamp (whole, token, &error);
  g_assert_no_error (error);
  pdf = desk_contract_embed (prepared, DESK_SIGNATURE_APPLICANT, stamped, &error);
  g_assert_no_error (error);
  return seal (fixture, pdf);
}

typedef GBytes *(*SignFunc) (Fixture *fixture);

static const SignFunc ways[] = { sign_one_off, sign_with_key };

static void
test_our_verdict (Fixture *fixture, gconstpointer user_data)
{
  for (size_t i = 0; i < G_N_ELEMENTS (ways); i++) {
    g_autoptr (GBytes) pdf = ways[i](fixture);
    g_autoptr (GError) error = NULL;
    DeskVerdict verdict;
    g_autoptr (GListModel) reports = desk_contract_verify (
        pdf, desk_authority_get_trust (fixture->authority), desk_clock_now_seconds (fixture->clock),
        DESK_CONTRACT_VERIFY_COMPLETE, &verdict, &error);

    g_assert_no_error (error);
    g_assert_cmpint (verdict, ==, DESK_VERDICT_VALID);
    g_assert_cmpuint (g_list_model_get_n_items (reports), ==, 3);
  }
}

static guint
count (const char *text, const char *wanted)
{
  g_auto (GStrv) parts = g_strsplit (text, wanted, -1);

  return g_strv_length (parts) - 1;
}

/* NSS, as pdfsig uses it, with nothing but the root trusted. */
static void
test_verdict_of_nss (Fixture *fixture, gconstpointer user_data)
{
  const char *root = desk_authority_get_root_pem (fixture->authority);
  g_autoptr (GBytes) pem = g_bytes_new_static (root, strlen (root));
  g_autofree char *path = desk_pdf_tool_write (fixture->directory, "root.pem", pem);
  g_autofree char *database = g_strconcat ("sql:", fixture->directory, NULL);
  g_autofree char *output = desk_pdf_tool_run (NULL, "certutil", "-A", "-d", database, "-n", "root",
                                               "-t", "C,C,C", "-i", path, NULL);

  for (size_t i = 0; output != NULL && i < G_N_ELEMENTS (ways); i++) {
    g_autoptr (GBytes) pdf = ways[i](fixture);
    g_autofree char *file = desk_pdf_tool_write (fixture->directory, "contract.pdf", pdf);
    g_autofree char *verdict
        = desk_pdf_tool_run (NULL, "pdfsig", "-nssdir", fixture->directory, file, NULL);

    g_test_message ("%s", verdict);
    g_assert_nonnull (verdict);
    g_assert_cmpuint (count (verdict, "Signature is Valid."), ==, 2);
    g_assert_cmpuint (count (verdict, "Certificate is Trusted."), ==, 2);
  }
}

#define ADD(path, func)                                                                            \
  g_test_add ("/backend/authority-contract/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("our-verdict", test_our_verdict);
  ADD ("verdict-of-nss", test_verdict_of_nss);
  return g_test_run ();
}
