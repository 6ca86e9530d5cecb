/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-pin-entry.h"
#include "desk-pin-prompt.h"
#include "desk-ui-test.h"

typedef struct {
  GtkWindow *window;
  GListStore *tokens;
  DeskPinPrompt *prompt;
  char *secret; /* owned: what the last submit carried */
  guint n_submits;
  guint n_cancelled;
} Fixture;

static void
on_submit (DeskPinPrompt *prompt, DeskSecret *secret, DeskSecret *new_pin, Fixture *fixture)
{
  g_free (fixture->secret);
  fixture->secret = secret != NULL ? g_strdup (desk_secret_get_data (secret)) : NULL;
  fixture->n_submits++;
}

static void
on_cancelled (DeskPinPrompt *prompt, Fixture *fixture)
{
  fixture->n_cancelled++;
}

static DeskKeyToken *
token_new (const char *serial, DeskKeyState state, DeskPinTries tries)
{
  return g_object_new (DESK_TYPE_KEY_TOKEN, "module", "/m.so", "serial", serial, "label",
                       "内蒙古CA Ukey", "state", state, "pin-tries", tries, NULL);
}

static void
plug (Fixture *fixture, const char *serial, DeskKeyState state, DeskPinTries tries)
{
  g_autoptr (DeskKeyToken) token = token_new (serial, state, tries);

  g_list_store_append (fixture->tokens, token);
}

static void
set_up_at (Fixture *fixture, DeskKeyState state)
{
  g_autoptr (DeskKeyToken) token = NULL;

  fixture->window = desk_ui_test_show (gtk_label_new ("behind"), 720, 560);
  fixture->tokens = g_list_store_new (DESK_TYPE_KEY_TOKEN);
  plug (fixture, "00117F3A", state, DESK_PIN_TRIES_UNKNOWN);
  token = g_list_model_get_item (G_LIST_MODEL (fixture->tokens), 0);
  fixture->prompt
      = desk_pin_prompt_new (GTK_WIDGET (fixture->window), DESK_PIN_ASK, token, "张*", "立即登录");
  g_object_set (fixture->prompt, "tokens", fixture->tokens, NULL);
  g_signal_connect (fixture->prompt, "submit", G_CALLBACK (on_submit), fixture);
  g_signal_connect (fixture->prompt, "cancelled", G_CALLBACK (on_cancelled), fixture);
  desk_pin_prompt_present (fixture->prompt);
  desk_ui_test_present (GTK_WINDOW (desk_pin_prompt_get_dialog (fixture->prompt)));
}

static void
set_up (Fixture *fixture)
{
  set_up_at (fixture, DESK_KEY_STATE_READY);
}

static void
tear_down (Fixture *fixture)
{
  g_assert_finalize_object (fixture->prompt);
  g_assert_finalize_object (fixture->tokens);
  desk_ui_test_close (fixture->window);
  g_free (fixture->secret);
}

static GtkWidget *
dialog_of (Fixture *fixture)
{
  return GTK_WIDGET (desk_pin_prompt_get_dialog (fixture->prompt));
}

static gboolean
says (Fixture *fixture, const char *text)
{
  return desk_ui_test_has_text (dialog_of (fixture), text);
}

static gboolean
is_typing (Fixture *fixture)
{
  return desk_ui_test_find (dialog_of (fixture), DESK_TYPE_PIN_ENTRY, NULL) != NULL;
}

static gboolean
answer (Fixture *fixture, DeskKeyState state, DeskPinUse pin_use)
{
  g_autoptr (GError) error = desk_key_error_new (state, pin_use, "test");

  return desk_pin_prompt_answer (fixture->prompt, error);
}

static void
test_success (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  desk_ui_test_type ("111111\n");
  g_assert_cmpuint (fixture.n_submits, ==, 1);
  g_assert_cmpstr (fixture.secret, ==, "111111");
  g_assert_false (desk_pin_prompt_answer (fixture.prompt, NULL));
  g_assert_null (desk_pin_prompt_get_dialog (fixture.prompt));
  g_assert_cmpuint (fixture.n_cancelled, ==, 0);
  tear_down (&fixture);
}

