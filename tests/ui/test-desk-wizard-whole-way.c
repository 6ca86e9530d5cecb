/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-contract-text.h"
#include "desk-field-row.h"
#include "desk-flow-fixture.h"
#include "desk-ink-canvas.h"
#include "desk-page-viewer.h"
#include "desk-test-content.h"
#include "desk-ui-dialogs.h"
#include "desk-ui-test.h"
#include "desk-wizard.h"

#include <math.h>

/* The whole way through the wizard with pointer and keys, against a real backend. */

typedef struct {
  DeskFlowFixture *backend;     /* owned */
  DeskApplyFlow *flow;          /* owned */
  DeskApplication *application; /* borrowed */
  GtkWindow *window;
  GtkWidget *wizard;
  gboolean submitted;
} Way;

static void
on_closed (GtkWidget *wizard, gboolean submitted, Way *way)
{
  way->submitted = submitted;
}

static GtkWidget *
find (Way *way, const char *name)
{
  return desk_ui_test_find_named (way->wizard, name);
}

static void
fill (Way *way, const char *field, const char *text)
{
  desk_ui_test_fill (desk_field_widgets_find (way->wizard, field), text);
}

static gboolean
has_focus_within (Way *way, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (way->window);

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static gboolean
is_at (Way *way, DeskStep step)
{
  return desk_application_get_step (desk_apply_flow_get_application (way->flow)) == step;
}

static void
press_primary (Way *way)
{
  DESK_UI_WAIT (gtk_widget_is_sensitive (find (way, "primary")));
  desk_ui_test_settle ();
  desk_ui_test_click (find (way, "primary"));
}

static GFile *
pick_file (DeskPickKind kind, gpointer user_data)
{
  return g_file_new_for_path (user_data);
}

static void
choose_pictures (Way *way)
{
  g_autofree char *path = g_build_filename (way->backend->data_dir, "id.jpg", NULL);
  g_autoptr (GBytes) picture = desk_test_content_create_picture ();
  DeskUiDialogHooks hooks = { .pick_file = pick_file, .user_data = path };
  gsize length;
  const char *data = g_bytes_get_data (picture, &length);

  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
  desk_ui_dialogs_set_hooks (&hooks);
  for (int kind = DESK_ATTACHMENT_ID_FRONT; kind <= DESK_ATTACHMENT_ID_BACK; kind++) {
    DeskAttachment *attachment
        = desk_application_get_attachment (way->application, (DeskAttachmentKind) kind);
    g_autofree char *field = desk_attachment_dup_field (attachment);
    GtkWidget *slot = desk_field_widgets_find (way->wizard, field);

    desk_ui_test_click (desk_ui_test_find_named (slot, "choose"));
    DESK_UI_WAIT (desk_attachment_get_state (attachment) == DESK_ATTACHMENT_LOCAL);
  }
  desk_ui_dialogs_set_hooks (NULL);
}

static void
write_signature (Way *way)
{
  GtkWidget *canvas = desk_ui_test_find (way->wizard, DESK_TYPE_INK_CANVAS, NULL);

  desk_ui_test_settle ();
  desk_ui_test_click (find (way, "sign-with-sms"));
  desk_ui_test_settle ();
  desk_ui_test_pointer_move (canvas, 0.2, 0.5);
  desk_ui_test_pointer_press ();
  for (int i = 1; i <= 120; i++)
    desk_ui_test_pointer_move (canvas, 0.2 + 0.6 * i / 120, 0.5 + 0.25 * sin (i / 8.0));
  desk_ui_test_pointer_release ();
  DESK_UI_WAIT (gtk_widget_is_sensitive (find (way, "confirm")));
  desk_ui_test_click (find (way, "confirm"));
  DESK_UI_WAIT (desk_application_get_ink_confirmed (way->application));
}

static void
check_identity (Way *way)
{
  fill (way, "applicant.name", DESK_FLOW_FIXTURE_NAME);
  fill (way, "applicant.id_number", "110101199003077512");
  fill (way, "applicant.mobile", DESK_FLOW_FIXTURE_PHONE);
  press_primary (way);
  DESK_UI_WAIT (is_at (way, DESK_STEP_CONSENT));
}

static void
consent (Way *way)
{
  GtkWidget *text;

  DESK_UI_WAIT (desk_ui_test_find (way->wizard, DESK_TYPE_CONTRACT_TEXT, NULL) != NULL);
  text = desk_ui_test_find (way->wizard, DESK_TYPE_CONTRACT_TEXT, NULL);
  desk_ui_test_settle ();
  gtk_widget_grab_focus (text);
  desk_ui_test_key (GDK_KEY_End, 0);
  DESK_UI_WAIT (gtk_widget_is_sensitive (find (way, "agree")));
  desk_ui_test_click (find (way, "agree"));
  press_primary (way);
  DESK_UI_WAIT (is_at (way, DESK_STEP_EVIDENCE));
}

static void
sign (Way *way)
{
  g_autofree char *code = NULL;

  desk_ui_test_settle ();
  choose_pictures (way);
  write_signature (way);
  desk_ui_test_click (find (way, "get-code"));
  /* The row takes the focus once the code is on its way. */
  DESK_UI_WAIT (has_focus_within (way, desk_field_widgets_find (way->wizard, "sms_code")));
  code = desk_test_backend_get_code (way->backend->backend, DESK_FLOW_FIXTURE_PHONE);
  fill (way, "sms_code", code);
  desk_ui_test_screenshot (way->window, "way-evidence");
  press_primary (way);
  DESK_UI_WAIT (is_at (way, DESK_STEP_CONTRACT));
}

static void
read_contract (Way *way)
{
  GtkWidget *viewer;

  DESK_UI_WAIT (desk_ui_test_find (way->wizard, DESK_TYPE_PAGE_VIEWER, NULL) != NULL);
  viewer = desk_ui_test_find (way->wizard, DESK_TYPE_PAGE_VIEWER, NULL);
  DESK_UI_WAIT (desk_page_viewer_get_zoom (DESK_PAGE_VIEWER (viewer)) > 0);
  /* The end of what is not there yet is soon reached. */
  DESK_UI_WAIT (desk_ui_test_can_scroll (viewer));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (way->window, "way-contract");
  g_assert_cmpint (desk_apply_flow_get_verdict (way->flow), ==, DESK_VERDICT_VALID);
  gtk_widget_grab_focus (viewer);
  desk_ui_test_key (GDK_KEY_End, 0);
  DESK_UI_WAIT (gtk_widget_is_sensitive (find (way, "read")));
  desk_ui_test_click (find (way, "read"));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (way->window, "way-contract-end");
  press_primary (way);
  DESK_UI_WAIT (is_at (way, DESK_STEP_FORM));
}

static void
fill_rest (Way *way)
{
  desk_ui_test_settle ();
  desk_ui_test_click (find (way, "invoice-yes"));
  DESK_UI_WAIT (gtk_widget_get_mapped (desk_field_widgets_find (way->wizard, "invoice.title")));
  fill (way, "invoice.title", "张三");
  fill (way, "invoice.email", "zhangsan@example.cn");
  desk_ui_test_screenshot (way->window, "way-form");
  press_primary (way);
  DESK_UI_WAIT (is_at (way, DESK_STEP_DELIVERY));

  desk_ui_test_settle ();
  fill (way, "delivery.region", "内蒙古自治区 呼和浩特市 赛罕区");
  fill (way, "delivery.address", "如意和大街 1 号");
  desk_ui_test_screenshot (way->window, "way-delivery");
  press_primary (way);
  DESK_UI_WAIT (is_at (way, DESK_STEP_ATTACHMENTS));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (way->window, "way-attachments");
  press_primary (way);
  DESK_UI_WAIT (is_at (way, DESK_STEP_REVIEW));
  desk_ui_test_settle ();
  desk_ui_test_screenshot (way->window, "way-review");
}

static void
test_whole_way (void)
{
  g_autoptr (DeskFlowFixture) backend = desk_flow_fixture_new (TRUE, NULL);
  Way way = { .backend = backend };

  if (backend == NULL)
    return;

  desk_flow_fixture_sign_in (backend);
  way.flow = desk_flow_fixture_open (backend, NULL);
  way.application = desk_apply_flow_get_application (way.flow);
  way.wizard = desk_wizard_new (backend->flows, way.flow);
  g_signal_connect (way.wizard, "closed", G_CALLBACK (on_closed), &way);
  way.window = desk_ui_test_show (way.wizard, 1080, 720);
  desk_ui_test_settle ();

  check_identity (&way);
  consent (&way);
  sign (&way);
  read_contract (&way);
  fill_rest (&way);
  press_primary (&way);
  DESK_UI_WAIT (desk_apply_flow_get_order (way.flow) != NULL);
  desk_ui_test_settle ();
  desk_ui_test_screenshot (way.window, "way-done");
  desk_ui_test_key (GDK_KEY_space, 0);
  DESK_UI_WAIT (way.submitted);

  desk_ui_test_close (way.window);
  desk_ui_test_settle ();
  g_clear_object (&way.flow);
}

int
main (int argc, char *argv[])
{
  desk_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/wizard/whole-way", test_whole_way);

  return g_test_run ();
}
