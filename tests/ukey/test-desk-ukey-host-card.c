/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-desk-ukey-host-card"

/* What only a card behind a PC/SC service has, with OpenSC: run by with-pcscd.py, which puts the
 * card in and pulls it out. */

#include "desk-test-host.h"

#include <gio/gio.h>

#define NO_SERVICE 0x8010001d
#define PUK        "22222222"

typedef struct {
  DeskTestHost *host; /* owned; OpenSC's module is open */
  char *serial;       /* owned */
  GBytes *key_id;     /* owned; of a key on the card */
} Fixture;

static const char *const module_paths[] = {
  "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
  "/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so",
  "/usr/lib64/opensc-pkcs11.so",
  "/usr/lib/opensc-pkcs11.so",
};

static const char *
find_module (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (module_paths); i++)
    if (g_file_test (module_paths[i], G_FILE_TEST_EXISTS))
      return module_paths[i];

  g_assert_not_reached ();
}

static void
control (const char *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "python3", "-B",
                          g_getenv ("DESK_CARD_CONTROL"), command, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* NULL if no token is there. */
static char *
find_serial (DeskTestHost *host)
{
  g_autoptr (DeskUkeyMessage) scanned = desk_test_host_scan (host, TRUE);
  DeskUkeyMessage *token = desk_ukey_message_get_record (scanned, DESK_UKEY_TAG_TOKEN, 0);

  return token != NULL ? g_strdup (desk_ukey_message_get_text (token, DESK_UKEY_TAG_SERIAL)) : NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyMessage) generated = NULL;

  control ("init");
  control ("settle");
  fixture->host = desk_test_host_new ();
  desk_test_host_open (fixture->host, find_module (), NULL);
  fixture->serial = find_serial (fixture->host);
  g_assert_nonnull (fixture->serial);
  generated = desk_test_host_expect (fixture->host,
                                     desk_test_host_generate (fixture->serial, "111111", 1, "key"),
                                     DESK_UKEY_KIND_GENERATED);
  fixture->key_id = g_bytes_ref (desk_ukey_message_get_bytes (generated, DESK_UKEY_TAG_KEY_ID));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_test_host_free (fixture->host);
  g_free (fixture->serial);
  g_bytes_unref (fixture->key_id);
  control ("remove");
  control ("settle");
}

static DeskUkeyMessage *
sign (Fixture *fixture, const char *pin)
{
  return desk_test_host_sign (fixture->serial, fixture->key_id, pin);
}

static void
expect_signature (Fixture *fixture, const char *pin)
{
  desk_ukey_message_free (
      desk_test_host_expect (fixture->host, sign (fixture, pin), DESK_UKEY_KIND_SIGNED));
}

static DeskUkeyMessage *
unblock (Fixture *fixture, const char *puk, const char *new_pin)
{
  return desk_test_host_pins (DESK_UKEY_KIND_UNBLOCK, fixture->serial, DESK_UKEY_TAG_PUK, puk,
                              new_pin);
}

/* Three tries, of which the last one is announced. */
static void
lock (Fixture *fixture)
{
  desk_test_host_expect_failure (fixture->host, sign (fixture, "222222"), DESK_KEY_STATE_PIN_WRONG,
                                 DESK_PIN_USE_MAYBE);
  desk_test_host_expect_failure (fixture->host, sign (fixture, "222222"), DESK_KEY_STATE_PIN_WRONG,
                                 DESK_PIN_USE_MAYBE);
  desk_test_host_expect_failure (fixture->host, sign (fixture, "222222"), DESK_KEY_STATE_PIN_LOCKED,
                                 DESK_PIN_USE_MAYBE);
  desk_test_host_expect_failure (fixture->host, sign (fixture, "111111"), DESK_KEY_STATE_PIN_LOCKED,
                                 DESK_PIN_USE_NONE);
}

