/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-apply-flow.h"
#include "desk-key-error.h"

G_BEGIN_DECLS

/* The application flow as a test wants it: linked in place of the one in src/flow, so that a page
 * can be shown any answer at any time. It never leaves the process. */

DeskApplyFlow *desk_test_flow_new (void);

/* The next step that is completed fails with @code of DESK_FLOW_ERROR. */
void desk_test_flow_fail_next (DeskApplyFlow *self, int code);

/* ... with %DESK_KEY_ERROR. */
void desk_test_flow_fail_next_by_key (DeskApplyFlow *self, DeskKeyState state, DeskPinUse pin_use);

/* ... with FIELDS and this issue; may be called several times. */
void desk_test_flow_add_issue (DeskApplyFlow *self, const char *field, DeskFieldProblem problem);

/* While held, steps that are completed stay under way until cancelled or released. */
void desk_test_flow_set_held (DeskApplyFlow *self, gboolean held);

/* Loading fails with @code until it is set to -1. */
void desk_test_flow_set_load_error (DeskApplyFlow *self, int code);

void desk_test_flow_set_online (DeskApplyFlow *self, gboolean online);
void desk_test_flow_set_invoice_offered (DeskApplyFlow *self, gboolean offered);

/* How often a step was completed with success, and the SMS code of the last confirmation ("" none).
 */
guint desk_test_flow_get_n_completed (DeskApplyFlow *self);
const char *desk_test_flow_get_sms_code (DeskApplyFlow *self);
guint desk_test_flow_get_n_saved (DeskApplyFlow *self);

/* A contract of three pages with two signatures and a timestamp. */
void desk_test_flow_set_contract (DeskApplyFlow *self, DeskVerdict verdict);

/* A Ukey with one certificate is plugged in; or none. */
void desk_test_flow_set_key (DeskApplyFlow *self, gboolean present);

/* The PIN of the last confirmation, NULL none. Borrowed. */
DeskSecret *desk_test_flow_get_pin (DeskApplyFlow *self);

/* Everything filled in up to and including @step; the applicant stands there. */
void desk_test_flow_fill (DeskApplyFlow *self, DeskStep step);

G_END_DECLS
