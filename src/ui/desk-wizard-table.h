/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-application.h"

G_BEGIN_DECLS

/* One step of the wizard. A new page is one line here. */
typedef struct {
  DeskStep step;
  GType (*get_type) (void); /* a DeskWizardPage */
  const char *name;         /* "identity": the child's name in the stack, for tests and pictures */
  const char *title;        /* untranslated; the caller passes it to gettext */
} DeskWizardRow;

/* The steps in order, static. */
const DeskWizardRow *desk_wizard_table_get (guint *n_rows);

/* The step on whose page @field (a path of DeskIssues) is edited; FALSE if none. */
gboolean desk_wizard_table_find_step (const char *field, DeskStep *step);

G_END_DECLS
