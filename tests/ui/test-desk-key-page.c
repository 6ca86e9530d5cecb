/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-key-page.h"

#include "desk-expiry-banner.h"
#include "desk-key-certificate.h"
#include "desk-key-text.h"
#include "desk-ui-test.h"

typedef struct {
  GtkWidget *page;
  GtkWindow *window;
  GListStore *tokens;
  GListStore *certificates;
} Fixture;

/* What the window would do: without it nothing could be pressed. */
static void
add_actions (GtkWidget *widget)
{
  static const GActionEntry entries[] = {
    { .name = "doctor" },
    { .name = "choose-module" },
    { .name = "rescan-keys" },
    { .name = "certificate", .parameter_type = "s" },
    { .name = "set-pin", .parameter_type = "s" },
    { .name = "change-pin", .parameter_type = "s" },
    { .name = "unblock-pin", .parameter_type = "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (widget, "win", G_ACTION_GROUP (group));
}

static void
set_up (Fixture *fixture, int width, int height)
{
  fixture->tokens = g_list_store_new (DESK_TYPE_KEY_TOKEN);
  fixture->certificates = g_list_store_new (DESK_TYPE_KEY_CERTIFICATE);
  fixture->page = desk_key_page_new ();
  add_actions (fixture->page);
  g_object_set (fixture->page, "state", DESK_KEY_STATE_ABSENT, "tokens", fixture->tokens,
                "certificates", fixture->certificates, NULL);
  fixture->window = desk_ui_test_show (fixture->page, width, height);
}

static void
tear_down (Fixture *fixture)
{
  desk_ui_test_close (fixture->window);
  g_assert_finalize_object (fixture->tokens);
  g_assert_finalize_object (fixture->certificates);
}

static DeskKeyToken *
token_new (const char *serial, DeskKeyState state, DeskPinTries tries)
{
  return g_object_new (DESK_TYPE_KEY_TOKEN, "module", "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
                       "serial", serial, "label", "内蒙古CA <Ukey>", "manufacturer", "海泰方圆",
                       "model", "HaiKey 3000", "state", state, "pin-tries", tries, NULL);
}

static void
plug_in (Fixture *fixture, const char *serial, DeskKeyState state, DeskPinTries tries)
{
  g_autoptr (DeskKeyToken) token = token_new (serial, state, tries);

  g_list_store_append (fixture->tokens, token);
}

static void
add_certificate (Fixture *fixture, guint token_position, const char *holder, DeskKeyState state)
{
  g_autoptr (DeskKeyToken) token
      = g_list_model_get_item (G_LIST_MODEL (fixture->tokens), token_position);
  g_autoptr (GBytes) der = g_bytes_new (holder, strlen (holder));
  g_autoptr (DeskKeyCertificate) certificate = g_object_new (
      DESK_TYPE_KEY_CERTIFICATE, "token", token, "holder", holder, "issuer", "内蒙古CA 个人证书",
      "serial", "01", "not-after", (gint64) 1826800000, "state", state, "der", der, NULL);

  g_list_store_append (fixture->certificates, certificate);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return desk_ui_test_has_text (fixture->page, text);
}

static GtkWidget *
find (Fixture *fixture, GType type, const char *text)
{
  return desk_ui_test_find (fixture->page, type, text);
}

static void
test_empty (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, 720, 560);
  desk_ui_test_settle ();
  g_assert_true (shows (&fixture, "请插入 Ukey"));
  desk_ui_test_audit_names (fixture.page);
  desk_ui_test_audit_clipping (fixture.page);
  desk_ui_test_screenshot (fixture.window, "key-page-empty");

  g_object_set (fixture.page, "state", DESK_KEY_STATE_SERVICE_STOPPED, NULL);
  desk_ui_test_settle ();
  g_assert_nonnull (find (&fixture, GTK_TYPE_BUTTON, "检测 Ukey"));
  desk_ui_test_screenshot (fixture.window, "key-page-problem");
  tear_down (&fixture);
}

static void
test_one (void)
{
  Fixture fixture = { 0 };
  GtkWidget *button;

  set_up (&fixture, 800, 900);
  plug_in (&fixture, "3141592600007F3A", DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);
  add_certificate (&fixture, 0, "张三", DESK_KEY_STATE_READY);
  add_certificate (&fixture, 0, "内蒙古示例有限公司", DESK_KEY_STATE_EXPIRED);
  desk_ui_test_settle ();
  g_assert_true (shows (&fixture, "内蒙古CA <Ukey>"));
  g_assert_true (shows (&fixture, "3141592600007F3A"));
  g_assert_true (shows (&fixture, "海泰方圆 HaiKey 3000"));
  g_assert_true (shows (&fixture, "张三"));
  g_assert_true (shows (&fixture, desk_key_text_get_sentence (DESK_KEY_STATE_EXPIRED)));
  button = find (&fixture, GTK_TYPE_BUTTON, desk_key_text_get_action (DESK_KEY_ACTION_CHANGE_PIN));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "win.change-pin");
  g_assert_cmpstr (
      g_variant_get_string (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button)), NULL),
      ==, "3141592600007F3A");
  desk_ui_test_audit_names (fixture.page);
  desk_ui_test_audit_clipping (fixture.page);
  desk_ui_test_audit_keyboard (fixture.window);
  desk_ui_test_screenshot (fixture.window, "key-page-one");
  tear_down (&fixture);
}

