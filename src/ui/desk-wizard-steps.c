/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-wizard-steps.h"

#include "desk-wizard-table.h"

#include <glib/gi18n-lib.h>

typedef enum {
  MARK_AHEAD,
  MARK_HERE,
  MARK_DONE,
  MARK_PROBLEM,
} Mark;

struct _DeskWizardSteps {
  GtkWidget parent_instance;

  GtkWidget *buttons[DESK_N_STEPS]; /* children */
  GtkLabel *marks[DESK_N_STEPS];    /* borrowed, in the buttons */
  gboolean problems[DESK_N_STEPS];

  DeskApplication *application; /* owned, nullable */
};

enum { ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskWizardSteps, desk_wizard_steps, GTK_TYPE_WIDGET)

static const char *const mark_texts[] = {
  [MARK_AHEAD] = "",
  [MARK_HERE] = "",
  [MARK_DONE] = "✓",
  [MARK_PROBLEM] = "!",
};

static const char *const mark_classes[] = {
  [MARK_AHEAD] = "ahead",
  [MARK_HERE] = "here",
  [MARK_DONE] = "done",
  [MARK_PROBLEM] = "problem",
};

static const char *
get_mark_word (Mark mark)
{
  switch (mark) {
  case MARK_HERE:
    return _ ("current step");
  case MARK_DONE:
    return _ ("done");
  case MARK_PROBLEM:
    return _ ("something is to be corrected");
  case MARK_AHEAD:
  default:
    return _ ("still ahead");
  }
}

static gboolean
is_valid (DeskApplication *application, DeskStep step)
{
  g_autoptr (DeskIssues) issues = desk_issues_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, (GDateDay) g_date_time_get_day_of_month (now),
                  (GDateMonth) g_date_time_get_month (now), (GDateYear) g_date_time_get_year (now));
  desk_application_validate_step (application, step, g_date_get_julian (&today), issues);

  return desk_issues_get_size (issues) == 0;
}

/* What a step leaves behind. A later change can take it back: another name needs another check,
 * another signature another contract. */
static gboolean
is_done (DeskApplication *application, DeskStep step)
{
  switch (step) {
  case DESK_STEP_IDENTITY:
    return desk_application_get_identity_check_id (application) != NULL;
  case DESK_STEP_CONSENT:
    return desk_application_get_consent_time (application) != 0;
  case DESK_STEP_EVIDENCE:
    return desk_application_get_contract_sha256 (application) != NULL;
  case DESK_STEP_CONTRACT:
    return desk_application_get_contract_read (application);
  case DESK_STEP_FORM:
  case DESK_STEP_DELIVERY:
  case DESK_STEP_ATTACHMENTS:
  case DESK_STEP_REVIEW:
  default:
    return is_valid (application, step);
  }
}

DeskStep
desk_wizard_steps_get_reachable (DeskApplication *application)
{
  DeskStep furthest = desk_application_get_furthest_step (application);
  int step = DESK_STEP_IDENTITY;

  while (step < (int) furthest && is_done (application, (DeskStep) step))
    step++;

  return (DeskStep) step;
}

static Mark
find_mark (DeskWizardSteps *self, DeskStep step, DeskStep reachable)
{
  if (self->problems[step])
    return MARK_PROBLEM;
  if (step == desk_application_get_step (self->application))
    return MARK_HERE;

  return step < reachable ? MARK_DONE : MARK_AHEAD;
}

static void
show_mark (DeskWizardSteps *self, DeskStep step, Mark mark)
{
  GtkWidget *label = GTK_WIDGET (self->marks[step]);
  gboolean here = step == desk_application_get_step (self->application);

  for (size_t i = 0; i < G_N_ELEMENTS (mark_classes); i++)
    gtk_widget_remove_css_class (label, mark_classes[i]);
  gtk_widget_add_css_class (label, mark_classes[mark]);
  gtk_label_set_label (self->marks[step], mark_texts[mark]);

  if (here)
    gtk_widget_add_css_class (self->buttons[step], "here");
  else
    gtk_widget_remove_css_class (self->buttons[step], "here");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[step]),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, get_mark_word (mark), -1);
}

static void
update (DeskWizardSteps *self)
{
  DeskStep reachable = desk_wizard_steps_get_reachable (self->application);

  for (int i = 0; i < DESK_N_STEPS; i++) {
    DeskStep step = (DeskStep) i;

    show_mark (self, step, find_mark (self, step, reachable));
    gtk_widget_set_sensitive (self->buttons[i], step <= reachable);
  }
}

static void
on_clicked (GtkButton *button, gpointer user_data)
{
  DeskWizardSteps *self = user_data;

  for (int i = 0; i < DESK_N_STEPS; i++) {
    if (self->buttons[i] == GTK_WIDGET (button))
      g_signal_emit (self, signals[ACTIVATED], 0, i);
  }
}

static void
add_step (DeskWizardSteps *self, const DeskWizardRow *row)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *mark = gtk_label_new (NULL);
  GtkWidget *title = gtk_label_new (_ (row->title));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (mark, "step-mark");
  gtk_box_append (GTK_BOX (line), mark);
  gtk_box_append (GTK_BOX (line), title);
  gtk_button_set_child (GTK_BUTTON (button), line);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "step");
  gtk_widget_set_name (button, row->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (row->title), -1);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), self);
  gtk_widget_set_parent (button, GTK_WIDGET (self));

  self->buttons[row->step] = button;
  self->marks[row->step] = GTK_LABEL (mark);
}

static void
desk_wizard_steps_dispose (GObject *object)
{
  DeskWizardSteps *self = DESK_WIZARD_STEPS (object);

  if (self->application != NULL)
    g_signal_handlers_disconnect_by_data (self->application, self);
  g_clear_object (&self->application);
  for (int i = 0; i < DESK_N_STEPS; i++)
    g_clear_pointer (&self->buttons[i], gtk_widget_unparent);

  G_OBJECT_CLASS (desk_wizard_steps_parent_class)->dispose (object);
}

static void
desk_wizard_steps_class_init (DeskWizardStepsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_wizard_steps_dispose;

  signals[ACTIVATED] = g_signal_new ("activated", DESK_TYPE_WIZARD_STEPS, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, DESK_TYPE_STEP);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "wizardsteps");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
desk_wizard_steps_init (DeskWizardSteps *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  guint n_rows;
  const DeskWizardRow *rows = desk_wizard_table_get (&n_rows);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 3);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Steps"),
                                  -1);
  for (guint i = 0; i < n_rows; i++)
    add_step (self, &rows[i]);
}

void
desk_wizard_steps_set_application (DeskWizardSteps *self, DeskApplication *application)
{
  g_return_if_fail (DESK_IS_WIZARD_STEPS (self));
  g_return_if_fail (DESK_IS_APPLICATION (application));
  g_return_if_fail (self->application == NULL);

  self->application = g_object_ref (application);
  g_signal_connect_swapped (application, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (application, "notify::step", G_CALLBACK (update), self);
  update (self);
}

void
desk_wizard_steps_set_problem (DeskWizardSteps *self, DeskStep step, gboolean problem)
{
  g_return_if_fail (DESK_IS_WIZARD_STEPS (self));
  g_return_if_fail (step < DESK_N_STEPS);

  self->problems[step] = problem;
  update (self);
}

void
desk_wizard_steps_clear_problems (DeskWizardSteps *self)
{
  g_return_if_fail (DESK_IS_WIZARD_STEPS (self));

  for (int i = 0; i < DESK_N_STEPS; i++)
    self->problems[i] = FALSE;
  update (self);
}
