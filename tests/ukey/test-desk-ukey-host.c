/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-desk-ukey-host"

/* The host as a process, opening modules, looking and describing, with the fake module. */

#include "desk-test-fake-ukey.h"
#include "desk-test-files.h"
#include "desk-test-host.h"
#include "desk-test-pki.h"

#include <string.h>

#define SERIAL "FAKE0000"

typedef struct {
  DeskTestFakeUkey *ukey; /* owned */
  DeskTestHost *host;     /* owned; the module is open */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->ukey = desk_test_fake_ukey_new ();
  desk_test_fake_ukey_set_environment (fixture->ukey);
  fixture->host = desk_test_host_new ();
  desk_test_host_open (fixture->host, desk_test_fake_ukey_get_module (fixture->ukey), NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_test_host_free (fixture->host);
  desk_test_fake_ukey_free (fixture->ukey);
}

static DeskUkeyMessage *
make (DeskUkeyKind kind)
{
  return desk_ukey_message_new (kind);
}

static DeskUkeyMessage *
make_open (const char *path, const char *arguments)
{
  DeskUkeyMessage *request = make (DESK_UKEY_KIND_OPEN);

  desk_ukey_message_add_text (request, DESK_UKEY_TAG_PATH, path);
  desk_ukey_message_add_text (request, DESK_UKEY_TAG_ARGUMENTS, arguments);
  return request;
}

static uint64_t
number_of (DeskUkeyMessage *message, DeskUkeyTag tag)
{
  return desk_ukey_message_get_number (message, tag);
}

static const char *
text_of (DeskUkeyMessage *message, DeskUkeyTag tag)
{
  return desk_ukey_message_get_text (message, tag);
}

static DeskUkeyMessage *
token_of (DeskUkeyMessage *scanned, guint index)
{
  return desk_ukey_message_get_record (scanned, DESK_UKEY_TAG_TOKEN, index);
}

/* --- The process --- */

static void
test_end (void)
{
  desk_test_host_free (desk_test_host_new ());
}

/* A driver that crashes leaves nothing on the disk. */
static void
test_no_core (void)
{
  g_autoptr (DeskTestHost) host = desk_test_host_new ();
  g_autofree char *path = g_strdup_printf ("/proc/%s/limits", desk_test_host_get_identifier (host));
  g_autofree char *limits = NULL;

  if (!g_file_get_contents (path, &limits, NULL, NULL)) {
    g_test_skip ("this system does not show a process's limits");
    return;
  }

  g_assert_true (g_regex_match_simple ("^Max core file size +0 +0 ", limits, G_REGEX_MULTILINE, 0));
}

typedef struct {
  const char *name;
  const char *bytes;
  size_t length;
} Nonsense;

#define NONSENSE(name, text)                                                                       \
  {                                                                                                \
    name, text, sizeof text - 1                                                                    \
  }

static const Nonsense nonsense[] = {
  NONSENSE ("half-a-header", "\0\0"),
  NONSENSE ("no-length", "\0\0\0\0"),
  NONSENSE ("too-long", "\xff\xff\xff\xff\1\2"),
  NONSENSE ("half-a-body", "\0\0\0\5\1\2"),
  NONSENSE ("version", "\0\0\0\2\7\2"),
  NONSENSE ("field", "\0\0\0\7\1\2\xf0\0\0\0\0"),
  NONSENSE ("an-answer", "\0\0\0\2\1\x43"),
  NONSENSE ("text", "GET / HTTP/1.1\r\n\r\n"),
};

static void
test_nonsense (gconstpointer data)
{
  const Nonsense *sent = data;

  g_assert_cmpint (desk_test_host_send_raw (desk_test_host_new (), sent->bytes, sent->length), ==,
                   2);
}

static void
test_not_open (void)
{
  static const DeskUkeyKind kinds[] = { DESK_UKEY_KIND_SCAN, DESK_UKEY_KIND_DESCRIBE };
  g_autoptr (DeskTestHost) host = desk_test_host_new ();
  g_autoptr (GBytes) key_id = g_bytes_new_static ("id", 2);

  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    desk_test_host_expect_failure (host, make (kinds[i]), DESK_KEY_STATE_NO_MODULE,
                                   DESK_PIN_USE_NONE);

  desk_test_host_expect_failure (host, desk_test_host_sign (SERIAL, key_id, "111111"),
                                 DESK_KEY_STATE_NO_MODULE, DESK_PIN_USE_NONE);
  desk_test_host_expect_failure (host, desk_test_host_generate (SERIAL, "111111", 0, "x"),
                                 DESK_KEY_STATE_NO_MODULE, DESK_PIN_USE_NONE);
  for (DeskUkeyKind kind = DESK_UKEY_KIND_CHANGE_PIN; kind <= DESK_UKEY_KIND_UNBLOCK; kind++)
    desk_test_host_expect_failure (
        host, desk_test_host_pins (kind, SERIAL, DESK_UKEY_TAG_NEW_PIN, NULL, "111111"),
        DESK_KEY_STATE_NO_MODULE, DESK_PIN_USE_NONE);
}

/* --- Opening --- */

static void
expect_no_module (const char *path, DeskKeyState state, const char *words)
{
  g_autoptr (DeskTestHost) host = desk_test_host_new ();

  desk_test_host_expect_failure (host, make_open (path, NULL), state, DESK_PIN_USE_NONE);
  g_assert_nonnull (strstr (desk_test_host_get_detail (host), words));
  /* It lives on and takes another one. */
  desk_test_host_expect_failure (host, make (DESK_UKEY_KIND_SCAN), DESK_KEY_STATE_NO_MODULE,
                                 DESK_PIN_USE_NONE);
}

static void
test_open_missing (void)
{
  expect_no_module ("/nowhere/at-all.so", DESK_KEY_STATE_MODULE_MISSING, "/nowhere/at-all.so");
}

static void
test_open_directory (void)
{
  expect_no_module ("/", DESK_KEY_STATE_MODULE_NOT_PKCS11, "no regular file");
}

/* A file with @length bytes of @head at its start is not loaded, because of @state. */
static void
expect_file (const char *head, size_t length, DeskKeyState state, const char *words)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autofree char *path = g_build_filename (directory, "driver.so", NULL);
  g_autofree char *content = g_malloc0 (4096);

  memcpy (content, head, length);
  g_assert_true (g_file_set_contents (path, content, 4096, NULL));
  expect_no_module (path, state, words);
  desk_test_files_remove (directory);
}

