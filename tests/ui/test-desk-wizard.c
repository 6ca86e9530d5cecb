/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-field-row.h"
#include "desk-flow-error.h"
#include "desk-test-flow.h"
#include "desk-ui-test.h"
#include "desk-wizard-steps.h"
#include "desk-wizard.h"

/* The wizard as a person uses it, with a flow that answers what the test wants. */

typedef struct {
  DeskApplyFlow *flow;          /* owned */
  DeskApplication *application; /* borrowed */
  GtkWindow *window;
  GtkWidget *wizard;
  int n_closed;
  gboolean submitted;
} Fixture;

static void
on_closed (GtkWidget *wizard, gboolean submitted, Fixture *fixture)
{
  fixture->n_closed++;
  fixture->submitted = submitted;
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->flow = desk_test_flow_new ();
  fixture->application = desk_apply_flow_get_application (fixture->flow);
  desk_test_flow_fill (fixture->flow, (DeskStep) GPOINTER_TO_INT (user_data));
  fixture->wizard = desk_wizard_new (NULL, fixture->flow);
  g_signal_connect (fixture->wizard, "closed", G_CALLBACK (on_closed), fixture);
  fixture->window = desk_ui_test_show (fixture->wizard, 1080, 720);
  desk_ui_test_settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  desk_ui_test_close (fixture->window);
  g_assert_finalize_object (fixture->flow);
}

static GtkWidget *
find_row (Fixture *fixture, const char *field)
{
  return desk_field_widgets_find (fixture->wizard, field);
}

static GtkWidget *
get_primary (Fixture *fixture)
{
  return desk_ui_test_find_named (fixture->wizard, "primary");
}

static gboolean
has_focus_within (Fixture *fixture, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->window);

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static DeskStep
get_step (Fixture *fixture)
{
  return desk_application_get_step (fixture->application);
}

static void
test_error_at_field (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *row = find_row (fixture, "applicant.id_number");

  desk_ui_test_fill (row, "110101199003077513");
  desk_ui_test_click (get_primary (fixture));
  DESK_UI_WAIT (desk_field_row_get_error (DESK_FIELD_ROW (row)) != NULL);

  g_assert_true (has_focus_within (fixture, row));
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_true (desk_ui_test_has_text (row, desk_field_row_get_error (DESK_FIELD_ROW (row))));
  g_assert_null (desk_field_row_get_error (DESK_FIELD_ROW (find_row (fixture, "applicant.name"))));
  g_assert_cmpint (get_step (fixture), ==, DESK_STEP_IDENTITY);
  desk_ui_test_screenshot (fixture->window, "wizard-identity-error");

  /* One error needs no summary; typing takes it away. */
  g_assert_false (desk_ui_test_has_text (fixture->wizard, "Please correct the following:"));
  desk_ui_test_fill (row, "110101199003077512");
  g_assert_null (desk_field_row_get_error (DESK_FIELD_ROW (row)));
}

static void
test_several_errors (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *name = find_row (fixture, "applicant.name");
  GtkWidget *mobile = find_row (fixture, "applicant.mobile");

  desk_ui_test_fill (name, "");
  desk_ui_test_fill (mobile, "12345");
  desk_ui_test_click (get_primary (fixture));
  DESK_UI_WAIT (desk_field_row_get_error (DESK_FIELD_ROW (mobile)) != NULL);
  desk_ui_test_settle ();

  g_assert_nonnull (desk_field_row_get_error (DESK_FIELD_ROW (name)));
  g_assert_true (has_focus_within (fixture, name));
  desk_ui_test_screenshot (fixture->window, "wizard-identity-errors");

  /* A line of the summary leads to its field. */
  desk_ui_test_click (desk_ui_test_find (fixture->wizard, GTK_TYPE_BUTTON,
                                         desk_field_row_get_error (DESK_FIELD_ROW (mobile))));
  DESK_UI_WAIT (has_focus_within (fixture, mobile));
}

