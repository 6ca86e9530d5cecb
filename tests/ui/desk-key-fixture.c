/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-key-fixture.h"

#include "desk-test-files.h"
#include "desk-ui-test.h"
#include "desk-window.h"

#include <openssl/pem.h>

static char *
write_request (DeskKeyFixture *self)
{
  EVP_PKEY *key = desk_test_fake_ukey_get_key (self->ukey);
  char *path = g_build_filename (self->directory, "request.pem", NULL);
  X509_REQ *request = X509_REQ_new ();
  BIO *file = BIO_new_file (path, "w");

  g_assert_cmpint (X509_REQ_set_pubkey (request, key), ==, 1);
  g_assert_cmpint (X509_REQ_sign (request, key, EVP_sha256 ()), >, 0);
  g_assert_cmpint (PEM_write_bio_X509_REQ (file, request), ==, 1);
  BIO_free (file);
  X509_REQ_free (request);
  return path;
}

X509 *
desk_key_fixture_certify (DeskKeyFixture *self)
{
  g_autofree char *request = write_request (self);
  g_autofree char *chain = desk_test_backend_issue (self->backend, request, DESK_KEY_FIXTURE_PHONE,
                                                    DESK_KEY_FIXTURE_NAME);
  BIO *text = BIO_new_mem_buf (chain, -1);
  X509 *certificate = PEM_read_bio_X509 (text, NULL, NULL, NULL);

  g_assert_nonnull (certificate);
  desk_test_fake_ukey_add_certificate (self->ukey, 0, certificate);
  BIO_free (text);
  return certificate;
}

void
desk_key_fixture_set_up (DeskKeyFixture *self)
{
  *self = (DeskKeyFixture){ 0 };
  self->backend = desk_test_backend_start ();
  self->directory = desk_test_files_make_directory ();
  self->ukey = desk_test_fake_ukey_new ();
  desk_test_fake_ukey_set_environment (self->ukey);
}

void
desk_key_fixture_tear_down (DeskKeyFixture *self)
{
  if (self->window != NULL)
    desk_ui_test_close (self->window);
  if (self->flows != NULL) {
    desk_flows_close (self->flows);
    g_assert_finalize_object (self->flows);
  }
  desk_test_fake_ukey_free (self->ukey);
  desk_test_files_remove (self->directory);
  g_free (self->directory);
  g_free (self->module);
  desk_test_backend_stop (self->backend);
}

GtkWidget *
desk_key_fixture_find (DeskKeyFixture *self, GType type, const char *text)
{
  return desk_ui_test_find (GTK_WIDGET (self->window), type, text);
}

void
desk_key_fixture_show (DeskKeyFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data_dir = g_build_filename (self->directory, "client", NULL);
  const DeskFlowsConfig config = {
    .server = desk_test_backend_get_url (self->backend),
    .data_dir = data_dir,
    .ukey_module
    = self->module != NULL ? self->module : desk_test_fake_ukey_get_module (self->ukey),
  };

  self->flows = desk_flows_new (&config, &error);
  g_assert_no_error (error);
  self->window = GTK_WINDOW (desk_window_new (NULL, self->flows));
  desk_ui_test_present (self->window);
  desk_ui_test_click (desk_key_fixture_find (self, GTK_TYPE_TOGGLE_BUTTON, "Ukey登录"));
}

GtkWidget *
desk_key_fixture_open_dialog (DeskKeyFixture *self)
{
  GtkWidget *button;

  DESK_UI_WAIT (desk_key_fixture_find (self, GTK_TYPE_BUTTON, "立即登录") != NULL);
  button = desk_key_fixture_find (self, GTK_TYPE_BUTTON, "立即登录");
  DESK_UI_WAIT (gtk_widget_get_sensitive (button));
  desk_ui_test_click (button);
  DESK_UI_WAIT (desk_ui_test_find_dialog (self->window) != NULL);
  desk_ui_test_settle ();
  return GTK_WIDGET (desk_ui_test_find_dialog (self->window));
}