static void
test_open_text (void)
{
  expect_file ("#!/bin/sh\n", 10, DESK_KEY_STATE_MODULE_NOT_PKCS11, "is no library");
}

static void
test_open_architecture (void)
{
  static const char elf32[] = "\177ELF\1\1\1\0\0\0\0\0\0\0\0\0\3\0\3\0";
  static const char mips[] = "\177ELF\2\2\1\0\0\0\0\0\0\0\0\0\0\3\0\10";
  static const char loongarch[] = "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\2\1";
  static const char unknown[] = "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\xf0\xf0";
  char windows[0x80] = "MZ";

  windows[0x3c] = 0x40;
  memcpy (windows + 0x40, "PE\0\0\x64\x86", 6);

  expect_file (elf32, sizeof elf32, DESK_KEY_STATE_MODULE_ARCHITECTURE, "made for x86 (32 bits)");
  expect_file (mips, sizeof mips, DESK_KEY_STATE_MODULE_ARCHITECTURE, "made for mips");
  expect_file (unknown, sizeof unknown, DESK_KEY_STATE_MODULE_ARCHITECTURE, "another processor");
  expect_file (windows, sizeof windows, DESK_KEY_STATE_MODULE_ARCHITECTURE, "Windows x86_64");
#if !defined(__loongarch__)
  expect_file (loongarch, sizeof loongarch, DESK_KEY_STATE_MODULE_ARCHITECTURE, "loongarch");
#endif

  /* A DOS program without the part that follows. */
  memset (windows + 0x40, 0, 6);
  expect_file (windows, sizeof windows, DESK_KEY_STATE_MODULE_NOT_PKCS11, "is no library");
}

/* The head of one of our own, and nothing behind it. */
static void
test_open_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL;

  g_assert_true (
      g_file_get_contents (desk_test_fake_ukey_get_module (fixture->ukey), &content, NULL, NULL));
  expect_file (content, 128, DESK_KEY_STATE_MODULE_FAILED, "driver.so");
}

