/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-pin-dialog.h"
#include "desk-pin-row.h"
#include "desk-ui-test.h"

#include <string.h>

typedef struct {
  GtkWindow *window;
  DeskPinDialog *dialog;
  char *secret;  /* owned: what the last submit carried */
  char *new_pin; /* owned, nullable */
  guint n_submits;
  guint n_cancelled;
  guint n_acts;
} Fixture;

static char *
dup_secret (DeskSecret *secret)
{
  return secret != NULL ? g_strdup (desk_secret_get_data (secret)) : NULL;
}

static void
on_submit (DeskPinDialog *dialog, DeskSecret *secret, DeskSecret *new_pin, Fixture *fixture)
{
  g_free (fixture->secret);
  g_free (fixture->new_pin);
  fixture->secret = dup_secret (secret);
  fixture->new_pin = dup_secret (new_pin);
  fixture->n_submits++;
}

static void
on_cancelled (DeskPinDialog *dialog, Fixture *fixture)
{
  fixture->n_cancelled++;
}

static void
on_act (DeskPinDialog *dialog, Fixture *fixture)
{
  fixture->n_acts++;
}

static void
set_up_with (Fixture *fixture, DeskPinPurpose purpose, DeskKeyToken *token)
{
  fixture->window = desk_ui_test_show (gtk_label_new ("behind"), 720, 560);
  fixture->dialog = desk_pin_dialog_new (GTK_WIDGET (fixture->window), purpose, token,
                                         purpose == DESK_PIN_ASK ? "张*" : NULL,
                                         purpose == DESK_PIN_ASK ? "立即登录" : NULL);
  g_signal_connect (fixture->dialog, "submit", G_CALLBACK (on_submit), fixture);
  g_signal_connect (fixture->dialog, "cancelled", G_CALLBACK (on_cancelled), fixture);
  g_signal_connect (fixture->dialog, "act", G_CALLBACK (on_act), fixture);
  desk_ui_test_present (GTK_WINDOW (fixture->dialog));
}

static void
set_up (Fixture *fixture, DeskPinPurpose purpose, DeskPinTries tries, gboolean protected_path)
{
  g_autoptr (DeskKeyToken) token = g_object_new (
      DESK_TYPE_KEY_TOKEN, "serial", "0011223344557F3A", "label", "内蒙古CA Ukey", "state",
      DESK_KEY_STATE_READY, "pin-tries", tries, "protected-path", protected_path, NULL);

  set_up_with (fixture, purpose, token);
}

static void
tear_down (Fixture *fixture)
{
  desk_ui_test_close (fixture->window);
  g_free (fixture->secret);
  g_free (fixture->new_pin);
}

static GtkWidget *
find_button (Fixture *fixture, const char *text)
{
  return desk_ui_test_find (GTK_WIDGET (fixture->dialog), GTK_TYPE_BUTTON, text);
}

static DeskPinEntry *
find_entry (Fixture *fixture)
{
  return DESK_PIN_ENTRY (
      desk_ui_test_find (GTK_WIDGET (fixture->dialog), DESK_TYPE_PIN_ENTRY, NULL));
}

static gboolean
says (Fixture *fixture, const char *text)
{
  return desk_ui_test_has_text (GTK_WIDGET (fixture->dialog), text);
}

/* The audit of the keyboard leaves the focus where it was. */
static void
look (Fixture *fixture, const char *name)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->dialog));

  desk_ui_test_settle ();
  desk_ui_test_screenshot (GTK_WINDOW (fixture->dialog), name);
  desk_ui_test_audit_names (GTK_WIDGET (fixture->dialog));
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture->dialog));
  desk_ui_test_audit_keyboard (GTK_WINDOW (fixture->dialog));
  gtk_window_set_focus (GTK_WINDOW (fixture->dialog), focus);
}

