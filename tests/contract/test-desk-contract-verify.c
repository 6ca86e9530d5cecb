/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-contract-verify.h"

#include "desk-cades.h"
#include "desk-contract-fixture.h"
#include "desk-pdf-surgery.h"
#include "desk-pdf-tools.h"
#include "desk-test-files.h"

#include <openssl/pem.h>
#include <string.h>

typedef DeskContractFixture Fixture;

static void
set_up (Fixture **fixture, gconstpointer user_data)
{
  *fixture = desk_contract_fixture_new ();
}

static void
tear_down (Fixture **fixture, gconstpointer user_data)
{
  desk_contract_fixture_free (*fixture);
}

static DeskVerdict
judge (Fixture *fixture, GBytes *pdf, DeskContractVerifyFlags flags, GListModel **reports)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) found = NULL;
  DeskVerdict overall;

  found = desk_contract_verify (pdf, fixture->trust, DESK_TEST_NOW, flags, &overall, &error);
  g_assert_no_error (error);
  if (reports != NULL)
    *reports = g_steal_pointer (&found);
  return overall;
}

static GBytes *
sign_applicant (Fixture *fixture, gboolean has_timestamp)
{
  return desk_contract_fixture_sign (fixture, fixture->composed, DESK_SIGNATURE_APPLICANT,
                                     fixture->applicant, has_timestamp);
}

static void
assert_report (GListModel *reports,
               guint index,
               const char *field,
               DeskSignatureRole role,
               const char *signer,
               DeskTimeSource source)
{
  g_autoptr (DeskSignatureReport) report = g_list_model_get_item (reports, index);

  g_assert_cmpstr (desk_signature_report_get_field (report), ==, field);
  g_assert_cmpint (desk_signature_report_get_role (report), ==, role);
  g_assert_cmpstr (desk_signature_report_get_signer (report), ==, signer);
  g_assert_cmpstr (desk_signature_report_get_issuer (report), ==, "Issuing");
  g_assert_cmpint (desk_signature_report_get_time (report), ==, DESK_TEST_NOW);
  g_assert_cmpint (desk_signature_report_get_time_source (report), ==, source);
  g_assert_cmpint (desk_signature_report_get_verdict (report), ==, DESK_VERDICT_VALID);
  g_assert_cmpint (desk_signature_report_get_flaw (report), ==, DESK_FLAW_NONE);
  g_assert_cmpstr (desk_signature_report_get_detail (report), ==, "");
}

static void
test_valid (Fixture **fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) pdf = desk_contract_fixture_sign_all (*fixture);
  g_autoptr (GListModel) reports = NULL;

  g_assert_cmpint (judge (*fixture, pdf, DESK_CONTRACT_VERIFY_COMPLETE, &reports), ==,
                   DESK_VERDICT_VALID);
  g_assert_cmpuint (g_list_model_get_n_items (reports), ==, 3);
  assert_report (reports, 0, "Applicant", DESK_SIGNATURE_APPLICANT, "张三", DESK_TIME_TIMESTAMPED);
  assert_report (reports, 1, "Authority", DESK_SIGNATURE_AUTHORITY, "内蒙古数字证书认证有限公司",
                 DESK_TIME_TIMESTAMPED);
  assert_report (reports, 2, "Timestamp", DESK_SIGNATURE_TIMESTAMP, "Timestamps",
                 DESK_TIME_TIMESTAMPED);
}

static void
test_unsigned (Fixture **fixture, gconstpointer user_data)
{
  g_assert_cmpint (judge (*fixture, (*fixture)->composed, DESK_CONTRACT_VERIFY_COMPLETE, NULL), ==,
                   DESK_VERDICT_UNSIGNED);
  g_assert_cmpint (judge (*fixture, (*fixture)->composed, DESK_CONTRACT_VERIFY_NONE, NULL), ==,
                   DESK_VERDICT_UNSIGNED);
}

