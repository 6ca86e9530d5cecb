/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Signing in with a key that is pulled out, hangs or crashes on the way: the window goes on
 * answering, says what happened, and the step goes on. */

#include "desk-key-fixture.h"
#include "desk-key-text.h"
#include "desk-ui-test.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#define TICK_MS     5
#define HOST_COMM   "certdesk-ukey-h" /* the kernel keeps fifteen characters of it */
#define SERIAL_TAIL "0000"
#define HANGS       "delay:30000"

typedef struct {
  DeskKeyFixture key;
  guint ticker;      /* source id */
  gint64 last_tick;  /* monotonic, us */
  gint64 worst_gap;  /* us: the longest the main loop did nothing but one thing */
  gint64 fault_time; /* monotonic, us */
} Fixture;

static gboolean
on_tick (gpointer user_data)
{
  Fixture *fixture = user_data;
  gint64 now = g_get_monotonic_time ();

  fixture->worst_gap = MAX (fixture->worst_gap, now - fixture->last_tick);
  fixture->last_tick = now;
  return G_SOURCE_CONTINUE;
}

static void
set_up (Fixture *fixture)
{
  *fixture = (Fixture){ 0 };
  desk_key_fixture_set_up (&fixture->key);
  X509_free (desk_key_fixture_certify (&fixture->key));
  desk_key_fixture_show (&fixture->key);
}

static void
tear_down (Fixture *fixture)
{
  g_clear_handle_id (&fixture->ticker, g_source_remove);
  desk_key_fixture_tear_down (&fixture->key);
}

/* The key is there, the dialog open; from now on the main loop is watched. */
static GtkWidget *
open_dialog (Fixture *fixture)
{
  GtkWidget *dialog = desk_key_fixture_open_dialog (&fixture->key);

  fixture->worst_gap = 0;
  fixture->last_tick = g_get_monotonic_time ();
  fixture->ticker = g_timeout_add (TICK_MS, on_tick, fixture);
  return dialog;
}

static void
begin_fault (Fixture *fixture)
{
  fixture->fault_time = g_get_monotonic_time ();
}

/* How long it took until a sentence stood, and how the window fared meanwhile. */
static void
report (Fixture *fixture, const char *what)
{
  g_test_message ("%s: sentence after %.0f ms, longest main-loop stall %.1f ms", what,
                  (double) (g_get_monotonic_time () - fixture->fault_time) / 1000,
                  (double) fixture->worst_gap / 1000);
}

/* Looks for @sentence, then takes a picture of the dialog. */
static void
expect (Fixture *fixture, GtkWidget *dialog, const char *sentence, const char *what)
{
  DESK_UI_WAIT (desk_ui_test_has_text (dialog, sentence));
  report (fixture, what);
  desk_ui_test_screenshot (GTK_WINDOW (dialog), what);
}

static void
sign_in (Fixture *fixture)
{
  desk_ui_test_type (DESK_TEST_FAKE_UKEY_PIN "\n");
  DESK_UI_WAIT (desk_flows_get_account (fixture->key.flows) != NULL);
}

static gboolean
is_host_of_ours (const char *process)
{
  g_autofree char *path = g_build_filename ("/proc", process, "stat", NULL);
  g_autofree char *stat = NULL;
  g_autofree char *expected = g_strdup_printf ("(%s) ", HOST_COMM);
  const char *rest;
  char state;
  int parent = 0;

  if (!g_file_get_contents (path, &stat, NULL, NULL))
    return FALSE;

  rest = strstr (stat, expected);
  return rest != NULL && sscanf (rest + strlen (expected), "%c %d", &state, &parent) == 2
         && state != 'Z' && parent == (int) getpid ();
}

static guint
kill_hosts (void)
{
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *process;
  guint n_killed = 0;

  while ((process = g_dir_read_name (processes)) != NULL)
    if (g_ascii_isdigit (*process) && is_host_of_ours (process)) {
      kill ((pid_t) g_ascii_strtoll (process, NULL, 10), SIGKILL);
      n_killed++;
    }

  return n_killed;
}

/* The driver has been at it for a second. */
static void
wait_until_busy (Fixture *fixture)
{
  DESK_UI_WAIT (desk_keys_get_slow (desk_flows_get_keys (fixture->key.flows)));
}

