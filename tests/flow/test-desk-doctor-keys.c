/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-doctor-fixture.h"
#include "desk-test-fake-ukey.h"

#include <string.h>

/* What must not stand in a report. */
#define HOLDER    "王小明"
#define LABEL     "王小明的Ukey"
#define SERIAL    "MX20261122334455"
#define ID_NUMBER "11010519491231002X"

typedef struct {
  DeskDoctorFixture computer;
  DeskTestFakeUkey *ukey;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  desk_doctor_fixture_set_up (&fixture->computer, data);
  fixture->ukey = desk_test_fake_ukey_new ();
  desk_test_fake_ukey_set_environment (fixture->ukey);
  desk_test_fake_ukey_set_slot (fixture->ukey, "label", LABEL);
  desk_test_fake_ukey_set_slot (fixture->ukey, "serial", SERIAL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_doctor_fixture_tear_down (&fixture->computer, data);
  desk_test_fake_ukey_free (fixture->ukey);
}

static void
run (Fixture *fixture)
{
  DeskDoctorFixture *computer = &fixture->computer;

  if (computer->settings == NULL)
    desk_doctor_fixture_set_module (computer, desk_test_fake_ukey_get_module (fixture->ukey));
  desk_doctor_fixture_run (computer);
}

/* Drivers */

static void
test_module_works (Fixture *fixture, gconstpointer data)
{
  run (fixture);
  desk_doctor_fixture_assert_state (&fixture->computer, DESK_DOCTOR_MODULES, DESK_KEY_STATE_READY);
  desk_doctor_fixture_assert_detail (&fixture->computer, DESK_DOCTOR_MODULES, "ELF, ");
  desk_doctor_fixture_assert_detail (&fixture->computer, DESK_DOCTOR_MODULES, "1 slots");
  desk_doctor_fixture_assert_state (&fixture->computer, DESK_DOCTOR_TOKENS, DESK_KEY_STATE_READY);
  desk_doctor_fixture_assert_state (&fixture->computer, DESK_DOCTOR_CERTIFICATES,
                                    DESK_KEY_STATE_NO_CERTIFICATE);
}

static void
assert_module (Fixture *fixture, const char *path, DeskKeyState state)
{
  DeskDoctorFixture *computer = &fixture->computer;

  desk_doctor_fixture_set_module (computer, path);
  run (fixture);
  desk_doctor_fixture_assert_state (computer, DESK_DOCTOR_MODULES, state);
  desk_doctor_fixture_assert_skipped (computer, DESK_DOCTOR_TOKENS);
  desk_doctor_fixture_assert_skipped (computer, DESK_DOCTOR_CERTIFICATES);
  g_assert_cmpint (
      desk_doctor_check_get_action (desk_doctor_fixture_find (computer, DESK_DOCTOR_MODULES)), ==,
      desk_key_state_get_action (state));
}

static void
test_module_missing (Fixture *fixture, gconstpointer data)
{
  assert_module (fixture, "/nonexistent/driver.so", DESK_KEY_STATE_MODULE_MISSING);
}

static void
test_module_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = desk_doctor_fixture_write (&fixture->computer, "driver.so", "Hello", -1);

  assert_module (fixture, path, DESK_KEY_STATE_MODULE_NOT_PKCS11);
}

static void
test_module_architecture (Fixture *fixture, gconstpointer data)
{
  /* 32 bit, little-endian, SPARC. */
  static const char head[64] = "\177ELF\1\1\1\0\0\0\0\0\0\0\0\0\3\0\2";
  g_autofree char *path
      = desk_doctor_fixture_write (&fixture->computer, "driver.so", head, sizeof head);

  assert_module (fixture, path, DESK_KEY_STATE_MODULE_ARCHITECTURE);
}

