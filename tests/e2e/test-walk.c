/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole way of an applicant through the real window with real pointer and key events, against a
 * real backend and a real PKCS#11 token: sign-in by SMS code, the wizard, the list, sign-out,
 * sign-in with the Ukey. Where DESK_TEST_SCREENSHOTS names a directory, a picture of every step is
 * left there, with contract.pdf and ca.pem. */

#include "desk-contract-text.h"
#include "desk-field-widget.h"
#include "desk-ink-canvas.h"
#include "desk-page-viewer.h"
#include "desk-specimen.h"
#include "desk-test-async.h"
#include "desk-test-backend.h"
#include "desk-test-files.h"
#include "desk-test-token.h"
#include "desk-ui-dialogs.h"
#include "desk-ui-test.h"
#include "desk-window.h"
#include "desk-wizard-page.h"

#include <math.h>

#define PHONE     "13800138000"
#define NAME      "张三"
#define ID_NUMBER "150102199001010019"

typedef struct {
  char *directory;          /* owned */
  DeskTestBackend *backend; /* owned */
  DeskTestToken *token;     /* owned, nullable: SoftHSM2 is not here */
  DeskFlows *flows;         /* owned */
  GtkWindow *window;        /* owned by the toolkit */
  gboolean pick_front;      /* which picture the file dialog gives next */
  int n_pictures;           /* screenshots so far */
} Walk;

static GFile *
pick_specimen (DeskPickKind kind, gpointer user_data)
{
  Walk *walk = user_data;

  g_assert_cmpint (kind, ==, DESK_PICK_IMAGE);
  walk->pick_front = !walk->pick_front;
  return desk_specimen_write (walk->directory, walk->pick_front);
}

/* The virtual Ukey of the demonstration, made by the program's own commands. */
static void
make_key (Walk *walk)
{
  g_autofree char *csr = g_build_filename (walk->directory, "request.pem", NULL);
  g_autofree char *certificate = g_build_filename (walk->directory, "certificate.pem", NULL);
  g_autofree char *pem = NULL;

  desk_test_token_keygen (walk->token, NAME, csr);
  pem = desk_test_backend_issue (walk->backend, csr, PHONE, NAME);
  g_assert_true (g_file_set_contents (certificate, pem, -1, NULL));
  desk_test_token_import (walk->token, certificate);
}

static void
set_up (Walk *walk)
{
  g_autofree char *client_dir = NULL;
  g_autoptr (GError) error = NULL;
  DeskFlowsConfig config = { 0 };

  walk->directory = desk_test_files_make_directory ();
  walk->backend = desk_test_backend_start ();
  walk->token = desk_test_token_new ("Virtual Ukey");
  if (walk->token != NULL)
    make_key (walk);

  client_dir = g_build_filename (walk->directory, "client", NULL);
  config.server = desk_test_backend_get_url (walk->backend);
  config.data_dir = client_dir;
  config.ukey_module = walk->token != NULL ? desk_test_token_get_module (walk->token) : NULL;
  walk->flows = desk_flows_new (&config, &error);
  g_assert_no_error (error);

  desk_ui_dialogs_set_hooks (&(DeskUiDialogHooks){ .pick_file = pick_specimen, .user_data = walk });
  walk->window = GTK_WINDOW (desk_window_new (NULL, walk->flows));
  desk_ui_test_present (walk->window);
}

static void
tear_down (Walk *walk)
{
  desk_ui_test_close (walk->window);
  desk_ui_dialogs_set_hooks (NULL);
  desk_flows_close (walk->flows);
  g_object_unref (walk->flows);
  g_clear_pointer (&walk->token, desk_test_token_free);
  desk_test_backend_stop (walk->backend);
  desk_test_files_remove (walk->directory);
  g_free (walk->directory);
}

static void
show_window (Walk *walk, GtkWindow *window, const char *name)
{
  g_autofree char *numbered = g_strdup_printf ("%02d-%s", ++walk->n_pictures, name);

  desk_ui_test_screenshot (window, numbered);
}

