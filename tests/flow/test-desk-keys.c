/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-keys-fixture.h"

#include "desk-key-signature.h"
#include "desk-test-async.h"
#include "desk-ukey.h"

typedef struct {
  const char *group; /* of script.ini */
  const char *key;
  const char *value;
  gboolean is_certified; /* with the usual certificate */
  const char *state;
  const char *tokens;
} StateCase;

#define SLOT(key, value)   "slot0", key, value
#define MODULE(key, value) "module", key, value

/* Every state of driver, reader, token and PIN that the fake module has. */
static const StateCase state_cases[] = {
  { SLOT ("reader", "0"), TRUE, "no_reader", "" },
  { SLOT ("present", "0"), TRUE, "absent", "" },
  { SLOT ("recognised", "0"), TRUE, "unrecognised", "" },
  { SLOT ("initialised", "0"), TRUE, "not_initialised", "FAKE0000" },
  { SLOT ("first-pin", "1"), FALSE, "pin_first", "FAKE0000" },
  { SLOT ("must-change", "1"), TRUE, "pin_must_change", "FAKE0000" },
  { SLOT ("tries-left", "0"), TRUE, "pin_locked", "FAKE0000" },
  { SLOT ("label", "A Ukey"), FALSE, "no_certificate", "FAKE0000" },
  { SLOT ("label", "A Ukey"), TRUE, "ready", "FAKE0000" },
  { SLOT ("tries-left", "1"), TRUE, "ready", "FAKE0000" },
  { SLOT ("protected-path", "1"), TRUE, "ready", "FAKE0000" },
  { SLOT ("C_GetTokenInfo", "rv:0x30"), TRUE, "driver", "" },
  { MODULE ("C_Initialize", "rv:0x5"), TRUE, "module_failed", "" },
  { MODULE ("C_Initialize", "abort"), TRUE, "module_crashed", "" },
  { MODULE ("C_GetSlotList", "abort"), TRUE, "module_crashed", "" },
  { MODULE ("C_GetSlotList", "hang"), TRUE, "module_hangs", "" },
  { MODULE ("arguments", "wanted"), TRUE, "module_failed", "" },
};

static void
test_state (gconstpointer data)
{
  const StateCase *each = data;
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();

  desk_keys_fixture_assert_state (fixture, "reading");
  if (each->is_certified)
    desk_keys_fixture_add_usual (fixture);
  desk_test_fake_ukey_set (fixture->fake, each->group, each->key, each->value);

  desk_keys_fixture_rescan (fixture);
  desk_keys_fixture_assert_state (fixture, each->state);
  desk_keys_fixture_assert_tokens (fixture, each->tokens);
  g_assert_cmpuint (g_list_model_get_n_items (desk_keys_get_certificates (fixture->keys)), <=, 1);
}

typedef struct {
  int begin; /* days from now */
  int end;
  const char *key_usage;
  const char *state;             /* of all */
  const char *certificate_state; /* of the certificate */
} CertificateCase;

static const CertificateCase certificate_cases[] = {
  { -1, 365, DESK_TEST_SIGNER, "ready", "ready" },
  { -300, 30, DESK_TEST_SIGNER, "ready", "expiring" },
  { -300, -1, DESK_TEST_SIGNER, "expired", "expired" },
  { 1, 365, DESK_TEST_SIGNER, "not_yet_valid", "not_yet_valid" },
  { -1, 365, "critical,keyEncipherment", "not_for_signing", "not_for_signing" },
};

static void
test_certificate (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (certificate_cases); i++) {
    const CertificateCase *each = &certificate_cases[i];
    g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
    X509 *certificate
        = desk_keys_fixture_certify (fixture, each->begin, each->end, each->key_usage);
    g_autoptr (DeskKeyCertificate) seen = NULL;

    desk_test_fake_ukey_add_certificate (fixture->fake, 0, certificate);
    X509_free (certificate);
    desk_keys_fixture_rescan (fixture);
    desk_keys_fixture_assert_state (fixture, each->state);
    seen = desk_keys_fixture_get_certificate (fixture, 0);
    g_assert_cmpstr (desk_key_state_get_nick (desk_key_certificate_get_state (seen)), ==,
                     each->certificate_state);
  }
}

