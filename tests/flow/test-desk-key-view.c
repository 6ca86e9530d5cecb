/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is told of everything that is plugged in, from what each driver saw. */

#include "desk-key-view.h"

#include <string.h>

#define MAX_DRIVERS 2

/* What a driver sees is written in a few words:
 *
 *   "absent"                 the state of a driver that sees no token; "?" has not answered, "slow"
 *                            likewise for a while
 *   "A:ready[1,2:expired]"   the token with serial A, and its certificates: usable ones have no
 *                            state; "A@2" sits in reader 2, others in reader 1
 *
 * tokens separated by blanks. */
typedef struct {
  DeskKeyModuleOrigin origin;
  const char *sees; /* NULL: there is no such driver */
} Driver;

typedef struct {
  Driver drivers[MAX_DRIVERS];
  const char *service; /* nullable: ready */
  const char *state;
  const char *tokens;       /* serials in order */
  const char *certificates; /* serials in order, those that cannot be used with their state */
} Case;

#define OPENSC(sees)                                                                               \
  {                                                                                                \
    DESK_KEY_MODULE_OPENSC, sees                                                                   \
  }
#define VENDOR(sees)                                                                               \
  {                                                                                                \
    DESK_KEY_MODULE_VENDOR, sees                                                                   \
  }
#define ADDED(sees)                                                                                \
  {                                                                                                \
    DESK_KEY_MODULE_ADDED, sees                                                                    \
  }
#define OPTION(sees)                                                                               \
  {                                                                                                \
    DESK_KEY_MODULE_OPTION, sees                                                                   \
  }
#define REGISTERED(sees)                                                                           \
  {                                                                                                \
    DESK_KEY_MODULE_REGISTERED, sees                                                               \
  }

