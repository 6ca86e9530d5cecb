/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-unblock-request.h"

G_DEFINE_ENUM_TYPE (DeskUnblockReason,
                    desk_unblock_reason,
                    G_DEFINE_ENUM_VALUE (DESK_UNBLOCK_NO_UNBLOCK, "no_unblock"),
                    G_DEFINE_ENUM_VALUE (DESK_UNBLOCK_PUK_LOST, "puk_lost"),
                    G_DEFINE_ENUM_VALUE (DESK_UNBLOCK_PUK_LOCKED, "puk_locked"))

G_DEFINE_ENUM_TYPE (DeskUnblockState,
                    desk_unblock_state,
                    G_DEFINE_ENUM_VALUE (DESK_UNBLOCK_RECEIVED, "received"),
                    G_DEFINE_ENUM_VALUE (DESK_UNBLOCK_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (DESK_UNBLOCK_REFUSED, "refused"))

static const char *
get_nick (GType type, int value)
{
  g_autoptr (GEnumClass) values = g_type_class_ref (type);
  GEnumValue *entry = g_enum_get_value (values, value);

  g_return_val_if_fail (entry != NULL, NULL);

  return entry->value_nick;
}

const char *
desk_unblock_reason_get_code (DeskUnblockReason reason)
{
  return get_nick (DESK_TYPE_UNBLOCK_REASON, (int) reason);
}

const char *
desk_unblock_state_get_code (DeskUnblockState state)
{
  return get_nick (DESK_TYPE_UNBLOCK_STATE, (int) state);
}

gboolean
desk_unblock_state_from_code (const char *code, DeskUnblockState *state)
{
  g_autoptr (GEnumClass) values = g_type_class_ref (DESK_TYPE_UNBLOCK_STATE);
  GEnumValue *entry = code != NULL ? g_enum_get_value_by_nick (values, code) : NULL;

  if (entry == NULL)
    return FALSE;

  *state = (DeskUnblockState) entry->value;
  return TRUE;
}

void
desk_unblock_request_clear (DeskUnblockRequest *request)
{
  g_clear_pointer (&request->id, g_free);
  g_clear_pointer (&request->number, g_free);
  g_clear_pointer (&request->token_tail, g_free);
  g_clear_pointer (&request->note, g_free);
}

void
desk_unblock_request_free (DeskUnblockRequest *request)
{
  if (request == NULL)
    return;

  desk_unblock_request_clear (request);
  g_free (request);
}
