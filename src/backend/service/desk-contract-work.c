/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-contract-work.h"

#include "desk-cades.h"
#include "desk-contract-signing.h"
#include "desk-contract-verify.h"
#include "desk-x509.h"

G_DEFINE_QUARK (desk - contract - work - error - quark, desk_contract_work_error)

/* The verifier has the last word, and says more than that a library call succeeded: that the whole
 * document is covered, by the right people, with times. */
static gboolean
check_valid (DeskAuthority *authority, GBytes *pdf, DeskClock *clock, GError **error)
{
  g_autoptr (GListModel) reports = NULL;
  DeskVerdict verdict;

  reports = desk_contract_verify (pdf, desk_authority_get_trust (authority),
                                  desk_clock_now_seconds (clock), DESK_CONTRACT_VERIFY_COMPLETE,
                                  &verdict, error);
  if (reports == NULL)
    return FALSE;
  if (verdict == DESK_VERDICT_VALID)
    return TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (reports); i++) {
    g_autoptr (DeskSignatureReport) report = g_list_model_get_item (reports, i);

    g_message ("contract signature %s: %s, %s", desk_signature_report_get_field (report),
               desk_verdict_get_code (desk_signature_report_get_verdict (report)),
               desk_signature_flaw_get_code (desk_signature_report_get_flaw (report)));
  }
  g_set_error (error, DESK_CONTRACT_WORK_ERROR, DESK_CONTRACT_WORK_ERROR_NOT_VALID,
               "the finished contract is %s", desk_verdict_get_code (verdict));
  return FALSE;
}

/* The authority's seal, the document timestamp, and the proof. Takes @pdf. */
static GBytes *
seal (DeskAuthority *authority, GBytes *pdf, DeskClock *clock, GError **error)
{
  g_autoptr (GBytes) applicant_signed = pdf;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) stamped = NULL;
  DeskTimestampAuthority *timestamps = desk_authority_get_timestamp_authority (authority);

  sealed = desk_contract_sign (applicant_signed, DESK_SIGNATURE_AUTHORITY,
                               desk_authority_get_name (authority), desk_clock_now_seconds (clock),
                               desk_authority_get_seal_signer (authority), timestamps, error);
  if (sealed == NULL)
    return NULL;
  stamped = desk_contract_add_timestamp (sealed, timestamps, error);
  if (stamped == NULL || !check_valid (authority, stamped, clock, error))
    return NULL;

  return g_steal_pointer (&stamped);
}

GBytes *
desk_contract_work_sign_one_off (DeskAuthority *authority,
                                 const DeskContractTerms *terms,
                                 DeskClock *clock,
                                 GBytes **certificate,
                                 char **serial,
                                 GError **error)
{
  g_autoptr (GBytes) composed = desk_contract_compose (terms, error);
  g_autoptr (GBytes) applicant_signed = NULL;
  g_autoptr (GBytes) finished = NULL;
  g_autoptr (DeskSigner) signer = NULL;

  if (composed == NULL)
    return NULL;
  signer = desk_authority_create_one_off_signer (authority, terms->name, terms->number, error);
  if (signer == NULL)
    return NULL;

  applicant_signed = desk_contract_sign (composed, DESK_SIGNATURE_APPLICANT, terms->name,
                                         desk_clock_now_seconds (clock), signer,
                                         desk_authority_get_timestamp_authority (authority), error);
  if (applicant_signed == NULL)
    return NULL;
  finished = seal (authority, g_steal_pointer (&applicant_signed), clock, error);
  if (finished == NULL)
    return NULL;

  *certificate = desk_x509_to_der (desk_signer_get_certificate (signer));
  *serial = desk_x509_get_serial (desk_signer_get_certificate (signer));
  return g_steal_pointer (&finished);
}

GBytes *
desk_contract_work_prepare (const DeskContractTerms *terms, DeskClock *clock, GError **error)
{
  g_autoptr (GBytes) composed = desk_contract_compose (terms, error);

  if (composed == NULL)
    return NULL;

  return desk_contract_prepare (composed, DESK_SIGNATURE_APPLICANT, terms->name,
                                desk_clock_now_seconds (clock), error);
}

/* Whether @cms signs exactly these bytes and was made by the key of @signer. */
static gboolean
check_cms (GBytes *prepared, GBytes *cms, GBytes *signer, GError **error)
{
  g_autoptr (DeskCadesInfo) info = NULL;
  g_autoptr (GBytes) certificate = NULL;
  g_autoptr (GError) cms_error = NULL;
  guint8 digest[32];

  if (!desk_contract_get_digest (prepared, DESK_SIGNATURE_APPLICANT, digest, error))
    return FALSE;

  info = desk_cades_verify (cms, digest, &cms_error);
  if (info == NULL) {
    g_set_error (error, DESK_CONTRACT_WORK_ERROR, DESK_CONTRACT_WORK_ERROR_SIGNATURE, "%s",
                 cms_error->message);
    return FALSE;
  }
  certificate = desk_x509_to_der (info->certificate);
  if (g_bytes_equal (certificate, signer))
    return TRUE;

  g_set_error (error, DESK_CONTRACT_WORK_ERROR, DESK_CONTRACT_WORK_ERROR_SIGNATURE,
               "signed with another certificate");
  return FALSE;
}

static GBytes *
add_timestamp (DeskAuthority *authority, GBytes *cms, GError **error)
{
  g_autoptr (GBytes) token = NULL;
  guint8 digest[32];

  if (!desk_cades_get_signature_digest (cms, digest, error))
    return NULL;
  token = desk_timestamp_authority_issue (desk_authority_get_timestamp_authority (authority),
                                          digest, error);
  if (token == NULL)
    return NULL;

  return desk_cades_add_timestamp (cms, token, error);
}

GBytes *
desk_contract_work_complete (DeskAuthority *authority,
                             GBytes *prepared,
                             GBytes *cms,
                             GBytes *signer,
                             DeskClock *clock,
                             GError **error)
{
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) stamped = NULL;
  GBytes *applicant_signed;

  if (!check_cms (prepared, cms, signer, error))
    return NULL;
  /* The client knows only its key's own certificate; whoever verifies needs the way to the root. */
  whole = desk_cades_add_certificates (cms, desk_authority_get_issuers (authority), error);
  if (whole == NULL)
    return NULL;
  stamped = add_timestamp (authority, whole, error);
  if (stamped == NULL)
    return NULL;
  applicant_signed = desk_contract_embed (prepared, DESK_SIGNATURE_APPLICANT, stamped, error);
  if (applicant_signed == NULL)
    return NULL;

  return seal (authority, applicant_signed, clock, error);
}