/* Every state that another try mends, and whether it is said what became of the PIN. */
static void
test_try_again (void)
{
  const struct {
    DeskKeyState state;
    const char *sentence;
    gboolean tells_use;
  } rows[] = {
    { DESK_KEY_STATE_PIN_WRONG, "PIN 码错误", FALSE },
    { DESK_KEY_STATE_PIN_LENGTH, "未消耗次数", FALSE },
    { DESK_KEY_STATE_BUSY, "其他程序", TRUE },
    { DESK_KEY_STATE_MODULE_CRASHED, "重新启动", TRUE },
    { DESK_KEY_STATE_MODULE_HANGS, "重新启动", TRUE },
    { DESK_KEY_STATE_DRIVER, "驱动", TRUE },
    { DESK_KEY_STATE_PIN_CANCELLED, "取消", FALSE },
  };
  Fixture fixture = { 0 };

  set_up (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *name = g_strdup_printf ("prompt-%s", desk_key_state_get_nick (rows[i].state));

    desk_ui_test_type ("111111\n");
    g_assert_cmpuint (fixture.n_submits, ==, i + 1);
    g_assert_true (answer (&fixture, rows[i].state, DESK_PIN_USE_MAYBE));
    desk_ui_test_settle ();
    desk_ui_test_screenshot (GTK_WINDOW (dialog_of (&fixture)), name);
    if (!says (&fixture, rows[i].sentence))
      g_error ("%s does not say %s", name, rows[i].sentence);
    g_assert_cmpint (says (&fixture, "可能已经提交"), ==, rows[i].tells_use);
    g_assert_true (is_typing (&fixture));
  }
  tear_down (&fixture);
}

static void
test_last_try (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  desk_ui_test_type ("222222\n");
  g_assert_true (answer (&fixture, DESK_KEY_STATE_PIN_FINAL, DESK_PIN_USE_MAYBE));
  desk_ui_test_type ("111111\n");
  g_assert_cmpuint (fixture.n_submits, ==, 1);
  g_assert_nonnull (desk_ui_test_find (dialog_of (&fixture), GTK_TYPE_CHECK_BUTTON, NULL));
  tear_down (&fixture);
}

/* What a look at the key tells of the tries comes in while the PIN is being typed. */
static void
test_tries_change (void)
{
  Fixture fixture = { 0 };
  g_autoptr (DeskKeyToken) token = token_new ("00117F3A", DESK_KEY_STATE_READY, DESK_PIN_TRIES_LOW);
  gpointer items[] = { token };

  set_up (&fixture);
  desk_ui_test_type ("123");
  g_list_store_splice (fixture.tokens, 0, 1, items, 1);
  g_assert_true (says (&fixture, "之前输错过"));
  desk_ui_test_type ("456\n");
  g_assert_cmpstr (fixture.secret, ==, "123456");
  tear_down (&fixture);
}

static void
test_other_error (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "network");

  set_up (&fixture);
  desk_ui_test_type ("111111\n");
  g_assert_false (desk_pin_prompt_answer (fixture.prompt, error));
  g_assert_null (desk_pin_prompt_get_dialog (fixture.prompt));
  tear_down (&fixture);
}

static void
test_cancelled (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  desk_ui_test_type ("111111\n");
  desk_ui_test_key (GDK_KEY_Escape, 0);
  g_assert_cmpuint (fixture.n_cancelled, ==, 1);
  g_assert_null (desk_pin_prompt_get_dialog (fixture.prompt));
  g_assert_false (answer (&fixture, DESK_KEY_STATE_PIN_WRONG, DESK_PIN_USE_MAYBE));
  tear_down (&fixture);
}

