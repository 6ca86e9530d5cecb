/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-apply-flow.h"

#include "desk-api-service.h"
#include "desk-autosave.h"
#include "desk-countdown.h"
#include "desk-flow-core.h"

G_BEGIN_DECLS

/* What the files of one step may do to the flow; nothing of this is seen outside src/flow. */

DeskApplyFlow *desk_apply_flow_new (DeskFlowCore *core, DeskApplication *application);

DeskFlowCore *desk_apply_flow_get_core (DeskApplyFlow *self);     /* borrowed */
DeskAutosave *desk_apply_flow_get_autosave (DeskApplyFlow *self); /* borrowed */
DeskCountdown *desk_apply_flow_get_resend (DeskApplyFlow *self);  /* borrowed */

/* Counts nested work; `busy` is TRUE while the count is above 0. */
void desk_apply_flow_begin (DeskApplyFlow *self);
void desk_apply_flow_end (DeskApplyFlow *self);

/* One step at a time; counts as work as well. */
gboolean desk_apply_flow_is_step_running (DeskApplyFlow *self);
void desk_apply_flow_set_step_running (DeskApplyFlow *self, gboolean running);

/* What keeps the applicant from leaving @step. Caller owns. */
DeskIssues *desk_apply_flow_find_issues (DeskApplyFlow *self, DeskStep step);
void desk_apply_flow_set_issues (DeskApplyFlow *self, DeskIssues *issues);

/* desk_flow_core_take_error(); what the server says of fields becomes `issues`. */
GError *desk_apply_flow_take_error (DeskApplyFlow *self, GError *error);

gboolean desk_apply_flow_has_service (DeskApplyFlow *self);
void desk_apply_flow_set_service (DeskApplyFlow *self, const DeskApiService *service);

/* @text, @version and @sha256 are copied. */
void desk_apply_flow_set_contract_text (DeskApplyFlow *self,
                                        const char *text,
                                        const char *version,
                                        const char *sha256);

/* @pdf and @signatures nullable: there is no contract any more. */
void desk_apply_flow_set_contract (DeskApplyFlow *self,
                                   GBytes *pdf,
                                   GListModel *signatures,
                                   DeskVerdict verdict);

void desk_apply_flow_set_order (DeskApplyFlow *self, DeskOrder *order);

G_END_DECLS
