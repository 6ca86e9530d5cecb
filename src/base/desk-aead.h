/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* AES-256-GCM with a random 96-bit nonce, as both ends keep personal data at rest. A sealed value
 * is: version octet 0x01, nonce (12), ciphertext, tag (16). The associated data bind a value to its
 * place (table, column, row), so that a ciphertext moved elsewhere does not open. */

#define DESK_AEAD_KEY_LENGTH 32

/* A new random key. */
DeskSecret *desk_aead_key_new (void);

/* A key for one purpose from a master key: HKDF-SHA256 (RFC 5869) with @purpose as info. */
DeskSecret *desk_aead_key_derive (DeskSecret *master, const char *purpose);

/* Never fails for a key of the right length. @associated may not be NULL. */
GBytes *desk_aead_seal (DeskSecret *key, GBytes *plain, const char *associated);

/* %G_IO_ERROR_INVALID_DATA if the value was not sealed with @key and @associated. The bytes it
 * returns are wiped when freed. */
GBytes *desk_aead_open (DeskSecret *key, GBytes *sealed, const char *associated, GError **error);

/* HMAC-SHA256 as 64 hexadecimal digits: an index for equality over an encrypted column. */
char *desk_aead_index (DeskSecret *key, const char *text);

G_END_DECLS
