/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-contract-text.h"
#include "desk-contract-view.h"
#include "desk-flow-error.h"
#include "desk-page-viewer.h"
#include "desk-test-flow.h"
#include "desk-ui-dialogs.h"
#include "desk-ui-test.h"
#include "desk-wizard.h"

#include <glib/gstdio.h>

/* Reading the contract's text, and the generated contract. */

typedef struct {
  DeskApplyFlow *flow;          /* owned */
  DeskApplication *application; /* borrowed */
  GtkWindow *window;
  GtkWidget *wizard;
} Fixture;

static void
show (Fixture *fixture)
{
  fixture->wizard = desk_wizard_new (NULL, fixture->flow);
  fixture->window = desk_ui_test_show (fixture->wizard, 1080, 720);
  desk_ui_test_settle ();
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->flow = desk_test_flow_new ();
  fixture->application = desk_apply_flow_get_application (fixture->flow);
  desk_test_flow_fill (fixture->flow, (DeskStep) GPOINTER_TO_INT (user_data));
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  desk_ui_test_close (fixture->window);
  g_assert_finalize_object (fixture->flow);
}

static GtkWidget *
get_primary (Fixture *fixture)
{
  return desk_ui_test_find_named (fixture->wizard, "primary");
}

static void
test_tick_after_end (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *check, *text;

  show (fixture);
  check = desk_ui_test_find_named (fixture->wizard, "agree");
  text = desk_ui_test_find (fixture->wizard, DESK_TYPE_CONTRACT_TEXT, NULL);
  g_assert_false (gtk_widget_is_sensitive (check));
  g_assert_false (gtk_widget_is_sensitive (get_primary (fixture)));

  gtk_widget_grab_focus (text);
  desk_ui_test_key (GDK_KEY_Page_Down, 0);
  desk_ui_test_settle ();
  g_assert_false (desk_contract_text_get_finished (DESK_CONTRACT_TEXT (text)));
  desk_ui_test_key (GDK_KEY_End, 0);
  DESK_UI_WAIT (desk_contract_text_get_finished (DESK_CONTRACT_TEXT (text)));
  DESK_UI_WAIT (gtk_widget_is_sensitive (check));
  g_assert_false (gtk_widget_is_sensitive (get_primary (fixture)));

  desk_ui_test_click (check);
  DESK_UI_WAIT (desk_application_get_consent_time (fixture->application) != 0);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture->window, "wizard-consent-read");
  desk_ui_test_click (check);
  DESK_UI_WAIT (desk_application_get_consent_time (fixture->application) == 0);
  desk_ui_test_click (check);
  DESK_UI_WAIT (gtk_widget_is_sensitive (get_primary (fixture)));
  desk_ui_test_click (get_primary (fixture));
  DESK_UI_WAIT (desk_application_get_step (fixture->application) == DESK_STEP_EVIDENCE);
}

static void
test_load_fails (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *retry;

  desk_test_flow_set_load_error (fixture->flow, DESK_FLOW_ERROR_UNREACHABLE);
  show (fixture);
  retry = desk_ui_test_find_named (fixture->wizard, "load-retry");
  g_assert_true (gtk_widget_get_mapped (retry));
  g_assert_false (gtk_widget_is_sensitive (get_primary (fixture)));
  desk_ui_test_screenshot (fixture->window, "wizard-consent-load-failed");

  desk_test_flow_set_load_error (fixture->flow, -1);
  desk_ui_test_click (retry);
  DESK_UI_WAIT (desk_ui_test_find (fixture->wizard, DESK_TYPE_CONTRACT_TEXT, NULL) != NULL);
}

static void
test_contract_read (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *check, *viewer;
  double zoom;

  show (fixture);
  check = desk_ui_test_find_named (fixture->wizard, "read");
  viewer = desk_ui_test_find (fixture->wizard, DESK_TYPE_PAGE_VIEWER, NULL);
  DESK_UI_WAIT (desk_page_viewer_get_zoom (DESK_PAGE_VIEWER (viewer)) > 0);
  g_assert_false (gtk_widget_is_sensitive (check));

  zoom = desk_page_viewer_get_zoom (DESK_PAGE_VIEWER (viewer));
  desk_page_viewer_zoom_in (DESK_PAGE_VIEWER (viewer));
  g_assert_cmpfloat (desk_page_viewer_get_zoom (DESK_PAGE_VIEWER (viewer)), >, zoom);
  desk_page_viewer_fit_width (DESK_PAGE_VIEWER (viewer));
  DESK_UI_WAIT (ABS (desk_page_viewer_get_zoom (DESK_PAGE_VIEWER (viewer)) - zoom) < 0.05);

  desk_page_viewer_show_page (DESK_PAGE_VIEWER (viewer), 1);
  desk_ui_test_settle ();
  g_assert_cmpuint (desk_page_viewer_get_current_page (DESK_PAGE_VIEWER (viewer)), ==, 1);
  g_assert_false (desk_page_viewer_get_finished (DESK_PAGE_VIEWER (viewer)));

  gtk_widget_grab_focus (viewer);
  desk_ui_test_key (GDK_KEY_End, 0);
  DESK_UI_WAIT (desk_page_viewer_get_finished (DESK_PAGE_VIEWER (viewer)));
  DESK_UI_WAIT (gtk_widget_is_sensitive (check));
  desk_ui_test_click (check);
  DESK_UI_WAIT (desk_application_get_contract_read (fixture->application));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (fixture->window, "wizard-contract-read");
  desk_ui_test_click (get_primary (fixture));
  DESK_UI_WAIT (desk_application_get_step (fixture->application) == DESK_STEP_FORM);
}

