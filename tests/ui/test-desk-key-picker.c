/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-key-picker.h"

#include "desk-key-text.h"
#include "desk-sidebar.h"
#include "desk-ui-test.h"

typedef struct {
  GtkWidget *picker;
  GtkWindow *window;
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
set_up (Fixture *fixture)
{
  fixture->picker = desk_key_picker_new ();
  add_actions (fixture->picker);
  fixture->certificates = g_list_store_new (DESK_TYPE_KEY_CERTIFICATE);
  fixture->window = desk_ui_test_show (fixture->picker, 440, 480);
  desk_key_picker_set_certificates (DESK_KEY_PICKER (fixture->picker),
                                    G_LIST_MODEL (fixture->certificates));
}

static void
tear_down (Fixture *fixture)
{
  desk_ui_test_close (fixture->window);
  g_assert_finalize_object (fixture->certificates);
}

/* A key with @serial. */
static DeskKeyToken *
token_new (const char *serial, const char *label, DeskKeyState state)
{
  return g_object_new (DESK_TYPE_KEY_TOKEN, "module", "/usr/lib/driver.so", "serial", serial,
                       "label", label, "manufacturer", "海泰方圆", "state", state, NULL);
}

static void
add_on (Fixture *fixture,
        DeskKeyToken *token,
        const char *serial,
        const char *holder,
        DeskKeyState state)
{
  g_autoptr (GBytes) der = g_bytes_new (serial, strlen (serial));
  g_autoptr (DeskKeyCertificate) certificate = g_object_new (
      DESK_TYPE_KEY_CERTIFICATE, "token", token, "holder", holder, "issuer", "内蒙古CA 个人证书",
      "serial", serial, "not-after", (gint64) 1826800000, "state", state, "der", der, NULL);

  g_list_store_append (fixture->certificates, certificate);
}

/* A certificate on a key of its own. */
static void
add (Fixture *fixture, const char *serial, const char *holder, DeskKeyState state)
{
  g_autofree char *token_serial = g_strdup_printf ("31415926%s", serial);
  g_autoptr (DeskKeyToken) token = token_new (token_serial, "内蒙古CA Ukey", DESK_KEY_STATE_READY);

  add_on (fixture, token, serial, holder, state);
}

static void
set_state (Fixture *fixture, DeskKeyState state)
{
  desk_key_picker_set_state (DESK_KEY_PICKER (fixture->picker), state);
  desk_ui_test_settle ();
}

static const char *
get_holder (Fixture *fixture)
{
  DeskKeyCertificate *selected = desk_key_picker_get_selected (DESK_KEY_PICKER (fixture->picker));

  return selected != NULL ? desk_key_certificate_get_holder (selected) : NULL;
}

static gboolean
shows_state (Fixture *fixture, DeskKeyState state)
{
  return desk_ui_test_has_text (fixture->picker, desk_key_text_get_sentence (state));
}

/* Every state has its sentence; a problem its code and its one button. */
static void
test_states (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  for (int state = 0; state < DESK_KEY_N_STATES; state++) {
    DeskKeyAction action = desk_key_state_get_action ((DeskKeyState) state);
    const char *label = desk_key_text_get_action (action);
    g_autofree char *picture
        = g_strconcat ("key-", desk_key_state_get_nick ((DeskKeyState) state), NULL);

    set_state (&fixture, (DeskKeyState) state);
    g_assert_true (shows_state (&fixture, (DeskKeyState) state));
    g_assert_cmpint (
        desk_ui_test_has_text (fixture.picker, desk_key_state_get_code ((DeskKeyState) state)), ==,
        desk_key_state_get_severity ((DeskKeyState) state) >= DESK_KEY_SEVERITY_WARNING);
    if (label != NULL && action != DESK_KEY_ACTION_CHOOSE_KEY)
      g_assert_nonnull (desk_ui_test_find (fixture.picker, GTK_TYPE_BUTTON, label));
    desk_ui_test_audit_clipping (fixture.picker);
    desk_ui_test_screenshot (fixture.window, picture);
  }
  tear_down (&fixture);
}

static void
test_one (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  add (&fixture, "0001", "张*", DESK_KEY_STATE_READY);
  set_state (&fixture, DESK_KEY_STATE_READY);
  g_assert_true (desk_ui_test_has_text (fixture.picker, "有效期至 2027-11-21"));
  g_assert_true (desk_ui_test_has_text (fixture.picker, "内蒙古CA Ukey，尾号 0001"));
  g_assert_cmpstr (get_holder (&fixture), ==, "张*");
  desk_ui_test_audit_names (fixture.picker);
  desk_ui_test_screenshot (fixture.window, "key-one");

  g_list_store_remove_all (fixture.certificates);
  g_assert_null (get_holder (&fixture));
  tear_down (&fixture);
}

/* What a poll finds again stays: rows, choice, focus. */
static void
check_poll (Fixture *fixture)
{
  GtkWidget *row = desk_ui_test_find (fixture->picker, ADW_TYPE_ACTION_ROW, "李**");
  GtkWidget *focus;

  desk_ui_test_click (desk_ui_test_find (row, GTK_TYPE_CHECK_BUTTON, NULL));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window), row));
  g_list_store_remove (fixture->certificates, 2);
  add (fixture, "0003", "王*", DESK_KEY_STATE_EXPIRED);
  desk_ui_test_settle ();
  g_assert_cmpstr (get_holder (fixture), ==, "李**");

  /* Another one more: rows are made anew, the choice and a focus stay. */
  add (fixture, "0004", "赵*", DESK_KEY_STATE_EXPIRING);
  desk_ui_test_settle ();
  g_assert_cmpstr (get_holder (fixture), ==, "李**");
  g_assert_true (shows_state (fixture, DESK_KEY_STATE_EXPIRING));
  focus = gtk_window_get_focus (fixture->window);
  g_assert_true (focus != NULL && gtk_widget_is_ancestor (focus, fixture->picker));
}

