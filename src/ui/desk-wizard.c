/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-wizard.h"

#include "desk-adaptive-pane.h"
#include "desk-error-text.h"
#include "desk-flow-error.h"
#include "desk-notice.h"
#include "desk-page-done.h"
#include "desk-ui-dialogs.h"
#include "desk-wizard-page.h"
#include "desk-wizard-steps.h"
#include "desk-wizard-table.h"

#include <glib/gi18n-lib.h>

/* Nothing flashes for work that is done sooner. */
#define BUSY_DELAY_MS 300
#define PULSE_MS      120

struct _DeskWizard {
  GtkWidget parent_instance;

  GtkStack *view; /* "steps" or "done" */
  DeskPageDone *done_page;
  DeskWizardSteps *steps;
  GtkLabel *strip_label;
  GtkProgressBar *strip_progress;
  GtkRevealer *notice_revealer;
  DeskNotice *notice;
  GtkWidget *retry_button;
  GtkStack *pages;
  GtkProgressBar *busy_bar;
  GtkWidget *back_button;
  GtkLabel *saved_label;
  GtkLabel *missing_label;
  GtkButton *cancel_button;
  GtkButton *primary_button;

  DeskFlows *flows;        /* owned */
  DeskApplyFlow *flow;     /* owned */
  DeskWizardPage *page;    /* borrowed, nullable: the one in view */
  GCancellable *running;   /* owned, nullable: no step is being completed */
  guint busy_source;       /* 0: none; delays, then pulses */
  GtkWidget *focus_before; /* weak, nullable; had the focus when the page went insensitive */
  gboolean leaving;
};

enum {
  PROP_FLOWS = 1,
  PROP_FLOW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum { CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskWizard, desk_wizard, GTK_TYPE_WIDGET)

static DeskApplication *
get_application (DeskWizard *self)
{
  return desk_apply_flow_get_application (self->flow);
}

/* Bottom bar */

static void
update_saved (DeskWizard *self)
{
  gint64 time = desk_apply_flow_get_saved_time (self->flow);
  g_autofree char *text = NULL;

  if (desk_apply_flow_get_save_failed (self->flow)) {
    text = g_strdup (_ ("Not saved; is the disk full?"));
  } else if (!desk_apply_flow_get_online (self->flow)) {
    text = g_strdup (_ ("Offline; you can go on filling in"));
  } else if (time != 0) {
    g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time);
    g_autofree char *clock = g_date_time_format (local, "%H:%M");

    /* Translators: %s is a time of day, "10:32". */
    text = g_strdup_printf (_ ("Saved automatically %s"), clock);
  }
  gtk_label_set_label (self->saved_label, text != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->saved_label), text);
}

static void
update_bar (DeskWizard *self)
{
  gboolean busy = self->running != NULL;
  const char *missing = desk_wizard_page_get_missing (self->page);
  gboolean ready = desk_wizard_page_get_ready (self->page);

  gtk_widget_set_sensitive (self->back_button,
                            !busy && desk_wizard_page_get_step (self->page) > DESK_STEP_IDENTITY);
  gtk_widget_set_sensitive (GTK_WIDGET (self->steps), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->primary_button), !busy && ready && missing == NULL);
  gtk_button_set_label (self->primary_button, desk_wizard_page_get_primary_label (self->page));
  gtk_label_set_label (self->missing_label, ready && missing != NULL ? missing : "");
}

static void
show_notice (DeskWizard *self, const GError *error)
{
  if (g_error_matches (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_LIMITED)) {
    g_autofree char *sentence
        = desk_error_text_dup_limited (desk_apply_flow_get_retry_seconds (self->flow));

    desk_notice_show (self->notice, sentence, NULL);
  } else {
    desk_notice_show_error (self->notice, error);
  }
  gtk_revealer_set_reveal_child (self->notice_revealer, TRUE);
}

static void
hide_notice (DeskWizard *self)
{
  gtk_revealer_set_reveal_child (self->notice_revealer, FALSE);
}

/* Steps */

static void
on_edit_step (DeskWizard *self, DeskStep step)
{
  if (self->running == NULL && step <= desk_wizard_steps_get_reachable (get_application (self)))
    desk_application_set_step (get_application (self), step);
}

static void run_step (DeskWizard *self);
static void stop_step (DeskWizard *self);