static void
test_incomplete (Fixture **fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) pdf = sign_applicant (*fixture, TRUE);

  g_assert_cmpint (judge (*fixture, pdf, DESK_CONTRACT_VERIFY_COMPLETE, NULL), ==,
                   DESK_VERDICT_INCOMPLETE);
  g_assert_cmpint (judge (*fixture, pdf, DESK_CONTRACT_VERIFY_NONE, NULL), ==, DESK_VERDICT_VALID);
}

/* Cut off where an earlier revision ended, a file is whole, but not the contract. */
static void
test_cut_to_earlier_revision (Fixture **fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) applicant = sign_applicant (*fixture, TRUE);
  g_autoptr (GBytes) both = desk_contract_fixture_sign (
      *fixture, applicant, DESK_SIGNATURE_AUTHORITY, (*fixture)->seal, TRUE);
  g_autoptr (GBytes) cut = desk_pdf_truncate (both, g_bytes_get_size (applicant));

  g_assert_cmpint (judge (*fixture, both, DESK_CONTRACT_VERIFY_COMPLETE, NULL), ==,
                   DESK_VERDICT_VALID);
  g_assert_cmpint (judge (*fixture, cut, DESK_CONTRACT_VERIFY_COMPLETE, NULL), ==,
                   DESK_VERDICT_INCOMPLETE);
}

static void
test_claimed_time (Fixture **fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) pdf = sign_applicant (*fixture, FALSE);
  g_autoptr (GListModel) reports = NULL;

  g_assert_cmpint (judge (*fixture, pdf, DESK_CONTRACT_VERIFY_NONE, &reports), ==,
                   DESK_VERDICT_VALID);
  assert_report (reports, 0, "Applicant", DESK_SIGNATURE_APPLICANT, "张三", DESK_TIME_CLAIMED);
}

/* A one-off certificate lives for minutes; its signature stays good because a timestamp says when
 * it was made. */
static void
test_expired_since (Fixture **fixture, gconstpointer user_data)
{
  g_autoptr (DeskTestIdentity) one_off
      = desk_test_identity_new (&(DeskTestProfile){ .name = "张三",
                                                    .issuer = (*fixture)->issuing,
                                                    .key_usage = DESK_TEST_SIGNER,
                                                    .not_before = DESK_TEST_NOW - 60,
                                                    .not_after = DESK_TEST_NOW + 60 });
  g_autoptr (GBytes) pdf = desk_contract_fixture_sign (*fixture, (*fixture)->composed,
                                                       DESK_SIGNATURE_APPLICANT, one_off, TRUE);
  g_autoptr (GListModel) reports = NULL;
  g_autoptr (GError) error = NULL;
  DeskVerdict overall;

  reports = desk_contract_verify (pdf, (*fixture)->trust, DESK_TEST_NOW + DESK_TEST_DAY,
                                  DESK_CONTRACT_VERIFY_NONE, &overall, &error);
  g_assert_no_error (error);
  g_assert_cmpint (overall, ==, DESK_VERDICT_VALID);
}

static guint
get_root_number (GBytes *pdf)
{
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (pdf, NULL);

  return desk_pdf_value_get_reference (desk_pdf_file_get_trailer (file), "Root");
}

/* PAdES adds certificates and revocation lists for the long term after the last signature. */
static void
test_extended (Fixture **fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) pdf = desk_contract_fixture_sign_all (*fixture);
  g_autoptr (GBytes) with_store = desk_pdf_add_revision (pdf, 0, "<< /Type /DSS /Certs [ ] >>");
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (with_store, NULL);
  g_autofree char *reference = g_strdup_printf ("%u 0 R", desk_pdf_file_get_size (file) - 1);
  g_autoptr (GBytes) extended
      = desk_pdf_set_key (with_store, get_root_number (pdf), "DSS", reference);
  g_autoptr (GBytes) more
      = desk_pdf_set_key (extended, desk_pdf_file_get_size (file) - 1, "CRLs", "[ ]");
  g_autoptr (GListModel) reports = NULL;
  g_autoptr (DeskSignatureReport) last = NULL;

  g_assert_cmpint (judge (*fixture, more, DESK_CONTRACT_VERIFY_COMPLETE, &reports), ==,
                   DESK_VERDICT_EXTENDED);
  last = g_list_model_get_item (reports, 2);
  g_assert_cmpint (desk_signature_report_get_verdict (last), ==, DESK_VERDICT_EXTENDED);
  g_assert_cmpint (desk_signature_report_get_flaw (last), ==, DESK_FLAW_NONE);
}