static void
test_enter_completes (Fixture *fixture, gconstpointer user_data)
{
  desk_ui_test_click (find_row (fixture, "applicant.mobile"));
  desk_ui_test_key (GDK_KEY_Return, 0);
  DESK_UI_WAIT (get_step (fixture) == DESK_STEP_CONSENT);
  g_assert_cmpuint (desk_test_flow_get_n_completed (fixture->flow), ==, 1);
}

static void
test_unreachable (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *retry;

  desk_test_flow_fail_next (fixture->flow, DESK_FLOW_ERROR_UNREACHABLE);
  desk_test_flow_set_online (fixture->flow, FALSE);
  desk_ui_test_click (get_primary (fixture));
  DESK_UI_WAIT (desk_ui_test_find_named (fixture->wizard, "retry") != NULL
                && gtk_widget_get_mapped (desk_ui_test_find_named (fixture->wizard, "retry")));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture->window, "wizard-unreachable");
  desk_ui_test_audit_clipping (fixture->wizard);
  g_assert_cmpint (get_step (fixture), ==, DESK_STEP_IDENTITY);

  retry = desk_ui_test_find_named (fixture->wizard, "retry");
  desk_ui_test_click (retry);
  DESK_UI_WAIT (get_step (fixture) == DESK_STEP_CONSENT);
  desk_ui_test_settle ();
  g_assert_false (gtk_widget_get_mapped (retry));
}

static void
test_cancel_running (Fixture *fixture, gconstpointer user_data)
{
  desk_test_flow_set_held (fixture->flow, TRUE);
  desk_ui_test_click (get_primary (fixture));
  DESK_UI_WAIT (desk_apply_flow_get_busy (fixture->flow));
  DESK_UI_WAIT (!gtk_widget_is_sensitive (find_row (fixture, "applicant.name")));
  desk_ui_test_screenshot (fixture->window, "wizard-busy");
  DESK_UI_WAIT (!desk_ui_test_comes_to_rest ());
  g_assert_false (gtk_widget_is_sensitive (get_primary (fixture)));

  desk_ui_test_click (desk_ui_test_find_named (fixture->wizard, "cancel"));
  DESK_UI_WAIT (!desk_apply_flow_get_busy (fixture->flow));
  /* The bar that was pulsed does not go on behind the scenes. */
  g_assert_true (desk_ui_test_comes_to_rest ());
  DESK_UI_WAIT (gtk_widget_is_sensitive (find_row (fixture, "applicant.name")));
  g_assert_true (gtk_widget_is_sensitive (get_primary (fixture)));
  g_assert_cmpint (fixture->n_closed, ==, 0);
  g_assert_cmpint (get_step (fixture), ==, DESK_STEP_IDENTITY);
}

/* As when the applicant signs out. */
static void
test_taken_away (Fixture *fixture, gconstpointer user_data)
{
  desk_test_flow_set_held (fixture->flow, TRUE);
  desk_ui_test_click (get_primary (fixture));
  DESK_UI_WAIT (desk_apply_flow_get_busy (fixture->flow));

  adw_window_set_content (ADW_WINDOW (fixture->window), NULL);
  DESK_UI_WAIT (!desk_apply_flow_get_busy (fixture->flow));
  g_assert_cmpuint (desk_test_flow_get_n_completed (fixture->flow), ==, 0);
  g_assert_cmpint (fixture->n_closed, ==, 0);
}

static void
test_leave (Fixture *fixture, gconstpointer user_data)
{
  desk_ui_test_click (desk_ui_test_find_named (fixture->wizard, "cancel"));
  DESK_UI_WAIT (fixture->n_closed == 1);
  g_assert_false (fixture->submitted);
  g_assert_cmpuint (desk_test_flow_get_n_saved (fixture->flow), ==, 1);
}

