/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-desk-ukey-host-fake"

/* Every state and fault that only the fake module has, through the real host process. */

#include "desk-test-fake-ukey.h"
#include "desk-test-host.h"
#include "desk-test-pki.h"

#include <string.h>

#define SERIAL "FAKE0000"

typedef struct {
  DeskTestFakeUkey *ukey; /* owned */
  DeskTestHost *host;     /* owned; the module is open */
  GBytes *key_id;         /* owned; of the key on slot 0 */
} Fixture;

static DeskUkeyMessage *
get_token (DeskUkeyMessage *scanned, guint index)
{
  return desk_ukey_message_get_record (scanned, DESK_UKEY_TAG_TOKEN, index);
}

/* The fake module's keys have certificates only where a test puts them; the identifier is known
 * from a key that is made for the purpose. */
static GBytes *
make_key (Fixture *fixture)
{
  g_autoptr (DeskUkeyMessage) answer = desk_test_host_expect (
      fixture->host, desk_test_host_generate (SERIAL, DESK_TEST_FAKE_UKEY_PIN, 1, "key"),
      DESK_UKEY_KIND_GENERATED);

  return g_bytes_ref (desk_ukey_message_get_bytes (answer, DESK_UKEY_TAG_KEY_ID));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->ukey = desk_test_fake_ukey_new ();
  desk_test_fake_ukey_set_environment (fixture->ukey);
  fixture->host = desk_test_host_new ();
  desk_test_host_open (fixture->host, desk_test_fake_ukey_get_module (fixture->ukey), NULL);
  fixture->key_id = make_key (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_test_host_free (fixture->host);
  desk_test_fake_ukey_free (fixture->ukey);
  g_bytes_unref (fixture->key_id);
}

static DeskUkeyMessage *
sign (Fixture *fixture, const char *pin)
{
  return desk_test_host_sign (SERIAL, fixture->key_id, pin);
}

static DeskUkeyMessage *
pins (DeskUkeyKind kind, const char *pin, const char *new_pin)
{
  static const DeskUkeyTag tags[] = {
    [DESK_UKEY_KIND_CHANGE_PIN] = DESK_UKEY_TAG_PIN,
    [DESK_UKEY_KIND_SET_PIN] = DESK_UKEY_TAG_SO_PIN,
    [DESK_UKEY_KIND_UNBLOCK] = DESK_UKEY_TAG_PUK,
  };

  return desk_test_host_pins (kind, SERIAL, tags[kind], pin, new_pin);
}

/* One thing that is wrong, and what a signature comes to then. */
typedef struct {
  const char *name;
  const char *group;
  const char *key;
  const char *value;
  const char *pin;
  DeskKeyState state;
  DeskPinUse pin_use;
  const char *phases;
} SignFailure;

static const SignFailure sign_failures[] = {
  { "wrong", "slot0", "label", "x", "222222", DESK_KEY_STATE_PIN_WRONG, DESK_PIN_USE_MAYBE,
    "login" },
  { "short", "slot0", "label", "x", "1", DESK_KEY_STATE_PIN_LENGTH, DESK_PIN_USE_NONE, "" },
  { "long", "slot0", "label", "x", "12345678901234567", DESK_KEY_STATE_PIN_LENGTH,
    DESK_PIN_USE_NONE, "" },
  { "empty", "slot0", "label", "x", "", DESK_KEY_STATE_PIN_LENGTH, DESK_PIN_USE_NONE, "" },
  { "none", "slot0", "label", "x", NULL, DESK_KEY_STATE_PIN_LENGTH, DESK_PIN_USE_NONE, "" },
  { "locked", "slot0", "tries-left", "0", "111111", DESK_KEY_STATE_PIN_LOCKED, DESK_PIN_USE_NONE,
    "" },
  { "locks", "slot0", "tries-left", "1", "222222", DESK_KEY_STATE_PIN_LOCKED, DESK_PIN_USE_MAYBE,
    "login" },
  { "first", "slot0", "first-pin", "1", "111111", DESK_KEY_STATE_PIN_FIRST, DESK_PIN_USE_NONE, "" },
  { "must-change", "slot0", "must-change", "1", "111111", DESK_KEY_STATE_PIN_MUST_CHANGE,
    DESK_PIN_USE_NONE, "" },
  { "expired", "slot0", "C_Login", "rv:0xa3", "111111", DESK_KEY_STATE_PIN_MUST_CHANGE,
    DESK_PIN_USE_MAYBE, "login" },
  { "not-initialized", "slot0", "C_Login", "rv:0x102", "111111", DESK_KEY_STATE_PIN_FIRST,
    DESK_PIN_USE_NONE, "login opening" },
  { "cancelled", "slot0", "protected-path", "cancel", NULL, DESK_KEY_STATE_PIN_CANCELLED,
    DESK_PIN_USE_NONE, "login opening" },
  { "general-error-for-wrong", "slot0", "wrong-pin-rv", "0x5", "222222", DESK_KEY_STATE_PIN_WRONG,
    DESK_PIN_USE_MAYBE, "login" },
  { "function-failed-for-wrong", "slot0", "wrong-pin-rv", "0x6", "222222", DESK_KEY_STATE_PIN_WRONG,
    DESK_PIN_USE_MAYBE, "login" },
  { "general-error", "slot0", "C_Login", "rv:0x5", "111111", DESK_KEY_STATE_DRIVER,
    DESK_PIN_USE_MAYBE, "login" },
  { "function-failed", "slot0", "C_Login", "rv:0x6", "111111", DESK_KEY_STATE_DRIVER,
    DESK_PIN_USE_MAYBE, "login" },
  { "device-error", "slot0", "C_Login", "rv:0x30", "111111", DESK_KEY_STATE_DRIVER,
    DESK_PIN_USE_MAYBE, "login" },
  { "busy", "slot0", "busy", "session", "111111", DESK_KEY_STATE_BUSY, DESK_PIN_USE_NONE, "" },
  { "busy-login", "slot0", "busy", "login", "111111", DESK_KEY_STATE_BUSY, DESK_PIN_USE_MAYBE,
    "login" },
  { "removed", "slot0", "present", "0", "111111", DESK_KEY_STATE_REMOVED, DESK_PIN_USE_NONE, "" },
  { "removed-at-login", "slot0", "C_Login", "remove", "111111", DESK_KEY_STATE_REMOVED,
    DESK_PIN_USE_MAYBE, "login" },
  { "removed-at-sign", "slot0", "C_Sign", "remove", "111111", DESK_KEY_STATE_REMOVED,
    DESK_PIN_USE_ACCEPTED, "login working" },
  { "sign-init", "slot0", "C_SignInit", "rv:0x30", "111111", DESK_KEY_STATE_DRIVER,
    DESK_PIN_USE_ACCEPTED, "login working" },
  { "sign", "slot0", "C_Sign", "rv:0x5", "111111", DESK_KEY_STATE_DRIVER, DESK_PIN_USE_ACCEPTED,
    "login working" },
  { "find", "slot0", "C_FindObjectsInit", "rv:0x5", "111111", DESK_KEY_STATE_DRIVER,
    DESK_PIN_USE_ACCEPTED, "login working" },
  { "find-next", "slot0", "C_FindObjects", "rv:0x5", "111111", DESK_KEY_STATE_DRIVER,
    DESK_PIN_USE_ACCEPTED, "login working" },
  { "not-recognised", "slot0", "recognised", "0", "111111", DESK_KEY_STATE_REMOVED,
    DESK_PIN_USE_NONE, "" },
  { "slot-list", "module", "C_GetSlotList", "rv:0x5", "111111", DESK_KEY_STATE_MODULE_FAILED,
    DESK_PIN_USE_NONE, "" },
};

static void
test_sign_failure (Fixture *fixture, gconstpointer data)
{
  const SignFailure *failure = data;

  desk_test_fake_ukey_set (fixture->ukey, failure->group, failure->key, failure->value);
  desk_test_host_expect_failure (fixture->host, sign (fixture, failure->pin), failure->state,
                                 failure->pin_use);
  g_assert_cmpstr (desk_test_host_get_phases (fixture->host), ==, failure->phases);
}

/* What was found out before it was tried costs nothing. */
static void
test_no_try_spent (Fixture *fixture, gconstpointer data)
{
  desk_test_host_expect_failure (fixture->host, sign (fixture, "1"), DESK_KEY_STATE_PIN_LENGTH,
                                 DESK_PIN_USE_NONE);
  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==, 6);
  desk_test_host_expect_failure (fixture->host, sign (fixture, "222222"), DESK_KEY_STATE_PIN_WRONG,
                                 DESK_PIN_USE_MAYBE);
  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture->ukey, 0), ==, 5);
}

