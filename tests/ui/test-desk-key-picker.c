/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-key-picker.h"
#include "desk-sidebar.h"
#include "desk-ui-test.h"

typedef struct {
  GtkWidget *picker;
  GtkWindow *window;
  GListStore *certificates;
} Fixture;

static void
set_up (Fixture *fixture)
{
  fixture->picker = desk_key_picker_new ();
  fixture->certificates = g_list_store_new (DESK_TYPE_KEY_CERTIFICATE);
  fixture->window = desk_ui_test_show (fixture->picker, 440, 400);
  desk_key_picker_set_certificates (DESK_KEY_PICKER (fixture->picker),
                                    G_LIST_MODEL (fixture->certificates));
}

static void
tear_down (Fixture *fixture)
{
  desk_ui_test_close (fixture->window);
  g_assert_finalize_object (fixture->certificates);
}

static void
add (Fixture *fixture, const char *serial, const char *holder, DeskKeyUsability usability)
{
  g_autoptr (GBytes) der = g_bytes_new (serial, strlen (serial));
  g_autoptr (DeskKeyCertificate) certificate
      = g_object_new (DESK_TYPE_KEY_CERTIFICATE, "token-serial", serial, "token-label", "Ukey",
                      "holder", holder, "issuer", "内蒙古CA 个人证书", "serial", serial,
                      "not-after", (gint64) 1826800000, "usability", usability, "der", der, NULL);

  g_list_store_append (fixture->certificates, certificate);
}

static void
test_states (void)
{
  static const struct {
    DeskKeyState state;
    const char *words;
    const char *picture;
  } cases[] = {
    { DESK_KEY_STATE_READING, "正在读取 Ukey", "key-reading" },
    { DESK_KEY_STATE_ABSENT, "请插入 Ukey", "key-absent" },
    { DESK_KEY_STATE_NO_MODULE, "未找到 Ukey 驱动程序", "key-no-module" },
    { DESK_KEY_STATE_MODULE_FAILED, "无法启动", "key-module-failed" },
    { DESK_KEY_STATE_NOT_INITIALISED, "尚未初始化", "key-not-initialised" },
    { DESK_KEY_STATE_NO_CERTIFICATE, "没有可用的证书", "key-no-certificate" },
  };
  Fixture fixture = { 0 };

  set_up (&fixture);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    desk_key_picker_set_state (DESK_KEY_PICKER (fixture.picker), cases[i].state);
    desk_ui_test_settle ();
    g_assert_true (desk_ui_test_has_text (fixture.picker, cases[i].words));
    desk_ui_test_audit_clipping (fixture.picker);
    desk_ui_test_screenshot (fixture.window, cases[i].picture);
  }
  tear_down (&fixture);
}

static void
test_one (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  add (&fixture, "0001", "张*", DESK_KEY_USABLE);
  desk_key_picker_set_state (DESK_KEY_PICKER (fixture.picker), DESK_KEY_STATE_READY);
  desk_ui_test_settle ();
  g_assert_true (desk_ui_test_has_text (fixture.picker, "有效期至 2027-11-21"));
  g_assert_nonnull (desk_key_picker_get_selected (DESK_KEY_PICKER (fixture.picker)));
  desk_ui_test_screenshot (fixture.window, "key-one");

  g_list_store_remove_all (fixture.certificates);
  g_assert_null (desk_key_picker_get_selected (DESK_KEY_PICKER (fixture.picker)));
  tear_down (&fixture);
}

static void
test_several (void)
{
  Fixture fixture = { 0 };
  GtkWidget *row;

  set_up (&fixture);
  add (&fixture, "0001", "张*", DESK_KEY_USABLE);
  add (&fixture, "0002", "李**", DESK_KEY_USABLE);
  add (&fixture, "0003", "王*", DESK_KEY_EXPIRED);
  desk_key_picker_set_state (DESK_KEY_PICKER (fixture.picker), DESK_KEY_STATE_READY);
  desk_ui_test_settle ();
  g_assert_true (desk_ui_test_has_text (fixture.picker, "此证书已过期"));
  desk_ui_test_audit_names (fixture.picker);
  desk_ui_test_click (desk_ui_test_find (fixture.picker, ADW_TYPE_ACTION_ROW, "李**"));
  g_assert_cmpstr (desk_key_certificate_get_holder (
                       desk_key_picker_get_selected (DESK_KEY_PICKER (fixture.picker))),
                   ==, "李**");
  desk_ui_test_screenshot (fixture.window, "key-several");

  /* A key that is looked at again keeps its row, and what was chosen. */
  row = desk_ui_test_find (fixture.picker, ADW_TYPE_ACTION_ROW, "李**");
  g_list_store_remove (fixture.certificates, 2);
  add (&fixture, "0003", "王*", DESK_KEY_EXPIRED);
  desk_ui_test_settle ();
  g_assert_cmpstr (desk_key_certificate_get_holder (
                       desk_key_picker_get_selected (DESK_KEY_PICKER (fixture.picker))),
                   ==, "李**");
  g_assert_nonnull (row);
  tear_down (&fixture);
}

static void
test_unusable (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  add (&fixture, "0003", "王*", DESK_KEY_EXPIRED);
  desk_key_picker_set_state (DESK_KEY_PICKER (fixture.picker), DESK_KEY_STATE_READY);
  g_assert_null (desk_key_picker_get_selected (DESK_KEY_PICKER (fixture.picker)));
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
  g_test_add_func ("/ui/sidebar/states", test_sidebar);
  return g_test_run ();
}