static void
test_pulled_out_while_typing (void)
{
  Fixture fixture;
  GtkWidget *dialog;

  set_up (&fixture);
  dialog = open_dialog (&fixture);
  desk_ui_test_type ("111");
  begin_fault (&fixture);
  desk_test_fake_ukey_remove (fixture.key.ukey, 0);
  expect (&fixture, dialog, "尾号 " SERIAL_TAIL, "pulled-out-while-typing");
  g_assert_true (desk_ui_test_has_text (dialog, desk_key_text_get_pin_use (DESK_PIN_USE_NONE)));

  desk_test_fake_ukey_insert (fixture.key.ukey, 0);
  DESK_UI_WAIT (!desk_ui_test_has_text (dialog, "尾号 " SERIAL_TAIL "。"));
  desk_ui_test_settle ();
  sign_in (&fixture);
  tear_down (&fixture);
}

/* @function hangs; the key goes; @pin_use is what may have become of the PIN. */
static void
check_pulled_out_during (const char *function, DeskPinUse pin_use, const char *what)
{
  Fixture fixture;
  GtkWidget *dialog;

  set_up (&fixture);
  dialog = open_dialog (&fixture);
  desk_test_fake_ukey_set (fixture.key.ukey, "module", function, HANGS);
  desk_ui_test_type (DESK_TEST_FAKE_UKEY_PIN "\n");
  wait_until_busy (&fixture);
  begin_fault (&fixture);
  desk_test_fake_ukey_remove (fixture.key.ukey, 0);
  expect (&fixture, dialog, "尾号 " SERIAL_TAIL, what);
  g_assert_true (desk_ui_test_has_text (dialog, desk_key_text_get_pin_use (pin_use)));

  desk_test_fake_ukey_unset (fixture.key.ukey, "module", function);
  desk_test_fake_ukey_insert (fixture.key.ukey, 0);
  DESK_UI_WAIT (!desk_ui_test_has_text (dialog, desk_key_text_get_pin_use (pin_use)));
  desk_ui_test_settle ();
  sign_in (&fixture);
  tear_down (&fixture);
}

static void
test_pulled_out_during_login (void)
{
  check_pulled_out_during ("C_Login", DESK_PIN_USE_MAYBE, "pulled-out-during-login");
}

static void
test_pulled_out_during_signing (void)
{
  check_pulled_out_during ("C_Sign", DESK_PIN_USE_ACCEPTED, "pulled-out-during-signing");
}

static void
test_host_killed_while_typing (void)
{
  Fixture fixture;

  set_up (&fixture);
  open_dialog (&fixture);
  begin_fault (&fixture);
  g_assert_cmpuint (kill_hosts (), >, 0);
  /* Nobody was waiting for it: the next operation starts another one. */
  sign_in (&fixture);
  report (&fixture, "host-killed-while-typing");
  tear_down (&fixture);
}

static void
check_host_killed_during (const char *function, DeskPinUse pin_use, const char *what)
{
  Fixture fixture;
  GtkWidget *dialog;

  set_up (&fixture);
  dialog = open_dialog (&fixture);
  desk_test_fake_ukey_set (fixture.key.ukey, "module", function, HANGS);
  desk_ui_test_type (DESK_TEST_FAKE_UKEY_PIN "\n");
  wait_until_busy (&fixture);
  begin_fault (&fixture);
  g_assert_cmpuint (kill_hosts (), >, 0);
  expect (&fixture, dialog, desk_key_text_get_sentence (DESK_KEY_STATE_MODULE_CRASHED), what);
  g_assert_true (desk_ui_test_has_text (dialog, desk_key_text_get_pin_use (pin_use)));

  desk_test_fake_ukey_unset (fixture.key.ukey, "module", function);
  sign_in (&fixture);
  tear_down (&fixture);
}

static void
test_host_killed_during_login (void)
{
  check_host_killed_during ("C_Login", DESK_PIN_USE_MAYBE, "host-killed-during-login");
}

static void
test_host_killed_during_signing (void)
{
  check_host_killed_during ("C_Sign", DESK_PIN_USE_ACCEPTED, "host-killed-during-signing");
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  if (!desk_test_backend_is_built ()) {
    g_test_message ("certdeskd is not built");
    return 77;
  }
  g_test_add_func ("/ui/key-faults/pulled-out-while-typing", test_pulled_out_while_typing);
  g_test_add_func ("/ui/key-faults/pulled-out-during-login", test_pulled_out_during_login);
  g_test_add_func ("/ui/key-faults/pulled-out-during-signing", test_pulled_out_during_signing);
  g_test_add_func ("/ui/key-faults/host-killed-while-typing", test_host_killed_while_typing);
  g_test_add_func ("/ui/key-faults/host-killed-during-login", test_host_killed_during_login);
  g_test_add_func ("/ui/key-faults/host-killed-during-signing", test_host_killed_during_signing);
  return g_test_run ();
}