/* The words and the one action of each state of a PIN. */
static void
test_pins (void)
{
  static const struct {
    DeskKeyState state;
    DeskPinTries tries;
    const char *words;
    DeskKeyAction action;
  } cases[] = {
    { DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN, "正常", DESK_KEY_ACTION_CHANGE_PIN },
    { DESK_KEY_STATE_READY, DESK_PIN_TRIES_FINAL, "还剩 1 次机会", DESK_KEY_ACTION_UNBLOCK_PIN },
    { DESK_KEY_STATE_PIN_FIRST, DESK_PIN_TRIES_UNKNOWN, NULL, DESK_KEY_ACTION_SET_PIN },
    { DESK_KEY_STATE_PIN_MUST_CHANGE, DESK_PIN_TRIES_UNKNOWN, NULL, DESK_KEY_ACTION_CHANGE_PIN },
    { DESK_KEY_STATE_PIN_LOCKED, DESK_PIN_TRIES_LOCKED, NULL, DESK_KEY_ACTION_UNBLOCK_PIN },
    { DESK_KEY_STATE_NOT_INITIALISED, DESK_PIN_TRIES_UNKNOWN, NULL, DESK_KEY_ACTION_NONE },
    { DESK_KEY_STATE_UNRECOGNISED, DESK_PIN_TRIES_UNKNOWN, NULL, DESK_KEY_ACTION_NONE },
  };
  Fixture fixture = { 0 };

  set_up (&fixture, 720, 560);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *label = desk_key_text_get_action (cases[i].action);

    g_list_store_remove_all (fixture.tokens);
    plug_in (&fixture, "0001", cases[i].state, cases[i].tries);
    desk_ui_test_settle ();
    g_assert_true (shows (&fixture, cases[i].words != NULL
                                        ? cases[i].words
                                        : desk_key_text_get_sentence (cases[i].state)));
    if (label != NULL)
      g_assert_nonnull (find (&fixture, GTK_TYPE_BUTTON, label));
    else
      g_assert_null (find (&fixture, GTK_TYPE_FLOW_BOX_CHILD, NULL));
    desk_ui_test_audit_clipping (fixture.page);
  }
  tear_down (&fixture);
}

