/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-cades.h"
#include "desk-contract-fixture.h"
#include "desk-contract-verify.h"
#include "desk-pdf-surgery.h"

#include <stdlib.h>
#include <string.h>

/* Makes keys once: the documents are never changed in place. */
typedef struct {
  DeskContractFixture *contract;
  GBytes *applicant; /* signed by the applicant only */
  GBytes *complete;  /* with everything */
} Shared;

static Shared shared;

typedef GBytes *(*Manipulate) (void);

static DeskVerdict
judge (GBytes *pdf, GListModel **reports)
{
  g_autoptr (GError) error = NULL;
  DeskVerdict overall;

  *reports = desk_contract_verify (pdf, shared.contract->trust, DESK_TEST_NOW,
                                   DESK_CONTRACT_VERIFY_COMPLETE, &overall, &error);
  g_assert_no_error (error);
  return overall;
}

static DeskSignatureFlaw
get_flaw (GListModel *reports, const char *field)
{
  for (guint i = 0; i < g_list_model_get_n_items (reports); i++) {
    g_autoptr (DeskSignatureReport) report = g_list_model_get_item (reports, i);

    if (strcmp (desk_signature_report_get_field (report), field) == 0) {
      g_test_message ("%s: %s", field, desk_signature_report_get_detail (report));
      return desk_signature_report_get_flaw (report);
    }
  }
  g_error ("There is no report for the field %s", field);
}

static guint
get_root_number (GBytes *pdf)
{
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (pdf, NULL);

  return desk_pdf_value_get_reference (desk_pdf_file_get_trailer (file), "Root");
}

static guint
get_page_number (GBytes *pdf, guint index)
{
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (pdf, NULL);

  return desk_pdf_file_get_page (file, index);
}

/* The object that @key of object @number refers to. */
static guint
follow (GBytes *pdf, guint number, const char *key)
{
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (pdf, NULL);
  guint found = desk_pdf_value_get_reference (desk_pdf_file_get_object (file, number)->value, key);

  g_assert_cmpuint (found, !=, 0);
  return found;
}

/* Content that hides the page's and shows something else. */
static GBytes *
replace_page_content (void)
{
  guint content = follow (shared.complete, get_page_number (shared.complete, 0), "Contents");

  return desk_pdf_add_revision (shared.complete, content,
                                "<< /Length 3 >>\nstream\nq Q\nendstream");
}

static GBytes *
redirect_page (void)
{
  return desk_pdf_set_key (shared.complete, get_page_number (shared.complete, 0), "Contents",
                           "[ 4 0 R ]");
}

static GBytes *
swap_catalog (void)
{
  return desk_pdf_set_key (shared.complete, get_root_number (shared.complete), "Pages", "4 0 R");
}

static GBytes *
add_open_action (void)
{
  return desk_pdf_set_key (shared.complete, get_root_number (shared.complete), "OpenAction",
                           "<< /S /JavaScript /JS (app.alert\\(1\\)) >>");
}

static GBytes *
move_gap (void)
{
  const char *data = g_bytes_get_data (shared.complete, NULL);
  size_t offset
      = desk_pdf_find_last (shared.complete, "/ByteRange [0 ") + strlen ("/ByteRange [0 ");

  return desk_pdf_set_byte (shared.complete, offset, data[offset] == '7' ? '6' : '7');
}

static GBytes *
wrap_range (void)
{
  const char *data = g_bytes_get_data (shared.complete, NULL);
  size_t offset = desk_pdf_find_last (shared.complete, "/ByteRange [0 ");
  g_autofree char *old = g_strndup (data + offset, 40);

  return desk_pdf_replace_last (shared.complete, old, "/ByteRange [0 -1 99999999999999 99999999");
}

static GBytes *
shorten_range (void)
{
  const char *data = g_bytes_get_data (shared.complete, NULL);
  size_t end
      = (size_t) (strchr (data + desk_pdf_find_last (shared.complete, "/ByteRange"), ']') - data);

  while (data[end - 1] == ' ')
    end--;
  return desk_pdf_set_byte (shared.complete, end - 1, data[end - 1] == '1' ? '2' : '1');
}

