/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-service"

#include "desk-certificates.h"

#include "desk-backend.h"
#include "desk-store-ukey.h"
#include "desk-ukey-sessions.h"
#include "desk-x509.h"

gboolean
desk_certificates_check_chain (
    DeskBackend *backend, X509 *certificate, DeskChainPurpose purpose, gint64 now, GError **error)
{
  g_autoptr (GError) chain_error = NULL;
  DeskProblemCode code = DESK_PROBLEM_CERTIFICATE_UNTRUSTED;

  if (desk_chain_verify (certificate, desk_authority_get_issuers (backend->authority),
                         desk_authority_get_trust (backend->authority), NULL, now, purpose,
                         &chain_error))
    return TRUE;

  if (g_error_matches (chain_error, DESK_CHAIN_ERROR, DESK_CHAIN_ERROR_TIME))
    code = DESK_PROBLEM_CERTIFICATE_TIME;
  else if (g_error_matches (chain_error, DESK_CHAIN_ERROR, DESK_CHAIN_ERROR_REVOKED))
    code = DESK_PROBLEM_CERTIFICATE_REVOKED;

  return desk_problem_set (error, code, "%s", chain_error->message);
}

gboolean
desk_certificates_find_account (
    DeskDb *db, X509 *certificate, gint64 now, char **account_id, GError **error)
{
  g_autofree char *issuer = desk_ukey_dup_issuer_sha256 (certificate);
  g_autofree char *serial = desk_x509_get_serial (certificate);
  gboolean revoked;

  if (!desk_store_certificate_is_revoked (db, issuer, serial, now, &revoked, error))
    return FALSE;
  if (revoked)
    return desk_problem_set (error, DESK_PROBLEM_CERTIFICATE_REVOKED, "the certificate is revoked");
  if (!desk_store_certificate_find_account (db, issuer, serial, account_id, error))
    return FALSE;
  if (*account_id == NULL)
    return desk_problem_set (error, DESK_PROBLEM_CERTIFICATE_UNKNOWN,
                             "the certificate belongs to no account");

  return TRUE;
}