static void
test_length (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_ASK, DESK_PIN_TRIES_UNKNOWN, FALSE);
  desk_ui_test_type ("11111\n");
  g_assert_cmpuint (fixture.n_submits, ==, 0);
  g_assert_true (says (&fixture, "至少 6 位"));
  desk_ui_test_screenshot (GTK_WINDOW (fixture.dialog), "pin-too-short");

  desk_ui_test_type ("111111111111\n");
  g_assert_cmpuint (fixture.n_submits, ==, 0);
  g_assert_true (says (&fixture, "最多 16 位"));

  desk_ui_test_key (GDK_KEY_BackSpace, 0);
  desk_ui_test_type ("\n");
  g_assert_cmpuint (fixture.n_submits, ==, 1);
  g_assert_cmpstr (fixture.secret, ==, "1111111111111111");
  g_assert_null (fixture.new_pin);
  tear_down (&fixture);
}

/* A key's own limits hold, in both directions. */
static void
test_length_of_key (void)
{
  Fixture fixture = { 0 };
  g_autoptr (DeskKeyToken) token
      = g_object_new (DESK_TYPE_KEY_TOKEN, "serial", "7F3A", "label", "card", "state",
                      DESK_KEY_STATE_READY, "min-pin-length", 4, "max-pin-length", 8, NULL);

  set_up_with (&fixture, DESK_PIN_ASK, token);
  g_assert_true (says (&fixture, "4 至 8 位"));
  desk_ui_test_type ("123456789\n");
  g_assert_cmpuint (fixture.n_submits, ==, 0);
  g_assert_true (says (&fixture, "最多 8 位"));
  desk_ui_test_key (GDK_KEY_Delete, 0);
  desk_ui_test_type ("1234\n");
  g_assert_cmpuint (fixture.n_submits, ==, 1);
  tear_down (&fixture);
}

static void
test_wrong_pin (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_ASK, DESK_PIN_TRIES_UNKNOWN, FALSE);
  look (&fixture, "pin");
  desk_ui_test_type ("222222");
  desk_ui_test_click (find_button (&fixture, "立即登录"));
  g_assert_cmpuint (fixture.n_submits, ==, 1);
  g_assert_cmpuint (desk_pin_entry_get_length (find_entry (&fixture)), ==, 0);
  g_assert_false (gtk_widget_get_sensitive (find_button (&fixture, "立即登录")));
  g_assert_true (desk_pin_dialog_is_working (fixture.dialog));

  desk_pin_dialog_set_tries (fixture.dialog, DESK_PIN_TRIES_LOW);
  desk_pin_dialog_show_typing (fixture.dialog, "PIN 码错误，请重新输入。", DESK_PIN_AT_SECRET,
                               TRUE);
  look (&fixture, "pin-wrong");
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (find_entry (&fixture))));
  desk_ui_test_type ("1");
  g_assert_false (says (&fixture, "PIN 码错误，请重新输入。"));
  desk_ui_test_type ("11111\n");
  g_assert_cmpuint (fixture.n_submits, ==, 2);
  g_assert_cmpstr (fixture.secret, ==, "111111");

  desk_pin_dialog_close_accepted (fixture.dialog);
  desk_ui_test_settle ();
  g_assert_cmpuint (fixture.n_cancelled, ==, 0);
  tear_down (&fixture);
}

static void
test_last_try (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_ASK, DESK_PIN_TRIES_FINAL, FALSE);
  desk_ui_test_type ("111111\n");
  g_assert_cmpuint (fixture.n_submits, ==, 0);
  desk_ui_test_screenshot (GTK_WINDOW (fixture.dialog), "pin-last-try");

  /* Enter moved the focus to the question; space answers it, and it does not send anything. */
  desk_ui_test_key (GDK_KEY_space, 0);
  g_assert_cmpuint (fixture.n_submits, ==, 0);
  desk_ui_test_click (find_button (&fixture, "立即登录"));
  g_assert_cmpuint (fixture.n_submits, ==, 1);

  /* The next try is as deliberate as this one. */
  desk_pin_dialog_show_typing (fixture.dialog, NULL, DESK_PIN_AT_KEY, FALSE);
  desk_ui_test_type ("111111\n");
  g_assert_cmpuint (fixture.n_submits, ==, 1);
  tear_down (&fixture);
}

