/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-application.h"
#include "desk-branch.h"
#include "desk-keys.h"
#include "desk-order.h"
#include "desk-signature-report.h"
#include "desk-step-confirmation.h"

G_BEGIN_DECLS

/**
 * DeskApplyFlow:
 *
 * One application on its way. Holds the DeskApplication (the truth behind every wizard page), saves
 * it to the encrypted draft on each change (debounced, at once when the step changes or a picture
 * is chosen), and talks to the server step by step. Calls are idempotent: a repeated call after a
 * lost answer does no harm.
 *
 * Properties: `application` (borrowed), `issues` (what the last validation or server answer found;
 * fields as in desk-application.h, plus sms_code), `busy`, `saved-time` (Unix seconds of the last
 * save, 0 none), `save-failed` (the last automatic save did: disk full, for one; the next change
 * tries again), `resend-seconds`, `retry-seconds`, `contract-text` (the text to be read, nullable
 * until loaded), `contract-pdf` (GBytes, nullable), `signatures` (GListModel of
 * DeskSignatureReport), `verdict` (DeskVerdict of the contract), `invoice-offered` (FALSE where the
 * project drops it), `branches` (GListModel of DeskBranch), `certificates` and `key-state` as in
 * DeskSignInFlow, for signing with a key, `online` (FALSE while the server cannot be reached:
 * "已离线，可继续填写").
 */
#define DESK_TYPE_APPLY_FLOW (desk_apply_flow_get_type ())

G_DECLARE_FINAL_TYPE (DeskApplyFlow, desk_apply_flow, DESK, APPLY_FLOW, GObject)

DeskApplication *desk_apply_flow_get_application (DeskApplyFlow *self);
DeskIssues *desk_apply_flow_get_issues (DeskApplyFlow *self);
gboolean desk_apply_flow_get_busy (DeskApplyFlow *self);
gboolean desk_apply_flow_get_online (DeskApplyFlow *self);
gint64 desk_apply_flow_get_saved_time (DeskApplyFlow *self);
gboolean desk_apply_flow_get_save_failed (DeskApplyFlow *self);
guint desk_apply_flow_get_resend_seconds (DeskApplyFlow *self);
guint desk_apply_flow_get_retry_seconds (DeskApplyFlow *self);
const char *desk_apply_flow_get_contract_text (DeskApplyFlow *self);
GBytes *desk_apply_flow_get_contract_pdf (DeskApplyFlow *self);
GListModel *desk_apply_flow_get_signatures (DeskApplyFlow *self);
DeskVerdict desk_apply_flow_get_verdict (DeskApplyFlow *self);
gboolean desk_apply_flow_get_invoice_offered (DeskApplyFlow *self);
GListModel *desk_apply_flow_get_branches (DeskApplyFlow *self);
GListModel *desk_apply_flow_get_certificates (DeskApplyFlow *self);
DeskKeys *desk_apply_flow_get_keys (DeskApplyFlow *self); /* borrowed */
DeskKeyState desk_apply_flow_get_key_state (DeskApplyFlow *self);
void desk_apply_flow_set_watching (DeskApplyFlow *self, gboolean watching);

/* The certificate's price for @years in 1/100 yuan; -1 while it is not known
 * (desk_apply_flow_load_step_async() of any step loads it) or where the project has no payment. */
gint64 desk_apply_flow_get_price_fen (DeskApplyFlow *self, int years);
/* 本人已同意签署合同: puts the consent to the loaded `contract-text` into the application, or
 * withdraws it. FALSE if there is no text yet that could be agreed to. */
gboolean desk_apply_flow_set_agreed (DeskApplyFlow *self, gboolean agreed);
/* Validates @step into `issues`; TRUE if nothing keeps the applicant from going on. */
gboolean desk_apply_flow_validate (DeskApplyFlow *self, DeskStep step);

/* Writes the draft now, off the main thread; fails with %DESK_FLOW_ERROR_DRAFT. */
void desk_apply_flow_save_async (DeskApplyFlow *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean desk_apply_flow_save_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error);

/* A picture for @kind: reads @file off the main thread, checks size and magic. The content stays in
 * the draft even when it is refused (state FAILED with its problem). */
void desk_apply_flow_choose_file_async (DeskApplyFlow *self,
                                        DeskAttachmentKind kind,
                                        GFile *file,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
desk_apply_flow_choose_file_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error);

/* Does what leaving @step needs at the server: IDENTITY: real-name check, the order is created.
 * CONSENT: the consent is recorded. EVIDENCE: uploads with progress on each attachment,
 * handwriting, then the contract is generated, signed, fetched and verified (see @sms_code,
 * @certificate, @pin below). CONTRACT: the reading is recorded. FORM, DELIVERY: details are stored.
 * ATTACHMENTS: uploads. REVIEW: submit; `order` is then SUBMITTED, the draft is kept. On success
 * the application's step is the next one. An interrupted step (UNREACHABLE, SESSION_EXPIRED,
 * cancelled) can be called again and skips what is already there. */
void desk_apply_flow_complete_step_async (DeskApplyFlow *self,
                                          DeskStep step,
                                          const DeskStepConfirmation *confirmation,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
desk_apply_flow_complete_step_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error);

/* An SMS code to the signed-in phone for signing the contract. */
void desk_apply_flow_request_code_async (DeskApplyFlow *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
desk_apply_flow_request_code_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error);

/* Loads what @step shows: the contract's text, the project's settings and branches, the generated
 * contract. */
void desk_apply_flow_load_step_async (DeskApplyFlow *self,
                                      DeskStep step,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
desk_apply_flow_load_step_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error);

/* After REVIEW succeeded; borrowed, nullable before. */
DeskOrder *desk_apply_flow_get_order (DeskApplyFlow *self);

G_END_DECLS
