/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <openssl/evp.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef enum {
  DESK_SIGNATURE_ERROR_WRONG, /* the value does not fit digest and key */
  DESK_SIGNATURE_ERROR_KEY,   /* an algorithm or size that is not accepted */
} DeskSignatureError;

#define DESK_SIGNATURE_ERROR (desk_signature_error_quark ())
GQuark desk_signature_error_quark (void);

/* RSA of at least 2048 bits, or EC on P-256, P-384 or P-521. */
gboolean desk_signature_accepts_key (EVP_PKEY *key, GError **error);

/* Checks a signature over a digest made with @digest_name ("SHA256", "SHA384", "SHA512"): RSA
 * PKCS#1 v1.5 or DER ECDSA. Any thread. */
gboolean desk_signature_verify (EVP_PKEY *key,
                                const char *digest_name,
                                const uint8_t *digest,
                                size_t digest_length,
                                GBytes *signature,
                                GError **error);

G_END_DECLS
