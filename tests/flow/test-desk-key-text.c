/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-key-text.h"

static gboolean
ends_with_stop (const char *sentence)
{
  return g_str_has_suffix (sentence, ".") || g_str_has_suffix (sentence, "。")
         || g_str_has_suffix (sentence, "!") || g_str_has_suffix (sentence, "！");
}

/* Every state is told in words of its own; what is not good says what to do. */
static void
test_states (void)
{
  g_autoptr (GHashTable) sentences = g_hash_table_new (g_str_hash, g_str_equal);

  for (int i = 0; i < (int) DESK_KEY_N_STATES; i++) {
    DeskKeyState state = (DeskKeyState) i;
    const char *sentence = desk_key_text_get_sentence (state);
    const char *remedy = desk_key_text_get_remedy (state);

    g_test_message ("%s", desk_key_state_get_code (state));
    g_assert_nonnull (sentence);
    g_assert_cmpstr (sentence, !=, "");
    g_assert_false (ends_with_stop (sentence));
    g_assert_true (g_hash_table_add (sentences, (gpointer) sentence));
    g_assert_nonnull (desk_key_text_get_untranslated_sentence (state));

    if (desk_key_state_get_severity (state) >= DESK_KEY_SEVERITY_WARNING) {
      g_assert_nonnull (remedy);
      g_assert_true (ends_with_stop (remedy));
    }
    g_assert_cmpint (remedy == NULL, ==, desk_key_text_get_untranslated_remedy (state) == NULL);
  }
}

/* A driver's own failure must never be told as a wrong PIN. */
static void
test_driver_is_not_pin (void)
{
  g_assert_null (
      g_strstr_len (desk_key_text_get_untranslated_sentence (DESK_KEY_STATE_DRIVER), -1, "PIN"));
}

static void
test_actions (void)
{
  g_assert_null (desk_key_text_get_action (DESK_KEY_ACTION_NONE));

  for (int i = DESK_KEY_ACTION_NONE + 1; i <= DESK_KEY_ACTION_SHOW_CERTIFICATE; i++) {
    const char *label = desk_key_text_get_action ((DeskKeyAction) i);

    g_assert_nonnull (label);
    g_assert_false (ends_with_stop (label));
  }
}

static void
test_tries (void)
{
  g_assert_null (desk_key_text_get_tries (DESK_PIN_TRIES_UNKNOWN));
  g_assert_nonnull (desk_key_text_get_tries (DESK_PIN_TRIES_LOW));
  g_assert_nonnull (desk_key_text_get_tries (DESK_PIN_TRIES_FINAL));
  g_assert_nonnull (desk_key_text_get_tries (DESK_PIN_TRIES_LOCKED));
}

static void
test_pin_use (void)
{
  for (int i = DESK_PIN_USE_NONE; i <= DESK_PIN_USE_ACCEPTED; i++)
    g_assert_true (ends_with_stop (desk_key_text_get_pin_use ((DeskPinUse) i)));
}

static void
test_pin_problems (void)
{
  g_assert_null (desk_key_text_get_pin_problem (DESK_PIN_OK));

  for (int i = DESK_PIN_OK + 1; i <= DESK_PIN_SAME; i++)
    g_assert_nonnull (desk_key_text_get_pin_problem ((DeskPinProblem) i));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/key-text/states", test_states);
  g_test_add_func ("/flow/key-text/driver-is-not-pin", test_driver_is_not_pin);
  g_test_add_func ("/flow/key-text/actions", test_actions);
  g_test_add_func ("/flow/key-text/tries", test_tries);
  g_test_add_func ("/flow/key-text/pin-use", test_pin_use);
  g_test_add_func ("/flow/key-text/pin-problems", test_pin_problems);
  return g_test_run ();
}
