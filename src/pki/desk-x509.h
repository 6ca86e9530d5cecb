/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <openssl/x509.h>
#include <stdint.h>

G_BEGIN_DECLS

/* What the product reads from a certificate, and its two file forms. Every function may run on any
 * thread. */

typedef enum {
  DESK_X509_ERROR_FORM, /* not a certificate, or something stands behind it */
} DeskX509Error;

#define DESK_X509_ERROR (desk_x509_error_quark ())
GQuark desk_x509_error_quark (void);

/* Exactly one certificate: bytes that follow it, or an encoding that is not DER, are refused.
 * Caller owns. */
X509 *desk_x509_new_from_der (GBytes *der, GError **error);

/* The first certificate of @pem. Caller owns. */
X509 *desk_x509_new_from_pem (const char *pem, GError **error);

/* All certificates of @pem in their order, at least one. Caller owns the stack and its elements. */
STACK_OF (X509) * desk_x509_list_new_from_pem (const char *pem, GError **error);

GBytes *desk_x509_to_der (X509 *certificate);

/* Caller frees. */
char *desk_x509_to_pem (X509 *certificate);

/* The certificates one after another. Caller frees. */
char *desk_x509_list_to_pem (STACK_OF (X509) * certificates);

/* The last common name of subject or issuer as UTF-8, "" if there is none. Caller frees. */
char *desk_x509_get_subject_name (X509 *certificate);
char *desk_x509_get_issuer_name (X509 *certificate);

/* The whole issuer name, RFC 4514, UTF-8: with the serial it names a certificate. Caller frees. */
char *desk_x509_get_issuer_dn (X509 *certificate);

/* Lower-case hexadecimal, two digits an octet, as desk_x509_parse_serial() reads it. Caller frees.
 */
char *desk_x509_get_serial (X509 *certificate);

/* NULL if @serial is not such a number of at most 20 octets. Caller owns. */
ASN1_INTEGER *desk_x509_parse_serial (const char *serial);

/* Unix seconds. One that cannot be read is never reached (G_MAXINT64) or long past (G_MININT64). */
gint64 desk_x509_get_not_before (X509 *certificate);
gint64 desk_x509_get_not_after (X509 *certificate);

/* SHA-256 of the DER as 64 lower-case hexadecimal digits. Caller frees. */
char *desk_x509_get_fingerprint (X509 *certificate);

/* What the key may be used for. Each needs a certificate that is not a CA's, with a key usage that
 * allows it (RFC 5280, 4.2.1.3; one without a key usage may nothing) and no extended key usage that
 * contradicts. */

/* Documents: digitalSignature or nonRepudiation. */
gboolean desk_x509_may_sign (X509 *certificate);

/* Answering a challenge: digitalSignature. */
gboolean desk_x509_may_sign_in (X509 *certificate);

/* Timestamps: the critical extended usage timeStamping, alone (RFC 3161, 2.3). */
gboolean desk_x509_may_timestamp (X509 *certificate);

G_END_DECLS
