/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Every state of a key that a person can meet in the window, made by a driver that behaves so. With
 * DESK_TEST_SCREENSHOTS a picture of each and ukey-states.md, a table of all, are written there. */

#include "desk-key-fixture.h"
#include "desk-key-text.h"
#include "desk-test-pki.h"
#include "desk-ui-test.h"

#include <openssl/pem.h>
#include <stdio.h>
#include <unistd.h>

#define DAYS(n) ((n) *G_GINT64_CONSTANT (86400))

typedef void (*Step) (DeskKeyFixture *fixture);

/* Where the sentence is looked for. */
typedef enum {
  IN_TAB,    /* Ukey登录 */
  IN_DIALOG, /* the one for the PIN; what `meanwhile` does comes when it is open */
  IN_NOTICE, /* the tab, after the PIN was typed */
} Place;

typedef struct {
  DeskKeyState state;
  Place place;
  const char *how; /* for the table */
  Step before;     /* nullable; before the window is there */
  Step meanwhile;  /* nullable; once the dialog is there, or the tab has shown that the key is ready
                    */
  const char *pin; /* nullable: nothing is typed */
} Row;

/* One step each */

static void
script (DeskKeyFixture *fixture, const char *function, const char *fault)
{
  desk_test_fake_ukey_set (fixture->ukey, "module", function, fault);
}

static void
certify (DeskKeyFixture *fixture)
{
  X509_free (desk_key_fixture_certify (fixture));
}

static void
certify_second (DeskKeyFixture *fixture)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const DeskTestProfile profile = { .name = "李四",
                                    .key_usage = DESK_TEST_SIGNER,
                                    .not_before = now - DAYS (1),
                                    .not_after = now + DAYS (300) };
  g_autoptr (DeskTestIdentity) identity = desk_test_identity_new (&profile);

  certify (fixture);
  desk_test_fake_ukey_add_slot (fixture->ukey, 1, "备用 Ukey");
  desk_test_fake_ukey_add_key (fixture->ukey, 1, identity->key);
  desk_test_fake_ukey_add_certificate (fixture->ukey, 1, identity->certificate);
}

/* A certificate that nobody but this test vouches for, from @from to @until days from now. */
static void
add_certificate (DeskKeyFixture *fixture, int from, int until, const char *usage, gboolean has_key)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const DeskTestProfile profile
      = { .name = DESK_KEY_FIXTURE_NAME,
          .key_usage = usage,
          .subject_key = has_key ? desk_test_fake_ukey_get_key (fixture->ukey) : NULL,
          .not_before = now + DAYS (from),
          .not_after = now + DAYS (until) };
  g_autoptr (DeskTestIdentity) identity = desk_test_identity_new (&profile);

  desk_test_fake_ukey_add_certificate (fixture->ukey, 0, identity->certificate);
}

static void
make_expired (DeskKeyFixture *fixture)
{
  add_certificate (fixture, -400, -35, DESK_TEST_SIGNER, TRUE);
}

static void
make_not_yet_valid (DeskKeyFixture *fixture)
{
  add_certificate (fixture, 3, 368, DESK_TEST_SIGNER, TRUE);
}

static void
make_expiring (DeskKeyFixture *fixture)
{
  add_certificate (fixture, -340, 25, DESK_TEST_SIGNER, TRUE);
}

static void
make_not_for_signing (DeskKeyFixture *fixture)
{
  add_certificate (fixture, -1, 364, "critical,keyEncipherment", TRUE);
}

static void
make_keyless (DeskKeyFixture *fixture)
{
  add_certificate (fixture, -1, 364, DESK_TEST_SIGNER, FALSE);
}

static void
make_untrusted (DeskKeyFixture *fixture)
{
  add_certificate (fixture, -1, 364, DESK_TEST_SIGNER, TRUE);
}

static void
make_revoked (DeskKeyFixture *fixture)
{
  X509 *certificate = desk_key_fixture_certify (fixture);
  g_autofree char *path = g_build_filename (fixture->directory, "certificate.pem", NULL);
  g_autofree char *program
      = g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "src", "backend", "certdeskd", NULL);
  BIO *file = BIO_new_file (path, "w");
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;

  g_assert_cmpint (PEM_write_bio_X509 (file, certificate), ==, 1);
  BIO_free (file);
  X509_free (certificate);

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "ca", "revoke",
                              "--data-dir", desk_test_backend_get_data_dir (fixture->backend),
                              "--certificate", path, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* A driver that is called as OpenSC's is one that needs the service. */
