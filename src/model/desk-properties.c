/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-properties.h"

void
desk_properties_init (DeskProperties *self, gpointer owner, GParamSpec **specs, guint n)
{
  self->owner = owner;
  self->specs = specs;
  self->n = n;
  self->values = g_new0 (GValue, n);

  for (guint i = 0; i < n; i++) {
    if (specs[i] == NULL)
      continue;
    g_value_init (&self->values[i], specs[i]->value_type);
    g_param_value_set_default (specs[i], &self->values[i]);
  }
}

void
desk_properties_clear (DeskProperties *self)
{
  for (guint i = 0; i < self->n; i++)
    if (self->specs[i] != NULL)
      g_value_unset (&self->values[i]);
  g_clear_pointer (&self->values, g_free);
}

static gboolean
is_null_of_a_text (GParamSpec *spec, const GValue *value)
{
  return G_IS_PARAM_SPEC_STRING (spec) && G_PARAM_SPEC_STRING (spec)->default_value != NULL
         && g_value_get_string (value) == NULL;
}

gboolean
desk_properties_set (DeskProperties *self, guint id, const GValue *value)
{
  GParamSpec *spec;
  g_auto (GValue) wanted = G_VALUE_INIT;

  g_return_val_if_fail (id < self->n && self->specs[id] != NULL, FALSE);

  spec = self->specs[id];
  g_value_init (&wanted, spec->value_type);
  g_value_copy (value, &wanted);
  if (is_null_of_a_text (spec, &wanted))
    g_value_set_static_string (&wanted, "");
  g_param_value_validate (spec, &wanted);

  if (g_param_values_cmp (spec, &wanted, &self->values[id]) == 0)
    return FALSE;

  g_value_copy (&wanted, &self->values[id]);
  g_object_notify_by_pspec (self->owner, spec);
  return TRUE;
}

gboolean
desk_properties_set_text (DeskProperties *self, guint id, const char *text)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  return desk_properties_set (self, id, &value);
}

gboolean
desk_properties_set_boolean (DeskProperties *self, guint id, gboolean boolean)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, boolean);
  return desk_properties_set (self, id, &value);
}

gboolean
desk_properties_set_int (DeskProperties *self, guint id, int number)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT);
  g_value_set_int (&value, number);
  return desk_properties_set (self, id, &value);
}

gboolean
desk_properties_set_int64 (DeskProperties *self, guint id, gint64 number)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT64);
  g_value_set_int64 (&value, number);
  return desk_properties_set (self, id, &value);
}

gboolean
desk_properties_set_double (DeskProperties *self, guint id, double number)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_DOUBLE);
  g_value_set_double (&value, number);
  return desk_properties_set (self, id, &value);
}

gboolean
desk_properties_set_enum (DeskProperties *self, guint id, int number)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, self->specs[id]->value_type);
  g_value_set_enum (&value, number);
  return desk_properties_set (self, id, &value);
}

gboolean
desk_properties_set_boxed (DeskProperties *self, guint id, gpointer boxed)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, self->specs[id]->value_type);
  g_value_set_boxed (&value, boxed);
  return desk_properties_set (self, id, &value);
}

const char *
desk_properties_get_text (DeskProperties *self, guint id)
{
  return g_value_get_string (&self->values[id]);
}

gboolean
desk_properties_get_boolean (DeskProperties *self, guint id)
{
  return g_value_get_boolean (&self->values[id]);
}

int
desk_properties_get_int (DeskProperties *self, guint id)
{
  return g_value_get_int (&self->values[id]);
}

gint64
desk_properties_get_int64 (DeskProperties *self, guint id)
{
  return g_value_get_int64 (&self->values[id]);
}

double
desk_properties_get_double (DeskProperties *self, guint id)
{
  return g_value_get_double (&self->values[id]);
}

int
desk_properties_get_enum (DeskProperties *self, guint id)
{
  return g_value_get_enum (&self->values[id]);
}

gpointer
desk_properties_get_boxed (DeskProperties *self, guint id)
{
  return g_value_get_boxed (&self->values[id]);
}

GParamSpec *
desk_property_text (const char *name, GParamFlags flags)
{
  return g_param_spec_string (name, NULL, NULL, "", flags);
}

GParamSpec *
desk_property_nullable_text (const char *name, GParamFlags flags)
{
  return g_param_spec_string (name, NULL, NULL, NULL, flags);
}

GParamSpec *
desk_property_enum (const char *name, GType type, GParamFlags flags)
{
  return g_param_spec_enum (name, NULL, NULL, type, 0, flags);
}

GParamSpec *
desk_property_int (const char *name, int maximum, GParamFlags flags)
{
  return g_param_spec_int (name, NULL, NULL, 0, maximum, 0, flags);
}

GParamSpec *
desk_property_int64 (const char *name, GParamFlags flags)
{
  return g_param_spec_int64 (name, NULL, NULL, 0, G_MAXINT64, 0, flags);
}

GParamSpec *
desk_property_boolean (const char *name, GParamFlags flags)
{
  return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
}
