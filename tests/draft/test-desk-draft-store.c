/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-draft-store.h"
#include "desk-test-async.h"
#include "desk-test-files.h"

#include <glib/gstdio.h>
#include <stdint.h>
#include <string.h>

#define ID        "0192f5a0-1111-7222-8333-444455556666"
#define NAME      "阿依古丽·买买提"
#define ID_NUMBER "150102199001010019"
#define MOBILE    "13812348000"

typedef struct {
  char *directory;       /* owned */
  DeskClock *clock;      /* owned */
  DeskDraftStore *store; /* owned; NULL while closed */
} Fixture;

static void
open_store (Fixture *fixture)
{
  fixture->store = desk_draft_store_new (fixture->directory, FALSE, fixture->clock);
}

static void
close_store (Fixture *fixture)
{
  desk_draft_store_close (fixture->store);
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = desk_test_files_make_directory ();
  fixture->clock = desk_clock_new_manual (G_GINT64_CONSTANT (1795329000000000));
  open_store (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->store != NULL)
    close_store (fixture);
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
  g_object_unref (fixture->clock);
}

static GBytes *
make_picture (uint8_t filling)
{
  size_t length = 200 * 1024;
  uint8_t *bytes = g_malloc (length);

  memset (bytes, filling, length);
  memcpy (bytes, "\xff\xd8\xff\xe0", 4);
  return g_bytes_new_take (bytes, length);
}

static DeskApplication *
fill_in (const char *id)
{
  DeskApplication *application = desk_application_new (id);
  DeskApplicant *applicant = desk_application_get_applicant (application);
  DeskInk *ink = desk_application_get_ink (application);
  g_autoptr (GBytes) picture = make_picture (0x42);

  desk_applicant_set_name (applicant, NAME);
  desk_applicant_set_id_number (applicant, ID_NUMBER);
  desk_applicant_set_mobile (applicant, MOBILE);
  desk_ink_begin_stroke (ink);
  for (int i = 0; i < 50; i++)
    desk_ink_add_point (ink, &(DeskInkPoint){ 100 * i, 50 * i, 10 * i, 500 + i });
  desk_ink_end_stroke (ink);
  desk_attachment_set_content (
      desk_application_get_attachment (application, DESK_ATTACHMENT_ID_FRONT), picture, "正面.jpg");
  desk_application_set_step (application, DESK_STEP_EVIDENCE);
  return application;
}

static void
save (Fixture *fixture, DeskApplication *application)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_draft_store_save_async (fixture->store, application, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_assert_true (desk_draft_store_save_finish (fixture->store, result, &error));
  g_assert_no_error (error);
}