/* Pulled out while the PIN is typed: nothing was sent. */
static void
test_removed_while_typing (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  desk_ui_test_type ("123");
  g_list_store_remove_all (fixture.tokens);
  g_assert_false (is_typing (&fixture));
  g_assert_true (says (&fixture, "请重新插入尾号 7F3A 的 Ukey"));
  g_assert_true (says (&fixture, "尚未提交"));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (GTK_WINDOW (dialog_of (&fixture)), "prompt-waiting");

  plug (&fixture, "00117F3A", DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);
  g_assert_true (is_typing (&fixture));
  g_assert_true (says (&fixture, "已重新插入"));
  desk_ui_test_type ("111111\n");
  g_assert_cmpstr (fixture.secret, ==, "111111");
  tear_down (&fixture);
}

/* Pulled out while the key is at work: the error comes first or the list does. */
static void
test_removed_at_work (void)
{
  const DeskPinUse uses[] = { DESK_PIN_USE_NONE, DESK_PIN_USE_MAYBE, DESK_PIN_USE_ACCEPTED };
  const char *const words[] = { "尚未提交", "可能已经提交", "PIN 码正确" };
  Fixture fixture = { 0 };

  set_up (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (uses); i++) {
    desk_ui_test_type ("111111\n");
    g_assert_cmpuint (fixture.n_submits, ==, i + 1);
    g_list_store_remove_all (fixture.tokens);
    g_assert_false (says (&fixture, "请重新插入"));
    g_assert_true (answer (&fixture, DESK_KEY_STATE_REMOVED, uses[i]));
    g_assert_true (says (&fixture, "请重新插入尾号 7F3A 的 Ukey"));
    g_assert_true (says (&fixture, words[i]));
    plug (&fixture, "00117F3A", DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);
    g_assert_true (is_typing (&fixture));
    desk_ui_test_settle ();
  }
  tear_down (&fixture);
}

/* It was back before anybody looked. */
static void
test_removed_and_back (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  desk_ui_test_type ("111111\n");
  g_assert_true (answer (&fixture, DESK_KEY_STATE_REMOVED, DESK_PIN_USE_MAYBE));
  g_assert_true (is_typing (&fixture));
  g_assert_true (says (&fixture, "可能已经提交"));
  tear_down (&fixture);
}

static void
test_another_key (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  plug (&fixture, "0011BEEF", DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);
  g_list_store_remove (fixture.tokens, 0);
  /* That one was there all the time. */
  g_assert_false (says (&fixture, "BEEF"));
  plug (&fixture, "0011CAFE", DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);
  g_assert_true (says (&fixture, "插入的是另一把 Ukey（尾号 CAFE）"));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (GTK_WINDOW (dialog_of (&fixture)), "prompt-another-key");
  g_assert_false (is_typing (&fixture));
  plug (&fixture, "00117F3A", DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);
  g_assert_true (is_typing (&fixture));
  tear_down (&fixture);
}

/* The driver is started again and sees the key only after a moment: no talk of pulling it out. */
static void
test_crash_hides_key (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  desk_ui_test_type ("111111\n");
  g_list_store_remove_all (fixture.tokens);
  g_assert_true (answer (&fixture, DESK_KEY_STATE_MODULE_CRASHED, DESK_PIN_USE_MAYBE));
  g_assert_true (is_typing (&fixture));
  desk_ui_test_type ("12");
  plug (&fixture, "00117F3A", DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);
  desk_ui_test_type ("3456\n");
  g_assert_cmpstr (fixture.secret, ==, "123456");
  tear_down (&fixture);
}

static const char *activated; /* static string: the action that was activated last */

static void
on_action (GSimpleAction *action, GVariant *serial, gpointer user_data)
{
  g_assert_cmpstr (g_variant_get_string (serial, NULL), ==, "00117F3A");
  activated = g_intern_string (g_action_get_name (G_ACTION (action)));
}