static GBytes *
swap_seal (void)
{
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (shared.complete, NULL);
  const DeskPdfObject *field
      = desk_pdf_file_get_object (file, desk_pdf_find_field (shared.complete, "Authority"));
  guint seal = desk_pdf_value_get_reference (desk_pdf_value_get (field->value, "AP"), "N");

  return desk_pdf_add_revision (
      shared.complete, seal,
      "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 3 >>\nstream\nq Q\nendstream");
}

static GBytes *
redirect_seal (void)
{
  return desk_pdf_set_key (shared.complete, desk_pdf_find_field (shared.complete, "Authority"),
                           "AP", "<< /N 4 0 R >>");
}

/* The authority signs, but what is shown is not the seal the applicant's signature covers. */
static GBytes *
sign_with_other_seal (void)
{
  g_autoptr (GBytes) prepared = desk_contract_prepare (shared.applicant, DESK_SIGNATURE_AUTHORITY,
                                                       "x", DESK_TEST_NOW, NULL);
  guint field = desk_pdf_find_field (prepared, "Authority");
  g_autofree char *body = desk_pdf_print_object (prepared, field);
  const char *looks = strstr (body, "/AP << /N ");
  guint seal = (guint) strtoul (looks + strlen ("/AP << /N "), NULL, 10);
  g_autofree char *from = g_strdup_printf ("/AP << /N %u 0 R", seal);
  g_autofree char *to = g_strdup_printf ("/AP << /N %u 0 R", seal - 2);
  g_autoptr (GBytes) changed = desk_pdf_replace_last (prepared, from, to);
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer (shared.contract->seal);
  g_autoptr (GBytes) cms = NULL;
  uint8_t digest[32];

  g_assert_true (desk_contract_get_digest (changed, DESK_SIGNATURE_AUTHORITY, digest, NULL));
  cms = desk_cades_sign (signer, digest, NULL);
  return desk_contract_embed (changed, DESK_SIGNATURE_AUTHORITY, cms, NULL);
}

static GBytes *
append_junk (void)
{
  return desk_pdf_append (shared.complete, "junk");
}

static GBytes *
append_newline (void)
{
  return desk_pdf_append (shared.complete, "\n");
}

/* A program that repairs files would find this object, one that follows the table would not. */
static GBytes *
append_unlisted_object (void)
{
  const char *data = g_bytes_get_data (shared.complete, NULL);
  const char *last = data + desk_pdf_find_last (shared.complete, "startxref");
  g_autofree char *tail
      = g_strdup_printf ("4 0 obj\n<< /Length 3 >>\nstream\nq Q\nendstream\nendobj\n%s", last);

  return desk_pdf_append (shared.complete, tail);
}

/* The same within a whole revision, whose table does not name the object. */
static GBytes *
hide_object_in_revision (void)
{
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (shared.complete, NULL);
  const DeskPdfSection *newest = desk_pdf_file_get_sections (file)->pdata[0];
  g_autoptr (DeskPdfValue) trailer = desk_pdf_value_copy (newest->trailer);
  g_autoptr (GString) tail = g_string_new ("4 0 obj\n<< >>\nendobj\n");
  size_t start = g_bytes_get_size (shared.complete);
  guint number = desk_pdf_file_get_size (file);
  size_t offset = start + tail->len;
  size_t xref;

  g_string_append_printf (tail, "%u 0 obj\n<< >>\nendobj\n", number);
  xref = start + tail->len;
  desk_pdf_value_set (trailer, "Size", desk_pdf_value_new_integer (number + 1));
  desk_pdf_value_set (trailer, "Prev", desk_pdf_value_new_integer ((gint64) newest->xref));
  g_string_append_printf (tail, "xref\n%u 1\n%010zu 00000 n \ntrailer\n", number, offset);
  desk_pdf_value_print (trailer, tail);
  g_string_append_printf (tail, "\nstartxref\n%zu\n%%%%EOF\n", xref);

  return desk_pdf_append (shared.complete, tail->str);
}

