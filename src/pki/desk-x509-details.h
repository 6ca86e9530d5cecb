/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <openssl/x509.h>

G_BEGIN_DECLS

/* What stands in a certificate, for a person who wants to read all of it. Any thread. */

typedef struct {
  char *attribute; /* owned; "CN", "O", "serialNumber", or the object identifier of another one */
  char *value;     /* owned, UTF-8 */
} DeskX509NamePart;

void desk_x509_name_part_free (DeskX509NamePart *part);

/* The parts of a subject or an issuer in their order, without those that cannot be read as text.
 * @name is borrowed; caller owns the list. */
GPtrArray *desk_x509_name_list (const X509_NAME *name);

/* "RSA 2048", "EC P-256", "SM2"; the name of the algorithm for a key that is not supported. Caller
 * frees. */
char *desk_x509_dup_public_key_name (X509 *certificate);

/* The algorithm it is signed with, as OpenSSL names it: "ecdsa-with-SHA256". Caller frees. */
char *desk_x509_dup_signature_name (X509 *certificate);

/* The digest @algorithm ("SHA256", "SM3") of the DER as lower-case hexadecimal digits; NULL if
 * there is no such digest here. Caller frees. */
char *desk_x509_dup_digest (X509 *certificate, const char *algorithm);

G_END_DECLS
