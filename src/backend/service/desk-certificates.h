/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-chain.h"
#include "desk-route.h"

G_BEGIN_DECLS

/* What is asked of a certificate on somebody's key; the answers are problems. */

/* certificate_untrusted, certificate_time. Any thread. */
gboolean desk_certificates_check_chain (
    DeskBackend *backend, X509 *certificate, DeskChainPurpose purpose, gint64 now, GError **error);

/* The account it is bound to (caller frees): certificate_revoked, certificate_unknown. Database
 * thread. */
gboolean desk_certificates_find_account (
    DeskDb *db, X509 *certificate, gint64 now, char **account_id, GError **error);

G_END_DECLS