/* A revision that takes an object away. */
static GBytes *
free_object (void)
{
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (shared.complete, NULL);
  const DeskPdfSection *newest = desk_pdf_file_get_sections (file)->pdata[0];
  g_autoptr (DeskPdfValue) trailer = desk_pdf_value_copy (newest->trailer);
  g_autoptr (GString) tail = g_string_new ("xref\n4 1\n0000000000 00001 f \ntrailer\n");

  desk_pdf_value_set (trailer, "Prev", desk_pdf_value_new_integer ((gint64) newest->xref));
  desk_pdf_value_print (trailer, tail);
  g_string_append_printf (tail, "\nstartxref\n%zu\n%%%%EOF\n", g_bytes_get_size (shared.complete));

  return desk_pdf_append (shared.complete, tail->str);
}

/* A revision that starts from an older one, as if the authority had never signed. */
static GBytes *
skip_revision (void)
{
  g_autoptr (GBytes) extended
      = desk_pdf_set_key (shared.complete, get_root_number (shared.complete), "DSS", "<< >>");
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (shared.complete, NULL);
  const DeskPdfSection *newest = desk_pdf_file_get_sections (file)->pdata[0];
  const DeskPdfSection *older = desk_pdf_file_get_sections (file)->pdata[1];
  g_autofree char *from = g_strdup_printf ("/Prev %zu", newest->xref);
  g_autofree char *to = g_strdup_printf ("/Prev %zu", older->xref);

  return desk_pdf_replace_last (extended, from, to);
}

static GBytes *
second_signer (void)
{
  g_autoptr (GBytes) prepared = desk_contract_prepare (
      shared.contract->composed, DESK_SIGNATURE_APPLICANT, "张三", DESK_TEST_NOW, NULL);
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer (shared.contract->applicant);
  g_autoptr (CMS_ContentInfo) cms = NULL;
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) der = NULL;
  uint8_t digest[32];
  const uint8_t *position;
  uint8_t *encoded = NULL;
  int length;

  g_assert_true (desk_contract_get_digest (prepared, DESK_SIGNATURE_APPLICANT, digest, NULL));
  plain = desk_cades_sign (signer, digest, NULL);
  position = g_bytes_get_data (plain, NULL);
  cms = d2i_CMS_ContentInfo (NULL, &position, (long) g_bytes_get_size (plain));
  g_assert_nonnull (CMS_add1_signer (cms, shared.contract->seal->certificate,
                                     shared.contract->seal->key, EVP_sha256 (),
                                     CMS_REUSE_DIGEST | CMS_CADES | CMS_NOSMIMECAP));
  length = i2d_CMS_ContentInfo (cms, &encoded);
  der = desk_openssl_take_der (encoded, length);

  return desk_pdf_force_cms (prepared, der);
}

/* Another certificate for the same key, as somebody with two names could have. */
static GBytes *
substitute_certificate (void)
{
  DeskTestIdentity *identity = shared.contract->applicant;
  g_autoptr (GBytes) cms = desk_pdf_extract_cms (shared.applicant);
  size_t length;
  g_autofree uint8_t *bytes = g_memdup2 (g_bytes_get_data (cms, &length), g_bytes_get_size (cms));
  uint8_t *der = NULL;
  int der_length = i2d_X509 (identity->certificate, &der);
  uint8_t *place = memmem (bytes, length, der, (size_t) der_length);
  uint8_t *other = NULL;
  g_autoptr (GBytes) changed = NULL;

  g_assert_nonnull (place);
  /* ECDSA signatures of the issuer differ in length by a few bytes; one of the same length comes
   * soon. */
  for (int other_length = 0; other_length != der_length;) {
    g_autoptr (DeskTestIdentity) twin = desk_test_identity_new (
        &(DeskTestProfile){ .name = "张三",
                            .issuer = shared.contract->issuing,
                            .key_usage = DESK_TEST_SIGNER,
                            .subject_key = identity->key,
                            .not_before = G_GINT64_CONSTANT (1577836800),
                            .not_after = G_GINT64_CONSTANT (2493072000) });

    OPENSSL_free (other);
    other = NULL;
    other_length = i2d_X509 (twin->certificate, &other);
  }
  memcpy (place, other, (size_t) der_length);
  OPENSSL_free (der);
  OPENSSL_free (other);
  changed = g_bytes_new (bytes, length);

  return desk_pdf_force_cms (shared.applicant, changed);
}

