/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-ui-dialogs.h"
#include "desk-ui-test.h"

typedef struct {
  gboolean done;
  gboolean confirmed;
} Answer;

static void
on_confirm_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->confirmed = desk_ui_confirm_finish (result);
  answer->done = TRUE;
}

static GtkWindow *
show_parent (void)
{
  return desk_ui_test_show (gtk_label_new ("parent"), 720, 480);
}

static void
ask (GtkWindow *window, Answer *answer)
{
  desk_ui_confirm_async (GTK_WIDGET (window), "撤回这份申请？", "撤回后可以修改并重新提交。",
                         "撤回申请", DESK_CONFIRM_DESTRUCTIVE, NULL, on_confirm_ready, answer);
  DESK_UI_WAIT (desk_ui_test_find_dialog (window) != NULL);
}

static void
test_act (void)
{
  GtkWindow *window = show_parent ();
  Answer answer = { 0 };
  GtkWindow *dialog;

  ask (window, &answer);
  dialog = desk_ui_test_find_dialog (window);
  desk_ui_test_settle ();
  desk_ui_test_audit_clipping (GTK_WIDGET (dialog));
  desk_ui_test_screenshot (dialog, "dialog-confirm");
  desk_ui_test_click (desk_ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "撤回申请"));
  DESK_UI_WAIT (answer.done);
  g_assert_true (answer.confirmed);
  desk_ui_test_close (window);
}

static void
test_escape (void)
{
  GtkWindow *window = show_parent ();
  Answer answer = { 0 };

  ask (window, &answer);
  desk_ui_test_key (GDK_KEY_Escape, 0);
  DESK_UI_WAIT (answer.done);
  g_assert_false (answer.confirmed);
  desk_ui_test_close (window);
}

static gboolean
agree (const char *heading, const char *act, gpointer user_data)
{
  return g_str_equal (act, user_data);
}

static GFile *
give_file (DeskPickKind kind, gpointer user_data)
{
  return g_file_new_for_path ("/nowhere/front.jpg");
}

static void
on_pick_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GFile **) user_data = desk_ui_pick_file_finish (result);
}

static void
test_hooks (void)
{
  const DeskUiDialogHooks hooks
      = { .confirm = agree, .pick_file = give_file, .user_data = (gpointer) "撤回申请" };
  GtkWindow *window = show_parent ();
  Answer answer = { 0 };
  g_autoptr (GFile) file = NULL;
  g_autofree char *name = NULL;

  desk_ui_dialogs_set_hooks (&hooks);
  desk_ui_confirm_async (GTK_WIDGET (window), "撤回这份申请？", NULL, "撤回申请",
                         DESK_CONFIRM_PLAIN, NULL, on_confirm_ready, &answer);
  DESK_UI_WAIT (answer.done);
  g_assert_true (answer.confirmed);

  desk_ui_pick_file_async (GTK_WIDGET (window), DESK_PICK_IMAGE, "选择照片", NULL, NULL,
                           on_pick_ready, &file);
  DESK_UI_WAIT (file != NULL);
  name = g_file_get_basename (file);
  g_assert_cmpstr (name, ==, "front.jpg");

  desk_ui_dialogs_set_hooks (NULL);
  desk_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/dialogs/act", test_act);
  g_test_add_func ("/ui/dialogs/escape-is-cancel", test_escape);
  g_test_add_func ("/ui/dialogs/hooks", test_hooks);
  return g_test_run ();
}
