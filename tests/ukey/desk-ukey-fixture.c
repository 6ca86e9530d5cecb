/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-ukey-fixture.h"

#include "desk-test-async.h"

DeskUkey *
desk_ukey_fixture_new_ukey (const char *path, DeskClock *clock)
{
  g_autoptr (DeskUkeyModule) module
      = desk_ukey_module_new (DESK_UKEY_MODULE_OPTION, NULL, path, NULL);

  return desk_ukey_new (module, clock);
}

void
desk_ukey_fixture_set_up (DeskUkeyFixture *fixture, gconstpointer data)
{
  fixture->token = desk_test_token_new ("Virtual Ukey");
  if (fixture->token == NULL) {
    g_test_skip ("SoftHSM2 is not installed");
    return;
  }

  fixture->clock = desk_clock_new_system ();
  fixture->pin = desk_secret_new_from_string (DESK_TEST_TOKEN_PIN);
  fixture->ukey
      = desk_ukey_fixture_new_ukey (desk_test_token_get_module (fixture->token), fixture->clock);
}

void
desk_ukey_fixture_tear_down (DeskUkeyFixture *fixture, gconstpointer data)
{
  if (fixture->token == NULL)
    return;

  desk_ukey_close (fixture->ukey);
  g_assert_finalize_object (fixture->ukey);
  g_object_unref (fixture->clock);
  desk_secret_unref (fixture->pin);
  desk_test_token_free (fixture->token);
}

DeskUkeyScan *
desk_ukey_fixture_scan (DeskUkeyFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DeskUkeyScan *found;

  desk_ukey_scan_async (fixture->ukey, FALSE, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  found = desk_ukey_scan_finish (fixture->ukey, result, &error);
  g_assert_no_error (error);
  return found;
}

char *
desk_ukey_fixture_find_token (DeskUkeyFixture *fixture, const char *label, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_ukey_find_token_async (fixture->ukey, label, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_ukey_find_token_finish (fixture->ukey, result, error);
}

char *
desk_ukey_fixture_find_serial (DeskUkeyFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *serial = desk_ukey_fixture_find_token (fixture, "Virtual Ukey", &error);

  g_assert_no_error (error);
  return serial;
}

GBytes *
desk_ukey_fixture_generate (DeskUkeyFixture *fixture,
                            const char *serial,
                            DeskUkeyAlgorithm algorithm,
                            GBytes **public_key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *key_id;

  desk_ukey_generate_key_async (fixture->ukey, serial, fixture->pin, algorithm, "Applicant", NULL,
                                desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  key_id = desk_ukey_generate_key_finish (fixture->ukey, result, public_key, &error);
  g_assert_no_error (error);
  return key_id;
}
