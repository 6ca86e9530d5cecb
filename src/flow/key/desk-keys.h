/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-clock.h"
#include "desk-key-certificate.h"
#include "desk-key-error.h"
#include "desk-key-settings.h"

G_BEGIN_DECLS

typedef struct _DeskUkey DeskUkey; /* desk-ukey.h; only flows look inside */

/**
 * DeskKeys:
 *
 * Everything that is plugged in, whatever driver it answers to, and the one state that is told of
 * it. Drivers are asked every second and a half while anybody holds this, except one that is at
 * work on an operation. Main thread only.
 *
 * Properties: `state` (DeskKeyState), `slow` (a driver has not answered for a second). Signals:
 * `token-added` and `token-removed` (DeskKeyToken), after the lists have changed.
 *
 * A key that answers to two drivers is shown once, by the driver that comes first in
 * DeskKeySettings. A driver that fails hides no key of another one.
 */
#define DESK_TYPE_KEYS (desk_keys_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeys, desk_keys, DESK, KEYS, GObject)

DeskKeys *desk_keys_new (DeskKeySettings *settings, DeskClock *clock);

/* Ends every driver's process; call before the last unref. Operations that run are cancelled. */
void desk_keys_close (DeskKeys *self);

/* Counted: keys are looked for from the first hold to the last release. What was seen stays. */
void desk_keys_hold (DeskKeys *self);
void desk_keys_release (DeskKeys *self);

DeskKeyState desk_keys_get_state (DeskKeys *self);
gboolean desk_keys_get_slow (DeskKeys *self);
DeskKeySettings *desk_keys_get_settings (DeskKeys *self); /* borrowed */

/* The lists stay the same objects, and items that did not change stay in them. Borrowed. */
GListModel *desk_keys_get_tokens (DeskKeys *self); /* DeskKeyToken */
/* DeskKeyCertificate; usable ones first, among them the one that was used last. */
GListModel *desk_keys_get_certificates (DeskKeys *self);

/* 重新检测: asks every driver now, afresh, and the system's service too. Answers when all have. */
void desk_keys_rescan_async (DeskKeys *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean desk_keys_rescan_finish (DeskKeys *self, GAsyncResult *result, GError **error);

/* What is plugged in with this serial as it was seen last; borrowed, nullable. */
DeskKeyToken *desk_keys_get_token (DeskKeys *self, const char *serial);
gboolean desk_keys_has_token (DeskKeys *self, const char *serial);

/* Answers once the key with @serial is plugged in, as seen by a look that began after this call: so
 * a key that was just pulled out is not taken for one that is there. Holds meanwhile. */
void desk_keys_wait_for_token_async (DeskKeys *self,
                                     const char *serial,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* The token; caller owns it. Fails only when cancelled or closed. */
DeskKeyToken *
desk_keys_wait_for_token_finish (DeskKeys *self, GAsyncResult *result, GError **error);

/* The key labelled @label (NULL: any) that is plugged in now, for a command that names one; to be
 * called after a rescan. %DESK_KEY_STATE_SEVERAL_TOKENS if more than one fits; if none does, the
 * state that says why, or %DESK_KEY_STATE_REMOVED. Caller owns it. */
DeskKeyToken *desk_keys_find_token (DeskKeys *self, const char *label, GError **error);

/* The driver to call operations on @token on; borrowed. NULL if it is not in use any more. */
DeskUkey *desk_keys_get_ukey (DeskKeys *self, DeskKeyToken *token);

/* What an operation on @certificate came to: it is remembered as the one used last, and looked
 * at again. */
void desk_keys_note_success (DeskKeys *self, DeskKeyCertificate *certificate);

/* Likewise with what went wrong: a key that was pulled out is taken from the lists at once, and
 * what the server said of the certificate (revoked, untrusted, of another account) is shown of it
 * until this program ends. @certificate nullable. */
void desk_keys_note_failure (DeskKeys *self,
                             DeskKeyToken *token,
                             DeskKeyCertificate *certificate,
                             const GError *error);

G_END_DECLS