static void
expect_signature (Fixture *fixture, const char *pin, const char *phases)
{
  g_autoptr (DeskUkeyMessage) answer
      = desk_test_host_expect (fixture->host, sign (fixture, pin), DESK_UKEY_KIND_SIGNED);

  g_assert_cmpstr (desk_test_host_get_phases (fixture->host), ==, phases);
  /* A DER SEQUENCE. */
  g_assert_cmpint (*(const uint8_t *) g_bytes_get_data (
                       desk_ukey_message_get_bytes (answer, DESK_UKEY_TAG_SIGNATURE), NULL),
                   ==, 0x30);
}

static void
test_protected_path (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set_slot (fixture->ukey, "protected-path", "1");
  expect_signature (fixture, NULL, "login working");
}

static void
test_always_authenticate (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set_slot (fixture->ukey, "always-authenticate", "1");
  expect_signature (fixture, "111111", "login working");
}

static void
test_no_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) other = g_bytes_new_static ("another", 7);

  desk_test_host_expect_failure (fixture->host, desk_test_host_sign (SERIAL, other, "111111"),
                                 DESK_KEY_STATE_NO_KEY, DESK_PIN_USE_ACCEPTED);
}

static void
test_other_serial (Fixture *fixture, gconstpointer data)
{
  desk_test_host_expect_failure (fixture->host,
                                 desk_test_host_sign ("another", fixture->key_id, "111111"),
                                 DESK_KEY_STATE_REMOVED, DESK_PIN_USE_NONE);
}

