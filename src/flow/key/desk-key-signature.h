/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-keys.h"
#include "desk-secret.h"

#include <stdint.h>

G_BEGIN_DECLS

/* Signs the SHA-256 @digest (copied) with the key of @certificate, by whatever driver it answers to
 * now. @pin NULL: typed on the key itself. What goes wrong is noted (desk_keys_note_failure()). */
void desk_key_signature_new_async (DeskKeys *keys,
                                   DeskKeyCertificate *certificate,
                                   DeskSecret *pin,
                                   const uint8_t digest[static 32],
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* As desk_ukey_sign_finish(); %DESK_KEY_STATE_REMOVED also if the driver is not in use any more.
 * @is_default_pin receives whether the PIN was the one that keys are handed out with. */
GBytes *desk_key_signature_new_finish (DeskKeys *keys,
                                       GAsyncResult *result,
                                       gboolean *is_default_pin,
                                       GError **error);

G_END_DECLS