static void
test_open_other_library (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "tests", "ukey",
                                            "fake-pcsc", "libpcsclite.so.1", NULL);

  expect_no_module (path, DESK_KEY_STATE_MODULE_NOT_PKCS11, "C_GetFunctionList");
}

static void
test_open_refused (Fixture *fixture, gconstpointer data)
{
  const char *path = desk_test_fake_ukey_get_module (fixture->ukey);

  desk_test_fake_ukey_set (fixture->ukey, "module", "C_Initialize", "rv:0x5");
  desk_test_host_expect_failure (fixture->host, make_open (path, NULL),
                                 DESK_KEY_STATE_MODULE_FAILED, DESK_PIN_USE_NONE);
  g_assert_nonnull (strstr (desk_test_host_get_detail (fixture->host), "C_Initialize"));

  desk_test_fake_ukey_unset (fixture->ukey, "module", "C_Initialize");
  desk_test_host_open (fixture->host, path, NULL);
}

static void
test_open_arguments (Fixture *fixture, gconstpointer data)
{
  const char *path = desk_test_fake_ukey_get_module (fixture->ukey);

  desk_test_fake_ukey_set (fixture->ukey, "module", "arguments", "configdir='sql:x'");
  desk_test_host_expect_failure (fixture->host, make_open (path, "other"),
                                 DESK_KEY_STATE_MODULE_FAILED, DESK_PIN_USE_NONE);
  desk_test_host_expect_failure (fixture->host, make_open (path, NULL),
                                 DESK_KEY_STATE_MODULE_FAILED, DESK_PIN_USE_NONE);
  desk_test_host_open (fixture->host, path, "configdir='sql:x'");
}

/* --- Looking --- */

static void
test_scan (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyMessage) scanned = NULL;
  DeskUkeyMessage *token;

  desk_test_fake_ukey_set_slot (fixture->ukey, "reader-name", "Some Reader");
  desk_test_fake_ukey_set_slot (fixture->ukey, "manufacturer", "A Maker");
  desk_test_fake_ukey_set_slot (fixture->ukey, "model", "One");
  scanned = desk_test_host_scan (fixture->host, FALSE);
  g_assert_cmpuint (number_of (scanned, DESK_UKEY_TAG_N_SLOTS), ==, 1);
  g_assert_cmpuint (desk_ukey_message_count (scanned, DESK_UKEY_TAG_TOKEN), ==, 1);

  token = token_of (scanned, 0);
  g_assert_cmpstr (text_of (token, DESK_UKEY_TAG_READER), ==, "Some Reader");
  g_assert_cmpstr (text_of (token, DESK_UKEY_TAG_SERIAL), ==, SERIAL);
  g_assert_cmpstr (text_of (token, DESK_UKEY_TAG_LABEL), ==, "CertDesk Ukey");
  g_assert_cmpstr (text_of (token, DESK_UKEY_TAG_MANUFACTURER), ==, "A Maker");
  g_assert_cmpstr (text_of (token, DESK_UKEY_TAG_MODEL), ==, "One");
  g_assert_cmpuint (number_of (token, DESK_UKEY_TAG_FLAGS), ==, DESK_UKEY_TOKEN_INITIALISED);
  g_assert_cmpuint (number_of (token, DESK_UKEY_TAG_MIN_PIN), ==, 6);
  g_assert_cmpuint (number_of (token, DESK_UKEY_TAG_MAX_PIN), ==, 16);
  g_assert_cmpuint (number_of (token, DESK_UKEY_TAG_RECOGNISED), ==, 1);
  g_assert_false (desk_ukey_message_has (token, DESK_UKEY_TAG_STATE));
  g_assert_false (desk_ukey_message_has (token, DESK_UKEY_TAG_CERTIFICATE));
}

typedef struct {
  const char *name;
  const char *key;
  const char *value;
  guint flags;
} FlagCase;

