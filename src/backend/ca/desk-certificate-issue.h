/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-openssl.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The kinds of certificate the embedded authority makes, and how each looks (RFC 5280; GM/T 0015
 * for the names). Only src/backend/ca uses it. */
typedef enum {
  DESK_CERTIFICATE_ROOT,
  DESK_CERTIFICATE_ISSUING,
  DESK_CERTIFICATE_SEAL,
  DESK_CERTIFICATE_TIMESTAMP,
  DESK_CERTIFICATE_PERSON,
  DESK_CERTIFICATE_ONE_OFF,
} DeskCertificateKind;

/* All pointers borrowed for the call. */
typedef struct {
  DeskCertificateKind kind;
  EVP_PKEY *public_key;     /* of the subject */
  X509 *issuer;             /* NULL for a root */
  EVP_PKEY *issuer_key;     /* the subject's own for a root */
  const char *organisation; /* nullable: no O */
  const char *common_name;
  const char *serial_number;   /* nullable: no serialNumber in the subject */
  const char *publication_url; /* without a final slash */
  gint64 now;                  /* Unix seconds */
  gint64 lifetime;             /* seconds from @now */
} DeskCertificateOrder;

/* The signed certificate, never longer valid than its issuer. %DESK_AUTHORITY_ERROR_REQUEST if a
 * name does not fit or the issuer has ended. Caller owns. */
X509 *desk_certificate_issue (const DeskCertificateOrder *order, GError **error);

/* An extension given as in openssl.cnf; for CRLs, too, which share one. Caller frees, NULL if
 * malformed. */
X509_EXTENSION *desk_certificate_extension (X509V3_CTX *context, int nid, const char *value);

G_END_DECLS
