/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ctl"

#include "desk-ctl-command.h"
#include "desk-ctl-key.h"
#include "desk-ctl-wait.h"

#include "desk-key-text.h"
#include "desk-pin-flow.h"

/* Another PIN, and a PIN for a key that is locked or has none. */

/* A new PIN, typed twice where it cannot be seen. NULL after the reason was printed. */
static DeskSecret *
read_new_pin (const DeskCtlKeyOptions *options, DeskPinFlow *flow, DeskSecret *old_pin)
{
  g_autoptr (DeskSecret) pin = desk_ctl_key_read_pin (options, "New PIN: ");
  g_autoptr (DeskSecret) again = NULL;
  DeskPinProblem problem;

  if (pin == NULL)
    return NULL;

  problem = desk_pin_flow_check (flow, pin, old_pin);
  if (problem != DESK_PIN_OK) {
    desk_ctl_complain ("%s", desk_key_text_get_pin_problem (problem));
    return NULL;
  }

  /* Who gives it on a descriptor means what he gives. */
  if (options->pin_fd >= 0)
    return g_steal_pointer (&pin);

  again = desk_ctl_key_read_pin (options, "The new PIN once more: ");
  if (again == NULL || !desk_secret_equal (pin, again)) {
    desk_ctl_complain ("the two are not the same");
    return NULL;
  }
  return g_steal_pointer (&pin);
}

static gboolean
change (DeskPinFlow *flow, DeskSecret *pin, DeskSecret *new_pin, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_pin_flow_change_async (flow, pin, new_pin, NULL, desk_ctl_on_ready, &result);
  desk_ctl_wait_for (&result);
  return desk_pin_flow_change_finish (flow, result, error);
}

static int
set_pin (const DeskCtlKeyOptions *options)
{
  g_autoptr (DeskCtlKeys) keys = desk_ctl_keys_open (options);
  g_autoptr (DeskKeyToken) token = desk_ctl_key_find_token (keys, options);
  g_autoptr (DeskPinFlow) flow = NULL;
  g_autoptr (DeskSecret) pin = NULL;
  g_autoptr (DeskSecret) new_pin = NULL;
  g_autoptr (GError) error = NULL;

  if (token == NULL || !desk_ctl_key_read_token_pin (options, token, &pin))
    return DESK_CTL_FAILED;

  flow = desk_pin_flow_new (keys, token, NULL);
  if (pin != NULL) {
    new_pin = read_new_pin (options, flow, pin);
    if (new_pin == NULL)
      return DESK_CTL_FAILED;
  }

  return change (flow, pin, new_pin, &error) ? DESK_CTL_OK : desk_ctl_key_complain (error);
}

int
desk_ctl_ukey_set_pin (char **arguments)
{
  g_auto (GStrv) words = arguments;
  g_auto (DeskCtlKeyOptions) options = { .pin_fd = -1 };
  const GOptionEntry entries[] = {
    DESK_CTL_MODULE_ENTRIES (options),
    DESK_CTL_TOKEN_ENTRY (options),
    DESK_CTL_PIN_ENTRY (options),
    { NULL },
  };

  if (!desk_ctl_parse (&words, entries, NULL, 0))
    return DESK_CTL_UNUSABLE;

  return set_pin (&options);
}

/* A key without a PIN gets its first one in the same way, by the administrator's. */
static gboolean
unblock (
    DeskPinFlow *flow, DeskUnblockKey kind, DeskSecret *secret, DeskSecret *new_pin, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_pin_flow_unblock_async (flow, kind, secret, new_pin, NULL, desk_ctl_on_ready, &result);
  desk_ctl_wait_for (&result);
  return desk_pin_flow_unblock_finish (flow, result, error);
}

static int
unblock_token (const DeskCtlKeyOptions *options, DeskUnblockKey kind)
{
  g_autoptr (DeskCtlKeys) keys = desk_ctl_keys_open (options);
  g_autoptr (DeskKeyToken) token = desk_ctl_key_find_token (keys, options);
  g_autoptr (DeskPinFlow) flow = NULL;
  g_autoptr (DeskSecret) secret = NULL;
  g_autoptr (DeskSecret) new_pin = NULL;
  g_autoptr (GError) error = NULL;

  if (token == NULL)
    return DESK_CTL_FAILED;

  flow = desk_pin_flow_new (keys, token, NULL);
  secret = desk_ctl_key_read_pin (options,
                                  kind == DESK_UNBLOCK_BY_PUK ? "PUK: " : "Administrator PIN: ");
  new_pin = secret != NULL ? read_new_pin (options, flow, NULL) : NULL;
  if (new_pin == NULL)
    return DESK_CTL_FAILED;

  return unblock (flow, kind, secret, new_pin, &error) ? DESK_CTL_OK
                                                       : desk_ctl_key_complain (error);
}

int
desk_ctl_ukey_unblock (char **arguments)
{
  g_auto (GStrv) words = arguments;
  g_auto (DeskCtlKeyOptions) options = { .pin_fd = -1 };
  gboolean by_so_pin = FALSE;
  const GOptionEntry entries[] = {
    DESK_CTL_MODULE_ENTRIES (options),
    DESK_CTL_TOKEN_ENTRY (options),
    DESK_CTL_PIN_ENTRY (options),
    { "so-pin", 0, 0, G_OPTION_ARG_NONE, &by_so_pin,
      "By the administrator's PIN instead of the PUK; also for a first PIN", NULL },
    { NULL },
  };

  if (!desk_ctl_parse (&words, entries, NULL, 0))
    return DESK_CTL_UNUSABLE;

  return unblock_token (&options, by_so_pin ? DESK_UNBLOCK_BY_ADMIN : DESK_UNBLOCK_BY_PUK);
}
