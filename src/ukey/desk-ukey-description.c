/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-description.h"

DeskUkeyDescription *
desk_ukey_description_new (DeskKeyState state, const char *detail)
{
  DeskUkeyDescription *self = g_new0 (DeskUkeyDescription, 1);

  self->state = state;
  self->detail = g_strdup (detail);
  self->library = g_strdup ("");
  self->manufacturer = g_strdup ("");
  self->library_version = g_strdup ("");
  self->cryptoki_version = g_strdup ("");
  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_ukey_slot_free);
  return self;
}

void
desk_ukey_description_free (DeskUkeyDescription *self)
{
  g_free (self->detail);
  g_free (self->library);
  g_free (self->manufacturer);
  g_free (self->library_version);
  g_free (self->cryptoki_version);
  g_ptr_array_unref (self->slots);
  g_free (self);
}

DeskUkeyService *
desk_ukey_service_new (DeskKeyState state, const char *detail)
{
  DeskUkeyService *self = g_new0 (DeskUkeyService, 1);

  self->state = state;
  self->detail = g_strdup (detail);
  self->readers = g_new0 (char *, 1);
  return self;
}

void
desk_ukey_service_free (DeskUkeyService *self)
{
  g_strfreev (self->readers);
  g_free (self->detail);
  g_free (self);
}

DeskUkeySlot *
desk_ukey_slot_new (void)
{
  return g_new0 (DeskUkeySlot, 1);
}

void
desk_ukey_slot_free (DeskUkeySlot *self)
{
  g_free (self->reader);
  g_free (self->manufacturer);
  g_clear_object (&self->token);
  g_free (self->detail);
  g_free (self);
}