/* A library, but another one: that of this very program. */
static void
test_module_other_library (Fixture *fixture, gconstpointer data)
{
  g_autofree char *maps = NULL;
  g_autoptr (GRegex) regex = g_regex_new ("(/\\S*/libgobject-2\\.0\\.so\\S*)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *path = NULL;

  if (!g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL)
      || !g_regex_match (regex, maps, 0, &match)) {
    g_test_skip ("it is not known where the libraries are");
    return;
  }

  path = g_match_info_fetch (match, 1);
  assert_module (fixture, path, DESK_KEY_STATE_MODULE_NOT_PKCS11);
}

static void
assert_fault (Fixture *fixture, const char *fault, DeskKeyState state)
{
  desk_test_fake_ukey_set (fixture->ukey, "module", "C_Initialize", fault);
  assert_module (fixture, desk_test_fake_ukey_get_module (fixture->ukey), state);
}

static void
test_module_fails (Fixture *fixture, gconstpointer data)
{
  assert_fault (fixture, "rv:0x5", DESK_KEY_STATE_MODULE_FAILED);
}

static void
test_module_crashes (Fixture *fixture, gconstpointer data)
{
  assert_fault (fixture, "abort", DESK_KEY_STATE_MODULE_CRASHED);
}

static void
test_module_hangs (Fixture *fixture, gconstpointer data)
{
  fixture->computer.config.time_out_ms = 1500;
  assert_fault (fixture, "hang", DESK_KEY_STATE_MODULE_HANGS);
}

/* Keys */

typedef struct {
  const char *path;
  const char *key;
  const char *value;
  DeskKeyState state;
} TokenRow;

static const TokenRow token_rows[] = {
  { "absent", "present", "0", DESK_KEY_STATE_ABSENT },
  { "no-reader", "reader", "0", DESK_KEY_STATE_NO_READER },
  { "unrecognised", "recognised", "0", DESK_KEY_STATE_UNRECOGNISED },
  { "not-initialised", "initialised", "0", DESK_KEY_STATE_NOT_INITIALISED },
  { "first-pin", "first-pin", "1", DESK_KEY_STATE_PIN_FIRST },
  { "must-change", "must-change", "1", DESK_KEY_STATE_PIN_MUST_CHANGE },
  { "low", "tries-left", "3", DESK_KEY_STATE_PIN_LOW },
  { "final", "tries-left", "1", DESK_KEY_STATE_PIN_FINAL },
  { "locked", "tries-left", "0", DESK_KEY_STATE_PIN_LOCKED },
  { "unreadable", "C_GetTokenInfo", "rv:0x30", DESK_KEY_STATE_DRIVER },
};

static void
test_token (Fixture *fixture, gconstpointer data)
{
  const TokenRow *row = data;

  desk_test_fake_ukey_set_slot (fixture->ukey, row->key, row->value);
  run (fixture);
  desk_doctor_fixture_assert_state (&fixture->computer, DESK_DOCTOR_TOKENS, row->state);
}

static void
test_write_protected (Fixture *fixture, gconstpointer data)
{
  GListModel *checks;
  gboolean found = FALSE;

  desk_test_fake_ukey_set_slot (fixture->ukey, "write-protected", "1");
  run (fixture);
  checks = desk_doctor_get_checks (fixture->computer.doctor);
  for (guint i = 0; i < g_list_model_get_n_items (checks); i++) {
    g_autoptr (DeskDoctorCheck) check = g_list_model_get_item (checks, i);

    if (desk_doctor_check_get_state (check) != DESK_KEY_STATE_WRITE_PROTECTED)
      continue;
    found = TRUE;
    g_assert_cmpint (desk_doctor_check_get_severity (check), ==, DESK_KEY_SEVERITY_NOTE);
  }
  g_assert_true (found);
}

