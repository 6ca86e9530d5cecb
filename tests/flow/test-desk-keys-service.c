/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The system's service for readers, played by a library: when it is asked and what is told. */

#include "desk-keys-fixture.h"

#include "desk-test-files.h"

#include <unistd.h>

typedef struct {
  const char *script; /* CERTDESK_FAKE_PCSC; NULL: the library is none */
  const char *state;
} ServiceCase;

static const ServiceCase service_cases[] = {
  { "8010001d", "service_stopped" }, /* SCARD_E_NO_SERVICE */
  { "8010001e", "service_stopped" }, /* SCARD_E_SERVICE_STOPPED */
  { "8010006a", "service_denied" },  /* SCARD_W_SECURITY_VIOLATION */
  { NULL, "service_missing" },
  { "list:8010002e", "no_reader" }, /* SCARD_E_NO_READERS_AVAILABLE */
  { "0", "no_reader" },             /* readers that the driver does not show */
};

typedef struct {
  DeskKeysFixture *keys; /* owned */
  char *directory;       /* owned; of the driver, and of the library that is none */
  char *driver;          /* owned */
} Fixture;

/* The fake module under a name that says that it needs the service, and the service as @each says.
 */
static void
set_up (Fixture *fixture, const ServiceCase *each, const char *driver_name)
{
  g_autofree char *library_directory
      = g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "tests", "ukey", "fake-pcsc", NULL);
  g_autofree char *library = NULL;
  g_autoptr (DeskKeySettings) settings = NULL;

  fixture->keys = desk_keys_fixture_new ();
  fixture->directory = desk_test_files_make_directory ();
  fixture->driver = g_build_filename (fixture->directory, driver_name, NULL);
  g_assert_cmpint (symlink (desk_test_fake_ukey_get_module (fixture->keys->fake), fixture->driver),
                   ==, 0);

  library = g_build_filename (fixture->directory, "libpcsclite.so.1", NULL);
  g_assert_true (g_file_set_contents (library, "nothing", -1, NULL));
  g_setenv ("LD_LIBRARY_PATH", each->script != NULL ? library_directory : fixture->directory, TRUE);
  g_setenv ("CERTDESK_FAKE_PCSC", each->script != NULL ? each->script : "", TRUE);

  settings = desk_key_settings_new (NULL, fixture->driver, NULL);
  desk_keys_fixture_restart (fixture->keys, settings);
}

static void
tear_down (Fixture *fixture)
{
  g_unsetenv ("LD_LIBRARY_PATH");
  g_unsetenv ("CERTDESK_FAKE_PCSC");
  g_clear_pointer (&fixture->keys, desk_keys_fixture_free);
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->driver);
}

static void
test_states (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (service_cases); i++) {
    Fixture fixture = { 0 };

    g_test_message ("%s", service_cases[i].script);
    set_up (&fixture, &service_cases[i], "opensc-pkcs11.so");
    desk_test_fake_ukey_set_slot (fixture.keys->fake, "reader", "0");
    desk_keys_fixture_rescan (fixture.keys);
    desk_keys_fixture_assert_state (fixture.keys, service_cases[i].state);
    tear_down (&fixture);
  }
}

/* A key that is there shows that nothing is missed. */
static void
test_not_missed (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, &service_cases[0], "opensc-pkcs11.so");
  desk_keys_fixture_add_usual (fixture.keys);
  desk_keys_fixture_rescan (fixture.keys);
  desk_keys_fixture_assert_state (fixture.keys, "ready");

  desk_keys_hold (fixture.keys->keys);
  desk_test_fake_ukey_set_slot (fixture.keys->fake, "reader", "0");
  desk_keys_fixture_wait (fixture.keys, "service_stopped");
  desk_test_fake_ukey_set_slot (fixture.keys->fake, "reader", "1");
  desk_keys_fixture_wait (fixture.keys, "ready");
  desk_keys_release (fixture.keys->keys);
  tear_down (&fixture);
}

/* A driver of a vendor may do without the service: of that nothing is said then. */
static void
test_other_driver (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, &service_cases[0], "libgm3000_pkcs11.so");
  desk_test_fake_ukey_set_slot (fixture.keys->fake, "reader", "0");
  desk_keys_fixture_rescan (fixture.keys);
  desk_keys_fixture_assert_state (fixture.keys, "no_reader");
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/keys-service/states", test_states);
  g_test_add_func ("/flow/keys-service/not-missed", test_not_missed);
  g_test_add_func ("/flow/keys-service/other-driver", test_other_driver);
  return g_test_run ();
}
