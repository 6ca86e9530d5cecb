/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Why a key cannot be unlocked at its holder's computer. Nicks travel on the wire and stand in the
 * database. */
typedef enum {
  DESK_UNBLOCK_NO_UNBLOCK, /* its driver cannot */
  DESK_UNBLOCK_PUK_LOST,
  DESK_UNBLOCK_PUK_LOCKED,
} DeskUnblockReason;

#define DESK_TYPE_UNBLOCK_REASON (desk_unblock_reason_get_type ())
GType desk_unblock_reason_get_type (void);

/* Likewise. */
typedef enum {
  DESK_UNBLOCK_RECEIVED,
  DESK_UNBLOCK_DONE,
  DESK_UNBLOCK_REFUSED,
} DeskUnblockState;

#define DESK_TYPE_UNBLOCK_STATE (desk_unblock_state_get_type ())
GType desk_unblock_state_get_type (void);

const char *desk_unblock_reason_get_code (DeskUnblockReason reason); /* "puk_lost" */
const char *desk_unblock_state_get_code (DeskUnblockState state);    /* "received" */

/* FALSE for an unknown code. */
gboolean desk_unblock_state_from_code (const char *code, DeskUnblockState *state);

/**
 * DeskUnblockRequest:
 *
 * A request to customer service to unlock a key, as its applicant sees it. Strings owned.
 */
typedef struct {
  char *id;
  char *number;     /* "JS20261122-000123" */
  char *token_tail; /* the last four characters of the key's serial */
  DeskUnblockState state;
  char *note;     /* of customer service, "" if none */
  gint64 created; /* Unix seconds */
  gint64 updated; /* Unix seconds */
} DeskUnblockRequest;

void desk_unblock_request_clear (DeskUnblockRequest *request);
void desk_unblock_request_free (DeskUnblockRequest *request);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskUnblockRequest, desk_unblock_request_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskUnblockRequest, desk_unblock_request_free)

G_END_DECLS