static void
test_missing_module (void)
{
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
  g_autoptr (DeskKeySettings) settings
      = desk_key_settings_new (NULL, "/nonexistent/driver.so", NULL);

  desk_keys_fixture_restart (fixture, settings);
  desk_keys_fixture_rescan (fixture);
  desk_keys_fixture_assert_state (fixture, "module_missing");
}

static void
test_slow (void)
{
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();

  desk_keys_fixture_add_usual (fixture);
  desk_test_fake_ukey_set (fixture->fake, "module", "C_GetSlotList", "delay:1500@1");
  desk_keys_hold (fixture->keys);
  desk_keys_fixture_wait (fixture, "module_slow");
  g_assert_true (desk_keys_get_slow (fixture->keys));
  desk_keys_fixture_wait (fixture, "ready");
  g_assert_false (desk_keys_get_slow (fixture->keys));
  desk_keys_release (fixture->keys);
}

static void
test_hot_plug (void)
{
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
  g_autoptr (DeskKeyToken) token = NULL;

  desk_keys_fixture_add_usual (fixture);
  desk_test_fake_ukey_remove (fixture->fake, 0);
  desk_keys_hold (fixture->keys);
  desk_keys_fixture_wait (fixture, "absent");
  g_assert_false (desk_keys_has_token (fixture->keys, "FAKE0000"));

  for (guint i = 1; i <= 2; i++) {
    desk_test_fake_ukey_insert (fixture->fake, 0);
    desk_keys_fixture_wait (fixture, "ready");
    g_assert_true (desk_keys_has_token (fixture->keys, "FAKE0000"));
    g_assert_cmpuint (fixture->n_added, ==, i);

    desk_test_fake_ukey_remove (fixture->fake, 0);
    desk_keys_fixture_wait (fixture, "absent");
    g_assert_false (desk_keys_has_token (fixture->keys, "FAKE0000"));
    g_assert_cmpuint (fixture->n_removed, ==, i);
  }

  desk_keys_release (fixture->keys);
}