static void
test_unblock (Fixture *fixture, gconstpointer data)
{
  lock (fixture);
  desk_test_host_expect_failure (fixture->host, unblock (fixture, "33333333", "654321"),
                                 DESK_KEY_STATE_PUK_WRONG, DESK_PIN_USE_MAYBE);
  desk_test_host_expect_failure (fixture->host, unblock (fixture, PUK, "1"),
                                 DESK_KEY_STATE_PIN_REFUSED, DESK_PIN_USE_NONE);
  desk_ukey_message_free (
      desk_test_host_expect (fixture->host, unblock (fixture, PUK, "654321"), DESK_UKEY_KIND_DONE));
  expect_signature (fixture, "654321");
}

/* OpenSC's option does not stay on, or a change would spend tries of the PUK. */
static void
test_change_after_unblock (Fixture *fixture, gconstpointer data)
{
  desk_ukey_message_free (
      desk_test_host_expect (fixture->host, unblock (fixture, PUK, "654321"), DESK_UKEY_KIND_DONE));
  for (int i = 0; i < 10; i++)
    desk_ukey_message_free (desk_test_host_expect (
        fixture->host,
        desk_test_host_pins (DESK_UKEY_KIND_CHANGE_PIN, fixture->serial, DESK_UKEY_TAG_PIN,
                             i % 2 == 0 ? "654321" : "123123", i % 2 == 0 ? "123123" : "654321"),
        DESK_UKEY_KIND_DONE));
  expect_signature (fixture, "654321");
  desk_ukey_message_free (
      desk_test_host_expect (fixture->host, unblock (fixture, PUK, "111111"), DESK_UKEY_KIND_DONE));
}

static void
test_unblock_locked (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 7; i++)
    desk_test_host_expect_failure (fixture->host, unblock (fixture, "33333333", "654321"),
                                   DESK_KEY_STATE_PUK_WRONG, DESK_PIN_USE_MAYBE);
  desk_test_host_expect_failure (fixture->host, unblock (fixture, "33333333", "654321"),
                                 DESK_KEY_STATE_PUK_LOCKED, DESK_PIN_USE_MAYBE);
  desk_test_host_expect_failure (fixture->host, unblock (fixture, PUK, "654321"),
                                 DESK_KEY_STATE_PUK_LOCKED, DESK_PIN_USE_MAYBE);
}

static void
test_pulled_out (Fixture *fixture, gconstpointer data)
{
  g_autofree char *serial = NULL;

  control ("remove");
  control ("settle");
  desk_test_host_expect_failure (fixture->host, sign (fixture, "111111"), DESK_KEY_STATE_REMOVED,
                                 DESK_PIN_USE_NONE);
  serial = find_serial (fixture->host);
  g_assert_null (serial);

  control ("insert");
  control ("settle");
  expect_signature (fixture, "111111");
}

static void
expect_service (DeskTestHost *host, uint64_t code, guint n_readers)
{
  g_autoptr (DeskUkeyMessage) served = desk_test_host_expect (
      host, desk_ukey_message_new (DESK_UKEY_KIND_SERVICE), DESK_UKEY_KIND_SERVED);

  g_assert_cmpuint (desk_ukey_message_get_number (served, DESK_UKEY_TAG_INSTALLED), ==, 1);
  g_assert_cmpuint (desk_ukey_message_get_number (served, DESK_UKEY_TAG_CODE), ==, code);
  g_assert_cmpuint (desk_ukey_message_count (served, DESK_UKEY_TAG_READER), ==, n_readers);
}

/* A service that was stopped and started again is noticed, by the same process. */
static void
test_service (Fixture *fixture, gconstpointer data)
{
  expect_service (fixture->host, 0, 2);
  control ("stop-service");
  expect_service (fixture->host, NO_SERVICE, 0);
  control ("start-service");
  control ("settle");
  expect_service (fixture->host, 0, 2);
  expect_signature (fixture, "111111");
}

#define ADD(name, function)                                                                        \
  g_test_add ("/ukey/host/card/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("unblock", test_unblock);
  ADD ("change-after-unblock", test_change_after_unblock);
  ADD ("unblock-locked", test_unblock_locked);
  ADD ("pulled-out", test_pulled_out);
  ADD ("service", test_service);

  return g_test_run ();
}
