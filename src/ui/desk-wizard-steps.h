/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-application.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskWizardSteps:
 *
 * The list of steps beside the wizard: ✓ done, ● here, ○ ahead, ! with something wrong. Steps that
 * were reached can be gone back to.
 *
 * Signal `activated` (DeskStep): a step was chosen.
 */
#define DESK_TYPE_WIZARD_STEPS (desk_wizard_steps_get_type ())

G_DECLARE_FINAL_TYPE (DeskWizardSteps, desk_wizard_steps, DESK, WIZARD_STEPS, GtkWidget)

/* Follows @application. Once. */
void desk_wizard_steps_set_application (DeskWizardSteps *self, DeskApplication *application);

/* Marks @step with "!" or takes the mark away. */
void desk_wizard_steps_set_problem (DeskWizardSteps *self, DeskStep step, gboolean problem);
void desk_wizard_steps_clear_problems (DeskWizardSteps *self);

/* The last step that can be gone to: everything before it is done. */
DeskStep desk_wizard_steps_get_reachable (DeskApplication *application);

G_END_DECLS
