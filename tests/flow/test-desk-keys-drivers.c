/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Two drivers at once, the fake module and SoftHSM2, as somebody added them. */

#include "desk-keys-fixture.h"

#include "desk-key-signature.h"
#include "desk-test-async.h"
#include "desk-test-token.h"

/* One for the whole program: SoftHSM reads its configuration once. */
static DeskTestToken *token;

static void
switch_off (DeskKeySettings *settings)
{
  GListModel *modules = desk_key_settings_get_modules (settings);

  for (guint i = 0; i < g_list_model_get_n_items (modules); i++) {
    g_autoptr (DeskKeyModule) module = g_list_model_get_item (modules, i);

    desk_key_settings_set_in_use (settings, module, FALSE, NULL);
  }
}

/* The fake module, preferred, and SoftHSM2; nothing else that this machine may have. */
static DeskKeysFixture *
fixture_new (void)
{
  DeskKeysFixture *fixture;
  g_autoptr (DeskKeySettings) settings = NULL;

  if (token == NULL) {
    g_test_skip ("SoftHSM2 is not on this machine");
    return NULL;
  }

  fixture = desk_keys_fixture_new ();
  settings = desk_key_settings_new (fixture->data_dir, NULL, NULL);
  switch_off (settings);
  g_assert_true (desk_key_settings_add_module (
      settings, desk_test_fake_ukey_get_module (fixture->fake), NULL, NULL));
  g_assert_true (
      desk_key_settings_add_module (settings, desk_test_token_get_module (token), NULL, NULL));
  desk_keys_fixture_restart (fixture, settings);
  return fixture;
}

/* The driver in use that is called @path; caller owns. */
static DeskKeyModule *
find_module (DeskKeysFixture *fixture, const char *path)
{
  GListModel *modules = desk_key_settings_get_modules (fixture->settings);

  for (guint i = 0; i < g_list_model_get_n_items (modules); i++) {
    g_autoptr (DeskKeyModule) module = g_list_model_get_item (modules, i);

    if (g_str_equal (desk_key_module_get_path (module), path))
      return g_steal_pointer (&module);
  }

  g_assert_not_reached ();
}

static DeskKeyModule *
find_fake (DeskKeysFixture *fixture)
{
  return find_module (fixture, desk_test_fake_ukey_get_module (fixture->fake));
}

/* The token that SoftHSM2 shows; caller owns. */
static DeskKeyToken *
find_soft_token (DeskKeysFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DeskKeyToken *found = desk_keys_find_token (fixture->keys, "Virtual", &error);

  g_assert_no_error (error);
  return found;
}

static void
test_both (void)
{
  g_autoptr (DeskKeysFixture) fixture = fixture_new ();
  g_autoptr (DeskKeyToken) soft = NULL;
  DeskKeyToken *fake;

  if (fixture == NULL)
    return;

  desk_keys_fixture_add_usual (fixture);
  desk_keys_fixture_rescan (fixture);
  desk_keys_fixture_assert_state (fixture, "ready");
  g_assert_cmpuint (g_list_model_get_n_items (desk_keys_get_tokens (fixture->keys)), ==, 2);
  soft = find_soft_token (fixture);
  fake = desk_keys_get_token (fixture->keys, "FAKE0000");
  g_assert_true (desk_keys_get_ukey (fixture->keys, soft)
                 != desk_keys_get_ukey (fixture->keys, fake));
}

/* A driver that crashes takes its own keys away only, for a while. */
static void
test_crash (void)
{
  g_autoptr (DeskKeysFixture) fixture = fixture_new ();
  g_autoptr (DeskKeyToken) soft = NULL;
  g_autoptr (DeskKeyModule) module = NULL;

  if (fixture == NULL)
    return;

  desk_keys_fixture_add_usual (fixture);
  desk_keys_hold (fixture->keys);
  desk_keys_fixture_wait (fixture, "ready");
  module = find_fake (fixture);
  desk_test_fake_ukey_set (fixture->fake, "module", "C_GetSlotList", "abort");
  desk_keys_fixture_wait (fixture, "no_certificate");
  soft = find_soft_token (fixture);
  g_assert_false (desk_keys_has_token (fixture->keys, "FAKE0000"));
  g_assert_cmpint (desk_key_module_get_state (module), ==, DESK_KEY_STATE_MODULE_CRASHED);

  desk_test_fake_ukey_unset (fixture->fake, "module", "C_GetSlotList");
  desk_keys_fixture_wait (fixture, "ready");
  g_assert_cmpint (desk_key_module_get_state (module), ==, DESK_KEY_STATE_READY);
  desk_keys_release (fixture->keys);
}

/* One that hangs holds up nothing either. */
static void
test_hang (void)
{
  g_autoptr (DeskKeysFixture) fixture = fixture_new ();
  gint64 begin = g_get_monotonic_time ();

  if (fixture == NULL)
    return;

  desk_test_fake_ukey_set (fixture->fake, "module", "C_GetSlotList", "hang");
  desk_keys_hold (fixture->keys);
  desk_keys_fixture_wait (fixture, "no_certificate");
  g_assert_true (desk_keys_get_slow (fixture->keys));
  g_assert_cmpuint (g_list_model_get_n_items (desk_keys_get_tokens (fixture->keys)), ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 4 * G_USEC_PER_SEC);
  desk_keys_release (fixture->keys);
}