static void
test_several (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  add (&fixture, "0001", "张*", DESK_KEY_STATE_READY);
  add (&fixture, "0002", "李**", DESK_KEY_STATE_READY);
  add (&fixture, "0003", "王*", DESK_KEY_STATE_EXPIRED);
  set_state (&fixture, DESK_KEY_STATE_SEVERAL);
  g_assert_cmpstr (get_holder (&fixture), ==, "张*");
  g_assert_true (shows_state (&fixture, DESK_KEY_STATE_EXPIRED));
  desk_ui_test_audit_names (fixture.picker);
  desk_ui_test_click (desk_ui_test_find (fixture.picker, ADW_TYPE_ACTION_ROW, "李**"));
  g_assert_cmpstr (get_holder (&fixture), ==, "李**");
  desk_ui_test_screenshot (fixture.window, "key-choice");

  /* The one that has expired cannot be chosen. */
  desk_ui_test_click (desk_ui_test_find (fixture.picker, ADW_TYPE_ACTION_ROW, "王*"));
  g_assert_cmpstr (get_holder (&fixture), ==, "李**");

  check_poll (&fixture);
  tear_down (&fixture);
}

static void
test_unusable (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  add (&fixture, "0003", "王*", DESK_KEY_STATE_NOT_YET_VALID);
  set_state (&fixture, DESK_KEY_STATE_NOT_YET_VALID);
  g_assert_null (get_holder (&fixture));
  g_assert_true (desk_ui_test_has_text (fixture.picker, "请检查"));
  desk_ui_test_audit_names (fixture.picker);
  desk_ui_test_screenshot (fixture.window, "key-unusable");
  tear_down (&fixture);
}

/* A good certificate on a locked key is no use either. */
static void
test_locked (void)
{
  Fixture fixture = { 0 };
  g_autoptr (DeskKeyToken) locked = token_new ("0007", "备用", DESK_KEY_STATE_PIN_LOCKED);

  set_up (&fixture);
  add_on (&fixture, locked, "0007", "张*", DESK_KEY_STATE_READY);
  set_state (&fixture, DESK_KEY_STATE_PIN_LOCKED);
  g_assert_null (get_holder (&fixture));

  add (&fixture, "0001", "李**", DESK_KEY_STATE_READY);
  set_state (&fixture, DESK_KEY_STATE_READY);
  g_assert_cmpstr (get_holder (&fixture), ==, "李**");
  g_assert_true (desk_ui_test_has_text (fixture.picker,
                                        desk_key_text_get_sentence (DESK_KEY_STATE_PIN_LOCKED)));
  desk_ui_test_screenshot (fixture.window, "key-locked-and-ready");
  tear_down (&fixture);
}

static void
test_sidebar (void)
{
  GtkWidget *sidebar = g_object_new (DESK_TYPE_SIDEBAR, NULL);
  GtkWindow *window = desk_ui_test_show (sidebar, 220, 480);

  g_object_set (sidebar, "key-state", DESK_KEY_STATE_READY, NULL);
  desk_sidebar_set_page (DESK_SIDEBAR (sidebar), "orders");
  desk_ui_test_settle ();
  g_assert_true (desk_ui_test_has_text (sidebar, "Ukey 已就绪"));
  desk_ui_test_audit_names (sidebar);
  desk_ui_test_screenshot (window, "sidebar");

  desk_sidebar_set_collapsed (DESK_SIDEBAR (sidebar), TRUE);
  desk_ui_test_settle ();
  g_assert_false (desk_ui_test_has_text (sidebar, "我的申请"));
  desk_ui_test_audit_names (sidebar);
  desk_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/key-picker/states", test_states);
  g_test_add_func ("/ui/key-picker/one", test_one);
  g_test_add_func ("/ui/key-picker/several", test_several);
  g_test_add_func ("/ui/key-picker/unusable", test_unusable);
  g_test_add_func ("/ui/key-picker/locked", test_locked);
  g_test_add_func ("/ui/sidebar/states", test_sidebar);
  return g_test_run ();
}