/* Where a key is seen, a service that nobody needs is no problem. */
static void
test_harmless (Fixture *fixture, gconstpointer data)
{
  GListModel *checks;

  run (fixture);
  checks = desk_doctor_get_checks (fixture->computer.doctor);
  for (guint i = 0; i < g_list_model_get_n_items (checks); i++) {
    g_autoptr (DeskDoctorCheck) check = g_list_model_get_item (checks, i);

    if (desk_doctor_check_get_subject (check) > DESK_DOCTOR_MODULES)
      continue;
    g_assert_cmpint (desk_doctor_check_get_severity (check), <=, DESK_KEY_SEVERITY_NOTE);
    g_assert_cmpint (desk_doctor_check_get_action (check), ==, DESK_KEY_ACTION_NONE);
    if (desk_doctor_check_get_state (check) == DESK_KEY_STATE_SERVICE_STOPPED)
      g_assert_true (
          g_str_has_prefix (desk_doctor_check_get_remedy (check), "Nothing needs to be done"));
  }
}

/* Certificates */

static void
certify (Fixture *fixture, const DeskTestIdentity *issuer, DeskTestProfile profile)
{
  g_autoptr (DeskTestIdentity) identity = NULL;

  profile.name = profile.name != NULL ? profile.name : HOLDER;
  profile.issuer = issuer;
  profile.key_usage = profile.key_usage != NULL ? profile.key_usage : DESK_TEST_SIGNER;
  profile.subject_key = desk_test_fake_ukey_get_key (fixture->ukey);
  identity = desk_test_identity_new (&profile);
  desk_test_fake_ukey_add_certificate (fixture->ukey, 0, identity->certificate);
}

static void
assert_certificate (Fixture *fixture, DeskKeyState state, const char *detail)
{
  run (fixture);
  desk_doctor_fixture_assert_state (&fixture->computer, DESK_DOCTOR_CERTIFICATES, state);
  desk_doctor_fixture_assert_detail (&fixture->computer, DESK_DOCTOR_CERTIFICATES, detail);
}

static void
test_certificate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();

  certify (fixture, pki->issuing, (DeskTestProfile){ 0 });
  assert_certificate (fixture, DESK_KEY_STATE_READY, "chain: not checked, no root is known");
  desk_doctor_fixture_set_trust (&fixture->computer, pki);
  assert_certificate (fixture, DESK_KEY_STATE_READY, "chain: complete");
  desk_doctor_fixture_assert_detail (&fixture->computer, DESK_DOCTOR_CERTIFICATES,
                                     "EC 256, for signing in, for signing");

  /* Without the server nobody tells of the CAs in between. */
  g_clear_pointer (&fixture->computer.issuers, g_free);
  assert_certificate (fixture, DESK_KEY_STATE_READY, "the issuers are not known");
}

static void
test_certificate_untrusted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  g_autoptr (DeskTestPki) other = desk_test_pki_new ();

  desk_doctor_fixture_set_trust (&fixture->computer, pki);
  certify (fixture, other->issuing, (DeskTestProfile){ 0 });
  assert_certificate (fixture, DESK_KEY_STATE_UNTRUSTED, "leads to no known root");
}

static void
test_certificate_times (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();

  certify (fixture, pki->issuing,
           (DeskTestProfile){ .not_after = DESK_TEST_NOW + 30 * DESK_TEST_DAY });
  assert_certificate (fixture, DESK_KEY_STATE_EXPIRING, "2026-");
  certify (fixture, pki->issuing, (DeskTestProfile){ .not_after = DESK_TEST_NOW - 3600 });
  run (fixture);
  /* What is worse stands first. */
  desk_doctor_fixture_assert_state (&fixture->computer, DESK_DOCTOR_CERTIFICATES,
                                    DESK_KEY_STATE_EXPIRED);
}