static void
show (Walk *walk, const char *name)
{
  show_window (walk, walk->window, name);
}

static void
keep (const char *name, const char *data, gssize length)
{
  const char *directory = g_getenv ("DESK_TEST_SCREENSHOTS");
  g_autofree char *path = NULL;

  if (directory == NULL)
    return;

  path = g_build_filename (directory, name, NULL);
  g_assert_true (g_file_set_contents (path, data, length, NULL));
}

static GtkWidget *
named (Walk *walk, const char *name)
{
  GtkWidget *widget = desk_ui_test_find_named (GTK_WIDGET (walk->window), name);

  if (widget == NULL)
    g_error ("there is no widget named %s", name);
  return widget;
}

static void
press (Walk *walk, const char *name)
{
  GtkWidget *button = named (walk, name);

  DESK_UI_WAIT (gtk_widget_get_mapped (button) && gtk_widget_is_sensitive (button));
  desk_ui_test_click (button);
}

static void
press_label (Walk *walk, const char *label)
{
  GtkWidget *button = NULL;

  DESK_UI_WAIT ((button = desk_ui_test_find (GTK_WIDGET (walk->window), GTK_TYPE_BUTTON, label))
                    != NULL
                && gtk_widget_is_sensitive (button));
  desk_ui_test_click (button);
}

static void
fill (Walk *walk, const char *field, const char *text)
{
  GtkWidget *row = NULL;

  DESK_UI_WAIT ((row = desk_field_widgets_find (GTK_WIDGET (walk->window), field)) != NULL);
  desk_ui_test_fill (row, text);
}

static GtkWidget *
find_page (Walk *walk)
{
  return desk_ui_test_find (GTK_WIDGET (walk->window), DESK_TYPE_WIZARD_PAGE, NULL);
}

static gboolean
is_at (Walk *walk, DeskStep step)
{
  GtkWidget *page = find_page (walk);

  return page != NULL && desk_wizard_page_get_step (DESK_WIZARD_PAGE (page)) == step;
}

static void
wait_for_step (Walk *walk, DeskStep step)
{
  DESK_UI_WAIT (is_at (walk, step));
  desk_ui_test_settle ();
}

static void
next (Walk *walk)
{
  press (walk, "primary");
}

static void
sign_in_by_sms (Walk *walk)
{
  g_autofree char *code = NULL;

  show (walk, "sign-in");
  fill (walk, "phone", PHONE);
  press_label (walk, "获取验证码");
  DESK_UI_WAIT (desk_ui_test_has_text (GTK_WIDGET (walk->window), "秒")
                || (code = desk_test_backend_get_code (walk->backend, PHONE)) != NULL);
  if (code == NULL)
    code = desk_test_backend_get_code (walk->backend, PHONE);
  fill (walk, "code", code);
  show (walk, "sign-in-code");
  press_label (walk, "注册/登录");
  DESK_UI_WAIT (desk_flows_get_account (walk->flows) != NULL);
}

static void
check_identity (Walk *walk)
{
  press_label (walk, "申请");
  wait_for_step (walk, DESK_STEP_IDENTITY);
  show (walk, "identity");
  fill (walk, "applicant.name", NAME);
  fill (walk, "applicant.id_number", "150102199001010010");
  fill (walk, "applicant.mobile", PHONE);
  next (walk);
  DESK_UI_WAIT (gtk_widget_has_css_class (
      desk_field_widgets_find (GTK_WIDGET (walk->window), "applicant.id_number"), "error"));
  show (walk, "identity-error");
  fill (walk, "applicant.id_number", ID_NUMBER);
  show (walk, "identity-filled");
  next (walk);
  wait_for_step (walk, DESK_STEP_CONSENT);
}

static void
read_and_agree (Walk *walk)
{
  GtkWidget *agree = named (walk, "agree");

  DESK_UI_WAIT (gtk_widget_get_mapped (agree));
  desk_ui_test_settle ();
  show (walk, "consent");
  g_assert_false (gtk_widget_is_sensitive (agree));
  desk_ui_test_click (desk_ui_test_find (GTK_WIDGET (walk->window), DESK_TYPE_CONTRACT_TEXT, NULL));
  desk_ui_test_key (GDK_KEY_End, 0);
  DESK_UI_WAIT (gtk_widget_is_sensitive (agree));
  desk_ui_test_click (agree);
  show (walk, "consent-read");
  next (walk);
  wait_for_step (walk, DESK_STEP_EVIDENCE);
}

