/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-key-error.h"
#include "desk-key-settings.h"
#include "desk-test-files.h"

#include <glib/gstdio.h>

typedef struct {
  char *data_dir;            /* owned */
  char *file;                /* owned; ukey.ini */
  char *driver;              /* owned; a file that may be one */
  DeskKeySettings *settings; /* owned */
  guint n_changes;           /* times modules-changed was emitted */
} Fixture;

static void
on_modules_changed (Fixture *fixture)
{
  fixture->n_changes++;
}

/* As at the next start of the program. */
static void
start_again (Fixture *fixture)
{
  if (fixture->settings != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->settings));
  fixture->settings = desk_key_settings_new (fixture->data_dir, NULL, NULL);
  fixture->n_changes = 0;
  g_signal_connect_swapped (fixture->settings, "modules-changed", G_CALLBACK (on_modules_changed),
                            fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->data_dir = desk_test_files_make_directory ();
  fixture->file = g_build_filename (fixture->data_dir, "ukey.ini", NULL);
  fixture->driver = g_build_filename (fixture->data_dir, "driver]; x.so", NULL);
  g_assert_true (g_file_set_contents (fixture->driver, "", 0, NULL));
  start_again (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->settings));
  desk_test_files_remove (fixture->data_dir);
  g_free (fixture->data_dir);
  g_free (fixture->file);
  g_free (fixture->driver);
}

/* Caller owns; nullable. */
static DeskKeyModule *
find (Fixture *fixture, const char *path)
{
  GListModel *modules = desk_key_settings_get_modules (fixture->settings);

  for (guint i = 0; i < g_list_model_get_n_items (modules); i++) {
    g_autoptr (DeskKeyModule) module = g_list_model_get_item (modules, i);

    if (g_str_equal (desk_key_module_get_path (module), path))
      return g_steal_pointer (&module);
  }

  return NULL;
}

static void
add (Fixture *fixture, const char *arguments)
{
  g_autoptr (GError) error = NULL;

  desk_key_settings_add_module (fixture->settings, fixture->driver, arguments, &error);
  g_assert_no_error (error);
}

/* What is found is used, except what is only registered. */
static void
test_defaults (Fixture *fixture, gconstpointer data)
{
  GListModel *modules = desk_key_settings_get_modules (fixture->settings);

  g_assert_false (g_file_test (fixture->file, G_FILE_TEST_EXISTS));
  g_assert_false (desk_key_settings_is_fixed (fixture->settings));
  g_assert_null (desk_key_settings_get_last_token (fixture->settings));
  g_assert_null (desk_key_settings_get_last_certificate (fixture->settings));

  for (guint i = 0; i < g_list_model_get_n_items (modules); i++) {
    g_autoptr (DeskKeyModule) module = g_list_model_get_item (modules, i);

    g_assert_cmpint (desk_key_module_get_in_use (module), ==,
                     desk_key_module_get_origin (module) != DESK_KEY_MODULE_REGISTERED);
    g_assert_cmpint (desk_key_module_get_state (module), ==, DESK_KEY_STATE_READING);
  }
}

static void
test_add_and_remove (Fixture *fixture, gconstpointer data)
{
  guint n_found = g_list_model_get_n_items (desk_key_settings_get_modules (fixture->settings));
  g_autoptr (DeskKeyModule) first = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  add (fixture, "configdir='sql:/x y'");
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_cmpint (g_stat (fixture->file, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  for (int i = 0; i < 2; i++) {
    g_clear_object (&first);
    first = g_list_model_get_item (desk_key_settings_get_modules (fixture->settings), 0);
    g_assert_cmpstr (desk_key_module_get_path (first), ==, fixture->driver);
    g_assert_cmpstr (desk_key_module_get_arguments (first), ==, "configdir='sql:/x y'");
    g_assert_cmpstr (desk_key_module_get_name (first), ==, "driver]; x.so");
    g_assert_cmpint (desk_key_module_get_origin (first), ==, DESK_KEY_MODULE_ADDED);
    g_assert_true (desk_key_module_get_in_use (first));
    start_again (fixture);
  }

  g_clear_object (&first);
  first = find (fixture, fixture->driver);
  desk_key_settings_remove_module (fixture->settings, first, &error);
  g_assert_no_error (error);
  start_again (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (desk_key_settings_get_modules (fixture->settings)),
                    ==, n_found);
}

/* Again with other arguments, and with none. */
static void
test_add_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskKeyModule) module = NULL;

  add (fixture, "one");
  add (fixture, "two");
  module = find (fixture, fixture->driver);
  g_assert_cmpstr (desk_key_module_get_arguments (module), ==, "two");

  add (fixture, NULL);
  start_again (fixture);
  g_clear_object (&module);
  module = find (fixture, fixture->driver);
  g_assert_null (desk_key_module_get_arguments (module));
}

