/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fake-script.h"

#include <p11-kit/pkcs11.h>

G_BEGIN_DECLS

typedef enum {
  FAKE_LOGIN_NONE,
  FAKE_LOGIN_USER,
  FAKE_LOGIN_SO,
} FakeLogin;

/**
 * FakeToken:
 *
 * One slot and the token in it. What it says is the script's group [slotN], overlaid by what the
 * calls changed since (a PIN, a counter): that is kept in slotN.state, for all processes, and holds
 * until the script gets another value for the same key.
 */
typedef struct _FakeToken FakeToken;

FakeToken *fake_token_new (FakeScript *script, CK_SLOT_ID slot);
void fake_token_free (FakeToken *self);

CK_SLOT_ID fake_token_get_slot (FakeToken *self);
const char *fake_token_get_group (FakeToken *self); /* "slot0" */
const char *fake_token_get_directory (FakeToken *self);

/* TRUE if the script has this slot and reader is not 0. */
gboolean fake_token_has_reader (FakeToken *self);
gboolean fake_token_is_present (FakeToken *self);

/* The token goes away until the script is written again. */
void fake_token_take_away (FakeToken *self);

/* Looks at the files again; returns TRUE if the token is not the one that was there at the last
 * look: pulled out, or pulled out and put in again. Nobody is logged in any more then. */
gboolean fake_token_refresh (FakeToken *self);

/* NULL if nothing is said. Caller frees. */
char *fake_token_get (FakeToken *self, const char *key);

/* "" is FALSE, "0" is FALSE, everything else is TRUE. */
gboolean fake_token_get_flag (FakeToken *self, const char *key, gboolean otherwise);
CK_ULONG fake_token_get_number (FakeToken *self, const char *key, CK_ULONG otherwise);

void fake_token_set (FakeToken *self, const char *key, const char *value);

/* One less than the number under @key (@otherwise if there is none), but not below 0. Returns what
 * is left. */
CK_ULONG fake_token_count_down (FakeToken *self, const char *key, CK_ULONG otherwise);

FakeLogin fake_token_get_login (FakeToken *self);
void fake_token_set_login (FakeToken *self, FakeLogin login);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeToken, fake_token_free)

G_END_DECLS
