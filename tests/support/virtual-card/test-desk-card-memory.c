/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card-test"

#include "desk-test-card.h"
#include "desk-test-files.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

/* Every third byte is tried: making the files takes its time. */
#define STEP 3

typedef struct {
  char *directory; /* owned */
  char *path;      /* owned; the memory's file */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = desk_test_files_make_directory ();
  fixture->path = g_build_filename (fixture->directory, "card", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static DeskCard *
insert (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DeskCardMemory *memory = desk_card_memory_load (fixture->path, &error);

  g_assert_no_error (error);
  return desk_card_new (memory);
}

/* Writes to the card's file what issuing sends. */
static void
issue (Fixture *fixture)
{
  g_autoptr (DeskCard) card = insert (fixture);

  desk_test_card_issue (card);
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskCard) first = NULL;
  g_autoptr (DeskCard) second = NULL;
  g_autofree char *first_about = NULL;
  g_autofree char *second_about = NULL;
  g_autofree char *point = NULL;

  issue (fixture);
  first = insert (fixture);
  first_about = desk_test_card_ask (first, "00ca01a000");
  desk_test_card_expect (first, "0020000108" DESK_TEST_CARD_WRONG_PIN, "63c2");
  desk_test_card_expect (first, DESK_TEST_CARD_VERIFY_PIN, "9000");
  desk_test_card_expect (first, DESK_TEST_CARD_SELECT_OPEN, "9000");
  desk_test_card_expect (first, "00d600000401020304", "9000");
  desk_test_card_expect (first, DESK_TEST_CARD_SELECT_EC, "9000");
  desk_test_card_expect (first, "00460000", "9000");
  point = desk_test_card_ask (first, "00ca018600");
  desk_test_card_expect (first, "0020000308" DESK_TEST_CARD_WRONG_PIN, "63c2");

  second = insert (fixture);
  second_about = desk_test_card_ask (second, "00ca01a000");
  g_assert_cmpstr (first_about, ==, second_about);
  desk_test_card_expect (second, "00200001", "63c3");
  desk_test_card_expect (second, "00200003", "63c2");
  desk_test_card_expect (second, DESK_TEST_CARD_SELECT_OPEN, "9000");
  desk_test_card_expect (second, "00b0000004", "010203049000");
  desk_test_card_expect (second, "00d600000101", "6982");
  desk_test_card_expect (second, DESK_TEST_CARD_SELECT_EC, "9000");
  desk_test_card_expect (second, "00ca018600", point);
}

static void
test_serial_numbers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskCard) first = desk_test_card_new ();
  g_autoptr (DeskCard) second = desk_test_card_new ();
  g_autofree char *first_about = desk_test_card_ask (first, "00ca01a000");
  g_autofree char *second_about = desk_test_card_ask (second, "00ca01a000");

  g_assert_cmpstr (first_about, !=, second_about);
}

/* Without waiting for the disk, which is what takes the time; that way GLib 2.74 does not shorten a
 * file that is there. */
static void
write_file (Fixture *fixture, const char *contents, size_t length)
{
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_true (g_file_set_contents_full (fixture->path, contents, (gssize) length,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
assert_refused (Fixture *fixture, const char *contents, size_t length)
{
  g_autoptr (GError) error = NULL;
  DeskCardMemory *memory;

  write_file (fixture, contents, length);
  memory = desk_card_memory_load (fixture->path, &error);
  g_assert_null (memory);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  g_autofree char *contents = NULL;
  size_t length;

  issue (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  for (size_t i = 0; i < length; i += STEP)
    assert_refused (fixture, contents, i);
}

/* Most single wrong bytes are a card, with other data; none is a crash. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *contents = NULL;
  size_t length;

  issue (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  for (size_t i = 0; i < length; i += STEP) {
    DeskCardMemory *memory;

    contents[i] ^= 0x55;
    write_file (fixture, contents, length);
    contents[i] ^= 0x55;
    memory = desk_card_memory_load (fixture->path, NULL);
    if (memory != NULL) {
      g_autoptr (DeskCard) card = desk_card_new (memory);
      g_autofree char *answer = NULL;

      desk_test_card_expect (card, "00a4080c", "9000");
      answer = desk_test_card_ask (card, "00ca01a100");
      g_assert_true (g_str_has_suffix (answer, "9000"));
    }
  }
}

/* Nothing that was not saved is ever said to be done. */
static void
test_not_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskCard) card = NULL;

  issue (fixture);
  card = insert (fixture);
  desk_test_files_remove (fixture->directory);
  g_test_expect_message ("desk-virtual-card", G_LOG_LEVEL_WARNING, "*memory was not saved*");
  desk_test_card_expect (card, DESK_TEST_CARD_VERIFY_PIN, "6581");
  g_test_assert_expected_messages ();
}

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DeskCardMemory *memory = desk_card_memory_load (fixture->directory, &error);

  g_assert_null (memory);
  g_assert_nonnull (error);
}

#define ADD_TEST(path, function)                                                                   \
  g_test_add ("/virtual-card/memory/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("kept", test_kept);
  ADD_TEST ("serial-numbers", test_serial_numbers);
  ADD_TEST ("cut", test_cut);
  ADD_TEST ("damaged", test_damaged);
  ADD_TEST ("not-saved", test_not_saved);
  ADD_TEST ("unreadable", test_unreadable);
  return g_test_run ();
}
