/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pkcs11-certificate.h"

G_BEGIN_DECLS

/**
 * DeskCertificateCache:
 *
 * The certificates of the tokens that are plugged in, so that looking whether they still are costs
 * no reading.
 */
typedef struct _DeskCertificateCache DeskCertificateCache;

DeskCertificateCache *desk_certificate_cache_new (void);
void desk_certificate_cache_free (DeskCertificateCache *self);

/* GPtrArray of DeskPkcs11Certificate; NULL if they were not read yet. Borrowed. */
GPtrArray *desk_certificate_cache_get (DeskCertificateCache *self, const DeskPkcs11Token *token);

/* Takes @certificates. */
void desk_certificate_cache_set (DeskCertificateCache *self,
                                 const DeskPkcs11Token *token,
                                 GPtrArray *certificates);

/* Forgets what was read of tokens that are not in @tokens, of DeskPkcs11Token: whatever is in that
 * slot next is read anew. */
void desk_certificate_cache_keep (DeskCertificateCache *self, GPtrArray *tokens);
void desk_certificate_cache_clear (DeskCertificateCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskCertificateCache, desk_certificate_cache_free)

G_END_DECLS
