/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* DeskKeys over OpenSC, a real pcscd and the virtual card; runs under with-pcscd.py. */

#include "desk-keys.h"
#include "desk-test-async.h"

#include <gio/gio.h>

/* With OpenSC as it is found on this computer; NULL: it is not. */
static DeskKeys *
keys_new (void)
{
  g_autoptr (DeskClock) clock = desk_clock_new_system ();
  g_autoptr (DeskKeySettings) settings = desk_key_settings_new (NULL, NULL, NULL);
  GListModel *modules = desk_key_settings_get_modules (settings);
  gboolean is_found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (modules); i++) {
    g_autoptr (DeskKeyModule) module = g_list_model_get_item (modules, i);

    is_found |= desk_key_module_get_origin (module) == DESK_KEY_MODULE_OPENSC;
  }

  if (!is_found) {
    g_test_skip ("OpenSC is not on this machine");
    return NULL;
  }
  return desk_keys_new (settings, clock);
}

/* card-control.py, beside a main loop that goes on. */
static void
control (const char *first, const char *second)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "python3", "-B",
                          g_getenv ("DESK_CARD_CONTROL"), first, second, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_subprocess_wait_check_finish (process, result, &error);
  g_assert_no_error (error);
}

static gboolean
on_late (gpointer user_data)
{
  g_test_message ("the state is %s", desk_key_state_get_nick (desk_keys_get_state (user_data)));
  g_assert_not_reached ();
  return G_SOURCE_REMOVE;
}

/* Runs the main context until the state is @nick, for half a minute at most. */
static void
wait_for (DeskKeys *keys, const char *nick)
{
  guint late = g_timeout_add_seconds (30, on_late, keys);

  while (!g_str_equal (desk_key_state_get_nick (desk_keys_get_state (keys)), nick))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (late);
  g_test_message ("%s", nick);
}

static void
end (DeskKeys *keys)
{
  desk_keys_release (keys);
  desk_keys_close (keys);
}

static void
test_plug (void)
{
  g_autoptr (DeskKeys) keys = keys_new ();
  g_autofree char *serial = NULL;

  if (keys == NULL)
    return;

  desk_keys_hold (keys);
  wait_for (keys, "absent");
  control ("init", "One");
  wait_for (keys, "no_certificate");
  {
    g_autoptr (DeskKeyToken) token = desk_keys_find_token (keys, NULL, NULL);

    serial = g_strdup (desk_key_token_get_serial (token));
    g_assert_cmpstr (serial, !=, "");
  }

  for (int i = 0; i < 2; i++) {
    control ("remove", "One");
    wait_for (keys, "absent");
    g_assert_false (desk_keys_has_token (keys, serial));
    control ("insert", "One");
    wait_for (keys, "no_certificate");
    g_assert_true (desk_keys_has_token (keys, serial));
  }

  control ("remove", "One");
  wait_for (keys, "absent");
  end (keys);
}

/* A card that nobody has put anything on. */
static void
test_blank (void)
{
  g_autoptr (DeskKeys) keys = keys_new ();

  if (keys == NULL)
    return;

  desk_keys_hold (keys);
  wait_for (keys, "absent");
  control ("insert", "Blank");
  while (g_str_equal (desk_key_state_get_nick (desk_keys_get_state (keys)), "absent"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (desk_keys_get_state (keys) == DESK_KEY_STATE_UNRECOGNISED
                 || desk_keys_get_state (keys) == DESK_KEY_STATE_NOT_INITIALISED);
  control ("remove", "Blank");
  wait_for (keys, "absent");
  end (keys);
}

/* The service ends and comes back, with the card in. */
static void
check_service (const char *how)
{
  g_autoptr (DeskKeys) keys = keys_new ();

  if (keys == NULL)
    return;

  control ("init", "Two");
  desk_keys_hold (keys);
  wait_for (keys, "no_certificate");

  for (int i = 0; i < 2; i++) {
    control (how, NULL);
    wait_for (keys, "service_stopped");
    control ("start-service", NULL);
    wait_for (keys, "no_certificate");
  }

  control ("remove", "Two");
  wait_for (keys, "absent");
  end (keys);
}

static void
test_service_stopped (void)
{
  check_service ("stop-service");
}

static void
test_service_killed (void)
{
  check_service ("kill-service");
}

/* The program is started before the service is. */
static void
test_service_late (void)
{
  g_autoptr (DeskKeys) keys = keys_new ();

  if (keys == NULL)
    return;

  control ("stop-service", NULL);
  desk_keys_hold (keys);
  wait_for (keys, "service_stopped");
  control ("start-service", NULL);
  wait_for (keys, "absent");
  end (keys);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/keys-card/plug", test_plug);
  g_test_add_func ("/flow/keys-card/blank", test_blank);
  g_test_add_func ("/flow/keys-card/service-stopped", test_service_stopped);
  g_test_add_func ("/flow/keys-card/service-killed", test_service_killed);
  g_test_add_func ("/flow/keys-card/service-late", test_service_late);
  return g_test_run ();
}
