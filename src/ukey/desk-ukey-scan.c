/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-scan.h"

DeskUkeyScan *
desk_ukey_scan_new (DeskKeyState state, const char *detail)
{
  DeskUkeyScan *self = g_new0 (DeskUkeyScan, 1);

  self->state = state;
  self->tokens = g_ptr_array_new_with_free_func (g_object_unref);
  self->certificates = g_ptr_array_new_with_free_func (g_object_unref);
  self->detail = g_strdup (detail);
  return self;
}

void
desk_ukey_scan_free (DeskUkeyScan *self)
{
  g_ptr_array_unref (self->tokens);
  g_ptr_array_unref (self->certificates);
  g_free (self->detail);
  g_free (self);
}
