/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Lower-case hexadecimal. Caller frees. */
char *desk_hex_encode (const void *data, size_t length);

/* Either case; NULL if @text has an odd length or another character. */
GBytes *desk_hex_decode (const char *text);

/* RFC 4648 section 5, without padding. Caller frees. */
char *desk_base64url_encode (const void *data, size_t length);

/* RFC 4648 section 4, strict: padding required, no white space. NULL if malformed. */
GBytes *desk_base64_decode (const char *text);

/* The same for section 5 without padding. */
GBytes *desk_base64url_decode (const char *text);

/* SHA-256 into 32 bytes. */
void desk_sha256 (const void *data, size_t length, uint8_t digest[static 32]);

/* SHA-256 as 64 lower-case hexadecimal digits. Caller frees. */
char *desk_sha256_hex (GBytes *bytes);

G_END_DECLS
