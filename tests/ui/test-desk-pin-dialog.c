/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-pin-dialog.h"
#include "desk-pin-entry.h"
#include "desk-ui-test.h"

typedef struct {
  GtkWindow *window;
  DeskPinDialog *dialog;
  char *pin; /* owned: what the last submit carried */
  guint n_submits;
  guint n_cancelled;
} Fixture;

static void
on_submit (DeskPinDialog *dialog, DeskSecret *pin, Fixture *fixture)
{
  g_free (fixture->pin);
  fixture->pin = pin != NULL ? g_strdup (desk_secret_get_data (pin)) : NULL;
  fixture->n_submits++;
}

static void
on_cancelled (DeskPinDialog *dialog, Fixture *fixture)
{
  fixture->n_cancelled++;
}

static DeskKeyCertificate *
certificate_new (DeskPinTries tries, gboolean protected_path)
{
  return g_object_new (DESK_TYPE_KEY_CERTIFICATE, "token-serial", "0011223344556677", "token-label",
                       "内蒙古CA Ukey", "holder", "张*", "issuer", "内蒙古CA", "serial", "5a01",
                       "pin-tries", tries, "protected-path", protected_path, NULL);
}

static void
set_up (Fixture *fixture, DeskPinTries tries, gboolean protected_path)
{
  g_autoptr (DeskKeyCertificate) certificate = certificate_new (tries, protected_path);

  fixture->window = desk_ui_test_show (gtk_label_new ("behind"), 720, 560);
  fixture->dialog = desk_pin_dialog_new (GTK_WIDGET (fixture->window), certificate, "立即登录");
  g_signal_connect (fixture->dialog, "submit", G_CALLBACK (on_submit), fixture);
  g_signal_connect (fixture->dialog, "cancelled", G_CALLBACK (on_cancelled), fixture);
  desk_ui_test_present (GTK_WINDOW (fixture->dialog));
}

static void
tear_down (Fixture *fixture)
{
  desk_ui_test_close (fixture->window);
  g_free (fixture->pin);
}

static GtkWidget *
find_act (Fixture *fixture)
{
  return desk_ui_test_find (GTK_WIDGET (fixture->dialog), GTK_TYPE_BUTTON, "立即登录");
}

static DeskPinEntry *
find_entry (Fixture *fixture)
{
  return DESK_PIN_ENTRY (
      desk_ui_test_find (GTK_WIDGET (fixture->dialog), DESK_TYPE_PIN_ENTRY, NULL));
}

static void
test_length (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_TRIES_UNKNOWN, FALSE);
  desk_ui_test_type ("11111\n");
  g_assert_cmpuint (fixture.n_submits, ==, 0);
  g_assert_true (desk_ui_test_has_text (GTK_WIDGET (fixture.dialog), "至少 6 位"));
  desk_ui_test_screenshot (GTK_WINDOW (fixture.dialog), "pin-too-short");

  desk_ui_test_type ("111111111111\n");
  g_assert_cmpuint (fixture.n_submits, ==, 0);
  g_assert_true (desk_ui_test_has_text (GTK_WIDGET (fixture.dialog), "最多 16 位"));

  desk_ui_test_key (GDK_KEY_BackSpace, 0);
  desk_ui_test_type ("\n");
  g_assert_cmpuint (fixture.n_submits, ==, 1);
  g_assert_cmpstr (fixture.pin, ==, "1111111111111111");
  tear_down (&fixture);
}

static void
test_wrong_pin (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_TRIES_UNKNOWN, FALSE);
  desk_ui_test_screenshot (GTK_WINDOW (fixture.dialog), "pin");
  desk_ui_test_audit_names (GTK_WIDGET (fixture.dialog));
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.dialog));
  desk_ui_test_type ("222222");
  desk_ui_test_click (find_act (&fixture));
  g_assert_cmpuint (fixture.n_submits, ==, 1);
  g_assert_cmpuint (desk_pin_entry_get_length (find_entry (&fixture)), ==, 0);
  g_assert_false (gtk_widget_get_sensitive (find_act (&fixture)));

  desk_pin_dialog_show_problem (fixture.dialog, "PIN 码错误，请重新输入。", DESK_PIN_TRIES_LOW);
  desk_ui_test_screenshot (GTK_WINDOW (fixture.dialog), "pin-wrong");
  desk_ui_test_type ("111111\n");
  g_assert_cmpuint (fixture.n_submits, ==, 2);
  g_assert_cmpstr (fixture.pin, ==, "111111");

  desk_pin_dialog_close_accepted (fixture.dialog);
  desk_ui_test_settle ();
  g_assert_cmpuint (fixture.n_cancelled, ==, 0);
  tear_down (&fixture);
}

static void
test_last_try (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_TRIES_FINAL, FALSE);
  desk_ui_test_type ("111111\n");
  g_assert_cmpuint (fixture.n_submits, ==, 0);
  desk_ui_test_screenshot (GTK_WINDOW (fixture.dialog), "pin-last-try");
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.dialog));
  desk_ui_test_click (desk_ui_test_find (GTK_WIDGET (fixture.dialog), GTK_TYPE_CHECK_BUTTON, NULL));
  desk_ui_test_click (find_act (&fixture));
  g_assert_cmpuint (fixture.n_submits, ==, 1);
  tear_down (&fixture);
}

static void
test_protected_path (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_TRIES_UNKNOWN, TRUE);
  g_assert_null (desk_ui_test_find (GTK_WIDGET (fixture.dialog), DESK_TYPE_PIN_ENTRY, NULL));
  desk_ui_test_click (find_act (&fixture));
  g_assert_cmpuint (fixture.n_submits, ==, 1);
  g_assert_null (fixture.pin);
  tear_down (&fixture);
}

static void
test_escape (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_TRIES_UNKNOWN, FALSE);
  desk_ui_test_type ("1111");
  desk_ui_test_key (GDK_KEY_Escape, 0);
  g_assert_cmpuint (fixture.n_cancelled, ==, 1);
  g_assert_cmpuint (fixture.n_submits, ==, 0);
  tear_down (&fixture);
}

/* No accessible object of the dialog may be one that AT-SPI reads text from, other than labels. */
static void
assert_tells_nothing (GtkWidget *widget)
{
  g_assert_false (GTK_IS_EDITABLE (widget));
  if (GTK_IS_LABEL (widget))
    g_assert_null (strstr (gtk_label_get_text (GTK_LABEL (widget)), "314159"));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_tells_nothing (child);
}

static void
test_not_exposed (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_TRIES_UNKNOWN, FALSE);
  desk_ui_test_type ("314159");
  assert_tells_nothing (GTK_WIDGET (fixture.dialog));
  g_object_set (find_entry (&fixture), "revealed", TRUE, NULL);
  desk_ui_test_screenshot (GTK_WINDOW (fixture.dialog), "pin-revealed");
  assert_tells_nothing (GTK_WIDGET (fixture.dialog));
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/pin-dialog/length-is-checked-first", test_length);
  g_test_add_func ("/ui/pin-dialog/wrong-pin-clears-and-refocuses", test_wrong_pin);
  g_test_add_func ("/ui/pin-dialog/last-try-is-deliberate", test_last_try);
  g_test_add_func ("/ui/pin-dialog/protected-path", test_protected_path);
  g_test_add_func ("/ui/pin-dialog/escape-cancels", test_escape);
  g_test_add_func ("/ui/pin-dialog/not-exposed", test_not_exposed);
  return g_test_run ();
}
