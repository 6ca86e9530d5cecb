/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskBlobStore:
 *
 * Images and contracts, too large for a row: a directory of encrypted files, addressed by the
 * SHA-256 of their plain content. A file's name is an HMAC of that digest, so that whoever holds a
 * copy of a picture cannot tell from the directory whether it is kept here, and its content is
 * sealed with the digest as associated data, so that files cannot be exchanged. Thread-safe.
 */
#define DESK_TYPE_BLOB_STORE (desk_blob_store_get_type ())

G_DECLARE_FINAL_TYPE (DeskBlobStore, desk_blob_store, DESK, BLOB_STORE, GObject)

/* Creates @directory if needed and removes what an interrupted write left in it. @master: a key
 * that is never used for anything directly, see desk_aead_key_derive(). */
DeskBlobStore *desk_blob_store_new (const char *directory, DeskSecret *master, GError **error);

/* Keeps @content and returns its SHA-256 in hexadecimal, NULL on error (%G_IO_ERROR_NO_SPACE: the
 * disk is full). The file and its name are on disk when this returns, so a row may name it. Storing
 * the same content again changes nothing. */
char *desk_blob_store_put (DeskBlobStore *self, GBytes *content, GError **error);

/* %G_IO_ERROR_NOT_FOUND if there is none, %G_IO_ERROR_INVALID_DATA if the file was changed. The
 * content is wiped when freed. */
GBytes *desk_blob_store_get (DeskBlobStore *self, const char *sha256, GError **error);

/* TRUE also if there was none. */
gboolean desk_blob_store_remove (DeskBlobStore *self, const char *sha256, GError **error);

/* Removes what nothing names any more, such as a picture that was replaced: every file whose digest
 * is not in @named (a set of SHA-256 in hexadecimal) and that was written before @before (Unix
 * seconds), so that one whose row is yet to be written stays. */
gboolean
desk_blob_store_sweep (DeskBlobStore *self, GHashTable *named, gint64 before, GError **error);

G_END_DECLS
