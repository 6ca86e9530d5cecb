/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-certificate-cache.h"
#include "desk-pkcs11-module.h"
#include "desk-ukey-message.h"

G_BEGIN_DECLS

/**
 * DeskHost:
 *
 * What certdesk-ukey-host knows between two requests: the module, if one was opened, and the
 * certificates that were read from its tokens. One thread, plain synchronous calls.
 */
typedef struct _DeskHost DeskHost;

/* Sends a frame to the client. */
typedef void (*DeskHostSendFunc) (DeskUkeyMessage *message, gpointer user_data);

/* @send is called with every %DESK_UKEY_KIND_PROGRESS. */
DeskHost *desk_host_new (DeskHostSendFunc send, gpointer user_data);

/* C_Finalize. */
void desk_host_free (DeskHost *self);

/* Does what @request says. The answer, %DESK_UKEY_KIND_FAILED if it did not work out; NULL if
 * @request is no request. Caller frees. */
DeskUkeyMessage *desk_host_handle (DeskHost *self, DeskUkeyMessage *request);

/* Takes @module, in place of the one that was there. */
void desk_host_set_module (DeskHost *self, DeskPkcs11Module *module);

/* The module, initialised. NULL with %DESK_KEY_STATE_NO_MODULE before OPEN, with
 * %DESK_KEY_STATE_MODULE_FAILED if it does not start any more. Borrowed. */
DeskPkcs11Module *desk_host_get_module (DeskHost *self, GError **error);

DeskCertificateCache *desk_host_get_cache (DeskHost *self); /* borrowed */

/* How a private key is used; it stays what it is as long as it is there. */
typedef struct {
  gboolean is_rsa;
  gboolean always_authenticate; /* every signature wants the PIN again */
} DeskKeyKind;

/* What was found out about the key that signed last, so that the next signature need not ask the
 * token; FALSE if that was another one. Whatever fails or writes makes it forgotten. */
gboolean
desk_host_recall_key (DeskHost *self, const char *token_serial, GBytes *key_id, DeskKeyKind *kind);
void desk_host_remember_key (DeskHost *self,
                             const char *token_serial,
                             GBytes *key_id,
                             const DeskKeyKind *kind);

/* Starts the module again, because what is plugged in may be seen only then. Every three seconds at
 * most, unless @at_once. TRUE if it was done. */
gboolean desk_host_restart_module (DeskHost *self, gboolean at_once);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskHost, desk_host_free)

G_END_DECLS
