/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-pki"

#include "desk-challenge.h"

#include "desk-encoding.h"
#include "desk-signature.h"

#include <string.h>

#define DIGEST_LENGTH 32

void
desk_challenge_get_digest (const char *origin,
                           GBytes *nonce,
                           const char *purpose,
                           uint8_t digest[static 32])
{
  uint8_t parts[3 * DIGEST_LENGTH];

  desk_sha256 (origin, strlen (origin), parts);
  desk_sha256 (g_bytes_get_data (nonce, NULL), g_bytes_get_size (nonce), parts + DIGEST_LENGTH);
  desk_sha256 (purpose, strlen (purpose), parts + 2 * DIGEST_LENGTH);
  desk_sha256 (parts, sizeof parts, digest);
}

gboolean
desk_challenge_verify (X509 *certificate,
                       const uint8_t digest[static 32],
                       GBytes *signature,
                       GError **error)
{
  return desk_signature_verify (X509_get0_pubkey (certificate), "SHA256", digest, DIGEST_LENGTH,
                                signature, error);
}
