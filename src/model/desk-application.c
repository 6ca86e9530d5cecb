/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-application.h"

#include "desk-properties.h"

struct _DeskApplication {
  GObject parent_instance;

  /* Parts, owned */
  DeskApplicant *applicant;
  DeskInk *ink;
  DeskInvoice *invoice;
  DeskDelivery *delivery;
  DeskAttachment *attachments[DESK_ATTACHMENT_N_KINDS];

  /* Everything else that is filled in */
  DeskProperties properties;
  char *checked_identity; /* owned, nullable: whom the identity check was about */
};

G_DEFINE_FINAL_TYPE (DeskApplication, desk_application, G_TYPE_OBJECT)

enum {
  PROP_ID = 1,
  PROP_OWNER,
  PROP_ORDER_ID,
  PROP_ORDER_NUMBER,
  PROP_ORDER_VERSION,
  PROP_SUBMITTED,
  PROP_STEP,
  PROP_FURTHEST_STEP,
  PROP_IDENTITY_CHECK_ID,
  PROP_CONSENT_VERSION,
  PROP_CONSENT_SHA256,
  PROP_CONSENT_TIME,
  PROP_INK_CONFIRMED,
  PROP_SIGNING_MODE,
  PROP_CONTRACT_SHA256,
  PROP_CONTRACT_READ,
  PROP_VALIDITY_YEARS,
  PROP_SEAL_KIND,
  N_VALUES,
  PROP_APPLICANT = N_VALUES,
  PROP_INK,
  PROP_INVOICE,
  PROP_DELIVERY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;

/* Whom a check is about: the same person typed with other spaces is the same person. */
static char *
dup_identity (DeskApplication *self)
{
  g_autofree char *name = desk_applicant_dup_name_normalised (self->applicant);
  g_autofree char *id_number = desk_applicant_dup_id_number_normalised (self->applicant);
  g_autofree char *mobile = desk_applicant_dup_mobile_normalised (self->applicant);

  return g_strjoin ("\n", desk_applicant_get_id_type (self->applicant), name, id_number, mobile,
                    NULL);
}

static void
on_applicant_notify (DeskApplication *self)
{
  g_autofree char *identity = dup_identity (self);

  if (self->checked_identity != NULL && !g_str_equal (self->checked_identity, identity)) {
    desk_application_set_identity_check_id (self, NULL);
    desk_application_set_contract_sha256 (self, NULL);
  }
  g_signal_emit (self, changed_signal, 0);
}

static void
on_ink_changed (DeskApplication *self)
{
  desk_application_set_ink_confirmed (self, FALSE);
  desk_application_set_contract_sha256 (self, NULL);
  g_signal_emit (self, changed_signal, 0);
}

static void
on_part_notify (DeskApplication *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* The progress of an upload is nothing that was filled in. */
static void
watch_attachment (DeskApplication *self, DeskAttachment *attachment)
{
  static const char *const signals[]
      = { "notify::state", "notify::file-name", "notify::content", "notify::problem" };

  for (size_t i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (attachment, signals[i], G_CALLBACK (on_part_notify), self,
                             G_CONNECT_SWAPPED);
}

static void
desk_application_set_property (GObject *object,
                               guint property_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  DeskApplication *self = DESK_APPLICATION (object);

  switch (property_id) {
  case PROP_STEP:
    desk_application_set_step (self, (DeskStep) g_value_get_enum (value));
    break;
  case PROP_INK_CONFIRMED:
    desk_application_set_ink_confirmed (self, g_value_get_boolean (value));
    break;
  case PROP_SIGNING_MODE:
    desk_application_set_signing_mode (self, (DeskSigningMode) g_value_get_enum (value));
    break;
  case PROP_CONTRACT_READ:
    desk_application_set_contract_read (self, g_value_get_boolean (value));
    break;
  default:
    desk_properties_set (&self->properties, property_id, value);
    break;
  }
}

static void
desk_application_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskApplication *self = DESK_APPLICATION (object);

  switch (property_id) {
  case PROP_APPLICANT:
    g_value_set_object (value, self->applicant);
    break;
  case PROP_INK:
    g_value_set_object (value, self->ink);
    break;
  case PROP_INVOICE:
    g_value_set_object (value, self->invoice);
    break;
  case PROP_DELIVERY:
    g_value_set_object (value, self->delivery);
    break;
  default:
    g_value_copy (&self->properties.values[property_id], value);
    break;
  }
}

static void
desk_application_notify (GObject *object, GParamSpec *pspec)
{
  g_signal_emit (object, changed_signal, 0);
}

static void
desk_application_finalize (GObject *object)
{
  DeskApplication *self = DESK_APPLICATION (object);

  for (int i = 0; i < DESK_ATTACHMENT_N_KINDS; i++)
    g_object_unref (self->attachments[i]);
  g_object_unref (self->applicant);
  g_object_unref (self->ink);
  g_object_unref (self->invoice);
  g_object_unref (self->delivery);
  g_free (self->checked_identity);
  desk_properties_clear (&self->properties);

  G_OBJECT_CLASS (desk_application_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags editable = DESK_PROPERTY_EDITABLE;
  const GParamFlags derived = DESK_PROPERTY_DERIVED;

  properties[PROP_ID] = desk_property_text ("id", DESK_PROPERTY_FIXED);
  properties[PROP_OWNER] = desk_property_nullable_text ("owner", derived);
  properties[PROP_ORDER_ID] = desk_property_nullable_text ("order-id", derived);
  properties[PROP_ORDER_NUMBER] = desk_property_nullable_text ("order-number", derived);
  properties[PROP_ORDER_VERSION] = desk_property_int64 ("order-version", derived);
  properties[PROP_SUBMITTED] = desk_property_boolean ("submitted", derived);
  properties[PROP_STEP] = desk_property_enum ("step", DESK_TYPE_STEP, editable);
  properties[PROP_FURTHEST_STEP] = desk_property_enum ("furthest-step", DESK_TYPE_STEP, derived);
  properties[PROP_IDENTITY_CHECK_ID] = desk_property_nullable_text ("identity-check-id", derived);
  properties[PROP_CONSENT_VERSION] = desk_property_nullable_text ("consent-version", derived);
  properties[PROP_CONSENT_SHA256] = desk_property_nullable_text ("consent-sha256", derived);
  properties[PROP_CONSENT_TIME] = desk_property_int64 ("consent-time", derived);
  properties[PROP_INK_CONFIRMED] = desk_property_boolean ("ink-confirmed", editable);
  properties[PROP_SIGNING_MODE]
      = desk_property_enum ("signing-mode", DESK_TYPE_SIGNING_MODE, editable);
  properties[PROP_CONTRACT_SHA256] = desk_property_nullable_text ("contract-sha256", derived);
  properties[PROP_CONTRACT_READ] = desk_property_boolean ("contract-read", editable);
  /* Wider than the rule, so that a wrong value is answered and not bent. */
  properties[PROP_VALIDITY_YEARS]
      = g_param_spec_int ("validity-years", NULL, NULL, 0, 100, 1, editable);
  properties[PROP_SEAL_KIND] = desk_property_enum ("seal-kind", DESK_TYPE_SEAL_KIND, editable);
  properties[PROP_APPLICANT]
      = g_param_spec_object ("applicant", NULL, NULL, DESK_TYPE_APPLICANT, derived);
  properties[PROP_INK] = g_param_spec_object ("ink", NULL, NULL, DESK_TYPE_INK, derived);
  properties[PROP_INVOICE]
      = g_param_spec_object ("invoice", NULL, NULL, DESK_TYPE_INVOICE, derived);
  properties[PROP_DELIVERY]
      = g_param_spec_object ("delivery", NULL, NULL, DESK_TYPE_DELIVERY, derived);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_application_class_init (DeskApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = desk_application_set_property;
  object_class->get_property = desk_application_get_property;
  object_class->notify = desk_application_notify;
  object_class->finalize = desk_application_finalize;

  install_properties (object_class);
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_application_init (DeskApplication *self)
{
  desk_properties_init (&self->properties, self, properties, N_VALUES);
  self->applicant = desk_applicant_new ();
  self->ink = desk_ink_new ();
  self->invoice = desk_invoice_new ();
  self->delivery = desk_delivery_new ();

  g_signal_connect_object (self->applicant, "notify", G_CALLBACK (on_applicant_notify), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ink, "changed", G_CALLBACK (on_ink_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->invoice, "notify", G_CALLBACK (on_part_notify), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->delivery, "notify", G_CALLBACK (on_part_notify), self,
                           G_CONNECT_SWAPPED);
  for (int i = 0; i < DESK_ATTACHMENT_N_KINDS; i++) {
    self->attachments[i] = desk_attachment_new ((DeskAttachmentKind) i);
    watch_attachment (self, self->attachments[i]);
  }
}

DeskApplication *
desk_application_new (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  return g_object_new (DESK_TYPE_APPLICATION, "id", id, NULL);
}

const char *
desk_application_get_id (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_ID);
}

const char *
desk_application_get_owner (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_OWNER);
}

void
desk_application_set_owner (DeskApplication *self, const char *account_id)
{
  g_return_if_fail (DESK_IS_APPLICATION (self));

  desk_properties_set_text (&self->properties, PROP_OWNER, account_id);
}

const char *
desk_application_get_order_id (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_ORDER_ID);
}

const char *
desk_application_get_order_number (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_ORDER_NUMBER);
}

gint64
desk_application_get_order_version (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), 0);

