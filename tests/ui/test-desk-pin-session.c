/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Changing and unlocking a PIN with a virtual Ukey and a real server. */

#include "desk-pin-entry.h"
#include "desk-pin-tasks.h"
#include "desk-ui-test.h"
#include "desk-virtual-key-fixture.h"

#include <string.h>

#define PIN DESK_VIRTUAL_KEY_FIXTURE_PIN

static GtkWidget *
wait_for_dialog (DeskVirtualKeyFixture *fixture, const char *text)
{
  GtkWindow *dialog;

  DESK_UI_WAIT ((dialog = desk_ui_test_find_dialog (fixture->window)) != NULL
                && desk_ui_test_has_text (GTK_WIDGET (dialog), text));
  DESK_UI_WAIT (gtk_window_is_active (dialog));
  desk_ui_test_settle ();
  return GTK_WIDGET (dialog);
}

static void
wait_for_no_dialog (DeskVirtualKeyFixture *fixture)
{
  DESK_UI_WAIT (desk_ui_test_find_dialog (fixture->window) == NULL);
  desk_ui_test_present (fixture->window);
}

static void
sign_in (DeskVirtualKeyFixture *fixture, const char *pin)
{
  GtkWidget *button;
  g_autofree char *typed = g_strdup_printf ("%s\n", pin);

  desk_ui_test_click (desk_virtual_key_fixture_find (fixture, GTK_TYPE_TOGGLE_BUTTON, "Ukey登录"));
  DESK_UI_WAIT ((button = desk_virtual_key_fixture_find (fixture, GTK_TYPE_BUTTON, "立即登录"))
                    != NULL
                && gtk_widget_get_sensitive (button));
  desk_ui_test_settle ();
  desk_ui_test_click (button);
  wait_for_dialog (fixture, "输入 PIN");
  desk_ui_test_type (typed);
  DESK_UI_WAIT (desk_flows_get_account (fixture->flows) != NULL);
}

static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  desk_flows_sign_out_finish (DESK_FLOWS (source), result, NULL);
  *(gboolean *) user_data = TRUE;
}

static void
sign_out (DeskVirtualKeyFixture *fixture)
{
  gboolean done = FALSE;

  desk_flows_sign_out_async (fixture->flows, NULL, on_signed_out, &done);
  DESK_UI_WAIT (done);
  desk_ui_test_settle ();
}

/* The PIN it was handed out with is to be changed, right after it was used. */
static void
test_default_pin (DeskVirtualKeyFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  sign_in (fixture, PIN);
  dialog = wait_for_dialog (fixture, "默认 PIN");
  desk_ui_test_screenshot (GTK_WINDOW (dialog), "session-default-pin");

  /* Put off, a banner stays; its button comes back to it. */
  desk_ui_test_key (GDK_KEY_Escape, 0);
  wait_for_no_dialog (fixture);
  DESK_UI_WAIT (desk_ui_test_has_text (GTK_WIDGET (fixture->window), "仍在使用默认 PIN"));
  desk_ui_test_screenshot (fixture->window, "session-default-banner");
  desk_ui_test_audit_names (GTK_WIDGET (fixture->window));
  desk_ui_test_click (desk_virtual_key_fixture_find (fixture, GTK_TYPE_BUTTON, "修改 PIN 码"));
  wait_for_dialog (fixture, "默认 PIN");
  desk_ui_test_type ("284091\n284091\n");
  wait_for_no_dialog (fixture);
  DESK_UI_WAIT (!desk_ui_test_has_text (GTK_WIDGET (fixture->window), "仍在使用默认 PIN"));
  g_assert_true (desk_ui_test_has_text (GTK_WIDGET (fixture->window), "PIN 码已修改"));

  sign_out (fixture);
  sign_in (fixture, "284091");
  wait_for_no_dialog (fixture);
}

static void
test_change (DeskVirtualKeyFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  sign_in (fixture, PIN);
  wait_for_dialog (fixture, "默认 PIN");
  desk_ui_test_type ("284091\n284091\n");
  wait_for_no_dialog (fixture);

  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.change-pin", "s", ""));
  dialog = wait_for_dialog (fixture, "原 PIN");
  desk_ui_test_type ("222333\n590417\n590417\n");
  DESK_UI_WAIT (desk_ui_test_has_text (dialog, "PIN 码错误"));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (GTK_WINDOW (dialog), "session-change-wrong");
  desk_ui_test_type ("284091\n590417\n590417\n");
  wait_for_no_dialog (fixture);
}

/* The window is as high as what is in it needs. */
static gboolean
fits (GtkWidget *dialog)
{
  GtkWidget *content = adw_window_get_content (ADW_WINDOW (dialog));
  int needed;

  gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (content), &needed,
                      NULL, NULL, NULL);
  return gtk_widget_get_height (content) >= needed;
}

