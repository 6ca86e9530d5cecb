/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-db.h"
#include "desk-route.h"

G_BEGIN_DECLS

/* One-time codes by SMS (domain.md 3.3): six digits, five minutes, one live code per number and
 * purpose, void after five wrong tries, single use. */

#define DESK_SMS_CODE_SECONDS 300
#define DESK_SMS_CODE_TRIES   5

/* Makes a code and hands the text to the provider, in the caller's transaction. @purpose: "sign_in"
 * or "contract". limited with a waiting time when the number or @client_address asked too often. */
gboolean desk_sms_codes_send (DeskBackend *backend,
                              DeskDb *db,
                              const char *phone,
                              const char *purpose,
                              const char *client_address,
                              gint64 now,
                              GError **error);

/* Uses up the live code of @phone if it is @code. On code_wrong and code_expired (at the field
 * @field) the count of tries has changed: a handler must then set the problem on its response and
 * return TRUE, so that it stays. */
gboolean desk_sms_codes_check (DeskBackend *backend,
                               DeskDb *db,
                               const char *phone,
                               const char *purpose,
                               const char *code,
                               const char *field,
                               gint64 now,
                               GError **error);

extern const DeskRoute desk_sms_code_routes[];
extern const gsize desk_sms_code_n_routes;

G_END_DECLS
