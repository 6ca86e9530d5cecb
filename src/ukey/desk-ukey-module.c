/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-module.h"

struct _DeskUkeyModule {
  DeskUkeyModuleOrigin origin;
  char *name;      /* owned */
  char *path;      /* owned */
  char *arguments; /* owned, nullable */
};

G_DEFINE_BOXED_TYPE (DeskUkeyModule, desk_ukey_module, desk_ukey_module_ref, desk_ukey_module_unref)

DeskUkeyModule *
desk_ukey_module_new (DeskUkeyModuleOrigin origin,
                      const char *name,
                      const char *path,
                      const char *arguments)
{
  DeskUkeyModule *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_atomic_rc_box_new0 (DeskUkeyModule);
  self->origin = origin;
  self->name = name != NULL ? g_strdup (name) : g_path_get_basename (path);
  self->path = g_strdup (path);
  self->arguments = g_strdup (arguments);
  return self;
}

DeskUkeyModule *
desk_ukey_module_ref (DeskUkeyModule *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  DeskUkeyModule *self = data;

  g_free (self->name);
  g_free (self->path);
  g_free (self->arguments);
}

void
desk_ukey_module_unref (DeskUkeyModule *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

DeskUkeyModuleOrigin
desk_ukey_module_get_origin (const DeskUkeyModule *self)
{
  return self->origin;
}

const char *
desk_ukey_module_get_name (const DeskUkeyModule *self)
{
  return self->name;
}

const char *
desk_ukey_module_get_path (const DeskUkeyModule *self)
{
  return self->path;
}

const char *
desk_ukey_module_get_arguments (const DeskUkeyModule *self)
{
  return self->arguments;
}