static const FlagCase flag_cases[] = {
  { "uninitialised", "initialised", "0", DESK_UKEY_TOKEN_PIN_MISSING },
  { "first", "first-pin", "1", DESK_UKEY_TOKEN_INITIALISED | DESK_UKEY_TOKEN_PIN_MISSING },
  { "must-change", "must-change", "1",
    DESK_UKEY_TOKEN_INITIALISED | DESK_UKEY_TOKEN_PIN_MUST_CHANGE },
  { "low", "tries-left", "2", DESK_UKEY_TOKEN_INITIALISED | DESK_UKEY_TOKEN_PIN_LOW },
  { "final", "tries-left", "1",
    DESK_UKEY_TOKEN_INITIALISED | DESK_UKEY_TOKEN_PIN_LOW | DESK_UKEY_TOKEN_PIN_FINAL },
  { "locked", "tries-left", "0", DESK_UKEY_TOKEN_INITIALISED | DESK_UKEY_TOKEN_PIN_LOCKED },
  { "so-locked", "so-tries-left", "0",
    DESK_UKEY_TOKEN_INITIALISED | DESK_UKEY_TOKEN_SO_PIN_LOCKED },
  { "protected", "protected-path", "1",
    DESK_UKEY_TOKEN_INITIALISED | DESK_UKEY_TOKEN_PROTECTED_PATH },
  { "read-only", "write-protected", "1",
    DESK_UKEY_TOKEN_INITIALISED | DESK_UKEY_TOKEN_WRITE_PROTECTED },
};

static void
test_scan_flags (Fixture *fixture, gconstpointer data)
{
  const FlagCase *flag_case = data;
  g_autoptr (DeskUkeyMessage) scanned = NULL;

  desk_test_fake_ukey_set_slot (fixture->ukey, flag_case->key, flag_case->value);
  scanned = desk_test_host_scan (fixture->host, FALSE);
  g_assert_cmphex (number_of (token_of (scanned, 0), DESK_UKEY_TAG_FLAGS), ==, flag_case->flags);
}

static void
test_scan_unrecognised (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyMessage) scanned = NULL;

  desk_test_fake_ukey_set_slot (fixture->ukey, "recognised", "0");
  scanned = desk_test_host_scan (fixture->host, FALSE);
  g_assert_cmpuint (number_of (token_of (scanned, 0), DESK_UKEY_TAG_RECOGNISED), ==, 0);
  g_assert_false (desk_ukey_message_has (token_of (scanned, 0), DESK_UKEY_TAG_STATE));
}

/* One that does not answer hides no other one. */
static void
test_scan_faulty_slot (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyMessage) scanned = NULL;

  desk_test_fake_ukey_add_slot (fixture->ukey, 1, "Another");
  desk_test_fake_ukey_set (fixture->ukey, "slot0", "C_GetTokenInfo", "rv:0x30");
  scanned = desk_test_host_scan (fixture->host, FALSE);
  g_assert_cmpuint (desk_ukey_message_count (scanned, DESK_UKEY_TAG_TOKEN), ==, 2);
  g_assert_cmpstr (text_of (token_of (scanned, 0), DESK_UKEY_TAG_STATE), ==, "driver");
  g_assert_cmpstr (text_of (token_of (scanned, 0), DESK_UKEY_TAG_SERIAL), ==, "");
  g_assert_cmpstr (text_of (token_of (scanned, 1), DESK_UKEY_TAG_SERIAL), ==, "FAKE0001");
}

static void
test_scan_no_session (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyMessage) scanned = NULL;

  desk_test_fake_ukey_set_slot (fixture->ukey, "busy", "session");
  scanned = desk_test_host_scan (fixture->host, FALSE);
  g_assert_cmpstr (text_of (token_of (scanned, 0), DESK_UKEY_TAG_STATE), ==, "busy");
  g_assert_cmpstr (text_of (token_of (scanned, 0), DESK_UKEY_TAG_SERIAL), ==, SERIAL);
}

static void
test_scan_no_reader (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyMessage) scanned = NULL;

  desk_test_fake_ukey_set_slot (fixture->ukey, "reader", "0");
  scanned = desk_test_host_scan (fixture->host, FALSE);
  g_assert_cmpuint (number_of (scanned, DESK_UKEY_TAG_N_SLOTS), ==, 0);
  g_assert_null (token_of (scanned, 0));
}

/* --- Certificates --- */

static guint
count_certificates (Fixture *fixture, gboolean fresh)
{
  g_autoptr (DeskUkeyMessage) scanned = desk_test_host_scan (fixture->host, fresh);

  return desk_ukey_message_count (token_of (scanned, 0), DESK_UKEY_TAG_CERTIFICATE);
}