static void
write_signature (GtkWidget *canvas)
{
  for (int stroke = 0; stroke < 3; stroke++) {
    double left = 0.15 + 0.25 * stroke;

    desk_ui_test_pointer_move (canvas, left, 0.3);
    desk_ui_test_pointer_press ();
    for (int i = 1; i <= 40; i++)
      desk_ui_test_pointer_move (canvas, left + 0.004 * i, 0.3 + 0.01 * i + 0.1 * sin (i / 4.0));
    desk_ui_test_pointer_release ();
    desk_ui_test_iterate ();
  }
}

static void
choose_picture (Walk *walk, const char *field)
{
  GtkWidget *slot = desk_field_widgets_find (GTK_WIDGET (walk->window), field);
  gboolean before = walk->pick_front;

  desk_ui_test_click (desk_ui_test_find_named (slot, "choose"));
  DESK_UI_WAIT (walk->pick_front != before);
  desk_ui_test_settle ();
}

static void
give_evidence (Walk *walk)
{
  GtkWidget *canvas = desk_ui_test_find (find_page (walk), DESK_TYPE_INK_CANVAS, NULL);
  g_autofree char *code = NULL;

  show (walk, "evidence");
  choose_picture (walk, "attachments.id_front");
  choose_picture (walk, "attachments.id_back");
  press (walk, "sign-with-sms");
  write_signature (canvas);
  press (walk, "confirm");
  press (walk, "get-code");
  desk_ui_test_settle ();
  code = desk_test_backend_get_code (walk->backend, PHONE);
  fill (walk, "sms_code", code);
  show (walk, "evidence-filled");
  next (walk);
  wait_for_step (walk, DESK_STEP_CONTRACT);
}

static void
confirm_contract (Walk *walk)
{
  GtkWidget *read = named (walk, "read");
  GtkWidget *viewer;

  DESK_UI_WAIT (gtk_widget_get_mapped (read));
  viewer = desk_ui_test_find (GTK_WIDGET (walk->window), DESK_TYPE_PAGE_VIEWER, NULL);
  DESK_UI_WAIT (desk_ui_test_can_scroll (viewer));
  desk_ui_test_settle ();
  show (walk, "contract");
  desk_ui_test_click (viewer);
  desk_ui_test_key (GDK_KEY_End, 0);
  DESK_UI_WAIT (gtk_widget_is_sensitive (read));
  desk_ui_test_click (read);
  show (walk, "contract-read");
  next (walk);
  wait_for_step (walk, DESK_STEP_FORM);
}

static void
fill_form (Walk *walk)
{
  show (walk, "form");
  press (walk, "invoice-yes");
  fill (walk, "invoice.title", "张三");
  fill (walk, "invoice.email", "zhang@example.cn");
  show (walk, "form-invoice");
  next (walk);
  wait_for_step (walk, DESK_STEP_DELIVERY);
  fill (walk, "delivery.region", "内蒙古自治区 呼和浩特市 新城区");
  fill (walk, "delivery.address", "新华大街 1 号");
  show (walk, "delivery");
  next (walk);
  wait_for_step (walk, DESK_STEP_ATTACHMENTS);
  show (walk, "attachments");
  next (walk);
  wait_for_step (walk, DESK_STEP_REVIEW);
}

static void
submit (Walk *walk)
{
  show (walk, "review");
  next (walk);
  DESK_UI_WAIT (desk_ui_test_has_text (GTK_WIDGET (walk->window), "待审核"));
  show (walk, "submitted");
  press_label (walk, "查看我的申请");
}