static const Case cases[] = {
  /* Drivers */
  { { { 0 } }, NULL, "no_module", "", "" },
  { { OPENSC ("?") }, NULL, "reading", "", "" },
  { { OPENSC ("slow") }, NULL, "module_slow", "", "" },
  { { OPENSC ("no_host") }, NULL, "no_host", "", "" },
  { { OPTION ("module_missing") }, NULL, "module_missing", "", "" },
  { { ADDED ("module_architecture") }, NULL, "module_architecture", "", "" },
  { { ADDED ("module_not_pkcs11") }, NULL, "module_not_pkcs11", "", "" },
  { { OPENSC ("module_failed") }, NULL, "module_failed", "", "" },
  { { VENDOR ("module_crashed") }, NULL, "module_crashed", "", "" },
  { { VENDOR ("module_hangs") }, NULL, "module_hangs", "", "" },
  { { OPENSC ("driver") }, NULL, "driver", "", "" },

  /* Readers, and the service behind them */
  { { OPENSC ("no_reader") }, NULL, "no_reader", "", "" },
  { { OPENSC ("absent") }, NULL, "absent", "", "" },
  { { OPENSC ("no_reader") }, "service_missing", "service_missing", "", "" },
  { { OPENSC ("no_reader") }, "service_stopped", "service_stopped", "", "" },
  { { OPENSC ("absent") }, "service_stopped", "service_stopped", "", "" },
  { { OPENSC ("module_failed") }, "service_denied", "service_denied", "", "" },
  { { OPENSC ("no_reader") }, "reading", "reading", "", "" },

  /* Tokens */
  { { OPENSC (":unrecognised") }, NULL, "unrecognised", ":unrecognised", "" },
  { { OPENSC (":not_initialised") }, NULL, "not_initialised", ":not_initialised", "" },
  { { OPENSC ("A:pin_first[]") }, NULL, "pin_first", "A:pin_first", "" },
  { { OPENSC ("A:pin_must_change[1]") },
    NULL,
    "pin_must_change",
    "A:pin_must_change",
    "1:pin_must_change" },
  { { OPENSC ("A:pin_locked[1,2:expired]") },
    NULL,
    "pin_locked",
    "A:pin_locked",
    "1:pin_locked 2:expired" },

  /* Certificates */
  { { OPENSC ("A:ready[1]") }, NULL, "ready", "A", "1" },
  { { OPENSC ("A:ready[1:expiring]") }, NULL, "ready", "A", "1" },
  { { OPENSC ("A:ready[1,2]") }, NULL, "several", "A", "1 2" },
  { { OPENSC ("A:ready[1,2:expired]") }, NULL, "ready", "A", "1 2:expired" },
  { { OPENSC ("A:ready[]") }, NULL, "no_certificate", "A", "" },
  { { OPENSC ("A:ready[1:expired]") }, NULL, "expired", "A", "1:expired" },
  { { OPENSC ("A:ready[1:not_yet_valid]") }, NULL, "not_yet_valid", "A", "1:not_yet_valid" },
  { { OPENSC ("A:ready[1:not_for_signing]") }, NULL, "not_for_signing", "A", "1:not_for_signing" },
  { { OPENSC ("A:ready[1:no_key,2:expired]") }, NULL, "no_key", "A", "1:no_key 2:expired" },

  /* Several tokens */
  { { OPENSC ("A:ready[1] B@2:ready[2]") }, NULL, "several", "A B", "1 2" },
  { { OPENSC ("A:ready[1] B@2:pin_locked[2]") },
    NULL,
    "ready",
    "A B:pin_locked",
    "1 2:pin_locked" },
  { { OPENSC ("A:ready[1:expired] B@2:ready[2]") }, NULL, "ready", "A B", "2 1:expired" },
  { { OPENSC ("A:ready[] B@2:pin_first[]") }, NULL, "pin_first", "A B:pin_first", "" },
  { { OPENSC ("A:ready[1] :not_initialised") }, NULL, "ready", "A", "1" },
  { { OPENSC ("A:ready[1] @2:unrecognised") }, NULL, "ready", "A :unrecognised", "1" },

  /* A driver that fails hides no key of another one. */
  { { VENDOR ("module_crashed"), OPENSC ("A:ready[1]") }, NULL, "ready", "A", "1" },
  { { ADDED ("module_missing"), OPENSC ("A:ready[1]") }, NULL, "ready", "A", "1" },
  { { OPENSC ("A:ready[]"), VENDOR ("module_hangs") }, NULL, "no_certificate", "A", "" },
  { { OPENSC ("A:ready[1]"), VENDOR ("?") }, NULL, "ready", "A", "1" },
  { { OPENSC ("A:ready[1:expired]"), VENDOR ("?") }, NULL, "reading", "A", "1:expired" },
  { { OPENSC ("A:ready[1:expired]"), VENDOR ("slow") }, NULL, "expired", "A", "1:expired" },
  { { OPENSC ("absent"), VENDOR ("?") }, NULL, "reading", "", "" },
  { { OPENSC ("absent"), VENDOR ("slow") }, NULL, "module_slow", "", "" },

  /* Of a driver that is only installed one is told once there is nothing better to say. */
  { { VENDOR ("module_failed"), OPENSC ("absent") }, NULL, "absent", "", "" },
  { { VENDOR ("module_failed"), OPENSC ("no_reader") }, NULL, "module_failed", "", "" },
  { { ADDED ("module_failed"), OPENSC ("absent") }, NULL, "module_failed", "", "" },
  { { ADDED ("module_failed"), OPENSC (":unrecognised") },
    NULL,
    "unrecognised",
    ":unrecognised",
    "" },
  { { VENDOR ("absent"), OPENSC ("no_reader") }, NULL, "absent", "", "" },

  /* Two drivers that see the same key */
  { { VENDOR ("A:ready[1]"), OPENSC ("A:ready[1]") }, NULL, "ready", "A", "1" },
  { { VENDOR ("A:ready[]"), OPENSC ("A:ready[1]") }, NULL, "ready", "A", "1" },
  { { VENDOR ("A:ready[1]"), OPENSC (":unrecognised") }, NULL, "ready", "A", "1" },
  { { OPENSC (":unrecognised"), REGISTERED ("A:ready[1]") }, NULL, "ready", "A", "1" },
  { { VENDOR ("A:ready[1]"), OPENSC ("B@2:ready[2]") }, NULL, "several", "A B", "1 2" },
  { { VENDOR ("A:ready[1]"), OPENSC (":not_initialised") }, NULL, "ready", "A", "1" },
};