static void
test_protected_path (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_ASK, DESK_PIN_TRIES_UNKNOWN, TRUE);
  g_assert_null (find_entry (&fixture));
  look (&fixture, "pin-protected-path");
  desk_ui_test_key (GDK_KEY_Return, 0);
  g_assert_cmpuint (fixture.n_submits, ==, 1);
  g_assert_null (fixture.secret);
  g_assert_true (says (&fixture, "请在 Ukey"));
  tear_down (&fixture);
}

static void
test_escape (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_ASK, DESK_PIN_TRIES_UNKNOWN, FALSE);
  desk_ui_test_type ("1111");
  desk_ui_test_key (GDK_KEY_Escape, 0);
  g_assert_cmpuint (fixture.n_cancelled, ==, 1);
  g_assert_cmpuint (fixture.n_submits, ==, 0);
  tear_down (&fixture);
}

static void
test_escape_at_work (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_ASK, DESK_PIN_TRIES_UNKNOWN, FALSE);
  desk_ui_test_type ("111111\n");
  desk_pin_dialog_set_slow (fixture.dialog, TRUE);
  g_assert_true (says (&fixture, "还没有回应"));
  desk_ui_test_screenshot (GTK_WINDOW (fixture.dialog), "pin-slow");
  desk_ui_test_key (GDK_KEY_Escape, 0);
  g_assert_cmpuint (fixture.n_cancelled, ==, 1);
  tear_down (&fixture);
}

static void
test_caps_lock (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_ASK, DESK_PIN_TRIES_UNKNOWN, FALSE);
  g_assert_false (says (&fixture, "大写锁定"));
  desk_ui_test_key (GDK_KEY_Caps_Lock, 0);
  DESK_UI_WAIT (says (&fixture, "大写锁定"));
  gtk_test_accessible_assert_property (find_entry (&fixture), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "0 个字符\n大写锁定已打开。\n6 至 16 位");
  look (&fixture, "pin-caps-lock");
  desk_ui_test_key (GDK_KEY_Caps_Lock, 0);
  DESK_UI_WAIT (!says (&fixture, "大写锁定"));
  tear_down (&fixture);
}

/* No accessible object of the dialog may be one that AT-SPI reads text from, other than labels. */
static void
assert_tells_nothing (GtkWidget *widget)
{
  g_assert_false (GTK_IS_EDITABLE (widget));
  g_assert_false (GTK_IS_TEXT_VIEW (widget));
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

  set_up (&fixture, DESK_PIN_ASK, DESK_PIN_TRIES_UNKNOWN, FALSE);
  desk_ui_test_type ("314159");
  assert_tells_nothing (GTK_WIDGET (fixture.dialog));
  g_object_set (find_entry (&fixture), "revealed", TRUE, NULL);
  desk_ui_test_screenshot (GTK_WINDOW (fixture.dialog), "pin-revealed");
  assert_tells_nothing (GTK_WIDGET (fixture.dialog));
  tear_down (&fixture);
}

/* What a screen reader gets to know. */
static void
test_screen_reader (void)
{
  Fixture fixture = { 0 };
  DeskPinEntry *entry;

  set_up (&fixture, DESK_PIN_ASK, DESK_PIN_TRIES_UNKNOWN, FALSE);
  entry = find_entry (&fixture);
  gtk_test_accessible_assert_role (entry, GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_LABEL, "PIN 码");
  desk_ui_test_type ("123");
  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "3 个字符\n6 至 16 位");
  desk_pin_dialog_show_typing (fixture.dialog, "PIN 码错误。", DESK_PIN_AT_SECRET, TRUE);
  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "0 个字符\nPIN 码错误。");
  gtk_test_accessible_assert_state (entry, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_test_accessible_assert_role (
      desk_ui_test_find (GTK_WIDGET (fixture.dialog), GTK_TYPE_LABEL, "PIN 码错误。"),
      GTK_ACCESSIBLE_ROLE_ALERT);
  tear_down (&fixture);
}

