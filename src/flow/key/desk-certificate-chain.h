/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _DeskFlowCore DeskFlowCore; /* desk-flow-core.h; only flows look inside */

typedef enum {
  DESK_CERTIFICATE_CHAIN_CHECKING,
  DESK_CERTIFICATE_CHAIN_TRUSTED,   /* leads to the pinned root */
  DESK_CERTIFICATE_CHAIN_UNTRUSTED, /* leads elsewhere, or nowhere */
  DESK_CERTIFICATE_CHAIN_UNKNOWN,   /* cannot be told now: the server was not reached */
} DeskCertificateChainState;

#define DESK_TYPE_CERTIFICATE_CHAIN_STATE (desk_certificate_chain_state_get_type ())
GType desk_certificate_chain_state_get_type (void);

typedef struct {
  DeskCertificateChainState state;
  char **names; /* owned, nullable unless TRUSTED: common names from the root to the certificate */
} DeskCertificateChain;

void desk_certificate_chain_free (DeskCertificateChain *chain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskCertificateChain, desk_certificate_chain_free)

/* Where the chain of the certificate @der leads to, as of @now (Unix seconds) or, outside its
 * validity, the nearest moment of it: whether it is valid now is another question. The issuers
 * between are fetched from the server; the root is the one DeskTrust pinned. */
void desk_certificate_chain_check_async (DeskFlowCore *core,
                                         GBytes *der,
                                         gint64 now,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* Never NULL unless cancelled: then %G_IO_ERROR_CANCELLED. Caller owns. */
DeskCertificateChain *desk_certificate_chain_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
