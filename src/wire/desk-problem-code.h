/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why a request was refused: the one list of problem+json `code`s (RFC 9457). Codes are stable;
 * append only. */
typedef enum {
  DESK_PROBLEM_MALFORMED_REQUEST,
  DESK_PROBLEM_INVALID_JSON,
  DESK_PROBLEM_UNKNOWN_MEMBER,
  DESK_PROBLEM_UNAUTHENTICATED,
  DESK_PROBLEM_NOT_FOUND, /* missing and foreign objects alike */
  DESK_PROBLEM_METHOD_NOT_ALLOWED,
  DESK_PROBLEM_CONFLICT,       /* the version is not the present one */
  DESK_PROBLEM_STATE_CONFLICT, /* the order's state does not allow it */
  DESK_PROBLEM_STEP_MISSING,   /* an earlier step is not done */
  DESK_PROBLEM_ONLY_ONE,
  DESK_PROBLEM_IDEMPOTENCY_CONFLICT, /* a key used before with another body */
  DESK_PROBLEM_TOO_LARGE,
  DESK_PROBLEM_LENGTH_REQUIRED,
  DESK_PROBLEM_UNSUPPORTED_MEDIA_TYPE,
  DESK_PROBLEM_INVALID_FIELDS, /* with `fields` */
  DESK_PROBLEM_CODE_WRONG,     /* an SMS code */
  DESK_PROBLEM_CODE_EXPIRED,
  DESK_PROBLEM_IDENTITY_MISMATCH,
  DESK_PROBLEM_CERTIFICATE_UNTRUSTED,
  DESK_PROBLEM_CERTIFICATE_REVOKED,
  DESK_PROBLEM_CERTIFICATE_TIME, /* expired or not yet valid */
  DESK_PROBLEM_CERTIFICATE_UNKNOWN,
  DESK_PROBLEM_SIGNATURE_WRONG,
  DESK_PROBLEM_CHALLENGE_EXPIRED,
  DESK_PROBLEM_CONTRACT_STALE, /* what it was made from has changed */
  DESK_PROBLEM_LIMITED,        /* with `retry_after` */
  DESK_PROBLEM_BUSY,
  DESK_PROBLEM_STORAGE_FULL,
  DESK_PROBLEM_INTERNAL,
} DeskProblemCode;

#define DESK_N_PROBLEM_CODES (DESK_PROBLEM_INTERNAL + 1)

/* "state_conflict"; static. */
const char *desk_problem_code_get_code (DeskProblemCode problem);

/* FALSE for an unknown code. */
gboolean desk_problem_code_from_code (const char *code, DeskProblemCode *problem);

/* The HTTP status it is answered with. */
guint desk_problem_code_get_status (DeskProblemCode problem);

/* A short English sentence for the `title` member; static. */
const char *desk_problem_code_get_title (DeskProblemCode problem);

G_END_DECLS
