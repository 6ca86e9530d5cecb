/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-delivery.h"

#include "desk-properties.h"

/* Code points. A parcel's label takes about a hundred; the shortest names have two. */
#define RECIPIENT_MIN 2
#define RECIPIENT_MAX 50
#define ADDRESS_MIN   2
#define ADDRESS_MAX   100
#define BRANCH_MAX    32

struct _DeskDelivery {
  GObject parent_instance;

  DeskProperties properties;
};

G_DEFINE_ENUM_TYPE (DeskDeliveryMethod,
                    desk_delivery_method,
                    G_DEFINE_ENUM_VALUE (DESK_DELIVERY_MAIL, "mail"),
                    G_DEFINE_ENUM_VALUE (DESK_DELIVERY_COLLECT, "collect"))

G_DEFINE_ENUM_TYPE (DeskCarrier,
                    desk_carrier,
                    G_DEFINE_ENUM_VALUE (DESK_CARRIER_SF, "sf"),
                    G_DEFINE_ENUM_VALUE (DESK_CARRIER_EMS, "ems"))

G_DEFINE_FINAL_TYPE (DeskDelivery, desk_delivery, G_TYPE_OBJECT)

enum {
  PROP_METHOD = 1,
  PROP_CARRIER,
  PROP_RECIPIENT,
  PROP_PHONE,
  PROP_REGION,
  PROP_ADDRESS,
  PROP_POSTCODE,
  PROP_BRANCH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
desk_delivery_set_property (GObject *object,
                            guint property_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  desk_properties_set (&DESK_DELIVERY (object)->properties, property_id, value);
}

static void
desk_delivery_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  g_value_copy (&DESK_DELIVERY (object)->properties.values[property_id], value);
}

static void
desk_delivery_finalize (GObject *object)
{
  desk_properties_clear (&DESK_DELIVERY (object)->properties);

  G_OBJECT_CLASS (desk_delivery_parent_class)->finalize (object);
}