  return desk_properties_get_int64 (&self->properties, PROP_ORDER_VERSION);
}

void
desk_application_set_order (DeskApplication *self,
                            const char *order_id,
                            const char *order_number,
                            gint64 version)
{
  g_return_if_fail (DESK_IS_APPLICATION (self));

  g_object_freeze_notify (G_OBJECT (self));
  desk_properties_set_text (&self->properties, PROP_ORDER_ID, order_id);
  desk_properties_set_text (&self->properties, PROP_ORDER_NUMBER, order_number);
  desk_properties_set_int64 (&self->properties, PROP_ORDER_VERSION, version);
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
desk_application_get_submitted (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), FALSE);

  return desk_properties_get_boolean (&self->properties, PROP_SUBMITTED);
}

void
desk_application_set_submitted (DeskApplication *self, gboolean submitted)
{
  g_return_if_fail (DESK_IS_APPLICATION (self));

  desk_properties_set_boolean (&self->properties, PROP_SUBMITTED, submitted);
}

DeskStep
desk_application_get_step (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), DESK_STEP_IDENTITY);

  return (DeskStep) desk_properties_get_enum (&self->properties, PROP_STEP);
}

void
desk_application_set_step (DeskApplication *self, DeskStep step)
{
  g_return_if_fail (DESK_IS_APPLICATION (self));

  g_object_freeze_notify (G_OBJECT (self));
  desk_properties_set_enum (&self->properties, PROP_STEP, (int) step);
  if (step > desk_application_get_furthest_step (self))
    desk_properties_set_enum (&self->properties, PROP_FURTHEST_STEP, (int) step);
  g_object_thaw_notify (G_OBJECT (self));
}