static DeskOrder *
load_order (Walk *walk, DeskOrdersFlow *orders)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_orders_flow_refresh_async (orders, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_assert_true (desk_orders_flow_refresh_finish (orders, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (desk_orders_flow_get_orders (orders)), ==, 1);
  return g_list_model_get_item (desk_orders_flow_get_orders (orders), 0);
}

/* What the server keeps, fetched and judged once more. */
static void
check_order (Walk *walk)
{
  g_autoptr (DeskOrdersFlow) orders = desk_flows_new_orders (walk->flows);
  g_autoptr (DeskOrder) order = load_order (walk, orders);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListModel) reports = NULL;
  g_autoptr (GBytes) contract = NULL;
  g_autofree char *root = desk_test_backend_get_root (walk->backend);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (desk_order_get_state (order), ==, DESK_ORDER_SUBMITTED);
  desk_orders_flow_load_contract_async (orders, desk_order_get_id (order), NULL,
                                        desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  contract = desk_orders_flow_load_contract_finish (orders, result, &reports, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (reports), ==, 3);
  keep ("contract.pdf", g_bytes_get_data (contract, NULL), (gssize) g_bytes_get_size (contract));
  keep ("ca.pem", root, -1);
}

static void
look_at_list (Walk *walk)
{
  GtkWidget *row = NULL;

  DESK_UI_WAIT (desk_ui_test_has_text (GTK_WIDGET (walk->window), "待审核"));
  desk_ui_test_settle ();
  show (walk, "orders");
  DESK_UI_WAIT ((row = desk_ui_test_find (GTK_WIDGET (walk->window), GTK_TYPE_LABEL, "查看进度"))
                != NULL);
  desk_ui_test_click (row);
  DESK_UI_WAIT (desk_ui_test_has_text (GTK_WIDGET (walk->window), "撤回"));
  show (walk, "order");
}

static void
sign_in_with_key (Walk *walk)
{
  GtkWindow *dialog = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (walk->token == NULL) {
    g_test_message ("SoftHSM2 is not installed: no sign-in with a key");
    return;
  }

  desk_flows_sign_out_async (walk->flows, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  DESK_UI_WAIT (desk_flows_get_account (walk->flows) == NULL);
  desk_ui_test_settle ();
  press_label (walk, "Ukey登录");
  DESK_UI_WAIT (desk_ui_test_has_text (GTK_WIDGET (walk->window), NAME));
  show (walk, "ukey");
  press_label (walk, "立即登录");
  DESK_UI_WAIT ((dialog = desk_ui_test_find_dialog (walk->window)) != NULL);
  desk_ui_test_settle ();
  desk_ui_test_type (DESK_TEST_TOKEN_PIN);
  show_window (walk, dialog, "ukey-pin");
  desk_ui_test_key (GDK_KEY_Return, 0);
  DESK_UI_WAIT (desk_flows_get_account (walk->flows) != NULL);

  /* It is the PIN that keys are handed out with: another one is offered, and put off. */
  DESK_UI_WAIT ((dialog = desk_ui_test_find_dialog (walk->window)) != NULL
                && desk_ui_test_has_text (GTK_WIDGET (dialog), "默认 PIN"));
  desk_ui_test_settle ();
  show_window (walk, dialog, "ukey-default-pin");
  desk_ui_test_key (GDK_KEY_Escape, 0);
  DESK_UI_WAIT (desk_ui_test_find_dialog (walk->window) == NULL);
  desk_ui_test_settle ();
  show (walk, "home-again");
}

static void
test_whole_way (void)
{
  Walk walk = { 0 };

  set_up (&walk);
  sign_in_by_sms (&walk);
  desk_ui_test_settle ();
  show (&walk, "home");
  check_identity (&walk);
  read_and_agree (&walk);
  give_evidence (&walk);
  confirm_contract (&walk);
  fill_form (&walk);
  submit (&walk);
  check_order (&walk);
  look_at_list (&walk);
  sign_in_with_key (&walk);
  tear_down (&walk);
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  if (!desk_test_backend_is_built ())
    g_error ("certdeskd is not built");
  g_test_add_func ("/e2e/walk/whole-way", test_whole_way);
  return g_test_run ();
}
