/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-field-row.h"
#include "desk-invoice-form.h"
#include "desk-test-flow.h"
#include "desk-ui-test.h"
#include "desk-wizard-table.h"
#include "desk-wizard.h"

/* Invoice and delivery: what appears when, and that nothing typed is lost. */

typedef struct {
  DeskApplyFlow *flow;          /* owned */
  DeskApplication *application; /* borrowed */
  GtkWindow *window;
  GtkWidget *wizard;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->flow = desk_test_flow_new ();
  fixture->application = desk_apply_flow_get_application (fixture->flow);
  desk_test_flow_fill (fixture->flow, (DeskStep) GPOINTER_TO_INT (user_data));
  fixture->wizard = desk_wizard_new (NULL, fixture->flow);
  fixture->window = desk_ui_test_show (fixture->wizard, 1080, 960);
  desk_ui_test_settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  desk_ui_test_close (fixture->window);
  g_assert_finalize_object (fixture->flow);
}

static gboolean
is_shown (Fixture *fixture, const char *field)
{
  return gtk_widget_get_mapped (desk_field_widgets_find (fixture->wizard, field));
}

static void
test_invoice (Fixture *fixture, gconstpointer user_data)
{
  DeskInvoice *invoice = desk_application_get_invoice (fixture->application);
  GtkWidget *title = desk_field_widgets_find (fixture->wizard, "invoice.title");

  g_assert_false (is_shown (fixture, "invoice.title"));
  desk_ui_test_click (desk_ui_test_find_named (fixture->wizard, "invoice-yes"));
  DESK_UI_WAIT (desk_invoice_get_kind (invoice) == DESK_INVOICE_ORDINARY);
  desk_ui_test_settle ();
  g_assert_true (is_shown (fixture, "invoice.title"));
  g_assert_true (is_shown (fixture, "invoice.email"));
  g_assert_false (is_shown (fixture, "invoice.tax_number"));
  g_assert_false (is_shown (fixture, "invoice.bank"));
  desk_ui_test_fill (title, "张三");

  desk_invoice_set_kind (invoice, DESK_INVOICE_SPECIAL);
  desk_invoice_set_buyer_kind (invoice, DESK_BUYER_ORGANISATION);
  desk_ui_test_settle ();
  g_assert_true (is_shown (fixture, "invoice.tax_number"));
  g_assert_true (is_shown (fixture, "invoice.address"));
  g_assert_true (is_shown (fixture, "invoice.phone"));
  g_assert_true (is_shown (fixture, "invoice.bank"));

  desk_ui_test_click (desk_ui_test_find_named (fixture->wizard, "primary"));
  DESK_UI_WAIT (desk_field_row_get_error (
                    DESK_FIELD_ROW (desk_field_widgets_find (fixture->wizard, "invoice.bank")))
                != NULL);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture->window, "wizard-form-special-errors");
  g_assert_cmpint (desk_application_get_step (fixture->application), ==, DESK_STEP_FORM);

  desk_ui_test_click (desk_ui_test_find_named (fixture->wizard, "invoice-no"));
  DESK_UI_WAIT (desk_invoice_get_kind (invoice) == DESK_INVOICE_NONE);
  desk_ui_test_settle ();
  g_assert_false (is_shown (fixture, "invoice.title"));
  g_assert_cmpstr (desk_invoice_get_title (invoice), ==, "张三");
}

static void
test_no_invoice_offered (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *form = desk_ui_test_find (fixture->wizard, DESK_TYPE_INVOICE_FORM, NULL);

  g_assert_nonnull (form);
  desk_test_flow_set_invoice_offered (fixture->flow, FALSE);
  desk_ui_test_settle ();
  g_assert_false (gtk_widget_get_mapped (form));
}

static void
test_validity (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *row = desk_ui_test_find_named (fixture->wizard, "validity");

  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  g_assert_cmpint (desk_application_get_validity_years (fixture->application), ==, 3);
  desk_application_set_validity_years (fixture->application, 2);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 1);

  /* Prices that are loaded again change no choice. */
  desk_application_set_step (fixture->application, DESK_STEP_DELIVERY);
  desk_ui_test_settle ();
  desk_application_set_step (fixture->application, DESK_STEP_FORM);
  desk_ui_test_settle ();
  g_assert_cmpint (desk_application_get_validity_years (fixture->application), ==, 2);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 1);
}

static void
test_collect (Fixture *fixture, gconstpointer user_data)
{
  DeskDelivery *delivery = desk_application_get_delivery (fixture->application);

  g_assert_true (is_shown (fixture, "delivery.recipient"));
  desk_ui_test_click (desk_ui_test_find_named (fixture->wizard, "collect"));
  DESK_UI_WAIT (desk_delivery_get_method (delivery) == DESK_DELIVERY_COLLECT);
  desk_ui_test_settle ();
  g_assert_false (is_shown (fixture, "delivery.recipient"));

  desk_ui_test_click (desk_ui_test_find_named (fixture->wizard, "primary"));
  DESK_UI_WAIT (gtk_widget_has_css_class (
      desk_field_widgets_find (fixture->wizard, "delivery.branch"), "error"));
  desk_ui_test_screenshot (fixture->window, "wizard-delivery-branch-missing");

  desk_ui_test_click (desk_ui_test_find (fixture->wizard, ADW_TYPE_ACTION_ROW, "包头受理点"));
  DESK_UI_WAIT (g_strcmp0 (desk_delivery_get_branch (delivery), "baotou") == 0);
  desk_ui_test_click (desk_ui_test_find_named (fixture->wizard, "primary"));
  DESK_UI_WAIT (desk_application_get_step (fixture->application) == DESK_STEP_ATTACHMENTS);
}

static void
test_find_step (void)
{
  DeskStep step;

  g_assert_true (desk_wizard_table_find_step ("applicant.name", &step));
  g_assert_cmpint (step, ==, DESK_STEP_IDENTITY);
  g_assert_true (desk_wizard_table_find_step ("attachments.id_back", &step));
  g_assert_cmpint (step, ==, DESK_STEP_EVIDENCE);
  g_assert_true (desk_wizard_table_find_step ("attachments.handheld", &step));
  g_assert_cmpint (step, ==, DESK_STEP_ATTACHMENTS);
  g_assert_true (desk_wizard_table_find_step ("invoice.title", &step));
  g_assert_cmpint (step, ==, DESK_STEP_FORM);
  g_assert_false (desk_wizard_table_find_step ("unheard.of", &step));
}

static void
test_keyboard (Fixture *fixture, gconstpointer user_data)
{
  desk_ui_test_audit_keyboard (fixture->window);
}

int
main (int argc, char *argv[])
{
  gpointer form = GINT_TO_POINTER (DESK_STEP_FORM);
  gpointer delivery = GINT_TO_POINTER (DESK_STEP_DELIVERY);

  desk_ui_test_init (&argc, &argv);

  g_test_add ("/ui/form/invoice", Fixture, form, set_up, test_invoice, tear_down);
  g_test_add ("/ui/form/no-invoice-offered", Fixture, form, set_up, test_no_invoice_offered,
              tear_down);
  g_test_add ("/ui/form/validity", Fixture, form, set_up, test_validity, tear_down);
  g_test_add ("/ui/form/keyboard", Fixture, form, set_up, test_keyboard, tear_down);
  g_test_add ("/ui/delivery/collect", Fixture, delivery, set_up, test_collect, tear_down);
  g_test_add ("/ui/delivery/keyboard", Fixture, delivery, set_up, test_keyboard, tear_down);
  g_test_add_func ("/ui/wizard-table/find-step", test_find_step);

  return g_test_run ();
}
