/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-authority.h"
#include "desk-openssl.h"

G_BEGIN_DECLS

/* A CRL (RFC 5280, section 5) of @issuer, valid from @now_us (microseconds since 1970, also its
 * number) for @lifetime seconds. %DESK_AUTHORITY_ERROR_REQUEST if a serial or time cannot be
 * written. Caller owns. Only src/backend/ca uses it. */
X509_CRL *desk_crl_issue (X509 *issuer,
                          EVP_PKEY *issuer_key,
                          gint64 now_us,
                          gint64 lifetime,
                          const DeskRevocation *revocations,
                          size_t n_revocations,
                          GError **error);

G_END_DECLS
