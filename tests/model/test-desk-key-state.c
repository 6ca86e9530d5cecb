/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-key-state.h"

/* Printed in manuals and told on the telephone: a change here is a mistake, an addition is not. */
static const struct {
  DeskKeyState state;
  const char *code;
  const char *nick;
} stable[] = {
  { DESK_KEY_STATE_READING, "UK-000", "reading" },
  { DESK_KEY_STATE_READY, "UK-001", "ready" },
  { DESK_KEY_STATE_SEVERAL, "UK-002", "several" },
  { DESK_KEY_STATE_SERVICE_MISSING, "UK-101", "service_missing" },
  { DESK_KEY_STATE_SERVICE_STOPPED, "UK-102", "service_stopped" },
  { DESK_KEY_STATE_SERVICE_DENIED, "UK-103", "service_denied" },
  { DESK_KEY_STATE_NO_MODULE, "UK-201", "no_module" },
  { DESK_KEY_STATE_MODULE_MISSING, "UK-202", "module_missing" },
  { DESK_KEY_STATE_MODULE_ARCHITECTURE, "UK-203", "module_architecture" },
  { DESK_KEY_STATE_MODULE_NOT_PKCS11, "UK-204", "module_not_pkcs11" },
  { DESK_KEY_STATE_MODULE_FAILED, "UK-205", "module_failed" },
  { DESK_KEY_STATE_MODULE_CRASHED, "UK-206", "module_crashed" },
  { DESK_KEY_STATE_MODULE_HANGS, "UK-207", "module_hangs" },
  { DESK_KEY_STATE_MODULE_SLOW, "UK-208", "module_slow" },
  { DESK_KEY_STATE_NO_READER, "UK-301", "no_reader" },
  { DESK_KEY_STATE_READER_NO_DRIVER, "UK-302", "reader_no_driver" },
  { DESK_KEY_STATE_ABSENT, "UK-303", "absent" },
  { DESK_KEY_STATE_UNRECOGNISED, "UK-401", "unrecognised" },
  { DESK_KEY_STATE_NOT_INITIALISED, "UK-402", "not_initialised" },
  { DESK_KEY_STATE_REMOVED, "UK-403", "removed" },
  { DESK_KEY_STATE_SEVERAL_TOKENS, "UK-404", "several_tokens" },
  { DESK_KEY_STATE_BUSY, "UK-405", "busy" },
  { DESK_KEY_STATE_NO_SPACE, "UK-406", "no_space" },
  { DESK_KEY_STATE_WRITE_PROTECTED, "UK-407", "write_protected" },
  { DESK_KEY_STATE_PIN_FIRST, "UK-501", "pin_first" },
  { DESK_KEY_STATE_PIN_MUST_CHANGE, "UK-502", "pin_must_change" },
  { DESK_KEY_STATE_PIN_DEFAULT, "UK-503", "pin_default" },
  { DESK_KEY_STATE_PIN_WRONG, "UK-504", "pin_wrong" },
  { DESK_KEY_STATE_PIN_LOW, "UK-505", "pin_low" },
  { DESK_KEY_STATE_PIN_FINAL, "UK-506", "pin_final" },
  { DESK_KEY_STATE_PIN_LOCKED, "UK-507", "pin_locked" },
  { DESK_KEY_STATE_PIN_LENGTH, "UK-508", "pin_length" },
  { DESK_KEY_STATE_PIN_REFUSED, "UK-509", "pin_refused" },
  { DESK_KEY_STATE_PIN_CANCELLED, "UK-510", "pin_cancelled" },
  { DESK_KEY_STATE_PUK_WRONG, "UK-511", "puk_wrong" },
  { DESK_KEY_STATE_PUK_LOCKED, "UK-512", "puk_locked" },
  { DESK_KEY_STATE_NO_UNBLOCK, "UK-513", "no_unblock" },
  { DESK_KEY_STATE_NO_CERTIFICATE, "UK-601", "no_certificate" },
  { DESK_KEY_STATE_EXPIRED, "UK-602", "expired" },
  { DESK_KEY_STATE_NOT_YET_VALID, "UK-603", "not_yet_valid" },
  { DESK_KEY_STATE_EXPIRING, "UK-604", "expiring" },
  { DESK_KEY_STATE_REVOKED, "UK-605", "revoked" },
  { DESK_KEY_STATE_UNTRUSTED, "UK-606", "untrusted" },
  { DESK_KEY_STATE_OTHER_ACCOUNT, "UK-607", "other_account" },
  { DESK_KEY_STATE_NOT_FOR_SIGNING, "UK-608", "not_for_signing" },
  { DESK_KEY_STATE_NO_KEY, "UK-609", "no_key" },
  { DESK_KEY_STATE_DRIVER, "UK-701", "driver" },
  { DESK_KEY_STATE_SIGNATURE_WRONG, "UK-702", "signature_wrong" },
  { DESK_KEY_STATE_NO_HOST, "UK-703", "no_host" },
  { DESK_KEY_STATE_CLOCK_WRONG, "UK-801", "clock_wrong" },
  { DESK_KEY_STATE_SERVER_UNREACHABLE, "UK-802", "server_unreachable" },
  { DESK_KEY_STATE_PROXY, "UK-803", "proxy" },
};