static DeskApplication *
load (Fixture *fixture, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_draft_store_load_async (fixture->store, id, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_draft_store_load_finish (fixture->store, result, error);
}

static GPtrArray *
list (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *entries;

  desk_draft_store_list_async (fixture->store, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  entries = desk_draft_store_list_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return entries;
}

static void
remove_draft (Fixture *fixture, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_draft_store_remove_async (fixture->store, id, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_assert_true (desk_draft_store_remove_finish (fixture->store, result, &error));
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskApplication) written = fill_in (ID);
  g_autoptr (DeskApplication) read = NULL;
  g_autoptr (GBytes) picture = make_picture (0x42);
  g_autoptr (GError) error = NULL;
  DeskAttachment *front;
  guint n_points;

  save (fixture, written);
  close_store (fixture);
  open_store (fixture);
  read = load (fixture, ID, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (desk_application_get_id (read), ==, ID);
  g_assert_cmpstr (desk_applicant_get_name (desk_application_get_applicant (read)), ==, NAME);
  g_assert_cmpstr (desk_applicant_get_id_number (desk_application_get_applicant (read)), ==,
                   ID_NUMBER);
  g_assert_cmpint (desk_application_get_step (read), ==, DESK_STEP_EVIDENCE);
  g_assert_cmpuint (desk_ink_get_n_strokes (desk_application_get_ink (read)), ==, 1);
  g_assert_cmpint (desk_ink_get_stroke (desk_application_get_ink (read), 0, &n_points)[49].x, ==,
                   4900);
  g_assert_cmpuint (n_points, ==, 50);
  front = desk_application_get_attachment (read, DESK_ATTACHMENT_ID_FRONT);
  g_assert_cmpint (desk_attachment_get_state (front), ==, DESK_ATTACHMENT_LOCAL);
  g_assert_cmpstr (desk_attachment_get_file_name (front), ==, "正面.jpg");
  g_assert_true (g_bytes_equal (desk_attachment_get_content (front), picture));
}

/* An uploaded picture stays uploaded, a refused one keeps its reason. */
static void
test_picture_states (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskApplication) written = fill_in (ID);
  g_autoptr (DeskApplication) read = NULL;
  g_autoptr (GBytes) picture = make_picture (0x43);
  DeskAttachment *front = desk_application_get_attachment (written, DESK_ATTACHMENT_ID_FRONT);
  DeskAttachment *back = desk_application_get_attachment (written, DESK_ATTACHMENT_ID_BACK);

  desk_attachment_set_state (front, DESK_ATTACHMENT_UPLOADED);
  desk_attachment_set_content (back, picture, "反面.png");
  desk_attachment_set_problem (back, DESK_FIELD_FILE_DAMAGED);
  save (fixture, written);

  read = load (fixture, ID, NULL);
  front = desk_application_get_attachment (read, DESK_ATTACHMENT_ID_FRONT);
  back = desk_application_get_attachment (read, DESK_ATTACHMENT_ID_BACK);
  g_assert_cmpint (desk_attachment_get_state (front), ==, DESK_ATTACHMENT_UPLOADED);
  g_assert_cmpint (desk_attachment_get_state (back), ==, DESK_ATTACHMENT_FAILED);
  g_assert_cmpint (desk_attachment_get_problem (back), ==, DESK_FIELD_FILE_DAMAGED);
}

static void
test_nothing_in_the_clear (Fixture *fixture, gconstpointer data)
{
  static const char *const planted[]
      = { NAME, ID_NUMBER, MOBILE, "正面.jpg", "\x42\x42\x42\x42\x42\x42\x42\x42" };
  g_autoptr (DeskApplication) application = fill_in (ID);

  save (fixture, application);
  for (size_t i = 0; i < G_N_ELEMENTS (planted); i++)
    g_assert_false (desk_test_files_contain (fixture->directory, planted[i]));
  close_store (fixture);
  for (size_t i = 0; i < G_N_ELEMENTS (planted); i++)
    g_assert_false (desk_test_files_contain (fixture->directory, planted[i]));
}

static void
assert_does_not_open (Fixture *fixture, GError **error)
{
  DeskDraftStore *store = desk_draft_store_new (fixture->directory, FALSE, fixture->clock);
  g_autoptr (GAsyncResult) result = NULL;

  desk_draft_store_list_async (store, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  g_assert_null (desk_draft_store_list_finish (store, result, error));
  desk_draft_store_close (store);
  g_object_unref (store);
}

static void
test_key_file_is_private (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "drafts.key", NULL);
  g_autoptr (GPtrArray) none = list (fixture);
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  close_store (fixture);
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  assert_does_not_open (fixture, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

/* A missing key must not be replaced by a new one: the drafts would be lost for good. */
static void
test_missing_key (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "drafts.key", NULL);
  g_autoptr (GPtrArray) none = list (fixture);
  g_autoptr (GError) error = NULL;

  close_store (fixture);
  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_does_not_open (fixture, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static gboolean
write_key (const char *path, const char *key)
{
  return g_file_set_contents_full (path, key, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

static void
test_wrong_key (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "drafts.key", NULL);
  g_autoptr (GPtrArray) none = list (fixture);
  g_autoptr (GError) error = NULL;

  close_store (fixture);
  g_assert_true (write_key (path, "0123456789abcdef0123456789abcdef"));
  assert_does_not_open (fixture, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);

  g_assert_true (write_key (path, "short"));
  assert_does_not_open (fixture, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskApplication) older = fill_in ("0192f5a0-1111-7222-8333-000000000001");
  g_autoptr (DeskApplication) newer = fill_in ("0192f5a0-1111-7222-8333-000000000002");
  g_autoptr (GPtrArray) entries = NULL;
  const DeskDraftEntry *first;
  const DeskDraftEntry *second;

  desk_application_set_order (newer, "0192f5a0-9999-7222-8333-000000000002", "NM20261122-000001",
                              1);
  desk_application_set_owner (newer, "account");
  desk_application_set_submitted (newer, TRUE);
  save (fixture, older);
  desk_clock_advance (fixture->clock, 60 * G_USEC_PER_SEC);
  save (fixture, newer);

  entries = list (fixture);
  g_assert_cmpuint (entries->len, ==, 2);
  first = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (first->id, ==, desk_application_get_id (newer));
  g_assert_cmpstr (first->order_number, ==, "NM20261122-000001");
  g_assert_cmpstr (first->holder, ==, "阿依古丽·***");
  g_assert_cmpint (first->step, ==, DESK_STEP_EVIDENCE);
  g_assert_cmpint (first->changed, ==, 1795329060);
  g_assert_cmpstr (first->owner, ==, "account");
  g_assert_cmpstr (first->order_id, ==, "0192f5a0-9999-7222-8333-000000000002");
  g_assert_true (first->submitted);
  second = g_ptr_array_index (entries, 1);
  g_assert_null (second->owner);
  g_assert_null (second->order_id);
  g_assert_false (second->submitted);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskApplication) application = fill_in (ID);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  save (fixture, application);
  remove_draft (fixture, ID);
  remove_draft (fixture, ID);
  entries = list (fixture);
  g_assert_cmpuint (entries->len, ==, 0);
  g_assert_null (load (fixture, ID, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* Saving again costs a few kilobytes, not the pictures again. */
static void
test_pictures_stored_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "drafts.db", NULL);
  g_autoptr (DeskApplication) application = fill_in (ID);
  GStatBuf before;
  GStatBuf after;

  save (fixture, application);
  close_store (fixture);
  g_assert_cmpint (g_stat (path, &before), ==, 0);
  open_store (fixture);
  for (int i = 0; i < 10; i++)
    save (fixture, application);
  close_store (fixture);
  g_assert_cmpint (g_stat (path, &after), ==, 0);
  g_assert_cmpint (after.st_size, <, before.st_size + 64 * 1024);
}

/* What was asked for before the close is on disk after it, whoever waits for the answer. */
static void
test_close_writes_what_is_queued (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskApplication) application = fill_in (ID);
  g_autoptr (DeskApplication) read = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  desk_draft_store_save_async (fixture->store, application, NULL, desk_test_async_ready, &result);
  desk_draft_store_close (fixture->store);
  desk_test_async_wait (&result);
  g_assert_true (desk_draft_store_save_finish (fixture->store, result, NULL));
  g_clear_object (&fixture->store);

  open_store (fixture);
  read = load (fixture, ID, NULL);
  g_assert_nonnull (read);
}

static void
test_second_process_is_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = list (fixture);
  g_autoptr (GError) error = NULL;

  assert_does_not_open (fixture, &error);
  g_assert_nonnull (error);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/draft/draft-store/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("picture-states", test_picture_states);
  ADD ("nothing-in-the-clear", test_nothing_in_the_clear);
  ADD ("key-file-is-private", test_key_file_is_private);
  ADD ("missing-key", test_missing_key);
  ADD ("wrong-key", test_wrong_key);
  ADD ("list", test_list);
  ADD ("remove", test_remove);
  ADD ("pictures-stored-once", test_pictures_stored_once);
  ADD ("close-writes-what-is-queued", test_close_writes_what_is_queued);
  ADD ("second-process-is-refused", test_second_process_is_refused);
  return g_test_run ();
}
