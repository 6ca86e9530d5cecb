/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-apply-flow.h"

#include "desk-api-service.h"
#include "desk-autosave.h"
#include "desk-countdown.h"
#include "desk-flow-core.h"

G_BEGIN_DECLS

/* The object in its two files, desk-apply-flow.c and desk-apply-flow-state.c; the steps use the
 * functions below. */
struct _DeskApplyFlow {
  GObject parent_instance;

  DeskFlowCore *core;           /* owned */
  DeskApplication *application; /* owned */
  DeskCountdown *resend;        /* owned */
  DeskCountdown *retry;         /* owned */
  DeskKeys *keys;               /* owned */
  DeskAutosave *autosave;       /* owned */

  DeskIssues *issues; /* owned */
  guint n_running;    /* operations that make it busy */
  gboolean is_step_running;
  gboolean is_watching; /* holds @keys */

  char *contract_text;    /* owned, nullable: not loaded */
  char *contract_version; /* owned, nullable; of the text */
  char *contract_sha256;  /* owned, nullable; hex, of the text */
  GBytes *contract_pdf;   /* owned, nullable */
  GListStore *signatures; /* owned; DeskSignatureReport */
  DeskVerdict verdict;    /* of contract_pdf */

  gboolean has_service; /* the four below are the server's, not defaults */
  gboolean invoice_offered;
  gboolean payment_offered;
  gint64 prices_fen[DESK_APPLICATION_MAX_VALIDITY_YEARS + 1]; /* by years, 1/100 yuan */
  GListStore *branches;                                       /* owned; DeskBranch */
  DeskOrder *order;                                           /* owned, nullable: not submitted */
};

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

/* An application that was submitted and is opened again has come back: it goes on at the first step
 * with an issue, else at the review. Nothing happens to any other. */
void desk_apply_flow_take_up (DeskApplyFlow *self);

void desk_apply_flow_set_order (DeskApplyFlow *self, DeskOrder *order);

G_END_DECLS
