/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-cades.h"
#include "desk-contract-fixture.h"
#include "desk-contract-verify.h"
#include "desk-pdf-surgery.h"
#include "desk-pdf-tools.h"
#include "desk-test-files.h"

#include <openssl/pem.h>
#include <string.h>

typedef struct {
  DeskContractFixture *contract;
  char *directory;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->contract = desk_contract_fixture_new ();
  fixture->directory = desk_test_files_make_directory ();
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  desk_contract_fixture_free (fixture->contract);
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
}

static GBytes *
prepare (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GBytes *prepared = desk_contract_prepare (fixture->contract->composed, DESK_SIGNATURE_APPLICANT,
                                            "张三", DESK_TEST_NOW, &error);

  g_assert_no_error (error);
  return prepared;
}

static GBytes *
sign_digest (Fixture *fixture, const uint8_t digest[static 32])
{
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer (fixture->contract->applicant);
  g_autoptr (GError) error = NULL;
  GBytes *cms = desk_cades_sign (signer, digest, &error);

  g_assert_no_error (error);
  return cms;
}

static char *
write_root (Fixture *fixture)
{
  char *path = g_build_filename (fixture->directory, "root.pem", NULL);
  g_autoptr (BIO) out = BIO_new_file (path, "w");

  g_assert_cmpint (PEM_write_bio_X509 (out, fixture->contract->root->certificate), ==, 1);
  return path;
}

/* The applicant's key is elsewhere: prepare here, sign there, embed here. */
static void
test_remote_key (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) prepared = prepare (fixture);
  g_autoptr (GBytes) cms = NULL;
  g_autoptr (GBytes) embedded = NULL;
  g_autoptr (GListModel) reports = NULL;
  g_autoptr (GError) error = NULL;
  uint8_t digest[32];
  DeskVerdict overall;

  g_assert_true (desk_contract_get_digest (prepared, DESK_SIGNATURE_APPLICANT, digest, &error));
  cms = sign_digest (fixture, digest);
  embedded = desk_contract_embed (prepared, DESK_SIGNATURE_APPLICANT, cms, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (embedded), ==, g_bytes_get_size (prepared));

  reports = desk_contract_verify (embedded, fixture->contract->trust, DESK_TEST_NOW,
                                  DESK_CONTRACT_VERIFY_NONE, &overall, &error);
  g_assert_no_error (error);
  g_assert_cmpint (overall, ==, DESK_VERDICT_VALID);
}