/* "1:expired": caller frees the parts. */
static void
split_state (const char *word, char **name, DeskKeyState *state)
{
  g_auto (GStrv) parts = g_strsplit (word, ":", 2);
  g_autoptr (GEnumClass) class = g_type_class_ref (DESK_TYPE_KEY_STATE);

  *name = g_strdup (parts[0]);
  *state = DESK_KEY_STATE_READY;
  if (parts[0] != NULL && parts[1] != NULL)
    *state = (DeskKeyState) g_enum_get_value_by_nick (class, parts[1])->value;
}

static void
add_certificate (DeskUkeyScan *scan, DeskKeyToken *token, const char *word)
{
  g_autofree char *serial = NULL;
  g_autoptr (GBytes) der = g_bytes_new_static ("\x30", 1);
  DeskKeyState state;

  split_state (word, &serial, &state);
  g_ptr_array_add (scan->certificates,
                   g_object_new (DESK_TYPE_KEY_CERTIFICATE, "token", token, "serial", serial,
                                 "state", (int) state, "der", der, "key-id", der, NULL));
}

/* "A@2:ready[1,2:expired]" */
static void
add_token (DeskUkeyScan *scan, const char *path, const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "[]", 3);
  g_auto (GStrv) certificates
      = parts[1] != NULL && *parts[1] != '\0' ? g_strsplit (parts[1], ",", -1) : NULL;
  g_autofree char *name = NULL;
  g_auto (GStrv) place = NULL;
  DeskKeyState state;
  g_autoptr (DeskKeyToken) token = NULL;

  split_state (parts[0], &name, &state);
  place = g_strsplit (name, "@", 2);
  token = g_object_new (
      DESK_TYPE_KEY_TOKEN, "module", path, "serial", place[0] != NULL ? place[0] : "", "reader",
      place[0] != NULL && place[1] != NULL ? place[1] : "1", "state", (int) state, NULL);
  g_ptr_array_add (scan->tokens, g_object_ref (token));
  for (guint i = 0; certificates != NULL && certificates[i] != NULL; i++)
    add_certificate (scan, token, certificates[i]);
}

/* NULL: the driver has not answered. */
static DeskUkeyScan *
parse_scan (const char *path, const char *sees)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (DESK_TYPE_KEY_STATE);
  g_auto (GStrv) words = g_strsplit (sees, " ", -1);
  DeskUkeyScan *scan;

  if (g_str_equal (sees, "?") || g_str_equal (sees, "slow"))
    return NULL;
  if (strchr (sees, ':') == NULL)
    return desk_ukey_scan_new ((DeskKeyState) g_enum_get_value_by_nick (class, sees)->value, NULL);

  scan = desk_ukey_scan_new (DESK_KEY_STATE_READY, NULL);
  for (guint i = 0; words[i] != NULL; i++)
    add_token (scan, path, words[i]);
  return scan;
}

static void
append (GString *text, const char *name, DeskKeyState state)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, name);
  if (state != DESK_KEY_STATE_READY && state != DESK_KEY_STATE_EXPIRING)
    g_string_append_printf (text, ":%s", desk_key_state_get_nick (state));
}

static void
assert_view (const DeskKeyView *view, const Case *expected)
{
  g_autoptr (GString) tokens = g_string_new (NULL);
  g_autoptr (GString) certificates = g_string_new (NULL);

  for (guint i = 0; i < view->tokens->len; i++) {
    DeskKeyToken *token = g_ptr_array_index (view->tokens, i);

    append (tokens, desk_key_token_get_serial (token), desk_key_token_get_state (token));
  }
  for (guint i = 0; i < view->certificates->len; i++) {
    DeskKeyCertificate *certificate = g_ptr_array_index (view->certificates, i);

    append (certificates, desk_key_certificate_get_serial (certificate),
            desk_key_certificate_get_state (certificate));
  }

  g_assert_cmpstr (desk_key_state_get_nick (view->state), ==, expected->state);
  g_assert_cmpstr (tokens->str, ==, expected->tokens);
  g_assert_cmpstr (certificates->str, ==, expected->certificates);
}

