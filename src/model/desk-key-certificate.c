/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-key-certificate.h"

#include "desk-properties.h"

struct _DeskKeyCertificate {
  GObject parent_instance;

  DeskProperties properties;
};

G_DEFINE_ENUM_TYPE (DeskKeyUsability,
                    desk_key_usability,
                    G_DEFINE_ENUM_VALUE (DESK_KEY_USABLE, "usable"),
                    G_DEFINE_ENUM_VALUE (DESK_KEY_EXPIRED, "expired"),
                    G_DEFINE_ENUM_VALUE (DESK_KEY_NOT_YET_VALID, "not_yet_valid"),
                    G_DEFINE_ENUM_VALUE (DESK_KEY_NOT_FOR_SIGNING, "not_for_signing"),
                    G_DEFINE_ENUM_VALUE (DESK_KEY_NO_PRIVATE_KEY, "no_private_key"))

G_DEFINE_ENUM_TYPE (DeskKeyState,
                    desk_key_state,
                    G_DEFINE_ENUM_VALUE (DESK_KEY_STATE_READING, "reading"),
                    G_DEFINE_ENUM_VALUE (DESK_KEY_STATE_NO_MODULE, "no_module"),
                    G_DEFINE_ENUM_VALUE (DESK_KEY_STATE_MODULE_FAILED, "module_failed"),
                    G_DEFINE_ENUM_VALUE (DESK_KEY_STATE_ABSENT, "absent"),
                    G_DEFINE_ENUM_VALUE (DESK_KEY_STATE_NOT_INITIALISED, "not_initialised"),
                    G_DEFINE_ENUM_VALUE (DESK_KEY_STATE_NO_CERTIFICATE, "no_certificate"),
                    G_DEFINE_ENUM_VALUE (DESK_KEY_STATE_READY, "ready"))

G_DEFINE_ENUM_TYPE (DeskPinTries,
                    desk_pin_tries,
                    G_DEFINE_ENUM_VALUE (DESK_PIN_TRIES_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (DESK_PIN_TRIES_LOW, "low"),
                    G_DEFINE_ENUM_VALUE (DESK_PIN_TRIES_FINAL, "final"),
                    G_DEFINE_ENUM_VALUE (DESK_PIN_TRIES_LOCKED, "locked"))

G_DEFINE_FINAL_TYPE (DeskKeyCertificate, desk_key_certificate, G_TYPE_OBJECT)

enum {
  PROP_TOKEN_SERIAL = 1,
  PROP_TOKEN_LABEL,
  PROP_KEY_ID,
  PROP_HOLDER,
  PROP_ISSUER,
  PROP_SERIAL,
  PROP_NOT_BEFORE,
  PROP_NOT_AFTER,
  PROP_USABILITY,
  PROP_PIN_TRIES,
  PROP_PROTECTED_PATH,
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

  properties[PROP_TOKEN_SERIAL] = desk_property_text ("token-serial", DESK_PROPERTY_FIXED);
  properties[PROP_TOKEN_LABEL] = desk_property_text ("token-label", DESK_PROPERTY_FIXED);
  properties[PROP_KEY_ID]
      = g_param_spec_boxed ("key-id", NULL, NULL, G_TYPE_BYTES, DESK_PROPERTY_FIXED);
  properties[PROP_HOLDER] = desk_property_text ("holder", DESK_PROPERTY_FIXED);
  properties[PROP_ISSUER] = desk_property_text ("issuer", DESK_PROPERTY_FIXED);
  properties[PROP_SERIAL] = desk_property_text ("serial", DESK_PROPERTY_FIXED);
  properties[PROP_NOT_BEFORE] = desk_property_int64 ("not-before", DESK_PROPERTY_FIXED);
  properties[PROP_NOT_AFTER] = desk_property_int64 ("not-after", DESK_PROPERTY_FIXED);
  properties[PROP_USABILITY]
      = desk_property_enum ("usability", DESK_TYPE_KEY_USABILITY, DESK_PROPERTY_FIXED);
  properties[PROP_PIN_TRIES]
      = desk_property_enum ("pin-tries", DESK_TYPE_PIN_TRIES, DESK_PROPERTY_FIXED);
  properties[PROP_PROTECTED_PATH] = desk_property_boolean ("protected-path", DESK_PROPERTY_FIXED);
  properties[PROP_DER] = g_param_spec_boxed ("der", NULL, NULL, G_TYPE_BYTES, DESK_PROPERTY_FIXED);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_key_certificate_init (DeskKeyCertificate *self)
{
  desk_properties_init (&self->properties, self, properties, N_PROPS);
}

const char *
desk_key_certificate_get_token_serial (DeskKeyCertificate *self)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_TOKEN_SERIAL);
}

const char *
desk_key_certificate_get_token_label (DeskKeyCertificate *self)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_TOKEN_LABEL);
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

DeskKeyUsability
desk_key_certificate_get_usability (DeskKeyCertificate *self)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self), (DeskKeyUsability) 0);

  return (DeskKeyUsability) desk_properties_get_enum (&self->properties, PROP_USABILITY);
}

DeskPinTries
desk_key_certificate_get_pin_tries (DeskKeyCertificate *self)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self), (DeskPinTries) 0);

  return (DeskPinTries) desk_properties_get_enum (&self->properties, PROP_PIN_TRIES);
}

gboolean
desk_key_certificate_get_protected_path (DeskKeyCertificate *self)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self), FALSE);

  return desk_properties_get_boolean (&self->properties, PROP_PROTECTED_PATH);
}

GBytes *
desk_key_certificate_get_der (DeskKeyCertificate *self)
{
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (self), NULL);

  return desk_properties_get_boxed (&self->properties, PROP_DER);
}
