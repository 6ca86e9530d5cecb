/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-doctor-fixture.h"
#include "desk-doctor-page.h"
#include "desk-test-fake-ukey.h"
#include "desk-ui-dialogs.h"
#include "desk-ui-test.h"

#include <string.h>

typedef struct {
  DeskDoctorFixture computer;
  DeskTestFakeUkey *ukey;
  DeskTestPki *pki;
  GtkWidget *page;
  GtkStack *stack; /* the page, and another one */
  GtkWindow *window;
  const char *action;  /* static, nullable: the window's, activated last */
  char *saved;         /* owned, nullable: where the next report goes */
  DeskPickKind picked; /* what was asked for */
} Fixture;

static void
on_action (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->action = g_intern_string (g_action_get_name (G_ACTION (action)));
}

static GFile *
pick_file (DeskPickKind kind, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->picked = kind;
  return fixture->saved != NULL ? g_file_new_for_path (fixture->saved) : NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  desk_doctor_fixture_set_up (&fixture->computer, data);
  fixture->ukey = desk_test_fake_ukey_new ();
  fixture->pki = desk_test_pki_new ();
  desk_test_fake_ukey_set_environment (fixture->ukey);
  desk_doctor_fixture_set_trust (&fixture->computer, fixture->pki);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_ui_dialogs_set_hooks (NULL);
  desk_ui_test_close (fixture->window);
  /* The page and its run are gone. */
  DESK_UI_WAIT (G_OBJECT (fixture->computer.doctor)->ref_count == 1);
  desk_doctor_fixture_tear_down (&fixture->computer, data);
  desk_test_fake_ukey_free (fixture->ukey);
  desk_test_pki_free (fixture->pki);
  g_free (fixture->saved);
}

static void
add_certificate (Fixture *fixture)
{
  const DeskTestProfile profile = {
    .name = "王小明",
    .issuer = fixture->pki->issuing,
    .key_usage = DESK_TEST_SIGNER,
    .subject_key = desk_test_fake_ukey_get_key (fixture->ukey),
  };
  g_autoptr (DeskTestIdentity) identity = desk_test_identity_new (&profile);

  desk_test_fake_ukey_add_certificate (fixture->ukey, 0, identity->certificate);
}

/* @module nullable: the fake one. */
static void
show (Fixture *fixture, const char *module)
{
  static const GActionEntry entries[] = {
    { "choose-module", on_action },    { "doctor", on_action },
    { "certificate", on_action, "s" }, { "change-pin", on_action, "s" },
    { "unblock-pin", on_action, "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  desk_doctor_fixture_set_module (
      &fixture->computer, module != NULL ? module : desk_test_fake_ukey_get_module (fixture->ukey));
  fixture->computer.config.settings = fixture->computer.settings;
  fixture->computer.doctor = desk_doctor_new_with (&fixture->computer.config);
  fixture->page = desk_doctor_page_new_for (fixture->computer.doctor);
  fixture->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (fixture->stack, fixture->page, "doctor");
  gtk_stack_add_named (fixture->stack, gtk_label_new ("…"), "another");
  fixture->window = desk_ui_test_show (GTK_WIDGET (fixture->stack), 860, 720);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), fixture);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "win", G_ACTION_GROUP (group));
}

static void
wait_for_end (Fixture *fixture)
{
  DESK_UI_WAIT (!desk_doctor_get_running (fixture->computer.doctor));
  desk_ui_test_settle ();
}

static void
show_problems (Fixture *fixture)
{
  g_autofree char *module
      = desk_doctor_fixture_write (&fixture->computer, "libexample_pkcs11.so", "no driver", -1);

  desk_doctor_fixture_add_usb (&fixture->computer, "1-1", "5448", "0004", "03");
  fixture->computer.server_time = DESK_TEST_NOW + 600;
  show (fixture, module);
  wait_for_end (fixture);
}

static void
test_problems (Fixture *fixture, gconstpointer data)
{
  show_problems (fixture);
  g_assert_true (desk_ui_test_has_text (fixture->page, "个问题"));
  g_assert_true (desk_ui_test_has_text (fixture->page, "这台电脑的时间不正确"));
  g_assert_true (desk_ui_test_has_text (fixture->page, "怎么办"));
  g_assert_true (desk_ui_test_has_text (fixture->page, "UK-801"));
  g_assert_true (desk_ui_test_has_text (fixture->page, "UK-302"));
  g_assert_true (desk_ui_test_has_text (fixture->page, "UK-204"));
  /* What is in order needs no code. */
  g_assert_false (desk_ui_test_has_text (fixture->page, "UK-001"));
  desk_ui_test_screenshot (fixture->window, "doctor-problems");
  desk_ui_test_set_dark (TRUE);
  desk_ui_test_screenshot (fixture->window, "doctor-problems-dark");
  desk_ui_test_set_dark (FALSE);
  desk_ui_test_audit_names (fixture->page);
  desk_ui_test_audit_clipping (fixture->page);

  desk_ui_test_click (desk_ui_test_find (fixture->page, GTK_TYPE_BUTTON, "选择驱动"));
  g_assert_cmpstr (fixture->action, ==, "choose-module");
}

static void
test_large_text (Fixture *fixture, gconstpointer data)
{
  desk_ui_test_set_text_scale (2.0);
  show_problems (fixture);
  desk_ui_test_screenshot (fixture->window, "doctor-problems-200");
  desk_ui_test_audit_clipping (fixture->page);
  desk_ui_test_set_text_scale (1.0);
}

static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  show_problems (fixture);
  desk_ui_test_audit_keyboard (fixture->window);
}

