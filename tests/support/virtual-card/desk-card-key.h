/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-card-file.h"

G_BEGIN_DECLS

/* How a signature is padded, object 80 of a security environment. */
typedef enum {
  DESK_CARD_SIGN_RAW = 0x00,   /* RSA: the reader has padded */
  DESK_CARD_SIGN_PKCS1 = 0x02, /* RSA: PKCS #1 v1.5 around a DigestInfo */
  DESK_CARD_SIGN_ECDSA = 0x04,
} DeskCardSignature;

/* RSA of 2048 bits and the curve P-256, nothing else. */
gboolean desk_card_key_is_supported (DeskCardFileType type, guint bits);

/* Fills an empty key file. FALSE if OpenSSL could not. */
gboolean desk_card_key_generate (DeskCardFile *file);

/* Each appends to @out; FALSE if the file has no key or one of the other kind. */
gboolean desk_card_key_get_modulus (DeskCardFile *file, GByteArray *out);
gboolean desk_card_key_get_exponent (DeskCardFile *file, GByteArray *out);
gboolean desk_card_key_get_point (DeskCardFile *file, GByteArray *out);

/* Appends the signature: as long as the modulus, or the DER of r and s. FALSE if the file has no
 * key, or one that cannot sign @data in this way. */
gboolean desk_card_key_sign (DeskCardFile *file,
                             DeskCardSignature signature,
                             const uint8_t *data,
                             size_t length,
                             GByteArray *out);

G_END_DECLS
