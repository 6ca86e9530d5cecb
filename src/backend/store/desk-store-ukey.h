/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-db.h"
#include "desk-store-crypt.h"

G_BEGIN_DECLS

/* What signing in with a key needs: challenges, and which certificate belongs to whom. A
 * certificate is named by the SHA-256 of its issuer's DER name and its serial, both hex. */

gboolean desk_store_challenge_add (
    DeskDb *db, const char *id, GBytes *nonce, gint64 now, gint64 expires, GError **error);

/* Takes the challenge out, so that it works once. *@nonce is NULL if there is none, or not any more
 * at
 * @now. */
gboolean
desk_store_challenge_take (DeskDb *db, const char *id, gint64 now, GBytes **nonce, GError **error);

typedef struct {
  const char *issuer_sha256;
  const char *serial;
  const char *account_id;
  GBytes *der;
  gint64 not_after; /* Unix seconds */
} DeskStoreCertificate;

/* Binds a certificate to an account, with its audit row; @actor as in desk_store_audit_append(). */
gboolean desk_store_certificate_add (DeskDb *db,
                                     DeskStoreCrypt *crypt,
                                     const DeskStoreCertificate *certificate,
                                     const char *actor,
                                     gint64 now,
                                     GError **error);

/* *@account_id (out): NULL if the certificate is bound to none. */
gboolean desk_store_certificate_find_account (
    DeskDb *db, const char *issuer_sha256, const char *serial, char **account_id, GError **error);

/* *@revoked (out): whether it was revoked at or before @now. */
gboolean desk_store_certificate_is_revoked (DeskDb *db,
                                            const char *issuer_sha256,
                                            const char *serial,
                                            gint64 now,
                                            gboolean *revoked,
                                            GError **error);

/* Revokes with an audit row; a second time changes nothing. @reason: CRLReason, RFC 5280 5.3.1. */
gboolean desk_store_certificate_revoke (DeskDb *db,
                                        const char *issuer_sha256,
                                        const char *serial,
                                        int reason,
                                        const char *actor,
                                        gint64 now,
                                        GError **error);

G_END_DECLS