static DeskWizardPage *
get_page (DeskWizard *self, DeskStep step)
{
  guint n_rows;
  const DeskWizardRow *row = &desk_wizard_table_get (&n_rows)[step];
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, row->name);

  if (page == NULL) {
    page = g_object_new (row->get_type (), "flow", self->flow, "step", step, "title",
                         _ (row->title), NULL);
    gtk_widget_set_name (page, row->name);
    g_signal_connect_object (page, "notify::missing", G_CALLBACK (update_bar), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (page, "notify::ready", G_CALLBACK (update_bar), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (page, "edit-step", G_CALLBACK (on_edit_step), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (page, "proceed", G_CALLBACK (run_step), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (page, "stop", G_CALLBACK (stop_step), self, G_CONNECT_SWAPPED);
    gtk_stack_add_named (self->pages, page, row->name);
  }

  return DESK_WIZARD_PAGE (page);
}

static void
update_strip (DeskWizard *self)
{
  int step = (int) desk_wizard_page_get_step (self->page);
  /* Translators: "Step 3 of 8: Upload and sign". */
  g_autofree char *text = g_strdup_printf (_ ("Step %d of %d: %s"), step + 1, DESK_N_STEPS,
                                           desk_wizard_page_get_title (self->page));

  gtk_label_set_label (self->strip_label, text);
  gtk_progress_bar_set_fraction (self->strip_progress, (step + 1) / (double) DESK_N_STEPS);
}

static void
show_step (DeskWizard *self)
{
  DeskWizardPage *page = get_page (self, desk_application_get_step (get_application (self)));
  DeskWizardPage *before = self->page;

  if (page == before)
    return;

  self->page = NULL;
  if (before != NULL)
    desk_wizard_page_hide (before);
  self->page = page;
  hide_notice (self);
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (page));
  update_bar (self);
  update_strip (self);
  desk_wizard_page_show (page);
  if (before != NULL)
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

static void
on_back_clicked (DeskWizard *self)
{
  DeskStep step = desk_wizard_page_get_step (self->page);

  if (self->running == NULL && step > DESK_STEP_IDENTITY)
    desk_application_set_step (get_application (self), (DeskStep) (step - 1));
}

/* Completing a step */

static void
show_issues (DeskWizard *self)
{
  DeskIssues *issues = desk_apply_flow_get_issues (self->flow);
  DeskStep here = desk_wizard_page_get_step (self->page);

  for (guint i = 0; i < desk_issues_get_size (issues); i++) {
    DeskStep step = here;

    desk_wizard_table_find_step (desk_issues_get_field (issues, i), &step);
    desk_wizard_steps_set_problem (self->steps, step, TRUE);
  }
  desk_wizard_page_show_issues (self->page, issues);
}

static gboolean
on_pulse (gpointer user_data)
{
  gtk_progress_bar_pulse (DESK_WIZARD (user_data)->busy_bar);

  return G_SOURCE_CONTINUE;
}

/* An entry that goes insensitive with the focus in it is never told that the focus left it. */
static void
take_focus_away (DeskWizard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = gtk_root_get_focus (root);

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->pages)))
    return;

  g_set_weak_pointer (&self->focus_before, focus);
  gtk_root_set_focus (root, NULL);
}

/* Unless the step led on to another page or the focus was taken meanwhile. */
static void
give_focus_back (DeskWizard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->focus_before != NULL && gtk_widget_get_mapped (self->focus_before) && root != NULL
      && gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (self->focus_before);
  g_clear_weak_pointer (&self->focus_before);
}

static gboolean
on_busy_due (gpointer user_data)
{
  DeskWizard *self = user_data;

  take_focus_away (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pages), FALSE);
  gtk_widget_set_opacity (GTK_WIDGET (self->busy_bar), 1);
  gtk_label_set_label (self->missing_label, desk_wizard_page_get_busy_sentence (self->page));
  self->busy_source = g_timeout_add (PULSE_MS, on_pulse, self);

  return G_SOURCE_REMOVE;
}

static void
set_running (DeskWizard *self, GCancellable *cancellable)
{
  g_clear_handle_id (&self->busy_source, g_source_remove);
  g_set_object (&self->running, cancellable);
  if (cancellable != NULL) {
    self->busy_source = g_timeout_add (BUSY_DELAY_MS, on_busy_due, self);
  } else {
    gtk_widget_set_sensitive (GTK_WIDGET (self->pages), TRUE);
    give_focus_back (self);
    gtk_widget_set_opacity (GTK_WIDGET (self->busy_bar), 0);
    /* A bar that was pulsed keeps the window's clock running until it is given a fraction. */
    gtk_progress_bar_set_fraction (self->busy_bar, 0);
  }
  update_bar (self);
}