DeskStep
desk_application_get_furthest_step (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), DESK_STEP_IDENTITY);

  return (DeskStep) desk_properties_get_enum (&self->properties, PROP_FURTHEST_STEP);
}

DeskApplicant *
desk_application_get_applicant (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), NULL);

  return self->applicant;
}

DeskInk *
desk_application_get_ink (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), NULL);

  return self->ink;
}

DeskInvoice *
desk_application_get_invoice (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), NULL);

  return self->invoice;
}

DeskDelivery *
desk_application_get_delivery (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), NULL);

  return self->delivery;
}

DeskAttachment *
desk_application_get_attachment (DeskApplication *self, DeskAttachmentKind kind)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), NULL);
  g_return_val_if_fail ((unsigned int) kind < DESK_ATTACHMENT_N_KINDS, NULL);

  return self->attachments[kind];
}

const char *
desk_application_get_identity_check_id (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_IDENTITY_CHECK_ID);
}

void
desk_application_set_identity_check_id (DeskApplication *self, const char *id)
{
  g_return_if_fail (DESK_IS_APPLICATION (self));

  g_free (self->checked_identity);
  self->checked_identity = id != NULL ? dup_identity (self) : NULL;
  desk_properties_set_text (&self->properties, PROP_IDENTITY_CHECK_ID, id);
}

