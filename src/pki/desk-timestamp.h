/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-clock.h"
#include "desk-signer.h"

G_BEGIN_DECLS

/**
 * DeskTimestampAuthority:
 *
 * An embedded RFC 3161 authority. Thread-safe; issues tokens with serials of 128 random bits.
 */
typedef struct _DeskTimestampAuthority DeskTimestampAuthority;

/* OpenSSL's TS code wants the key itself, so this one signer is not a callback. */
DeskTimestampAuthority *desk_timestamp_authority_new (X509 *certificate,
                                                      STACK_OF (X509) * issuers,
                                                      EVP_PKEY *key,
                                                      DeskClock *clock);
void desk_timestamp_authority_free (DeskTimestampAuthority *self);

/* A TimeStampToken (DER ContentInfo) over a SHA-256 imprint, with the authority's certificates in
 * it. */
GBytes *desk_timestamp_authority_issue (DeskTimestampAuthority *self,
                                        const uint8_t imprint[static 32],
                                        GError **error);

typedef struct {
  gint64 time;                    /* Unix seconds */
  X509 *certificate;              /* owned; the authority's */
  STACK_OF (X509) * certificates; /* owned; all in the token */
} DeskTimestampInfo;

void desk_timestamp_info_free (DeskTimestampInfo *info);

/* Checks form, signature, imprint and the critical timeStamping purpose of the signer, as strictly
 * as desk_cades_verify(); the chain is the caller's (desk-chain.h). Errors are of DESK_CADES_ERROR.
 */
DeskTimestampInfo *
desk_timestamp_verify (GBytes *token, const uint8_t imprint[static 32], GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTimestampAuthority, desk_timestamp_authority_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTimestampInfo, desk_timestamp_info_free)

G_END_DECLS