static GBytes *
redefine_object (void)
{
  g_autofree char *same
      = desk_pdf_print_object (shared.complete, desk_pdf_find_field (shared.complete, "Applicant"));
  g_autofree char *body = g_strdup_printf ("%.*s /Q 1 >>", (int) strlen (same) - 2, same);

  return desk_pdf_add_revision (shared.complete, desk_pdf_find_field (shared.complete, "Applicant"),
                                body);
}

static GBytes *
change_padding (void)
{
  const char *data = g_bytes_get_data (shared.complete, NULL);
  size_t start = desk_pdf_find_last (shared.complete, "/Contents <");

  return desk_pdf_set_byte (shared.complete, (size_t) (strchr (data + start, '>') - data) - 1, '1');
}

static GBytes *
change_hexadecimal_case (void)
{
  const char *data = g_bytes_get_data (shared.complete, NULL);
  size_t offset = desk_pdf_find_last (shared.complete, "/Contents <") + strlen ("/Contents <");

  while (data[offset] < 'a')
    offset++;
  return desk_pdf_set_byte (shared.complete, offset, g_ascii_toupper (data[offset]));
}

static GBytes *
space_in_hexadecimal (void)
{
  const char *data = g_bytes_get_data (shared.complete, NULL);
  size_t start = desk_pdf_find_last (shared.complete, "/Contents <");

  return desk_pdf_set_byte (shared.complete, (size_t) (strchr (data + start, '>') - data) - 1, ' ');
}

static GBytes *
stamp_by_stranger (void)
{
  g_autoptr (DeskTestPki) strangers = desk_test_pki_new ();
  g_autoptr (DeskTimestampAuthority) authority = desk_timestamp_authority_new (
      strangers->timestamper->certificate, strangers->timestamper->issuers,
      strangers->timestamper->key, shared.contract->clock);
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer (shared.contract->applicant);

  return desk_contract_sign (shared.contract->composed, DESK_SIGNATURE_APPLICANT, "张三",
                             DESK_TEST_NOW, signer, authority, NULL);
}

static GBytes *
stamp_document_by_stranger (void)
{
  g_autoptr (DeskTestPki) strangers = desk_test_pki_new ();
  g_autoptr (DeskTimestampAuthority) authority = desk_timestamp_authority_new (
      strangers->timestamper->certificate, strangers->timestamper->issuers,
      strangers->timestamper->key, shared.contract->clock);

  return desk_contract_add_timestamp (shared.applicant, authority, NULL);
}

static GBytes *
stamp_in_future (void)
{
  g_autoptr (DeskClock) clock
      = desk_clock_new_manual ((DESK_TEST_NOW + DESK_TEST_DAY) * G_USEC_PER_SEC);
  g_autoptr (DeskTimestampAuthority) authority = desk_timestamp_authority_new (
      shared.contract->stamp->certificate, shared.contract->stamp->issuers,
      shared.contract->stamp->key, clock);
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer (shared.contract->applicant);

  return desk_contract_sign (shared.contract->composed, DESK_SIGNATURE_APPLICANT, "张三",
                             DESK_TEST_NOW, signer, authority, NULL);
}

