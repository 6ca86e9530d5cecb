/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ukey-description.h"
#include "desk-ukey-scan.h"
#include "desk-ukey.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What DeskUkey looks up without a PIN. */

/* Looks at every slot. @fresh also starts the module again and reads every certificate anew,
 * however often it failed before: for a person who asked. */
void desk_ukey_scan_async (DeskUkey *self,
                           gboolean fresh,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/* NULL only when cancelled: a module that fails is a state, not an error. Caller frees. */
DeskUkeyScan *desk_ukey_scan_finish (DeskUkey *self, GAsyncResult *result, GError **error);

/* The serial of the initialised token labelled @label, or of the only one if @label is NULL.
 * %DESK_KEY_STATE_REMOVED if there is none, %DESK_KEY_STATE_SEVERAL_TOKENS if more than one fits.
 * Caller frees. */
void desk_ukey_find_token_async (DeskUkey *self,
                                 const char *label,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *desk_ukey_find_token_finish (DeskUkey *self, GAsyncResult *result, GError **error);

/* What the module says about itself. NULL only when cancelled. Caller frees. */
void desk_ukey_describe_async (DeskUkey *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
DeskUkeyDescription *
desk_ukey_describe_finish (DeskUkey *self, GAsyncResult *result, GError **error);

/* What the PC/SC service says; needs no module. NULL only when cancelled. Caller frees. */
void desk_ukey_service_async (DeskUkey *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
DeskUkeyService *desk_ukey_service_finish (DeskUkey *self, GAsyncResult *result, GError **error);

G_END_DECLS