const char *
desk_application_get_consent_version (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_CONSENT_VERSION);
}

const char *
desk_application_get_consent_sha256 (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_CONSENT_SHA256);
}

gint64
desk_application_get_consent_time (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), 0);

  return desk_properties_get_int64 (&self->properties, PROP_CONSENT_TIME);
}

void
desk_application_set_consent (DeskApplication *self,
                              const char *version,
                              const char *sha256,
                              gint64 time)
{
  g_return_if_fail (DESK_IS_APPLICATION (self));
  g_return_if_fail ((version == NULL) == (sha256 == NULL));

  g_object_freeze_notify (G_OBJECT (self));
  desk_properties_set_text (&self->properties, PROP_CONSENT_VERSION, version);
  desk_properties_set_int64 (&self->properties, PROP_CONSENT_TIME, time);
  /* The contract carries the text that was agreed to. */
  if (desk_properties_set_text (&self->properties, PROP_CONSENT_SHA256, sha256))
    desk_application_set_contract_sha256 (self, NULL);
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
desk_application_get_ink_confirmed (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), FALSE);

  return desk_properties_get_boolean (&self->properties, PROP_INK_CONFIRMED);
}

void
desk_application_set_ink_confirmed (DeskApplication *self, gboolean confirmed)
{
  g_return_if_fail (DESK_IS_APPLICATION (self));

  desk_properties_set_boolean (&self->properties, PROP_INK_CONFIRMED, confirmed);
}

DeskSigningMode
desk_application_get_signing_mode (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), DESK_SIGNING_ONE_OFF);

  return (DeskSigningMode) desk_properties_get_enum (&self->properties, PROP_SIGNING_MODE);
}

void
desk_application_set_signing_mode (DeskApplication *self, DeskSigningMode mode)
{
  g_return_if_fail (DESK_IS_APPLICATION (self));

  if (desk_properties_set_enum (&self->properties, PROP_SIGNING_MODE, (int) mode))
    desk_application_set_contract_sha256 (self, NULL);
}

const char *
desk_application_get_contract_sha256 (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_CONTRACT_SHA256);
}

void
desk_application_set_contract_sha256 (DeskApplication *self, const char *sha256)
{
  g_return_if_fail (DESK_IS_APPLICATION (self));

  g_object_freeze_notify (G_OBJECT (self));
  /* Another document than the one that was read. */
  if (desk_properties_set_text (&self->properties, PROP_CONTRACT_SHA256, sha256))
    desk_application_set_contract_read (self, FALSE);
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
desk_application_get_contract_read (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), FALSE);

  return desk_properties_get_boolean (&self->properties, PROP_CONTRACT_READ);
}

void
desk_application_set_contract_read (DeskApplication *self, gboolean read)
{
  g_return_if_fail (DESK_IS_APPLICATION (self));

  desk_properties_set_boolean (&self->properties, PROP_CONTRACT_READ, read);
}

int
desk_application_get_validity_years (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), 0);

  return desk_properties_get_int (&self->properties, PROP_VALIDITY_YEARS);
}

void
desk_application_set_validity_years (DeskApplication *self, int years)
{
  g_return_if_fail (DESK_IS_APPLICATION (self));

  desk_properties_set_int (&self->properties, PROP_VALIDITY_YEARS, years);
}

DeskSealKind
desk_application_get_seal_kind (DeskApplication *self)
{
  g_return_val_if_fail (DESK_IS_APPLICATION (self), DESK_SEAL_NONE);

  return (DeskSealKind) desk_properties_get_enum (&self->properties, PROP_SEAL_KIND);
}

void
desk_application_set_seal_kind (DeskApplication *self, DeskSealKind kind)
{
  g_return_if_fail (DESK_IS_APPLICATION (self));

  desk_properties_set_enum (&self->properties, PROP_SEAL_KIND, (int) kind);
}