static void
show_done (DeskWizard *self)
{
  DeskOrder *order = desk_apply_flow_get_order (self->flow);

  if (order != NULL)
    desk_page_done_show_order (self->done_page, order);
  gtk_stack_set_visible_child_name (self->view, "done");
  gtk_widget_grab_focus (GTK_WIDGET (self->done_page));
}

static void
on_step_completed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskWizard) self = user_data;
  g_autoptr (GError) error = NULL;
  DeskStep step;
  gboolean said;

  desk_apply_flow_complete_step_finish (self->flow, result, &error);
  if (self->page == NULL)
    return;

  step = (DeskStep) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (self->running), "desk-step"));
  set_running (self, NULL);
  said = desk_wizard_page_completed (get_page (self, step), error);

  if (error == NULL && step == DESK_STEP_REVIEW) {
    show_done (self);
  } else if (error == NULL) {
    if (desk_application_get_step (get_application (self)) == step)
      desk_application_set_step (get_application (self), (DeskStep) (step + 1));
  } else if (g_error_matches (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_FIELDS)) {
    show_issues (self);
  } else if (!said && !desk_error_text_is_silent (error)) {
    show_notice (self, error);
  }
}

static void
run_step (DeskWizard *self)
{
  g_autoptr (GCancellable) cancellable = NULL;
  DeskStepConfirmation confirmation = { NULL, NULL, NULL };
  DeskStep step = desk_wizard_page_get_step (self->page);

  if (self->running != NULL)
    return;

  hide_notice (self);
  cancellable = g_cancellable_new ();
  g_object_set_data (G_OBJECT (cancellable), "desk-step", GINT_TO_POINTER (step));
  set_running (self, cancellable);
  desk_wizard_page_get_confirmation (self->page, &confirmation);
  desk_apply_flow_complete_step_async (self->flow, step, &confirmation, cancellable,
                                       on_step_completed, g_object_ref (self));
}

static void
stop_step (DeskWizard *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
}

static void
on_primary_clicked (DeskWizard *self)
{
  DeskStep step = desk_wizard_page_get_step (self->page);

  if (self->running != NULL || desk_wizard_page_get_missing (self->page) != NULL)
    return;

  hide_notice (self);
  desk_wizard_steps_clear_problems (self->steps);
  desk_wizard_page_show_issues (self->page, NULL);
  if (!desk_apply_flow_validate (self->flow, step))
    show_issues (self);
  else if (!desk_wizard_page_confirm (self->page))
    run_step (self);
}

/* Leaving */

static void
close_wizard (DeskWizard *self, gboolean submitted)
{
  g_signal_emit (self, signals[CLOSED], 0, submitted);
}

static void
on_leave_confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskWizard) self = user_data;

  if (desk_ui_confirm_finish (result))
    close_wizard (self, FALSE);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskWizard) self = user_data;
  g_autoptr (GError) error = NULL;

  self->leaving = FALSE;
  if (desk_apply_flow_save_finish (DESK_APPLY_FLOW (source), result, &error)) {
    close_wizard (self, FALSE);
    return;
  }

  desk_ui_confirm_async (GTK_WIDGET (self), _ ("The draft could not be saved"),
                         desk_error_text_get_remedy (error), _ ("Leave without saving"),
                         DESK_CONFIRM_DESTRUCTIVE, NULL, on_leave_confirmed, g_object_ref (self));
}

void
desk_wizard_leave (DeskWizard *self)
{
  g_return_if_fail (DESK_IS_WIZARD (self));

  if (self->leaving)
    return;

  self->leaving = TRUE;
  stop_step (self);
  desk_apply_flow_save_async (self->flow, NULL, on_saved, g_object_ref (self));
}

static void
on_cancel_clicked (DeskWizard *self)
{
  if (self->running != NULL)
    stop_step (self);
  else
    desk_wizard_leave (self);
}

static void
on_done_closed (DeskWizard *self)
{
  close_wizard (self, TRUE);
}

