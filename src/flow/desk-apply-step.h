/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-apply-flow-private.h"

G_BEGIN_DECLS

/* The server's side of each step; called by desk_apply_flow_complete_step_async() alone, which
 * validates first and translates the errors. Every one can be repeated: it looks at what the server
 * has already. */

/* IDENTITY: the real-name check, the order. */
void desk_apply_identity_async (DeskApplyFlow *flow,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* EVIDENCE: uploads, handwriting, the contract. ATTACHMENTS: uploads. */
void desk_apply_evidence_async (DeskApplyFlow *flow,
                                DeskStep step,
                                const DeskStepConfirmation *confirmation,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* CONSENT, CONTRACT (the reading), FORM, DELIVERY: one request each. */
void desk_apply_details_async (DeskApplyFlow *flow,
                               DeskStep step,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* REVIEW: whatever the server lacks of the steps before, then the submission. */
void desk_apply_submit_async (DeskApplyFlow *flow,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* Parts of the above. @order: as the server has it now. */

/* Uploads the pictures of @step that are not at the server. */
void desk_apply_upload_async (DeskApplyFlow *flow,
                              DeskStep step,
                              DeskOrder *order,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* Has the contract generated and signed, unless @order has the present one; fetches and verifies
 * it. */
void desk_apply_contract_async (DeskApplyFlow *flow,
                                DeskOrder *order,
                                const DeskStepConfirmation *confirmation,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* Of all the above: TRUE, or an error of whatever folder it came from. */
gboolean desk_apply_step_finish (DeskApplyFlow *flow, GAsyncResult *result, GError **error);

/* A task of @flow for such a part, tagged. Caller owns. */
GTask *desk_apply_step_begin (DeskApplyFlow *flow,
                              gpointer source_tag,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* The server may say that what the application holds is out of date: a contract that no longer says
 * what the order says has to be generated again, another text has to be read again. */
void desk_apply_step_drop_stale (DeskApplyFlow *flow, const GError *error);

/* Answers @task with an order the server sent, after noting it in the application, or with @error.
 * Takes both. */
void desk_apply_step_return_order (GTask *task, DeskOrder *order, GError *error);

G_END_DECLS