static GBytes *
stamp_document_in_future (void)
{
  g_autoptr (DeskClock) clock
      = desk_clock_new_manual ((DESK_TEST_NOW + DESK_TEST_DAY) * G_USEC_PER_SEC);
  g_autoptr (DeskTimestampAuthority) authority = desk_timestamp_authority_new (
      shared.contract->stamp->certificate, shared.contract->stamp->issuers,
      shared.contract->stamp->key, clock);

  return desk_contract_add_timestamp (shared.applicant, authority, NULL);
}

static GBytes *
sign_by_stranger (void)
{
  g_autoptr (DeskTestPki) strangers = desk_test_pki_new ();

  return desk_contract_fixture_sign (shared.contract, shared.contract->composed,
                                     DESK_SIGNATURE_APPLICANT, strangers->signer, FALSE);
}

/* Without a timestamp, an expired certificate cannot say that it once was valid. */
static GBytes *
sign_with_expired (void)
{
  g_autoptr (DeskTestIdentity) expired = desk_test_identity_new (
      &(DeskTestProfile){ .name = "张三",
                          .issuer = shared.contract->issuing,
                          .key_usage = DESK_TEST_SIGNER,
                          .not_before = DESK_TEST_NOW - 10 * DESK_TEST_DAY,
                          .not_after = DESK_TEST_NOW - DESK_TEST_DAY });

  return desk_contract_fixture_sign (shared.contract, shared.contract->composed,
                                     DESK_SIGNATURE_APPLICANT, expired, FALSE);
}

/* Every applicant has a certificate of the authority: it must not do for the authority's seal. */
static GBytes *
seal_by_applicant (void)
{
  return desk_contract_fixture_sign (shared.contract, shared.applicant, DESK_SIGNATURE_AUTHORITY,
                                     shared.contract->applicant, TRUE);
}

static GBytes *
seal_by_other (void)
{
  g_autoptr (DeskTestIdentity) other
      = desk_contract_fixture_certify (shared.contract, "某某有限公司", 0);

  return desk_contract_fixture_sign (shared.contract, shared.applicant, DESK_SIGNATURE_AUTHORITY,
                                     other, TRUE);
}

/* A visible field over the page, the way one signs with most programs. */
static GBytes *
overlay_field (void)
{
  g_autoptr (GBytes) with_field = desk_pdf_add_revision (
      shared.complete, 0,
      "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Overlay) /F 4 /Rect [0 0 500 700] >>");
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (with_field, NULL);
  guint page = follow (shared.complete, desk_pdf_find_field (shared.complete, "Authority"), "P");
  g_autofree char *annotations = g_strdup_printf (
      "[ %u 0 R %u 0 R %u 0 R %u 0 R ]", desk_pdf_find_field (shared.complete, "Applicant"),
      desk_pdf_find_field (shared.complete, "Authority"),
      desk_pdf_find_field (shared.complete, "Timestamp"), desk_pdf_file_get_size (file) - 1);

  return desk_pdf_set_key (with_field, page, "Annots", annotations);
}

static GBytes *
add_note (void)
{
  guint page = follow (shared.complete, desk_pdf_find_field (shared.complete, "Authority"), "P");

  return desk_pdf_set_key (shared.complete, page, "Annots",
                           "[ << /Type /Annot /Subtype /FreeText /Rect [0 0 500 700] >> ]");
}

static GBytes *
move_field (void)
{
  return desk_pdf_set_key (shared.applicant, desk_pdf_find_field (shared.applicant, "Authority"),
                           "Rect", "[ 0 0 500 700 ]");
}

static GBytes *
drop_field (void)
{
  g_autofree char *fields
      = g_strdup_printf ("[ %u 0 R %u 0 R ]", desk_pdf_find_field (shared.complete, "Authority"),
                         desk_pdf_find_field (shared.complete, "Timestamp"));

  return desk_pdf_set_key (shared.complete,
                           follow (shared.complete, get_root_number (shared.complete), "AcroForm"),
                           "Fields", fields);
}

static GBytes *
change_metadata (void)
{
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (shared.complete, NULL);

  return desk_pdf_set_key (shared.complete,
                           desk_pdf_value_get_reference (desk_pdf_file_get_trailer (file), "Info"),
                           "Title", "(Another contract)");
}

