/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-page-form.h"

#include "desk-field-frame.h"
#include "desk-invoice-form.h"
#include "desk-model-binding.h"
#include "desk-review-text.h"

#define MAX_YEARS 3

struct _DeskPageForm {
  DeskWizardPage parent_instance;

  AdwComboRow *validity_row;
  GtkStringList *validities;
  AdwComboRow *seal_row;
  DeskInvoiceForm *invoice_form;
};

G_DEFINE_FINAL_TYPE (DeskPageForm, desk_page_form, DESK_TYPE_WIZARD_PAGE)

static void
show_validities (DeskPageForm *self)
{
  DeskApplyFlow *flow = desk_wizard_page_get_flow (DESK_WIZARD_PAGE (self));
  guint selected = adw_combo_row_get_selected (self->validity_row);
  char *texts[MAX_YEARS + 1] = { NULL };

  for (int years = 1; years <= MAX_YEARS; years++)
    texts[years - 1]
        = desk_review_text_dup_validity (years, desk_apply_flow_get_price_fen (flow, years));

  gtk_string_list_splice (self->validities, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->validities)),
                          (const char *const *) texts);
  adw_combo_row_set_selected (self->validity_row, selected < MAX_YEARS ? selected : 0);

  for (int i = 0; i < MAX_YEARS; i++)
    g_free (texts[i]);
}

static void
desk_page_form_loaded (DeskWizardPage *page)
{
  show_validities (DESK_PAGE_FORM (page));
}

static void
desk_page_form_constructed (GObject *object)
{
  DeskPageForm *self = DESK_PAGE_FORM (object);
  DeskApplyFlow *flow = desk_wizard_page_get_flow (DESK_WIZARD_PAGE (self));
  DeskApplication *application = desk_apply_flow_get_application (flow);

  G_OBJECT_CLASS (desk_page_form_parent_class)->constructed (object);

  show_validities (self);
  desk_model_bind_combo (self->validity_row, G_OBJECT (application), "validity-years", 1);
  desk_model_bind_combo (self->seal_row, G_OBJECT (application), "seal-kind", DESK_SEAL_NONE);
  desk_invoice_form_set_invoice (self->invoice_form, desk_application_get_invoice (application));
  g_object_bind_property (flow, "invoice-offered", self->invoice_form, "visible",
                          G_BINDING_SYNC_CREATE);
}

static void
desk_page_form_class_init (DeskPageFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = desk_page_form_constructed;
  DESK_WIZARD_PAGE_CLASS (klass)->loaded = desk_page_form_loaded;

  g_type_ensure (DESK_TYPE_FIELD_FRAME);
  g_type_ensure (DESK_TYPE_INVOICE_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-page-form.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPageForm, validity_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPageForm, validities);
  gtk_widget_class_bind_template_child (widget_class, DeskPageForm, seal_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPageForm, invoice_form);
}

static void
desk_page_form_init (DeskPageForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
