/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-certificate-window.h"

#include "desk-key-text.h"
#include "desk-test-files.h"
#include "desk-test-pki.h"
#include "desk-ui-dialogs.h"
#include "desk-ui-test.h"
#include "desk-x509.h"

typedef struct {
  GtkWindow *parent;
  GtkWindow *window;
  GBytes *der;     /* owned */
  gpointer facts;  /* weak */
  char *directory; /* owned */
  char *path;      /* owned: where the file is to be saved */
} Fixture;

static GFile *
pick_file (DeskPickKind kind, gpointer user_data)
{
  g_assert_cmpint (kind, ==, DESK_PICK_SAVE_CERTIFICATE);
  return g_file_new_for_path (((Fixture *) user_data)->path);
}

/* The certificate of a person who works for a unit, with an identity number. */
static GBytes *
certificate_new (void)
{
  static const uint8_t number[] = "\xa0\x14\x13\x12"
                                  "150102199001010019";
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  X509 *certificate = pki->signer->certificate;
  X509_NAME *name = X509_get_subject_name (certificate);
  g_autoptr (ASN1_OBJECT) object = OBJ_txt2obj ("1.2.156.10260.4.1.1", 1);
  ASN1_OCTET_STRING *octets = ASN1_OCTET_STRING_new ();
  X509_EXTENSION *extension;

  ASN1_OCTET_STRING_set (octets, number, sizeof number - 1);
  extension = X509_EXTENSION_create_by_OBJ (NULL, object, 0, octets);
  X509_add_ext (certificate, extension, -1);
  X509_EXTENSION_free (extension);
  ASN1_OCTET_STRING_free (octets);
  X509_NAME_add_entry_by_txt (name, "O", MBSTRING_UTF8,
                              (const uint8_t *) "呼伦贝尔市示例科技发展有限责任公司", -1, -1, 0);
  X509_NAME_add_entry_by_txt (name, "ST", MBSTRING_UTF8, (const uint8_t *) "内蒙古自治区", -1, -1,
                              0);
  i2d_re_X509_tbs (certificate, NULL);
  return desk_x509_to_der (certificate);
}

static void
set_up (Fixture *fixture, gint64 now, int width, int height)
{
  static DeskUiDialogHooks hooks = { .pick_file = pick_file };
  g_autoptr (DeskCertificateFacts) facts = NULL;

  hooks.user_data = fixture;
  desk_ui_dialogs_set_hooks (&hooks);
  fixture->directory = desk_test_files_make_directory ();
  fixture->path = g_build_filename (fixture->directory, "file", NULL);
  fixture->der = certificate_new ();
  facts = desk_certificate_facts_new (fixture->der, now);
  g_set_weak_pointer (&fixture->facts, facts);
  fixture->parent = desk_ui_test_show (gtk_label_new (""), 300, 200);
  fixture->window = desk_certificate_window_new (GTK_WIDGET (fixture->parent), facts,
                                                 desk_certificate_facts_get_validity (facts));
  gtk_window_set_default_size (fixture->window, width, height);
  desk_ui_test_present (fixture->window);
  desk_ui_test_settle ();
}

static void
tear_down (Fixture *fixture)
{
  desk_ui_dialogs_set_hooks (NULL);
  desk_ui_test_close (fixture->window);
  desk_ui_test_close (fixture->parent);
  g_assert_null (fixture->facts);
  desk_test_files_remove (fixture->directory);
  g_bytes_unref (fixture->der);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return desk_ui_test_has_text (GTK_WIDGET (fixture->window), text);
}

static void
test_facts (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_TEST_NOW, 560, 1500);
  g_assert_true (shows (&fixture, "张三"));
  g_assert_true (shows (&fixture, "证书有效"));
  g_assert_true (shows (&fixture, "1501**********0019"));
  g_assert_true (shows (&fixture, "数字签名、不可否认"));
  g_assert_true (shows (&fixture, "签名、登录"));
  g_assert_true (shows (&fixture, "还有 365 天"));
  g_assert_true (shows (&fixture, "正在核对"));
  desk_ui_test_audit_names (GTK_WIDGET (fixture.window));
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.window));
  desk_ui_test_screenshot (fixture.window, "certificate");
  tear_down (&fixture);
}

