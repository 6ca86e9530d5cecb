/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <openssl/x509.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Signs a SHA-256 digest: RSA as PKCS#1 v1.5 over DigestInfo, EC as DER ECDSA-Sig-Value. May run on
 * any thread the signer is used on. NULL with @error set if the key refused. */
typedef GBytes *(*DeskSignDigestFunc) (const uint8_t digest[static 32],
                                       gpointer user_data,
                                       GError **error);

/**
 * DeskSigner:
 *
 * A certificate, its issuers, and something that signs digests with its key: a token, an HSM or a
 * key in memory look the same. Reference counted, immutable, thread-safe as far as the callback is.
 */
typedef struct _DeskSigner DeskSigner;

/* @certificate and @issuers (nullable; issuing CAs without the root) are up-referenced. */
DeskSigner *desk_signer_new (X509 *certificate,
                             STACK_OF (X509) * issuers,
                             DeskSignDigestFunc sign,
                             gpointer user_data,
                             GDestroyNotify destroy);

/* For a key in this process; @key is up-referenced. */
DeskSigner *desk_signer_new_for_key (X509 *certificate, STACK_OF (X509) * issuers, EVP_PKEY *key);

DeskSigner *desk_signer_ref (DeskSigner *self);
void desk_signer_unref (DeskSigner *self);

X509 *desk_signer_get_certificate (DeskSigner *self);         /* borrowed */
STACK_OF (X509) * desk_signer_get_issuers (DeskSigner *self); /* borrowed, may be empty */

GBytes *desk_signer_sign_digest (DeskSigner *self, const uint8_t digest[static 32], GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskSigner, desk_signer_unref)

G_END_DECLS
