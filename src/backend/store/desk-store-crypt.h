/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskStoreCrypt:
 *
 * What keeps personal data unreadable in the database: a master key in a file beside it (0600,
 * never in it), and keys for one purpose each derived from that. A value is bound to its place
 * "table/column/row", so that a ciphertext moved elsewhere does not open. Immutable, thread-safe.
 */
typedef struct _DeskStoreCrypt DeskStoreCrypt;

/* Reads @data_directory/master.key or makes it. Fails if the file can be read by others. */
DeskStoreCrypt *desk_store_crypt_open (const char *data_directory, GError **error);
void desk_store_crypt_free (DeskStoreCrypt *self);

/* @row: the row's id. */
GBytes *desk_store_crypt_seal_text (
    DeskStoreCrypt *self, const char *text, const char *table, const char *column, const char *row);
char *desk_store_crypt_open_text (DeskStoreCrypt *self,
                                  GBytes *sealed,
                                  const char *table,
                                  const char *column,
                                  const char *row,
                                  GError **error);
GBytes *desk_store_crypt_seal (
    DeskStoreCrypt *self, GBytes *plain, const char *table, const char *column, const char *row);
GBytes *desk_store_crypt_open_bytes (DeskStoreCrypt *self,
                                     GBytes *sealed,
                                     const char *table,
                                     const char *column,
                                     const char *row,
                                     GError **error);

/* HMAC-SHA256 over @kind and @text, hex: equality over an encrypted column. @kind: "phone",
 * "id_number" ... */
char *desk_store_crypt_index (DeskStoreCrypt *self, const char *kind, const char *text);

/* The same with the key of one-time codes. */
char *desk_store_crypt_code_hash (DeskStoreCrypt *self, const char *kind, const char *text);

/* A key for one purpose of the caller's own ("blob", "spool"). */
DeskSecret *desk_store_crypt_derive (DeskStoreCrypt *self, const char *purpose);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskStoreCrypt, desk_store_crypt_free)

G_END_DECLS