static void
test_in_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskKeyModule) module = NULL;
  g_autoptr (GError) error = NULL;

  add (fixture, NULL);
  module = find (fixture, fixture->driver);
  desk_key_settings_set_in_use (fixture->settings, module, FALSE, &error);
  g_assert_no_error (error);
  g_assert_false (desk_key_module_get_in_use (module));
  g_assert_cmpuint (fixture->n_changes, ==, 2);

  start_again (fixture);
  g_clear_object (&module);
  module = find (fixture, fixture->driver);
  g_assert_false (desk_key_module_get_in_use (module));
  desk_key_settings_set_in_use (fixture->settings, module, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (desk_key_module_get_in_use (module));
}

/* What was found on the computer can be switched as well, and stays what it is. */
static void
test_in_use_of_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskKeyModule) module
      = g_list_model_get_item (desk_key_settings_get_modules (fixture->settings), 0);
  g_autofree char *path = NULL;
  DeskKeyModuleOrigin origin;
  gboolean in_use;
  g_autoptr (GError) error = NULL;

  if (module == NULL) {
    g_test_skip ("no driver is on this machine");
    return;
  }

  path = g_strdup (desk_key_module_get_path (module));
  origin = desk_key_module_get_origin (module);
  in_use = desk_key_module_get_in_use (module);
  desk_key_settings_set_in_use (fixture->settings, module, !in_use, &error);
  g_assert_no_error (error);

  start_again (fixture);
  g_clear_object (&module);
  module = find (fixture, path);
  g_assert_cmpint (desk_key_module_get_origin (module), ==, origin);
  g_assert_cmpint (desk_key_module_get_in_use (module), ==, !in_use);

  /* To add it is to switch it on. */
  desk_key_settings_add_module (fixture->settings, path, "ignored", &error);
  g_assert_no_error (error);
  g_assert_true (desk_key_module_get_in_use (module));
  g_assert_cmpint (desk_key_module_get_origin (module), ==, origin);
  g_assert_null (desk_key_module_get_arguments (module));
}

static void
test_no_file (Fixture *fixture, gconstpointer data)
{
  const char *const paths[] = { "/nonexistent/driver.so", "driver.so", fixture->data_dir, "" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (desk_key_settings_add_module (fixture->settings, paths[i], NULL, &error));
    g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_MISSING);
  }

  g_assert_false (g_file_test (fixture->file, G_FILE_TEST_EXISTS));
}

/* A driver whose file went away stays listed: its state says so. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskKeyModule) module = NULL;

  add (fixture, NULL);
  g_assert_cmpint (g_unlink (fixture->driver), ==, 0);
  start_again (fixture);
  module = find (fixture, fixture->driver);
  g_assert_true (desk_key_module_get_in_use (module));
}

static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskKeyModule) before = NULL;
  g_autoptr (DeskKeyModule) after = NULL;

  add (fixture, NULL);
  before = find (fixture, fixture->driver);
  desk_key_settings_refresh (fixture->settings);
  after = find (fixture, fixture->driver);
  g_assert_true (before == after);
}

static void
test_last (Fixture *fixture, gconstpointer data)
{
  add (fixture, NULL);
  desk_key_settings_set_last (fixture->settings, "TOKEN", "0a0b");
  g_assert_cmpstr (desk_key_settings_get_last_token (fixture->settings), ==, "TOKEN");

  start_again (fixture);
  g_assert_cmpstr (desk_key_settings_get_last_token (fixture->settings), ==, "TOKEN");
  g_assert_cmpstr (desk_key_settings_get_last_certificate (fixture->settings), ==, "0a0b");

  /* The same again writes nothing. */
  g_assert_cmpint (g_unlink (fixture->file), ==, 0);
  desk_key_settings_set_last (fixture->settings, "TOKEN", "0a0b");
  g_assert_false (g_file_test (fixture->file, G_FILE_TEST_EXISTS));
  desk_key_settings_set_last (fixture->settings, "TOKEN", "0c");
  g_assert_true (g_file_test (fixture->file, G_FILE_TEST_EXISTS));
}