static void
test_stable (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stable); i++) {
    g_assert_cmpstr (desk_key_state_get_code (stable[i].state), ==, stable[i].code);
    g_assert_cmpstr (desk_key_state_get_nick (stable[i].state), ==, stable[i].nick);
  }
}

static void
test_unique (void)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) nicks = g_hash_table_new (g_str_hash, g_str_equal);

  for (int i = 0; i < (int) DESK_KEY_N_STATES; i++) {
    const char *code = desk_key_state_get_code ((DeskKeyState) i);
    const char *nick = desk_key_state_get_nick ((DeskKeyState) i);

    g_assert_true (g_regex_match_simple ("^UK-[0-9]{3}$", code, 0, 0));
    g_assert_true (g_regex_match_simple ("^[a-z][a-z0-9_]+$", nick, 0, 0));
    g_assert_true (g_hash_table_add (codes, (gpointer) code));
    g_assert_true (g_hash_table_add (nicks, (gpointer) nick));
  }
}

/* The first digit of a code says the group. */
static void
test_group (void)
{
  for (int i = 0; i < (int) DESK_KEY_N_STATES; i++)
    g_assert_cmpint (desk_key_state_get_group ((DeskKeyState) i), ==,
                     desk_key_state_get_code ((DeskKeyState) i)[3] - '0');
}

/* A problem offers something, unless all that helps is in the sentence. */
static void
test_action (void)
{
  g_assert_cmpint (desk_key_state_get_severity (DESK_KEY_STATE_READY), ==, DESK_KEY_SEVERITY_GOOD);
  g_assert_cmpint (desk_key_state_get_action (DESK_KEY_STATE_READY), ==, DESK_KEY_ACTION_NONE);
  g_assert_cmpint (desk_key_state_get_severity (DESK_KEY_STATE_EXPIRING), ==,
                   DESK_KEY_SEVERITY_WARNING);
  g_assert_cmpint (desk_key_state_get_severity (DESK_KEY_STATE_ABSENT), ==, DESK_KEY_SEVERITY_NOTE);
  g_assert_cmpint (desk_key_state_get_action (DESK_KEY_STATE_PIN_LOCKED), ==,
                   DESK_KEY_ACTION_UNBLOCK_PIN);
  g_assert_cmpint (desk_key_state_get_action (DESK_KEY_STATE_PIN_FIRST), ==,
                   DESK_KEY_ACTION_SET_PIN);
  g_assert_cmpint (desk_key_state_get_action (DESK_KEY_STATE_PIN_MUST_CHANGE), ==,
                   DESK_KEY_ACTION_CHANGE_PIN);
  g_assert_cmpint (desk_key_state_get_action (DESK_KEY_STATE_NO_MODULE), ==,
                   DESK_KEY_ACTION_CHOOSE_MODULE);
  g_assert_cmpint (desk_key_state_get_action (DESK_KEY_STATE_SERVICE_STOPPED), ==,
                   DESK_KEY_ACTION_DOCTOR);

  for (int i = 0; i < (int) DESK_KEY_N_STATES; i++)
    g_assert_cmpint (desk_key_state_get_action ((DeskKeyState) i), <=,
                     DESK_KEY_ACTION_SHOW_CERTIFICATE);
}

static void
test_type (void)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (DESK_TYPE_KEY_STATE);

  g_assert_cmpuint (class->n_values, ==, DESK_KEY_N_STATES);
  g_assert_cmpint (g_enum_get_value_by_nick (class, "pin_locked")->value, ==,
                   DESK_KEY_STATE_PIN_LOCKED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/key-state/stable", test_stable);
  g_test_add_func ("/model/key-state/unique", test_unique);
  g_test_add_func ("/model/key-state/group", test_group);
  g_test_add_func ("/model/key-state/action", test_action);
  g_test_add_func ("/model/key-state/type", test_type);
  return g_test_run ();
}