static void
test_invalid_contract (Fixture *fixture, gconstpointer user_data)
{
  desk_test_flow_set_contract (fixture->flow, DESK_VERDICT_INVALID);
  show (fixture);
  desk_ui_test_screenshot (fixture->window, "wizard-contract-invalid");
  g_assert_false (gtk_widget_is_sensitive (desk_ui_test_find_named (fixture->wizard, "read")));
  g_assert_false (gtk_widget_is_sensitive (get_primary (fixture)));
}

static GFile *
pick_file (DeskPickKind kind, gpointer user_data)
{
  g_assert_cmpint (kind, ==, DESK_PICK_SAVE_PDF);

  return g_file_new_for_path (user_data);
}

static void
test_download (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *directory = g_dir_make_tmp ("certdesk-ui-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "contract.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (directory, "missing", "contract.pdf", NULL);
  DeskUiDialogHooks hooks = { .pick_file = pick_file, .user_data = path };
  g_autofree char *content = NULL;
  gsize length;
  GtkWidget *save;

  show (fixture);
  desk_ui_dialogs_set_hooks (&hooks);
  save = desk_ui_test_find_named (fixture->wizard, "download");
  desk_ui_test_click (save);
  DESK_UI_WAIT (g_file_test (path, G_FILE_TEST_EXISTS));
  desk_ui_test_settle ();
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpmem (content, length,
                   g_bytes_get_data (desk_apply_flow_get_contract_pdf (fixture->flow), NULL),
                   g_bytes_get_size (desk_apply_flow_get_contract_pdf (fixture->flow)));

  hooks.user_data = nowhere;
  g_test_expect_message ("desk-ui", G_LOG_LEVEL_WARNING, "*could not be saved*");
  desk_ui_test_click (save);
  DESK_UI_WAIT (
      gtk_widget_get_mapped (desk_ui_test_find_named (fixture->wizard, "contract-notice")));
  g_test_assert_expected_messages ();
  desk_ui_test_screenshot (fixture->window, "wizard-contract-not-saved");

  desk_ui_dialogs_set_hooks (NULL);
  g_unlink (path);
  g_rmdir (directory);
}

static void
test_not_a_pdf (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("not a pdf", 9);
  GtkWidget *view = g_object_new (DESK_TYPE_CONTRACT_VIEW, NULL);
  GtkWindow *window = desk_ui_test_show (view, 800, 600);

  g_test_expect_message ("desk-ui", G_LOG_LEVEL_WARNING, "*cannot be drawn*");
  g_object_set (view, "pdf", bytes, NULL);
  DESK_UI_WAIT (gtk_widget_get_mapped (desk_ui_test_find_named (view, "contract-notice")));
  g_test_assert_expected_messages ();
  g_assert_false (desk_contract_view_get_finished (DESK_CONTRACT_VIEW (view)));
  desk_ui_test_close (window);
}

int
main (int argc, char *argv[])
{
  desk_ui_test_init (&argc, &argv);

  g_test_add ("/ui/consent/tick-after-end", Fixture, GINT_TO_POINTER (DESK_STEP_CONSENT), set_up,
              test_tick_after_end, tear_down);
  g_test_add ("/ui/consent/load-fails", Fixture, GINT_TO_POINTER (DESK_STEP_CONSENT), set_up,
              test_load_fails, tear_down);
  g_test_add ("/ui/contract/read", Fixture, GINT_TO_POINTER (DESK_STEP_CONTRACT), set_up,
              test_contract_read, tear_down);
  g_test_add ("/ui/contract/invalid", Fixture, GINT_TO_POINTER (DESK_STEP_CONTRACT), set_up,
              test_invalid_contract, tear_down);
  g_test_add ("/ui/contract/download", Fixture, GINT_TO_POINTER (DESK_STEP_CONTRACT), set_up,
              test_download, tear_down);
  g_test_add_func ("/ui/contract/not-a-pdf", test_not_a_pdf);

  return g_test_run ();
}