static void
test_new_invisible_field (Fixture **fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) pdf = sign_applicant (*fixture, TRUE);
  g_autoptr (GBytes) with_field = desk_pdf_add_revision (
      pdf, 0, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Later) /F 132 /Rect [ 0 0 0 0 ] >>");
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (with_field, NULL);
  guint form = desk_pdf_value_get_reference (desk_pdf_file_get_catalog (file), "AcroForm");
  g_autofree char *fields
      = g_strdup_printf ("[ %u 0 R %u 0 R %u 0 R %u 0 R ]", desk_pdf_find_field (pdf, "Applicant"),
                         desk_pdf_find_field (pdf, "Authority"),
                         desk_pdf_find_field (pdf, "Timestamp"), desk_pdf_file_get_size (file) - 1);
  g_autoptr (GBytes) listed = desk_pdf_set_key (with_field, form, "Fields", fields);

  g_assert_cmpint (judge (*fixture, listed, DESK_CONTRACT_VERIFY_NONE, NULL), ==,
                   DESK_VERDICT_EXTENDED);
}

static void
digest_around_contents (GBytes *pdf, uint8_t digest[static 32])
{
  size_t length;
  const char *data = g_bytes_get_data (pdf, &length);
  size_t start = desk_pdf_find_last (pdf, "/Contents <") + strlen ("/Contents ");
  size_t end = (size_t) (strchr (data + start, '>') + 1 - data);
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();

  EVP_DigestInit_ex (context, EVP_sha256 (), NULL);
  EVP_DigestUpdate (context, data, start);
  EVP_DigestUpdate (context, data + end, length - end);
  EVP_DigestFinal_ex (context, digest, NULL);
}

/* A signature in a field that no contract has is judged like any other. */
static void
test_other_field (Fixture **fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) prepared = desk_contract_prepare (
      (*fixture)->composed, DESK_SIGNATURE_APPLICANT, "张三", DESK_TEST_NOW, NULL);
  /* "Applicant" and "Signature" in hexadecimal. */
  g_autoptr (GBytes) renamed
      = desk_pdf_replace_last (prepared, "<4170706c6963616e74>", "<5369676e6174757265>");
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer ((*fixture)->applicant);
  g_autoptr (GBytes) cms = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GListModel) reports = NULL;
  uint8_t digest[32];

  digest_around_contents (renamed, digest);
  cms = desk_cades_sign (signer, digest, NULL);
  pdf = desk_pdf_force_cms (renamed, cms);

  g_assert_cmpint (judge (*fixture, pdf, DESK_CONTRACT_VERIFY_NONE, &reports), ==,
                   DESK_VERDICT_VALID);
  assert_report (reports, 0, "Signature", DESK_SIGNATURE_OTHER, "张三", DESK_TIME_CLAIMED);
}

static void
test_unreadable (Fixture **fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) pdf = desk_contract_fixture_sign_all (*fixture);
  g_autoptr (GBytes) half = desk_pdf_truncate (pdf, g_bytes_get_size (pdf) / 3);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GError) error = NULL;
  DeskVerdict overall;

  g_assert_null (desk_contract_verify (half, (*fixture)->trust, DESK_TEST_NOW,
                                       DESK_CONTRACT_VERIFY_NONE, &overall, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM);
  g_clear_error (&error);
  g_assert_null (desk_contract_verify (nothing, (*fixture)->trust, DESK_TEST_NOW,
                                       DESK_CONTRACT_VERIFY_NONE, &overall, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM);
}

/* A changed byte that keeps a signed file from being read at all is a change like any other. */
static void
test_signed_and_unreadable (Fixture **fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) pdf = desk_contract_fixture_sign_all (*fixture);
  size_t length = g_bytes_get_size (pdf);
  size_t table = desk_pdf_find_last (pdf, "startxref\n") + strlen ("startxref\n");
  const size_t positions[] = { 0, 4, table, table + 1 };

  for (size_t i = 0; i < G_N_ELEMENTS (positions); i++) {
    uint8_t *copy = g_memdup2 (g_bytes_get_data (pdf, NULL), length);
    g_autoptr (GBytes) changed = NULL;
    g_autoptr (GListModel) reports = NULL;

    copy[positions[i]] ^= 1;
    changed = g_bytes_new_take (copy, length);
    g_assert_cmpint (judge (*fixture, changed, DESK_CONTRACT_VERIFY_COMPLETE, &reports), ==,
                     DESK_VERDICT_INVALID);
    g_assert_cmpuint (g_list_model_get_n_items (reports), >=, 1);
  }
}

