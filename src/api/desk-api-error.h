/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-issues.h"

G_BEGIN_DECLS

/* How a request failed. Cancelled requests are %G_IO_ERROR_CANCELLED. */
typedef enum {
  DESK_API_ERROR_UNREACHABLE, /* no connection, or it broke; the request may or may not have arrived
                               */
  DESK_API_ERROR_TIMED_OUT,   /* likewise, after the connection's time-out */
  DESK_API_ERROR_MALFORMED,   /* an answer, but none this client understands */
  DESK_API_ERROR_PROBLEM,     /* the server says why: see the functions below */
} DeskApiError;

#define DESK_API_ERROR (desk_api_error_quark ())

GQuark desk_api_error_quark (void);

/* The problem's `code` ("code_wrong"), one of those this program knows; "" unless
 * %DESK_API_ERROR_PROBLEM. Static. It and the following travel with copies of the error. */
const char *desk_api_error_get_code (const GError *error);

/* The fields the server named, never NULL; borrowed from @error. */
DeskIssues *desk_api_error_get_issues (const GError *error);

/* Seconds until the request may be tried again; 0 if the server did not say. */
guint desk_api_error_get_retry_after (const GError *error);

/* @code is static; @issues (nullable) is referenced. The message names the code only: nothing the
 * server wrote reaches a log. */
GError *desk_api_error_new_problem (const char *code, DeskIssues *issues, guint retry_after);

G_END_DECLS
