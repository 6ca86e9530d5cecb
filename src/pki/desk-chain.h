/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <openssl/x509.h>

G_BEGIN_DECLS

typedef enum {
  DESK_CHAIN_SIGNATURE, /* digitalSignature or nonRepudiation, no contradicting extended usage */
  DESK_CHAIN_TIMESTAMP, /* critical timeStamping alone */
  DESK_CHAIN_LOGIN,     /* digitalSignature */
} DeskChainPurpose;

typedef enum {
  DESK_CHAIN_ERROR_UNTRUSTED,
  DESK_CHAIN_ERROR_TIME, /* expired or not yet valid at the asked time */
  DESK_CHAIN_ERROR_PURPOSE,
  DESK_CHAIN_ERROR_REVOKED,
} DeskChainError;

#define DESK_CHAIN_ERROR (desk_chain_error_quark ())
GQuark desk_chain_error_quark (void);

/* The chain of @leaf to one of @trust, @leaf first, as desk_chain_verify() finds it, whatever the
 * purpose; NULL if there is none that holds at @time. Caller owns the stack and its elements. Any
 * thread. */
STACK_OF (X509)
*desk_chain_build (X509 *leaf,
                   STACK_OF (X509) * intermediates,
                   STACK_OF (X509) * trust,
                   gint64 time,
                   GError **error);

/* Builds and checks the chain of @leaf to one of @trust, self-signed roots, at @time (Unix
 * seconds); nothing weaker than 112 bits (no SHA-1, no RSA below 2048). @crls nullable: a
 * certificate whose revocationDate in one of them is not after @time is refused; a CRL that the
 * certificate's issuer did not sign counts for nothing, and its age is not looked at. Any thread.
 */
gboolean desk_chain_verify (X509 *leaf,
                            STACK_OF (X509) * intermediates,
                            STACK_OF (X509) * trust,
                            STACK_OF (X509_CRL) * crls,
                            gint64 time,
                            DeskChainPurpose purpose,
                            GError **error);

G_END_DECLS