static void
answer_pcsc (DeskKeyFixture *fixture, const char *answer)
{
  g_autofree char *directory
      = g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "tests", "ukey", "fake-pcsc", NULL);

  fixture->module = g_build_filename (fixture->directory, "opensc-pkcs11.so", NULL);
  g_assert_cmpint (symlink (desk_test_fake_ukey_get_module (fixture->ukey), fixture->module), ==,
                   0);
  desk_test_fake_ukey_set_slot (fixture->ukey, "reader", "0");
  g_setenv ("LD_LIBRARY_PATH", directory, TRUE);
  g_setenv ("CERTDESK_FAKE_PCSC", answer, TRUE);
}

static void
stop_service (DeskKeyFixture *fixture)
{
  answer_pcsc (fixture, "8010001d");
}

static void
deny_service (DeskKeyFixture *fixture)
{
  answer_pcsc (fixture, "8010006a");
}

static void
take_readers (DeskKeyFixture *fixture)
{
  answer_pcsc (fixture, "list:8010002e");
}

/* Stands in for a library that is not installed: the loader finds a file that is none. */
static void
uninstall_service (DeskKeyFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->directory, "libpcsclite.so.1", NULL);

  answer_pcsc (fixture, "0");
  g_assert_true (g_file_set_contents (path, "nothing", -1, NULL));
  g_setenv ("LD_LIBRARY_PATH", fixture->directory, TRUE);
}

static void
lose_module (DeskKeyFixture *fixture)
{
  fixture->module = g_build_filename (fixture->directory, "gone.so", NULL);
}

static void
name_text_file (DeskKeyFixture *fixture)
{
  fixture->module = g_build_filename (fixture->directory, "notes.so", NULL);
  g_assert_true (g_file_set_contents (fixture->module, "these are notes\n", -1, NULL));
}

/* The real driver, but its header says that it is for an IBM mainframe. */
static void
name_foreign_module (DeskKeyFixture *fixture)
{
  enum { E_MACHINE = 18, EM_S390 = 22 };
  g_autofree char *content = NULL;
  gsize length;

  fixture->module = g_build_filename (fixture->directory, "foreign.so", NULL);
  g_assert_true (g_file_get_contents (desk_test_fake_ukey_get_module (fixture->ukey), &content,
                                      &length, NULL));
  content[E_MACHINE] = EM_S390;
  g_assert_true (g_file_set_contents (fixture->module, content, (gssize) length, NULL));
}

#define FAULT(name, function, fault)                                                               \
  static void name (DeskKeyFixture *fixture)                                                       \
  {                                                                                                \
    script (fixture, function, fault);                                                             \
  }
#define SLOT(name, key, value)                                                                     \
  static void name (DeskKeyFixture *fixture)                                                       \
  {                                                                                                \
    desk_test_fake_ukey_set_slot (fixture->ukey, key, value);                                      \
  }

FAULT (fail_to_initialise, "C_Initialize", "rv:0x5")
FAULT (abort_in_slot_list, "C_GetSlotList", "abort")
FAULT (hang_in_slot_list, "C_GetSlotList", "hang")
FAULT (delay_login, "C_Login", "delay:4000")
FAULT (abort_in_login, "C_Login", "abort")
FAULT (fail_to_sign, "C_Sign", "rv:0x30")
FAULT (remove_in_sign, "C_Sign", "remove")
SLOT (empty_reader, "present", "0")
SLOT (make_unrecognised, "recognised", "0")
SLOT (make_uninitialised, "initialised", "0")
SLOT (take_pin_away, "first-pin", "1")
SLOT (lock_pin, "tries-left", "0")
SLOT (leave_two_tries, "tries-left", "2")
SLOT (leave_one_try, "tries-left", "1")
SLOT (make_busy, "busy", "session")
SLOT (want_protected_path, "protected-path", "1")

static void
want_pin_changed (DeskKeyFixture *fixture)
{
  certify (fixture);
  desk_test_fake_ukey_set_slot (fixture->ukey, "must-change", "expired");
}

static void
certify_and_leave_two_tries (DeskKeyFixture *fixture)
{
  certify (fixture);
  leave_two_tries (fixture);
}

static void
certify_and_leave_one_try (DeskKeyFixture *fixture)
{
  certify (fixture);
  leave_one_try (fixture);
}

static void
certify_and_lock (DeskKeyFixture *fixture)
{
  certify (fixture);
  lock_pin (fixture);
}

#define GOOD_PIN DESK_TEST_FAKE_UKEY_PIN

