/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-page-review.h"

#include "desk-mask.h"
#include "desk-review-text.h"

#include <glib/gi18n-lib.h>

struct _DeskPageReview {
  DeskWizardPage parent_instance;

  GtkBox *blocks;
};

G_DEFINE_FINAL_TYPE (DeskPageReview, desk_page_review, DESK_TYPE_WIZARD_PAGE)

static void
on_change_clicked (GtkButton *button, gpointer user_data)
{
  DeskStep step = (DeskStep) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "desk-step"));

  desk_wizard_page_edit_step (user_data, step);
}

static AdwPreferencesGroup *
add_block (DeskPageReview *self, const char *title, DeskStep step)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Change"));
  /* Translators: %s is the heading of a block of the application. */
  g_autofree char *label = g_strdup_printf (_ ("Change: %s"), title);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data (G_OBJECT (button), "desk-step", GINT_TO_POINTER (step));
  g_signal_connect (button, "clicked", G_CALLBACK (on_change_clicked), self);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  gtk_box_append (self->blocks, group);

  return ADW_PREFERENCES_GROUP (group);
}

static void
add_fact (AdwPreferencesGroup *group, const char *name, const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (value);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_widget_add_css_class (label, "numeric");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (group, row);
}

static void
show_applicant (DeskPageReview *self, DeskApplicant *applicant)
{
  AdwPreferencesGroup *group = add_block (self, _ ("Applicant"), DESK_STEP_IDENTITY);
  g_autofree char *name = desk_applicant_dup_name_normalised (applicant);
  g_autofree char *id_number = desk_applicant_dup_id_number_normalised (applicant);
  g_autofree char *mobile = desk_applicant_dup_mobile_normalised (applicant);
  g_autofree char *masked_name = desk_mask_name (name);
  g_autofree char *masked_id_number = desk_mask_id_number (id_number);
  g_autofree char *masked_mobile = desk_mask_phone (mobile);

  add_fact (group, _ ("Name"), masked_name);
  add_fact (group, _ ("Document"),
            desk_review_text_get_id_type (desk_applicant_get_id_type (applicant)));
  add_fact (group, _ ("Document number"), masked_id_number);
  add_fact (group, _ ("Mobile number"), masked_mobile);
}

static void
show_evidence (DeskPageReview *self, DeskApplication *application)
{
  AdwPreferencesGroup *group = add_block (self, _ ("Contract"), DESK_STEP_EVIDENCE);

  add_fact (group, _ ("Pictures of the ID card"), desk_review_text_get_pictures (application));
  add_fact (group, _ ("Handwritten signature"),
            desk_application_get_ink_confirmed (application) ? _ ("Confirmed") : _ ("Missing"));
  add_fact (group, _ ("Contract"),
            desk_application_get_contract_read (application) ? _ ("Signed and read")
                                                             : _ ("Not read yet"));
}

static void
show_product (DeskPageReview *self, DeskApplication *application)
{
  DeskApplyFlow *flow = desk_wizard_page_get_flow (DESK_WIZARD_PAGE (self));
  AdwPreferencesGroup *group = add_block (self, _ ("Certificate and seal"), DESK_STEP_FORM);
  int years = desk_application_get_validity_years (application);
  g_autofree char *validity
      = desk_review_text_dup_validity (years, desk_apply_flow_get_price_fen (flow, years));

  add_fact (group, _ ("Validity"), validity);
  add_fact (group, _ ("Electronic seal"),
            desk_review_text_get_seal (desk_application_get_seal_kind (application)));
  if (desk_apply_flow_get_invoice_offered (flow)) {
    g_autofree char *invoice
        = desk_review_text_dup_invoice (desk_application_get_invoice (application));

    add_fact (group, _ ("Invoice"), invoice);
  }
}

static void
show_delivery (DeskPageReview *self, DeskDelivery *delivery)
{
  DeskApplyFlow *flow = desk_wizard_page_get_flow (DESK_WIZARD_PAGE (self));
  AdwPreferencesGroup *group = add_block (self, _ ("Collection"), DESK_STEP_DELIVERY);
  g_autofree char *recipient = desk_mask_name (desk_delivery_get_recipient (delivery));
  g_autofree char *phone = desk_mask_phone (desk_delivery_get_phone (delivery));

  if (desk_delivery_get_method (delivery) == DESK_DELIVERY_COLLECT) {
    g_autofree char *branch = desk_review_text_dup_branch (desk_apply_flow_get_branches (flow),
                                                           desk_delivery_get_branch (delivery));

    add_fact (group, _ ("Collect in person"), branch);
    return;
  }

  add_fact (group, _ ("By mail"),
            desk_review_text_get_carrier (desk_delivery_get_carrier (delivery)));
  add_fact (group, _ ("Recipient"), recipient);
  add_fact (group, _ ("Recipient’s telephone"), phone);
  /* The street stays unsaid: whoever looks over the shoulder need not learn it. */
  add_fact (group, _ ("Province, city and county"), desk_delivery_get_region (delivery));
}

static void
desk_page_review_shown (DeskWizardPage *page)
{
  DeskPageReview *self = DESK_PAGE_REVIEW (page);
  DeskApplication *application = desk_wizard_page_get_application (page);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->blocks))) != NULL)
    gtk_box_remove (self->blocks, child);

  show_applicant (self, desk_application_get_applicant (application));
  show_evidence (self, application);
  show_product (self, application);
  show_delivery (self, desk_application_get_delivery (application));
}

static void
desk_page_review_class_init (DeskPageReviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  DESK_WIZARD_PAGE_CLASS (klass)->shown = desk_page_review_shown;
  DESK_WIZARD_PAGE_CLASS (klass)->loaded = desk_page_review_shown;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-page-review.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPageReview, blocks);
}

static void
desk_page_review_init (DeskPageReview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