/* A key that was pulled out and put in again is found by its serial. */
static void
test_replug (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyMessage) gone = NULL;
  g_autoptr (DeskUkeyMessage) back = NULL;

  desk_test_fake_ukey_remove (fixture->ukey, 0);
  gone = desk_test_host_scan (fixture->host, FALSE);
  g_assert_null (get_token (gone, 0));
  g_assert_cmpuint (desk_ukey_message_get_number (gone, DESK_UKEY_TAG_N_SLOTS), ==, 1);

  desk_test_fake_ukey_insert (fixture->ukey, 0);
  back = desk_test_host_scan (fixture->host, FALSE);
  g_assert_cmpstr (desk_ukey_message_get_text (get_token (back, 0), DESK_UKEY_TAG_SERIAL), ==,
                   SERIAL);
  expect_signature (fixture, "111111", "login working");
}

/* What drivers print goes nowhere near the frames. */
static void
test_print (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set (fixture->ukey, "module", "print", "a driver says something");
  expect_signature (fixture, "111111", "login working");
}

/* --- Generate, write --- */

typedef struct {
  const char *name;
  const char *key;
  const char *value;
  DeskKeyState state;
} WriteFailure;

static const WriteFailure write_failures[] = {
  { "full", "full", "1", DESK_KEY_STATE_NO_SPACE },
  { "protected", "write-protected", "1", DESK_KEY_STATE_WRITE_PROTECTED },
  { "failed", "C_GenerateKeyPair", "rv:0x5", DESK_KEY_STATE_DRIVER },
  { "removed", "C_GenerateKeyPair", "remove", DESK_KEY_STATE_REMOVED },
  { "unreadable", "C_GetAttributeValue", "rv:0x5", DESK_KEY_STATE_DRIVER },
};

