/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-invoice.h"

#include "desk-properties.h"

/* Bytes in GBK of the invoice service's buyer fields: the name; address and telephone together;
 * bank and account together (domain rule 1.8). */
#define TITLE_MAX_BYTES 100
#define PAIR_MAX_BYTES  100

struct _DeskInvoice {
  GObject parent_instance;

  DeskProperties properties;
};

G_DEFINE_ENUM_TYPE (DeskInvoiceKind,
                    desk_invoice_kind,
                    G_DEFINE_ENUM_VALUE (DESK_INVOICE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (DESK_INVOICE_ORDINARY, "ordinary"),
                    G_DEFINE_ENUM_VALUE (DESK_INVOICE_SPECIAL, "special"))

G_DEFINE_ENUM_TYPE (DeskBuyerKind,
                    desk_buyer_kind,
                    G_DEFINE_ENUM_VALUE (DESK_BUYER_PERSON, "person"),
                    G_DEFINE_ENUM_VALUE (DESK_BUYER_ORGANISATION, "organisation"))

G_DEFINE_FINAL_TYPE (DeskInvoice, desk_invoice, G_TYPE_OBJECT)

enum {
  PROP_KIND = 1,
  PROP_BUYER_KIND,
  PROP_TITLE,
  PROP_EMAIL,
  PROP_TAX_NUMBER,
  PROP_ADDRESS,
  PROP_PHONE,
  PROP_BANK,
  PROP_ACCOUNT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
desk_invoice_set_property (GObject *object,
                           guint property_id,
                           const GValue *value,
                           GParamSpec *pspec)
{
  desk_properties_set (&DESK_INVOICE (object)->properties, property_id, value);
}

static void
desk_invoice_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  g_value_copy (&DESK_INVOICE (object)->properties.values[property_id], value);
}

static void
desk_invoice_finalize (GObject *object)
{
  desk_properties_clear (&DESK_INVOICE (object)->properties);

  G_OBJECT_CLASS (desk_invoice_parent_class)->finalize (object);
}

static void
desk_invoice_class_init (DeskInvoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = desk_invoice_set_property;
  object_class->get_property = desk_invoice_get_property;
  object_class->finalize = desk_invoice_finalize;

  properties[PROP_KIND]
      = desk_property_enum ("kind", DESK_TYPE_INVOICE_KIND, DESK_PROPERTY_EDITABLE);
  properties[PROP_BUYER_KIND]
      = desk_property_enum ("buyer-kind", DESK_TYPE_BUYER_KIND, DESK_PROPERTY_EDITABLE);
  properties[PROP_TITLE] = desk_property_text ("title", DESK_PROPERTY_EDITABLE);
  properties[PROP_EMAIL] = desk_property_text ("email", DESK_PROPERTY_EDITABLE);
  properties[PROP_TAX_NUMBER] = desk_property_text ("tax-number", DESK_PROPERTY_EDITABLE);
  properties[PROP_ADDRESS] = desk_property_text ("address", DESK_PROPERTY_EDITABLE);
  properties[PROP_PHONE] = desk_property_text ("phone", DESK_PROPERTY_EDITABLE);
  properties[PROP_BANK] = desk_property_text ("bank", DESK_PROPERTY_EDITABLE);
  properties[PROP_ACCOUNT] = desk_property_text ("account", DESK_PROPERTY_EDITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_invoice_init (DeskInvoice *self)
{
  desk_properties_init (&self->properties, self, properties, N_PROPS);
}

DeskInvoice *
desk_invoice_new (void)
{
  return g_object_new (DESK_TYPE_INVOICE, NULL);
}

DeskInvoiceKind
desk_invoice_get_kind (DeskInvoice *self)
{
  g_return_val_if_fail (DESK_IS_INVOICE (self), (DeskInvoiceKind) 0);

  return (DeskInvoiceKind) desk_properties_get_enum (&self->properties, PROP_KIND);
}

void
desk_invoice_set_kind (DeskInvoice *self, DeskInvoiceKind kind)
{
  g_return_if_fail (DESK_IS_INVOICE (self));

  desk_properties_set_enum (&self->properties, PROP_KIND, kind);
}

DeskBuyerKind
desk_invoice_get_buyer_kind (DeskInvoice *self)
{
  g_return_val_if_fail (DESK_IS_INVOICE (self), (DeskBuyerKind) 0);

  return (DeskBuyerKind) desk_properties_get_enum (&self->properties, PROP_BUYER_KIND);
}

void
desk_invoice_set_buyer_kind (DeskInvoice *self, DeskBuyerKind buyer_kind)
{
  g_return_if_fail (DESK_IS_INVOICE (self));

  desk_properties_set_enum (&self->properties, PROP_BUYER_KIND, buyer_kind);
}

const char *
desk_invoice_get_title (DeskInvoice *self)
{
  g_return_val_if_fail (DESK_IS_INVOICE (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_TITLE);
}

void
desk_invoice_set_title (DeskInvoice *self, const char *title)
{
  g_return_if_fail (DESK_IS_INVOICE (self));

  desk_properties_set_text (&self->properties, PROP_TITLE, title);
}

const char *
desk_invoice_get_email (DeskInvoice *self)
{
  g_return_val_if_fail (DESK_IS_INVOICE (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_EMAIL);
}

void
desk_invoice_set_email (DeskInvoice *self, const char *email)
{
  g_return_if_fail (DESK_IS_INVOICE (self));

  desk_properties_set_text (&self->properties, PROP_EMAIL, email);
}

const char *
desk_invoice_get_tax_number (DeskInvoice *self)
{
  g_return_val_if_fail (DESK_IS_INVOICE (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_TAX_NUMBER);
}

void
desk_invoice_set_tax_number (DeskInvoice *self, const char *tax_number)
{
  g_return_if_fail (DESK_IS_INVOICE (self));

  desk_properties_set_text (&self->properties, PROP_TAX_NUMBER, tax_number);
}

const char *
desk_invoice_get_address (DeskInvoice *self)
{
  g_return_val_if_fail (DESK_IS_INVOICE (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_ADDRESS);
}

void
desk_invoice_set_address (DeskInvoice *self, const char *address)
{
  g_return_if_fail (DESK_IS_INVOICE (self));

  desk_properties_set_text (&self->properties, PROP_ADDRESS, address);
}

const char *
desk_invoice_get_phone (DeskInvoice *self)
{
  g_return_val_if_fail (DESK_IS_INVOICE (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_PHONE);
}

void
desk_invoice_set_phone (DeskInvoice *self, const char *phone)
{
  g_return_if_fail (DESK_IS_INVOICE (self));

  desk_properties_set_text (&self->properties, PROP_PHONE, phone);
}

const char *
desk_invoice_get_bank (DeskInvoice *self)
{
  g_return_val_if_fail (DESK_IS_INVOICE (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_BANK);
}

void
desk_invoice_set_bank (DeskInvoice *self, const char *bank)
{
  g_return_if_fail (DESK_IS_INVOICE (self));

  desk_properties_set_text (&self->properties, PROP_BANK, bank);
}

const char *
desk_invoice_get_account (DeskInvoice *self)
{
  g_return_val_if_fail (DESK_IS_INVOICE (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_ACCOUNT);
}

void
desk_invoice_set_account (DeskInvoice *self, const char *account)
{
  g_return_if_fail (DESK_IS_INVOICE (self));

  desk_properties_set_text (&self->properties, PROP_ACCOUNT, account);
}

/* @first and @second are printed in one field of the invoice; the one asked for is the first. */
static DeskFieldProblem
check_pair (const char *first, const char *second)
{
  DeskFieldProblem problem = desk_field_check_gbk_text (first, PAIR_MAX_BYTES);
  g_autofree char *both = g_strconcat (first, second, NULL);

  return problem != DESK_FIELD_OK ? problem : desk_field_check_gbk_text (both, PAIR_MAX_BYTES);
}

/* What only a special invoice asks for. */
static void
validate_special (DeskInvoice *self, DeskIssues *issues)
{
  g_autofree char *address = desk_field_normalise_text (desk_invoice_get_address (self));
  g_autofree char *phone = desk_field_normalise_phone (desk_invoice_get_phone (self));
  g_autofree char *bank = desk_field_normalise_text (desk_invoice_get_bank (self));
  g_autofree char *account = desk_field_normalise_id_number (desk_invoice_get_account (self));

  desk_issues_add (issues, "invoice.address", check_pair (address, phone));
  desk_issues_add (issues, "invoice.phone", desk_field_check_phone (phone));
  desk_issues_add (issues, "invoice.bank", check_pair (bank, account));
  desk_issues_add (issues, "invoice.account", desk_field_check_bank_account (account));
}

void
desk_invoice_validate (DeskInvoice *self, DeskIssues *issues)
{
  DeskInvoiceKind kind;
  DeskBuyerKind buyer_kind;
  g_autofree char *title = NULL;
  g_autofree char *email = NULL;
  g_autofree char *tax_number = NULL;

  g_return_if_fail (DESK_IS_INVOICE (self));
  g_return_if_fail (issues != NULL);

  kind = desk_invoice_get_kind (self);
  buyer_kind = desk_invoice_get_buyer_kind (self);
  if (kind == DESK_INVOICE_NONE)
    return;

  title = desk_field_normalise_text (desk_invoice_get_title (self));
  email = desk_field_normalise_email (desk_invoice_get_email (self));
  tax_number = desk_field_normalise_id_number (desk_invoice_get_tax_number (self));

  if (kind == DESK_INVOICE_SPECIAL && buyer_kind != DESK_BUYER_ORGANISATION)
    desk_issues_add (issues, "invoice.kind", DESK_FIELD_NOT_ALLOWED);
  desk_issues_add (issues, "invoice.title", desk_field_check_gbk_text (title, TITLE_MAX_BYTES));
  desk_issues_add (issues, "invoice.email", desk_field_check_email (email));
  if (kind == DESK_INVOICE_SPECIAL || buyer_kind == DESK_BUYER_ORGANISATION)
    desk_issues_add (issues, "invoice.tax_number", desk_field_check_tax_number (tax_number));
  if (kind == DESK_INVOICE_SPECIAL)
    validate_special (self, issues);
}
