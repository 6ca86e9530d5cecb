/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-signature-report.h"

#include <gio/gio.h>
#include <openssl/x509.h>

G_BEGIN_DECLS

typedef enum {
  DESK_CONTRACT_VERIFY_NONE = 0,
  /* The applicant's and the authority's signatures must both be there: a CertDesk contract. */
  DESK_CONTRACT_VERIFY_COMPLETE = 1 << 0,
} DeskContractVerifyFlags;

/* Judges every signature of any PDF signed in the PAdES or plain CMS way, against @trust at @now
 * (Unix seconds). NULL with %DESK_CONTRACT_ERROR_FORM only if @pdf cannot be read as a PDF at all
 * and was never signed; one that was and does not read is invalid. Returns a GListModel of
 * DeskSignatureReport in the order of their revisions; @overall is always set on success. Any
 * thread. */
GListModel *desk_contract_verify (GBytes *pdf,
                                  STACK_OF (X509) * trust,
                                  gint64 now,
                                  DeskContractVerifyFlags flags,
                                  DeskVerdict *overall,
                                  GError **error);

/* The certificates of @pem as the trust above, for callers that know neither src/pki nor OpenSSL.
 */
STACK_OF (X509) * desk_contract_load_trust (const char *pem, GError **error);
void desk_contract_free_trust (STACK_OF (X509) * trust);

G_END_DECLS
