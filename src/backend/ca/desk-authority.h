/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-clock.h"
#include "desk-signer.h"
#include "desk-timestamp.h"

#include <gio/gio.h>
#include <openssl/x509.h>

G_BEGIN_DECLS

typedef enum {
  DESK_AUTHORITY_ERROR_FILES,   /* keys or certificates on disk do not fit, or others may read the
                                   keys */
  DESK_AUTHORITY_ERROR_REQUEST, /* a request, name or validity that cannot be certified */
  DESK_AUTHORITY_ERROR_INTERNAL,
} DeskAuthorityError;

#define DESK_AUTHORITY_ERROR (desk_authority_error_quark ())
GQuark desk_authority_error_quark (void);

/**
 * DeskAuthority:
 *
 * The embedded certification authority: a root (20 years), an issuing CA (10 years), the
 * organisation's certificate that seals contracts, and the timestamp authority; all P-256, with key
 * files of mode 0600 in one directory. It remembers nothing about what it issued: the caller stores
 * each certificate. Immutable after it is open, so every function may run on any thread.
 */
#define DESK_TYPE_AUTHORITY (desk_authority_get_type ())

G_DECLARE_FINAL_TYPE (DeskAuthority, desk_authority, DESK, AUTHORITY, GObject)

/* Opens the authority in @directory, creating it on the first start and completing a creation that
 * was interrupted. @name: the organisation, UTF-8, for a new authority (an existing one keeps its
 * own). Blocks on the disk. */
DeskAuthority *
desk_authority_open (const char *directory, const char *name, DeskClock *clock, GError **error);

/* The same with the URL under which "root.cer", "issuing.cer", "root.crl" and "issuing.crl" are
 * published; certificates point there (CRL distribution points, authority information access).
 * desk_authority_open() uses a placeholder. */
DeskAuthority *desk_authority_open_published (const char *directory,
                                              const char *name,
                                              const char *publication_url,
                                              DeskClock *clock,
                                              GError **error);

const char *
desk_authority_get_name (DeskAuthority *self); /* borrowed; the CN of the seal certificate */
const char *desk_authority_get_root_pem (DeskAuthority *self);    /* borrowed */
STACK_OF (X509) * desk_authority_get_trust (DeskAuthority *self); /* borrowed; the root */
STACK_OF (X509)
*desk_authority_get_issuers (DeskAuthority *self); /* borrowed; the issuing CA, without the root */

/* Certifies the key of @request (PKCS#10, PEM; its signature is checked, its names are not used)
 * for a person: a Ukey's certificate. @name: 1 to 64 code points; @days: 1 to 1827. Caller owns. */
X509 *desk_authority_issue_person (
    DeskAuthority *self, const char *request, const char *name, unsigned int days, GError **error);

/* A signer with a fresh key that exists in memory only and a certificate of one hour for @name and
 * @order_number (subject attribute serialNumber): signs one contract. Caller unrefs, and stores its
 * certificate. */
DeskSigner *desk_authority_create_one_off_signer (DeskAuthority *self,
                                                  const char *name,
                                                  const char *order_number,
                                                  GError **error);

DeskSigner *desk_authority_get_seal_signer (DeskAuthority *self);                     /* borrowed */
DeskTimestampAuthority *desk_authority_get_timestamp_authority (DeskAuthority *self); /* borrowed */

typedef enum {
  DESK_AUTHORITY_ROOT,
  DESK_AUTHORITY_ISSUING,
} DeskAuthorityLevel;

typedef struct {
  const char *serial; /* borrowed; as desk_x509_get_serial() writes it */
  gint64 time;        /* Unix seconds of the revocation */
} DeskRevocation;

/* A CRL of one level, valid from now for seven days (issuing) or 190 days (root), with
 * @n_revocations entries (@revocations nullable if 0). Caller owns. */
X509_CRL *desk_authority_crl (DeskAuthority *self,
                              DeskAuthorityLevel level,
                              const DeskRevocation *revocations,
                              size_t n_revocations,
                              GError **error);

G_END_DECLS
