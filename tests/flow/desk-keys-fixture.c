/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-keys-fixture.h"

#include "desk-test-async.h"
#include "desk-test-files.h"

#define STEP_US 2000

static void
on_token_added (DeskKeysFixture *self)
{
  self->n_added++;
}

static void
on_token_removed (DeskKeysFixture *self)
{
  self->n_removed++;
}

static void
start (DeskKeysFixture *self, DeskKeySettings *settings)
{
  g_set_object (&self->settings, settings);
  self->keys = desk_keys_new (settings, self->clock);
  self->n_added = 0;
  self->n_removed = 0;
  g_signal_connect_swapped (self->keys, "token-added", G_CALLBACK (on_token_added), self);
  g_signal_connect_swapped (self->keys, "token-removed", G_CALLBACK (on_token_removed), self);
}

static guint
count_children (void)
{
  g_autofree char *children = NULL;
  g_auto (GStrv) words = NULL;

  g_assert_true (g_file_get_contents ("/proc/thread-self/children", &children, NULL, NULL));
  words = g_strsplit (g_strstrip (children), " ", -1);
  return *children != '\0' ? g_strv_length (words) : 0;
}

static void
stop (DeskKeysFixture *self)
{
  desk_keys_close (self->keys);
  while (count_children () > 0) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (STEP_US);
  }
  desk_test_async_settle ();
  g_assert_finalize_object (g_steal_pointer (&self->keys));
}

DeskKeysFixture *
desk_keys_fixture_new (void)
{
  DeskKeysFixture *self = g_new0 (DeskKeysFixture, 1);
  g_autoptr (DeskKeySettings) settings = NULL;

  self->fake = desk_test_fake_ukey_new ();
  desk_test_fake_ukey_set_environment (self->fake);
  self->data_dir = desk_test_files_make_directory ();
  self->clock = desk_clock_new_system ();
  self->authority = desk_test_identity_new (
      &(DeskTestProfile){ .name = "Root", .is_ca = TRUE, .key_usage = DESK_TEST_CA });
  settings
      = desk_key_settings_new (self->data_dir, desk_test_fake_ukey_get_module (self->fake), NULL);
  start (self, settings);
  return self;
}

void
desk_keys_fixture_free (DeskKeysFixture *self)
{
  stop (self);
  g_assert_finalize_object (self->settings);
  desk_test_identity_free (self->authority);
  g_object_unref (self->clock);
  desk_test_files_remove (self->data_dir);
  g_free (self->data_dir);
  desk_test_fake_ukey_free (self->fake);
  g_free (self);
}

void
desk_keys_fixture_restart (DeskKeysFixture *self, DeskKeySettings *settings)
{
  stop (self);
  start (self, settings);
}

X509 *
desk_keys_fixture_certify (DeskKeysFixture *self, int begin, int end, const char *key_usage)
{
  gint64 now = desk_clock_now_seconds (self->clock);
  g_autoptr (DeskTestIdentity) identity = desk_test_identity_new (
      &(DeskTestProfile){ .name = "张三",
                          .issuer = self->authority,
                          .key_usage = key_usage,
                          .subject_key = desk_test_fake_ukey_get_key (self->fake),
                          .not_before = now + begin * DESK_TEST_DAY,
                          .not_after = now + end * DESK_TEST_DAY });

  X509_up_ref (identity->certificate);
  return identity->certificate;
}

void
desk_keys_fixture_add_usual (DeskKeysFixture *self)
{
  X509 *certificate = desk_keys_fixture_certify (self, -1, 365, DESK_TEST_SIGNER);

  desk_test_fake_ukey_add_certificate (self->fake, 0, certificate);
  X509_free (certificate);
}

void
desk_keys_fixture_rescan (DeskKeysFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_keys_rescan_async (self->keys, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  desk_keys_rescan_finish (self->keys, result, &error);
  g_assert_no_error (error);
}

void
desk_keys_fixture_wait (DeskKeysFixture *self, const char *nick)
{
  while (!g_str_equal (desk_key_state_get_nick (desk_keys_get_state (self->keys)), nick))
    g_main_context_iteration (NULL, TRUE);
}

void
desk_keys_fixture_assert_state (DeskKeysFixture *self, const char *nick)
{
  g_assert_cmpstr (desk_key_state_get_nick (desk_keys_get_state (self->keys)), ==, nick);
}

void
desk_keys_fixture_assert_tokens (DeskKeysFixture *self, const char *serials)
{
  GListModel *tokens = desk_keys_get_tokens (self->keys);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (tokens); i++) {
    g_autoptr (DeskKeyToken) token = g_list_model_get_item (tokens, i);

    g_string_append_printf (found, "%s%s", i > 0 ? " " : "", desk_key_token_get_serial (token));
  }

  g_assert_cmpstr (found->str, ==, serials);
}

DeskKeyCertificate *
desk_keys_fixture_get_certificate (DeskKeysFixture *self, guint index)
{
  DeskKeyCertificate *certificate
      = g_list_model_get_item (desk_keys_get_certificates (self->keys), index);

  g_assert_nonnull (certificate);
  return certificate;
}