static void
test_generate_failure (Fixture *fixture, gconstpointer data)
{
  const WriteFailure *failure = data;
  g_autoptr (DeskUkeyMessage) answer = NULL;

  desk_test_fake_ukey_set_slot (fixture->ukey, failure->key, failure->value);
  answer = desk_test_host_call (fixture->host, desk_test_host_generate (SERIAL, "111111", 1, "k"));
  g_assert_cmpint (desk_ukey_message_get_kind (answer), ==, DESK_UKEY_KIND_FAILED);
  g_assert_cmpstr (desk_ukey_message_get_text (answer, DESK_UKEY_TAG_STATE), ==,
                   desk_key_state_get_nick (failure->state));
}

static DeskUkeyMessage *
make_write (Fixture *fixture)
{
  const DeskTestProfile profile = { .name = "张三",
                                    .key_usage = DESK_TEST_SIGNER,
                                    .subject_key = desk_test_fake_ukey_get_key (fixture->ukey) };
  g_autoptr (DeskTestIdentity) identity = desk_test_identity_new (&profile);
  g_autoptr (DeskSecret) pin = desk_secret_new_from_string (DESK_TEST_FAKE_UKEY_PIN);
  DeskUkeyMessage *request = desk_ukey_message_new (DESK_UKEY_KIND_WRITE_CERTIFICATE);
  uint8_t *der = NULL;
  int length = i2d_X509 (identity->certificate, &der);
  g_autoptr (GBytes) bytes = desk_openssl_take_der (der, length);

  desk_ukey_message_add_text (request, DESK_UKEY_TAG_SERIAL, SERIAL);
  desk_ukey_message_add_secret (request, DESK_UKEY_TAG_PIN, pin);
  desk_ukey_message_add_bytes (request, DESK_UKEY_TAG_DER, bytes);
  return request;
}

static guint
count_certificates (Fixture *fixture)
{
  g_autoptr (DeskUkeyMessage) scanned = desk_test_host_scan (fixture->host, FALSE);

  return desk_ukey_message_count (get_token (scanned, 0), DESK_UKEY_TAG_CERTIFICATE);
}

static const WriteFailure certificate_failures[] = {
  { "full", "full", "1", DESK_KEY_STATE_NO_SPACE },
  { "protected", "write-protected", "1", DESK_KEY_STATE_WRITE_PROTECTED },
  { "failed", "C_CreateObject", "rv:0x30", DESK_KEY_STATE_DRIVER },
  { "no-public-key", "C_GetAttributeValue", "rv:0x5", DESK_KEY_STATE_NO_KEY },
};

/* The old one stays until the new one is there. */
static void
test_write_failure (Fixture *fixture, gconstpointer data)
{
  const WriteFailure *failure = data;
  g_autoptr (DeskUkeyMessage) answer = NULL;

  desk_ukey_message_free (
      desk_test_host_expect (fixture->host, make_write (fixture), DESK_UKEY_KIND_DONE));
  desk_test_fake_ukey_set_slot (fixture->ukey, failure->key, failure->value);
  answer = desk_test_host_call (fixture->host, make_write (fixture));
  g_assert_cmpint (desk_ukey_message_get_kind (answer), ==, DESK_UKEY_KIND_FAILED);
  g_assert_cmpstr (desk_ukey_message_get_text (answer, DESK_UKEY_TAG_STATE), ==,
                   desk_key_state_get_nick (failure->state));

  desk_test_fake_ukey_unset (fixture->ukey, "slot0", failure->key);
  g_assert_cmpuint (count_certificates (fixture), ==, 1);
}

/* --- PINs --- */

static void
expect_done (Fixture *fixture, DeskUkeyMessage *request)
{
  desk_ukey_message_free (desk_test_host_expect (fixture->host, request, DESK_UKEY_KIND_DONE));
  g_assert_cmpstr (desk_test_host_get_phases (fixture->host), ==, "login working");
}

