/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flow-core.h"
#include "desk-signature-report.h"

G_BEGIN_DECLS

/* A contract as the server sent it, and what the verifier says of it. */
typedef struct {
  GBytes *pdf;         /* owned */
  char *sha256;        /* owned; hex, of pdf */
  GListModel *reports; /* owned; DeskSignatureReport */
  DeskVerdict verdict;
} DeskFetchedContract;

void desk_fetched_contract_free (DeskFetchedContract *contract);

/* TRUE if applicant and authority signed exactly this, and nothing was added that may not be. */
gboolean desk_fetched_contract_is_valid (DeskFetchedContract *contract);

/* Fetches the contract of @order_id and judges every signature against the pinned trust, on a
 * thread of its own. */
void desk_fetched_contract_new_async (DeskFlowCore *core,
                                      const char *order_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/* An invalid contract is no error here: see `verdict`. Errors: of src/api, of desk-trust.h,
 * %DESK_CONTRACT_ERROR_FORM. */
DeskFetchedContract *
desk_fetched_contract_new_finish (DeskFlowCore *core, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskFetchedContract, desk_fetched_contract_free)

G_END_DECLS