static void
test_certificates (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  const DeskTestProfile profile = { .name = "张三",
                                    .issuer = pki->issuing,
                                    .key_usage = DESK_TEST_SIGNER,
                                    .subject_key = desk_test_fake_ukey_get_key (fixture->ukey) };
  g_autoptr (DeskTestIdentity) identity = desk_test_identity_new (&profile);
  g_autoptr (DeskUkeyMessage) scanned = NULL;
  DeskUkeyMessage *certificate;

  g_assert_cmpuint (count_certificates (fixture, FALSE), ==, 0);
  desk_test_fake_ukey_add_certificate (fixture->ukey, 0, identity->certificate);
  /* Nobody told that anything changed. */
  g_assert_cmpuint (count_certificates (fixture, FALSE), ==, 0);
  g_assert_cmpuint (count_certificates (fixture, TRUE), ==, 1);

  /* Nor that it was taken away and came back. */
  desk_test_fake_ukey_add_certificate (fixture->ukey, 0, pki->issuing->certificate);
  g_assert_cmpuint (count_certificates (fixture, FALSE), ==, 1);
  desk_test_fake_ukey_remove (fixture->ukey, 0);
  desk_ukey_message_free (desk_test_host_scan (fixture->host, FALSE));
  desk_test_fake_ukey_insert (fixture->ukey, 0);
  g_assert_cmpuint (count_certificates (fixture, FALSE), ==, 2);

  scanned = desk_test_host_scan (fixture->host, FALSE);
  certificate = desk_ukey_message_get_record (token_of (scanned, 0), DESK_UKEY_TAG_CERTIFICATE, 0);
  g_assert_cmpuint (g_bytes_get_size (desk_ukey_message_get_bytes (certificate, DESK_UKEY_TAG_DER)),
                    >, 0);
  g_assert_cmpuint (number_of (certificate, DESK_UKEY_TAG_HAS_KEY), !=, DESK_UKEY_KEY_MISSING);
}

/* Looking whether a key is still there reads nothing of it again. */
static void
test_certificates_cached (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count_certificates (fixture, FALSE), ==, 0);
  desk_test_fake_ukey_set_slot (fixture->ukey, "C_OpenSession", "rv:0x30");
  desk_test_fake_ukey_set_slot (fixture->ukey, "C_FindObjectsInit", "rv:0x30");
  for (int i = 0; i < 3; i++) {
    g_autoptr (DeskUkeyMessage) scanned = desk_test_host_scan (fixture->host, FALSE);

    g_assert_false (desk_ukey_message_has (token_of (scanned, 0), DESK_UKEY_TAG_STATE));
  }
}

static void
test_slots_only (Fixture *fixture, gconstpointer data)
{
  DeskUkeyMessage *request = make (DESK_UKEY_KIND_SCAN);
  g_autoptr (DeskUkeyMessage) scanned = NULL;

  desk_test_fake_ukey_set (fixture->ukey, "module", "C_OpenSession", "abort");
  desk_test_fake_ukey_set (fixture->ukey, "module", "C_Finalize", "abort@1");
  desk_ukey_message_add_number (request, DESK_UKEY_TAG_SLOTS_ONLY, 1);
  scanned = desk_test_host_expect (fixture->host, request, DESK_UKEY_KIND_SCANNED);
  g_assert_cmpstr (text_of (token_of (scanned, 0), DESK_UKEY_TAG_SERIAL), ==, SERIAL);

  /* Nor is the module started again because there is nothing. */
  desk_test_fake_ukey_remove (fixture->ukey, 0);
  request = make (DESK_UKEY_KIND_SCAN);
  desk_ukey_message_add_number (request, DESK_UKEY_TAG_SLOTS_ONLY, 1);
  g_clear_pointer (&scanned, desk_ukey_message_free);
  scanned = desk_test_host_expect (fixture->host, request, DESK_UKEY_KIND_SCANNED);
  g_assert_null (token_of (scanned, 0));
  desk_test_fake_ukey_unset (fixture->ukey, "module", "C_Finalize");
}

