/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-key-module.h"

struct _DeskKeyModule {
  GObject parent_instance;

  char *path;      /* owned */
  char *arguments; /* owned, nullable */
  char *name;      /* owned */
  DeskKeyModuleOrigin origin;
  gboolean in_use;
  DeskKeyState state;
};

enum {
  PROP_IN_USE = 1,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskKeyModule, desk_key_module, G_TYPE_OBJECT)

static void
desk_key_module_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskKeyModule *self = DESK_KEY_MODULE (object);

  switch (id) {
  case PROP_IN_USE:
    g_value_set_boolean (value, self->in_use);
    break;
  case PROP_STATE:
    g_value_set_enum (value, (int) self->state);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_key_module_finalize (GObject *object)
{
  DeskKeyModule *self = DESK_KEY_MODULE (object);

  g_free (self->path);
  g_free (self->arguments);
  g_free (self->name);
  G_OBJECT_CLASS (desk_key_module_parent_class)->finalize (object);
}

static void
desk_key_module_class_init (DeskKeyModuleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_key_module_get_property;
  object_class->finalize = desk_key_module_finalize;

  properties[PROP_IN_USE] = g_param_spec_boolean ("in-use", NULL, NULL, FALSE, flags);
  properties[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, DESK_TYPE_KEY_STATE, DESK_KEY_STATE_READING, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_key_module_init (DeskKeyModule *self)
{
}

DeskKeyModule *
desk_key_module_new (const char *path,
                     const char *arguments,
                     const char *name,
                     DeskKeyModuleOrigin origin)
{
  DeskKeyModule *self;

  g_return_val_if_fail (path != NULL && name != NULL, NULL);

  self = g_object_new (DESK_TYPE_KEY_MODULE, NULL);
  self->path = g_strdup (path);
  self->arguments = g_strdup (arguments);
  self->name = g_strdup (name);
  self->origin = origin;
  return self;
}

const char *
desk_key_module_get_path (DeskKeyModule *self)
{
  g_return_val_if_fail (DESK_IS_KEY_MODULE (self), NULL);

  return self->path;
}

const char *
desk_key_module_get_arguments (DeskKeyModule *self)
{
  g_return_val_if_fail (DESK_IS_KEY_MODULE (self), NULL);

  return self->arguments;
}

const char *
desk_key_module_get_name (DeskKeyModule *self)
{
  g_return_val_if_fail (DESK_IS_KEY_MODULE (self), NULL);

  return self->name;
}

DeskKeyModuleOrigin
desk_key_module_get_origin (DeskKeyModule *self)
{
  g_return_val_if_fail (DESK_IS_KEY_MODULE (self), DESK_KEY_MODULE_OPTION);

  return self->origin;
}

gboolean
desk_key_module_get_in_use (DeskKeyModule *self)
{
  g_return_val_if_fail (DESK_IS_KEY_MODULE (self), FALSE);

  return self->in_use;
}

DeskKeyState
desk_key_module_get_state (DeskKeyModule *self)
{
  g_return_val_if_fail (DESK_IS_KEY_MODULE (self), DESK_KEY_STATE_READING);

  return self->state;
}

void
desk_key_module_set_in_use (DeskKeyModule *self, gboolean in_use)
{
  g_return_if_fail (DESK_IS_KEY_MODULE (self));

  if (self->in_use == in_use)
    return;

  self->in_use = in_use;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IN_USE]);
}

void
desk_key_module_set_state (DeskKeyModule *self, DeskKeyState state)
{
  g_return_if_fail (DESK_IS_KEY_MODULE (self));

  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}