static void
desk_delivery_class_init (DeskDeliveryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = desk_delivery_set_property;
  object_class->get_property = desk_delivery_get_property;
  object_class->finalize = desk_delivery_finalize;

  properties[PROP_METHOD]
      = desk_property_enum ("method", DESK_TYPE_DELIVERY_METHOD, DESK_PROPERTY_EDITABLE);
  properties[PROP_CARRIER]
      = desk_property_enum ("carrier", DESK_TYPE_CARRIER, DESK_PROPERTY_EDITABLE);
  properties[PROP_RECIPIENT] = desk_property_text ("recipient", DESK_PROPERTY_EDITABLE);
  properties[PROP_PHONE] = desk_property_text ("phone", DESK_PROPERTY_EDITABLE);
  properties[PROP_REGION] = desk_property_text ("region", DESK_PROPERTY_EDITABLE);
  properties[PROP_ADDRESS] = desk_property_text ("address", DESK_PROPERTY_EDITABLE);
  properties[PROP_POSTCODE] = desk_property_text ("postcode", DESK_PROPERTY_EDITABLE);
  properties[PROP_BRANCH] = desk_property_text ("branch", DESK_PROPERTY_EDITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_delivery_init (DeskDelivery *self)
{
  desk_properties_init (&self->properties, self, properties, N_PROPS);
}

DeskDelivery *
desk_delivery_new (void)
{
  return g_object_new (DESK_TYPE_DELIVERY, NULL);
}

DeskDeliveryMethod
desk_delivery_get_method (DeskDelivery *self)
{
  g_return_val_if_fail (DESK_IS_DELIVERY (self), (DeskDeliveryMethod) 0);

  return (DeskDeliveryMethod) desk_properties_get_enum (&self->properties, PROP_METHOD);
}

void
desk_delivery_set_method (DeskDelivery *self, DeskDeliveryMethod method)
{
  g_return_if_fail (DESK_IS_DELIVERY (self));

  desk_properties_set_enum (&self->properties, PROP_METHOD, method);
}

DeskCarrier
desk_delivery_get_carrier (DeskDelivery *self)
{
  g_return_val_if_fail (DESK_IS_DELIVERY (self), (DeskCarrier) 0);

  return (DeskCarrier) desk_properties_get_enum (&self->properties, PROP_CARRIER);
}

void
desk_delivery_set_carrier (DeskDelivery *self, DeskCarrier carrier)
{
  g_return_if_fail (DESK_IS_DELIVERY (self));

  desk_properties_set_enum (&self->properties, PROP_CARRIER, carrier);
}

const char *
desk_delivery_get_recipient (DeskDelivery *self)
{
  g_return_val_if_fail (DESK_IS_DELIVERY (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_RECIPIENT);
}

void
desk_delivery_set_recipient (DeskDelivery *self, const char *recipient)
{
  g_return_if_fail (DESK_IS_DELIVERY (self));

  desk_properties_set_text (&self->properties, PROP_RECIPIENT, recipient);
}

const char *
desk_delivery_get_phone (DeskDelivery *self)
{
  g_return_val_if_fail (DESK_IS_DELIVERY (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_PHONE);
}

void
desk_delivery_set_phone (DeskDelivery *self, const char *phone)
{
  g_return_if_fail (DESK_IS_DELIVERY (self));

  desk_properties_set_text (&self->properties, PROP_PHONE, phone);
}

const char *
desk_delivery_get_region (DeskDelivery *self)
{
  g_return_val_if_fail (DESK_IS_DELIVERY (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_REGION);
}

void
desk_delivery_set_region (DeskDelivery *self, const char *region)
{
  g_return_if_fail (DESK_IS_DELIVERY (self));

  desk_properties_set_text (&self->properties, PROP_REGION, region);
}

const char *
desk_delivery_get_address (DeskDelivery *self)
{
  g_return_val_if_fail (DESK_IS_DELIVERY (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_ADDRESS);
}

void
desk_delivery_set_address (DeskDelivery *self, const char *address)
{
  g_return_if_fail (DESK_IS_DELIVERY (self));

  desk_properties_set_text (&self->properties, PROP_ADDRESS, address);
}

const char *
desk_delivery_get_postcode (DeskDelivery *self)
{
  g_return_val_if_fail (DESK_IS_DELIVERY (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_POSTCODE);
}

void
desk_delivery_set_postcode (DeskDelivery *self, const char *postcode)
{
  g_return_if_fail (DESK_IS_DELIVERY (self));

  desk_properties_set_text (&self->properties, PROP_POSTCODE, postcode);
}

const char *
desk_delivery_get_branch (DeskDelivery *self)
{
  g_return_val_if_fail (DESK_IS_DELIVERY (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_BRANCH);
}

void
desk_delivery_set_branch (DeskDelivery *self, const char *branch)
{
  g_return_if_fail (DESK_IS_DELIVERY (self));

  desk_properties_set_text (&self->properties, PROP_BRANCH, branch);
}

static void
validate_mail (DeskDelivery *self, DeskIssues *issues)
{
  g_autofree char *recipient = desk_field_normalise_name (desk_delivery_get_recipient (self));
  g_autofree char *phone = desk_field_normalise_phone (desk_delivery_get_phone (self));
  g_autofree char *region = desk_field_normalise_text (desk_delivery_get_region (self));
  g_autofree char *address = desk_field_normalise_text (desk_delivery_get_address (self));
  g_autofree char *postcode = desk_field_normalise_id_number (desk_delivery_get_postcode (self));

  /* Whoever opens the parcel: often a person, as often a reception desk. */
  desk_issues_add (issues, "delivery.recipient",
                   desk_field_check_text (recipient, RECIPIENT_MIN, RECIPIENT_MAX));
  desk_issues_add (issues, "delivery.phone", desk_field_check_phone (phone));
  desk_issues_add (issues, "delivery.region",
                   desk_field_check_text (region, ADDRESS_MIN, ADDRESS_MAX));
  desk_issues_add (issues, "delivery.address",
                   desk_field_check_text (address, ADDRESS_MIN, ADDRESS_MAX));
  if (*postcode != '\0')
    desk_issues_add (issues, "delivery.postcode", desk_field_check_postcode (postcode));
}

void
desk_delivery_validate (DeskDelivery *self, DeskIssues *issues)
{
  g_return_if_fail (DESK_IS_DELIVERY (self));
  g_return_if_fail (issues != NULL);

  if (desk_delivery_get_method (self) == DESK_DELIVERY_MAIL)
    validate_mail (self, issues);
  else
    desk_issues_add (issues, "delivery.branch",
                     desk_field_check_text (desk_delivery_get_branch (self), 1, BRANCH_MAX));
}
