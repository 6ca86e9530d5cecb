/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-problem.h"

G_BEGIN_DECLS

/* The problem a client is told for any error a handler returned: one of this domain stays as it is,
 * one of DESK_WIRE_ERROR tells what the body got wrong, a full disk and a busy database have their
 * own, everything else is internal (its message goes to the log only). Returns a new error of
 * domain %DESK_PROBLEM. */
GError *desk_problem_from_error (const GError *error);

/* application/problem+json (RFC 9457) as text. */
char *desk_problem_to_json (const GError *problem, const char *request_id);

/* HTTP status of @problem. */
guint desk_problem_get_status (const GError *problem);

G_END_DECLS