static gboolean
on_elapsed (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint milliseconds)
{
  gboolean is_over = FALSE;

  g_timeout_add (milliseconds, on_elapsed, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_items_changed (guint *n_changes)
{
  (*n_changes)++;
}

/* What is seen again is the same object, and a list that did not change says nothing. */
static void
test_identity (void)
{
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
  g_autoptr (DeskKeyCertificate) before = NULL;
  g_autoptr (DeskKeyCertificate) after = NULL;
  guint n_changes = 0;

  desk_keys_fixture_add_usual (fixture);
  desk_keys_fixture_rescan (fixture);
  before = desk_keys_fixture_get_certificate (fixture, 0);
  g_signal_connect_swapped (desk_keys_get_certificates (fixture->keys), "items-changed",
                            G_CALLBACK (on_items_changed), &n_changes);
  g_signal_connect_swapped (desk_keys_get_tokens (fixture->keys), "items-changed",
                            G_CALLBACK (on_items_changed), &n_changes);

  desk_keys_fixture_rescan (fixture);
  desk_keys_fixture_rescan (fixture);
  after = desk_keys_fixture_get_certificate (fixture, 0);
  g_assert_true (before == after);
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_cmpuint (fixture->n_added, ==, 1);
  g_assert_cmpuint (fixture->n_removed, ==, 0);

  /* A second token leaves the first one's certificate in the list. */
  desk_test_fake_ukey_add_slot (fixture->fake, 1, "Second");
  desk_keys_fixture_rescan (fixture);
  g_clear_object (&after);
  after = desk_keys_fixture_get_certificate (fixture, 0);
  g_assert_true (before == after);
  desk_keys_fixture_assert_tokens (fixture, "FAKE0000 FAKE0001");
}

/* Nobody looks: nothing is asked. */
static void
test_hold (void)
{
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();

  desk_keys_fixture_add_usual (fixture);
  desk_keys_hold (fixture->keys);
  desk_keys_hold (fixture->keys);
  desk_keys_fixture_wait (fixture, "ready");
  desk_keys_release (fixture->keys);
  desk_test_fake_ukey_remove (fixture->fake, 0);
  desk_keys_fixture_wait (fixture, "absent");

  desk_keys_release (fixture->keys);
  desk_test_fake_ukey_insert (fixture->fake, 0);
  run_for (2000);
  desk_keys_fixture_assert_state (fixture, "absent");
}

static GBytes *
sign (DeskKeysFixture *fixture,
      DeskKeyCertificate *certificate,
      const char *pin,
      gboolean *is_default_pin,
      GError **error)
{
  static const uint8_t digest[32] = { 1, 2, 3 };
  g_autoptr (DeskSecret) secret = desk_secret_new_from_string (pin);
  g_autoptr (GAsyncResult) result = NULL;

  desk_key_signature_new_async (fixture->keys, certificate, secret, digest, NULL,
                                desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_key_signature_new_finish (fixture->keys, result, is_default_pin, error);
}

/* A certificate on another token than its key: who has not logged in cannot see that. */
static void
test_no_key (void)
{
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
  X509 *issued = desk_keys_fixture_certify (fixture, -1, 365, DESK_TEST_SIGNER);
  g_autoptr (DeskKeyCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_default_pin;

  desk_test_fake_ukey_add_slot (fixture->fake, 1, "Second");
  desk_test_fake_ukey_add_certificate (fixture->fake, 1, issued);
  X509_free (issued);
  desk_test_fake_ukey_remove (fixture->fake, 0);
  desk_keys_fixture_rescan (fixture);
  certificate = desk_keys_fixture_get_certificate (fixture, 0);

  g_assert_null (sign (fixture, certificate, DESK_TEST_FAKE_UKEY_PIN, &is_default_pin, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_NO_KEY);
}

/* Pulled out and put in between two looks: the next operation finds it. */
static void
test_quick_replug (void)
{
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
  g_autoptr (DeskKeyCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  desk_keys_fixture_add_usual (fixture);
  desk_keys_hold (fixture->keys);
  desk_keys_fixture_wait (fixture, "ready");
  certificate = desk_keys_fixture_get_certificate (fixture, 0);

  for (int i = 0; i < 3; i++) {
    g_autoptr (GBytes) signature = NULL;
    gboolean is_default_pin = FALSE;

    desk_test_fake_ukey_remove (fixture->fake, 0);
    run_for (100);
    desk_test_fake_ukey_insert (fixture->fake, 0);
    signature = sign (fixture, certificate, DESK_TEST_FAKE_UKEY_PIN, &is_default_pin, &error);
    g_assert_no_error (error);
    g_assert_nonnull (signature);
    g_assert_true (is_default_pin);
  }

  desk_keys_fixture_wait (fixture, "ready");
  desk_keys_release (fixture->keys);
}

/* While the driver works nothing else is asked of it; right after, it is looked at. */
static void
test_no_poll_at_work (void)
{
  static const uint8_t digest[32];
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
  g_autoptr (DeskKeyCertificate) certificate = NULL;
  g_autoptr (DeskSecret) pin = desk_secret_new_from_string (DESK_TEST_FAKE_UKEY_PIN);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) signature = NULL;
  gboolean is_default_pin;

  desk_keys_fixture_add_usual (fixture);
  desk_keys_hold (fixture->keys);
  desk_keys_fixture_wait (fixture, "ready");
  certificate = desk_keys_fixture_get_certificate (fixture, 0);

  /* A look would come upon the abort and hide the key. */
  desk_test_fake_ukey_set (fixture->fake, "module", "C_Sign", "delay:2500");
  desk_key_signature_new_async (fixture->keys, certificate, pin, digest, NULL,
                                desk_test_async_ready, &result);
  run_for (700);
  desk_test_fake_ukey_set (fixture->fake, "module", "C_GetSlotList", "abort");
  while (result == NULL) {
    desk_keys_fixture_assert_state (fixture, "ready");
    g_main_context_iteration (NULL, TRUE);
  }
  signature = desk_key_signature_new_finish (fixture->keys, result, &is_default_pin, NULL);
  g_assert_nonnull (signature);

  desk_keys_fixture_wait (fixture, "module_crashed");
  desk_test_fake_ukey_unset (fixture->fake, "module", "C_GetSlotList");
  desk_keys_fixture_wait (fixture, "ready");
  desk_keys_release (fixture->keys);
}

/* What a wrong PIN leaves of the tries is known right away. */
static void
test_tries (void)
{
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
  g_autoptr (DeskKeyCertificate) certificate = NULL;
  gboolean is_default_pin = TRUE;

  desk_keys_fixture_add_usual (fixture);
  desk_keys_fixture_rescan (fixture);
  certificate = desk_keys_fixture_get_certificate (fixture, 0);

  for (int i = 0; i < 6; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sign (fixture, certificate, "274916", &is_default_pin, &error));
    g_assert_true (desk_key_error_is (error, DESK_KEY_STATE_PIN_WRONG)
                   || desk_key_error_is (error, DESK_KEY_STATE_PIN_LOCKED));
    g_assert_false (is_default_pin);
    if (i == 0)
      while (desk_key_token_get_pin_tries (desk_keys_get_token (fixture->keys, "FAKE0000"))
             != DESK_PIN_TRIES_LOW)
        g_main_context_iteration (NULL, TRUE);
    if (i == 4)
      while (desk_key_token_get_pin_tries (desk_keys_get_token (fixture->keys, "FAKE0000"))
             != DESK_PIN_TRIES_FINAL)
        g_main_context_iteration (NULL, TRUE);
  }

  desk_keys_fixture_wait (fixture, "pin_locked");
}

static DeskKeyToken *
finish_wait (DeskKeysFixture *fixture, GAsyncResult **result, GError **error)
{
  desk_test_async_wait (result);
  return desk_keys_wait_for_token_finish (fixture->keys, *result, error);
}

/* A key that was pulled out in an operation counts as there only when it was seen again. */
static void
test_wait_for_token (void)
{
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
  g_autoptr (DeskKeyCertificate) certificate = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DeskKeyToken) token = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_default_pin;

  desk_keys_fixture_add_usual (fixture);
  desk_keys_fixture_rescan (fixture);
  certificate = desk_keys_fixture_get_certificate (fixture, 0);

  desk_test_fake_ukey_set (fixture->fake, "module", "C_Sign", "remove");
  g_assert_null (sign (fixture, certificate, DESK_TEST_FAKE_UKEY_PIN, &is_default_pin, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_REMOVED);
  g_assert_cmpint (desk_key_error_get_pin_use (error), ==, DESK_PIN_USE_ACCEPTED);
  g_assert_false (desk_keys_has_token (fixture->keys, "FAKE0000"));
  g_assert_cmpuint (fixture->n_removed, ==, 1);
  g_clear_error (&error);

  desk_keys_wait_for_token_async (fixture->keys, "FAKE0000", NULL, desk_test_async_ready, &result);
  run_for (500);
  g_assert_null (result);
  desk_test_fake_ukey_unset (fixture->fake, "module", "C_Sign");
  desk_test_fake_ukey_insert (fixture->fake, 0);
  token = finish_wait (fixture, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (desk_key_token_get_serial (token), ==, "FAKE0000");
  g_assert_true (desk_keys_has_token (fixture->keys, "FAKE0000"));

  /* The same certificate is still meant. */
  g_bytes_unref (sign (fixture, certificate, DESK_TEST_FAKE_UKEY_PIN, &is_default_pin, &error));
  g_assert_no_error (error);
}

static void
test_wait_ends (void)
{
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GAsyncResult) rescanned = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError) error = NULL;

  desk_keys_wait_for_token_async (fixture->keys, "OTHER", cancellable, desk_test_async_ready,
                                  &cancelled);
  desk_keys_wait_for_token_async (fixture->keys, "OTHER", NULL, desk_test_async_ready, &closed);
  desk_test_async_settle ();
  g_cancellable_cancel (cancellable);
  g_assert_null (finish_wait (fixture, &cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (closed);

  desk_test_fake_ukey_set (fixture->fake, "module", "C_GetSlotList", "hang");
  desk_keys_rescan_async (fixture->keys, NULL, desk_test_async_ready, &rescanned);
  run_for (200);
  desk_keys_close (fixture->keys);
  g_assert_null (finish_wait (fixture, &closed, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  desk_test_async_wait (&rescanned);
  g_assert_false (desk_keys_rescan_finish (fixture->keys, rescanned, NULL));

  desk_keys_wait_for_token_async (fixture->keys, "OTHER", NULL, desk_test_async_ready, &late);
  g_assert_null (finish_wait (fixture, &late, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
on_rescanned_close (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_closed = user_data;

  g_assert_true (desk_keys_rescan_finish (DESK_KEYS (source), result, NULL));
  desk_keys_close (DESK_KEYS (source));
  *is_closed = TRUE;
}

/* The window may go in the middle of an answer. */
static void
test_close_in_answer (void)
{
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
  gboolean is_closed = FALSE;

  desk_keys_rescan_async (fixture->keys, NULL, on_rescanned_close, &is_closed);
  while (!is_closed)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_not_found (DeskKeysFixture *fixture, const char *label, DeskKeyState state)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_keys_find_token (fixture->keys, label, &error));
  g_assert_error (error, DESK_KEY_ERROR, (int) state);
}

static void
test_find_token (void)
{
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
  g_autoptr (DeskKeyToken) only = NULL;
  g_autoptr (DeskKeyToken) labelled = NULL;

  desk_test_fake_ukey_set_slot (fixture->fake, "label", "Twin");
  desk_keys_fixture_rescan (fixture);
  only = desk_keys_find_token (fixture->keys, NULL, NULL);
  g_assert_cmpstr (desk_key_token_get_serial (only), ==, "FAKE0000");
  assert_not_found (fixture, "Another", DESK_KEY_STATE_REMOVED);

  desk_test_fake_ukey_add_slot (fixture->fake, 1, "Twin");
  desk_test_fake_ukey_add_slot (fixture->fake, 2, "Single");
  desk_keys_fixture_rescan (fixture);
  desk_keys_fixture_assert_tokens (fixture, "FAKE0000 FAKE0001 FAKE0002");
  assert_not_found (fixture, NULL, DESK_KEY_STATE_SEVERAL_TOKENS);
  assert_not_found (fixture, "Twin", DESK_KEY_STATE_SEVERAL_TOKENS);
  labelled = desk_keys_find_token (fixture->keys, "Single", NULL);
  g_assert_cmpstr (desk_key_token_get_serial (labelled), ==, "FAKE0002");

  for (guint i = 0; i < 3; i++)
    desk_test_fake_ukey_remove (fixture->fake, i);
  desk_keys_fixture_rescan (fixture);
  assert_not_found (fixture, NULL, DESK_KEY_STATE_ABSENT);
}

/* Two keys with the same label and a certificate each: by serial they are told apart. */
static void
test_twins (void)
{
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
  g_autoptr (DeskKeyCertificate) first = NULL;
  g_autoptr (DeskKeyCertificate) second = NULL;
  X509 *certificate = desk_keys_fixture_certify (fixture, -1, 200, DESK_TEST_SIGNER);
  g_autoptr (GError) error = NULL;
  gboolean is_default_pin;

  desk_keys_fixture_add_usual (fixture);
  desk_test_fake_ukey_set_slot (fixture->fake, "label", "Twin");
  desk_test_fake_ukey_add_slot (fixture->fake, 1, "Twin");
  desk_test_fake_ukey_add_key (fixture->fake, 1, desk_test_fake_ukey_get_key (fixture->fake));
  desk_test_fake_ukey_add_certificate (fixture->fake, 1, certificate);
  X509_free (certificate);

  desk_keys_fixture_rescan (fixture);
  desk_keys_fixture_assert_state (fixture, "several");
  first = desk_keys_fixture_get_certificate (fixture, 0);

  /* The other one is used, and comes first from then on. */
  second = desk_keys_fixture_get_certificate (fixture, 1);
  g_bytes_unref (sign (fixture, second, DESK_TEST_FAKE_UKEY_PIN, &is_default_pin, &error));
  g_assert_no_error (error);
  desk_keys_note_success (fixture->keys, second);
  {
    g_autoptr (DeskKeyCertificate) now_first = desk_keys_fixture_get_certificate (fixture, 0);

    g_assert_true (desk_key_certificate_is_equal (now_first, second));
    g_assert_false (desk_key_certificate_is_equal (now_first, first));
  }

  desk_test_fake_ukey_remove (fixture->fake, 0);
  desk_keys_fixture_rescan (fixture);
  desk_keys_fixture_assert_state (fixture, "ready");
}

static void
note (DeskKeysFixture *fixture, DeskKeyCertificate *certificate, DeskKeyState state)
{
  g_autoptr (GError) error = desk_key_error_new (state, DESK_PIN_USE_ACCEPTED, "said the server");

  desk_keys_note_failure (fixture->keys, desk_key_certificate_get_token (certificate), certificate,
                          error);
}

/* What the server said of a certificate holds until the key is pulled out, or one looks anew. */
static void
test_verdicts (void)
{
  static const DeskKeyState verdicts[]
      = { DESK_KEY_STATE_REVOKED, DESK_KEY_STATE_UNTRUSTED, DESK_KEY_STATE_OTHER_ACCOUNT };
  g_autoptr (DeskKeysFixture) fixture = desk_keys_fixture_new ();
  g_autoptr (DeskKeyCertificate) certificate = NULL;

  desk_keys_fixture_add_usual (fixture);
  desk_keys_hold (fixture->keys);
  desk_keys_fixture_wait (fixture, "ready");
  certificate = desk_keys_fixture_get_certificate (fixture, 0);

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++) {
    note (fixture, certificate, verdicts[i]);
    desk_keys_fixture_assert_state (fixture, desk_key_state_get_nick (verdicts[i]));
    desk_keys_fixture_rescan (fixture);
    desk_keys_fixture_assert_state (fixture, "ready");
  }

  note (fixture, certificate, DESK_KEY_STATE_REVOKED);
  run_for (2000);
  desk_keys_fixture_assert_state (fixture, "revoked");
  desk_test_fake_ukey_remove (fixture->fake, 0);
  desk_keys_fixture_wait (fixture, "absent");
  desk_test_fake_ukey_insert (fixture->fake, 0);
  desk_keys_fixture_wait (fixture, "ready");

  /* A wrong PIN says nothing of the certificate. */
  note (fixture, certificate, DESK_KEY_STATE_PIN_WRONG);
  desk_keys_fixture_assert_state (fixture, "ready");
  desk_keys_release (fixture->keys);
}

static void
add_states (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_cases); i++) {
    g_autofree char *path
        = g_strdup_printf ("/flow/keys/state/%s-%s-%s%s", state_cases[i].group, state_cases[i].key,
                           state_cases[i].value, state_cases[i].is_certified ? "" : "-empty");

    g_test_add_data_func (path, &state_cases[i], test_state);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_states ();
  g_test_add_func ("/flow/keys/certificate", test_certificate);
  g_test_add_func ("/flow/keys/no-key", test_no_key);
  g_test_add_func ("/flow/keys/missing-module", test_missing_module);
  g_test_add_func ("/flow/keys/slow", test_slow);
  g_test_add_func ("/flow/keys/hot-plug", test_hot_plug);
  g_test_add_func ("/flow/keys/identity", test_identity);
  g_test_add_func ("/flow/keys/hold", test_hold);
  g_test_add_func ("/flow/keys/quick-replug", test_quick_replug);
  g_test_add_func ("/flow/keys/no-poll-at-work", test_no_poll_at_work);
  g_test_add_func ("/flow/keys/tries", test_tries);
  g_test_add_func ("/flow/keys/wait-for-token", test_wait_for_token);
  g_test_add_func ("/flow/keys/wait-ends", test_wait_ends);
  g_test_add_func ("/flow/keys/close-in-answer", test_close_in_answer);
  g_test_add_func ("/flow/keys/find-token", test_find_token);
  g_test_add_func ("/flow/keys/twins", test_twins);
  g_test_add_func ("/flow/keys/verdicts", test_verdicts);
  return g_test_run ();
}
