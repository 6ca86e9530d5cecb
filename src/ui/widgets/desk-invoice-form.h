/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-invoice.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskInvoiceForm:
 *
 * 是否开票: no, or 普票 or 专票 with the fields that kind needs. Nothing typed is lost when the
 * kind changes.
 */
#define DESK_TYPE_INVOICE_FORM (desk_invoice_form_get_type ())

G_DECLARE_FINAL_TYPE (DeskInvoiceForm, desk_invoice_form, DESK, INVOICE_FORM, GtkWidget)

/* Once; the form shows and changes @invoice. */
void desk_invoice_form_set_invoice (DeskInvoiceForm *self, DeskInvoice *invoice);

G_END_DECLS
