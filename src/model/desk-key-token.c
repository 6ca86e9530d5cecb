/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-key-token.h"

#include "desk-properties.h"

#include <string.h>

#define TAIL_LENGTH    4
#define MAX_PIN_LENGTH 255 /* octets; no key has longer ones */

struct _DeskKeyToken {
  GObject parent_instance;

  DeskProperties properties;
};

G_DEFINE_ENUM_TYPE (DeskPinTries,
                    desk_pin_tries,
                    G_DEFINE_ENUM_VALUE (DESK_PIN_TRIES_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (DESK_PIN_TRIES_LOW, "low"),
                    G_DEFINE_ENUM_VALUE (DESK_PIN_TRIES_FINAL, "final"),
                    G_DEFINE_ENUM_VALUE (DESK_PIN_TRIES_LOCKED, "locked"))

G_DEFINE_FINAL_TYPE (DeskKeyToken, desk_key_token, G_TYPE_OBJECT)

enum {
  PROP_MODULE = 1,
  PROP_READER,
  PROP_SERIAL,
  PROP_LABEL,
  PROP_MANUFACTURER,
  PROP_MODEL,
  PROP_STATE,
  PROP_PIN_TRIES,
  PROP_PROTECTED_PATH,
  PROP_WRITE_PROTECTED,
  PROP_MIN_PIN_LENGTH,
  PROP_MAX_PIN_LENGTH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
desk_key_token_set_property (GObject *object,
                             guint property_id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  desk_properties_set (&DESK_KEY_TOKEN (object)->properties, property_id, value);
}

static void
desk_key_token_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  g_value_copy (&DESK_KEY_TOKEN (object)->properties.values[property_id], value);
}

static void
desk_key_token_finalize (GObject *object)
{
  desk_properties_clear (&DESK_KEY_TOKEN (object)->properties);

  G_OBJECT_CLASS (desk_key_token_parent_class)->finalize (object);
}

static void
desk_key_token_class_init (DeskKeyTokenClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = desk_key_token_set_property;
  object_class->get_property = desk_key_token_get_property;
  object_class->finalize = desk_key_token_finalize;

  properties[PROP_MODULE] = desk_property_text ("module", DESK_PROPERTY_FIXED);
  properties[PROP_READER] = desk_property_text ("reader", DESK_PROPERTY_FIXED);
  properties[PROP_SERIAL] = desk_property_text ("serial", DESK_PROPERTY_FIXED);
  properties[PROP_LABEL] = desk_property_text ("label", DESK_PROPERTY_FIXED);
  properties[PROP_MANUFACTURER] = desk_property_text ("manufacturer", DESK_PROPERTY_FIXED);
  properties[PROP_MODEL] = desk_property_text ("model", DESK_PROPERTY_FIXED);
  properties[PROP_STATE] = desk_property_enum ("state", DESK_TYPE_KEY_STATE, DESK_PROPERTY_FIXED);
  properties[PROP_PIN_TRIES]
      = desk_property_enum ("pin-tries", DESK_TYPE_PIN_TRIES, DESK_PROPERTY_FIXED);
  properties[PROP_PROTECTED_PATH] = desk_property_boolean ("protected-path", DESK_PROPERTY_FIXED);
  properties[PROP_WRITE_PROTECTED] = desk_property_boolean ("write-protected", DESK_PROPERTY_FIXED);
  properties[PROP_MIN_PIN_LENGTH]
      = desk_property_int ("min-pin-length", MAX_PIN_LENGTH, DESK_PROPERTY_FIXED);
  properties[PROP_MAX_PIN_LENGTH]
      = desk_property_int ("max-pin-length", MAX_PIN_LENGTH, DESK_PROPERTY_FIXED);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_key_token_init (DeskKeyToken *self)
{
  desk_properties_init (&self->properties, self, properties, N_PROPS);
}

const char *
desk_key_token_get_module (DeskKeyToken *self)
{
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_MODULE);
}

const char *
desk_key_token_get_reader (DeskKeyToken *self)
{
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_READER);
}

const char *
desk_key_token_get_serial (DeskKeyToken *self)
{
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_SERIAL);
}

const char *
desk_key_token_get_label (DeskKeyToken *self)
{
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_LABEL);
}

const char *
desk_key_token_get_manufacturer (DeskKeyToken *self)
{
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_MANUFACTURER);
}

const char *
desk_key_token_get_model (DeskKeyToken *self)
{
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_MODEL);
}

DeskKeyState
desk_key_token_get_state (DeskKeyToken *self)
{
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (self), DESK_KEY_STATE_READING);

  return (DeskKeyState) desk_properties_get_enum (&self->properties, PROP_STATE);
}

DeskPinTries
desk_key_token_get_pin_tries (DeskKeyToken *self)
{
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (self), DESK_PIN_TRIES_UNKNOWN);

  return (DeskPinTries) desk_properties_get_enum (&self->properties, PROP_PIN_TRIES);
}

gboolean
desk_key_token_get_protected_path (DeskKeyToken *self)
{
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (self), FALSE);

  return desk_properties_get_boolean (&self->properties, PROP_PROTECTED_PATH);
}

gboolean
desk_key_token_get_write_protected (DeskKeyToken *self)
{
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (self), FALSE);

  return desk_properties_get_boolean (&self->properties, PROP_WRITE_PROTECTED);
}

guint
desk_key_token_get_min_pin_length (DeskKeyToken *self)
{
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (self), 0);

  return (guint) desk_properties_get_int (&self->properties, PROP_MIN_PIN_LENGTH);
}

guint
desk_key_token_get_max_pin_length (DeskKeyToken *self)
{
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (self), 0);

  return (guint) desk_properties_get_int (&self->properties, PROP_MAX_PIN_LENGTH);
}

char *
desk_key_token_dup_serial_tail (DeskKeyToken *self)
{
  const char *serial;
  glong length;

  g_return_val_if_fail (DESK_IS_KEY_TOKEN (self), NULL);

  serial = desk_key_token_get_serial (self);
  length = g_utf8_strlen (serial, -1);
  return g_strdup (g_utf8_offset_to_pointer (serial, MAX (length - TAIL_LENGTH, 0)));
}

gboolean
desk_key_token_is_same (DeskKeyToken *self, DeskKeyToken *other)
{
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (self) && DESK_IS_KEY_TOKEN (other), FALSE);

  return g_str_equal (desk_key_token_get_serial (self), desk_key_token_get_serial (other))
         && g_str_equal (desk_key_token_get_module (self), desk_key_token_get_module (other));
}

gboolean
desk_key_token_is_equal (DeskKeyToken *self, DeskKeyToken *other)
{
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (self) && DESK_IS_KEY_TOKEN (other), FALSE);

  for (guint i = 1; i < N_PROPS; i++)
    if (g_param_values_cmp (properties[i], &self->properties.values[i],
                            &other->properties.values[i])
        != 0)
      return FALSE;

  return TRUE;
}