static void
test_times (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_TEST_NOW + 340 * DESK_TEST_DAY, 560, 640);
  g_assert_true (shows (&fixture, desk_key_text_get_sentence (DESK_KEY_STATE_EXPIRING)));
  g_assert_true (shows (&fixture, "还有 25 天"));
  desk_ui_test_screenshot (fixture.window, "certificate-expiring");
  tear_down (&fixture);

  set_up (&fixture, DESK_TEST_NOW - 30 * DESK_TEST_DAY, 560, 640);
  g_assert_true (shows (&fixture, desk_key_text_get_remedy (DESK_KEY_STATE_NOT_YET_VALID)));
  g_assert_true (shows (&fixture, "本机当前时间"));
  desk_ui_test_screenshot (fixture.window, "certificate-not-yet-valid");
  tear_down (&fixture);
}

static void
on_text_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_copy (void)
{
  Fixture fixture = { 0 };
  g_autofree char *text = NULL;

  set_up (&fixture, DESK_TEST_NOW, 560, 640);
  desk_ui_test_click (desk_ui_test_find (GTK_WIDGET (fixture.window), GTK_TYPE_BUTTON, "复制全部"));
  DESK_UI_WAIT (shows (&fixture, "已复制"));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture.window)), NULL,
                                 on_text_ready, &text);
  DESK_UI_WAIT (text != NULL);
  g_assert_nonnull (strstr (text, "1501**********0019"));
  g_assert_null (strstr (text, "19900101"));
  tear_down (&fixture);
}

static char *
export_as (Fixture *fixture, const char *form, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *content = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "certificate.export", "s", form);
  DESK_UI_WAIT (shows (fixture, "已保存为 file"));
  g_file_get_contents (fixture->path, &content, length, &error);
  g_assert_no_error (error);
  return content;
}

static void
test_export (void)
{
  Fixture fixture = { 0 };
  g_autofree char *pem = NULL;
  g_autofree char *der = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;

  set_up (&fixture, DESK_TEST_NOW, 560, 640);
  pem = export_as (&fixture, "pem", &length);
  g_assert_true (g_str_has_prefix (pem, "-----BEGIN CERTIFICATE-----"));
  tear_down (&fixture);

  set_up (&fixture, DESK_TEST_NOW, 560, 640);
  der = export_as (&fixture, "der", &length);
  bytes = g_bytes_new (der, length);
  g_assert_true (g_bytes_equal (bytes, fixture.der));
  tear_down (&fixture);
}

static void
test_export_fails (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, DESK_TEST_NOW, 560, 640);
  g_free (fixture.path);
  fixture.path = g_build_filename (fixture.directory, "no", "such", "place", NULL);
  g_test_expect_message ("desk-ui", G_LOG_LEVEL_WARNING, "*was not saved*");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "certificate.export", "s", "pem");
  DESK_UI_WAIT (shows (&fixture, "文件无法保存"));
  g_test_assert_expected_messages ();
  tear_down (&fixture);
}

static void
test_looks (void)
{
  Fixture fixture = { 0 };

  desk_ui_test_set_dark (TRUE);
  set_up (&fixture, DESK_TEST_NOW, 560, 640);
  desk_ui_test_screenshot (fixture.window, "certificate-dark");
  tear_down (&fixture);
  desk_ui_test_set_dark (FALSE);

  desk_ui_test_set_text_scale (2.0);
  set_up (&fixture, DESK_TEST_NOW, 560, 2600);
  desk_ui_test_audit_clipping (GTK_WIDGET (fixture.window));
  desk_ui_test_screenshot (fixture.window, "certificate-200");
  tear_down (&fixture);
  desk_ui_test_set_text_scale (1.0);
}

int
main (int argc, char **argv)
{
  desk_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/certificate-window/facts", test_facts);
  g_test_add_func ("/ui/certificate-window/times", test_times);
  g_test_add_func ("/ui/certificate-window/copy", test_copy);
  g_test_add_func ("/ui/certificate-window/export", test_export);
  g_test_add_func ("/ui/certificate-window/export-fails", test_export_fails);
  g_test_add_func ("/ui/certificate-window/looks", test_looks);
  return g_test_run ();
}
