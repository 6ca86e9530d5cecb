/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-autosave.h"
#include "desk-test-async.h"
#include "desk-test-files.h"

typedef struct {
  char *directory;
  DeskClock *clock;
  DeskDraftStore *store;
  DeskApplication *application;
  DeskAutosave *autosave;
  guint n_saves;
} Fixture;

static void
on_saved_time_notify (DeskAutosave *autosave, GParamSpec *pspec, Fixture *fixture)
{
  fixture->n_saves++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = desk_test_files_make_directory ();
  fixture->clock = desk_clock_new_manual (100 * G_USEC_PER_SEC);
  fixture->store = desk_draft_store_new (fixture->directory, FALSE, fixture->clock);
  fixture->application = desk_application_new ("01a203f8-1e10-7d3c-83db-2750ffd2d8f9");
  fixture->autosave = desk_autosave_new (fixture->store, fixture->application, fixture->clock);
  g_signal_connect (fixture->autosave, "notify::saved-time", G_CALLBACK (on_saved_time_notify),
                    fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_draft_store_close (fixture->store);
  desk_test_async_settle ();
  g_assert_finalize_object (fixture->autosave);
  g_assert_finalize_object (fixture->application);
  g_assert_finalize_object (fixture->store);
  g_object_unref (fixture->clock);
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
}

static void
edit (Fixture *fixture, const char *name)
{
  desk_applicant_set_name (desk_application_get_applicant (fixture->application), name);
}

static void
wait_for_save (Fixture *fixture)
{
  guint n_saves = fixture->n_saves;

  while (fixture->n_saves == n_saves)
    g_main_context_iteration (NULL, TRUE);
}

static DeskApplication *
load (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_draft_store_load_async (fixture->store, desk_application_get_id (fixture->application), NULL,
                               desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_draft_store_load_finish (fixture->store, result, error);
}

/* Many letters, one write. */
static void
test_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskApplication) stored = NULL;

  g_assert_cmpint (desk_autosave_get_saved_time (fixture->autosave), ==, 0);
  edit (fixture, "欧");
  edit (fixture, "欧阳");
  edit (fixture, "欧阳修");
  wait_for_save (fixture);
  g_assert_cmpuint (fixture->n_saves, ==, 1);
  g_assert_cmpint (desk_autosave_get_saved_time (fixture->autosave), ==, 100);
  stored = load (fixture, NULL);
  g_assert_cmpstr (desk_applicant_get_name (desk_application_get_applicant (stored)), ==, "欧阳修");
}

static void
test_step_at_once (Fixture *fixture, gconstpointer data)
{
  desk_application_set_step (fixture->application, DESK_STEP_CONSENT);
  wait_for_save (fixture);
  g_assert_cmpuint (fixture->n_saves, ==, 1);
}

static void
test_flush_and_stop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DeskApplication) stored = NULL;
  g_autoptr (GError) error = NULL;

  desk_autosave_flush (fixture->autosave);
  edit (fixture, "张三");
  desk_autosave_flush (fixture->autosave);
  wait_for_save (fixture);

  edit (fixture, "李四");
  desk_autosave_stop (fixture->autosave);
  edit (fixture, "王五");
  desk_autosave_save_async (fixture->autosave, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_assert_true (desk_autosave_save_finish (fixture->autosave, result, NULL));
  stored = load (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (desk_applicant_get_name (desk_application_get_applicant (stored)), ==, "张三");
}

/* The store says no: it is told, and the next change tries again. */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  desk_draft_store_close (fixture->store);
  g_test_expect_message ("desk-flow", G_LOG_LEVEL_MESSAGE, "a draft could not be saved: *");
  edit (fixture, "张三");
  while (!desk_autosave_get_failed (fixture->autosave))
    g_main_context_iteration (NULL, TRUE);
  desk_test_async_settle ();
  g_test_assert_expected_messages ();
  g_assert_cmpint (desk_autosave_get_saved_time (fixture->autosave), ==, 0);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/flow/autosave/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("waits", test_waits);
  ADD ("step-at-once", test_step_at_once);
  ADD ("flush-and-stop", test_flush_and_stop);
  ADD ("failure", test_failure);
  return g_test_run ();
}