static const Row rows[] = {
  { DESK_KEY_STATE_READY, IN_TAB, "one key with a certificate of this authority", certify },
  { DESK_KEY_STATE_SEVERAL, IN_TAB, "two keys with a certificate each", certify_second },
  { DESK_KEY_STATE_SERVICE_MISSING, IN_TAB, "no reader, and libpcsclite does not load",
    uninstall_service },
  { DESK_KEY_STATE_SERVICE_STOPPED, IN_TAB, "no reader, and PC/SC answers 0x8010001D",
    stop_service },
  { DESK_KEY_STATE_SERVICE_DENIED, IN_TAB, "no reader, and PC/SC answers 0x8010006A",
    deny_service },
  { DESK_KEY_STATE_MODULE_MISSING, IN_TAB, "a driver that is not there", lose_module },
  { DESK_KEY_STATE_MODULE_ARCHITECTURE, IN_TAB, "a driver whose header names another processor",
    name_foreign_module },
  { DESK_KEY_STATE_MODULE_NOT_PKCS11, IN_TAB, "a text file as driver", name_text_file },
  { DESK_KEY_STATE_MODULE_FAILED, IN_TAB, "C_Initialize gives CKR_GENERAL_ERROR",
    fail_to_initialise },
  { DESK_KEY_STATE_MODULE_CRASHED, IN_TAB, "C_GetSlotList aborts", abort_in_slot_list },
  { DESK_KEY_STATE_MODULE_HANGS, IN_TAB, "C_GetSlotList never returns", hang_in_slot_list },
  { DESK_KEY_STATE_NO_READER, IN_TAB, "no slot, PC/SC knows no reader", take_readers },
  { DESK_KEY_STATE_ABSENT, IN_TAB, "a slot without a token", empty_reader },
  { DESK_KEY_STATE_UNRECOGNISED, IN_TAB, "C_GetTokenInfo gives CKR_TOKEN_NOT_RECOGNIZED",
    make_unrecognised },
  { DESK_KEY_STATE_NOT_INITIALISED, IN_TAB, "no CKF_TOKEN_INITIALIZED", make_uninitialised },
  { DESK_KEY_STATE_PIN_FIRST, IN_TAB, "no CKF_USER_PIN_INITIALIZED", take_pin_away },
  { DESK_KEY_STATE_NO_CERTIFICATE, IN_TAB, "a key pair without a certificate" },
  { DESK_KEY_STATE_EXPIRED, IN_TAB, "a certificate that ended 35 days ago", make_expired },
  { DESK_KEY_STATE_NOT_YET_VALID, IN_TAB, "a certificate that begins in 3 days",
    make_not_yet_valid },
  { DESK_KEY_STATE_EXPIRING, IN_TAB, "a certificate that ends in 25 days", make_expiring },
  { DESK_KEY_STATE_NOT_FOR_SIGNING, IN_TAB, "a certificate for keyEncipherment only",
    make_not_for_signing },
  { DESK_KEY_STATE_NO_KEY, IN_NOTICE, "a certificate for another key", make_keyless, NULL,
    GOOD_PIN },
  { DESK_KEY_STATE_PIN_WRONG, IN_DIALOG, "a wrong PIN", certify, NULL, "222222" },
  { DESK_KEY_STATE_PIN_LOW, IN_DIALOG, "CKF_USER_PIN_COUNT_LOW", certify_and_leave_two_tries },
  { DESK_KEY_STATE_PIN_FINAL, IN_DIALOG, "CKF_USER_PIN_FINAL_TRY", certify_and_leave_one_try },
  { DESK_KEY_STATE_PIN_LOCKED, IN_TAB, "CKF_USER_PIN_LOCKED", certify_and_lock },
  { DESK_KEY_STATE_PIN_MUST_CHANGE, IN_TAB, "CKF_USER_PIN_TO_BE_CHANGED", want_pin_changed },
  { DESK_KEY_STATE_BUSY, IN_DIALOG, "C_OpenSession gives CKR_SESSION_COUNT", certify, make_busy,
    GOOD_PIN },
  { DESK_KEY_STATE_MODULE_SLOW, IN_DIALOG, "C_Login takes four seconds", certify, delay_login,
    GOOD_PIN },
  { DESK_KEY_STATE_MODULE_CRASHED, IN_DIALOG, "C_Login aborts", certify, abort_in_login, GOOD_PIN },
  { DESK_KEY_STATE_DRIVER, IN_DIALOG, "C_Sign gives CKR_DEVICE_ERROR", certify, fail_to_sign,
    GOOD_PIN },
  { DESK_KEY_STATE_REMOVED, IN_DIALOG, "pulled out before C_Sign", certify, remove_in_sign,
    GOOD_PIN },
  { DESK_KEY_STATE_UNTRUSTED, IN_NOTICE, "a certificate of another authority", make_untrusted, NULL,
    GOOD_PIN },
  { DESK_KEY_STATE_REVOKED, IN_NOTICE, "certdeskd ca revoke", make_revoked, NULL, GOOD_PIN },
};