/* A key that takes no PIN offers what mends it, and goes on once that is done. */
static void
test_blocked (void)
{
  const struct {
    DeskKeyState state;
    const char *button;
    const char *action;
  } rows[] = {
    { DESK_KEY_STATE_PIN_LOCKED, "解锁 Ukey", "unblock-pin" },
    { DESK_KEY_STATE_PIN_FIRST, "设置 PIN 码", "set-pin" },
    { DESK_KEY_STATE_PIN_MUST_CHANGE, "修改 PIN 码", "change-pin" },
  };
  const GActionEntry entries[] = {
    { "unblock-pin", on_action, "s" },
    { "set-pin", on_action, "s" },
    { "change-pin", on_action, "s" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    Fixture fixture = { 0 };
    g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
    g_autoptr (DeskKeyToken) token
        = token_new ("00117F3A", DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);
    gpointer items[] = { token };

    set_up_at (&fixture, rows[i].state);
    g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), NULL);
    gtk_widget_insert_action_group (GTK_WIDGET (fixture.window), "win", G_ACTION_GROUP (group));
    g_assert_false (is_typing (&fixture));
    desk_ui_test_click (desk_ui_test_find (dialog_of (&fixture), GTK_TYPE_BUTTON, rows[i].button));
    g_assert_cmpstr (activated, ==, rows[i].action);
    g_list_store_splice (fixture.tokens, 0, 1, items, 1);
    g_assert_true (is_typing (&fixture));
    desk_ui_test_settle ();
    desk_ui_test_type ("111111\n");
    g_assert_cmpuint (fixture.n_submits, ==, 1);
    /* ... and in the midst of it. */
    g_assert_true (answer (&fixture, rows[i].state, DESK_PIN_USE_NONE));
    g_assert_nonnull (desk_ui_test_find (dialog_of (&fixture), GTK_TYPE_BUTTON, rows[i].button));
    tear_down (&fixture);
  }
}

/* Its window is opened from a banner while it is not plugged in. */
static void
test_not_there (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GListStore) empty = g_list_store_new (DESK_TYPE_KEY_TOKEN);
  g_autoptr (DeskKeyToken) token
      = token_new ("00117F3A", DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);

  set_up (&fixture);
  g_object_set (fixture.prompt, "tokens", empty, NULL);
  g_assert_true (says (&fixture, "请重新插入尾号 7F3A 的 Ukey"));
  g_list_store_append (empty, token);
  g_assert_true (is_typing (&fixture));
  g_object_set (fixture.prompt, "tokens", fixture.tokens, NULL);
  tear_down (&fixture);
}

static void
test_slow (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  desk_ui_test_type ("111111\n");
  g_object_set (fixture.prompt, "slow", TRUE, NULL);
  g_assert_true (says (&fixture, "还没有回应"));
  g_object_set (fixture.prompt, "slow", FALSE, NULL);
  g_assert_false (says (&fixture, "还没有回应"));
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/pin-prompt/success", test_success);
  g_test_add_func ("/ui/pin-prompt/try-again", test_try_again);
  g_test_add_func ("/ui/pin-prompt/last-try", test_last_try);
  g_test_add_func ("/ui/pin-prompt/tries-change", test_tries_change);
  g_test_add_func ("/ui/pin-prompt/other-error", test_other_error);
  g_test_add_func ("/ui/pin-prompt/cancelled", test_cancelled);
  g_test_add_func ("/ui/pin-prompt/removed-while-typing", test_removed_while_typing);
  g_test_add_func ("/ui/pin-prompt/removed-at-work", test_removed_at_work);
  g_test_add_func ("/ui/pin-prompt/removed-and-back", test_removed_and_back);
  g_test_add_func ("/ui/pin-prompt/another-key", test_another_key);
  g_test_add_func ("/ui/pin-prompt/crash-hides-key", test_crash_hides_key);
  g_test_add_func ("/ui/pin-prompt/blocked", test_blocked);
  g_test_add_func ("/ui/pin-prompt/not-there", test_not_there);
  g_test_add_func ("/ui/pin-prompt/slow", test_slow);
  return g_test_run ();
}
