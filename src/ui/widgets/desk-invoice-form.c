/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-invoice-form.h"

#include "desk-field-frame.h"
#include "desk-field-row.h"

struct _DeskInvoiceForm {
  GtkWidget parent_instance;

  GtkCheckButton *wanted_check;
  GtkCheckButton *unwanted_check;
  GtkWidget *details;
  AdwComboRow *kind_row;
  AdwComboRow *buyer_row;
  DeskFieldRow *title_row;
  DeskFieldRow *email_row;
  DeskFieldRow *tax_number_row;
  DeskFieldRow *address_row;
  DeskFieldRow *phone_row;
  DeskFieldRow *bank_row;
  DeskFieldRow *account_row;

  DeskInvoice *invoice; /* owned, nullable */
  gboolean updating;    /* widgets follow the model, not the other way round */
};

G_DEFINE_FINAL_TYPE (DeskInvoiceForm, desk_invoice_form, GTK_TYPE_WIDGET)

/* The order of the template's choices. */
enum { POSITION_ORDINARY, POSITION_SPECIAL };

static void
show_rows (DeskInvoiceForm *self)
{
  gboolean special = desk_invoice_get_kind (self->invoice) == DESK_INVOICE_SPECIAL;
  gboolean organisation = desk_invoice_get_buyer_kind (self->invoice) == DESK_BUYER_ORGANISATION;

  gtk_widget_set_visible (GTK_WIDGET (self->buyer_row), !special);
  gtk_widget_set_visible (GTK_WIDGET (self->tax_number_row), special || organisation);
  gtk_widget_set_visible (GTK_WIDGET (self->address_row), special);
  gtk_widget_set_visible (GTK_WIDGET (self->phone_row), special);
  gtk_widget_set_visible (GTK_WIDGET (self->bank_row), special);
  gtk_widget_set_visible (GTK_WIDGET (self->account_row), special);
}

static void
update (DeskInvoiceForm *self)
{
  DeskInvoiceKind kind = desk_invoice_get_kind (self->invoice);

  self->updating = TRUE;
  gtk_check_button_set_active (self->wanted_check, kind != DESK_INVOICE_NONE);
  gtk_check_button_set_active (self->unwanted_check, kind == DESK_INVOICE_NONE);
  gtk_widget_set_visible (self->details, kind != DESK_INVOICE_NONE);
  if (kind != DESK_INVOICE_NONE)
    adw_combo_row_set_selected (self->kind_row, kind == DESK_INVOICE_SPECIAL ? POSITION_SPECIAL
                                                                             : POSITION_ORDINARY);
  adw_combo_row_set_selected (self->buyer_row, desk_invoice_get_buyer_kind (self->invoice));
  self->updating = FALSE;

  show_rows (self);
}

static void
on_choice_changed (DeskInvoiceForm *self)
{
  DeskInvoiceKind kind = DESK_INVOICE_NONE;

  if (self->invoice == NULL || self->updating)
    return;

  if (gtk_check_button_get_active (self->wanted_check))
    kind = adw_combo_row_get_selected (self->kind_row) == POSITION_SPECIAL ? DESK_INVOICE_SPECIAL
                                                                           : DESK_INVOICE_ORDINARY;

  g_object_freeze_notify (G_OBJECT (self->invoice));
  desk_invoice_set_kind (self->invoice, kind);
  /* A special invoice is for organisations only (domain rule of DeskInvoice). */
  if (kind == DESK_INVOICE_SPECIAL)
    desk_invoice_set_buyer_kind (self->invoice, DESK_BUYER_ORGANISATION);
  else
    desk_invoice_set_buyer_kind (self->invoice,
                                 (DeskBuyerKind) adw_combo_row_get_selected (self->buyer_row));
  g_object_thaw_notify (G_OBJECT (self->invoice));
}

static void
desk_invoice_form_dispose (GObject *object)
{
  DeskInvoiceForm *self = DESK_INVOICE_FORM (object);
  GtkWidget *child;

  if (self->invoice != NULL)
    g_signal_handlers_disconnect_by_data (self->invoice, self);
  g_clear_object (&self->invoice);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (desk_invoice_form_parent_class)->dispose (object);
}

static void
desk_invoice_form_class_init (DeskInvoiceFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_invoice_form_dispose;

  g_type_ensure (DESK_TYPE_FIELD_FRAME);
  g_type_ensure (DESK_TYPE_FIELD_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-invoice-form.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskInvoiceForm, wanted_check);
  gtk_widget_class_bind_template_child (widget_class, DeskInvoiceForm, unwanted_check);
  gtk_widget_class_bind_template_child (widget_class, DeskInvoiceForm, details);
  gtk_widget_class_bind_template_child (widget_class, DeskInvoiceForm, kind_row);
  gtk_widget_class_bind_template_child (widget_class, DeskInvoiceForm, buyer_row);
  gtk_widget_class_bind_template_child (widget_class, DeskInvoiceForm, title_row);
  gtk_widget_class_bind_template_child (widget_class, DeskInvoiceForm, email_row);
  gtk_widget_class_bind_template_child (widget_class, DeskInvoiceForm, tax_number_row);
  gtk_widget_class_bind_template_child (widget_class, DeskInvoiceForm, address_row);
  gtk_widget_class_bind_template_child (widget_class, DeskInvoiceForm, phone_row);
  gtk_widget_class_bind_template_child (widget_class, DeskInvoiceForm, bank_row);
  gtk_widget_class_bind_template_child (widget_class, DeskInvoiceForm, account_row);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_changed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
desk_invoice_form_init (DeskInvoiceForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
desk_invoice_form_set_invoice (DeskInvoiceForm *self, DeskInvoice *invoice)
{
  GObject *model = G_OBJECT (invoice);

  g_return_if_fail (DESK_IS_INVOICE_FORM (self));
  g_return_if_fail (DESK_IS_INVOICE (invoice));
  g_return_if_fail (self->invoice == NULL);

  desk_field_row_bind (self->title_row, model, "title");
  desk_field_row_bind (self->email_row, model, "email");
  desk_field_row_bind (self->tax_number_row, model, "tax-number");
  desk_field_row_bind (self->address_row, model, "address");
  desk_field_row_bind (self->phone_row, model, "phone");
  desk_field_row_bind (self->bank_row, model, "bank");
  desk_field_row_bind (self->account_row, model, "account");

  self->invoice = g_object_ref (invoice);
  g_signal_connect_swapped (invoice, "notify::kind", G_CALLBACK (update), self);
  g_signal_connect_swapped (invoice, "notify::buyer-kind", G_CALLBACK (update), self);
  update (self);
}
