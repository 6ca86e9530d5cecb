/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-application.h"

G_BEGIN_DECLS

/* Idempotency keys are made from what is asked for, not drawn: after a crash the same draft asks
 * with the same key and gets the first answer again, and whatever was edited meanwhile makes a new
 * one. UUID version 8 (RFC 9562), from SHA-256 of the parts. Caller frees. */

/* @scope: id of the application or order; @step: what is asked for; then the parts of the content,
 * NULL-terminated; none of them NULL. */
char *desk_flow_key_new (const char *scope, const char *step, ...) G_GNUC_NULL_TERMINATED;

/* What a contract is made from, as 64 hexadecimal digits: consent, pictures, handwriting. Caller
 * frees. */
char *desk_flow_key_of_evidence (DeskApplication *application);

G_END_DECLS