static void
test_waiting (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_ASK, DESK_PIN_TRIES_UNKNOWN, FALSE);
  desk_pin_dialog_show_waiting (fixture.dialog, "请重新插入尾号 7F3A 的 Ukey。",
                                "PIN 码尚未提交，没有消耗次数。");
  g_assert_null (find_entry (&fixture));
  g_assert_false (gtk_widget_get_sensitive (find_button (&fixture, "立即登录")));
  look (&fixture, "pin-waiting");
  desk_ui_test_key (GDK_KEY_Escape, 0);
  g_assert_cmpuint (fixture.n_cancelled, ==, 1);
  tear_down (&fixture);
}

static void
test_blocked (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_ASK, DESK_PIN_TRIES_LOCKED, FALSE);
  desk_pin_dialog_show_blocked (fixture.dialog, DESK_KEY_STATE_PIN_LOCKED, TRUE);
  look (&fixture, "pin-locked");
  desk_ui_test_key (GDK_KEY_Return, 0);
  g_assert_cmpuint (fixture.n_acts, ==, 1);
  g_assert_cmpuint (fixture.n_submits, ==, 0);
  tear_down (&fixture);
}

/* A new PIN */

static void
test_change (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_CHANGE, DESK_PIN_TRIES_UNKNOWN, FALSE);
  look (&fixture, "pin-change");
  /* Enter goes from field to field. */
  desk_ui_test_type ("111111\n");
  desk_ui_test_type ("123456");
  g_assert_true (says (&fixture, "123456 这样"));
  look (&fixture, "pin-change-sequence");
  desk_ui_test_key (GDK_KEY_Delete, 0);
  desk_ui_test_type ("284091");
  g_assert_true (says (&fixture, "可以使用"));
  desk_ui_test_type ("\n");
  desk_ui_test_type ("284092");
  g_assert_true (says (&fixture, "不一致"));
  desk_ui_test_type ("\n");
  g_assert_cmpuint (fixture.n_submits, ==, 0);
  look (&fixture, "pin-change-differs");
  desk_ui_test_type ("284091\n");
  g_assert_cmpuint (fixture.n_submits, ==, 1);
  g_assert_cmpstr (fixture.secret, ==, "111111");
  g_assert_cmpstr (fixture.new_pin, ==, "284091");
  tear_down (&fixture);
}

static void
test_change_refused (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_CHANGE, DESK_PIN_TRIES_UNKNOWN, FALSE);
  desk_ui_test_type ("111111\n888888\n888888\n");
  g_assert_cmpuint (fixture.n_submits, ==, 0);
  g_assert_true (says (&fixture, "888888"));
  look (&fixture, "pin-change-repeat");
  tear_down (&fixture);
}

static void
test_change_same (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_CHANGE, DESK_PIN_TRIES_UNKNOWN, FALSE);
  desk_ui_test_type ("284091\n284091\n284091\n");
  g_assert_cmpuint (fixture.n_submits, ==, 0);
  tear_down (&fixture);
}

static DeskPinProblem
refuse_birth_date (DeskSecret *pin, DeskSecret *old_pin, gpointer user_data)
{
  return strstr (desk_secret_get_data (pin), "900101") != NULL ? DESK_PIN_BIRTH_DATE : DESK_PIN_OK;
}

static void
test_change_check (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_CHANGE, DESK_PIN_TRIES_UNKNOWN, FALSE);
  desk_pin_form_set_check (desk_pin_dialog_get_form (fixture.dialog), refuse_birth_date, NULL);
  desk_ui_test_type ("111111\n900101\n900101\n");
  g_assert_cmpuint (fixture.n_submits, ==, 0);
  g_assert_true (says (&fixture, "出生日期") || says (&fixture, "生日"));
  tear_down (&fixture);
}