static void
check_case (const Case *each, DeskKeyContext *context)
{
  DeskKeySight sights[MAX_DRIVERS] = { 0 };
  DeskUkeyScan *scans[MAX_DRIVERS] = { 0 };
  g_autoptr (DeskKeyModule) first = NULL;
  g_autoptr (DeskKeyModule) second = NULL;
  DeskKeyModule **modules[MAX_DRIVERS] = { &first, &second };
  g_autoptr (DeskKeyView) view = NULL;
  guint n = 0;

  while (n < MAX_DRIVERS && each->drivers[n].sees != NULL) {
    const char *path = n == 0 ? "/first.so" : "/second.so";

    *modules[n] = desk_key_module_new (path, NULL, "driver", each->drivers[n].origin);
    scans[n] = parse_scan (path, each->drivers[n].sees);
    sights[n] = (DeskKeySight){ .module = *modules[n],
                                .scan = scans[n],
                                .is_slow = g_str_equal (each->drivers[n].sees, "slow") };
    n++;
  }

  view = desk_key_view_new (sights, n, context);
  assert_view (view, each);
  for (guint i = 0; i < n; i++)
    g_clear_pointer (&scans[i], desk_ukey_scan_free);
}

static void
test_table (void)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (DESK_TYPE_KEY_STATE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Case *each = &cases[i];
    DeskKeyContext context = { .service = DESK_KEY_STATE_READY };

    if (each->service != NULL)
      context.service = (DeskKeyState) g_enum_get_value_by_nick (class, each->service)->value;
    g_test_message ("%u: %s + %s", i, each->drivers[0].sees, each->drivers[1].sees);
    check_case (each, &context);
  }
}

/* The one used last comes first, if it can be used. */
static void
test_last_choice (void)
{
  static const struct {
    const char *token;
    const char *certificate;
    const char *order;
  } rows[] = {
    { NULL, NULL, "1 2 3 4:expired" }, { "B", "3", "3 1 2 4:expired" },
    { "A", "2", "2 1 3 4:expired" },   { "A", "3", "1 2 3 4:expired" },
    { "B", "4", "1 2 3 4:expired" },   { "C", "9", "1 2 3 4:expired" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const Case each = {
      { OPENSC ("A:ready[1,2] B@2:ready[3,4:expired]") }, NULL, "several", "A B", rows[i].order
    };
    DeskKeyContext context = { .service = DESK_KEY_STATE_READY,
                               .last_token = rows[i].token,
                               .last_certificate = rows[i].certificate };

    check_case (&each, &context);
  }
}

/* What the server said of a certificate stands instead of what its dates say. */
static void
test_verdicts (void)
{
  g_autoptr (GHashTable) verdicts = g_hash_table_new (g_str_hash, g_str_equal);
  DeskKeyContext context = { .service = DESK_KEY_STATE_READY, .verdicts = verdicts };
  const Case one = { { OPENSC ("A:ready[1]") }, NULL, "revoked", "A", "1:revoked" };
  const Case of_two = { { OPENSC ("A:ready[1,2]") }, NULL, "ready", "A", "2 1:revoked" };
  const Case expired = { { OPENSC ("A:ready[1:expired]") }, NULL, "expired", "A", "1:expired" };
  const Case locked
      = { { OPENSC ("A:pin_locked[1]") }, NULL, "pin_locked", "A:pin_locked", "1:revoked" };

  g_hash_table_insert (verdicts, (gpointer) "1", GINT_TO_POINTER (DESK_KEY_STATE_REVOKED));
  check_case (&one, &context);
  check_case (&of_two, &context);
  check_case (&expired, &context);
  check_case (&locked, &context);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/key-view/table", test_table);
  g_test_add_func ("/flow/key-view/last-choice", test_last_choice);
  g_test_add_func ("/flow/key-view/verdicts", test_verdicts);
  return g_test_run ();
}