/* The applicant's signature, shown as the authority's, too. */
static GBytes *
use_signature_twice (void)
{
  guint value = follow (shared.applicant, desk_pdf_find_field (shared.applicant, "Applicant"), "V");
  g_autofree char *reference = g_strdup_printf ("%u 0 R", value);

  return desk_pdf_set_key (shared.applicant, desk_pdf_find_field (shared.applicant, "Authority"),
                           "V", reference);
}

static GBytes *
prepare_only (void)
{
  return desk_contract_prepare (shared.applicant, DESK_SIGNATURE_AUTHORITY, "x", DESK_TEST_NOW,
                                NULL);
}

/* What was signed refers to an object that did not exist; now it does. */
static GBytes *
define_dangling (void)
{
  g_autoptr (GBytes) dangling
      = desk_pdf_set_key (shared.contract->composed, get_page_number (shared.contract->composed, 0),
                          "Thumb", "5000 0 R");
  g_autoptr (GBytes) signed_pdf = desk_contract_fixture_sign (
      shared.contract, dangling, DESK_SIGNATURE_APPLICANT, shared.contract->applicant, FALSE);

  return desk_pdf_add_revision (signed_pdf, 5000, "<< >>");
}

static GBytes *
other_kind (void)
{
  g_autoptr (GBytes) prepared = desk_contract_prepare (
      shared.contract->composed, DESK_SIGNATURE_APPLICANT, "张三", DESK_TEST_NOW, NULL);
  g_autoptr (GBytes) changed
      = desk_pdf_replace_last (prepared, "/ETSI.CAdES.detached", "/adbe.x509.rsa_sha1 ");
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer (shared.contract->applicant);
  g_autoptr (GBytes) cms = NULL;
  uint8_t digest[32];

  g_assert_true (desk_contract_get_digest (changed, DESK_SIGNATURE_APPLICANT, digest, NULL));
  cms = desk_cades_sign (signer, digest, NULL);
  return desk_contract_embed (changed, DESK_SIGNATURE_APPLICANT, cms, NULL);
}

static GBytes *
direct_value (void)
{
  return desk_pdf_set_key (shared.contract->composed,
                           desk_pdf_find_field (shared.contract->composed, "Applicant"), "V",
                           "<< /Type /Sig /SubFilter /ETSI.CAdES.detached >>");
}

typedef struct {
  const char *path;
  Manipulate manipulate;
  const char *field; /* whose report shows it */
  DeskSignatureFlaw flaw;
} Row;

