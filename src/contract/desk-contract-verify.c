/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-contract-verify.h"
#include "desk-contract-signing.h"
#include "desk-signature-check.h"
#include "desk-x509.h"

#include <openssl/pem.h>
#include <string.h>

/* More than a document has; each costs a reading of the file. */
#define MAX_SIGNATURES 64

static int
compare_ends (gconstpointer a, gconstpointer b)
{
  const DeskSignatureCheck *first = *(DeskSignatureCheck *const *) a;
  const DeskSignatureCheck *second = *(DeskSignatureCheck *const *) b;

  return first->end < second->end ? -1 : first->end > second->end;
}

static DeskSignatureCheck *
find_role (GPtrArray *checks, DeskSignatureRole role)
{
  for (guint i = 0; i < checks->len; i++) {
    DeskSignatureCheck *check = checks->pdata[i];

    if (check->role == role)
      return check;
  }
  return NULL;
}

static char *
get_organisation (X509_NAME *name)
{
  int index = X509_NAME_get_index_by_NID (name, NID_organizationName, -1);
  unsigned char *utf8 = NULL;
  char *text = NULL;

  if (index >= 0
      && ASN1_STRING_to_UTF8 (&utf8, X509_NAME_ENTRY_get_data (X509_NAME_get_entry (name, index)))
             >= 0)
    text = g_strdup ((const char *) utf8);
  OPENSSL_free (utf8);

  return text;
}

/* TRUE if a trusted root names @organisation (nullable), or if none names any. */
static gboolean
is_trusted_organisation (const char *organisation, STACK_OF (X509) * trust)
{
  gboolean has_any = FALSE;

  for (int i = 0; i < sk_X509_num (trust); i++) {
    g_autofree char *trusted = get_organisation (X509_get_subject_name (sk_X509_value (trust, i)));

    has_any = has_any || trusted != NULL;
    if (trusted != NULL && g_strcmp0 (trusted, organisation) == 0)
      return TRUE;
  }
  return !has_any;
}

/* A certificate of the same authority is not enough for the seal, every applicant has one: it must
 * be the one of the organisation that the contract was composed for (its author) and that the roots
 * belong to. */
static void
check_seal_holder (GPtrArray *checks, DeskPdfFile *file, STACK_OF (X509) * trust)
{
  DeskSignatureCheck *seal = find_role (checks, DESK_SIGNATURE_AUTHORITY);
  DeskSignatureCheck *applicant = find_role (checks, DESK_SIGNATURE_APPLICANT);
  const DeskPdfValue *info = desk_pdf_file_get (file, desk_pdf_file_get_trailer (file), "Info");
  g_autofree char *author = desk_pdf_value_dup_text (desk_pdf_file_get (file, info, "Author"));
  g_autofree char *holder = NULL;
  g_autofree char *organisation = NULL;

  if (seal == NULL || seal->certificate == NULL)
    return;

  holder = desk_x509_get_subject_name (seal->certificate);
  organisation = get_organisation (X509_get_subject_name (seal->certificate));
  if (strcmp (holder, author) != 0 || !is_trusted_organisation (organisation, trust)
      || (applicant != NULL && applicant->certificate != NULL
          && X509_cmp (applicant->certificate, seal->certificate) == 0))
    desk_signature_check_fail (seal, DESK_FLAW_CERTIFICATE,
                               "the certificate is not the seal's of the contract's authority");
}

static gboolean
is_once (GPtrArray *checks, const DeskSignatureCheck *check)
{
  for (guint i = 0; i < checks->len; i++) {
    const DeskSignatureCheck *other = checks->pdata[i];

    if (other != check
        && (other->number == check->number || strcmp (other->field, check->field) == 0))
      return FALSE;
  }
  return TRUE;
}

static void
run_checks (GPtrArray *checks, DeskPdfFile *file, STACK_OF (X509) * trust, gint64 now)
{
  for (guint i = 0; i < checks->len; i++) {
    DeskSignatureCheck *check = checks->pdata[i];

    if (!is_once (checks, check))
      desk_signature_check_fail (check, DESK_FLAW_ATTRIBUTES,
                                 "two fields have the same name or signature");
    /* The certificate is named in the report even where something after it is wrong. */
    if (desk_signature_check_range (check, file)
        && desk_signature_check_cms (check, file, trust, now))
      desk_signature_check_changes (check, file);
  }
}

static DeskVerdict
get_verdict (const DeskSignatureCheck *check, gboolean is_extended)
{
  if (check->flaw != DESK_FLAW_NONE)
    return DESK_VERDICT_INVALID;
  return is_extended ? DESK_VERDICT_EXTENDED : DESK_VERDICT_VALID;
}