/* Plugging another key in, and a poll that finds the same, leave a panel and its focus in place. */
static void
test_hot_plug (void)
{
  Fixture fixture = { 0 };
  g_autoptr (DeskKeyToken) again = token_new ("0001", DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);
  g_autoptr (DeskKeyToken) locked
      = token_new ("0001", DESK_KEY_STATE_PIN_LOCKED, DESK_PIN_TRIES_LOCKED);
  GtkWidget *button;

  set_up (&fixture, 720, 900);
  plug_in (&fixture, "0001", DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);
  desk_ui_test_settle ();
  button = find (&fixture, GTK_TYPE_BUTTON, desk_key_text_get_action (DESK_KEY_ACTION_CHANGE_PIN));
  gtk_widget_grab_focus (button);

  g_list_store_splice (fixture.tokens, 0, 1, (gpointer[]){ again }, 1);
  plug_in (&fixture, "0002", DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);
  desk_ui_test_settle ();
  g_assert_true (gtk_widget_has_focus (button));
  g_assert_true (shows (&fixture, "0002"));
  desk_ui_test_screenshot (fixture.window, "key-page-two");

  g_list_store_splice (fixture.tokens, 0, 1, (gpointer[]){ locked }, 1);
  desk_ui_test_settle ();
  g_assert_true (shows (&fixture, desk_key_text_get_sentence (DESK_KEY_STATE_PIN_LOCKED)));
  g_assert_nonnull (gtk_window_get_focus (fixture.window));

  g_list_store_remove (fixture.tokens, 0);
  g_assert_false (shows (&fixture, "0001"));
  g_list_store_remove_all (fixture.tokens);
  desk_ui_test_settle ();
  g_assert_true (shows (&fixture, "请插入 Ukey"));
  tear_down (&fixture);
}

static void
test_looks (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, 720, 560);
  plug_in (&fixture, "3141592600007F3A", DESK_KEY_STATE_PIN_LOCKED, DESK_PIN_TRIES_LOCKED);
  add_certificate (&fixture, 0, "张三", DESK_KEY_STATE_READY);
  desk_ui_test_screenshot (fixture.window, "key-page-small");
  desk_ui_test_set_dark (TRUE);
  desk_ui_test_screenshot (fixture.window, "key-page-dark");
  desk_ui_test_set_dark (FALSE);
  desk_ui_test_set_text_scale (2.0);
  desk_ui_test_settle ();
  desk_ui_test_audit_clipping (fixture.page);
  desk_ui_test_screenshot (fixture.window, "key-page-200");
  desk_ui_test_set_text_scale (1.0);
  tear_down (&fixture);
}

static gboolean
is_revealed (GtkWidget *banner)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (gtk_widget_get_first_child (banner)));
}

static void
test_expiry (void)
{
  Fixture fixture = { 0 };
  GtkWidget *banner = g_object_new (DESK_TYPE_EXPIRY_BANNER, NULL);
  GtkWindow *window = desk_ui_test_show (banner, 720, 120);

  add_actions (banner);
  set_up (&fixture, 400, 300);
  plug_in (&fixture, "0001", DESK_KEY_STATE_READY, DESK_PIN_TRIES_UNKNOWN);
  g_object_set (banner, "certificates", fixture.certificates, NULL);
  add_certificate (&fixture, 0, "李四", DESK_KEY_STATE_READY);
  g_assert_false (is_revealed (banner));

  gtk_window_present (window);
  add_certificate (&fixture, 0, "张三", DESK_KEY_STATE_EXPIRING);
  DESK_UI_WAIT (desk_ui_test_has_text (banner, "“张三”的证书将于 2027-11-21 到期"));
  desk_ui_test_settle ();
  desk_ui_test_audit_names (banner);
  desk_ui_test_audit_clipping (banner);
  desk_ui_test_screenshot (window, "expiry-banner");

  /* Closed, it says no more of this one, also after a replug; but of another. */
  desk_ui_test_click (desk_ui_test_find (banner, GTK_TYPE_BUTTON, "暂不提醒"));
  DESK_UI_WAIT (!is_revealed (banner));
  g_list_store_remove_all (fixture.certificates);
  add_certificate (&fixture, 0, "张三", DESK_KEY_STATE_EXPIRING);
  g_assert_false (is_revealed (banner));
  add_certificate (&fixture, 0, "王五", DESK_KEY_STATE_EXPIRING);
  g_assert_true (is_revealed (banner));
  g_list_store_remove_all (fixture.certificates);
  g_assert_false (is_revealed (banner));

  desk_ui_test_close (window);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/key-page/empty", test_empty);
  g_test_add_func ("/ui/key-page/one", test_one);
  g_test_add_func ("/ui/key-page/pins", test_pins);
  g_test_add_func ("/ui/key-page/hot-plug", test_hot_plug);
  g_test_add_func ("/ui/key-page/looks", test_looks);
  g_test_add_func ("/ui/expiry-banner", test_expiry);
  return g_test_run ();
}
