/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the window distinguishes, besides the states of a key (DESK_KEY_ERROR in
 * src/model/desk-key-error.h); every sentence and remedy is made from these in
 * src/ui/desk-error-text.c. Cancelled work is G_IO_ERROR_CANCELLED as everywhere in GIO. */
typedef enum {
  DESK_FLOW_ERROR_UNREACHABLE, /* no connection to the server; nothing was lost */
  DESK_FLOW_ERROR_TIMED_OUT,
  DESK_FLOW_ERROR_SERVER,          /* the server failed (5xx, unreadable answer) */
  DESK_FLOW_ERROR_SESSION_EXPIRED, /* sign in again, the step continues */
  DESK_FLOW_ERROR_FIELDS,          /* the flow's `issues` name the fields */
  DESK_FLOW_ERROR_LIMITED,         /* too many tries; the flow's `retry-seconds` says when */
  DESK_FLOW_ERROR_CONFLICT,        /* changed elsewhere meanwhile */
  DESK_FLOW_ERROR_CODE_WRONG,
  DESK_FLOW_ERROR_CODE_EXPIRED,
  DESK_FLOW_ERROR_IDENTITY_MISMATCH,
  DESK_FLOW_ERROR_ONLY_ONE,         /* one unit certificate application per applicant */
  DESK_FLOW_ERROR_CONTRACT_INVALID, /* the received contract does not verify */
  DESK_FLOW_ERROR_TRUST,            /* the root certificate that was configured cannot be used */
  DESK_FLOW_ERROR_DRAFT,            /* the local draft could not be written or read */
  DESK_FLOW_ERROR_NOT_ALLOWED,      /* the order's state does not let it happen */
} DeskFlowError;

#define DESK_FLOW_ERROR (desk_flow_error_quark ())

GQuark desk_flow_error_quark (void);

G_END_DECLS