static DeskSignatureReport *
create_report (const DeskSignatureCheck *check, gboolean is_extended)
{
  g_autofree char *signer = NULL;
  g_autofree char *issuer = NULL;

  if (check->certificate != NULL) {
    signer = desk_x509_get_subject_name (check->certificate);
    issuer = desk_x509_get_issuer_name (check->certificate);
  }

  return g_object_new (DESK_TYPE_SIGNATURE_REPORT, "field", check->field, "role", check->role,
                       "signer", signer != NULL ? signer : "", "issuer",
                       issuer != NULL ? issuer : "", "time", check->time, "time-source",
                       check->time_source, "verdict", get_verdict (check, is_extended), "flaw",
                       check->flaw, "detail", check->detail != NULL ? check->detail : "", NULL);
}

static DeskVerdict
sum_up (GPtrArray *checks, gboolean is_extended, DeskContractVerifyFlags flags)
{
  if (checks->len == 0)
    return DESK_VERDICT_UNSIGNED;
  for (guint i = 0; i < checks->len; i++)
    if (((DeskSignatureCheck *) checks->pdata[i])->flaw != DESK_FLAW_NONE)
      return DESK_VERDICT_INVALID;
  if ((flags & DESK_CONTRACT_VERIFY_COMPLETE) != 0
      && (find_role (checks, DESK_SIGNATURE_APPLICANT) == NULL
          || find_role (checks, DESK_SIGNATURE_AUTHORITY) == NULL))
    return DESK_VERDICT_INCOMPLETE;

  return is_extended ? DESK_VERDICT_EXTENDED : DESK_VERDICT_VALID;
}

/* A file that was signed once and does not read any more was damaged or tampered with: that is a
 * verdict, not an unusable input. */
static gboolean
was_signed (GBytes *pdf)
{
  size_t length;
  const char *bytes = g_bytes_get_data (pdf, &length);

  return length > 0 && memmem (bytes, length, "/ByteRange", strlen ("/ByteRange")) != NULL;
}

static GListModel *
report_unreadable (const GError *error, DeskVerdict *overall)
{
  GListStore *reports = g_list_store_new (DESK_TYPE_SIGNATURE_REPORT);
  g_autoptr (DeskSignatureReport) report = g_object_new (
      DESK_TYPE_SIGNATURE_REPORT, "field", "", "role", DESK_SIGNATURE_OTHER, "verdict",
      DESK_VERDICT_INVALID, "flaw", DESK_FLAW_BYTE_RANGE, "detail", error->message, NULL);

  g_list_store_append (reports, report);
  *overall = DESK_VERDICT_INVALID;
  return G_LIST_MODEL (reports);
}

GListModel *
desk_contract_verify (GBytes *pdf,
                      STACK_OF (X509) * trust,
                      gint64 now,
                      DeskContractVerifyFlags flags,
                      DeskVerdict *overall,
                      GError **error)
{
  g_autoptr (GError) form_error = NULL;
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (pdf, &form_error);
  g_autoptr (GPtrArray) checks = NULL;
  GListStore *reports;
  gboolean is_extended;

  if (file == NULL && was_signed (pdf))
    return report_unreadable (form_error, overall);
  if (file == NULL) {
    g_propagate_error (error, g_steal_pointer (&form_error));
    return NULL;
  }
  checks = desk_signature_check_find (file);
  if (checks == NULL || checks->len > MAX_SIGNATURES) {
    g_set_error_literal (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM,
                         "The PDF has more fields or signatures than are looked at");
    return NULL;
  }

  run_checks (checks, file, trust, now);
  if ((flags & DESK_CONTRACT_VERIFY_COMPLETE) != 0)
    check_seal_holder (checks, file, trust);
  g_ptr_array_sort (checks, compare_ends);

  is_extended
      = checks->len > 0
        && ((DeskSignatureCheck *) checks->pdata[checks->len - 1])->end < g_bytes_get_size (pdf);
  reports = g_list_store_new (DESK_TYPE_SIGNATURE_REPORT);
  for (guint i = 0; i < checks->len; i++) {
    g_autoptr (DeskSignatureReport) report = create_report (checks->pdata[i], is_extended);

    g_list_store_append (reports, report);
  }
  *overall = sum_up (checks, is_extended, flags);

  return G_LIST_MODEL (reports);
}

STACK_OF (X509) * desk_contract_load_trust (const char *pem, GError **error)
{
  return desk_x509_list_new_from_pem (pem, error);
}

void
desk_contract_free_trust (STACK_OF (X509) * trust)
{
  sk_X509_pop_free (trust, X509_free);
}