/* A field that is its own child, and one signature in more fields than anybody has. */
static void
test_too_many_fields (Fixture **fixture, gconstpointer user_data)
{
  GBytes *pdf = (*fixture)->composed;
  guint field = desk_pdf_find_field (pdf, "Applicant");
  g_autofree char *kids = g_strdup_printf ("[ %u 0 R ]", field);
  g_autoptr (GBytes) looped = desk_pdf_set_key (pdf, field, "Kids", kids);
  g_autoptr (GString) many = g_string_new ("[");
  g_autoptr (GBytes) crowded = NULL;
  GBytes *files[2];

  for (int i = 0; i < 100; i++)
    g_string_append (many, " << /FT /Sig /V 4 0 R >>");
  g_string_append (many, " ]");
  crowded = desk_pdf_set_key (pdf, field, "Kids", many->str);

  files[0] = looped;
  files[1] = crowded;
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GError) error = NULL;
    DeskVerdict overall;

    g_assert_null (desk_contract_verify (files[i], (*fixture)->trust, DESK_TEST_NOW,
                                         DESK_CONTRACT_VERIFY_NONE, &overall, &error));
    g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM);
  }
}

static void
test_encrypted (Fixture **fixture, gconstpointer user_data)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autofree char *in = desk_pdf_tool_write (directory, "in.pdf", (*fixture)->composed);
  g_autofree char *out = g_build_filename (directory, "out.pdf", NULL);
  g_autofree char *output = desk_pdf_tool_run (NULL, "qpdf", "--encrypt", "", "x", "256", "--",
                                               "--object-streams=disable", in, out, NULL);
  g_autoptr (GMappedFile) file = output != NULL ? g_mapped_file_new (out, FALSE, NULL) : NULL;
  g_autoptr (GBytes) pdf = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr (GError) error = NULL;
  DeskVerdict overall;

  if (pdf != NULL) {
    g_assert_null (desk_contract_verify (pdf, (*fixture)->trust, DESK_TEST_NOW,
                                         DESK_CONTRACT_VERIFY_NONE, &overall, &error));
    g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM);
  }
  desk_test_files_remove (directory);
}

/* The contract as other programs write files today: objects in compressed streams, a
 * cross-reference stream. */
static GBytes *
compress_objects (GBytes *pdf)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autofree char *in = desk_pdf_tool_write (directory, "in.pdf", pdf);
  g_autofree char *out = g_build_filename (directory, "out.pdf", NULL);
  g_autofree char *output
      = desk_pdf_tool_run (NULL, "qpdf", "--object-streams=generate", in, out, NULL);
  g_autofree char *data = NULL;
  gsize length = 0;

  if (output != NULL)
    g_assert_true (g_file_get_contents (out, &data, &length, NULL));
  desk_test_files_remove (directory);

  return output != NULL ? g_bytes_new_take (g_steal_pointer (&data), length) : NULL;
}

/* One row of a cross-reference stream with /W [1 4 1]: an object at @offset. */
static void
append_row (GString *out, size_t offset)
{
  g_string_append_c (out, 1);
  for (int shift = 24; shift >= 0; shift -= 8)
    g_string_append_c (out, (char) (offset >> shift & 0xff));
  g_string_append_c (out, 0);
}

