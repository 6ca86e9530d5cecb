/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done to a token rather than with it, through the host. */

#include "desk-test-async.h"
#include "desk-ukey-fixture.h"

#define SO_PIN "12345678"

typedef void (*PinCall) (DeskUkey *,
                         const char *,
                         DeskSecret *,
                         DeskSecret *,
                         GCancellable *,
                         GAsyncReadyCallback,
                         gpointer);
typedef gboolean (*PinFinish) (DeskUkey *, GAsyncResult *, GError **);

/* Does @call with two secrets; the state it failed with, or READY. */
static DeskKeyState
call_with_pins (DeskUkeyFixture *fixture,
                PinCall call,
                PinFinish finish,
                const char *serial,
                const char *first,
                const char *second)
{
  g_autoptr (DeskSecret) first_pin = desk_secret_new_from_string (first);
  g_autoptr (DeskSecret) second_pin = desk_secret_new_from_string (second);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  call (fixture->ukey, serial, first_pin, second_pin, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  if (finish (fixture->ukey, result, &error))
    return DESK_KEY_STATE_READY;

  g_assert_true (error->domain == DESK_KEY_ERROR);
  return (DeskKeyState) error->code;
}

static void
test_pins (DeskUkeyFixture *fixture, gconstpointer data)
{
  g_autofree char *serial = NULL;

  if (fixture->token == NULL)
    return;

  serial = desk_ukey_fixture_find_serial (fixture);
  g_assert_cmpint (call_with_pins (fixture, desk_ukey_change_pin_async, desk_ukey_change_pin_finish,
                                   serial, "222222", "135790"),
                   ==, DESK_KEY_STATE_PIN_WRONG);
  g_assert_cmpint (call_with_pins (fixture, desk_ukey_change_pin_async, desk_ukey_change_pin_finish,
                                   serial, DESK_TEST_TOKEN_PIN, "135790"),
                   ==, DESK_KEY_STATE_READY);
  g_assert_cmpint (call_with_pins (fixture, desk_ukey_change_pin_async, desk_ukey_change_pin_finish,
                                   serial, DESK_TEST_TOKEN_PIN, "135790"),
                   ==, DESK_KEY_STATE_PIN_WRONG);

  g_assert_cmpint (call_with_pins (fixture, desk_ukey_set_pin_async, desk_ukey_set_pin_finish,
                                   serial, "00000000", "246802"),
                   ==, DESK_KEY_STATE_PUK_WRONG);
  g_assert_cmpint (call_with_pins (fixture, desk_ukey_set_pin_async, desk_ukey_set_pin_finish,
                                   serial, SO_PIN, "246802"),
                   ==, DESK_KEY_STATE_READY);
  g_assert_cmpint (call_with_pins (fixture, desk_ukey_change_pin_async, desk_ukey_change_pin_finish,
                                   serial, "246802", "135790"),
                   ==, DESK_KEY_STATE_READY);

  g_assert_cmpint (call_with_pins (fixture, desk_ukey_unblock_async, desk_ukey_unblock_finish,
                                   serial, "22222222", "246802"),
                   ==, DESK_KEY_STATE_NO_UNBLOCK);
}

static gboolean
initialise (DeskUkeyFixture *fixture, const char *label, GError **error)
{
  g_autoptr (DeskSecret) so_pin = desk_secret_new_from_string (SO_PIN);
  g_autoptr (GAsyncResult) result = NULL;

  desk_ukey_initialise_async (fixture->ukey, label, so_pin, fixture->pin, NULL,
                              desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_ukey_initialise_finish (fixture->ukey, result, error);
}

/* SoftHSM shows one blank token more each time; the new one is found by its label. */
static void
test_initialise (DeskUkeyFixture *fixture, gconstpointer data)
{
  g_autofree char *serial = NULL;
  g_autoptr (GBytes) public_key = NULL;
  g_autoptr (GBytes) key_id = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->token == NULL)
    return;

  g_assert_true (initialise (fixture, "Second", &error));
  g_assert_no_error (error);
  serial = desk_ukey_fixture_find_token (fixture, "Second", &error);
  g_assert_no_error (error);
  key_id = desk_ukey_fixture_generate (fixture, serial, DESK_UKEY_P256, &public_key);
  g_assert_cmpuint (g_bytes_get_size (key_id), >, 0);

  g_assert_false (initialise (fixture, "a label of more than thirty-two octets", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
test_describe (DeskUkeyFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DeskUkeyDescription) description = NULL;
  g_autoptr (GError) error = NULL;
  DeskUkeySlot *slot;

  if (fixture->token == NULL)
    return;

  desk_ukey_describe_async (fixture->ukey, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  description = desk_ukey_describe_finish (fixture->ukey, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (description->state, ==, DESK_KEY_STATE_READY);
  g_assert_cmpstr (description->manufacturer, ==, "SoftHSM");
  g_assert_cmpstr (description->cryptoki_version, ==, "2.40");
  g_assert_cmpuint (description->slots->len, ==, 2);
  slot = g_ptr_array_index (description->slots, 0);
  g_assert_true (slot->has_token);
  g_assert_cmpuint (slot->n_mechanisms, >, 10);
  g_assert_cmpstr (desk_key_token_get_label (slot->token), ==, "Virtual Ukey");
  g_assert_true ((slot->flags & DESK_UKEY_TOKEN_INITIALISED) != 0);
}

/* Whatever this computer has; nobody needs a module to ask. */
static void
test_service (void)
{
  g_autoptr (DeskClock) clock = desk_clock_new_system ();
  g_autoptr (DeskUkey) ukey = desk_ukey_new (NULL, clock);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DeskUkeyService) service = NULL;
  g_autoptr (GError) error = NULL;

  desk_ukey_service_async (ukey, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  service = desk_ukey_service_finish (ukey, result, &error);
  g_assert_no_error (error);
  g_assert_true (service->state == DESK_KEY_STATE_READY
                 || desk_key_state_get_group (service->state) == DESK_KEY_GROUP_SERVICE);
  g_assert_nonnull (service->readers);
  desk_ukey_close (ukey);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/ukey/administration/" name, DeskUkeyFixture, NULL, desk_ukey_fixture_set_up,       \
              function, desk_ukey_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pins", test_pins);
  ADD ("initialise", test_initialise);
  ADD ("describe", test_describe);
  g_test_add_func ("/ukey/administration/service", test_service);
  return g_test_run ();
}
