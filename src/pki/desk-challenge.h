/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <openssl/x509.h>
#include <stdint.h>

G_BEGIN_DECLS

/* The purpose of a challenge that signs somebody in. */
#define DESK_CHALLENGE_SIGN_IN "sign_in"

#define DESK_CHALLENGE_NONCE_LENGTH 32

/* What a key signs to answer a challenge: SHA-256 (SHA-256 (@origin) || SHA-256 (@nonce) || SHA-256
 * (@purpose)), the pattern of the Web eID authentication token. @origin: "https://host[:port]",
 * without a final slash; @nonce: the 32 bytes the server sent. Any thread. */
void desk_challenge_get_digest (const char *origin,
                                GBytes *nonce,
                                const char *purpose,
                                uint8_t digest[static 32]);

/* Checks the answer with the certificate's public key (RSA PKCS#1 v1.5 or ECDSA, as of
 * DeskSignDigestFunc); FALSE with %DESK_SIGNATURE_ERROR_WRONG or %DESK_SIGNATURE_ERROR_KEY
 * (desk-signature.h). Says nothing about the chain. */
gboolean desk_challenge_verify (X509 *certificate,
                                const uint8_t digest[static 32],
                                GBytes *signature,
                                GError **error);

G_END_DECLS
