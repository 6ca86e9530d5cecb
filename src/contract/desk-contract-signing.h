/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-signature-report.h"
#include "desk-signer.h"
#include "desk-timestamp.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  DESK_CONTRACT_ERROR_FORM,   /* not a PDF this code reads, or a field is missing */
  DESK_CONTRACT_ERROR_SIGNED, /* that field is signed already */
  DESK_CONTRACT_ERROR_CMS,    /* the signature does not fit the prepared bytes, or is too long */
} DeskContractError;

#define DESK_CONTRACT_ERROR (desk_contract_error_quark ())
GQuark desk_contract_error_quark (void);

/* Appends the revision that will hold @role's signature: the field's value with its ByteRange and
 * an empty /Contents. */
GBytes *desk_contract_prepare (
    GBytes *pdf, DeskSignatureRole role, const char *signer_name, gint64 time, GError **error);

/* SHA-256 over the ByteRange of the one prepared, empty signature of @pdf, which must cover the
 * whole file. The applicant's client calls this on the very bytes it shows. */
gboolean desk_contract_get_digest (GBytes *pdf,
                                   DeskSignatureRole role,
                                   uint8_t digest[static 32],
                                   GError **error);

/* @cms (DER) put into the prepared place. Checks it first (desk_cades_verify() or, for a timestamp,
 * the token). */
GBytes *desk_contract_embed (GBytes *pdf, DeskSignatureRole role, GBytes *cms, GError **error);

/* prepare, sign, timestamp (@authority nullable: none) and embed in one go. */
GBytes *desk_contract_sign (GBytes *pdf,
                            DeskSignatureRole role,
                            const char *signer_name,
                            gint64 time,
                            DeskSigner *signer,
                            DeskTimestampAuthority *authority,
                            GError **error);

/* The document timestamp (ETSI.RFC3161), the last revision. */
GBytes *
desk_contract_add_timestamp (GBytes *pdf, DeskTimestampAuthority *authority, GError **error);

G_END_DECLS