static void
test_back_and_forth (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *recipient;

  desk_ui_test_fill (find_row (fixture, "delivery.recipient"), "李四");
  desk_ui_test_click (desk_ui_test_find_named (fixture->wizard, "back"));
  DESK_UI_WAIT (get_step (fixture) == DESK_STEP_FORM);
  desk_ui_test_settle ();
  desk_ui_test_click (get_primary (fixture));
  DESK_UI_WAIT (get_step (fixture) == DESK_STEP_DELIVERY);
  recipient = find_row (fixture, "delivery.recipient");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (recipient)), ==, "李四");

  /* A step that was done can be gone to; one ahead cannot. */
  desk_ui_test_settle ();
  desk_ui_test_click (desk_ui_test_find_named (fixture->wizard, "identity"));
  DESK_UI_WAIT (get_step (fixture) == DESK_STEP_IDENTITY);
  g_assert_false (gtk_widget_is_sensitive (desk_ui_test_find_named (fixture->wizard, "review")));
}

static void
test_lost_step (Fixture *fixture, gconstpointer user_data)
{
  /* Another name needs another check: what comes after it is ahead again. */
  g_assert_cmpint (desk_wizard_steps_get_reachable (fixture->application), ==, DESK_STEP_DELIVERY);
  desk_applicant_set_name (desk_application_get_applicant (fixture->application), "王五");
  g_assert_cmpint (desk_wizard_steps_get_reachable (fixture->application), ==, DESK_STEP_IDENTITY);
}

static void
test_evidence_missing (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *code = find_row (fixture, "sms_code");

  g_assert_false (gtk_widget_is_sensitive (get_primary (fixture)));
  desk_ui_test_fill (code, "123456");
  DESK_UI_WAIT (gtk_widget_is_sensitive (get_primary (fixture)));

  desk_ink_undo (desk_application_get_ink (fixture->application));
  DESK_UI_WAIT (!gtk_widget_is_sensitive (get_primary (fixture)));
  desk_application_set_ink_confirmed (fixture->application, TRUE);
  DESK_UI_WAIT (gtk_widget_is_sensitive (get_primary (fixture)));

  desk_test_flow_fail_next (fixture->flow, DESK_FLOW_ERROR_CODE_WRONG);
  desk_ui_test_click (get_primary (fixture));
  DESK_UI_WAIT (desk_field_row_get_error (DESK_FIELD_ROW (code)) != NULL);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture->window, "wizard-evidence-code-wrong");
  desk_ui_test_click (get_primary (fixture));
  DESK_UI_WAIT (get_step (fixture) == DESK_STEP_CONTRACT);
  g_assert_cmpstr (desk_test_flow_get_sms_code (fixture->flow), ==, "123456");
}

static GtkWidget *
type_pin (Fixture *fixture, const char *pin)
{
  GtkWidget *dialog;

  DESK_UI_WAIT (desk_ui_test_find_dialog (fixture->window) != NULL);
  dialog = GTK_WIDGET (desk_ui_test_find_dialog (fixture->window));
  DESK_UI_WAIT (gtk_window_is_active (GTK_WINDOW (dialog)));
  desk_ui_test_settle ();
  desk_ui_test_type (pin);
  desk_ui_test_key (GDK_KEY_Return, 0);

  return dialog;
}

static void
test_sign_with_key (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *ukey = desk_ui_test_find_named (fixture->wizard, "sign-with-ukey");
  GtkWidget *dialog;

  desk_ui_test_click (ukey);
  DESK_UI_WAIT (desk_application_get_signing_mode (fixture->application) == DESK_SIGNING_UKEY);
  desk_ui_test_settle ();
  g_assert_false (gtk_widget_is_sensitive (get_primary (fixture)));
  desk_test_flow_set_key (fixture->flow, TRUE);
  DESK_UI_WAIT (gtk_widget_is_sensitive (get_primary (fixture)));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture->window, "wizard-evidence-ukey");

  desk_test_flow_fail_next_by_key (fixture->flow, DESK_KEY_STATE_PIN_WRONG, DESK_PIN_USE_MAYBE);
  desk_ui_test_click (get_primary (fixture));
  dialog = type_pin (fixture, "654321");
  DESK_UI_WAIT (desk_test_flow_get_pin (fixture->flow) != NULL);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (GTK_WINDOW (dialog), "wizard-pin-wrong");
  g_assert_true (gtk_widget_get_mapped (dialog));
  g_assert_cmpint (get_step (fixture), ==, DESK_STEP_EVIDENCE);

  type_pin (fixture, "111111");
  DESK_UI_WAIT (get_step (fixture) == DESK_STEP_CONTRACT);
  g_assert_cmpstr (desk_secret_get_data (desk_test_flow_get_pin (fixture->flow)), ==, "111111");
  DESK_UI_WAIT (desk_ui_test_find_dialog (fixture->window) == NULL);
}