/* Enter in a field presses the primary button. */
static void
desk_wizard_map (GtkWidget *widget)
{
  DeskWizard *self = DESK_WIZARD (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  GTK_WIDGET_CLASS (desk_wizard_parent_class)->map (widget);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_default_widget (GTK_WINDOW (root), GTK_WIDGET (self->primary_button));
}

static void
desk_wizard_unmap (GtkWidget *widget)
{
  DeskWizard *self = DESK_WIZARD (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (GTK_IS_WINDOW (root)
      && gtk_window_get_default_widget (GTK_WINDOW (root)) == GTK_WIDGET (self->primary_button))
    gtk_window_set_default_widget (GTK_WINDOW (root), NULL);
  GTK_WIDGET_CLASS (desk_wizard_parent_class)->unmap (widget);
}

/* Nobody is there any more for whom a step could go on: the next request might be made in the name
 * of another account. The wizard itself lives until the step has ended. */
static void
desk_wizard_unroot (GtkWidget *widget)
{
  stop_step (DESK_WIZARD (widget));
  GTK_WIDGET_CLASS (desk_wizard_parent_class)->unroot (widget);
}

static void
desk_wizard_constructed (GObject *object)
{
  DeskWizard *self = DESK_WIZARD (object);
  DeskApplication *application = get_application (self);

  G_OBJECT_CLASS (desk_wizard_parent_class)->constructed (object);

  desk_wizard_steps_set_application (self->steps, application);
  g_signal_connect_object (application, "notify::step", G_CALLBACK (show_step), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flow, "notify::saved-time", G_CALLBACK (update_saved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flow, "notify::save-failed", G_CALLBACK (update_saved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flow, "notify::online", G_CALLBACK (update_saved), self,
                           G_CONNECT_SWAPPED);
  show_step (self);
  update_saved (self);
}

static void
desk_wizard_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskWizard *self = DESK_WIZARD (object);

  switch (id) {
  case PROP_FLOWS:
    self->flows = g_value_dup_object (value);
    break;
  case PROP_FLOW:
    self->flow = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_wizard_dispose (GObject *object)
{
  DeskWizard *self = DESK_WIZARD (object);
  GtkWidget *child;

  g_clear_handle_id (&self->busy_source, g_source_remove);
  stop_step (self);
  g_clear_weak_pointer (&self->focus_before);
  if (self->page != NULL)
    desk_wizard_page_hide (self->page);
  self->page = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (desk_wizard_parent_class)->dispose (object);
}

static void
desk_wizard_finalize (GObject *object)
{
  DeskWizard *self = DESK_WIZARD (object);

  g_clear_object (&self->running);
  g_clear_object (&self->flow);
  g_clear_object (&self->flows);

  G_OBJECT_CLASS (desk_wizard_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-wizard.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskWizard, view);
  gtk_widget_class_bind_template_child (widget_class, DeskWizard, done_page);
  gtk_widget_class_bind_template_child (widget_class, DeskWizard, steps);
  gtk_widget_class_bind_template_child (widget_class, DeskWizard, strip_label);
  gtk_widget_class_bind_template_child (widget_class, DeskWizard, strip_progress);
  gtk_widget_class_bind_template_child (widget_class, DeskWizard, notice_revealer);
  gtk_widget_class_bind_template_child (widget_class, DeskWizard, notice);
  gtk_widget_class_bind_template_child (widget_class, DeskWizard, retry_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWizard, pages);
  gtk_widget_class_bind_template_child (widget_class, DeskWizard, busy_bar);
  gtk_widget_class_bind_template_child (widget_class, DeskWizard, back_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWizard, saved_label);
  gtk_widget_class_bind_template_child (widget_class, DeskWizard, missing_label);
  gtk_widget_class_bind_template_child (widget_class, DeskWizard, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWizard, primary_button);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_primary_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_step);
  gtk_widget_class_bind_template_callback (widget_class, on_done_closed);
}

static void
desk_wizard_class_init (DeskWizardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = desk_wizard_constructed;
  object_class->set_property = desk_wizard_set_property;
  object_class->dispose = desk_wizard_dispose;
  object_class->finalize = desk_wizard_finalize;
  widget_class->map = desk_wizard_map;
  widget_class->unmap = desk_wizard_unmap;
  widget_class->unroot = desk_wizard_unroot;

  properties[PROP_FLOWS] = g_param_spec_object ("flows", NULL, NULL, DESK_TYPE_FLOWS, flags);
  properties[PROP_FLOW] = g_param_spec_object ("flow", NULL, NULL, DESK_TYPE_APPLY_FLOW, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CLOSED] = g_signal_new ("closed", DESK_TYPE_WIZARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  g_type_ensure (DESK_TYPE_ADAPTIVE_PANE);
  g_type_ensure (DESK_TYPE_NOTICE);
  g_type_ensure (DESK_TYPE_PAGE_DONE);
  g_type_ensure (DESK_TYPE_WIZARD_STEPS);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
desk_wizard_init (DeskWizard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
desk_wizard_new (DeskFlows *flows, DeskApplyFlow *flow)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (flow), NULL);

  return g_object_new (DESK_TYPE_WIZARD, "flows", flows, "flow", flow, NULL);
}
