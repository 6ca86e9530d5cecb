/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ctl"

#include "desk-ctl-key.h"

#include "desk-ctl-command.h"
#include "desk-ctl-wait.h"

#include "desk-key-text.h"
#include "desk-platform.h"

void
desk_ctl_key_options_clear (DeskCtlKeyOptions *options)
{
  g_free (options->module);
  g_free (options->module_arguments);
  g_free (options->token);
}

DeskKeys *
desk_ctl_keys_open (const DeskCtlKeyOptions *options)
{
  g_autoptr (DeskKeySettings) settings
      = desk_key_settings_new (NULL, options->module, options->module_arguments);
  g_autoptr (DeskClock) clock = desk_clock_new_system ();
  g_autoptr (GAsyncResult) result = NULL;
  DeskKeys *keys = desk_keys_new (settings, clock);

  desk_keys_rescan_async (keys, NULL, desk_ctl_on_ready, &result);
  desk_ctl_wait_for (&result);
  /* What it found is in the lists and the state. */
  desk_keys_rescan_finish (keys, result, NULL);
  return keys;
}

void
desk_ctl_keys_free (DeskKeys *keys)
{
  desk_keys_close (keys);
  g_object_unref (keys);
}

DeskKeyToken *
desk_ctl_key_find_token (DeskKeys *keys, const DeskCtlKeyOptions *options)
{
  g_autoptr (GError) error = NULL;
  DeskKeyToken *token = desk_keys_find_token (keys, options->token, &error);

  if (token == NULL)
    desk_ctl_key_complain (error);

  return token;
}

DeskSecret *
desk_ctl_key_read_pin (const DeskCtlKeyOptions *options, const char *prompt)
{
  g_autoptr (GError) error = NULL;
  DeskSecret *pin;

  desk_platform_forbid_core_dumps ();
  pin = desk_platform_read_secret (options->pin_fd >= 0 ? options->pin_fd : 0, prompt, &error);
  if (pin == NULL)
    desk_ctl_complain ("%s", error->message);

  return pin;
}

gboolean
desk_ctl_key_read_token_pin (const DeskCtlKeyOptions *options,
                             DeskKeyToken *token,
                             DeskSecret **pin)
{
  *pin = NULL;
  if (desk_key_token_get_protected_path (token)) {
    g_printerr ("Please type the PIN on the Ukey itself.\n");
    return TRUE;
  }

  *pin = desk_ctl_key_read_pin (options, "PIN: ");
  return *pin != NULL;
}

int
desk_ctl_key_complain (const GError *error)
{
  DeskKeyState state;
  const char *remedy;

  if (error->domain != DESK_KEY_ERROR) {
    desk_ctl_complain ("%s", error->message);
    return DESK_CTL_FAILED;
  }

  state = (DeskKeyState) error->code;
  remedy = desk_key_text_get_remedy (state);
  desk_ctl_complain ("%s %s (%s)", desk_key_state_get_code (state),
                     desk_key_text_get_sentence (state), error->message);
  if (remedy != NULL)
    desk_ctl_complain ("%s", remedy);
  if (desk_key_state_get_group (state) != DESK_KEY_GROUP_PIN
      && desk_key_error_get_pin_use (error) == DESK_PIN_USE_MAYBE)
    desk_ctl_complain ("%s", desk_key_text_get_pin_use (DESK_PIN_USE_MAYBE));
  return DESK_CTL_FAILED;
}
