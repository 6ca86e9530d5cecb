/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-key-state.h"

#define EXPIRING_SECONDS (90 * 24 * 60 * 60)

typedef struct {
  const char *code;
  const char *nick;
  DeskKeyGroup group;
  DeskKeySeverity severity;
  DeskKeyAction action;
} StateRow;

#define ROW(state, code, nick, group, severity, action)                                            \
  [DESK_KEY_STATE_##state] = { "UK-" code, nick, DESK_KEY_GROUP_##group,                           \
                               DESK_KEY_SEVERITY_##severity, DESK_KEY_ACTION_##action }

/* Codes are printed in manuals and told on the telephone: never renumber one. */
static const StateRow states[DESK_KEY_N_STATES] = {
  ROW (READING, "000", "reading", NONE, NOTE, NONE),
  ROW (READY, "001", "ready", NONE, GOOD, NONE),
  ROW (SEVERAL, "002", "several", NONE, GOOD, CHOOSE_KEY),
  ROW (SERVICE_MISSING, "101", "service_missing", SERVICE, PROBLEM, DOCTOR),
  ROW (SERVICE_STOPPED, "102", "service_stopped", SERVICE, PROBLEM, DOCTOR),
  ROW (SERVICE_DENIED, "103", "service_denied", SERVICE, PROBLEM, DOCTOR),
  ROW (NO_MODULE, "201", "no_module", MODULE, PROBLEM, CHOOSE_MODULE),
  ROW (MODULE_MISSING, "202", "module_missing", MODULE, PROBLEM, CHOOSE_MODULE),
  ROW (MODULE_ARCHITECTURE, "203", "module_architecture", MODULE, PROBLEM, CHOOSE_MODULE),
  ROW (MODULE_NOT_PKCS11, "204", "module_not_pkcs11", MODULE, PROBLEM, CHOOSE_MODULE),
  ROW (MODULE_FAILED, "205", "module_failed", MODULE, PROBLEM, DOCTOR),
  ROW (MODULE_CRASHED, "206", "module_crashed", MODULE, PROBLEM, RETRY),
  ROW (MODULE_HANGS, "207", "module_hangs", MODULE, PROBLEM, RETRY),
  ROW (MODULE_SLOW, "208", "module_slow", MODULE, NOTE, NONE),
  ROW (NO_READER, "301", "no_reader", READER, NOTE, DOCTOR),
  ROW (READER_NO_DRIVER, "302", "reader_no_driver", READER, PROBLEM, DOCTOR),
  ROW (ABSENT, "303", "absent", READER, NOTE, NONE),
  ROW (UNRECOGNISED, "401", "unrecognised", TOKEN, PROBLEM, CHOOSE_MODULE),
  ROW (NOT_INITIALISED, "402", "not_initialised", TOKEN, PROBLEM, RETRY),
  ROW (REMOVED, "403", "removed", TOKEN, PROBLEM, NONE),
  ROW (SEVERAL_TOKENS, "404", "several_tokens", TOKEN, NOTE, CHOOSE_KEY),
  ROW (BUSY, "405", "busy", TOKEN, PROBLEM, RETRY),
  ROW (NO_SPACE, "406", "no_space", TOKEN, PROBLEM, NONE),
  ROW (WRITE_PROTECTED, "407", "write_protected", TOKEN, PROBLEM, NONE),
  ROW (PIN_FIRST, "501", "pin_first", PIN, PROBLEM, SET_PIN),
  ROW (PIN_MUST_CHANGE, "502", "pin_must_change", PIN, PROBLEM, CHANGE_PIN),
  ROW (PIN_DEFAULT, "503", "pin_default", PIN, WARNING, CHANGE_PIN),
  ROW (PIN_WRONG, "504", "pin_wrong", PIN, PROBLEM, NONE),
  ROW (PIN_LOW, "505", "pin_low", PIN, WARNING, NONE),
  ROW (PIN_FINAL, "506", "pin_final", PIN, WARNING, NONE),
  ROW (PIN_LOCKED, "507", "pin_locked", PIN, PROBLEM, UNBLOCK_PIN),
  ROW (PIN_LENGTH, "508", "pin_length", PIN, PROBLEM, NONE),
  ROW (PIN_REFUSED, "509", "pin_refused", PIN, PROBLEM, NONE),
  ROW (PIN_CANCELLED, "510", "pin_cancelled", PIN, NOTE, NONE),
  ROW (PUK_WRONG, "511", "puk_wrong", PIN, PROBLEM, NONE),
  ROW (PUK_LOCKED, "512", "puk_locked", PIN, PROBLEM, UNBLOCK_PIN),
  ROW (NO_UNBLOCK, "513", "no_unblock", PIN, PROBLEM, UNBLOCK_PIN),
  ROW (NO_CERTIFICATE, "601", "no_certificate", CERTIFICATE, NOTE, NONE),
  ROW (EXPIRED, "602", "expired", CERTIFICATE, PROBLEM, SHOW_CERTIFICATE),
  ROW (NOT_YET_VALID, "603", "not_yet_valid", CERTIFICATE, PROBLEM, SHOW_CERTIFICATE),
  ROW (EXPIRING, "604", "expiring", CERTIFICATE, WARNING, SHOW_CERTIFICATE),
  ROW (REVOKED, "605", "revoked", CERTIFICATE, PROBLEM, SHOW_CERTIFICATE),
  ROW (UNTRUSTED, "606", "untrusted", CERTIFICATE, PROBLEM, SHOW_CERTIFICATE),
  ROW (OTHER_ACCOUNT, "607", "other_account", CERTIFICATE, PROBLEM, NONE),
  ROW (NOT_FOR_SIGNING, "608", "not_for_signing", CERTIFICATE, PROBLEM, SHOW_CERTIFICATE),
  ROW (NO_KEY, "609", "no_key", CERTIFICATE, PROBLEM, DOCTOR),
  ROW (DRIVER, "701", "driver", OPERATION, PROBLEM, DOCTOR),
  ROW (SIGNATURE_WRONG, "702", "signature_wrong", OPERATION, PROBLEM, DOCTOR),
  ROW (NO_HOST, "703", "no_host", OPERATION, PROBLEM, DOCTOR),
  ROW (CLOCK_WRONG, "801", "clock_wrong", COMPUTER, PROBLEM, NONE),
  ROW (SERVER_UNREACHABLE, "802", "server_unreachable", COMPUTER, PROBLEM, RETRY),
  ROW (PROXY, "803", "proxy", COMPUTER, WARNING, RETRY),
  ROW (SERVER_UNTRUSTED, "804", "server_untrusted", COMPUTER, PROBLEM, RETRY),
};

GType
desk_key_state_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type)) {
    static GEnumValue values[DESK_KEY_N_STATES + 1];

    for (int i = 0; i < DESK_KEY_N_STATES; i++)
      values[i] = (GEnumValue){ i, states[i].code, states[i].nick };
    g_once_init_leave (&type, g_enum_register_static ("DeskKeyState", values));
  }

  return type;
}

static const StateRow *
row_of (DeskKeyState state)
{
  g_assert ((unsigned int) state < DESK_KEY_N_STATES);

  return &states[state];
}

const char *
desk_key_state_get_code (DeskKeyState state)
{
  return row_of (state)->code;
}

const char *
desk_key_state_get_nick (DeskKeyState state)
{
  return row_of (state)->nick;
}

DeskKeyGroup
desk_key_state_get_group (DeskKeyState state)
{
  return row_of (state)->group;
}

DeskKeySeverity
desk_key_state_get_severity (DeskKeyState state)
{
  return row_of (state)->severity;
}

DeskKeyAction
desk_key_state_get_action (DeskKeyState state)
{
  return row_of (state)->action;
}

DeskKeyState
desk_key_state_of_validity (gint64 not_before, gint64 not_after, gint64 now)
{
  if (now < not_before)
    return DESK_KEY_STATE_NOT_YET_VALID;
  if (now > not_after)
    return DESK_KEY_STATE_EXPIRED;

  return not_after - now < EXPIRING_SECONDS ? DESK_KEY_STATE_EXPIRING : DESK_KEY_STATE_READY;
}
