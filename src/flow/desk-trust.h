/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-api.h"

#include <openssl/x509.h>

G_BEGIN_DECLS

/**
 * DeskTrust:
 *
 * The root certificates that signatures are judged by. Either a file the operator names, or
 * data_dir/trust.pem, which is fetched from the server once, when it is first needed, and never
 * again: a server that is exchanged later cannot bring a root of its own along.
 */
#define DESK_TYPE_TRUST (desk_trust_get_type ())

G_DECLARE_FINAL_TYPE (DeskTrust, desk_trust, DESK, TRUST, GObject)

/* @file nullable: @data_dir/trust.pem, pinned on first use. */
DeskTrust *desk_trust_new (DeskApi *api, const char *file, const char *data_dir);

void desk_trust_load_async (DeskTrust *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/* At least one certificate; caller owns the stack and its elements. Errors of src/api when it had
 * to be fetched; %DESK_FLOW_ERROR_TRUST if the file is missing or unreadable,
 * %DESK_FLOW_ERROR_DRAFT if it cannot be written. */
STACK_OF (X509) * desk_trust_load_finish (DeskTrust *self, GAsyncResult *result, GError **error);

G_END_DECLS