/* The old PIN is known, until the key says otherwise. */
static void
test_replace_default (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_REPLACE_DEFAULT, DESK_PIN_TRIES_UNKNOWN, FALSE);
  look (&fixture, "pin-default");
  desk_ui_test_type ("284091\n284091\n");
  g_assert_cmpuint (fixture.n_submits, ==, 1);
  g_assert_cmpstr (fixture.secret, ==, "111111");
  g_assert_cmpstr (fixture.new_pin, ==, "284091");

  desk_pin_dialog_show_typing (fixture.dialog, "PIN 码错误，请重新输入。", DESK_PIN_AT_SECRET,
                               TRUE);
  look (&fixture, "pin-default-wrong");
  desk_ui_test_type ("333444\n284091\n284091\n");
  g_assert_cmpuint (fixture.n_submits, ==, 2);
  g_assert_cmpstr (fixture.secret, ==, "333444");
  tear_down (&fixture);
}

static void
test_unblock (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_UNBLOCK, DESK_PIN_TRIES_LOCKED, FALSE);
  look (&fixture, "pin-unblock");
  desk_ui_test_type ("12345678\n284091\n284091\n");
  g_assert_cmpuint (fixture.n_submits, ==, 1);
  g_assert_cmpstr (fixture.secret, ==, "12345678");
  g_assert_cmpstr (fixture.new_pin, ==, "284091");
  tear_down (&fixture);
}

static void
test_first (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_PIN_FIRST, DESK_PIN_TRIES_UNKNOWN, FALSE);
  look (&fixture, "pin-first");
  tear_down (&fixture);
}

/* Dark, and with text twice as large: it still fits a window of 720 x 560. */
static void
test_looks (void)
{
  for (int scale = 1; scale <= 2; scale++)
    for (int purpose = DESK_PIN_ASK; purpose <= DESK_PIN_FIRST; purpose++) {
      Fixture fixture = { 0 };
      g_autofree char *name = g_strdup_printf ("pin-look-%d-%d", purpose, scale);

      desk_ui_test_set_text_scale (scale);
      desk_ui_test_set_dark (scale == 1);
      set_up (&fixture, (DeskPinPurpose) purpose, DESK_PIN_TRIES_FINAL, FALSE);
      look (&fixture, name);
      if (scale == 1)
        g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (fixture.dialog)), <=, 560);
      tear_down (&fixture);
    }
  desk_ui_test_set_text_scale (1);
  desk_ui_test_set_dark (FALSE);
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/pin-dialog/length-is-checked-first", test_length);
  g_test_add_func ("/ui/pin-dialog/length-of-the-key", test_length_of_key);
  g_test_add_func ("/ui/pin-dialog/wrong-pin-clears-and-refocuses", test_wrong_pin);
  g_test_add_func ("/ui/pin-dialog/last-try-is-deliberate", test_last_try);
  g_test_add_func ("/ui/pin-dialog/protected-path", test_protected_path);
  g_test_add_func ("/ui/pin-dialog/escape-cancels", test_escape);
  g_test_add_func ("/ui/pin-dialog/escape-cancels-what-is-slow", test_escape_at_work);
  g_test_add_func ("/ui/pin-dialog/caps-lock", test_caps_lock);
  g_test_add_func ("/ui/pin-dialog/not-exposed", test_not_exposed);
  g_test_add_func ("/ui/pin-dialog/screen-reader", test_screen_reader);
  g_test_add_func ("/ui/pin-dialog/waiting", test_waiting);
  g_test_add_func ("/ui/pin-dialog/blocked", test_blocked);
  g_test_add_func ("/ui/pin-dialog/change", test_change);
  g_test_add_func ("/ui/pin-dialog/change-is-refused-by-policy", test_change_refused);
  g_test_add_func ("/ui/pin-dialog/change-to-the-same", test_change_same);
  g_test_add_func ("/ui/pin-dialog/change-is-refused-by-check", test_change_check);
  g_test_add_func ("/ui/pin-dialog/replace-default", test_replace_default);
  g_test_add_func ("/ui/pin-dialog/unblock", test_unblock);
  g_test_add_func ("/ui/pin-dialog/first", test_first);
  g_test_add_func ("/ui/pin-dialog/looks", test_looks);
  return g_test_run ();
}
