/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flows.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskWizard:
 *
 * One application, step by step (DESIGN.md, section 3): the steps beside the page, the buttons
 * always at the same place below it. The application's `step` says where it is; each step is
 * completed by the flow. What goes wrong is said at the field or above the page, and nothing typed
 * is lost.
 *
 * Construct-only properties: `flows`, `flow`.
 * Signal `closed` (gboolean submitted): the applicant left; the draft is saved unless it was
 * submitted.
 */
#define DESK_TYPE_WIZARD (desk_wizard_get_type ())

G_DECLARE_FINAL_TYPE (DeskWizard, desk_wizard, DESK, WIZARD, GtkWidget)

GtkWidget *desk_wizard_new (DeskFlows *flows, DeskApplyFlow *flow);

/* As the applicant does with 取消: saves the draft, then emits `closed`. For a window that is about
 * to close. */
void desk_wizard_leave (DeskWizard *self);

G_END_DECLS
