/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-module-dialog.h"

#include "desk-key-text.h"
#include "desk-module-row.h"
#include "desk-test-files.h"
#include "desk-ui-dialogs.h"
#include "desk-ui-test.h"

typedef struct {
  DeskKeySettings *settings;
  GtkWindow *parent;
  GtkWindow *dialog;
  char *directory; /* owned */
  char *path;      /* owned: the file a person picks */
} Fixture;

static GFile *
pick_file (DeskPickKind kind, gpointer user_data)
{
  g_assert_cmpint (kind, ==, DESK_PICK_MODULE);
  return g_file_new_for_path (((Fixture *) user_data)->path);
}

/* @module nullable: named on the command line. */
static void
set_up (Fixture *fixture, const char *module, int width, int height)
{
  static DeskUiDialogHooks hooks = { .pick_file = pick_file };

  hooks.user_data = fixture;
  desk_ui_dialogs_set_hooks (&hooks);
  fixture->directory = desk_test_files_make_directory ();
  fixture->path = g_build_filename (fixture->directory, "libvendor-pkcs11.so", NULL);
  g_file_set_contents (fixture->path,
                       "\x7f"
                       "ELF driver",
                       -1, NULL);
  fixture->settings = desk_key_settings_new (fixture->directory, module, NULL);
  fixture->parent = desk_ui_test_show (gtk_label_new (""), 300, 200);
  fixture->dialog = desk_module_dialog_new (GTK_WIDGET (fixture->parent), fixture->settings);
  gtk_window_set_default_size (fixture->dialog, width, height);
  desk_ui_test_present (fixture->dialog);
  desk_ui_test_settle ();
}

static void
tear_down (Fixture *fixture)
{
  desk_ui_dialogs_set_hooks (NULL);
  desk_ui_test_close (fixture->dialog);
  desk_ui_test_close (fixture->parent);
  g_assert_finalize_object (fixture->settings);
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return desk_ui_test_has_text (GTK_WIDGET (fixture->dialog), text);
}

static GtkWidget *
find (Fixture *fixture, GType type, const char *text)
{
  return desk_ui_test_find (GTK_WIDGET (fixture->dialog), type, text);
}

/* The driver in the list with this file. Borrowed, nullable. */
static DeskKeyModule *
find_module (Fixture *fixture)
{
  GListModel *modules = desk_key_settings_get_modules (fixture->settings);

  for (guint i = 0; i < g_list_model_get_n_items (modules); i++) {
    g_autoptr (DeskKeyModule) module = g_list_model_get_item (modules, i);

    if (g_str_equal (desk_key_module_get_path (module), fixture->path))
      return module;
  }

  return NULL;
}

static void
add (Fixture *fixture)
{
  desk_ui_test_click (find (fixture, GTK_TYPE_BUTTON, "添加驱动文件…"));
  desk_ui_test_settle ();
}

static void
test_add (void)
{
  Fixture fixture = { 0 };
  DeskKeyModule *module;
  GtkWidget *row;

  set_up (&fixture, NULL, 560, 520);
  add (&fixture);
  module = find_module (&fixture);
  g_assert_nonnull (module);
  g_assert_true (desk_key_module_get_in_use (module));
  g_assert_true (shows (&fixture, "由您添加"));
  g_assert_true (shows (&fixture, "正在检查"));

  /* What it answered; that nothing is plugged in is no fault of a driver. */
  desk_key_module_set_state (module, DESK_KEY_STATE_MODULE_ARCHITECTURE);
  g_assert_true (shows (&fixture, desk_key_text_get_sentence (DESK_KEY_STATE_MODULE_ARCHITECTURE)));
  desk_ui_test_audit_names (GTK_WIDGET (fixture.dialog));
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.dialog));
  desk_ui_test_screenshot (fixture.dialog, "module-dialog");
  desk_key_module_set_state (module, DESK_KEY_STATE_ABSENT);
  g_assert_true (shows (&fixture, "工作正常"));

  row = find (&fixture, DESK_TYPE_MODULE_ROW, desk_key_module_get_name (module));
  desk_ui_test_click (desk_ui_test_find (row, GTK_TYPE_SWITCH, NULL));
  DESK_UI_WAIT (!desk_key_module_get_in_use (module));
  g_assert_true (shows (&fixture, "未启用"));
  desk_ui_test_click (desk_ui_test_find (row, GTK_TYPE_BUTTON, "从列表中移除"));
  DESK_UI_WAIT (find_module (&fixture) == NULL);
  tear_down (&fixture);
}

static void
test_add_fails (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, NULL, 560, 520);
  g_free (fixture.path);
  fixture.path = g_build_filename (fixture.directory, "nothing.so", NULL);
  add (&fixture);
  g_assert_true (shows (&fixture, desk_key_text_get_sentence (DESK_KEY_STATE_MODULE_MISSING)));
  g_assert_null (find_module (&fixture));
  desk_ui_test_screenshot (fixture.dialog, "module-dialog-missing");
  tear_down (&fixture);
}

/* A driver that was named at the start is alone, and stays. */
static void
test_fixed (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, "/opt/driver.so", 560, 520);
  g_assert_true (shows (&fixture, "由命令行指定"));
  g_assert_true (shows (&fixture, "不能在此更改"));
  g_assert_null (find (&fixture, GTK_TYPE_BUTTON, "添加驱动文件…"));
  g_assert_false (gtk_widget_get_sensitive (find (&fixture, GTK_TYPE_SWITCH, NULL)));
  desk_ui_test_screenshot (fixture.dialog, "module-dialog-fixed");
  tear_down (&fixture);
}

static void
test_looks (void)
{
  Fixture fixture = { 0 };

  desk_ui_test_set_dark (TRUE);
  set_up (&fixture, NULL, 560, 520);
  add (&fixture);
  desk_ui_test_screenshot (fixture.dialog, "module-dialog-dark");
  tear_down (&fixture);
  desk_ui_test_set_dark (FALSE);

  desk_ui_test_set_text_scale (2.0);
  set_up (&fixture, NULL, 560, 900);
  add (&fixture);
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.dialog));
  desk_ui_test_screenshot (fixture.dialog, "module-dialog-200");
  tear_down (&fixture);
  desk_ui_test_set_text_scale (1.0);
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/module-dialog/add", test_add);
  g_test_add_func ("/ui/module-dialog/add-fails", test_add_fails);
  g_test_add_func ("/ui/module-dialog/fixed", test_fixed);
  g_test_add_func ("/ui/module-dialog/looks", test_looks);
  return g_test_run ();
}
