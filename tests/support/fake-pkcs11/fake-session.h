/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fake-token.h"

G_BEGIN_DECLS

/* One session and the operations that are going on in it. */
typedef struct {
  CK_SESSION_HANDLE handle;
  FakeToken *token; /* borrowed */
  gboolean writable;
  gboolean dead; /* its token was pulled out */

  GArray *found;    /* owned, nullable: no search is going on; CK_OBJECT_HANDLE */
  guint next_found; /* index into found */

  gboolean signing;
  gboolean authenticated; /* CKU_CONTEXT_SPECIFIC was done for this signature */
  CK_OBJECT_HANDLE key;   /* of the signature */
} FakeSession;

/**
 * fake_session_get:
 *
 * Returns: CKR_OK and the session, borrowed; CKR_SESSION_HANDLE_INVALID if there is none or its
 *   token was pulled out and put in again; CKR_DEVICE_REMOVED while it is out
 */
CK_RV fake_session_get (CK_SESSION_HANDLE handle, FakeSession **session);

/* Likewise for what changes the token: CKR_SESSION_READ_ONLY, CKR_TOKEN_WRITE_PROTECTED,
 * CKR_USER_NOT_LOGGED_IN, CKR_DEVICE_MEMORY. */
CK_RV fake_session_get_writable (CK_SESSION_HANDLE handle, FakeSession **session);

/* The token of this slot was pulled out: its sessions say so from now on. */
void fake_session_kill_all (CK_SLOT_ID slot);

void fake_session_close_all (CK_SLOT_ID slot);

/* Number of living sessions of a slot; @only_read_only counts those alone. */
guint fake_session_count (CK_SLOT_ID slot, gboolean only_read_only);

/* Frees the table. */
void fake_session_finalize (void);

G_END_DECLS