static void
expect_failure (Fixture *fixture, DeskUkeyMessage *request, DeskKeyState state, DeskPinUse pin_use)
{
  desk_test_host_expect_failure (fixture->host, request, state, pin_use);
}

static void
test_change_pin (Fixture *fixture, gconstpointer data)
{
  expect_failure (fixture, pins (DESK_UKEY_KIND_CHANGE_PIN, "222222", "654321"),
                  DESK_KEY_STATE_PIN_WRONG, DESK_PIN_USE_MAYBE);
  expect_failure (fixture, pins (DESK_UKEY_KIND_CHANGE_PIN, "111111", "1"),
                  DESK_KEY_STATE_PIN_REFUSED, DESK_PIN_USE_NONE);
  desk_ukey_message_free (desk_test_host_expect (
      fixture->host, pins (DESK_UKEY_KIND_CHANGE_PIN, "111111", "654321"), DESK_UKEY_KIND_DONE));
  expect_signature (fixture, "654321", "login working");
}

static void
test_change_refused (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set_slot (fixture->ukey, "C_SetPIN", "rv:0xa1");
  expect_failure (fixture, pins (DESK_UKEY_KIND_CHANGE_PIN, "111111", "654321"),
                  DESK_KEY_STATE_PIN_REFUSED, DESK_PIN_USE_ACCEPTED);
}

static void
test_change_must (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set_slot (fixture->ukey, "must-change", data);
  desk_ukey_message_free (desk_test_host_expect (
      fixture->host, pins (DESK_UKEY_KIND_CHANGE_PIN, "111111", "654321"), DESK_UKEY_KIND_DONE));
  expect_signature (fixture, "654321", "login working");
}

static void
test_change_first (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set_slot (fixture->ukey, "first-pin", "1");
  expect_failure (fixture, pins (DESK_UKEY_KIND_CHANGE_PIN, "111111", "654321"),
                  DESK_KEY_STATE_PIN_FIRST, DESK_PIN_USE_NONE);
}

static void
test_set_pin (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set_slot (fixture->ukey, "first-pin", "1");
  expect_failure (fixture, pins (DESK_UKEY_KIND_SET_PIN, "12345678", "654321"),
                  DESK_KEY_STATE_PUK_WRONG, DESK_PIN_USE_MAYBE);
  expect_failure (fixture, pins (DESK_UKEY_KIND_SET_PIN, "88888888", "1"),
                  DESK_KEY_STATE_PIN_REFUSED, DESK_PIN_USE_NONE);
  expect_failure (fixture, pins (DESK_UKEY_KIND_SET_PIN, NULL, "654321"), DESK_KEY_STATE_PUK_WRONG,
                  DESK_PIN_USE_NONE);
  expect_done (fixture, pins (DESK_UKEY_KIND_SET_PIN, "88888888", "654321"));
  expect_signature (fixture, "654321", "login working");
}

static void
test_set_pin_unblocks (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set_slot (fixture->ukey, "tries-left", "0");
  expect_failure (fixture, sign (fixture, "111111"), DESK_KEY_STATE_PIN_LOCKED, DESK_PIN_USE_NONE);
  expect_done (fixture, pins (DESK_UKEY_KIND_SET_PIN, "88888888", "654321"));
  expect_signature (fixture, "654321", "login working");
}

static void
test_officer_locked (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set_slot (fixture->ukey, "so-tries-left", "1");
  expect_failure (fixture, pins (DESK_UKEY_KIND_SET_PIN, "12345678", "654321"),
                  DESK_KEY_STATE_PUK_LOCKED, DESK_PIN_USE_MAYBE);
  expect_failure (fixture, pins (DESK_UKEY_KIND_SET_PIN, "88888888", "654321"),
                  DESK_KEY_STATE_PUK_LOCKED, DESK_PIN_USE_NONE);
}

static void
test_set_pin_unsupported (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set_slot (fixture->ukey, "C_InitPIN", "rv:0x54");
  expect_failure (fixture, pins (DESK_UKEY_KIND_SET_PIN, "88888888", "654321"),
                  DESK_KEY_STATE_NO_UNBLOCK, DESK_PIN_USE_ACCEPTED);
}