/* The words that are to be seen: where a state has better ones at its place, those. */
static const char *
expected_words (const Row *row)
{
  switch (row->state) {
  case DESK_KEY_STATE_READY:
  case DESK_KEY_STATE_SEVERAL:
    return DESK_KEY_FIXTURE_NAME;
  case DESK_KEY_STATE_PIN_LOW:
    return desk_key_text_get_tries (DESK_PIN_TRIES_LOW);
  case DESK_KEY_STATE_PIN_FINAL:
    return desk_key_text_get_tries (DESK_PIN_TRIES_FINAL);
  case DESK_KEY_STATE_REMOVED:
    return "尾号 0000";
  default:
    return desk_key_text_get_sentence (row->state);
  }
}

static GtkWidget *
go_to (DeskKeyFixture *fixture, const Row *row)
{
  GtkWidget *dialog;

  if (row->before != NULL)
    row->before (fixture);
  desk_key_fixture_show (fixture);
  if (row->place == IN_TAB)
    return GTK_WIDGET (fixture->window);

  dialog = desk_key_fixture_open_dialog (fixture);
  if (row->meanwhile != NULL)
    row->meanwhile (fixture);
  if (row->pin != NULL) {
    desk_ui_test_type (row->pin);
    desk_ui_test_type ("\n");
  }
  return row->place == IN_DIALOG ? dialog : GTK_WIDGET (fixture->window);
}

static void
note (const Row *row, const char *picture)
{
  const char *directory = g_getenv ("DESK_TEST_SCREENSHOTS");
  const char *remedy = desk_key_text_get_remedy (row->state);
  g_autofree char *path = NULL;
  g_autofree char *line = NULL;
  FILE *table;

  if (directory == NULL)
    return;

  path = g_build_filename (directory, "ukey-states.md", NULL);
  table = fopen (path, row == rows ? "w" : "a");
  g_assert_nonnull (table);
  if (row == rows)
    fputs ("| 代码 | 状态 | 怎样产生 | 句子 | 怎么办 | 图 |\n|---|---|---|---|---|---|\n", table);
  line = g_strdup_printf (
      "| %s | %s | %s | %s | %s | ![%s](%s.png) |\n", desk_key_state_get_code (row->state),
      desk_key_state_get_nick (row->state), row->how, desk_key_text_get_sentence (row->state),
      remedy != NULL ? remedy : "–", desk_key_state_get_code (row->state), picture);
  fputs (line, table);
  fclose (table);
}

static char *
name_of (const Row *row)
{
  return g_strdup_printf ("%02d-%s", (int) (row - rows) + 1, desk_key_state_get_nick (row->state));
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *name = name_of (row);
  DeskKeyFixture fixture;
  GtkWidget *place;

  desk_key_fixture_set_up (&fixture);
  place = go_to (&fixture, row);
  g_test_message ("waiting for \"%s\"", expected_words (row));
  DESK_UI_WAIT (desk_ui_test_has_text (place, expected_words (row)));
  if (row->place == IN_TAB)
    desk_ui_test_audit_clipping (place);
  desk_ui_test_screenshot (GTK_WINDOW (place), name);
  note (row, name);

  desk_key_fixture_tear_down (&fixture);
  g_unsetenv ("LD_LIBRARY_PATH");
  g_unsetenv ("CERTDESK_FAKE_PCSC");
}

/* No field where the PIN is typed on the key itself. */
static void
test_protected_path (void)
{
  DeskKeyFixture fixture;
  GtkWidget *dialog;

  desk_key_fixture_set_up (&fixture);
  certify (&fixture);
  want_protected_path (&fixture);
  desk_key_fixture_show (&fixture);
  dialog = desk_key_fixture_open_dialog (&fixture);
  DESK_UI_WAIT (desk_ui_test_has_text (dialog, "在 Ukey 的键盘上"));
  desk_ui_test_screenshot (GTK_WINDOW (dialog), "protected-path");
  desk_ui_test_click (desk_ui_test_find (dialog, GTK_TYPE_BUTTON, "立即登录"));
  DESK_UI_WAIT (desk_flows_get_account (fixture.flows) != NULL);
  desk_key_fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  if (!desk_test_backend_is_built ()) {
    g_test_message ("certdeskd is not built");
    return 77;
  }

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *name = name_of (&rows[i]);
    g_autofree char *path = g_strdup_printf ("/ui/key-states/%s", name);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/ui/key-states/protected-path", test_protected_path);
  return g_test_run ();
}
