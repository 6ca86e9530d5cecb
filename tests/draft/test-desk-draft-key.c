/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-aead.h"
#include "desk-draft-key.h"
#include "desk-test-files.h"

typedef struct {
  char *directory; /* owned */
  char *key_file;  /* owned */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = desk_test_files_make_directory ();
  fixture->key_file = g_build_filename (fixture->directory, "drafts.key", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->key_file);
}

static DeskSecret *
obtain (Fixture *fixture, gboolean use_service, gboolean may_create)
{
  g_autoptr (GError) error = NULL;
  DeskSecret *key = desk_draft_key_obtain (fixture->directory, use_service, may_create, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (desk_secret_get_length (key), ==, DESK_AEAD_KEY_LENGTH);
  return key;
}

static void
test_secret_service (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskSecret) made = NULL;
  g_autoptr (DeskSecret) found = NULL;

  if (g_getenv ("DESK_TEST_NO_KEYRING") != NULL) {
    g_test_skip ("gnome-keyring is not installed");
    return;
  }

  made = obtain (fixture, TRUE, TRUE);
  g_assert_false (g_file_test (fixture->key_file, G_FILE_TEST_EXISTS));
  found = obtain (fixture, TRUE, FALSE);
  g_assert_true (desk_secret_equal (made, found));
}

/* Two data directories do not share a key. */
static void
test_directories_differ (Fixture *fixture, gconstpointer data)
{
  Fixture other;
  g_autoptr (DeskSecret) first = obtain (fixture, TRUE, TRUE);
  g_autoptr (DeskSecret) second = NULL;

  set_up (&other, NULL);
  second = obtain (&other, TRUE, TRUE);
  g_assert_false (desk_secret_equal (first, second));
  tear_down (&other, NULL);
}

static void
test_key_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskSecret) made = obtain (fixture, FALSE, TRUE);
  g_autoptr (DeskSecret) found = obtain (fixture, FALSE, FALSE);
  g_autoptr (DeskSecret) first = NULL;

  g_assert_true (g_file_test (fixture->key_file, G_FILE_TEST_EXISTS));
  g_assert_true (desk_secret_equal (made, found));

  /* A key file is used even where a Secret Service answers: the drafts were sealed with it. */
  first = obtain (fixture, TRUE, TRUE);
  g_assert_true (desk_secret_equal (made, first));
}

/* With no service to answer, the key goes to the file. */
static void
test_falls_back (Fixture *fixture, gconstpointer data)
{
  if (g_test_subprocess ()) {
    g_autoptr (DeskSecret) key = NULL;

    g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
    key = obtain (fixture, TRUE, TRUE);
    g_assert_true (g_file_test (fixture->key_file, G_FILE_TEST_EXISTS));
    return;
  }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

#define ADD(name, function)                                                                        \
  g_test_add ("/draft/draft-key/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("secret-service", test_secret_service);
  ADD ("directories-differ", test_directories_differ);
  ADD ("key-file", test_key_file);
  ADD ("falls-back", test_falls_back);
  return g_test_run ();
}
