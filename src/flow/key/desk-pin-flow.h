/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-error.h"
#include "desk-key-token.h"
#include "desk-keys.h"
#include "desk-pin-policy.h"
#include "desk-unblock-request.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _DeskFlowCore DeskFlowCore;

/* What unlocks a PIN. */
typedef enum {
  DESK_UNBLOCK_BY_PUK,
  DESK_UNBLOCK_BY_ADMIN, /* the administrator's PIN of PKCS #11, "SO PIN" */
} DeskUnblockKey;

/**
 * DeskPinFlow:
 *
 * Everything about the PIN of one key but typing it for an act: another one, the first one, a new
 * one for a locked key, and asking customer service where the key's driver cannot help. A new PIN
 * is judged here before the key sees it. Keys are looked for as long as this lives.
 *
 * Errors are of DESK_KEY_ERROR, with what became of the PIN, or of %DESK_FLOW_ERROR.
 */
#define DESK_TYPE_PIN_FLOW (desk_pin_flow_get_type ())

G_DECLARE_FINAL_TYPE (DeskPinFlow, desk_pin_flow, DESK, PIN_FLOW, GObject)

/* @core NULL: there is no server, and customer service cannot be asked. */
DeskPinFlow *desk_pin_flow_new (DeskKeys *keys, DeskKeyToken *token, DeskFlowCore *core);

DeskKeyToken *desk_pin_flow_get_token (DeskPinFlow *self); /* borrowed */
DeskKeys *desk_pin_flow_get_keys (DeskPinFlow *self);      /* borrowed */

/* FALSE: nobody is signed in, so customer service cannot be asked from here. */
gboolean desk_pin_flow_can_request (DeskPinFlow *self);

/* Judges a new PIN: the policy, the key's own lengths, and the identity number that a certificate
 * on it carries (GM/T 0015). @old_pin nullable. */
DeskPinProblem desk_pin_flow_check (DeskPinFlow *self, DeskSecret *pin, DeskSecret *old_pin);

/* %DESK_KEY_STATE_PIN_REFUSED for a @new_pin that does not pass the check. All NULL secrets are
 * typed on the key itself. */
void desk_pin_flow_change_async (DeskPinFlow *self,
                                 DeskSecret *pin,
                                 DeskSecret *new_pin,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean desk_pin_flow_change_finish (DeskPinFlow *self, GAsyncResult *result, GError **error);

void desk_pin_flow_set_first_async (DeskPinFlow *self,
                                    DeskSecret *admin_pin,
                                    DeskSecret *new_pin,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean desk_pin_flow_set_first_finish (DeskPinFlow *self, GAsyncResult *result, GError **error);

/* %DESK_KEY_STATE_NO_UNBLOCK if the key's driver cannot. */
void desk_pin_flow_unblock_async (DeskPinFlow *self,
                                  DeskUnblockKey key,
                                  DeskSecret *secret,
                                  DeskSecret *new_pin,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean desk_pin_flow_unblock_finish (DeskPinFlow *self, GAsyncResult *result, GError **error);

/* Asks customer service. */
void desk_pin_flow_request_unblock_async (DeskPinFlow *self,
                                          DeskUnblockReason reason,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
/* The request that was made, or the one under way for this key. Caller frees. */
DeskUnblockRequest *
desk_pin_flow_request_unblock_finish (DeskPinFlow *self, GAsyncResult *result, GError **error);

/* What became of the newest request for this key. */
void desk_pin_flow_find_request_async (DeskPinFlow *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* NULL without an error if there is none. Caller frees. */
DeskUnblockRequest *
desk_pin_flow_find_request_finish (DeskPinFlow *self, GAsyncResult *result, GError **error);

G_END_DECLS
