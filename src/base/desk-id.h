/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An identifier that sorts by creation time: UUID version 7 (RFC 9562), 36 lower-case characters,
 * random part from the operating system's generator. @unix_us is the time it carries. Caller frees.
 */
char *desk_id_new (gint64 unix_us);

/* TRUE for 36 characters in the form desk_id_new() writes. */
gboolean desk_id_is_valid (const char *id);

/* @n_bytes of randomness as base64url without padding: session tokens, nonces. Caller frees. */
char *desk_id_random_token (size_t n_bytes);

/* Fills @buffer from the operating system's generator; aborts if there is none, because nothing
 * that follows would be safe. */
void desk_id_random_bytes (void *buffer, size_t n_bytes);

/* @n_digits decimal digits, each equally likely, leading zeros kept: one-time codes. Caller frees.
 */
char *desk_id_random_digits (unsigned int n_digits);

G_END_DECLS
