/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-issues.h"

G_BEGIN_DECLS

typedef enum {
  DESK_INVOICE_NONE,     /* 不开票 */
  DESK_INVOICE_ORDINARY, /* 普票 */
  DESK_INVOICE_SPECIAL,  /* 专票 */
} DeskInvoiceKind;

typedef enum {
  DESK_BUYER_PERSON,
  DESK_BUYER_ORGANISATION,
} DeskBuyerKind;

#define DESK_TYPE_INVOICE_KIND (desk_invoice_kind_get_type ())
#define DESK_TYPE_BUYER_KIND   (desk_buyer_kind_get_type ())
GType desk_invoice_kind_get_type (void);
GType desk_buyer_kind_get_type (void);

/**
 * DeskInvoice:
 *
 * Properties: `kind`, `buyer-kind`; strings, never NULL: `title` (抬头), `email`, `tax-number`,
 * `address` (营业地址), `phone`, `bank` (开户行), `account`. A special invoice is for organisations
 * only and needs every field; an ordinary one title and e-mail, and the tax number for an
 * organisation (domain.md 1.8). Nothing typed is lost when the kind changes.
 */
#define DESK_TYPE_INVOICE (desk_invoice_get_type ())

G_DECLARE_FINAL_TYPE (DeskInvoice, desk_invoice, DESK, INVOICE, GObject)

DeskInvoice *desk_invoice_new (void);

DeskInvoiceKind desk_invoice_get_kind (DeskInvoice *self);
void desk_invoice_set_kind (DeskInvoice *self, DeskInvoiceKind kind);
DeskBuyerKind desk_invoice_get_buyer_kind (DeskInvoice *self);
void desk_invoice_set_buyer_kind (DeskInvoice *self, DeskBuyerKind kind);
const char *desk_invoice_get_title (DeskInvoice *self);
const char *desk_invoice_get_email (DeskInvoice *self);
const char *desk_invoice_get_tax_number (DeskInvoice *self);
const char *desk_invoice_get_address (DeskInvoice *self);
const char *desk_invoice_get_phone (DeskInvoice *self);
const char *desk_invoice_get_bank (DeskInvoice *self);
const char *desk_invoice_get_account (DeskInvoice *self);
void desk_invoice_set_title (DeskInvoice *self, const char *title);
void desk_invoice_set_email (DeskInvoice *self, const char *email);
void desk_invoice_set_tax_number (DeskInvoice *self, const char *tax_number);
void desk_invoice_set_address (DeskInvoice *self, const char *address);
void desk_invoice_set_phone (DeskInvoice *self, const char *phone);
void desk_invoice_set_bank (DeskInvoice *self, const char *bank);
void desk_invoice_set_account (DeskInvoice *self, const char *account);

/* Fields: invoice.kind, invoice.title, invoice.email, invoice.tax_number, invoice.address,
 * invoice.phone, invoice.bank, invoice.account. */
void desk_invoice_validate (DeskInvoice *self, DeskIssues *issues);

G_END_DECLS