/* A module that cannot be started again costs this look only. */
static void
test_restart (Fixture *fixture, gconstpointer data)
{
  DeskUkeyMessage *request = make (DESK_UKEY_KIND_SCAN);

  desk_test_fake_ukey_remove (fixture->ukey, 0);
  desk_test_fake_ukey_set (fixture->ukey, "module", "C_Initialize", "rv:0x30");
  desk_ukey_message_add_number (request, DESK_UKEY_TAG_FRESH, 1);
  desk_test_host_expect_failure (fixture->host, request, DESK_KEY_STATE_MODULE_FAILED,
                                 DESK_PIN_USE_NONE);

  desk_test_fake_ukey_unset (fixture->ukey, "module", "C_Initialize");
  desk_test_fake_ukey_insert (fixture->ukey, 0);
  g_assert_cmpuint (count_certificates (fixture, FALSE), ==, 0);
}

/* --- Describing --- */

static void
test_describe (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyMessage) described = NULL;
  DeskUkeyMessage *slot;

  desk_test_fake_ukey_set (fixture->ukey, "module", "description", "A driver");
  desk_test_fake_ukey_set (fixture->ukey, "module", "manufacturer", "A maker");
  desk_test_fake_ukey_add_slot (fixture->ukey, 1, "Another");
  desk_test_fake_ukey_set (fixture->ukey, "slot1", "C_GetTokenInfo", "rv:0x30");
  desk_test_fake_ukey_add_slot (fixture->ukey, 2, "Absent");
  desk_test_fake_ukey_remove (fixture->ukey, 2);

  described = desk_test_host_expect (fixture->host, make (DESK_UKEY_KIND_DESCRIBE),
                                     DESK_UKEY_KIND_DESCRIBED);
  g_assert_cmpstr (text_of (described, DESK_UKEY_TAG_LIBRARY), ==, "A driver");
  g_assert_cmpstr (text_of (described, DESK_UKEY_TAG_MANUFACTURER), ==, "A maker");
  g_assert_cmpstr (text_of (described, DESK_UKEY_TAG_CRYPTOKI_VERSION), ==, "2.40");
  g_assert_cmpuint (desk_ukey_message_count (described, DESK_UKEY_TAG_READER_SLOT), ==, 3);

  slot = desk_ukey_message_get_record (described, DESK_UKEY_TAG_READER_SLOT, 0);
  g_assert_cmpuint (number_of (slot, DESK_UKEY_TAG_N_MECHANISMS), >, 0);
  g_assert_cmpstr (text_of (token_of (slot, 0), DESK_UKEY_TAG_SERIAL), ==, SERIAL);
  slot = desk_ukey_message_get_record (described, DESK_UKEY_TAG_READER_SLOT, 1);
  g_assert_nonnull (strstr (text_of (slot, DESK_UKEY_TAG_DETAIL), "C_GetTokenInfo"));
  slot = desk_ukey_message_get_record (described, DESK_UKEY_TAG_READER_SLOT, 2);
  g_assert_cmpuint (number_of (slot, DESK_UKEY_TAG_PRESENT), ==, 0);
  g_assert_null (token_of (slot, 0));
}

static void
test_describe_failure (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set (fixture->ukey, "module", "C_GetInfo", "rv:0x5");
  desk_test_host_expect_failure (fixture->host, make (DESK_UKEY_KIND_DESCRIBE),
                                 DESK_KEY_STATE_DRIVER, DESK_PIN_USE_NONE);
}

/* --- PC/SC --- */

typedef struct {
  const char *name;
  const char *script;
  uint64_t code;
  guint n_readers;
} ServiceCase;

static const ServiceCase service_cases[] = {
  { "two-readers", "0", 0, 2 },
  { "no-readers", "list:8010002e", 0, 0 },
  { "stopped", "8010001d", 0x8010001d, 0 },
  { "denied", "8010006a", 0x8010006a, 0 },
  { "list-fails", "list:80100001", 0x80100001, 0 },
};

