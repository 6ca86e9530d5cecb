/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-pin-policy.h"

#define ID_NUMBER "150102199001010019"

static DeskPinProblem
check (const char *pin, const char *old_pin, const char *id_number, guint minimum, guint maximum)
{
  g_autoptr (DeskSecret) secret = desk_secret_new_from_string (pin);
  g_autoptr (DeskSecret) old = old_pin != NULL ? desk_secret_new_from_string (old_pin) : NULL;

  return desk_pin_policy_check (secret, old, id_number, minimum, maximum);
}

static void
test_table (void)
{
  static const struct {
    const char *pin;
    DeskPinProblem problem;
  } rows[] = {
    { "274916", DESK_PIN_OK },
    { "Kx7-wq", DESK_PIN_OK },
    { "2749160385172946", DESK_PIN_OK },
    { "a b c!", DESK_PIN_OK },

    { "27491", DESK_PIN_TOO_SHORT },
    { "1", DESK_PIN_TOO_SHORT },
    { "27491603851729460", DESK_PIN_TOO_LONG },

    { "密码密码", DESK_PIN_BAD_CHARACTER },
    { "27491\t", DESK_PIN_BAD_CHARACTER },
    { "27491\x7f", DESK_PIN_BAD_CHARACTER },

    { DESK_PIN_DEFAULT, DESK_PIN_IS_DEFAULT },

    { "123456", DESK_PIN_SEQUENCE },
    { "654321", DESK_PIN_SEQUENCE },
    { "456789", DESK_PIN_SEQUENCE },
    { "abcdef", DESK_PIN_SEQUENCE },
    { "123457", DESK_PIN_OK },

    { "888888", DESK_PIN_REPEAT },
    { "121212", DESK_PIN_REPEAT },
    { "123123", DESK_PIN_REPEAT },
    { "1231231", DESK_PIN_REPEAT },
    { "27492749", DESK_PIN_REPEAT },
    { "888887", DESK_PIN_OK },

    { "19900101", DESK_PIN_BIRTH_DATE },
    { "900101", DESK_PIN_BIRTH_DATE },
    { "x900101x", DESK_PIN_BIRTH_DATE },
    { "150102", DESK_PIN_ID_NUMBER },
    { "010019", DESK_PIN_ID_NUMBER },
    { "7010219", DESK_PIN_ID_NUMBER },
    { "15010", DESK_PIN_TOO_SHORT },
    { "15010x", DESK_PIN_OK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].pin);
    g_assert_cmpint (check (rows[i].pin, NULL, ID_NUMBER, 0, 0), ==, rows[i].problem);
  }
}

/* Nothing is known of the holder, or nothing that is a resident ID number. */
static void
test_unknown_holder (void)
{
  g_assert_cmpint (check ("900101", NULL, NULL, 0, 0), ==, DESK_PIN_OK);
  g_assert_cmpint (check ("900101", NULL, "H12345678", 0, 0), ==, DESK_PIN_OK);
}

/* "X" of an ID number is a part of it too. */
static void
test_check_character (void)
{
  g_assert_cmpint (check ("31002X", NULL, "11010519491231002X", 0, 0), ==, DESK_PIN_ID_NUMBER);
}

/* What the key allows holds besides what this program does. */
static void
test_key_limits (void)
{
  g_assert_cmpint (check ("274916", NULL, NULL, 8, 0), ==, DESK_PIN_TOO_SHORT);
  g_assert_cmpint (check ("27491603", NULL, NULL, 8, 0), ==, DESK_PIN_OK);
  g_assert_cmpint (check ("27491", NULL, NULL, 4, 0), ==, DESK_PIN_TOO_SHORT);
  g_assert_cmpint (check ("274916038", NULL, NULL, 0, 8), ==, DESK_PIN_TOO_LONG);
  g_assert_cmpint (check ("27491603", NULL, NULL, 0, 8), ==, DESK_PIN_OK);
  g_assert_cmpint (check ("27491603851729460", NULL, NULL, 0, 255), ==, DESK_PIN_TOO_LONG);
}

static void
test_same (void)
{
  g_assert_cmpint (check ("274916", "274916", NULL, 0, 0), ==, DESK_PIN_SAME);
  g_assert_cmpint (check ("274916", "274917", NULL, 0, 0), ==, DESK_PIN_OK);
  g_assert_cmpint (check (DESK_PIN_DEFAULT, DESK_PIN_DEFAULT, NULL, 0, 0), ==, DESK_PIN_IS_DEFAULT);
}

static void
test_default (void)
{
  static const struct {
    const char *pin;
    gboolean is_default;
  } rows[] = {
    { "111111", TRUE },
    { "11111", FALSE },
    { "1111111", FALSE },
    { "111112", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (DeskSecret) pin = desk_secret_new_from_string (rows[i].pin);

    g_assert_cmpint (desk_pin_policy_is_default (pin), ==, rows[i].is_default);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/pin-policy/table", test_table);
  g_test_add_func ("/model/pin-policy/unknown-holder", test_unknown_holder);
  g_test_add_func ("/model/pin-policy/check-character", test_check_character);
  g_test_add_func ("/model/pin-policy/key-limits", test_key_limits);
  g_test_add_func ("/model/pin-policy/same", test_same);
  g_test_add_func ("/model/pin-policy/default", test_default);
  return g_test_run ();
}
