/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-account.h"

#include "desk-properties.h"

struct _DeskAccount {
  GObject parent_instance;

  DeskProperties properties;
};

G_DEFINE_FINAL_TYPE (DeskAccount, desk_account, G_TYPE_OBJECT)

enum { PROP_ID = 1, PROP_DISPLAY_NAME, PROP_PHONE, PROP_CREATED, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
desk_account_set_property (GObject *object,
                           guint property_id,
                           const GValue *value,
                           GParamSpec *pspec)
{
  desk_properties_set (&DESK_ACCOUNT (object)->properties, property_id, value);
}

static void
desk_account_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  g_value_copy (&DESK_ACCOUNT (object)->properties.values[property_id], value);
}

static void
desk_account_finalize (GObject *object)
{
  desk_properties_clear (&DESK_ACCOUNT (object)->properties);

  G_OBJECT_CLASS (desk_account_parent_class)->finalize (object);
}

static void
desk_account_class_init (DeskAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = desk_account_set_property;
  object_class->get_property = desk_account_get_property;
  object_class->finalize = desk_account_finalize;

  properties[PROP_ID] = desk_property_text ("id", DESK_PROPERTY_FIXED);
  properties[PROP_DISPLAY_NAME] = desk_property_text ("display-name", DESK_PROPERTY_FIXED);
  properties[PROP_PHONE] = desk_property_text ("phone", DESK_PROPERTY_FIXED);
  properties[PROP_CREATED] = desk_property_boolean ("created", DESK_PROPERTY_FIXED);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_account_init (DeskAccount *self)
{
  desk_properties_init (&self->properties, self, properties, N_PROPS);
}

const char *
desk_account_get_id (DeskAccount *self)
{
  g_return_val_if_fail (DESK_IS_ACCOUNT (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_ID);
}

const char *
desk_account_get_display_name (DeskAccount *self)
{
  g_return_val_if_fail (DESK_IS_ACCOUNT (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_DISPLAY_NAME);
}

const char *
desk_account_get_phone (DeskAccount *self)
{
  g_return_val_if_fail (DESK_IS_ACCOUNT (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_PHONE);
}

gboolean
desk_account_get_created (DeskAccount *self)
{
  g_return_val_if_fail (DESK_IS_ACCOUNT (self), FALSE);

  return desk_properties_get_boolean (&self->properties, PROP_CREATED);
}

DeskAccount *
desk_account_new (const char *id, const char *display_name, const char *phone, gboolean created)
{
  return g_object_new (DESK_TYPE_ACCOUNT, "id", id, "display-name", display_name, "phone", phone,
                       "created", created, NULL);
}