static void
test_no_unblock (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set_slot (fixture->ukey, "puk", "22222222");
  expect_failure (fixture, pins (DESK_UKEY_KIND_UNBLOCK, "22222222", "654321"),
                  DESK_KEY_STATE_NO_UNBLOCK, DESK_PIN_USE_NONE);
}

/* A module that says it is OpenSC's is told to take a PUK. */
static void
test_unblock (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set (fixture->ukey, "module", "manufacturer", "OpenSC Project");
  desk_test_fake_ukey_set_slot (fixture->ukey, "puk", "22222222");
  desk_test_fake_ukey_set_slot (fixture->ukey, "tries-left", "0");
  expect_failure (fixture, pins (DESK_UKEY_KIND_UNBLOCK, "33333333", "654321"),
                  DESK_KEY_STATE_PUK_WRONG, DESK_PIN_USE_MAYBE);
  expect_failure (fixture, pins (DESK_UKEY_KIND_UNBLOCK, "2", "654321"), DESK_KEY_STATE_PUK_WRONG,
                  DESK_PIN_USE_NONE);
  expect_failure (fixture, pins (DESK_UKEY_KIND_UNBLOCK, "22222222", "6"),
                  DESK_KEY_STATE_PIN_REFUSED, DESK_PIN_USE_NONE);
  expect_done (fixture, pins (DESK_UKEY_KIND_UNBLOCK, "22222222", "654321"));
  desk_test_fake_ukey_unset (fixture->ukey, "slot0", "puk");
  expect_signature (fixture, "654321", "login working");
}

static void
test_unblock_locked (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set (fixture->ukey, "module", "manufacturer", "OpenSC Project");
  desk_test_fake_ukey_set_slot (fixture->ukey, "puk", "22222222");
  desk_test_fake_ukey_set_slot (fixture->ukey, "puk-tries-left", "0");
  expect_failure (fixture, pins (DESK_UKEY_KIND_UNBLOCK, "22222222", "654321"),
                  DESK_KEY_STATE_PUK_LOCKED, DESK_PIN_USE_MAYBE);
}

/* --- Initialising --- */

static DeskUkeyMessage *
make_initialise (const char *so_pin, const char *pin)
{
  DeskUkeyMessage *request = desk_ukey_message_new (DESK_UKEY_KIND_INITIALISE);
  g_autoptr (DeskSecret) so_secret = desk_secret_new_from_string (so_pin);
  g_autoptr (DeskSecret) secret = desk_secret_new_from_string (pin);

  desk_ukey_message_add_text (request, DESK_UKEY_TAG_LABEL, "New");
  desk_ukey_message_add_secret (request, DESK_UKEY_TAG_SO_PIN, so_secret);
  desk_ukey_message_add_secret (request, DESK_UKEY_TAG_PIN, secret);
  return request;
}

static void
test_initialise (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyMessage) answer = NULL;

  expect_failure (fixture, make_initialise ("87654321", "654321"), DESK_KEY_STATE_ABSENT,
                  DESK_PIN_USE_NONE);
  desk_test_fake_ukey_set_slot (fixture->ukey, "initialised", "0");
  answer = desk_test_host_expect (fixture->host, make_initialise ("87654321", "654321"),
                                  DESK_UKEY_KIND_INITIALISED);
  g_assert_cmpstr (desk_ukey_message_get_text (answer, DESK_UKEY_TAG_SERIAL), ==, SERIAL);
  expect_failure (fixture, sign (fixture, "654321"), DESK_KEY_STATE_NO_KEY, DESK_PIN_USE_ACCEPTED);
}

typedef struct {
  const char *name;
  const char *key;
  const char *value;
  DeskKeyState state;
} InitialiseFailure;

