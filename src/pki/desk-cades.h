/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-signer.h"
#include "desk-timestamp.h"

G_BEGIN_DECLS

/**
 * DeskCades:
 *
 * A detached CAdES-BES signature (ETSI EN 319 122-1, as PAdES EN 319 142-1 wants it:
 * signing-certificate-v2, no signing time) in the making, for a key that only signs digests.
 */
typedef struct _DeskCades DeskCades;

/* @content_digest: SHA-256 of the signed bytes. @issuers nullable. %DESK_SIGNATURE_ERROR_KEY for a
 * key that desk_signature_accepts_key() refuses. */
DeskCades *desk_cades_begin (X509 *certificate,
                             STACK_OF (X509) * issuers,
                             const uint8_t content_digest[static 32],
                             GError **error);
void desk_cades_free (DeskCades *self);

/* SHA-256 of the signed attributes: what the key signs. */
void desk_cades_get_attributes_digest (DeskCades *self, uint8_t digest[static 32]);

/* The CMS as DER, once @signature is checked against @certificate and what it is to be over. */
GBytes *desk_cades_finish (DeskCades *self, GBytes *signature, GError **error);

/* begin, sign and finish with a signer at hand. */
GBytes *
desk_cades_sign (DeskSigner *signer, const uint8_t content_digest[static 32], GError **error);

/* The same with a timestamp of @authority (nullable: none) over the signature value (CAdES-T). */
GBytes *desk_cades_sign_with_timestamp (DeskSigner *signer,
                                        DeskTimestampAuthority *authority,
                                        const uint8_t content_digest[static 32],
                                        GError **error);

/* SHA-256 of the one SignerInfo's signature value: what a signature timestamp covers. */
gboolean desk_cades_get_signature_digest (GBytes *cms, uint8_t digest[static 32], GError **error);

/* A new CMS that carries @certificates, too, as far as it does not yet: the signer's client may
 * know only its own, and a verifier needs the way to the root. They are no part of what is signed.
 */
GBytes *desk_cades_add_certificates (GBytes *cms, STACK_OF (X509) * certificates, GError **error);

/* A new CMS with @token as signature-time-stamp attribute (CAdES-T). */
GBytes *desk_cades_add_timestamp (GBytes *cms, GBytes *token, GError **error);

typedef struct {
  X509 *certificate;              /* owned; the signer's */
  STACK_OF (X509) * certificates; /* owned; all that the CMS carries */
  GBytes *timestamp;              /* owned, nullable; DER of the timestamp token */
  uint8_t signature_digest[32];   /* SHA-256 of the signature value */
} DeskCadesInfo;

void desk_cades_info_free (DeskCadesInfo *info);

typedef enum {
  DESK_CADES_ERROR_FORM,   /* not exactly one detached SignerInfo with the attributes asked for */
  DESK_CADES_ERROR_DIGEST, /* messageDigest differs from @content_digest */
  DESK_CADES_ERROR_SIGNATURE, /* the value does not verify */
} DeskCadesError;

#define DESK_CADES_ERROR (desk_cades_error_quark ())
GQuark desk_cades_error_quark (void);

/* Checks form, digest and signature value, strictly: DER and nothing behind it; one SignerInfo,
 * detached, by SHA-256; content type, message digest and the ESS certificate id of the signer as
 * the only signed attributes, a timestamp as the only unsigned one. Says nothing about the chain
 * (desk-chain.h), nor about the timestamp (desk-timestamp.h). */
DeskCadesInfo *
desk_cades_verify (GBytes *cms, const uint8_t content_digest[static 32], GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskCades, desk_cades_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskCadesInfo, desk_cades_info_free)

G_END_DECLS