static void
test_prepare_twice (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) prepared = prepare (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_null (
      desk_contract_prepare (prepared, DESK_SIGNATURE_APPLICANT, "张三", DESK_TEST_NOW, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_SIGNED);
}

static void
test_no_such_role (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_contract_prepare (fixture->contract->composed, DESK_SIGNATURE_OTHER, "张三",
                                        DESK_TEST_NOW, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM);
}

static void
test_no_such_field (Fixture *fixture, gconstpointer user_data)
{
  guint number = desk_pdf_find_field (fixture->contract->composed, "Applicant");
  g_autoptr (GBytes) renamed
      = desk_pdf_set_key (fixture->contract->composed, number, "T", "(Somebody)");
  g_autoptr (GError) error = NULL;

  g_assert_null (
      desk_contract_prepare (renamed, DESK_SIGNATURE_APPLICANT, "张三", DESK_TEST_NOW, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM);
}

static void
test_not_a_pdf (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("Not a PDF at all", 16);
  g_autoptr (GError) error = NULL;
  uint8_t digest[32];

  g_assert_false (desk_contract_get_digest (text, DESK_SIGNATURE_APPLICANT, digest, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM);
}

static void
test_digest_of_unprepared (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  uint8_t digest[32];

  g_assert_false (desk_contract_get_digest (fixture->contract->composed, DESK_SIGNATURE_APPLICANT,
                                            digest, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM);
}

/* A server that shows one thing and has another signed: the digest must be of the whole file that
 * is shown. */
static void
test_digest_covers_everything (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) prepared = prepare (fixture);
  g_autoptr (GBytes) longer
      = desk_pdf_set_key (prepared, desk_pdf_find_field (prepared, "Timestamp"), "TU", "(changed)");
  g_autoptr (GError) error = NULL;
  uint8_t digest[32];

  g_assert_false (desk_contract_get_digest (longer, DESK_SIGNATURE_APPLICANT, digest, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM);
}

static void
test_embed_wrong_cms (Fixture *fixture, gconstpointer user_data)
{
  static const uint8_t other_digest[32] = { 1 };
  g_autoptr (GBytes) prepared = prepare (fixture);
  g_autoptr (GBytes) cms = sign_digest (fixture, other_digest);
  g_autoptr (GBytes) garbage = g_bytes_new_static ("garbage", 7);
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_contract_embed (prepared, DESK_SIGNATURE_APPLICANT, cms, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_CMS);
  g_clear_error (&error);
  g_assert_null (desk_contract_embed (prepared, DESK_SIGNATURE_APPLICANT, garbage, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_CMS);
}

static void
test_embed_wrong_timestamp (Fixture *fixture, gconstpointer user_data)
{
  static const uint8_t other_digest[32] = { 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) prepared = desk_contract_prepare (fixture->contract->composed,
                                                       DESK_SIGNATURE_TIMESTAMP, NULL, 0, &error);
  g_autoptr (GBytes) token
      = desk_timestamp_authority_issue (fixture->contract->timestamper, other_digest, &error);

  g_assert_no_error (error);
  g_assert_null (desk_contract_embed (prepared, DESK_SIGNATURE_TIMESTAMP, token, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_CMS);
}

static void
test_embed_twice (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) signed_pdf
      = desk_contract_fixture_sign (fixture->contract, fixture->contract->composed,
                                    DESK_SIGNATURE_APPLICANT, fixture->contract->applicant, FALSE);
  g_autoptr (GBytes) cms = desk_pdf_extract_cms (signed_pdf);
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_contract_embed (signed_pdf, DESK_SIGNATURE_APPLICANT, cms, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_SIGNED);
}

/* More issuers than any chain has, so that the CMS outgrows its place. */
static void
test_embed_too_long (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) prepared = prepare (fixture);
  g_autoptr (X509Stack) issuers = desk_openssl_copy_stack (NULL);
  g_autoptr (DeskSigner) signer = NULL;
  g_autoptr (GBytes) cms = NULL;
  g_autoptr (GError) error = NULL;
  uint8_t digest[32];

  for (int i = 0; i < 48; i++) {
    g_autoptr (DeskTestIdentity) identity
        = desk_contract_fixture_certify (fixture->contract, "Filler", 0);

    X509_add_cert (issuers, identity->certificate, X509_ADD_FLAG_UP_REF);
  }
  signer = desk_signer_new_for_key (fixture->contract->applicant->certificate, issuers,
                                    fixture->contract->applicant->key);
  g_assert_true (desk_contract_get_digest (prepared, DESK_SIGNATURE_APPLICANT, digest, &error));
  cms = desk_cades_sign (signer, digest, &error);
  g_assert_no_error (error);

  g_assert_null (desk_contract_embed (prepared, DESK_SIGNATURE_APPLICANT, cms, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_CMS);
}

static GBytes *
refuse_to_sign (const uint8_t digest[static 32], gpointer user_data, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The key was pulled out");
  return NULL;
}

static void
test_key_refuses (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (DeskSigner) signer = desk_signer_new (fixture->contract->applicant->certificate, NULL,
                                                   refuse_to_sign, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_contract_sign (fixture->contract->composed, DESK_SIGNATURE_APPLICANT, "张三",
                                     DESK_TEST_NOW, signer, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Before the authority has signed, nobody sees its seal. */
static void
test_seal_appears_with_signature (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) applicant
      = desk_contract_fixture_sign (fixture->contract, fixture->contract->composed,
                                    DESK_SIGNATURE_APPLICANT, fixture->contract->applicant, TRUE);
  g_autoptr (GBytes) both = desk_contract_fixture_sign (
      fixture->contract, applicant, DESK_SIGNATURE_AUTHORITY, fixture->contract->seal, TRUE);
  g_autoptr (DeskPdfFile) before = desk_pdf_file_new (applicant, NULL);
  g_autoptr (DeskPdfFile) after = desk_pdf_file_new (both, NULL);
  guint number = desk_pdf_find_field (both, "Authority");
  const DeskPdfValue *hidden
      = desk_pdf_value_get (desk_pdf_file_get_object (before, number)->value, "AP");
  const DeskPdfValue *shown
      = desk_pdf_value_get (desk_pdf_file_get_object (after, number)->value, "AP");

  g_assert_cmpuint (
      desk_pdf_file_get_object (before, desk_pdf_value_get_reference (hidden, "N"))->stream_length,
      ==, 0);
  g_assert_cmpuint (
      desk_pdf_file_get_object (after, desk_pdf_value_get_reference (shown, "N"))->stream_length, >,
      1000);
}

/* poppler and NSS judge the signatures and the chain without our code. */
static void
test_pdfsig (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) signed_pdf = desk_contract_fixture_sign_all (fixture->contract);
  g_autofree char *path = desk_pdf_tool_write (fixture->directory, "signed.pdf", signed_pdf);
  g_autofree char *root = write_root (fixture);
  g_autofree char *database = g_strconcat ("sql:", fixture->directory, NULL);
  g_autofree char *created
      = desk_pdf_tool_run (NULL, "certutil", "-N", "-d", database, "--empty-password", NULL);
  g_autofree char *added = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) valid = NULL;
  g_auto (GStrv) trusted = NULL;

  if (created == NULL)
    return;
  added = desk_pdf_tool_run (NULL, "certutil", "-A", "-d", database, "-n", "root", "-t", "C,C,C",
                             "-i", root, NULL);
  output = desk_pdf_tool_run (NULL, "pdfsig", "-nssdir", database, path, NULL);
  if (output == NULL)
    return;

  valid = g_strsplit (output, "Signature is Valid", -1);
  trusted = g_strsplit (output, "Certificate is Trusted", -1);
  g_test_message ("%s", output);
  g_assert_cmpuint (g_strv_length (valid), ==, 3);
  g_assert_cmpuint (g_strv_length (trusted), ==, 3);
  g_assert_nonnull (strstr (output, "ETSI.CAdES.detached"));
}

static void
test_qpdf (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) signed_pdf = desk_contract_fixture_sign_all (fixture->contract);
  g_autofree char *path = desk_pdf_tool_write (fixture->directory, "signed.pdf", signed_pdf);
  g_autofree char *output = desk_pdf_tool_run (NULL, "qpdf", "--check", path, NULL);

  if (output != NULL)
    g_assert_nonnull (strstr (output, "No syntax or stream encoding errors"));
}

/* OpenSSL's own program judges the CMS over the bytes that the range names. */
static void
test_openssl (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) signed_pdf
      = desk_contract_fixture_sign (fixture->contract, fixture->contract->composed,
                                    DESK_SIGNATURE_APPLICANT, fixture->contract->applicant, TRUE);
  const char *data = g_bytes_get_data (signed_pdf, NULL);
  size_t start = desk_pdf_find_last (signed_pdf, "/Contents <") + strlen ("/Contents ");
  size_t end = (size_t) (strchr (data + start, '>') + 1 - data);
  g_autoptr (GByteArray) covered = g_byte_array_new ();
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GBytes) cms = desk_pdf_extract_cms (signed_pdf);
  g_autofree char *root = write_root (fixture);
  g_autofree char *cms_path = desk_pdf_tool_write (fixture->directory, "signature.der", cms);
  g_autofree char *content_path = NULL;
  g_autofree char *output = NULL;

  g_byte_array_append (covered, (const guint8 *) data, (guint) start);
  g_byte_array_append (covered, (const guint8 *) data + end,
                       (guint) (g_bytes_get_size (signed_pdf) - end));
  content = g_byte_array_free_to_bytes (g_steal_pointer (&covered));
  content_path = desk_pdf_tool_write (fixture->directory, "content.bin", content);

  output = desk_pdf_tool_run (NULL, "openssl", "cms", "-verify", "-cades", "-binary", "-inform",
                              "DER", "-in", cms_path, "-content", content_path, "-CAfile", root,
                              "-purpose", "any", "-out", "/dev/null", NULL);
}

int
main (int argc, char **argv)
{
  const struct {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/contract/signing/remote-key", test_remote_key },
    { "/contract/signing/prepare-twice", test_prepare_twice },
    { "/contract/signing/no-such-role", test_no_such_role },
    { "/contract/signing/no-such-field", test_no_such_field },
    { "/contract/signing/not-a-pdf", test_not_a_pdf },
    { "/contract/signing/digest-of-unprepared", test_digest_of_unprepared },
    { "/contract/signing/digest-covers-everything", test_digest_covers_everything },
    { "/contract/signing/embed-wrong-cms", test_embed_wrong_cms },
    { "/contract/signing/embed-wrong-timestamp", test_embed_wrong_timestamp },
    { "/contract/signing/embed-twice", test_embed_twice },
    { "/contract/signing/embed-too-long", test_embed_too_long },
    { "/contract/signing/key-refuses", test_key_refuses },
    { "/contract/signing/seal-appears-with-signature", test_seal_appears_with_signature },
    { "/contract/signing/pdfsig", test_pdfsig },
    { "/contract/signing/qpdf", test_qpdf },
    { "/contract/signing/openssl", test_openssl },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