static void
test_good (Fixture *fixture, gconstpointer data)
{
  add_certificate (fixture);
  show (fixture, NULL);
  wait_for_end (fixture);
  g_assert_false (desk_ui_test_has_text (fixture->page, "个问题"));
  g_assert_true (desk_ui_test_has_text (fixture->page, "证书正常，有效期至 2027-11-22"));
  g_assert_false (desk_ui_test_has_text (fixture->page, "王小明"));
  desk_ui_test_screenshot (fixture->window, "doctor-good");
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set_slot (fixture->ukey, "tries-left", "0");
  add_certificate (fixture);
  show (fixture, NULL);
  wait_for_end (fixture);
  g_assert_true (desk_ui_test_has_text (fixture->page, "发现 1 个问题"));
  g_assert_true (desk_ui_test_has_text (fixture->page, "UK-507"));
  desk_ui_test_screenshot (fixture->window, "doctor-locked");
  desk_ui_test_click (desk_ui_test_find (fixture->page, GTK_TYPE_BUTTON, "解锁 Ukey"));
  g_assert_cmpstr (fixture->action, ==, "unblock-pin");
}

static void
test_running (Fixture *fixture, gconstpointer data)
{
  GtkWidget *copy;

  fixture->computer.is_silent = TRUE;
  show (fixture, NULL);
  g_assert_true (desk_doctor_get_running (fixture->computer.doctor));
  g_assert_true (desk_ui_test_has_text (fixture->page, "正在检测 Ukey…"));
  copy = desk_ui_test_find (fixture->page, GTK_TYPE_BUTTON, "复制报告");
  g_assert_false (gtk_widget_is_sensitive (copy));
  /* What is there already is shown. */
  DESK_UI_WAIT (desk_ui_test_has_text (fixture->page, "1 个驱动程序工作正常"));
  g_assert_true (desk_doctor_get_running (fixture->computer.doctor));

  /* Out of sight it stops, and begins anew when it comes back. */
  gtk_stack_set_visible_child_name (fixture->stack, "another");
  g_assert_false (desk_doctor_get_running (fixture->computer.doctor));
  desk_ui_test_settle ();
  fixture->computer.is_silent = FALSE;
  gtk_stack_set_visible_child_name (fixture->stack, "doctor");
  g_assert_true (desk_doctor_get_running (fixture->computer.doctor));
  wait_for_end (fixture);
  g_assert_true (gtk_widget_is_sensitive (copy));
}

static void
test_again (Fixture *fixture, gconstpointer data)
{
  desk_test_fake_ukey_set_slot (fixture->ukey, "present", "0");
  show (fixture, NULL);
  wait_for_end (fixture);
  g_assert_true (desk_ui_test_has_text (fixture->page, "请插入 Ukey"));
  desk_test_fake_ukey_set_slot (fixture->ukey, "present", "1");
  desk_ui_test_click (desk_ui_test_find (fixture->page, GTK_TYPE_BUTTON, "重新检测"));
  DESK_UI_WAIT (desk_ui_test_has_text (fixture->page, "Ukey …0000 工作正常"));
  wait_for_end (fixture);
  g_assert_false (desk_ui_test_has_text (fixture->page, "请插入 Ukey"));
}

static void
on_text_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  show_problems (fixture);
  desk_ui_test_click (desk_ui_test_find (fixture->page, GTK_TYPE_BUTTON, "复制报告"));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (fixture->page), NULL, on_text_ready,
                                 &text);
  DESK_UI_WAIT (text != NULL);
  g_assert_nonnull (strstr (text, "Ukey 检测报告"));
  g_assert_nonnull (strstr (text, "[问题] 电脑时间："));
  g_assert_nonnull (strstr (text, "UK-801"));
  DESK_UI_WAIT (desk_ui_test_has_text (GTK_WIDGET (fixture->window), "报告已复制"));
}

static void
test_save (Fixture *fixture, gconstpointer data)
{
  const DeskUiDialogHooks hooks = { .pick_file = pick_file, .user_data = fixture };
  g_autofree char *text = NULL;
  GtkWidget *save;

  show_problems (fixture);
  desk_ui_dialogs_set_hooks (&hooks);
  save = desk_ui_test_find (fixture->page, GTK_TYPE_BUTTON, "保存报告…");

  /* Nothing was chosen. */
  desk_ui_test_click (save);
  g_assert_cmpint (fixture->picked, ==, DESK_PICK_SAVE_REPORT);

  fixture->saved = g_build_filename (fixture->computer.directory, "nowhere", "report.txt", NULL);
  g_test_expect_message ("desk-ui", G_LOG_LEVEL_WARNING, "the report was not saved: *");
  desk_ui_test_click (save);
  DESK_UI_WAIT (
      desk_ui_test_has_text (GTK_WIDGET (fixture->window), "报告无法保存，请选择其他位置。"));
  g_test_assert_expected_messages ();

  g_free (fixture->saved);
  fixture->saved = g_build_filename (fixture->computer.directory, "report.txt", NULL);
  desk_ui_test_click (save);
  DESK_UI_WAIT (g_file_test (fixture->saved, G_FILE_TEST_EXISTS)
                && g_file_get_contents (fixture->saved, &text, NULL, NULL) && *text != '\0');
  g_assert_nonnull (strstr (text, "UK-801"));
  desk_ui_test_settle ();
}

#define ADD(path, function)                                                                        \
  g_test_add ("/ui/doctor-page/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  ADD ("problems", test_problems);
  ADD ("large-text", test_large_text);
  ADD ("keyboard", test_keyboard);
  ADD ("good", test_good);
  ADD ("locked", test_locked);
  ADD ("running", test_running);
  ADD ("again", test_again);
  ADD ("copy", test_copy);
  ADD ("save", test_save);
  return g_test_run ();
}
