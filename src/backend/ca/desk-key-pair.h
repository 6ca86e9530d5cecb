/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-openssl.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A key and its certificate as two files of one directory, "STEM.key" (PKCS#8 in PEM, mode 0600)
 * and "STEM.crt" (PEM). Errors are %DESK_AUTHORITY_ERROR_FILES or those of the disk. Only
 * src/backend/ca uses it. */

typedef struct {
  EVP_PKEY *key;     /* owned, nullable */
  X509 *certificate; /* owned, nullable */
} DeskKeyPair;

void desk_key_pair_clear (DeskKeyPair *pair);

/* TRUE if one of the two files is there. */
gboolean desk_key_pair_exists (const char *directory, const char *stem);

/* Reads what is there; a certificate without its key, or of another key, and a key that others may
 * read are refused. */
gboolean
desk_key_pair_load (DeskKeyPair *pair, const char *directory, const char *stem, GError **error);

/* Makes a P-256 key and stores it; it is on the disk before anything is signed for it. */
gboolean desk_key_pair_create_key (DeskKeyPair *pair,
                                   const char *directory,
                                   const char *stem,
                                   GError **error);

/* Stores the pair's certificate. */
gboolean desk_key_pair_save_certificate (DeskKeyPair *pair,
                                         const char *directory,
                                         const char *stem,
                                         GError **error);

G_END_DECLS