/* A revision with a cross-reference stream of its own that holds a prepared signature in @field. */
static GBytes *
prepare_with_stream (GBytes *pdf, guint field)
{
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (pdf, NULL);
  const DeskPdfSection *newest = desk_pdf_file_get_sections (file)->pdata[0];
  guint size = desk_pdf_file_get_size (file);
  g_autofree char *body = desk_pdf_print_object (pdf, field);
  g_autofree char *zeros = g_strnfill (16000, '0');
  g_autoptr (GString) out
      = g_string_new_len (g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf));
  size_t offsets[3];
  size_t contents;
  size_t range;
  g_autofree char *numbers = NULL;

  offsets[0] = out->len;
  g_string_append_printf (out, "%u 0 obj\n%.*s /V %u 0 R >>\nendobj\n", field,
                          (int) strlen (body) - 2, body, size);
  offsets[1] = out->len;
  g_string_append_printf (out,
                          "%u 0 obj\n<< /Type /Sig /SubFilter /adbe.pkcs7.detached "
                          "/M (D:20261122143000+08'00') /ByteRange ",
                          size);
  range = out->len;
  g_string_append_printf (out, "%36s /Contents ", "");
  contents = out->len;
  g_string_append_printf (out, "<%s> >>\nendobj\n", zeros);
  offsets[2] = out->len;
  g_string_append_printf (out,
                          "%u 0 obj\n<< /Type /XRef /W [1 4 1] /Index [%u 1 %u 2] /Size %u /Prev "
                          "%zu /Length 18 /Root %u 0 R /Info %u 0 R /ID ",
                          size + 1, field, size, size + 2, newest->xref,
                          desk_pdf_value_get_reference (newest->trailer, "Root"),
                          desk_pdf_value_get_reference (newest->trailer, "Info"));
  desk_pdf_value_print (desk_pdf_value_get (newest->trailer, "ID"), out);
  g_string_append (out, " >>\nstream\n");
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    append_row (out, offsets[i]);
  g_string_append_printf (out, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", offsets[2]);

  numbers
      = g_strdup_printf ("[0 %zu %zu %zu", contents, contents + 16002, out->len - contents - 16002);
  memcpy (out->str + range, numbers, strlen (numbers));
  out->str[range + 35] = ']';

  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static void
test_cross_reference_streams (Fixture **fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) compressed = compress_objects ((*fixture)->composed);
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer ((*fixture)->applicant);
  g_autoptr (GBytes) prepared = NULL;
  g_autoptr (GBytes) cms = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GListModel) reports = NULL;
  g_autoptr (GError) error = NULL;
  uint8_t digest[32];

  if (compressed == NULL)
    return;
  g_assert_cmpint (judge (*fixture, compressed, DESK_CONTRACT_VERIFY_NONE, NULL), ==,
                   DESK_VERDICT_UNSIGNED);
  g_assert_null (
      desk_contract_prepare (compressed, DESK_SIGNATURE_APPLICANT, "张三", DESK_TEST_NOW, &error));
  g_assert_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM);
  g_clear_error (&error);

  prepared = prepare_with_stream (compressed, desk_pdf_find_field (compressed, "Applicant"));
  desk_contract_get_digest (prepared, DESK_SIGNATURE_APPLICANT, digest, &error);
  g_assert_no_error (error);
  cms = desk_cades_sign (signer, digest, &error);
  g_assert_no_error (error);
  pdf = desk_contract_embed (prepared, DESK_SIGNATURE_APPLICANT, cms, &error);
  g_assert_no_error (error);

  g_assert_cmpint (judge (*fixture, pdf, DESK_CONTRACT_VERIFY_NONE, &reports), ==,
                   DESK_VERDICT_VALID);
  assert_report (reports, 0, "Applicant", DESK_SIGNATURE_APPLICANT, "张三", DESK_TIME_CLAIMED);
}

