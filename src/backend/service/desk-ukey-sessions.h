/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"

#include <openssl/x509.h>

G_BEGIN_DECLS

/* How long a challenge may be answered, in seconds. */
#define DESK_UKEY_CHALLENGE_SECONDS 120

/* How a certificate is named in the database: SHA-256 of the issuer's DER name, and the serial.
 * Callers free. */
char *desk_ukey_dup_issuer_sha256 (X509 *certificate);

extern const DeskRoute desk_ukey_session_routes[];
extern const gsize desk_ukey_session_n_routes;

G_END_DECLS
