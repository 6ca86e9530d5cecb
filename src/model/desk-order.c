/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-order.h"

#include "desk-properties.h"

struct _DeskOrder {
  GObject parent_instance;

  DeskProperties properties;
  GArray *events; /* owned: DeskOrderEvent, oldest first */
};

G_DEFINE_FINAL_TYPE (DeskOrder, desk_order, G_TYPE_OBJECT)

enum {
  PROP_ID = 1,
  PROP_NUMBER,
  PROP_STATE,
  PROP_VERSION,
  PROP_HOLDER,
  PROP_PRODUCT,
  PROP_VALIDITY_YEARS,
  PROP_AMOUNT_FEN,
  PROP_DELIVERY,
  PROP_INVOICE_KIND,
  PROP_CREATED,
  PROP_UPDATED,
  PROP_DONE,
  PROP_CONTRACT_SHA256,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
desk_order_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  desk_properties_set (&DESK_ORDER (object)->properties, property_id, value);
}

static void
desk_order_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  g_value_copy (&DESK_ORDER (object)->properties.values[property_id], value);
}

static void
desk_order_finalize (GObject *object)
{
  DeskOrder *self = DESK_ORDER (object);

  g_array_unref (self->events);
  desk_properties_clear (&self->properties);

  G_OBJECT_CLASS (desk_order_parent_class)->finalize (object);
}

static void
desk_order_class_init (DeskOrderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = desk_order_set_property;
  object_class->get_property = desk_order_get_property;
  object_class->finalize = desk_order_finalize;

  properties[PROP_ID] = desk_property_text ("id", DESK_PROPERTY_FIXED);
  properties[PROP_NUMBER] = desk_property_text ("number", DESK_PROPERTY_FIXED);
  properties[PROP_STATE]
      = desk_property_int ("state", DESK_ORDER_N_STATES - 1, DESK_PROPERTY_FIXED);
  properties[PROP_VERSION] = desk_property_int64 ("version", DESK_PROPERTY_FIXED);
  properties[PROP_HOLDER] = desk_property_text ("holder", DESK_PROPERTY_FIXED);
  properties[PROP_PRODUCT] = desk_property_text ("product", DESK_PROPERTY_FIXED);
  properties[PROP_VALIDITY_YEARS] = desk_property_int ("validity-years", 100, DESK_PROPERTY_FIXED);
  properties[PROP_AMOUNT_FEN] = desk_property_int64 ("amount-fen", DESK_PROPERTY_FIXED);
  properties[PROP_DELIVERY] = desk_property_text ("delivery", DESK_PROPERTY_FIXED);
  properties[PROP_INVOICE_KIND]
      = desk_property_enum ("invoice-kind", DESK_TYPE_INVOICE_KIND, DESK_PROPERTY_FIXED);
  properties[PROP_CREATED] = desk_property_int64 ("created", DESK_PROPERTY_FIXED);
  properties[PROP_UPDATED] = desk_property_int64 ("updated", DESK_PROPERTY_FIXED);
  properties[PROP_DONE] = g_param_spec_boxed ("done", NULL, NULL, G_TYPE_STRV, DESK_PROPERTY_FIXED);
  properties[PROP_CONTRACT_SHA256]
      = desk_property_nullable_text ("contract-sha256", DESK_PROPERTY_FIXED);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
clear_event (gpointer data)
{
  DeskOrderEvent *event = data;

  g_free (event->note);
}

static void
desk_order_init (DeskOrder *self)
{
  self->events = g_array_new (FALSE, FALSE, sizeof (DeskOrderEvent));
  g_array_set_clear_func (self->events, clear_event);
  desk_properties_init (&self->properties, self, properties, N_PROPS);
}

const char *
desk_order_get_id (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_ID);
}

const char *
desk_order_get_number (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_NUMBER);
}

DeskOrderState
desk_order_get_state (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), (DeskOrderState) 0);

  return (DeskOrderState) desk_properties_get_int (&self->properties, PROP_STATE);
}

gint64
desk_order_get_version (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), 0);

  return desk_properties_get_int64 (&self->properties, PROP_VERSION);
}

const char *
desk_order_get_holder (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_HOLDER);
}

const char *
desk_order_get_product (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_PRODUCT);
}

int
desk_order_get_validity_years (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), 0);

  return desk_properties_get_int (&self->properties, PROP_VALIDITY_YEARS);
}

gint64
desk_order_get_amount_fen (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), 0);

  return desk_properties_get_int64 (&self->properties, PROP_AMOUNT_FEN);
}

const char *
desk_order_get_delivery (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_DELIVERY);
}

DeskInvoiceKind
desk_order_get_invoice_kind (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), (DeskInvoiceKind) 0);

  return (DeskInvoiceKind) desk_properties_get_enum (&self->properties, PROP_INVOICE_KIND);
}

gint64
desk_order_get_created (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), 0);

  return desk_properties_get_int64 (&self->properties, PROP_CREATED);
}

gint64
desk_order_get_updated (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), 0);

  return desk_properties_get_int64 (&self->properties, PROP_UPDATED);
}

const char *const *
desk_order_get_done (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), NULL);

  return desk_properties_get_boxed (&self->properties, PROP_DONE);
}

const char *
desk_order_get_contract_sha256 (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_CONTRACT_SHA256);
}

gboolean
desk_order_is_done (DeskOrder *self, const char *step)
{
  const char *const *done = desk_order_get_done (self);

  g_return_val_if_fail (step != NULL, FALSE);

  return done != NULL && g_strv_contains (done, step);
}

void
desk_order_add_event (DeskOrder *self, gint64 time, DeskOrderState state, const char *note)
{
  DeskOrderEvent event;

  g_return_if_fail (DESK_IS_ORDER (self));

  event = (DeskOrderEvent){ time, state, g_strdup (note != NULL ? note : "") };
  g_array_append_val (self->events, event);
}

guint
desk_order_get_n_events (DeskOrder *self)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), 0);

  return self->events->len;
}

const DeskOrderEvent *
desk_order_get_event (DeskOrder *self, guint position)
{
  g_return_val_if_fail (DESK_IS_ORDER (self), NULL);
  g_return_val_if_fail (position < self->events->len, NULL);

  return &g_array_index (self->events, DeskOrderEvent, position);
}
