/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-pin-handling.h"

static const DeskPinHandling handlings[] = {
  { DESK_KEY_STATE_PIN_WRONG, DESK_PIN_HANDLING_TYPE, DESK_PIN_AT_SECRET, FALSE },
  { DESK_KEY_STATE_PIN_LOW, DESK_PIN_HANDLING_TYPE, DESK_PIN_AT_SECRET, FALSE },
  { DESK_KEY_STATE_PIN_FINAL, DESK_PIN_HANDLING_TYPE, DESK_PIN_AT_SECRET, FALSE },
  { DESK_KEY_STATE_PIN_LENGTH, DESK_PIN_HANDLING_TYPE, DESK_PIN_AT_SECRET, FALSE },
  { DESK_KEY_STATE_PUK_WRONG, DESK_PIN_HANDLING_TYPE, DESK_PIN_AT_SECRET, FALSE },
  { DESK_KEY_STATE_PIN_REFUSED, DESK_PIN_HANDLING_TYPE, DESK_PIN_AT_NEW, FALSE },
  { DESK_KEY_STATE_PIN_CANCELLED, DESK_PIN_HANDLING_TYPE, DESK_PIN_AT_KEY, FALSE },
  { DESK_KEY_STATE_BUSY, DESK_PIN_HANDLING_TYPE, DESK_PIN_AT_KEY, TRUE },
  { DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_HANDLING_TYPE, DESK_PIN_AT_KEY, TRUE },
  { DESK_KEY_STATE_MODULE_HANGS, DESK_PIN_HANDLING_TYPE, DESK_PIN_AT_KEY, TRUE },
  { DESK_KEY_STATE_DRIVER, DESK_PIN_HANDLING_TYPE, DESK_PIN_AT_KEY, TRUE },
  { DESK_KEY_STATE_REMOVED, DESK_PIN_HANDLING_WAIT, DESK_PIN_AT_KEY, TRUE },
  { DESK_KEY_STATE_PIN_LOCKED, DESK_PIN_HANDLING_BLOCK, DESK_PIN_AT_KEY, FALSE },
  { DESK_KEY_STATE_PIN_FIRST, DESK_PIN_HANDLING_BLOCK, DESK_PIN_AT_KEY, FALSE },
  { DESK_KEY_STATE_PIN_MUST_CHANGE, DESK_PIN_HANDLING_BLOCK, DESK_PIN_AT_KEY, FALSE },
};

const DeskPinHandling *
desk_pin_handling_find (const GError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (handlings); i++)
    if (desk_key_error_is (error, handlings[i].state))
      return &handlings[i];

  return NULL;
}

gboolean
desk_pin_handling_blocks (DeskPinPurpose purpose, DeskKeyState state)
{
  switch (state) {
  case DESK_KEY_STATE_PIN_LOCKED:
    return purpose != DESK_PIN_UNBLOCK;
  case DESK_KEY_STATE_PIN_FIRST:
    return purpose != DESK_PIN_FIRST && purpose != DESK_PIN_UNBLOCK;
  case DESK_KEY_STATE_PIN_MUST_CHANGE:
    return purpose == DESK_PIN_ASK;
  default:
    return FALSE;
  }
}

const char *
desk_pin_handling_get_remedy (DeskKeyState state)
{
  switch (desk_key_state_get_action (state)) {
  case DESK_KEY_ACTION_SET_PIN:
    return "win.set-pin";
  case DESK_KEY_ACTION_CHANGE_PIN:
    return "win.change-pin";
  case DESK_KEY_ACTION_UNBLOCK_PIN:
    return "win.unblock-pin";
  default:
    return NULL;
  }
}