static void
test_certificate_of_tomorrow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();

  certify (fixture, pki->issuing, (DeskTestProfile){ .not_before = DESK_TEST_NOW + DESK_TEST_DAY });
  assert_certificate (fixture, DESK_KEY_STATE_NOT_YET_VALID, "2026-11-23");
  /* The server says that the clock is right. */
  desk_doctor_fixture_assert_state (&fixture->computer, DESK_DOCTOR_CLOCK, DESK_KEY_STATE_READY);

  soup_server_disconnect (fixture->computer.server);
  run (fixture);
  desk_doctor_fixture_assert_state (&fixture->computer, DESK_DOCTOR_CLOCK,
                                    DESK_KEY_STATE_CLOCK_WRONG);
}

static void
test_certificate_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();

  certify (fixture, pki->issuing, (DeskTestProfile){ .key_usage = "critical,keyEncipherment" });
  assert_certificate (fixture, DESK_KEY_STATE_NOT_FOR_SIGNING, "not for signing");
}

/* Only a key that shows its private keys without a login tells. */
static void
test_certificate_without_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();

  desk_test_fake_ukey_set_slot (fixture->ukey, "login-required", "0");
  desk_test_fake_ukey_add_certificate (fixture->ukey, 0, pki->signer->certificate);
  assert_certificate (fixture, DESK_KEY_STATE_NO_KEY, "certificate ");
}

/* The report */

static void
assert_lacks (const char *report, const char *text)
{
  if (strstr (report, text) != NULL)
    g_error ("\"%s\" in the report:\n%s", text, report);
}

static void
test_redacted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  g_autofree char *report = NULL;

  desk_test_fake_ukey_set_slot (fixture->ukey, "reader-name", "Reader " SERIAL " " ID_NUMBER);
  desk_test_fake_ukey_set_slot (fixture->ukey, "model", "13800138000");
  certify (fixture, pki->issuing, (DeskTestProfile){ .name = HOLDER " " ID_NUMBER });
  desk_doctor_fixture_set_trust (&fixture->computer, pki);
  run (fixture);

  report = desk_doctor_dup_report (fixture->computer.doctor);
  g_test_message ("%s", report);
  assert_lacks (report, HOLDER);
  assert_lacks (report, LABEL);
  assert_lacks (report, SERIAL);
  assert_lacks (report, ID_NUMBER);
  assert_lacks (report, "13800138000");
  assert_lacks (report, g_get_home_dir ());
  assert_lacks (report, g_get_host_name ());
  g_assert_nonnull (strstr (report, "…4455"));
  g_assert_nonnull (strstr (report, desk_test_fake_ukey_get_module (fixture->ukey)));
}

#define ADD(path, data, function)                                                                  \
  g_test_add ("/flow/doctor-keys/" path, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("HOME", "/tmp/a-home-that-is-not-named", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("module/works", NULL, test_module_works);
  ADD ("module/missing", NULL, test_module_missing);
  ADD ("module/text", NULL, test_module_text);
  ADD ("module/architecture", NULL, test_module_architecture);
  ADD ("module/other-library", NULL, test_module_other_library);
  ADD ("module/fails", NULL, test_module_fails);
  ADD ("module/crashes", NULL, test_module_crashes);
  ADD ("module/hangs", NULL, test_module_hangs);
  for (size_t i = 0; i < G_N_ELEMENTS (token_rows); i++) {
    g_autofree char *path = g_strconcat ("/flow/doctor-keys/token/", token_rows[i].path, NULL);

    g_test_add (path, Fixture, &token_rows[i], set_up, test_token, tear_down);
  }
  ADD ("token/write-protected", NULL, test_write_protected);
  ADD ("harmless", NULL, test_harmless);
  ADD ("certificate/good", NULL, test_certificate);
  ADD ("certificate/untrusted", NULL, test_certificate_untrusted);
  ADD ("certificate/times", NULL, test_certificate_times);
  ADD ("certificate/of-tomorrow", NULL, test_certificate_of_tomorrow);
  ADD ("certificate/use", NULL, test_certificate_use);
  ADD ("certificate/without-key", NULL, test_certificate_without_key);
  ADD ("redacted", NULL, test_redacted);
  return g_test_run ();
}
