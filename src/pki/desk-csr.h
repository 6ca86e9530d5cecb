/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <openssl/x509.h>
#include <stdint.h>

G_BEGIN_DECLS

/**
 * DeskCsr:
 *
 * A certificate request (PKCS#10, RFC 2986) in the making, for a key that only signs digests. The
 * name in it is a proposal: the authority writes its own.
 */
typedef struct _DeskCsr DeskCsr;

typedef enum {
  DESK_CSR_ERROR_FORM,      /* not a request, or a key that is not accepted */
  DESK_CSR_ERROR_SIGNATURE, /* not signed by the key it asks for */
} DeskCsrError;

#define DESK_CSR_ERROR (desk_csr_error_quark ())
GQuark desk_csr_error_quark (void);

/* @public_key: DER SubjectPublicKeyInfo, of a kind that desk_signature_accepts_key() takes, else
 * %DESK_SIGNATURE_ERROR_KEY. @subject as
 * desk_subject_name_parse() reads it, and with its errors. */
DeskCsr *desk_csr_begin (GBytes *public_key, const char *subject, GError **error);
void desk_csr_free (DeskCsr *self);

/* SHA-256 of the request information: what the key signs. */
void desk_csr_get_digest (DeskCsr *self, uint8_t digest[static 32]);

/* The request as PEM, checked against its key. @signature as of DeskSignDigestFunc. Caller frees.
 */
char *desk_csr_finish (DeskCsr *self, GBytes *signature, GError **error);

/* Reads a request and checks its signature and key; PEM. Caller owns. */
X509_REQ *desk_csr_parse (const char *pem, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskCsr, desk_csr_free)

G_END_DECLS
