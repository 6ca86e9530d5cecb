/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-apply-flow.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskWizardPage:
 *
 * One step of the wizard: heading, sentence, then the page's own groups. A page states facts; the
 * wizard derives the buttons from them. The truth is the flow's DeskApplication, never a widget.
 *
 * Construct-only properties: `flow`, `step`, `title` (as the list of steps has it).
 * Properties: `heading`, `sentence`; `primary-label` (what the primary button says on this page);
 * `busy-sentence` (what is happening while the step is completed); `missing` (what keeps the
 * primary button from being pressed, as one sentence; NULL: nothing); `wide` (uses the whole
 * width); `fills` (uses the whole height and scrolls inside); `loads` (something is loaded when the
 * page is shown); `needs-load` (and nothing is shown without it).
 *
 * Signals: `edit-step` (DeskStep): the applicant asks to go back to a step. `proceed`: what the
 * page asked for after its `confirm` is there, the step is to be completed. `stop`: what is being
 * completed is to be cancelled.
 */
#define DESK_TYPE_WIZARD_PAGE (desk_wizard_page_get_type ())

G_DECLARE_DERIVABLE_TYPE (DeskWizardPage, desk_wizard_page, DESK, WIZARD_PAGE, AdwBin)

struct _DeskWizardPageClass {
  AdwBinClass parent_class;

  /* The page came into view, before anything is loaded; or left it. Both optional. */
  void (*shown) (DeskWizardPage *self);
  void (*hidden) (DeskWizardPage *self);
  /* What the page loads is there. Optional. */
  void (*loaded) (DeskWizardPage *self);
  /* The primary button was pressed and nothing is missing. TRUE: the page asks for something more
   * and emits `proceed` when it has it. Optional. */
  gboolean (*confirm) (DeskWizardPage *self);
  /* Fills in what completing the step needs besides the application; everything is borrowed from
   * the page until the step was completed. Optional. */
  void (*get_confirmation) (DeskWizardPage *self, DeskStepConfirmation *confirmation);
  /* The step was completed (@error NULL) or was tried; secrets of the confirmation can go. TRUE:
   * the page itself says what went wrong. Optional. */
  gboolean (*completed) (DeskWizardPage *self, const GError *error);

  gpointer padding[4];
};

DeskApplyFlow *desk_wizard_page_get_flow (DeskWizardPage *self);          /* borrowed */
DeskApplication *desk_wizard_page_get_application (DeskWizardPage *self); /* borrowed */
DeskStep desk_wizard_page_get_step (DeskWizardPage *self);
const char *desk_wizard_page_get_title (DeskWizardPage *self);
const char *desk_wizard_page_get_primary_label (DeskWizardPage *self);
const char *desk_wizard_page_get_busy_sentence (DeskWizardPage *self); /* nullable */
const char *desk_wizard_page_get_missing (DeskWizardPage *self);       /* nullable */
void desk_wizard_page_set_missing (DeskWizardPage *self, const char *sentence);

/* Loads what the page loads, with the states a person sees meanwhile. */
void desk_wizard_page_show (DeskWizardPage *self);
void desk_wizard_page_hide (DeskWizardPage *self);
/* FALSE while what the page needs is being loaded or could not be loaded. */
gboolean desk_wizard_page_get_ready (DeskWizardPage *self);

/* Says every issue at its field, and in a summary above when there is more than one or when a field
 * is on another page; moves the focus to the first. NULL takes everything away. */
void desk_wizard_page_show_issues (DeskWizardPage *self, DeskIssues *issues);

void desk_wizard_page_get_confirmation (DeskWizardPage *self, DeskStepConfirmation *confirmation);
gboolean desk_wizard_page_confirm (DeskWizardPage *self);
gboolean desk_wizard_page_completed (DeskWizardPage *self, const GError *error);

/* For pages: emit the signals. */
void desk_wizard_page_proceed (DeskWizardPage *self);
void desk_wizard_page_stop (DeskWizardPage *self);
void desk_wizard_page_edit_step (DeskWizardPage *self, DeskStep step);

G_END_DECLS