static const Row rows[] = {
  { "page-content", replace_page_content, "Applicant", DESK_FLAW_CHANGED_AFTER },
  { "page-redirected", redirect_page, "Timestamp", DESK_FLAW_CHANGED_AFTER },
  { "catalog", swap_catalog, "Authority", DESK_FLAW_CHANGED_AFTER },
  { "open-action", add_open_action, "Authority", DESK_FLAW_CHANGED_AFTER },
  { "gap-moved", move_gap, "Timestamp", DESK_FLAW_BYTE_RANGE },
  { "range-wrapped", wrap_range, "Timestamp", DESK_FLAW_BYTE_RANGE },
  { "range-shortened", shorten_range, "Timestamp", DESK_FLAW_BYTE_RANGE },
  { "seal-redrawn", swap_seal, "Authority", DESK_FLAW_CHANGED_AFTER },
  { "seal-redirected", redirect_seal, "Authority", DESK_FLAW_CHANGED_AFTER },
  { "seal-not-the-reserved", sign_with_other_seal, "Applicant", DESK_FLAW_CHANGED_AFTER },
  { "junk", append_junk, "Timestamp", DESK_FLAW_CHANGED_AFTER },
  { "newline", append_newline, "Timestamp", DESK_FLAW_CHANGED_AFTER },
  { "unlisted-object", append_unlisted_object, "Applicant", DESK_FLAW_CHANGED_AFTER },
  { "hidden-object", hide_object_in_revision, "Applicant", DESK_FLAW_CHANGED_AFTER },
  { "object-freed", free_object, "Applicant", DESK_FLAW_CHANGED_AFTER },
  { "revision-skipped", skip_revision, "Applicant", DESK_FLAW_CHANGED_AFTER },
  { "second-signer", second_signer, "Applicant", DESK_FLAW_ATTRIBUTES },
  { "certificate-substituted", substitute_certificate, "Applicant", DESK_FLAW_ATTRIBUTES },
  { "object-redefined", redefine_object, "Applicant", DESK_FLAW_CHANGED_AFTER },
  { "padding", change_padding, "Timestamp", DESK_FLAW_BYTE_RANGE },
  { "hexadecimal-case", change_hexadecimal_case, "Timestamp", DESK_FLAW_BYTE_RANGE },
  { "hexadecimal-space", space_in_hexadecimal, "Timestamp", DESK_FLAW_BYTE_RANGE },
  { "stranger-stamps", stamp_by_stranger, "Applicant", DESK_FLAW_TIMESTAMP },
  { "stranger-stamps-document", stamp_document_by_stranger, "Timestamp", DESK_FLAW_CERTIFICATE },
  { "stamped-in-future", stamp_in_future, "Applicant", DESK_FLAW_TIMESTAMP },
  { "document-stamped-in-future", stamp_document_in_future, "Timestamp", DESK_FLAW_TIMESTAMP },
  { "stranger-signs", sign_by_stranger, "Applicant", DESK_FLAW_CERTIFICATE },
  { "expired", sign_with_expired, "Applicant", DESK_FLAW_CERTIFICATE },
  { "applicant-seals", seal_by_applicant, "Authority", DESK_FLAW_CERTIFICATE },
  { "other-seals", seal_by_other, "Authority", DESK_FLAW_CERTIFICATE },
  { "field-overlay", overlay_field, "Applicant", DESK_FLAW_CHANGED_AFTER },
  { "note", add_note, "Applicant", DESK_FLAW_CHANGED_AFTER },
  { "field-moved", move_field, "Applicant", DESK_FLAW_CHANGED_AFTER },
  { "field-dropped", drop_field, "Authority", DESK_FLAW_CHANGED_AFTER },
  { "metadata", change_metadata, "Authority", DESK_FLAW_CHANGED_AFTER },
  { "signature-twice", use_signature_twice, "Authority", DESK_FLAW_ATTRIBUTES },
  { "prepared-only", prepare_only, "Authority", DESK_FLAW_ATTRIBUTES },
  { "dangling-reference", define_dangling, "Applicant", DESK_FLAW_CHANGED_AFTER },
  { "other-kind", other_kind, "Applicant", DESK_FLAW_ATTRIBUTES },
  { "direct-value", direct_value, "Applicant", DESK_FLAW_ATTRIBUTES },
};

static void
test_manipulation (gconstpointer user_data)
{
  const Row *row = user_data;
  g_autoptr (GBytes) pdf = row->manipulate ();
  g_autoptr (GListModel) reports = NULL;

  g_assert_nonnull (pdf);
  g_assert_cmpint (judge (pdf, &reports), ==, DESK_VERDICT_INVALID);
  g_assert_cmpstr (desk_signature_flaw_get_code (get_flaw (reports, row->field)), ==,
                   desk_signature_flaw_get_code (row->flaw));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  shared.contract = desk_contract_fixture_new ();
  shared.applicant
      = desk_contract_fixture_sign (shared.contract, shared.contract->composed,
                                    DESK_SIGNATURE_APPLICANT, shared.contract->applicant, TRUE);
  shared.complete = desk_contract_fixture_sign_all (shared.contract);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/contract/manipulation/", rows[i].path, NULL);

    g_test_add_data_func (path, &rows[i], test_manipulation);
  }
  result = g_test_run ();

  g_bytes_unref (shared.complete);
  g_bytes_unref (shared.applicant);
  desk_contract_fixture_free (shared.contract);
  return result;
}