static void
test_pin_cancelled (Fixture *fixture, gconstpointer user_data)
{
  desk_application_set_signing_mode (fixture->application, DESK_SIGNING_UKEY);
  desk_test_flow_set_key (fixture->flow, TRUE);
  DESK_UI_WAIT (gtk_widget_is_sensitive (get_primary (fixture)));
  desk_ui_test_click (get_primary (fixture));
  DESK_UI_WAIT (desk_ui_test_find_dialog (fixture->window) != NULL);
  desk_ui_test_settle ();
  desk_ui_test_key (GDK_KEY_Escape, 0);
  DESK_UI_WAIT (desk_ui_test_find_dialog (fixture->window) == NULL);
  g_assert_cmpint (get_step (fixture), ==, DESK_STEP_EVIDENCE);
  g_assert_true (gtk_widget_is_sensitive (get_primary (fixture)));
}

static void
test_submit (Fixture *fixture, gconstpointer user_data)
{
  desk_ui_test_click (get_primary (fixture));
  DESK_UI_WAIT (desk_ui_test_has_text (fixture->wizard, "NM2026112200001"));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture->window, "wizard-done");
  desk_ui_test_audit_names (fixture->wizard);
  g_assert_cmpint (fixture->n_closed, ==, 0);
  desk_ui_test_key (GDK_KEY_space, 0);
  DESK_UI_WAIT (fixture->n_closed == 1);
  g_assert_true (fixture->submitted);
}

static void
test_issue_elsewhere (Fixture *fixture, gconstpointer user_data)
{
  /* The mobile is said to be wrong by a flow that validates nothing of it on this page. */
  desk_delivery_set_address (desk_application_get_delivery (fixture->application), "");
  desk_ui_test_click (get_primary (fixture));
  DESK_UI_WAIT (get_step (fixture) == DESK_STEP_REVIEW);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture->window, "wizard-review-issue");
}

static void
add_test (const char *name, DeskStep step, void (*run) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/ui/wizard/%s", name);

  g_test_add (path, Fixture, GINT_TO_POINTER (step), set_up, run, tear_down);
}

int
main (int argc, char *argv[])
{
  desk_ui_test_init (&argc, &argv);

  add_test ("error-at-field", DESK_STEP_IDENTITY, test_error_at_field);
  add_test ("several-errors", DESK_STEP_IDENTITY, test_several_errors);
  add_test ("enter-completes", DESK_STEP_IDENTITY, test_enter_completes);
  add_test ("unreachable", DESK_STEP_IDENTITY, test_unreachable);
  add_test ("cancel-running", DESK_STEP_IDENTITY, test_cancel_running);
  add_test ("taken-away", DESK_STEP_IDENTITY, test_taken_away);
  add_test ("leave", DESK_STEP_IDENTITY, test_leave);
  add_test ("back-and-forth", DESK_STEP_DELIVERY, test_back_and_forth);
  add_test ("lost-step", DESK_STEP_DELIVERY, test_lost_step);
  add_test ("evidence-missing", DESK_STEP_EVIDENCE, test_evidence_missing);
  add_test ("sign-with-key", DESK_STEP_EVIDENCE, test_sign_with_key);
  add_test ("pin-cancelled", DESK_STEP_EVIDENCE, test_pin_cancelled);
  add_test ("submit", DESK_STEP_REVIEW, test_submit);
  add_test ("issue-elsewhere", DESK_STEP_REVIEW, test_issue_elsewhere);

  return g_test_run ();
}