/* Both see a key with the same serial: shown once, by the one that can use it. */
static void
test_same_serial (void)
{
  g_autoptr (DeskKeysFixture) fixture = fixture_new ();
  g_autoptr (DeskKeyToken) soft = NULL;
  DeskKeyToken *shown;
  const char *serial;

  if (fixture == NULL)
    return;

  desk_keys_fixture_rescan (fixture);
  soft = find_soft_token (fixture);
  serial = desk_key_token_get_serial (soft);

  /* Neither has a certificate: the driver that comes first. */
  desk_test_fake_ukey_set_slot (fixture->fake, "serial", serial);
  desk_keys_fixture_rescan (fixture);
  desk_keys_fixture_assert_tokens (fixture, serial);
  shown = desk_keys_get_token (fixture->keys, serial);
  g_assert_cmpstr (desk_key_token_get_module (shown), ==,
                   desk_test_fake_ukey_get_module (fixture->fake));

  desk_keys_fixture_add_usual (fixture);
  desk_keys_fixture_rescan (fixture);
  desk_keys_fixture_assert_tokens (fixture, serial);
  desk_keys_fixture_assert_state (fixture, "ready");
}

/* Switched off, a driver and its keys are gone; what was picked from it cannot be used. */
static void
test_switch (void)
{
  static const uint8_t digest[32];
  g_autoptr (DeskKeysFixture) fixture = fixture_new ();
  g_autoptr (DeskKeyModule) module = NULL;
  g_autoptr (DeskKeyCertificate) certificate = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_default_pin;

  if (fixture == NULL)
    return;

  desk_keys_fixture_add_usual (fixture);
  desk_keys_hold (fixture->keys);
  desk_keys_fixture_wait (fixture, "ready");
  certificate = desk_keys_fixture_get_certificate (fixture, 0);
  module = find_fake (fixture);

  g_assert_true (desk_key_settings_set_in_use (fixture->settings, module, FALSE, NULL));
  g_assert_false (desk_keys_has_token (fixture->keys, "FAKE0000"));
  g_assert_cmpuint (fixture->n_removed, ==, 1);
  g_assert_null (desk_keys_get_ukey (fixture->keys, desk_key_certificate_get_token (certificate)));
  desk_key_signature_new_async (fixture->keys, certificate, NULL, digest, NULL,
                                desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_assert_null (desk_key_signature_new_finish (fixture->keys, result, &is_default_pin, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_REMOVED);
  g_assert_cmpint (desk_key_error_get_pin_use (error), ==, DESK_PIN_USE_NONE);

  g_assert_true (desk_key_settings_set_in_use (fixture->settings, module, TRUE, NULL));
  desk_keys_fixture_wait (fixture, "ready");
  g_assert_true (desk_keys_has_token (fixture->keys, "FAKE0000"));
  desk_keys_release (fixture->keys);
}

/* Every driver is switched off. */
static void
test_none (void)
{
  g_autoptr (DeskKeysFixture) fixture = fixture_new ();

  if (fixture == NULL)
    return;

  desk_keys_hold (fixture->keys);
  desk_keys_fixture_wait (fixture, "no_certificate");
  switch_off (fixture->settings);
  desk_keys_fixture_assert_state (fixture, "no_module");
  desk_keys_fixture_assert_tokens (fixture, "");
  desk_keys_fixture_rescan (fixture);
  desk_keys_fixture_assert_state (fixture, "no_module");
  desk_keys_release (fixture->keys);
}

/* The virtual Ukey is pulled out and put in. */
static void
test_soft_hot_plug (void)
{
  g_autoptr (DeskKeysFixture) fixture = fixture_new ();
  g_autoptr (DeskKeyToken) soft = NULL;
  g_autofree char *serial = NULL;

  if (fixture == NULL)
    return;

  desk_keys_fixture_add_usual (fixture);
  desk_keys_fixture_rescan (fixture);
  soft = find_soft_token (fixture);
  serial = g_strdup (desk_key_token_get_serial (soft));
  desk_keys_hold (fixture->keys);
  for (int i = 0; i < 2; i++) {
    desk_test_token_pull_out (token);
    while (desk_keys_has_token (fixture->keys, serial))
      g_main_context_iteration (NULL, TRUE);
    desk_test_token_put_in (token);
    while (!desk_keys_has_token (fixture->keys, serial))
      g_main_context_iteration (NULL, TRUE);
    g_assert_true (desk_keys_has_token (fixture->keys, "FAKE0000"));
  }
  desk_keys_release (fixture->keys);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  token = desk_test_token_new ("Virtual");
  g_test_add_func ("/flow/keys-drivers/both", test_both);
  g_test_add_func ("/flow/keys-drivers/crash", test_crash);
  g_test_add_func ("/flow/keys-drivers/hang", test_hang);
  g_test_add_func ("/flow/keys-drivers/same-serial", test_same_serial);
  g_test_add_func ("/flow/keys-drivers/switch", test_switch);
  g_test_add_func ("/flow/keys-drivers/none", test_none);
  g_test_add_func ("/flow/keys-drivers/soft-hot-plug", test_soft_hot_plug);
  result = g_test_run ();
  g_clear_pointer (&token, desk_test_token_free);
  return result;
}