/* By the administrator's PIN, which SoftHSM takes. */
static void
test_unblock (DeskVirtualKeyFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  sign_in (fixture, PIN);
  wait_for_dialog (fixture, "默认 PIN");
  desk_ui_test_key (GDK_KEY_Escape, 0);
  wait_for_no_dialog (fixture);

  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.unblock-pin", "s", ""));
  dialog = wait_for_dialog (fixture, "解锁 Ukey");
  desk_ui_test_screenshot (GTK_WINDOW (dialog), "session-unblock");
  desk_ui_test_audit_names (dialog);
  desk_ui_test_audit_clipping (dialog);
  desk_ui_test_audit_keyboard (GTK_WINDOW (dialog));
  desk_ui_test_click (desk_ui_test_find (dialog, GTK_TYPE_CHECK_BUTTON, "使用管理员 PIN 码(_A)"));
  desk_ui_test_click (desk_ui_test_find (dialog, DESK_TYPE_PIN_ENTRY, NULL));
  desk_ui_test_type ("87654321\n284091\n284091\n");
  DESK_UI_WAIT (desk_ui_test_has_text (dialog, "管理员 PIN 码错误"));
  desk_ui_test_settle ();
  DESK_UI_WAIT (fits (dialog));
  desk_ui_test_screenshot (GTK_WINDOW (dialog), "session-unblock-wrong");
  desk_ui_test_type ("88888888\n284091\n284091\n");
  wait_for_no_dialog (fixture);

  sign_out (fixture);
  sign_in (fixture, "284091");
}

/* Where the driver cannot, customer service is asked. */
static void
test_request (DeskVirtualKeyFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  sign_in (fixture, PIN);
  wait_for_dialog (fixture, "默认 PIN");
  desk_ui_test_key (GDK_KEY_Escape, 0);
  wait_for_no_dialog (fixture);

  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.unblock-pin", "s", ""));
  wait_for_dialog (fixture, "解锁 Ukey");
  desk_ui_test_type ("12345678\n284091\n284091\n");
  dialog = wait_for_dialog (fixture, "无法在本机解锁");
  desk_ui_test_screenshot (GTK_WINDOW (dialog), "session-request");
  desk_ui_test_set_dark (TRUE);
  desk_ui_test_set_text_scale (2);
  desk_ui_test_screenshot (GTK_WINDOW (dialog), "session-request-large");
  desk_ui_test_audit_clipping (dialog);
  desk_ui_test_set_text_scale (1);
  desk_ui_test_set_dark (FALSE);
  desk_ui_test_audit_names (dialog);
  desk_ui_test_audit_clipping (dialog);
  desk_ui_test_click (desk_ui_test_find (dialog, GTK_TYPE_BUTTON, "提交申请"));
  DESK_UI_WAIT (desk_ui_test_has_text (dialog, "申请编号 JS"));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (GTK_WINDOW (dialog), "session-request-received");
  desk_ui_test_key (GDK_KEY_Escape, 0);
  wait_for_no_dialog (fixture);

  /* The next time it is there at once. */
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.unblock-pin", "s", ""));
  dialog = wait_for_dialog (fixture, "解锁 Ukey");
  desk_ui_test_click (desk_ui_test_find (dialog, GTK_TYPE_BUTTON, "都没有？向客服申请解锁(_N)"));
  wait_for_dialog (fixture, "申请编号 JS");
}

static void
test_nobody_signed_in (DeskVirtualKeyFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  desk_ui_test_click (desk_virtual_key_fixture_find (fixture, GTK_TYPE_TOGGLE_BUTTON, "Ukey登录"));
  DESK_UI_WAIT (
      g_list_model_get_n_items (desk_keys_get_tokens (desk_flows_get_keys (fixture->flows))) > 0);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.unblock-pin", "s", ""));
  dialog = wait_for_dialog (fixture, "解锁 Ukey");
  desk_ui_test_click (desk_ui_test_find (dialog, GTK_TYPE_BUTTON, "都没有？向客服申请解锁(_N)"));
  dialog = wait_for_dialog (fixture, "尚未登录");
  g_assert_null (desk_ui_test_find (dialog, GTK_TYPE_BUTTON, "提交申请"));
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  if (!desk_test_backend_is_built ()) {
    g_test_message ("certdeskd is not built");
    return 77;
  }
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/pin-session/" name, DeskVirtualKeyFixture, NULL,                                \
              desk_virtual_key_fixture_set_up, function, desk_virtual_key_fixture_tear_down)
  ADD ("default-pin", test_default_pin);
  ADD ("change", test_change);
  ADD ("unblock", test_unblock);
  ADD ("request", test_request);
  ADD ("nobody-signed-in", test_nobody_signed_in);
#undef ADD
  return g_test_run ();
}