/* A later signature in a revision of the other kind. */
static void
test_stream_after_table (Fixture **fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) first = sign_applicant (*fixture, TRUE);
  g_autoptr (GBytes) prepared
      = prepare_with_stream (first, desk_pdf_find_field (first, "Authority"));
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer ((*fixture)->seal);
  g_autoptr (GBytes) cms = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GListModel) reports = NULL;
  g_autoptr (GError) error = NULL;
  uint8_t digest[32];

  desk_contract_get_digest (prepared, DESK_SIGNATURE_AUTHORITY, digest, &error);
  g_assert_no_error (error);
  cms = desk_cades_sign (signer, digest, &error);
  pdf = desk_contract_embed (prepared, DESK_SIGNATURE_AUTHORITY, cms, &error);
  g_assert_no_error (error);

  g_assert_cmpint (judge (*fixture, pdf, DESK_CONTRACT_VERIFY_COMPLETE, &reports), ==,
                   DESK_VERDICT_VALID);
}

/* Where the trusted roots say which organisation they belong to, the seal must be that
 * organisation's. */
static void
test_seal_of_other_organisation (Fixture **fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) pdf = desk_contract_fixture_sign_all (*fixture);
  g_autoptr (X509) root = X509_dup ((*fixture)->root->certificate);
  g_autoptr (X509Stack) trust = desk_openssl_copy_stack ((*fixture)->trust);
  g_autoptr (GListModel) reports = NULL;
  g_autoptr (DeskSignatureReport) seal = NULL;
  g_autoptr (GError) error = NULL;
  DeskVerdict overall;

  X509_NAME_add_entry_by_NID (X509_get_subject_name (root), NID_organizationName, MBSTRING_UTF8,
                              (const uint8_t *) "某某机构", -1, -1, 0);
  X509_add_cert (trust, root, X509_ADD_FLAG_UP_REF);
  reports = desk_contract_verify (pdf, trust, DESK_TEST_NOW, DESK_CONTRACT_VERIFY_COMPLETE,
                                  &overall, &error);
  g_assert_no_error (error);
  g_assert_cmpint (overall, ==, DESK_VERDICT_INVALID);
  seal = g_list_model_get_item (reports, 1);
  g_assert_cmpint (desk_signature_report_get_flaw (seal), ==, DESK_FLAW_CERTIFICATE);
}

static void
test_load_trust (Fixture **fixture, gconstpointer user_data)
{
  g_autoptr (BIO) out = BIO_new (BIO_s_mem ());
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = NULL;
  STACK_OF (X509) * trust;
  char *data;
  long length;

  PEM_write_bio_X509 (out, (*fixture)->root->certificate);
  PEM_write_bio_X509 (out, (*fixture)->issuing->certificate);
  length = BIO_get_mem_data (out, &data);
  pem = g_strndup (data, (gsize) length);

  trust = desk_contract_load_trust (pem, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sk_X509_num (trust), ==, 2);
  desk_contract_free_trust (trust);
  g_assert_null (desk_contract_load_trust ("no certificate", &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  const struct {
    const char *path;
    void (*run) (Fixture **, gconstpointer);
  } tests[] = {
    { "/contract/verify/valid", test_valid },
    { "/contract/verify/unsigned", test_unsigned },
    { "/contract/verify/incomplete", test_incomplete },
    { "/contract/verify/cut-to-earlier-revision", test_cut_to_earlier_revision },
    { "/contract/verify/claimed-time", test_claimed_time },
    { "/contract/verify/expired-since", test_expired_since },
    { "/contract/verify/extended", test_extended },
    { "/contract/verify/new-invisible-field", test_new_invisible_field },
    { "/contract/verify/other-field", test_other_field },
    { "/contract/verify/unreadable", test_unreadable },
    { "/contract/verify/signed-and-unreadable", test_signed_and_unreadable },
    { "/contract/verify/too-many-fields", test_too_many_fields },
    { "/contract/verify/encrypted", test_encrypted },
    { "/contract/verify/cross-reference-streams", test_cross_reference_streams },
    { "/contract/verify/stream-after-table", test_stream_after_table },
    { "/contract/verify/seal-of-other-organisation", test_seal_of_other_organisation },
    { "/contract/verify/load-trust", test_load_trust },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture *, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