/* What cannot be understood is put aside, what is odd is passed over. */
static void
test_bad_content (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *content;
    gboolean is_put_aside;
  } rows[] = {
    { "not a key file", TRUE },
    { "\x80\xff", TRUE },
    { "[driver-1\npath=/x.so\n", TRUE },
    { "[other]\nkey=value\n", FALSE },
    { "[driver-1]\nadded=true\nin-use=true\n", FALSE },
    { "[driver-1]\npath=relative.so\nadded=true\nin-use=true\n", FALSE },
    { "[driver-1]\npath=\nadded=maybe\nin-use=2\n", FALSE },
    { "[last]\ntoken=\n", FALSE },
  };
  g_autofree char *bad = g_strconcat (fixture->file, ".bad", NULL);
  guint n_found = g_list_model_get_n_items (desk_key_settings_get_modules (fixture->settings));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].content);
    g_assert_true (g_file_set_contents_full (fixture->file, rows[i].content, -1,
                                             G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    start_again (fixture);
    g_assert_cmpuint (g_list_model_get_n_items (desk_key_settings_get_modules (fixture->settings)),
                      ==, n_found);
    g_assert_null (desk_key_settings_get_last_token (fixture->settings));
    g_assert_cmpint (g_file_test (bad, G_FILE_TEST_EXISTS), ==, rows[i].is_put_aside);
    g_assert_cmpint (g_file_test (fixture->file, G_FILE_TEST_EXISTS), ==, !rows[i].is_put_aside);
    g_unlink (bad);
    g_unlink (fixture->file);
  }

  /* It works on. */
  add (fixture, NULL);
  start_again (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (desk_key_settings_get_modules (fixture->settings)),
                    ==, n_found + 1);
}

/* Who else can change the file could have this program run anything. */
static void
test_not_private (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bad = g_strconcat (fixture->file, ".bad", NULL);
  g_autoptr (DeskKeyModule) module = NULL;

  add (fixture, NULL);
  g_assert_cmpint (g_chmod (fixture->file, 0666), ==, 0);
  start_again (fixture);
  module = find (fixture, fixture->driver);
  g_assert_null (module);
  g_assert_true (g_file_test (bad, G_FILE_TEST_EXISTS));
}

/* What cannot be kept is not done either. */
static void
test_not_writable (void)
{
  g_autofree char *directory = desk_test_files_make_directory ();
  g_autofree char *driver = g_build_filename (directory, "driver.so", NULL);
  g_autofree char *data_dir = g_build_filename (driver, "data", NULL);
  g_autoptr (DeskKeySettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_true (g_file_set_contents (driver, "", 0, NULL));
  settings = desk_key_settings_new (data_dir, NULL, NULL);
  n = g_list_model_get_n_items (desk_key_settings_get_modules (settings));

  g_assert_false (desk_key_settings_add_module (settings, driver, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (g_list_model_get_n_items (desk_key_settings_get_modules (settings)), ==, n);

  desk_key_settings_set_last (settings, "TOKEN", "0a");
  g_assert_cmpstr (desk_key_settings_get_last_token (settings), ==, "TOKEN");
  desk_test_files_remove (directory);
}

/* A driver on the command line is the only one; the last choice is kept all the same. */
static void
test_option (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskKeySettings) settings
      = desk_key_settings_new (fixture->data_dir, "/x/option.so", "arguments");
  GListModel *modules = desk_key_settings_get_modules (settings);
  g_autoptr (DeskKeyModule) module = g_list_model_get_item (modules, 0);

  g_assert_true (desk_key_settings_is_fixed (settings));
  desk_key_settings_refresh (settings);
  g_assert_cmpuint (g_list_model_get_n_items (modules), ==, 1);
  g_assert_cmpstr (desk_key_module_get_path (module), ==, "/x/option.so");
  g_assert_cmpstr (desk_key_module_get_arguments (module), ==, "arguments");
  g_assert_cmpint (desk_key_module_get_origin (module), ==, DESK_KEY_MODULE_OPTION);
  g_assert_true (desk_key_module_get_in_use (module));

  desk_key_settings_set_last (settings, "TOKEN", "0a");
  start_again (fixture);
  g_assert_cmpstr (desk_key_settings_get_last_token (fixture->settings), ==, "TOKEN");
}

/* A command that keeps nothing. */
static void
test_no_directory (void)
{
  g_autoptr (DeskKeySettings) settings = desk_key_settings_new (NULL, NULL, NULL);

  desk_key_settings_set_last (settings, "TOKEN", "0a");
  g_assert_cmpstr (desk_key_settings_get_last_token (settings), ==, "TOKEN");
}

static void
add_test (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/flow/key-settings/defaults", test_defaults);
  add_test ("/flow/key-settings/add-and-remove", test_add_and_remove);
  add_test ("/flow/key-settings/add-again", test_add_again);
  add_test ("/flow/key-settings/in-use", test_in_use);
  add_test ("/flow/key-settings/in-use-of-found", test_in_use_of_found);
  add_test ("/flow/key-settings/no-file", test_no_file);
  add_test ("/flow/key-settings/gone", test_gone);
  add_test ("/flow/key-settings/refresh", test_refresh);
  add_test ("/flow/key-settings/last", test_last);
  add_test ("/flow/key-settings/bad-content", test_bad_content);
  add_test ("/flow/key-settings/not-private", test_not_private);
  g_test_add_func ("/flow/key-settings/not-writable", test_not_writable);
  add_test ("/flow/key-settings/option", test_option);
  g_test_add_func ("/flow/key-settings/no-directory", test_no_directory);
  return g_test_run ();
}
