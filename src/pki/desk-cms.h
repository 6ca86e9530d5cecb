/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-openssl.h"

#include <gio/gio.h>
#include <stdint.h>

/* The strict reading of CMS SignedData (RFC 5652) that signatures and timestamp tokens share.
 * Errors are of DESK_CADES_ERROR. Only src/pki uses it. */

G_BEGIN_DECLS

/* SignedData in DER with exactly one SignerInfo. Caller owns. */
CMS_ContentInfo *desk_cms_parse (GBytes *der, GError **error);

GBytes *desk_cms_to_der (CMS_ContentInfo *cms);

/* Borrowed. */
CMS_SignerInfo *desk_cms_get_signer (CMS_ContentInfo *cms);

typedef struct {
  int content_type; /* NID of the type of what is signed */
  gboolean
      allows_signing_time; /* else it is refused as any other attribute that is not asked for */
} DeskCmsRules;

/* The certificate in @cms that the signer names, which must be there once. Borrowed from
 * @certificates. */
X509 *
desk_cms_find_signer_certificate (CMS_ContentInfo *cms, X509Stack *certificates, GError **error);

/* Checks algorithms, signed attributes, digest (of the content, by @digest_name) and signature
 * value. */
gboolean desk_cms_verify_signer (CMS_SignerInfo *signer,
                                 const DeskCmsRules *rules,
                                 X509 *certificate,
                                 const uint8_t *digest,
                                 size_t digest_length,
                                 GError **error);

/* "SHA256", "SHA384" or "SHA512"; NULL for another digest algorithm. */
const char *desk_cms_get_digest_name (CMS_SignerInfo *signer, GError **error);

/* The signed attributes as they are hashed: DER SET OF (RFC 5652, 5.4). */
GBytes *desk_cms_get_signed_attributes (CMS_SignerInfo *signer);

/* TRUE if @value, the DER of a SigningCertificateV2 (RFC 5035), names @certificate first, in its
 * only ESSCertIDv2, by SHA-256 or better. */
gboolean desk_ess_matches (const ASN1_STRING *value, X509 *certificate);

G_END_DECLS