static void
test_service (gconstpointer data)
{
  const ServiceCase *service_case = data;
  g_autofree char *directory
      = g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "tests", "ukey", "fake-pcsc", NULL);
  g_autoptr (DeskTestHost) host = NULL;
  g_autoptr (DeskUkeyMessage) served = NULL;

  g_setenv ("LD_LIBRARY_PATH", directory, TRUE);
  g_setenv ("CERTDESK_FAKE_PCSC", service_case->script, TRUE);
  host = desk_test_host_new ();
  g_unsetenv ("LD_LIBRARY_PATH");

  served = desk_test_host_expect (host, make (DESK_UKEY_KIND_SERVICE), DESK_UKEY_KIND_SERVED);
  g_assert_cmpuint (number_of (served, DESK_UKEY_TAG_INSTALLED), ==, 1);
  g_assert_cmpuint (number_of (served, DESK_UKEY_TAG_CODE), ==, service_case->code);
  g_assert_cmpuint (desk_ukey_message_count (served, DESK_UKEY_TAG_READER), ==,
                    service_case->n_readers);
  if (service_case->n_readers > 0)
    g_assert_cmpstr (desk_ukey_message_get_nth_text (served, DESK_UKEY_TAG_READER, 1), ==,
                     "Reader Two");
}

/* A library that is none of PC/SC's counts as none. */
static void
test_service_missing (void)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autofree char *path = g_build_filename (directory, "libpcsclite.so.1", NULL);
  g_autoptr (DeskTestHost) host = NULL;
  g_autoptr (DeskUkeyMessage) served = NULL;

  g_assert_true (g_file_set_contents (path, "nothing", -1, NULL));
  g_setenv ("LD_LIBRARY_PATH", directory, TRUE);
  host = desk_test_host_new ();
  g_unsetenv ("LD_LIBRARY_PATH");

  served = desk_test_host_expect (host, make (DESK_UKEY_KIND_SERVICE), DESK_UKEY_KIND_SERVED);
  g_assert_cmpuint (number_of (served, DESK_UKEY_TAG_INSTALLED), ==, 0);
  g_assert_nonnull (text_of (served, DESK_UKEY_TAG_DETAIL));
  desk_test_files_remove (directory);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/ukey/host/" name, Fixture, NULL, set_up, function, tear_down)

static void
add_process_tests (void)
{
  g_test_add_func ("/ukey/host/process/end", test_end);
  g_test_add_func ("/ukey/host/process/no-core", test_no_core);
  for (size_t i = 0; i < G_N_ELEMENTS (nonsense); i++) {
    g_autofree char *path = g_strconcat ("/ukey/host/process/nonsense/", nonsense[i].name, NULL);

    g_test_add_data_func (path, &nonsense[i], test_nonsense);
  }
  g_test_add_func ("/ukey/host/process/not-open", test_not_open);
}

static void
add_open_tests (void)
{
  g_test_add_func ("/ukey/host/open/missing", test_open_missing);
  g_test_add_func ("/ukey/host/open/directory", test_open_directory);
  g_test_add_func ("/ukey/host/open/text", test_open_text);
  g_test_add_func ("/ukey/host/open/architecture", test_open_architecture);
  g_test_add_func ("/ukey/host/open/other-library", test_open_other_library);
  ADD ("open/damaged", test_open_damaged);
  ADD ("open/refused", test_open_refused);
  ADD ("open/arguments", test_open_arguments);
}

static void
add_scan_tests (void)
{
  ADD ("scan/token", test_scan);
  for (size_t i = 0; i < G_N_ELEMENTS (flag_cases); i++) {
    g_autofree char *path = g_strconcat ("/ukey/host/scan/flags/", flag_cases[i].name, NULL);

    g_test_add (path, Fixture, &flag_cases[i], set_up, test_scan_flags, tear_down);
  }
  ADD ("scan/unrecognised", test_scan_unrecognised);
  ADD ("scan/faulty-slot", test_scan_faulty_slot);
  ADD ("scan/no-session", test_scan_no_session);
  ADD ("scan/no-reader", test_scan_no_reader);
  ADD ("scan/certificates", test_certificates);
  ADD ("scan/cached", test_certificates_cached);
  ADD ("scan/slots-only", test_slots_only);
  ADD ("scan/restart", test_restart);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_process_tests ();
  add_open_tests ();
  add_scan_tests ();
  ADD ("describe/all", test_describe);
  ADD ("describe/failure", test_describe_failure);
  for (size_t i = 0; i < G_N_ELEMENTS (service_cases); i++) {
    g_autofree char *path = g_strconcat ("/ukey/host/service/", service_cases[i].name, NULL);

    g_test_add_data_func (path, &service_cases[i], test_service);
  }
  g_test_add_func ("/ukey/host/service/missing", test_service_missing);

  return g_test_run ();
}