static const InitialiseFailure initialise_failures[] = {
  { "length", "C_InitToken", "rv:0xa2", DESK_KEY_STATE_PIN_REFUSED },
  { "officer", "C_InitToken", "rv:0xa0", DESK_KEY_STATE_PUK_WRONG },
  { "officer-locked", "C_InitToken", "rv:0xa4", DESK_KEY_STATE_PUK_LOCKED },
  { "read-only", "C_InitToken", "rv:0xe2", DESK_KEY_STATE_WRITE_PROTECTED },
  { "removed", "C_InitToken", "remove", DESK_KEY_STATE_REMOVED },
  { "session", "C_OpenSession", "rv:0x30", DESK_KEY_STATE_DRIVER },
  { "login", "C_Login", "rv:0x30", DESK_KEY_STATE_DRIVER },
  { "pin", "C_InitPIN", "rv:0xa1", DESK_KEY_STATE_PIN_REFUSED },
};

static void
test_initialise_failure (Fixture *fixture, gconstpointer data)
{
  const InitialiseFailure *failure = data;
  g_autoptr (DeskUkeyMessage) answer = NULL;

  desk_test_fake_ukey_set_slot (fixture->ukey, "initialised", "0");
  desk_test_fake_ukey_set_slot (fixture->ukey, failure->key, failure->value);
  answer = desk_test_host_call (fixture->host, make_initialise ("87654321", "654321"));
  g_assert_cmpint (desk_ukey_message_get_kind (answer), ==, DESK_UKEY_KIND_FAILED);
  g_assert_cmpstr (desk_ukey_message_get_text (answer, DESK_UKEY_TAG_STATE), ==,
                   desk_key_state_get_nick (failure->state));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/ukey/host/fake/" name, Fixture, NULL, set_up, function, tear_down)

  for (size_t i = 0; i < G_N_ELEMENTS (sign_failures); i++) {
    g_autofree char *path = g_strconcat ("/ukey/host/fake/sign/", sign_failures[i].name, NULL);

    g_test_add (path, Fixture, &sign_failures[i], set_up, test_sign_failure, tear_down);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (write_failures); i++) {
    g_autofree char *path = g_strconcat ("/ukey/host/fake/generate/", write_failures[i].name, NULL);

    g_test_add (path, Fixture, &write_failures[i], set_up, test_generate_failure, tear_down);
  }

  for (size_t i = 0; i < G_N_ELEMENTS (certificate_failures); i++) {
    g_autofree char *path
        = g_strconcat ("/ukey/host/fake/write/", certificate_failures[i].name, NULL);

    g_test_add (path, Fixture, &certificate_failures[i], set_up, test_write_failure, tear_down);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (initialise_failures); i++) {
    g_autofree char *path
        = g_strconcat ("/ukey/host/fake/initialise/", initialise_failures[i].name, NULL);

    g_test_add (path, Fixture, &initialise_failures[i], set_up, test_initialise_failure, tear_down);
  }

  ADD ("initialise", test_initialise);
  ADD ("no-try-spent", test_no_try_spent);
  ADD ("protected-path", test_protected_path);
  ADD ("always-authenticate", test_always_authenticate);
  ADD ("no-key", test_no_key);
  ADD ("other-serial", test_other_serial);
  ADD ("replug", test_replug);
  ADD ("print", test_print);
  ADD ("change-pin", test_change_pin);
  ADD ("change-refused", test_change_refused);
  g_test_add ("/ukey/host/fake/change-must", Fixture, "1", set_up, test_change_must, tear_down);
  g_test_add ("/ukey/host/fake/change-expired", Fixture, "expired", set_up, test_change_must,
              tear_down);
  ADD ("change-first", test_change_first);
  ADD ("set-pin", test_set_pin);
  ADD ("set-pin-unblocks", test_set_pin_unblocks);
  ADD ("officer-locked", test_officer_locked);
  ADD ("set-pin-unsupported", test_set_pin_unsupported);
  ADD ("no-unblock", test_no_unblock);
  ADD ("unblock", test_unblock);
  ADD ("unblock-locked", test_unblock_locked);

  return g_test_run ();
}
