/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-key-certificate.h"

#include "desk-properties.h"

struct _DeskKeyCertificate {
  GObject parent_instance;

  DeskProperties properties;
};

G_DEFINE_FINAL_TYPE (DeskKeyCertificate, desk_key_certificate, G_TYPE_OBJECT)

enum {
  PROP_TOKEN = 1,
  PROP_KEY_ID,
  PROP_HOLDER,
  PROP_ISSUER,
  PROP_SERIAL,
  PROP_NOT_BEFORE,
  PROP_NOT_AFTER,
  PROP_STATE,
  PROP_DER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
desk_key_certificate_set_property (GObject *object,
                                   guint property_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  desk_properties_set (&DESK_KEY_CERTIFICATE (object)->properties, property_id, value);
}

static void
desk_key_certificate_get_property (GObject *object,
                                   guint property_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  g_value_copy (&DESK_KEY_CERTIFICATE (object)->properties.values[property_id], value);
}

static void
desk_key_certificate_finalize (GObject *object)
{
  desk_properties_clear (&DESK_KEY_CERTIFICATE (object)->properties);

  G_OBJECT_CLASS (desk_key_certificate_parent_class)->finalize (object);
}

static void
desk_key_certificate_class_init (DeskKeyCertificateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = desk_key_certificate_set_property;
  object_class->get_property = desk_key_certificate_get_property;
  object_class->finalize = desk_key_certificate_finalize;

  properties[PROP_TOKEN]
      = g_param_spec_object ("token", NULL, NULL, DESK_TYPE_KEY_TOKEN, DESK_PROPERTY_FIXED);
  properties[PROP_KEY_ID]
      = g_param_spec_boxed ("key-id", NULL, NULL, G_TYPE_BYTES, DESK_PROPERTY_FIXED);
  properties[PROP_HOLDER] = desk_property_text ("holder", DESK_PROPERTY_FIXED);
  properties[PROP_ISSUER] = desk_property_text ("issuer", DESK_PROPERTY_FIXED);
  properties[PROP_SERIAL] = desk_property_text ("serial", DESK_PROPERTY_FIXED);
  properties[PROP_NOT_BEFORE] = desk_property_int64 ("not-before", DESK_PROPERTY_FIXED);
  properties[PROP_NOT_AFTER] = desk_property_int64 ("not-after", DESK_PROPERTY_FIXED);
  properties[PROP_STATE] = desk_property_enum ("state", DESK_TYPE_KEY_STATE, DESK_PROPERTY_FIXED);
  properties[PROP_DER] = g_param_spec_boxed ("der", NULL, NULL, G_TYPE_BYTES, DESK_PROPERTY_FIXED);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_key_certificate_init (DeskKeyCertificate *self)
{
  desk_properties_init (&self->properties, self, properties, N_PROPS);
}

DeskKeyToken *
desk_key_certificate_get_token (DeskKeyCertificate *self)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self), NULL);

  return g_value_get_object (&self->properties.values[PROP_TOKEN]);
}

const char *
desk_key_certificate_get_token_serial (DeskKeyCertificate *self)
{
  return desk_key_token_get_serial (desk_key_certificate_get_token (self));
}

GBytes *
desk_key_certificate_get_key_id (DeskKeyCertificate *self)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self), NULL);

  return desk_properties_get_boxed (&self->properties, PROP_KEY_ID);
}

const char *
desk_key_certificate_get_holder (DeskKeyCertificate *self)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_HOLDER);
}

const char *
desk_key_certificate_get_issuer (DeskKeyCertificate *self)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_ISSUER);
}

const char *
desk_key_certificate_get_serial (DeskKeyCertificate *self)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_SERIAL);
}

gint64
desk_key_certificate_get_not_before (DeskKeyCertificate *self)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self), 0);

  return desk_properties_get_int64 (&self->properties, PROP_NOT_BEFORE);
}

gint64
desk_key_certificate_get_not_after (DeskKeyCertificate *self)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self), 0);

  return desk_properties_get_int64 (&self->properties, PROP_NOT_AFTER);
}

DeskKeyState
desk_key_certificate_get_state (DeskKeyCertificate *self)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self), DESK_KEY_STATE_READING);

  return (DeskKeyState) desk_properties_get_enum (&self->properties, PROP_STATE);
}

GBytes *
desk_key_certificate_get_der (DeskKeyCertificate *self)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self), NULL);

  return desk_properties_get_boxed (&self->properties, PROP_DER);
}

gboolean
desk_key_certificate_is_usable (DeskKeyCertificate *self)
{
  DeskKeyState state = desk_key_certificate_get_state (self);

  return state == DESK_KEY_STATE_READY || state == DESK_KEY_STATE_EXPIRING;
}

gboolean
desk_key_certificate_is_equal (DeskKeyCertificate *self, DeskKeyCertificate *other)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self) && DESK_IS_KEY_CERTIFICATE (other), FALSE);

  /* Everything else that is shown follows from the encoding. */
  return g_bytes_equal (desk_key_certificate_get_der (self), desk_key_certificate_get_der (other))
         && desk_key_certificate_get_state (self) == desk_key_certificate_get_state (other)
         && desk_key_token_is_equal (desk_key_certificate_get_token (self),
                                     desk_key_certificate_get_token (other));
}
